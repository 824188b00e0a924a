import type { Matrix } from '../linalg/matrix';
import { gaussLegendre } from '../special/gauss-legendre';
import { encodeInto, partsToEncode, type Bins } from './bins';
import { createArena } from './tree-kernels';
import { packNodes, type Trees } from './trees';

/** Of each node its share of its parent's training rows. */
function sharesOf({ features, lefts, covers }: Trees): Float64Array {
  const shares = new Float64Array(features.length).fill(1);
  for (let node = 0; node < features.length; node++) {
    if (features[node]! < 0) continue;
    const left = lefts[node]!;
    const both = covers[left]! + covers[left + 1]!;
    shares[left] = covers[left]! / both;
    shares[left + 1] = covers[left + 1]! / both;
  }
  return shares;
}

/** The sum over the trees of the mean answer, every split weighted by how its training rows divided. */
export function meanScore(trees: Trees): number {
  const shares = sharesOf(trees);
  const reach = new Float64Array(shares.length);
  let total = 0;
  for (const root of trees.roots) reach[root] = 1;
  for (let node = 0; node < shares.length; node++) {
    if (trees.features[node]! < 0) total += reach[node]! * trees.values[node]!;
    else {
      const left = trees.lefts[node]!;
      reach[left] = reach[node]! * shares[left]!;
      reach[left + 1] = reach[node]! * shares[left + 1]!;
    }
  }
  return total;
}

/** How many different columns the longest way down asks. */
function mostColumns(trees: Trees, root: number, asked: Set<number>): number {
  const feature = trees.features[root]!;
  if (feature < 0) return asked.size;
  const news = !asked.has(feature);
  if (news) asked.add(feature);
  const left = trees.lefts[root]!;
  const most = Math.max(mostColumns(trees, left, asked), mostColumns(trees, left + 1, asked));
  if (news) asked.delete(feature);
  return most;
}

/**
 * Path-dependent Shapley values of the summed trees (Lundberg, Erion & Lee 2018), rows × columns, to rounding: with
 * meanScore(trees) they add up to sumScores.
 *
 * Not by their algorithm 2, whose work grows with the square of the depth, but by what it computes: on the way to a leaf of
 * value v each column i has a one-fraction o_i (1 if the row goes that way at all its splits, else 0) and a zero-fraction z_i
 * (the product of its splits' shares), and its Shapley value is v (o_i − z_i) Σ_S |S|! (u − |S| − 1)! / u! Π_{S} o Π_{rest} z
 * over the sets S of the u − 1 other columns asked. As s! (u − s − 1)! / u! = ∫ t^s (1 − t)^(u−s−1) dt, that is
 * v (o_i − z_i) ∫ Π_{j≠i} (o_j t + z_j (1 − t)) dt, a polynomial of degree u − 1, which Gauss–Legendre quadrature with u / 2
 * points gives exactly. The products of all leaves below a split add up on the way back (as in Yu et al. 2022).
 */
export function shapleyValues(trees: Trees, bins: Bins, x: Matrix): Float64Array {
  const { rows, cols } = x;
  const nodes = trees.features.length;
  if (rows === 0) return new Float64Array();
  const depth = trees.depths.reduce((most, each) => Math.max(most, each), 0);
  const most = Math.ceil(Math.min(depth, cols) / 2) + 1;
  const wide = most * 8;
  const arena = createArena({
    ...partsToEncode(rows, cols),
    nodes: nodes * 8,
    leaves: nodes * 8,
    shares: nodes * 8,
    masks: trees.masks.length * 4,
    quadrature: 2 * wide,
    scratch: (depth + 1) * (2 * wide + 16 + 2 * wide) + cols * 4,
    out: rows * cols * 8,
  });
  for (const steps = encodeInto(arena, bins, x); !steps.next().done;);
  packNodes(trees, 0, new Uint32Array(arena.memory, arena.at('nodes'), nodes * 2));
  new Float64Array(arena.memory, arena.at('leaves'), nodes).set(trees.values);
  new Float64Array(arena.memory, arena.at('shares'), nodes).set(sharesOf(trees));
  new Uint32Array(arena.memory, arena.at('masks'), trees.masks.length).set(trees.masks);
  const quadrature = new Float64Array(arena.memory, arena.at('quadrature'), 2 * most);
  const at = (part: string) => arena.at(part);
  const [codes, nodesAt, leaves, shares, masks] = [at('codes'), at('nodes'), at('leaves'), at('shares'), at('masks')];
  for (let t = 0; t < trees.roots.length; t++) {
    const root = trees.roots[t]!;
    const count = Math.max(1, Math.ceil(mostColumns(trees, root, new Set()) / 2));
    const { points, weights } = gaussLegendre(count);
    quadrature.set(points);
    quadrature.set(weights, count);
    const [quadratureAt, scratch, out] = [at('quadrature'), at('scratch'), at('out')];
    const below = trees.depths[t]!;
    arena.kernels.shapley(codes, cols, rows, nodesAt, leaves, shares, masks, root, below, quadratureAt, count, scratch, out);
  }
  return new Float64Array(arena.memory, arena.at('out'), rows * cols).slice();
}
