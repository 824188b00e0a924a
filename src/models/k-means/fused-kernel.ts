import type { BackendWasm } from '@tensorflow/tfjs-backend-wasm';
import * as tf from '@tensorflow/tfjs-core';
import { kMeansSettle } from '../../kernels/k-means/settle';
import { kMeansStep } from '../../kernels/k-means/step';
import { addressOf, copyOnHeap, onCpu, simdKernelsOf } from '../engine/heap';

/**
 * The assignment half of a round as one TensorFlow.js kernel, for the cpu and wasm back ends.
 *
 * Inputs: points [blocks, cols, 4] float32 (kernels/k-means/blocks.ts), centres [k, cols] float32, labels [blocks × 4] int32
 * and sums [k, cols + 1, 2] int32 (float64 bits) of the round before. Outputs: the new labels and sums, and how many changed.
 */
export const kMeansStepKernel = 'KithKMeansStep';

interface Inputs {
  points: tf.TensorInfo;
  centres: tf.TensorInfo;
  labels: tf.TensorInfo;
  sums: tf.TensorInfo;
}

interface Sizes {
  rows: number;
  cols: number;
  k: number;
}

/** Points handed to the wasm kernel in one call: a browser swaps in its optimised code only between calls. */
const slice = 8192;

function onWasmHeap(inputs: Inputs, backend: BackendWasm, { rows, cols, k }: Sizes): tf.TensorInfo[] {
  const kernels = simdKernelsOf(backend);
  const labels = copyOnHeap(backend, inputs.labels);
  const sums = copyOnHeap(backend, inputs.sums);
  const points = addressOf(backend, inputs.points);
  const centres = addressOf(backend, inputs.centres);
  const firstLabel = addressOf(backend, labels);
  const firstSum = addressOf(backend, sums);
  let count = 0;
  for (let from = 0; from < rows; from += slice) {
    const some = Math.min(slice, rows - from);
    count += kernels.kMeansStep(points + from * cols * 4, some, cols, k, centres, firstLabel + from * 4, firstSum);
  }
  const changed = backend.makeOutput([], 'int32');
  backend.typedArrayFromHeap(changed)[0] = count;
  return [labels, sums, changed];
}

function onTypedArrays(inputs: Inputs, backend: tf.KernelBackend, { rows, cols, k }: Sizes): tf.TensorInfo[] {
  const cpu = onCpu(backend);
  const labels = Int32Array.from(cpu.values(inputs.labels));
  const sums = Int32Array.from(cpu.values(inputs.sums));
  const points = cpu.values(inputs.points) as Float32Array;
  const centres = cpu.values(inputs.centres) as Float32Array;
  const count = kMeansStep(points, rows, cols, k, centres, labels, new Float64Array(sums.buffer));
  return [
    cpu.make(inputs.labels.shape, 'int32', labels),
    cpu.make(inputs.sums.shape, 'int32', sums),
    cpu.make([], 'int32', Int32Array.of(count)),
  ];
}

tf.registerKernel({
  kernelName: kMeansStepKernel,
  backendName: 'wasm',
  kernelFunc: ({ inputs, backend, attrs }) =>
    onWasmHeap(inputs as unknown as Inputs, backend as BackendWasm, attrs as unknown as Sizes),
});

tf.registerKernel({
  kernelName: kMeansStepKernel,
  backendName: 'cpu',
  kernelFunc: ({ inputs, backend, attrs }) =>
    onTypedArrays(inputs as unknown as Inputs, backend as tf.KernelBackend, attrs as unknown as Sizes),
});

/**
 * The labels of given centres, and which of them float32 leaves in doubt (kernels/k-means/settle.ts), on the same back ends.
 *
 * Inputs: points [blocks, cols, 4] and centres [k, cols] float32. Output: [blocks × 4] int32.
 */
export const kMeansSettleKernel = 'KithKMeansSettle';

interface SettleSizes extends Sizes {
  doubt: number;
}

function settleOnWasmHeap(inputs: Inputs, backend: BackendWasm, { rows, cols, k, doubt }: SettleSizes): tf.TensorInfo {
  const labels = backend.makeOutput([(rows + 3) & ~3], 'int32');
  const points = addressOf(backend, inputs.points);
  const centres = addressOf(backend, inputs.centres);
  const first = addressOf(backend, labels);
  const kernels = simdKernelsOf(backend);
  for (let from = 0; from < rows; from += slice) {
    const some = Math.min(slice, rows - from);
    kernels.kMeansSettle(points + from * cols * 4, some, cols, k, centres, doubt, first + from * 4);
  }
  return labels;
}

function settleOnTypedArrays(inputs: Inputs, backend: tf.KernelBackend, { rows, cols, k, doubt }: SettleSizes): tf.TensorInfo {
  const cpu = onCpu(backend);
  const labels = new Int32Array((rows + 3) & ~3);
  const points = cpu.values(inputs.points) as Float32Array;
  kMeansSettle(points, rows, cols, k, cpu.values(inputs.centres) as Float32Array, doubt, labels);
  return cpu.make([labels.length], 'int32', labels);
}

tf.registerKernel({
  kernelName: kMeansSettleKernel,
  backendName: 'wasm',
  kernelFunc: ({ inputs, backend, attrs }) =>
    settleOnWasmHeap(inputs as unknown as Inputs, backend as BackendWasm, attrs as unknown as SettleSizes),
});

tf.registerKernel({
  kernelName: kMeansSettleKernel,
  backendName: 'cpu',
  kernelFunc: ({ inputs, backend, attrs }) =>
    settleOnTypedArrays(inputs as unknown as Inputs, backend as tf.KernelBackend, attrs as unknown as SettleSizes),
});
