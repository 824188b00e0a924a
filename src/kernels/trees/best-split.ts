import type { Choice } from './trees';

/** What a split must keep to, in the whole numbers that histograms hold. */
export interface SplitRules {
  /** Added to every sum of hessians. */
  readonly lambda: number;
  /** The least sum of hessians on either side. */
  readonly minHessian: number;
  /** Added to a level's hessian when levels are put in order: rare ones move to the middle. */
  readonly smooth: number;
  /** A column's −1, 0, 1: the answer may only fall, go as it likes, only rise with it. Null where none is bound. */
  readonly monotone: readonly number[] | null;
}

/** Sums of a node's rows, and between which answers (−G / (H + λ)) it must stay. */
export interface NodeSums {
  readonly g: number;
  readonly h: number;
  readonly low: number;
  readonly high: number;
}

/** The best split found so far. */
export interface Best extends Choice {
  gain: number;
  feature: number;
  threshold: number;
  missingRight: boolean;
  byCategory: boolean;
  leftG: number;
  leftH: number;
  readonly mask: Uint32Array;
}

export const noSplit = (): Best => ({
  gain: 0,
  feature: -1,
  threshold: 0,
  missingRight: false,
  byCategory: false,
  leftG: 0,
  leftH: 0,
  mask: new Uint32Array(8),
});

/**
 * Looks through the histogram of one column for a split better than `best`, and puts it there. Gain of a split:
 * G_L² / (H_L + λ) + G_R² / (H_R + λ) − G² / (H + λ) (Chen & Guestrin 2016, eq. 7, without the half); with gradients that are
 * the labels and hessians that are weights that is n times the fall of the Gini impurity, halved.
 *
 * @param sums pairs of words as assembly/grow.as adds them up: hessian, gradient
 * @param at first pair of the column
 * @param codes highest code of the column
 */
export function searchColumn(
  sums: Int32Array,
  at: number,
  codes: number,
  feature: number,
  node: NodeSums,
  rules: SplitRules,
  best: Best,
): void {
  const { lambda, minHessian } = rules;
  const parent = (node.g * node.g) / (node.h + lambda);
  // Rounding alone is no gain.
  const floor = Math.max(best.gain, 1e-9 * Math.abs(parent)) + parent;
  const missingH = sums[at * 2]! >>> 0;
  const missingG = sums[at * 2 + 1]!;
  const anyMissing = missingH !== 0 || missingG !== 0;
  const bound = rules.monotone !== null;
  const direction = rules.monotone?.[feature] ?? 0;
  let top = floor;
  // Missing goes right first, then left where there is any.
  for (let pass = 0; pass < (anyMissing ? 2 : 1); pass++) {
    let g = pass === 0 ? 0 : missingG;
    let h = pass === 0 ? 0 : missingH;
    const last = pass === 0 && anyMissing ? codes : codes - 1;
    for (let code = 1, o = at * 2 + 2; code <= last; code++, o += 2) {
      const more = sums[o]! >>> 0;
      if (more === 0) continue;
      h += more;
      g += sums[o + 1]!;
      if (h < minHessian) continue;
      const rightH = node.h - h;
      if (rightH < minHessian) break;
      const rightG = node.g - g;
      const score = bound
        ? boundScore(g, h, rightG, rightH, lambda, direction, node)
        : (g * g) / (h + lambda) + (rightG * rightG) / (rightH + lambda);
      if (score > top) {
        top = score;
        best.gain = score - parent;
        best.feature = feature;
        best.threshold = code;
        best.byCategory = false;
        // Where nobody is missing now, who is missing later goes with the many.
        best.missingRight = anyMissing ? pass === 0 : rightH > h;
        best.leftG = g;
        best.leftH = h;
      }
    }
  }
}

/** Minus twice the loss that both sides' answers save, each kept within the node's bounds; −∞ where they would break the order. */
function boundScore(
  g: number,
  h: number,
  rightG: number,
  rightH: number,
  lambda: number,
  direction: number,
  node: NodeSums,
): number {
  const left = Math.min(Math.max(-g / (h + lambda), node.low), node.high);
  const right = Math.min(Math.max(-rightG / (rightH + lambda), node.low), node.high);
  if ((right - left) * direction < 0) return -Infinity;
  return -(2 * g * left + (h + lambda) * left * left) - (2 * rightG * right + (rightH + lambda) * right * right);
}

/**
 * The same for a category: levels in the order of their answers, then as for numbers; for a sum of squares that finds the best
 * of all divisions in two (Fisher 1958). Missing is a level like any other; a level not seen goes with the many.
 */
export function searchCategory(
  sums: Int32Array,
  at: number,
  codes: number,
  feature: number,
  node: NodeSums,
  rules: SplitRules,
  best: Best,
): void {
  const { lambda, minHessian, smooth } = rules;
  const parent = (node.g * node.g) / (node.h + lambda);
  const seen: number[] = [];
  for (let code = 0; code <= codes; code++) if (sums[(at + code) * 2]! !== 0) seen.push(code);
  if (seen.length < 2) return;
  const rank = (code: number) => sums[(at + code) * 2 + 1]! / ((sums[(at + code) * 2]! >>> 0) + smooth);
  seen.sort((a, b) => rank(a) - rank(b) || a - b);
  let g = 0;
  let h = 0;
  let top = Math.max(best.gain, 1e-9 * Math.abs(parent)) + parent;
  let found = -1;
  for (let s = 0; s < seen.length - 1; s++) {
    const o = (at + seen[s]!) * 2;
    h += sums[o]! >>> 0;
    g += sums[o + 1]!;
    const rightH = node.h - h;
    if (h < minHessian) continue;
    if (rightH < minHessian) break;
    const rightG = node.g - g;
    const score =
      rules.monotone === null
        ? (g * g) / (h + lambda) + (rightG * rightG) / (rightH + lambda)
        : boundScore(g, h, rightG, rightH, lambda, 0, node);
    if (score > top) {
      top = score;
      found = s;
      best.leftG = g;
      best.leftH = h;
    }
  }
  if (found < 0) return;
  best.gain = top - parent;
  best.feature = feature;
  best.byCategory = true;
  best.threshold = 0;
  const unseenRight = node.h - best.leftH > best.leftH;
  best.mask.fill(unseenRight ? 0xffffffff : 0);
  seen.forEach((code, s) => {
    if (s > found) best.mask[code >> 5]! |= 1 << (code & 31);
    else best.mask[code >> 5]! &= ~(1 << (code & 31));
  });
  best.missingRight = (best.mask[0]! & 1) === 1;
}

/** The bits of the codes that go right at a split by number; a split by category has them already. */
export function fillMask(best: Best): void {
  if (best.byCategory) return;
  for (let word = 0; word < 8; word++) {
    const above = best.threshold - word * 32;
    // Bits of the codes above the threshold.
    best.mask[word] = above < 0 ? 0xffffffff : above >= 31 ? 0 : (0xffffffff << (above + 1)) >>> 0;
  }
  if (best.missingRight) best.mask[0] = (best.mask[0]! | 1) >>> 0;
  else best.mask[0] = (best.mask[0]! & ~1) >>> 0;
}
