import * as tf from '@tensorflow/tfjs-core';
import { setWasmPaths } from '@tensorflow/tfjs-backend-wasm';
import { simdBytes } from '../../kernels/simd/simd-kernels';

const inlined = 'inlined.wasm';

/** Rejects after so long: a failure inside TensorFlow.js' start-up never rejects by itself. */
function within<T>(work: Promise<T>, ms: number): Promise<T> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error(`no answer in ${ms} ms`)), ms);
    work.then(resolve, reject).finally(() => clearTimeout(timer));
  });
}

/**
 * Makes the wasm back end of TensorFlow.js the current one, from bytes at hand. False where it cannot run here: no SIMD,
 * refused by a policy, too slow to answer.
 */
export async function startWasm(bytes: () => Uint8Array<ArrayBuffer>, timeoutMs: number): Promise<boolean> {
  // One thread: the threaded build gained nothing on two cores and breaks under a minifier.
  tf.env().set('WASM_HAS_MULTITHREAD_SUPPORT', false);
  if (!(await tf.env().getAsync('WASM_HAS_SIMD_SUPPORT'))) return false;
  if (tf.engine().registryFactory['wasm'] === undefined) return false;
  const platform = tf.env().platform;
  try {
    const answer = bytes();
    // Asked beforehand, because TensorFlow.js never hears of either refusal: a policy against WebAssembly, and broken bytes.
    await WebAssembly.compile(simdBytes());
    if (!WebAssembly.validate(answer)) return false;
    setWasmPaths(
      {
        'tfjs-backend-wasm.wasm': inlined,
        'tfjs-backend-wasm-simd.wasm': inlined,
        'tfjs-backend-wasm-threaded-simd.wasm': inlined,
      },
      true,
    );
    const answering: typeof platform = Object.create(platform) as typeof platform;
    answering.fetch = (path, init) => (path === inlined ? Promise.resolve(new Response(answer)) : platform.fetch(path, init));
    tf.env().platform = answering;
    return await within(tf.setBackend('wasm'), timeoutMs);
  } catch {
    return false;
  } finally {
    tf.env().platform = platform;
  }
}
