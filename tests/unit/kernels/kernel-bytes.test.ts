import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { delimitedBytes } from '../../../src/kernels/delimited';
import { simdBytes } from '../../../src/kernels/simd/simd-kernels';

interface Module {
  readonly folder: string;
  readonly target: string;
}
interface Builder {
  readonly modules: readonly Module[];
  readonly buildKernels: (module: Module) => Promise<Uint8Array>;
  readonly sourceOf: (module: Module, bytes: Uint8Array) => string;
}

const kept: Readonly<Record<string, () => Uint8Array<ArrayBuffer>>> = { simd: simdBytes, delimited: delimitedBytes };

describe.each(Object.keys(kept))('%s', (folder) => {
  const bytes = kept[folder]!();

  it('the bytes kept are those that the sources compile to', async () => {
    const { modules, buildKernels, sourceOf } = (await import('../../../scripts/build-kernels.mjs')) as unknown as Builder;
    const module = modules.find((one) => one.folder === folder)!;
    const built = await buildKernels(module);
    expect(Buffer.from(bytes).equals(Buffer.from(built))).toBe(true);
    const source = readFileSync(new URL(`../../../src/kernels/${module.target}`, import.meta.url), 'utf8');
    expect(source).toBe(sourceOf(module, built));
  });

  it('bring no data of their own: the memory belongs to whoever lends it', () => {
    const module = new WebAssembly.Module(bytes);
    expect(WebAssembly.Module.imports(module)).toEqual([{ module: 'env', name: 'memory', kind: 'memory' }]);
    const memory = new WebAssembly.Memory({ initial: 1 });
    new Uint8Array(memory.buffer).fill(7);
    new WebAssembly.Instance(module, { env: { memory } });
    expect(new Uint8Array(memory.buffer).every((byte) => byte === 7)).toBe(true);
  });
});
