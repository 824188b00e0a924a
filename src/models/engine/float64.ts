import * as tf from '@tensorflow/tfjs-core';

/**
 * Float64 numbers as a tensor of their bits, [...shape, 2] of int32: TensorFlow.js has no float64, and sums over many rows
 * need it. Only our own kernels read such tensors.
 */
export function float64Tensor(values: Float64Array, shape: readonly number[]): tf.Tensor {
  return tf.tensor(new Int32Array(values.slice().buffer), [...shape, 2], 'int32');
}

/** The numbers of such a tensor, copied. */
export function float64Of(tensor: tf.Tensor): Float64Array {
  return new Float64Array(Int32Array.from(tensor.dataSync()).buffer);
}
