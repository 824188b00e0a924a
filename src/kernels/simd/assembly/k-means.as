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

/** One assignment step over n points; see ../k-means/step.ts. Returns how many labels changed. */
export function kMeansStep(points: usize, n: i32, d: usize, k: i32, centres: usize, labels: usize, sums: usize): i32 {
  let changed = 0;
  const stride = d << 4;
  let block = points;
  let at = labels;
  let left = n;
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
