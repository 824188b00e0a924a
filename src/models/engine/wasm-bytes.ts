import url from '@tensorflow/tfjs-backend-wasm/wasm-out/tfjs-backend-wasm-simd.wasm?url&inline';

/**
 * TensorFlow.js' SIMD WebAssembly module, out of the bundle itself: the page's policy allows no request, not even for a
 * file of its own. Throws where the build did not inline it.
 */
export function tensorflowWasmBytes(): Uint8Array<ArrayBuffer> {
  const comma = url.indexOf(',');
  if (!url.startsWith('data:') || comma < 0) throw new Error('the WebAssembly bytes are not in the bundle');
  return Uint8Array.from(atob(url.slice(comma + 1)), (character) => character.charCodeAt(0));
}
