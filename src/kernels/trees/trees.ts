/**
 * Trees on codes (bins.ts), all their nodes in one list. A row goes right at a node where its code is above `rule`; at a node
 * by category, where its code has its bit in the mask of that number. Missing (code 0) goes left unless `missingRight`.
 */
export interface Trees {
  /** First node of each tree. */
  readonly roots: Int32Array;
  /** Steps from the root to the lowest leaf. */
  readonly depths: Int32Array;
  /** Column, or −1 in a leaf. */
  readonly features: Int32Array;
  readonly rules: Int32Array;
  readonly missingRight: Uint8Array;
  readonly byCategory: Uint8Array;
  /** Left child; the right one is the next node. 0 in a leaf. */
  readonly lefts: Int32Array;
  /** What a leaf answers; 0 elsewhere. */
  readonly values: Float64Array;
  /** Weight of the training rows that came by. */
  readonly covers: Float64Array;
  /** Eight words a mask. */
  readonly masks: Uint32Array;
}

/** Collects nodes while trees grow. */
export class TreeList {
  readonly roots: number[] = [];
  readonly depths: number[] = [];
  readonly features: number[] = [];
  readonly rules: number[] = [];
  readonly missingRight: number[] = [];
  readonly byCategory: number[] = [];
  readonly lefts: number[] = [];
  readonly values: number[] = [];
  readonly covers: number[] = [];
  readonly masks: number[] = [];

  /** A new tree's root. */
  root(cover: number): number {
    this.roots.push(this.features.length);
    this.depths.push(0);
    return this.leaf(cover);
  }

  /** Turns a leaf into a split, and returns its left child. */
  split(node: number, depth: number, chosen: Choice, leftCover: number, rightCover: number): number {
    this.features[node] = chosen.feature;
    this.missingRight[node] = Number(chosen.missingRight);
    this.byCategory[node] = Number(chosen.byCategory);
    this.rules[node] = chosen.byCategory ? this.masks.length / 8 : chosen.threshold;
    if (chosen.byCategory) this.masks.push(...chosen.mask);
    const left = this.leaf(leftCover);
    this.leaf(rightCover);
    this.lefts[node] = left;
    const tree = this.depths.length - 1;
    this.depths[tree] = Math.max(this.depths[tree]!, depth + 1);
    return left;
  }

  /** Forgets the trees from `count` on. */
  truncate(count: number): void {
    if (count >= this.roots.length) return;
    const nodes = this.roots[count]!;
    this.roots.length = this.depths.length = count;
    this.features.length = this.rules.length = this.missingRight.length = this.byCategory.length = nodes;
    this.lefts.length = this.values.length = this.covers.length = nodes;
  }

  freeze(): Trees {
    return Object.freeze({
      roots: Int32Array.from(this.roots),
      depths: Int32Array.from(this.depths),
      features: Int32Array.from(this.features),
      rules: Int32Array.from(this.rules),
      missingRight: Uint8Array.from(this.missingRight),
      byCategory: Uint8Array.from(this.byCategory),
      lefts: Int32Array.from(this.lefts),
      values: Float64Array.from(this.values),
      covers: Float64Array.from(this.covers),
      masks: Uint32Array.from(this.masks),
    });
  }

  private leaf(cover: number): number {
    this.features.push(-1);
    this.rules.push(0);
    this.missingRight.push(0);
    this.byCategory.push(0);
    this.lefts.push(0);
    this.values.push(0);
    return this.covers.push(cover) - 1;
  }
}

/** A split that was chosen. `mask`: eight words, a bit for every code that goes right, however the split is told. */
export interface Choice {
  readonly feature: number;
  readonly threshold: number;
  readonly missingRight: boolean;
  readonly byCategory: boolean;
  readonly mask: Uint32Array;
}

/** Two words a node, as assembly/scores.as wants them, of the nodes from `from` on; children's numbers count from there. */
export function packNodes(trees: Omit<Trees, 'roots' | 'depths' | 'masks'> | TreeList, from: number, into: Uint32Array): void {
  const { features, rules, missingRight, byCategory, lefts } = trees;
  for (let node = from, at = 0; node < features.length; node++, at += 2) {
    if (features[node]! < 0) {
      into[at] = 0xffff0000;
      into[at + 1] = node - from;
      continue;
    }
    const shift = byCategory[node] === 1 ? 0 : missingRight[node]!;
    into[at] = features[node]! | (byCategory[node]! << 14) | (shift << 15) | ((rules[node]! - shift) << 16);
    into[at + 1] = lefts[node]! - from;
  }
}

/** Columns that the packing has room for. */
export const maxColumns = 0x4000;
