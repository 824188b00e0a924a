import { exp } from './logistic';

// AssemblyScript; see ../../network/network-gradient.ts for what is computed. Float32.

/** to += factor × from, `n` numbers. */
// @ts-ignore: decorator
@inline
function addScaled(to: usize, from: usize, factor: f32, n: usize): void {
  const lanes = f32x4.splat(factor);
  const end = to + (n << 2);
  for (const whole = to + ((n & ~3) << 2); to < whole; to += 16) {
    v128.store(to, f32x4.add(v128.load(to), f32x4.mul(v128.load(from), lanes)));
    from += 16;
  }
  for (; to < end; to += 4) {
    store<f32>(to, load<f32>(to) + factor * load<f32>(from));
    from += 4;
  }
}

// @ts-ignore: decorator
@inline
function dot(a: usize, b: usize, n: usize): f32 {
  let lanes = f32x4.splat(0);
  const end = a + (n << 2);
  for (const whole = a + ((n & ~3) << 2); a < whole; a += 16) {
    lanes = f32x4.add(lanes, f32x4.mul(v128.load(a), v128.load(b)));
    b += 16;
  }
  let sum =
    f32x4.extract_lane(lanes, 0) + f32x4.extract_lane(lanes, 1) + (f32x4.extract_lane(lanes, 2) + f32x4.extract_lane(lanes, 3));
  for (; a < end; a += 4) {
    sum += load<f32>(a) * load<f32>(b);
    b += 4;
  }
  return sum;
}

/** sizes: [layers + 1] i32; weights, gradient: [count]; scratch: all layers' outputs, then twice the widest layer. */
export function networkGradient(
  x: usize,
  y: usize,
  n: i32,
  sizes: usize,
  layers: usize,
  weights: usize,
  count: usize,
  gradient: usize,
  scratch: usize,
): void {
  memory.fill(gradient, 0, count << 2);
  const width = <usize>load<i32>(sizes);
  const scale: f32 = 1 / <f32>n;
  let outputs: usize = 0;
  let widest: usize = 0;
  for (let l: usize = 1; l <= layers; l++) {
    const size = <usize>load<i32>(sizes + (l << 2));
    outputs += size;
    widest = max(widest, size);
  }
  let delta = scratch + (outputs << 2);
  let below = delta + (widest << 2);
  for (let i = 0; i < n; i++) {
    let input = x;
    let output = scratch;
    let at = weights;
    for (let l: usize = 0; l < layers; l++) {
      const ins = <usize>load<i32>(sizes + (l << 2));
      const outs = <usize>load<i32>(sizes + (l << 2), 4);
      memory.copy(output, at + ((ins * outs) << 2), outs << 2);
      for (let j: usize = 0; j < ins; j++) {
        const value = load<f32>(input + (j << 2));
        if (value != 0) addScaled(output, at, value, outs);
        at += outs << 2;
      }
      at += outs << 2;
      if (l + 1 < layers) {
        for (let k: usize = 0; k < outs; k++) store<f32>(output + (k << 2), max<f32>(load<f32>(output + (k << 2)), 0));
      }
      input = output;
      output += outs << 2;
    }
    const z = load<f32>(input);
    // The compiler's own exp brings a table, which would land in somebody else's memory.
    const e = <f32>f64x2.extract_lane(exp(f64x2.splat(max<f64>(-abs<f64>(<f64>z), -708))), 0);
    store<f32>(delta, ((z >= 0 ? 1 : e) / (1 + e) - load<f32>(y)) * scale);
    let slope = gradient + (count << 2);
    for (let l = layers; l > 0; l--) {
      const ins = <usize>load<i32>(sizes + (l << 2) - 4);
      const outs = <usize>load<i32>(sizes + (l << 2));
      output -= outs << 2;
      const source = l > 1 ? output - (ins << 2) : x;
      at -= ((ins + 1) * outs) << 2;
      slope -= ((ins + 1) * outs) << 2;
      for (let j: usize = 0; j < ins; j++) {
        const value = load<f32>(source + (j << 2));
        const row = (j * outs) << 2;
        if (value != 0) addScaled(slope + row, delta, value, outs);
        if (l > 1) store<f32>(below + (j << 2), value > 0 ? dot(at + row, delta, outs) : 0);
      }
      addScaled(slope + ((ins * outs) << 2), delta, 1, outs);
      const kept = delta;
      delta = below;
      below = kept;
    }
    x += width << 2;
    y += 4;
  }
}
