import { growTree } from '../../kernels/trees/forest';
import type { Classifier } from '../classifier';
import { sharesOf } from './grove';
import { checkSetting, treeClassifier } from './tree-classifier';

export interface TreeOptions {
  readonly maxDepth: number;
  readonly maxLeaves: number;
  /** The fewest customers in a leaf. */
  readonly minRows: number;
}

const defaults: TreeOptions = Object.freeze({ maxDepth: 5, maxLeaves: 32, minRows: 20 });

/** One decision tree, small enough to be read: `rulesOf` (rules.ts) tells its nodes. Throws KithError 'model/bad-input'. */
export function treeModel(options: Partial<TreeOptions> = {}): Classifier {
  const params = { ...defaults, ...options };
  checkSetting(params.maxDepth, 1, 30);
  checkSetting(params.maxLeaves, 2, 4096);
  checkSetting(params.minRows, 1, 1e9);
  return treeClassifier({
    id: 'tree',
    rounds: 1,
    unit: 'probability',
    assumes: ['tree.steps', 'logistic.future-like-past'],
    beware: ['tree.unsteady', 'trees.association'],
    *grow({ x, y, order, bins }) {
      const { trees, gains } = yield* growTree(x, y, order, bins, params);
      return { bins, trees, start: 0, importance: sharesOf(gains) };
    },
  });
}
