import type { BackendWasm } from '@tensorflow/tfjs-backend-wasm';
import * as tf from '@tensorflow/tfjs-core';
import { countWeights, networkGradient, scratchOf, type Sizes } from '../../kernels/network/network-gradient';
import { addressOf, onCpu, simdKernelsOf } from '../engine/heap';

/**
 * Gradient of a network over a batch as one TensorFlow.js kernel, for the cpu and wasm back ends: in tensor operations a step
 * is some fifty of them, and the calls cost more than the sums.
 *
 * Inputs: x [rows, columns], y [rows], weights [count], float32; sizes [layers + 1] int32. Output: float32, the gradient in the
 * order of the weights, then scratch.
 */
export const networkGradientKernel = 'KithNetworkGradient';

interface Inputs {
  x: tf.TensorInfo;
  y: tf.TensorInfo;
  weights: tf.TensorInfo;
  sizes: tf.TensorInfo;
}

const outputSize = (sizes: Sizes) => countWeights(sizes) + scratchOf(sizes);

function onWasmHeap(inputs: Inputs, backend: BackendWasm, sizes: Sizes): tf.TensorInfo {
  const count = countWeights(sizes);
  const out = backend.makeOutput([outputSize(sizes)], 'float32');
  const at = (input: tf.TensorInfo) => addressOf(backend, input);
  const gradient = at(out);
  const kernels = simdKernelsOf(backend);
  const rows = inputs.y.shape[0]!;
  const layers = sizes.length - 1;
  kernels.networkGradient(
    at(inputs.x),
    at(inputs.y),
    rows,
    at(inputs.sizes),
    layers,
    at(inputs.weights),
    count,
    gradient,
    gradient + count * 4,
  );
  return out;
}

function onTypedArrays(inputs: Inputs, backend: tf.KernelBackend, sizes: Sizes): tf.TensorInfo {
  const cpu = onCpu(backend);
  const values = (input: tf.TensorInfo) => cpu.values(input) as Float32Array;
  const out = new Float32Array(outputSize(sizes));
  networkGradient(values(inputs.x), values(inputs.y), sizes, values(inputs.weights), out.subarray(0, countWeights(sizes)));
  return cpu.make([out.length], 'float32', out);
}

const sizesOf = (attrs: unknown): Sizes => (attrs as { sizes: Sizes }).sizes;

tf.registerKernel({
  kernelName: networkGradientKernel,
  backendName: 'wasm',
  kernelFunc: ({ inputs, backend, attrs }) => onWasmHeap(inputs as unknown as Inputs, backend as BackendWasm, sizesOf(attrs)),
});

tf.registerKernel({
  kernelName: networkGradientKernel,
  backendName: 'cpu',
  kernelFunc: ({ inputs, backend, attrs }) =>
    onTypedArrays(inputs as unknown as Inputs, backend as tf.KernelBackend, sizesOf(attrs)),
});
