import * as tf from '@tensorflow/tfjs-core';
import { countWeights, layersOf, type Sizes } from '../../kernels/network/network-gradient';
import type { Random } from '../../kernels/random/random';
import { networkGradientKernel } from './fused-kernel';

export type Formulation = 'fused' | 'tensor';

/** Uniform within ±√(6 / (in + out)) (Glorot & Bengio 2010, eq. 16); biases 0, the last one given. */
export function startWeights(sizes: Sizes, lastBias: number, random: Random): Float32Array {
  const weights = new Float32Array(countWeights(sizes));
  for (const { from, ins: rows, outs: cols } of layersOf(sizes)) {
    const limit = Math.sqrt(6 / (rows + cols));
    for (let i = 0; i < rows * cols; i++) weights[from + i] = limit * (2 * random.next() - 1);
  }
  weights[weights.length - 1] = lastBias;
  return weights;
}

/** The network as tensors. To be called inside tf.tidy. */
function toTensors(weights: Float32Array, sizes: Sizes): { readonly kernel: tf.Tensor2D; readonly bias: tf.Tensor1D }[] {
  return layersOf(sizes).map(({ from, ins: rows, outs: cols }) => ({
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
 * Gradient of the mean log-loss over a batch, in the order of the weights: by one fused kernel, or in tensor operations for
 * back ends that have none. Leaves no tensor behind.
 */
export function gradientOf(
  weights: Float32Array,
  sizes: Sizes,
  x: tf.Tensor2D,
  y: tf.Tensor1D,
  formulation: Formulation,
): Float32Array {
  const flat = tf.tidy(() => (formulation === 'fused' ? fused(weights, sizes, x, y) : byTensors(weights, sizes, x, y)));
  const gradient = flat.dataSync<'float32'>().slice(0, weights.length);
  flat.dispose();
  return gradient;
}

function fused(weights: Float32Array, sizes: Sizes, x: tf.Tensor2D, y: tf.Tensor1D): tf.Tensor {
  const inputs = { x, y, weights: tf.tensor1d(weights), sizes: tf.tensor1d([...sizes], 'int32') };
  return tf.engine().runKernel<tf.Tensor>(networkGradientKernel, inputs, { sizes: [...sizes] });
}

/** By hand: a gradient tape costs three times as much. Transposed before multiplying: the wasm back end is slow at both in one. */
function byTensors(weights: Float32Array, sizes: Sizes, x: tf.Tensor2D, y: tf.Tensor1D): tf.Tensor {
  const layers = toTensors(weights, sizes);
  const outputs = forward(x, layers);
  const parts: tf.Tensor1D[] = [];
  const residuals = tf.sub(tf.sigmoid(outputs[outputs.length - 1]!), tf.reshape(y, [-1, 1]));
  let delta = tf.mul<tf.Tensor2D>(residuals, 1 / x.shape[0]);
  for (let l = layers.length - 1; l >= 0; l--) {
    const input = l > 0 ? outputs[l - 1]! : x;
    const slope = tf.matMul(tf.transpose(input), delta);
    parts.unshift(tf.reshape(slope, [-1]), tf.reshape(tf.sum(delta, 0), [-1]));
    if (l > 0) delta = tf.mul(tf.matMul(delta, tf.transpose(layers[l]!.kernel)), tf.step(input));
  }
  return tf.concat(parts);
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
  const layers = layersOf(sizes);
  const outputs = sizes.map((size) => new Float64Array(size));
  const odds = new Float64Array(rows);
  const own = layers.map(({ from, ins, outs }) => ({
    ins,
    outs,
    // A neuron's weights side by side.
    kernel: Float64Array.from({ length: ins * outs }, (_, at) => weights[from + (at % ins) * outs + Math.floor(at / ins)]!),
    bias: Float64Array.from({ length: outs }, (_, k) => weights[from + ins * outs + k]!),
  }));
  const first = outputs[0]!;
  for (let i = 0, at = 0; i < rows; i++) {
    // Beyond a thousand spreads from the middle a number says no more.
    for (let j = 0; j < first.length; j++) first[j] = Math.min(Math.max(values[at++]!, -1000), 1000);
    for (let l = 0; l < own.length; l++) pass(own[l]!, outputs[l]!, outputs[l + 1]!, l + 1 < own.length);
    odds[i] = outputs[own.length]![0]!;
  }
  return odds;
}

interface Layer {
  readonly ins: number;
  readonly outs: number;
  readonly kernel: Float64Array;
  readonly bias: Float64Array;
}

/** Four sums at once: one alone would wait for each of its additions. */
function pass({ ins, outs, kernel, bias }: Layer, input: Float64Array, output: Float64Array, rectified: boolean): void {
  const whole = ins & ~3;
  for (let k = 0, at = 0; k < outs; k++) {
    let [a, b, c, d] = [bias[k]!, 0, 0, 0];
    let j = 0;
    for (; j < whole; j += 4, at += 4) {
      a += input[j]! * kernel[at]!;
      b += input[j + 1]! * kernel[at + 1]!;
      c += input[j + 2]! * kernel[at + 2]!;
      d += input[j + 3]! * kernel[at + 3]!;
    }
    for (; j < ins; j++) a += input[j]! * kernel[at++]!;
    const sum = a + b + (c + d);
    output[k] = rectified && sum < 0 ? 0 : sum;
  }
}
