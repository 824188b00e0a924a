/** Sizes from the columns to the one answer, e.g. [30, 32, 16, 1]. */
export type Sizes = readonly number[];

/** Where each layer's weights (inputs × outputs) and, behind them, its biases stand in the one list of all of them. */
export function layersOf(sizes: Sizes): { readonly from: number; readonly ins: number; readonly outs: number }[] {
  let from = 0;
  return sizes.slice(1).map((outs, l) => {
    const layer = { from, ins: sizes[l]!, outs };
    from += (layer.ins + 1) * outs;
    return layer;
  });
}

export const countWeights = (sizes: Sizes): number =>
  layersOf(sizes).reduce((total, { ins, outs }) => total + (ins + 1) * outs, 0);

/** Numbers that the SIMD kernel needs to work in: all layers' outputs, and twice the widest layer. */
export const scratchOf = (sizes: Sizes): number =>
  sizes.slice(1).reduce((total, size) => total + size, 0) + 2 * Math.max(...sizes.slice(1));

/**
 * Gradient of the mean log-loss over `y.length` rows (float32, row-major) of a network of rectified layers that ends in one
 * log-odds, by back-propagation, in the order of the weights. What simd/assembly/network.as computes, for engines without SIMD.
 */
export function networkGradient(
  x: Float32Array,
  y: Float32Array,
  sizes: Sizes,
  weights: Float32Array,
  gradient: Float32Array,
): void {
  gradient.fill(0);
  const layers = layersOf(sizes);
  const outputs = sizes.map((size) => new Float32Array(size));
  const deltas = sizes.map((size) => new Float32Array(size));
  const last = layers.length;
  for (let i = 0; i < y.length; i++) {
    outputs[0]!.set(x.subarray(i * sizes[0]!, (i + 1) * sizes[0]!));
    layers.forEach(({ from, ins, outs }, l) => {
      const [input, output] = [outputs[l]!, outputs[l + 1]!];
      for (let k = 0; k < outs; k++) output[k] = weights[from + ins * outs + k]!;
      for (let j = 0; j < ins; j++) {
        const value = input[j]!;
        if (value === 0) continue;
        for (let k = 0, at = from + j * outs; k < outs; k++) output[k]! += value * weights[at + k]!;
      }
      if (l + 1 < last) for (let k = 0; k < outs; k++) output[k] = Math.max(output[k]!, 0);
    });
    const z = outputs[last]![0]!;
    const e = Math.exp(-Math.abs(z));
    deltas[last]![0] = ((z >= 0 ? 1 : e) / (1 + e) - y[i]!) / y.length;
    for (let l = last - 1; l >= 0; l--) {
      const { from, ins, outs } = layers[l]!;
      const [input, delta, below] = [outputs[l]!, deltas[l + 1]!, deltas[l]!];
      for (let j = 0; j < ins; j++) {
        const value = input[j]!;
        const at = from + j * outs;
        let sum = 0;
        for (let k = 0; k < outs; k++) {
          gradient[at + k]! += value * delta[k]!;
          sum += weights[at + k]! * delta[k]!;
        }
        below[j] = value > 0 ? sum : 0;
      }
      for (let k = 0; k < outs; k++) gradient[from + ins * outs + k]! += delta[k]!;
    }
  }
}
