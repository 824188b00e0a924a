import { badInput } from '../bad-input';
import type { ClassifierFitted } from '../classifier';
import { groveOf } from './tree-classifier';

/** A node of a decision tree, to be drawn. */
export interface TreeNode {
  /** Its place in the list; the root is 0. */
  readonly id: number;
  readonly parent: number | null;
  readonly depth: number;
  /** Customers that came by while it learned. */
  readonly n: number;
  /** Share of 1 among them. */
  readonly rate: number;
  readonly split: {
    readonly column: number;
    /** Goes left where the number is not above it; null for a category. */
    readonly threshold: number | null;
    /** Codes of the levels that go left; null for a number. */
    readonly levelsLeft: readonly number[] | null;
    readonly missingGoesRight: boolean;
    readonly left: number;
    readonly right: number;
  } | null;
}

/**
 * The nodes of a decision tree ('tree'), parents before children. Throws KithError 'model/bad-input' for another family.
 */
export function rulesOf(fitted: ClassifierFitted): TreeNode[] {
  if (fitted.model !== 'tree') throw badInput('bad-setting');
  const { trees, bins } = groveOf(fitted);
  const size = trees.features.length;
  const parents = new Int32Array(size).fill(-1);
  const depths = new Int32Array(size);
  const hits = new Float64Array(size);
  for (let node = size - 1; node >= 0; node--) {
    const left = trees.lefts[node]!;
    hits[node] = trees.features[node]! < 0 ? trees.values[node]! * trees.covers[node]! : hits[left]! + hits[left + 1]!;
  }
  const nodes: TreeNode[] = [];
  for (let node = 0; node < size; node++) {
    const column = trees.features[node]!;
    const left = trees.lefts[node]!;
    if (column >= 0) {
      parents[left] = parents[left + 1] = node;
      depths[left] = depths[left + 1] = depths[node]! + 1;
    }
    const n = trees.covers[node]!;
    const byCategory = trees.byCategory[node] === 1;
    const rule = trees.rules[node]!;
    const goesLeft = (code: number) => ((trees.masks[rule * 8 + (code >> 5)]! >>> (code & 31)) & 1) === 0;
    nodes.push({
      id: node,
      parent: parents[node]! < 0 ? null : parents[node]!,
      depth: depths[node]!,
      n,
      rate: n > 0 ? hits[node]! / n : 0,
      split:
        column < 0
          ? null
          : {
              column,
              threshold: byCategory ? null : (bins.edges[column]![rule - 1] ?? Infinity),
              levelsLeft: byCategory
                ? Array.from({ length: Math.min(bins.levels[column]!, 255) }, (_, level) => level).filter((level) =>
                    goesLeft(level + 1),
                  )
                : null,
              missingGoesRight: byCategory ? !goesLeft(0) : trees.missingRight[node] === 1,
              left,
              right: left + 1,
            },
    });
  }
  return nodes;
}
