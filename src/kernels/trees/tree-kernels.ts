import { treeKernelsBase64 } from './tree-bytes';

/** What assembly/*.as exports. Arrays are addresses in the arena's memory; rows and columns by number. */
export interface TreeKernels {
  encode(values: number, rows: number, cols: number, edges: number, byCategory: number, codes: number): void;
  histogram(codes: number, cols: number, rows: number, n: number, pairs: number, out: number): void;
  histogramOf(
    codes: number,
    cols: number,
    rows: number,
    n: number,
    pairs: number,
    features: number,
    count: number,
    out: number,
  ): void;
  subtract(whole: number, part: number, n: number): void;
  partition(rows: number, n: number, codes: number, cols: number, feature: number, mask: number, scratch: number): number;
  scores(
    codes: number,
    cols: number,
    n: number,
    nodes: number,
    values: number,
    masks: number,
    root: number,
    depth: number,
    out: number,
  ): void;
  shapley(
    codes: number,
    cols: number,
    n: number,
    nodes: number,
    values: number,
    shares: number,
    masks: number,
    root: number,
    depth: number,
    quadrature: number,
    count: number,
    scratch: number,
    out: number,
  ): void;
}

let module: WebAssembly.Module | null = null;

/** Memory of a known size for one piece of work, and the kernels at work on it. All of it goes when nobody holds it any more. */
export interface Arena {
  readonly kernels: TreeKernels;
  readonly memory: ArrayBuffer;
  /** Address of the named part. */
  at(name: string): number;
}

/**
 * An arena with these parts, of so many bytes each, all zeros; every part begins at a multiple of 16. It never grows, so
 * views of its memory stay valid. Plain WebAssembly, nothing newer: there is no second engine to fall back on.
 */
export function createArena(parts: Readonly<Record<string, number>>): Arena {
  const addresses = new Map<string, number>();
  let size = 16;
  for (const [name, bytes] of Object.entries(parts)) {
    addresses.set(name, size);
    size += (bytes + 15) & ~15;
  }
  const pages = Math.ceil(size / 65536);
  const memory = new WebAssembly.Memory({ initial: pages, maximum: pages });
  module ??= new WebAssembly.Module(Uint8Array.from(atob(treeKernelsBase64), (character) => character.charCodeAt(0)));
  const instance = new WebAssembly.Instance(module, { env: { memory } });
  return {
    kernels: instance.exports as unknown as TreeKernels,
    memory: memory.buffer,
    at(name) {
      const address = addresses.get(name);
      if (address === undefined) throw new RangeError(`no part ${name}`);
      return address;
    },
  };
}
