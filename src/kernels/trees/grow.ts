import type { Random } from '../random/random';
import type { Bins } from './bins';
import { fillMask, noSplit, searchCategory, searchColumn, type Best, type SplitRules } from './best-split';
import { createArena, type Arena } from './tree-kernels';
import { partsToEncode } from './bins';
import type { TreeList } from './trees';

/** Rows as codes, with what growing needs to hand. */
export interface Ground {
  readonly arena: Arena;
  readonly bins: Bins;
  readonly cols: number;
  /** Highest code of each column. */
  readonly codes: Int32Array;
  /** Row numbers, in the order of the leaves while a tree grows. */
  readonly rows: Int32Array;
  /** Two words a row: hessian, gradient. The sums of each over all rows must stay below 2³². */
  readonly pairs: Int32Array;
  readonly sums: Int32Array;
  readonly mask: Uint32Array;
  readonly features: Int32Array;
}

/** Highest codes by bins. */
export const highestCodes = (bins: Bins): Int32Array =>
  Int32Array.from(bins.edges, (edges, j) => (bins.levels[j]! > 0 ? Math.min(bins.levels[j]!, 255) : edges.length + 1));

/** An arena for `rows` rows of which `grown` at most grow trees, with room for `histograms` of all columns. */
export function layGround(
  bins: Bins,
  rows: number,
  grown: number,
  histograms: number,
  extra: Readonly<Record<string, number>>,
): Ground {
  const cols = bins.edges.length;
  const arena = createArena({
    ...partsToEncode(rows, cols),
    rows: grown * 4,
    scratch: grown * 4 + 16,
    pairs: grown * 8,
    sums: histograms * cols * 2048,
    mask: 32,
    features: cols * 4,
    ...extra,
  });
  return {
    arena,
    bins,
    cols,
    codes: highestCodes(bins),
    rows: new Int32Array(arena.memory, arena.at('rows'), grown),
    pairs: new Int32Array(arena.memory, arena.at('pairs'), grown * 2),
    sums: new Int32Array(arena.memory, arena.at('sums'), histograms * cols * 512),
    mask: new Uint32Array(arena.memory, arena.at('mask'), 8),
    features: new Int32Array(arena.memory, arena.at('features'), cols),
  };
}

/** A leaf as it ended: its node, and where its rows stand in `ground.rows`. */
export interface Leaf {
  readonly node: number;
  readonly from: number;
  readonly n: number;
  readonly g: number;
  readonly h: number;
  /** The answers that the bounds of its ancestors allow. */
  readonly low: number;
  readonly high: number;
}

export interface LeafwiseOptions {
  readonly maxLeaves: number;
  readonly maxDepth: number;
  readonly minRows: number;
  readonly rules: SplitRules;
  /** Adds a split's gain to its column's. */
  readonly gains: Float64Array;
  /** What covers count: rows, or hessians (weights). */
  readonly cover: 'rows' | 'hessians';
}

interface Growing extends Leaf {
  readonly depth: number;
  /** Which of the histograms is its own; −1 where it will not be split. */
  readonly slot: number;
  readonly best: Best;
}

/** Row visits between two yields: a few milliseconds. */
const breath = 4_000_000;

function searchAll(ground: Ground, leaf: Growing, n: number, options: LeafwiseOptions): void {
  const { rules, minRows } = options;
  // So many rows as a share of the hessians: histograms count no rows.
  const minHessian = Math.max(rules.minHessian, (minRows * leaf.h) / n - 1e-6);
  const own = { ...rules, minHessian };
  for (let j = 0; j < ground.cols; j++) {
    const search = ground.bins.levels[j]! > 0 ? searchCategory : searchColumn;
    search(ground.sums, (leaf.slot * ground.cols + j) * 256, ground.codes[j]!, j, leaf, own, leaf.best);
  }
}

/**
 * Grows one tree on the first `n` of `ground.rows`, always splitting the leaf that gains most, and adds it to `list`. The
 * smaller child's histogram is added up, the larger one's is what remains of the parent's. Leaves' values are the caller's.
 * Needs maxLeaves + 1 histograms.
 */
