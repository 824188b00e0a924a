import type { Json } from '../../domain';
import type { Matrix } from '../../kernels/linalg/matrix';
import type { Bins } from '../../kernels/trees/bins';
import { sumScores } from '../../kernels/trees/scores';
import { meanScore, shapleyValues } from '../../kernels/trees/shapley';
import { maxColumns, type Trees } from '../../kernels/trees/trees';
import { badInput, checkGappyMatrix } from '../bad-input';
import { numberIn, numbersIn, packed, unpacked } from '../saved';

/** Learned trees, and how numbers become their codes. No rows, no ids. */
export interface Grove {
  readonly bins: Bins;
  readonly trees: Trees;
  /** Added to the sum of the trees. */
  readonly start: number;
  /** What splits by each column gained, as shares of the whole. */
  readonly importance: Float64Array;
}

/** Gains as shares of their sum; zeros where nothing was gained. */
export function sharesOf(gains: Float64Array): Float64Array {
  const total = gains.reduce((sum, gain) => sum + gain, 0);
  return total > 0 ? gains.map((gain) => gain / total) : gains;
}

/** Throws KithError 'model/bad-input' where the trees cannot take these columns. */
export function checkTreeColumns(x: Matrix, levels: readonly number[] | undefined, least: number): void {
  checkGappyMatrix(x, least);
  if (x.cols >= maxColumns) throw badInput('bad-setting');
  if (levels === undefined) return;
  if (levels.length !== x.cols || levels.some((count) => !Number.isInteger(count) || count < 0)) throw badInput('wrong-columns');
  for (let at = 0, j = 0; at < x.values.length; at++) {
    const value = x.values[at]!;
    if (levels[j]! > 0 && value === value && (!Number.isInteger(value) || value < 0)) throw badInput('bad-setting');
    if (++j === x.cols) j = 0;
  }
}

function checkColumns(grove: Grove, x: Matrix): void {
  checkGappyMatrix(x, 0);
  if (x.cols !== grove.bins.edges.length) throw badInput('wrong-columns');
}

/** Raw score of every row: start + the trees' answers. */
export function scoresOf(grove: Grove, x: Matrix): Float64Array {
  checkColumns(grove, x);
  const sums = sumScores(grove.trees, grove.bins, x);
  for (let i = 0; i < sums.length; i++) sums[i] = sums[i]! + grove.start;
  return sums;
}

/** Exact Shapley values of the raw scores. */
export function contributionsOf(grove: Grove, x: Matrix): { readonly base: number; readonly values: Float64Array } {
  checkColumns(grove, x);
  return { base: grove.start + meanScore(grove.trees), values: shapleyValues(grove.trees, grove.bins, x) };
}

/** As JSON; arrays as base64. */
export function serialiseGrove({ bins, trees, start, importance }: Grove): Record<string, Json> {
  return {
    edges: bins.edges.map((list) => [...list]),
    levels: bins.levels,
    start,
    importance: [...importance],
    roots: packed(trees.roots),
    features: packed(trees.features),
    rules: packed(trees.rules),
    missingRight: packed(trees.missingRight),
    byCategory: packed(trees.byCategory),
    lefts: packed(trees.lefts),
    values: packed(trees.values),
    covers: packed(trees.covers),
    masks: packed(trees.masks),
  };
}

/** Depths of the trees, or null unless every node but the roots is the child of one earlier node of the same tree. */
function depthsOf(trees: Omit<Trees, 'depths'>, cols: number): Int32Array | null {
  const { roots, features, rules, missingRight, byCategory, lefts, values, covers, masks } = trees;
  const size = features.length;
  const depths = new Int32Array(roots.length);
  const steps = new Int32Array(size).fill(-1);
  for (let t = 0; t < roots.length; t++) {
    const [from, to] = [roots[t]!, t + 1 < roots.length ? roots[t + 1]! : size];
    if ((t === 0 && from !== 0) || from < 0 || from >= to || to > size) return null;
    steps[from] = 0;
    for (let node = from; node < to; node++) {
      const depth = steps[node]!;
      if (depth < 0 || !Number.isFinite(values[node]!) || !(covers[node]! >= 0)) return null;
      if (features[node] === -1) {
        depths[t] = Math.max(depths[t]!, depth);
        continue;
      }
      const left = lefts[node]!;
      const rule = rules[node]!;
      if (features[node]! < 0 || features[node]! >= cols || missingRight[node]! > 1 || byCategory[node]! > 1) return null;
      if (left <= node || left + 1 >= to || steps[left] !== -1 || steps[left + 1] !== -1) return null;
      const least = byCategory[node] === 1 ? 0 : 1;
      if (rule < least || rule > (byCategory[node] === 1 ? Math.min(masks.length / 8 - 1, 65535) : 255)) return null;
      steps[left] = steps[left + 1] = depth + 1;
    }
  }
  return roots.length === 0 && size > 0 ? null : depths;
}

/** What serialiseGrove made, checked so that no row can get lost in it; or null. */
export function restoreGrove(fields: Readonly<Record<string, Json>>): Grove | null {
  const start = numberIn(fields['start']);
  const levels = numbersIn(fields['levels']);
  const { edges: lists } = fields;
  if (start === null || levels === null || !Array.isArray(lists)) return null;
  const cols = levels.length;
  const importance = numbersIn(fields['importance'], cols);
  const edges = (lists as readonly Json[]).map((list) => numbersIn(list));
  if (importance === null || edges.length !== cols || cols === 0 || cols >= maxColumns) return null;
  if (edges.some((list) => list === null || list.length > 254 || list.some((edge, i) => i > 0 && !(edge > list[i - 1]!))))
    return null;
  if (levels.some((count) => !Number.isInteger(count) || count < 0)) return null;
  const roots = unpacked(fields['roots'], Int32Array);
  const features = unpacked(fields['features'], Int32Array);
  if (roots === null || features === null) return null;
  const size = features.length;
  const rules = unpacked(fields['rules'], Int32Array, size);
  const missingRight = unpacked(fields['missingRight'], Uint8Array, size);
  const byCategory = unpacked(fields['byCategory'], Uint8Array, size);
  const lefts = unpacked(fields['lefts'], Int32Array, size);
  const values = unpacked(fields['values'], Float64Array, size);
  const covers = unpacked(fields['covers'], Float64Array, size);
  const masks = unpacked(fields['masks'], Uint32Array);
  if (!rules || !missingRight || !byCategory || !lefts || !values || !covers || !masks) return null;
  const parts = { roots, features, rules, missingRight, byCategory, lefts, values, covers, masks };
  const depths = depthsOf(parts, cols);
  if (depths === null) return null;
  const bins = { edges: edges as Float64Array[], levels: [...levels] };
  return { bins, trees: Object.freeze({ ...parts, depths }), start, importance };
}
