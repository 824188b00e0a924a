import type { Matrix } from '../linalg/matrix';
import { encodeInto, partsToEncode, type Bins } from './bins';
import { createArena } from './tree-kernels';
import { packNodes, type Trees } from './trees';

/** Rows that all trees see before the next rows come: their codes stay in the cache. */
const block = 2048;

/** Sum over the trees of the value of the leaf that each row ends in. NaN is missing. Columns must be those of `bins`. */
export function sumScores(trees: Trees, bins: Bins, x: Matrix): Float64Array {
  const { rows, cols } = x;
  const nodes = trees.features.length;
  if (rows === 0) return new Float64Array();
  const arena = createArena({
    ...partsToEncode(rows, cols),
    nodes: nodes * 8,
    leaves: nodes * 8,
    masks: trees.masks.length * 4,
    out: rows * 8,
  });
  for (const steps = encodeInto(arena, bins, x); !steps.next().done;);
  packNodes(trees, 0, new Uint32Array(arena.memory, arena.at('nodes'), nodes * 2));
  new Float64Array(arena.memory, arena.at('leaves'), nodes).set(trees.values);
  new Uint32Array(arena.memory, arena.at('masks'), trees.masks.length).set(trees.masks);
  const at = (part: string) => arena.at(part);
  const [codes, nodesAt, leaves, masks, out] = [at('codes'), at('nodes'), at('leaves'), at('masks'), at('out')];
  for (let from = 0; from < rows; from += block) {
    const n = Math.min(block, rows - from);
    for (let t = 0; t < trees.roots.length; t++) {
      const depth = trees.depths[t]!;
      arena.kernels.scores(codes + from * cols, cols, n, nodesAt, leaves, masks, trees.roots[t]!, depth, out + from * 8);
    }
  }
  return new Float64Array(arena.memory, out, rows).slice();
}
