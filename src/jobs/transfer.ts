/**
 * The buffers of every typed array in a value, each once, so that they can be handed over instead of copied. Only for
 * values that the thread lets go of: what is handed over is empty here afterwards. Buffers that cannot move
 * (WebAssembly memory, shared memory) are left out and so are copied, as are views of a part of a buffer, which would
 * take along what is not theirs. Map, Set and class instances are not looked into.
 */
export function transferablesOf(value: unknown): ArrayBuffer[] {
  const found = new Set<ArrayBuffer>();
  const seen = new Set<object>();
  const left: unknown[] = [value];
  while (left.length > 0) {
    const at = left.pop();
    if (typeof at !== 'object' || at === null || seen.has(at)) continue;
    seen.add(at);
    if (at instanceof ArrayBuffer) {
      found.add(at);
    } else if (ArrayBuffer.isView(at)) {
      const { buffer } = at;
      if (buffer instanceof ArrayBuffer && at.byteLength === buffer.byteLength && !isWebAssembly(buffer)) found.add(buffer);
    } else if (Array.isArray(at)) {
      // A list of numbers or strings is all numbers or strings.
      if (typeof at[0] === 'object') for (const inner of at as unknown[]) left.push(inner);
    } else if (Object.getPrototypeOf(at) === Object.prototype) {
      left.push(...(Object.values(at) as unknown[]));
    }
  }
  return [...found];
}

/** A transfer of WebAssembly memory throws. Its buffers are whole pages of 64 kB; such a size is copied, to be safe. */
function isWebAssembly(buffer: ArrayBuffer): boolean {
  return buffer.byteLength > 0 && buffer.byteLength % 65_536 === 0;
}
