// AssemblyScript. Built into simd-bytes.ts by scripts/build-kernels.mjs; the same arithmetic, in the same order, as
// ../k-means/step.ts, so that both give the same labels bit for bit. Holds no static data: the memory is the caller's.

// Nearest centre of one block of four points. Points lie as [block][column][4]; centres as [k][columns]; all float32.
// @ts-ignore: decorator
@inline
function nearest(block: usize, d: usize, k: i32, centres: usize): v128 {
  let best = f32x4.splat(Infinity);
  let label = i32x4.splat(0);
  let centre = centres;
  const row = d << 2;
  for (let c = 0; c < k; c++) {
    let sum = f32x4.splat(0);
    let x = block;
    const end = centre + row;
    while (centre < end) {
      const difference = f32x4.sub(v128.load(x), v128.load32_splat(centre));
      sum = f32x4.add(sum, f32x4.mul(difference, difference));
      x += 16;
      centre += 4;
    }
    const nearer = f32x4.lt(sum, best);
    best = v128.bitselect(sum, best, nearer);
    label = v128.bitselect(i32x4.splat(c), label, nearer);
  }
  return label;
}

// Moves the points of a block whose label changed from the sum of their old group to that of their new one.
function move(block: usize, d: usize, lanes: i32, labels: usize, fresh: v128, sums: usize): i32 {
  let changed = 0;
  const row = (d + 1) << 3;
  const old = v128.load(labels);
  v128.store(labels, fresh);
  for (let lane = 0; lane < lanes; lane++) {
    let from: i32;
    let to: i32;
    if (lane == 0) {
      from = i32x4.extract_lane(old, 0);
      to = i32x4.extract_lane(fresh, 0);
    } else if (lane == 1) {
      from = i32x4.extract_lane(old, 1);
      to = i32x4.extract_lane(fresh, 1);
    } else if (lane == 2) {
      from = i32x4.extract_lane(old, 2);
      to = i32x4.extract_lane(fresh, 2);
    } else {
      from = i32x4.extract_lane(old, 3);
      to = i32x4.extract_lane(fresh, 3);
    }
    if (from == to) continue;
    changed++;
    let x = block + (<usize>lane << 2);
    let into = sums + <usize>to * row;
    if (from < 0) {
      for (let j: usize = 0; j < d; j++) {
        store<f64>(into, load<f64>(into) + <f64>load<f32>(x));
        x += 16;
        into += 8;
      }
    } else {
      let out = sums + <usize>from * row;
      for (let j: usize = 0; j < d; j++) {
        const value = <f64>load<f32>(x);
        store<f64>(out, load<f64>(out) - value);
        store<f64>(into, load<f64>(into) + value);
        x += 16;
        out += 8;
        into += 8;
      }
      store<f64>(out, load<f64>(out) - 1);
    }
    store<f64>(into, load<f64>(into) + 1);
  }
  return changed;
}

