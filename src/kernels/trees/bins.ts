import type { Matrix } from '../linalg/matrix';
import type { Arena } from './tree-kernels';

/** How numbers become codes of one byte: 0 is missing, and a number has 1 + how many of its column's edges are below it. */
export interface Bins {
  /** At most 254 a column, rising. None for a category. */
  readonly edges: readonly Float64Array[];
  /** Levels of a category, whose values are the codes 0, 1, …; 0 for a column of numbers. From the 256th on a level is as good as missing. */
  readonly levels: readonly number[];
}

const maxEdges = 254;
/** Rows that quantiles are taken from. */
const sampled = 40_000;

/**
 * Edges half-way between neighbours where a column has at most 255 different numbers among the sampled rows, else between
 * quantiles. NaN is left out.
 *
 * @param order which rows to look at first; all of them where they are few
 */
export function* learnBins(
  { rows, cols, values }: Matrix,
  order: Int32Array,
  levels: readonly number[] | undefined,
): Generator<void, Bins, void> {
  const n = Math.min(rows, sampled);
  const edges: Float64Array[] = [];
  const known = levels ?? new Array<number>(cols).fill(0);
  for (let j = 0; j < cols; j++) {
    if (known[j]! > 0) {
      edges.push(new Float64Array());
      continue;
    }
    const column = new Float64Array(n);
    let used = 0;
    for (let i = 0; i < n; i++) {
      const value = values[order[i]! * cols + j]!;
      if (value === value) column[used++] = value;
    }
    edges.push(edgesOf(column.subarray(0, used).sort()));
    if (n > 4000) yield;
  }
  return { edges, levels: known };
}

function edgesOf(sorted: Float64Array): Float64Array {
  const between = (a: number, b: number) => {
    const middle = a / 2 + b / 2;
    return middle < b ? middle : a;
  };
  const found: number[] = [];
  for (let i = 1; i < sorted.length && found.length <= maxEdges; i++) {
    if (sorted[i]! > sorted[i - 1]!) found.push(between(sorted[i - 1]!, sorted[i]!));
  }
  if (found.length <= maxEdges) return Float64Array.from(found);
  const quantiles: number[] = [];
  for (let b = 1; b <= maxEdges; b++) {
    const at = Math.min(sorted.length - 1, Math.floor((b * sorted.length) / (maxEdges + 1)));
    // The nearest place from here on where the number changes.
    let next = at;
    while (next < sorted.length && sorted[next] === sorted[at - 1]) next++;
    if (next >= sorted.length) break;
    const edge = between(sorted[next - 1]!, sorted[next]!);
    if (quantiles.length === 0 || edge > quantiles[quantiles.length - 1]!) quantiles.push(edge);
  }
  return Float64Array.from(quantiles);
}

/** Rows that are coded in one go. */
const block = 2048;

/** The parts of an arena that coding needs, for so many rows. */
export function partsToEncode(rows: number, cols: number): { values: number; edges: number; byCategory: number; codes: number } {
  return { values: Math.min(rows, block) * cols * 8, edges: cols * 2048, byCategory: cols, codes: rows * cols };
}

/** Codes the rows, in `order` where it is given, into the arena's part `codes`. Yields every few milliseconds. */
export function* encodeInto(
  arena: Arena,
  bins: Bins,
  { cols, values, rows }: Matrix,
  order?: Int32Array,
): Generator<void, void, void> {
  const edges = new Float64Array(arena.memory, arena.at('edges'), cols * 256).fill(Infinity);
  const byCategory = new Uint8Array(arena.memory, arena.at('byCategory'), cols);
  bins.edges.forEach((list, j) => edges.set(list, j * 256));
  bins.levels.forEach((count, j) => (byCategory[j] = Number(count > 0)));
  const window = new Float64Array(arena.memory, arena.at('values'), Math.min(rows, block) * cols);
  for (let from = 0; from < rows; from += block) {
    const n = Math.min(block, rows - from);
    if (!order) window.set(values.subarray(from * cols, (from + n) * cols));
    else {
      for (let i = 0; i < n; i++) {
        const start = order[from + i]! * cols;
        const to = i * cols;
        for (let j = 0; j < cols; j++) window[to + j] = values[start + j]!;
      }
    }
    arena.kernels.encode(arena.at('values'), n, cols, arena.at('edges'), arena.at('byCategory'), arena.at('codes') + from * cols);
    if ((from / block) % 8 === 7) yield;
  }
}
