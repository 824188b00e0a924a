import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { simdBytes } from '../../../src/kernels/simd/simd-kernels';

interface Builder {
  readonly buildKernels: () => Promise<Uint8Array>;
  readonly sourceOf: (bytes: Uint8Array) => string;
}

it('the bytes kept are those that the sources compile to', async () => {
  const { buildKernels, sourceOf } = (await import('../../../scripts/build-kernels.mjs')) as Builder;
  const built = await buildKernels();
  expect(Buffer.from(simdBytes()).equals(Buffer.from(built))).toBe(true);
  expect(readFileSync(new URL('../../../src/kernels/simd/simd-bytes.ts', import.meta.url), 'utf8')).toBe(sourceOf(built));
});

it('bring no data of their own: the memory belongs to whoever lends it', () => {
  const module = new WebAssembly.Module(simdBytes());
  expect(WebAssembly.Module.imports(module)).toEqual([{ module: 'env', name: 'memory', kind: 'memory' }]);
  const memory = new WebAssembly.Memory({ initial: 1 });
  new Uint8Array(memory.buffer).fill(7);
  new WebAssembly.Instance(module, { env: { memory } });
  expect(new Uint8Array(memory.buffer).every((byte) => byte === 7)).toBe(true);
});
