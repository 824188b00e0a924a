import { simdKernelsBase64 } from './simd-bytes';

/** What assembly/*.as exports. Arguments named as in k-means/step.ts, k-means/settle.ts, logistic/loss-gradient.ts and network/network-gradient.ts; arrays are addresses. */
export interface SimdKernels {
  kMeansStep(points: number, rows: number, cols: number, k: number, centres: number, labels: number, sums: number): number;
  kMeansSettle(points: number, rows: number, cols: number, k: number, centres: number, doubt: number, labels: number): void;
  logisticLossGradient(design: number, y: number, rows: number, width: number, point: number, out: number): void;
  networkGradient(
    x: number,
    y: number,
    rows: number,
    sizes: number,
    layers: number,
    weights: number,
    count: number,
    gradient: number,
    scratch: number,
  ): void;
}

/** The module's bytes. */
export function simdBytes(): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(atob(simdKernelsBase64), (character) => character.charCodeAt(0));
}

/**
 * The kernels at work on a memory that is somebody else's: they read and write where they are told and keep nothing
 * there themselves. Throws WebAssembly.CompileError where the engine has no SIMD.
 */
export function simdKernelsOn(memory: WebAssembly.Memory): SimdKernels {
  const instance = new WebAssembly.Instance(new WebAssembly.Module(simdBytes()), { env: { memory } });
  return instance.exports as unknown as SimdKernels;
}
