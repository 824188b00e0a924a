import type { BackendWasm } from '@tensorflow/tfjs-backend-wasm';
import * as tf from '@tensorflow/tfjs-core';
import { logisticLossGradient } from '../../kernels/logistic/loss-gradient';
import { addressOf, onCpu, simdKernelsOf } from '../engine/heap';

/**
 * Log-loss and gradient as one TensorFlow.js kernel, for the cpu and wasm back ends.
 *
 * Inputs: design [padded rows, width] and y [padded rows] float32 (kernels/logistic/design.ts), point [width, 2] int32 (float64
 * bits). Output: [width + 3, 2] int32, the float64 bits of what kernels/logistic/loss-gradient.ts writes.
 */
export const lossGradientKernel = 'KithLogisticLossGrad';

interface Inputs {
  design: tf.TensorInfo;
  y: tf.TensorInfo;
  point: tf.TensorInfo;
}

interface Sizes {
  rows: number;
  width: number;
}

function onWasmHeap(inputs: Inputs, backend: BackendWasm, { rows, width }: Sizes): tf.TensorInfo {
  const out = backend.makeOutput([width + 3, 2], 'int32');
  const [design, y, point] = [inputs.design, inputs.y, inputs.point].map((input) => addressOf(backend, input));
  simdKernelsOf(backend).logisticLossGradient(design!, y!, rows, width, point!, addressOf(backend, out));
  return out;
}

function onTypedArrays(inputs: Inputs, backend: tf.KernelBackend, { rows, width }: Sizes): tf.TensorInfo {
  const cpu = onCpu(backend);
  const point = new Float64Array(Int32Array.from(cpu.values(inputs.point)).buffer);
  const out = new Float64Array(width + 3);
  const design = cpu.values(inputs.design) as Float32Array;
  logisticLossGradient(design, cpu.values(inputs.y) as Float32Array, rows, width, point, out);
  return cpu.make([width + 3, 2], 'int32', new Int32Array(out.buffer));
}

tf.registerKernel({
  kernelName: lossGradientKernel,
  backendName: 'wasm',
  kernelFunc: ({ inputs, backend, attrs }) =>
    onWasmHeap(inputs as unknown as Inputs, backend as BackendWasm, attrs as unknown as Sizes),
});

tf.registerKernel({
  kernelName: lossGradientKernel,
  backendName: 'cpu',
  kernelFunc: ({ inputs, backend, attrs }) =>
    onTypedArrays(inputs as unknown as Inputs, backend as tf.KernelBackend, attrs as unknown as Sizes),
});