export function* growLeafwise(
  ground: Ground,
  n: number,
  list: TreeList,
  options: LeafwiseOptions,
): Generator<void, readonly Leaf[], void> {
  const { arena, cols, sums, rows } = ground;
  const { kernels } = arena;
  const at = (part: string) => arena.at(part);
  const [codesAt, rowsAt, pairsAt, sumsAt] = [at('codes'), at('rows'), at('pairs'), at('sums')];
  let visited = 0;
  const addUp = (slot: number, from: number, count: number) => {
    kernels.histogram(codesAt, cols, rowsAt + from * 4, count, pairsAt, sumsAt + slot * cols * 2048);
    visited += count * cols;
  };
  addUp(0, 0, n);
  let [g, h] = [0, 0];
  for (let code = 0; code < 256; code++) {
    h += sums[code * 2]! >>> 0;
    g += sums[code * 2 + 1]!;
  }
  const coverOf = (count: number, hessians: number) => (options.cover === 'rows' ? count : hessians);
  const first: Growing = {
    node: list.root(coverOf(n, h)),
    from: 0,
    n,
    g,
    h,
    low: -Infinity,
    high: Infinity,
    depth: 0,
    slot: 0,
    best: noSplit(),
  };
  searchAll(ground, first, n, options);
  const open: Growing[] = [first];
  const free: number[] = Array.from({ length: options.maxLeaves }, (_, i) => i + 1);
  for (let leaves = 1; leaves < options.maxLeaves; leaves++) {
    let chosen = -1;
    for (let i = 0; i < open.length; i++) {
      if (open[i]!.best.feature >= 0 && (chosen < 0 || open[i]!.best.gain > open[chosen]!.best.gain)) chosen = i;
    }
    if (chosen < 0) break;
    const parent = open[chosen]!;
    const { best, from, depth } = parent;
    fillMask(best);
    ground.mask.set(best.mask);
    const nLeft = kernels.partition(rowsAt + from * 4, parent.n, codesAt, cols, best.feature, at('mask'), at('scratch'));
    const nRight = parent.n - nLeft;
    options.gains[best.feature]! += best.gain;
    const [rightG, rightH] = [parent.g - best.leftG, parent.h - best.leftH];
    const left = list.split(parent.node, depth, best, coverOf(nLeft, best.leftH), coverOf(nRight, rightH));
    const bounds = boundsBelow(parent, rightG, rightH, options.rules);
    const deeper = depth + 1 < options.maxDepth && leaves + 1 < options.maxLeaves;
    const splittable = (count: number) => deeper && count >= 2 * options.minRows;
    const smallIsLeft = nLeft <= nRight;
    let [leftSlot, rightSlot] = [-1, -1];
    if (splittable(nLeft) || splittable(nRight)) {
      const spare = free.pop()!;
      if (smallIsLeft) addUp(spare, from, nLeft);
      else addUp(spare, from + nLeft, nRight);
      kernels.subtract(sumsAt + parent.slot * cols * 2048, sumsAt + spare * cols * 2048, cols * 256);
      [leftSlot, rightSlot] = smallIsLeft ? [spare, parent.slot] : [parent.slot, spare];
    } else free.push(parent.slot);
    const child = (
      node: number,
      start: number,
      count: number,
      sumG: number,
      sumH: number,
      slot: number,
      low: number,
      high: number,
    ) => {
      const grown: Growing = {
        node,
        from: start,
        n: count,
        g: sumG,
        h: sumH,
        low,
        high,
        depth: depth + 1,
        slot,
        best: noSplit(),
      };
      if (slot >= 0 && splittable(count)) searchAll(ground, grown, count, options);
      return grown;
    };
    const children = [
      child(left, from, nLeft, best.leftG, best.leftH, leftSlot, bounds.leftLow, bounds.leftHigh),
      child(left + 1, from + nLeft, nRight, rightG, rightH, rightSlot, bounds.rightLow, bounds.rightHigh),
    ];
    for (const one of children) if (one.slot >= 0 && one.best.feature < 0) free.push(one.slot);
    open.splice(chosen, 1, ...children);
    if (visited > breath) {
      visited = 0;
      yield;
    }
  }
  void rows;
  return open;
}

