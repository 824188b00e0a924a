import * as tf from '@tensorflow/tfjs-core';
import type { Random } from '../../kernels/random/random';

/** Sizes from the columns to the one answer, e.g. [30, 32, 16, 1]. */
export type Sizes = readonly number[];

/** Where each layer's weights (rows × columns) and biases stand in the one list of all of them. */
function layout(sizes: Sizes): { readonly from: number; readonly rows: number; readonly cols: number }[] {
  let from = 0;
  return sizes.slice(1).map((cols, l) => {
    const layer = { from, rows: sizes[l]!, cols };
    from += (layer.rows + 1) * cols;
    return layer;
  });
}

export const countWeights = (sizes: Sizes): number =>
  layout(sizes).reduce((total, { rows, cols }) => total + (rows + 1) * cols, 0);

/** Uniform within ±√(6 / (in + out)) (Glorot & Bengio 2010, eq. 16); biases 0, the last one given. */
export function startWeights(sizes: Sizes, lastBias: number, random: Random): Float32Array {
  const weights = new Float32Array(countWeights(sizes));
  for (const { from, rows, cols } of layout(sizes)) {
    const limit = Math.sqrt(6 / (rows + cols));
    for (let i = 0; i < rows * cols; i++) weights[from + i] = limit * (2 * random.next() - 1);
  }
  weights[weights.length - 1] = lastBias;
  return weights;
}

/** The network as tensors. To be called inside tf.tidy. */
function toTensors(weights: Float32Array, sizes: Sizes): { readonly kernel: tf.Tensor2D; readonly bias: tf.Tensor1D }[] {
  return layout(sizes).map(({ from, rows, cols }) => ({
    kernel: tf.tensor2d(weights.subarray(from, from + rows * cols), [rows, cols]),
    bias: tf.tensor1d(weights.subarray(from + rows * cols, from + (rows + 1) * cols)),
  }));
}

/** Forward pass: what each layer puts out; rectified but for the last, which is the log-odds. Inside tf.tidy. */
function forward(x: tf.Tensor2D, layers: ReturnType<typeof toTensors>): tf.Tensor2D[] {
  const outputs: tf.Tensor2D[] = [];
  let input = x;
  layers.forEach(({ kernel, bias }, l) => {
    const activation = l < layers.length - 1 ? 'relu' : 'linear';
    input = tf.fused.matMul({ a: input, b: kernel, bias, activation }) as tf.Tensor2D;
    outputs.push(input);
  });
  return outputs;
}

/**
 * Gradient of the mean log-loss over a batch, by hand (no gradient tape: it costs three times as much), in the order of the
 * weights. Leaves no tensor behind. Matrices are transposed before multiplying: the wasm back end is slow at both in one.
 */
export function gradientOf(weights: Float32Array, sizes: Sizes, x: tf.Tensor2D, y: tf.Tensor2D): Float32Array {
  const flat = tf.tidy(() => {
    const layers = toTensors(weights, sizes);
    const outputs = forward(x, layers);
    const parts: tf.Tensor1D[] = [];
    let delta = tf.mul<tf.Tensor2D>(tf.sub(tf.sigmoid(outputs[outputs.length - 1]!), y), 1 / x.shape[0]);
    for (let l = layers.length - 1; l >= 0; l--) {
      const input = l > 0 ? outputs[l - 1]! : x;
      const slope = tf.matMul(tf.transpose(input), delta);
      parts.unshift(tf.reshape(slope, [-1]), tf.reshape(tf.sum(delta, 0), [-1]));
      if (l > 0) delta = tf.mul(tf.matMul(delta, tf.transpose(layers[l]!.kernel)), tf.step(input));
    }
    return tf.concat(parts);
  });
  const gradient = flat.dataSync<'float32'>().slice();
  flat.dispose();
  return gradient;
}

/** Mean log-loss of the network on rows. */
export function lossOn(weights: Float32Array, sizes: Sizes, x: tf.Tensor2D, y: Uint8Array): number {
  const outputs = tf.tidy(() => forward(x, toTensors(weights, sizes)).at(-1)!);
  const scores = outputs.dataSync();
  outputs.dispose();
  let total = 0;
  for (let i = 0; i < y.length; i++) {
    const z = y[i] === 1 ? -scores[i]! : scores[i]!;
    total += Math.max(z, 0) + Math.log1p(Math.exp(-Math.abs(z)));
  }
  return total / y.length;
}

/** Log-odds of every row, in float64 and without TensorFlow.js: the same for a row alone as among others. */
export function logOddsOf(weights: Float32Array, sizes: Sizes, values: Float64Array, rows: number): Float64Array {
  const layers = layout(sizes);
  const widest = Math.max(...sizes);
  let [input, output] = [new Float64Array(widest), new Float64Array(widest)];
  const odds = new Float64Array(rows);
  const wide = Float64Array.from(weights);
  for (let i = 0; i < rows; i++) {
    // Beyond a thousand spreads from the middle a number says no more.
    for (let j = 0; j < sizes[0]!; j++) input[j] = Math.min(Math.max(values[i * sizes[0]! + j]!, -1000), 1000);
    for (let l = 0; l < layers.length; l++) {
      const { from, rows: ins, cols: outs } = layers[l]!;
      for (let k = 0; k < outs; k++) output[k] = wide[from + ins * outs + k]!;
      for (let j = 0; j < ins; j++) {
        const value = input[j]!;
        if (value === 0) continue;
        const at = from + j * outs;
        for (let k = 0; k < outs; k++) output[k] = output[k]! + value * wide[at + k]!;
      }
      if (l < layers.length - 1) for (let k = 0; k < outs; k++) if (output[k]! < 0) output[k] = 0;
      [input, output] = [output, input];
    }
    odds[i] = input[0]!;
  }
  return odds;
}
