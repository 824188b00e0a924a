// AssemblyScript; see ../logistic/loss-gradient.ts for what is computed. Float32 data, float64 arithmetic throughout.

// e^x for x in [-708, 0], two at a time, to about one unit in the last place: x = k ln 2 + r, and the Taylor series of
// e^r to r^13 (|r| <= ln 2 / 2). The same in every browser, which Math.exp need not be.
// @ts-ignore: decorator
@inline
export function exp(x: v128): v128 {
  const k = f64x2.nearest(f64x2.mul(x, f64x2.splat(1.4426950408889634)));
  let r = f64x2.sub(x, f64x2.mul(k, f64x2.splat(6.93147180369123816490e-1)));
  r = f64x2.sub(r, f64x2.mul(k, f64x2.splat(1.90821492927058770002e-10)));
  let p = f64x2.splat(1.0 / 6227020800.0);
  p = f64x2.add(f64x2.mul(p, r), f64x2.splat(1.0 / 479001600.0));
  p = f64x2.add(f64x2.mul(p, r), f64x2.splat(1.0 / 39916800.0));
  p = f64x2.add(f64x2.mul(p, r), f64x2.splat(1.0 / 3628800.0));
  p = f64x2.add(f64x2.mul(p, r), f64x2.splat(1.0 / 362880.0));
  p = f64x2.add(f64x2.mul(p, r), f64x2.splat(1.0 / 40320.0));
  p = f64x2.add(f64x2.mul(p, r), f64x2.splat(1.0 / 5040.0));
  p = f64x2.add(f64x2.mul(p, r), f64x2.splat(1.0 / 720.0));
  p = f64x2.add(f64x2.mul(p, r), f64x2.splat(1.0 / 120.0));
  p = f64x2.add(f64x2.mul(p, r), f64x2.splat(1.0 / 24.0));
  p = f64x2.add(f64x2.mul(p, r), f64x2.splat(1.0 / 6.0));
  p = f64x2.add(f64x2.mul(p, r), f64x2.splat(0.5));
  p = f64x2.add(f64x2.mul(p, r), f64x2.splat(1.0));
  p = f64x2.add(f64x2.mul(p, r), f64x2.splat(1.0));
  const power = i64x2.extend_low_i32x4_s(i32x4.trunc_sat_f64x2_s_zero(k));
  return f64x2.mul(p, i64x2.shl(i64x2.add(power, i64x2.splat(1023)), 52));
}

// @ts-ignore: decorator
@inline
function pair(at: usize): v128 {
  return f64x2.promote_low_f32x4(v128.load64_zero(at));
}

// @ts-ignore: decorator
@inline
function across(v: v128, w: v128): v128 {
  // [v0 + v1, w0 + w1]
  return f64x2.add(v128.shuffle<f64>(v, w, 0, 2), v128.shuffle<f64>(v, w, 1, 3));
}

/**
 * design: [n][width] float32, width even, rows padded to a multiple of four with zeros; y: float32 0 or 1, padded alike;
 * point: [width] float64; out: [width + 3] float64: the linear part of the loss, the binary exponent and the mantissa
 * of the product of (1 + e^-|z|), then the gradient.
 */
export function logisticLossGradient(design: usize, y: usize, n: i32, width: usize, point: usize, out: usize): void {
  const row = width << 2;
  const gradient = out + 24;
  const wide = width << 3;
  memory.fill(gradient, 0, wide);
  const zero = f64x2.splat(0);
  const one = f64x2.splat(1);
  let linear = zero;
  let product = one;
  let exponent: f64 = 0;
  let at = design;
  let label = y;
  let sinceFolded = 0;
  for (let i = 0; i < n; i += 4) {
    let a = zero;
    let b = zero;
    let c = zero;
    let d = zero;
    for (let j: usize = 0; j < row; j += 8) {
      const w = v128.load(point + (j << 1));
      const x = at + j;
      a = f64x2.add(a, f64x2.mul(pair(x), w));
      b = f64x2.add(b, f64x2.mul(pair(x + row), w));
      c = f64x2.add(c, f64x2.mul(pair(x + (row << 1)), w));
      d = f64x2.add(d, f64x2.mul(pair(x + (row << 1) + row), w));
    }
    const left = min(4, n - i);
    const z0 = across(a, b);
    const z1 = across(c, d);
    const e0 = exp(f64x2.max(f64x2.neg(f64x2.abs(z0)), f64x2.splat(-708)));
    const e1 = exp(f64x2.max(f64x2.neg(f64x2.abs(z1)), f64x2.splat(-708)));
    const s0 = f64x2.add(one, e0);
    const s1 = f64x2.add(one, e1);
    const y0 = pair(label);
    const y1 = pair(label + 8);
    let l0 = f64x2.sub(f64x2.max(z0, zero), f64x2.mul(y0, z0));
    let l1 = f64x2.sub(f64x2.max(z1, zero), f64x2.mul(y1, z1));
    let r0 = f64x2.sub(f64x2.div(v128.bitselect(one, e0, f64x2.ge(z0, zero)), s0), y0);
    let r1 = f64x2.sub(f64x2.div(v128.bitselect(one, e1, f64x2.ge(z1, zero)), s1), y1);
    let p0 = s0;
    let p1 = s1;
    if (left < 4) {
      // Padding rows weigh nothing. Their z is 0, so only the product and the residual need mending.
      if (left < 2) {
        r0 = f64x2.replace_lane(r0, 1, 0);
        p0 = f64x2.replace_lane(p0, 1, 1);
      }
      if (left < 3) {
        r1 = f64x2.replace_lane(r1, 0, 0);
        p1 = f64x2.replace_lane(p1, 0, 1);
      }
      r1 = f64x2.replace_lane(r1, 1, 0);
      p1 = f64x2.replace_lane(p1, 1, 1);
    }
    linear = f64x2.add(linear, f64x2.add(l0, l1));
    product = f64x2.mul(product, f64x2.mul(p0, p1));
    // Each lane grows by at most a factor of 4 a turn: folded long before 2^1023, also when the lanes are multiplied.
    if (++sinceFolded == 128) {
      const both = f64x2.extract_lane(product, 0) * f64x2.extract_lane(product, 1);
      const bits = reinterpret<i64>(both);
      exponent += <f64>((bits >> 52) - 1023);
      product = f64x2.replace_lane(one, 0, reinterpret<f64>((bits & 0x000fffffffffffff) | 0x3ff0000000000000));
      sinceFolded = 0;
    }
    const ra = f64x2.splat(f64x2.extract_lane(r0, 0));
    const rb = f64x2.splat(f64x2.extract_lane(r0, 1));
    const rc = f64x2.splat(f64x2.extract_lane(r1, 0));
    const rd = f64x2.splat(f64x2.extract_lane(r1, 1));
    for (let j: usize = 0; j < row; j += 8) {
      const x = at + j;
      const g = gradient + (j << 1);
      const first = f64x2.add(f64x2.mul(pair(x), ra), f64x2.mul(pair(x + row), rb));
      const second = f64x2.add(f64x2.mul(pair(x + (row << 1)), rc), f64x2.mul(pair(x + (row << 1) + row), rd));
      v128.store(g, f64x2.add(v128.load(g), f64x2.add(first, second)));
    }
    at += row << 2;
    label += 16;
  }
  store<f64>(out, f64x2.extract_lane(linear, 0) + f64x2.extract_lane(linear, 1));
  store<f64>(out + 8, exponent);
  store<f64>(out + 16, f64x2.extract_lane(product, 0) * f64x2.extract_lane(product, 1));
}