/** What the children of a split may answer: bound columns put the middle of both answers between them. */
function boundsBelow(parent: Growing, rightG: number, rightH: number, { lambda, monotone }: SplitRules) {
  const { low, high, best } = parent;
  const direction = best.byCategory ? 0 : (monotone?.[best.feature] ?? 0);
  if (direction === 0) return { leftLow: low, leftHigh: high, rightLow: low, rightHigh: high };
  const keep = (answer: number) => Math.min(Math.max(answer, low), high);
  const middle = (keep(-best.leftG / (best.leftH + lambda)) + keep(-rightG / (rightH + lambda))) / 2;
  return direction > 0
    ? { leftLow: low, leftHigh: middle, rightLow: middle, rightHigh: high }
    : { leftLow: middle, leftHigh: high, rightLow: low, rightHigh: middle };
}

export interface RandomisedOptions {
  readonly maxDepth: number;
  readonly minWeight: number;
  /** Columns that each split may choose among. */
  readonly tried: number;
  readonly gains: Float64Array;
}

/**
 * Grows one tree of a forest (Breiman 2001): every split chooses among some columns drawn anew, and among more where none of
 * those divides anything. Pairs hold weight, and weight × label; a leaf's value is the share of labels that are 1. Needs as many
 * histograms of one column as are tried, in the room of one of all columns.
 */
export function* growRandomised(
  ground: Ground,
  n: number,
  list: TreeList,
  options: RandomisedOptions,
  random: Random,
): Generator<void, void, void> {
  const { arena, cols, sums, pairs, rows, features } = ground;
  const { kernels } = arena;
  const [codesAt, rowsAt, pairsAt, sumsAt] = [arena.at('codes'), arena.at('rows'), arena.at('pairs'), arena.at('sums')];
  const [maskAt, scratchAt, featuresAt] = [arena.at('mask'), arena.at('scratch'), arena.at('features')];
  const rules: SplitRules = { lambda: 0, minHessian: options.minWeight, smooth: 1, monotone: null };
  let [g, h] = [0, 0];
  for (let i = 0; i < n; i++) {
    h += pairs[rows[i]! * 2]!;
    g += pairs[rows[i]! * 2 + 1]!;
  }
  interface Node {
    readonly node: number;
    readonly from: number;
    readonly n: number;
    readonly g: number;
    readonly h: number;
    readonly low: number;
    readonly high: number;
    readonly depth: number;
  }
  const open: Node[] = [{ node: list.root(h), from: 0, n, g, h, low: -Infinity, high: Infinity, depth: 0 }];
  const best = noSplit();
  let visited = 0;
  for (let node = open.pop(); node; node = open.pop()) {
    best.feature = -1;
    best.gain = 0;
    if (node.depth < options.maxDepth && node.h >= 2 * options.minWeight && node.g > 0 && node.g < node.h) {
      for (let tried = 0; tried < cols && best.feature < 0;) {
        const count = Math.min(options.tried, cols - tried);
        for (let k = 0; k < count; k++) {
          const other = tried + k + random.int(cols - tried - k);
          const kept = features[tried + k]!;
          features[tried + k] = features[other]!;
          features[other] = kept;
        }
        kernels.histogramOf(codesAt, cols, rowsAt + node.from * 4, node.n, pairsAt, featuresAt + tried * 4, count, sumsAt);
        visited += node.n * count + 2000;
        for (let k = 0; k < count; k++) {
          const j = features[tried + k]!;
          const search = ground.bins.levels[j]! > 0 ? searchCategory : searchColumn;
          search(sums, k * 256, ground.codes[j]!, j, node, rules, best);
        }
        tried += count;
      }
    }
    if (best.feature < 0) {
      list.values[node.node] = node.h > 0 ? node.g / node.h : 0;
      continue;
    }
    fillMask(best);
    ground.mask.set(best.mask);
    const nLeft = kernels.partition(rowsAt + node.from * 4, node.n, codesAt, cols, best.feature, maskAt, scratchAt);
    options.gains[best.feature]! += best.gain;
    const [rightG, rightH] = [node.g - best.leftG, node.h - best.leftH];
    const left = list.split(node.node, node.depth, best, best.leftH, rightH);
    const shared = { low: -Infinity, high: Infinity, depth: node.depth + 1 };
    open.push({ node: left + 1, from: node.from + nLeft, n: node.n - nLeft, g: rightG, h: rightH, ...shared });
    open.push({ node: left, from: node.from, n: nLeft, g: best.leftG, h: best.leftH, ...shared });
    if (visited > breath) {
      visited = 0;
      yield;
    }
  }
}