// The nearest centres of four blocks at once, to labels, and what follows: a column of a centre is fetched once for sixteen
// points. Returns how many labels changed.
function stepFour(block: usize, d: usize, k: i32, centres: usize, labels: usize, sums: usize): i32 {
  const stride = d << 4;
  const row = d << 2;
  let best0 = f32x4.splat(Infinity);
  let best1 = best0;
  let best2 = best0;
  let best3 = best0;
  let label0 = i32x4.splat(0);
  let label1 = label0;
  let label2 = label0;
  let label3 = label0;
  let centre = centres;
  for (let c = 0; c < k; c++) {
    let sum0 = f32x4.splat(0);
    let sum1 = sum0;
    let sum2 = sum0;
    let sum3 = sum0;
    let x = block;
    const end = centre + row;
    while (centre < end) {
      const at = v128.load32_splat(centre);
      const difference0 = f32x4.sub(v128.load(x), at);
      const difference1 = f32x4.sub(v128.load(x + stride), at);
      const difference2 = f32x4.sub(v128.load(x + 2 * stride), at);
      const difference3 = f32x4.sub(v128.load(x + 3 * stride), at);
      sum0 = f32x4.add(sum0, f32x4.mul(difference0, difference0));
      sum1 = f32x4.add(sum1, f32x4.mul(difference1, difference1));
      sum2 = f32x4.add(sum2, f32x4.mul(difference2, difference2));
      sum3 = f32x4.add(sum3, f32x4.mul(difference3, difference3));
      x += 16;
      centre += 4;
    }
    const name = i32x4.splat(c);
    const nearer0 = f32x4.lt(sum0, best0);
    const nearer1 = f32x4.lt(sum1, best1);
    const nearer2 = f32x4.lt(sum2, best2);
    const nearer3 = f32x4.lt(sum3, best3);
    best0 = v128.bitselect(sum0, best0, nearer0);
    best1 = v128.bitselect(sum1, best1, nearer1);
    best2 = v128.bitselect(sum2, best2, nearer2);
    best3 = v128.bitselect(sum3, best3, nearer3);
    label0 = v128.bitselect(name, label0, nearer0);
    label1 = v128.bitselect(name, label1, nearer1);
    label2 = v128.bitselect(name, label2, nearer2);
    label3 = v128.bitselect(name, label3, nearer3);
  }
  const other0 = v128.xor(label0, v128.load(labels));
  const other1 = v128.xor(label1, v128.load(labels, 16));
  const other2 = v128.xor(label2, v128.load(labels, 32));
  const other3 = v128.xor(label3, v128.load(labels, 48));
  if (!v128.any_true(v128.or(v128.or(other0, other1), v128.or(other2, other3)))) return 0;
  let changed = 0;
  if (v128.any_true(other0)) changed += move(block, d, 4, labels, label0, sums);
  if (v128.any_true(other1)) changed += move(block + stride, d, 4, labels + 16, label1, sums);
  if (v128.any_true(other2)) changed += move(block + 2 * stride, d, 4, labels + 32, label2, sums);
  if (v128.any_true(other3)) changed += move(block + 3 * stride, d, 4, labels + 48, label3, sums);
  return changed;
}

/** One assignment step over n points; see ../k-means/step.ts. Returns how many labels changed. */
export function kMeansStep(points: usize, n: i32, d: usize, k: i32, centres: usize, labels: usize, sums: usize): i32 {
  let changed = 0;
  const stride = d << 4;
  let block = points;
  let at = labels;
  let left = n;
  while (left >= 16) {
    changed += stepFour(block, d, k, centres, at, sums);
    block += stride << 2;
    at += 64;
    left -= 16;
  }
  while (left > 0) {
    const label = nearest(block, d, k, centres);
    if (v128.any_true(i32x4.ne(label, v128.load(at)))) {
      changed += move(block, d, min(left, 4), at, label, sums);
    }
    block += stride;
    at += 16;
    left -= 4;
  }
  return changed;
}

/** Labels by nearest centre, ~label where the second is nearer than `doubt` to the first; see ../k-means/settle.ts. */
export function kMeansSettle(points: usize, n: i32, d: usize, k: i32, centres: usize, doubt: f32, labels: usize): void {
  const stride = d << 4;
  const row = d << 2;
  const margin = f32x4.splat(doubt);
  let block = points;
  let at = labels;
  for (let left = n; left > 0; left -= 4) {
    let best = f32x4.splat(Infinity);
    let second = best;
    let label = i32x4.splat(0);
    let centre = centres;
    for (let c = 0; c < k; c++) {
      let sum = f32x4.splat(0);
      let x = block;
      const end = centre + row;
      while (centre < end) {
        const difference = f32x4.sub(v128.load(x), v128.load32_splat(centre));
        sum = f32x4.add(sum, f32x4.mul(difference, difference));
        x += 16;
        centre += 4;
      }
      const nearer = f32x4.lt(sum, best);
      second = v128.bitselect(best, f32x4.pmin(second, sum), nearer);
      best = v128.bitselect(sum, best, nearer);
      label = v128.bitselect(i32x4.splat(c), label, nearer);
    }
    // A difference that is no number (two infinities) is in doubt too.
    const sure = f32x4.ge(f32x4.sub(second, best), margin);
    v128.store(at, v128.bitselect(label, v128.not(label), sure));
    block += stride;
    at += 16;
  }
}
