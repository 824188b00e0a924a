import type { BackendWasm } from '@tensorflow/tfjs-backend-wasm';
import { MathBackendCPU } from '@tensorflow/tfjs-backend-cpu';
import type { KernelBackend, TensorInfo, TypedArray } from '@tensorflow/tfjs-core';
import { simdKernelsOn, type SimdKernels } from '../../kernels/simd/simd-kernels';

const instances = new WeakMap<BackendWasm, SimdKernels>();

/** Our SIMD kernels, at work on the very memory in which the wasm back end keeps its tensors: nothing is copied. */
export function simdKernelsOf(backend: BackendWasm): SimdKernels {
  let kernels = instances.get(backend);
  if (!kernels) {
    // `asm` holds the module's exports; the type declarations leave it out.
    const { asm } = backend.wasm as unknown as { asm: { memory: WebAssembly.Memory } };
    kernels = simdKernelsOn(asm.memory);
    instances.set(backend, kernels);
  }
  return kernels;
}

/** Address of a tensor's first byte in the wasm memory. */
export function addressOf(backend: BackendWasm, tensor: TensorInfo): number {
  return backend.getMemoryOffset(tensor.dataId) >>> 0;
}

/** A new wasm tensor that begins as a copy of another. */
export function copyOnHeap(backend: BackendWasm, tensor: TensorInfo): TensorInfo {
  const copy = backend.makeOutput(tensor.shape, tensor.dtype);
  // Views are taken after allocating: growing the memory detaches older ones.
  backend.typedArrayFromHeap(copy).set(backend.typedArrayFromHeap(tensor));
  return copy;
}

/** The cpu back end as what it is, with the values of a tensor and the making of one. */
export function onCpu(backend: KernelBackend): {
  values(tensor: TensorInfo): TypedArray;
  make(shape: number[], dtype: 'int32' | 'float32', values: TypedArray): TensorInfo;
} {
  if (!(backend instanceof MathBackendCPU)) throw new RangeError('not the cpu back end');
  return {
    values: (tensor) => backend.data.get(tensor.dataId).values as TypedArray,
    make: (shape, dtype, values) => backend.makeTensorInfo(shape, dtype, values),
  };
}
