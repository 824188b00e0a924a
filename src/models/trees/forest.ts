import { growForest } from '../../kernels/trees/forest';
import type { Classifier } from '../classifier';
import { sharesOf } from './grove';
import { checkSetting, treeClassifier } from './tree-classifier';

export interface ForestParams {
  readonly trees: number;
  readonly maxDepth: number;
  /** The fewest customers in a leaf, as often as the bootstrap drew them. */
  readonly minRows: number;
  /** Columns that each split may choose among; the square root of all where null. */
  readonly tried: number | null;
}

const defaults: ForestParams = Object.freeze({ trees: 100, maxDepth: 12, minRows: 10, tried: null });

/** A random forest: the mean of many deep trees, each grown on a bootstrap of the customers. Throws KithError 'model/bad-input'. */
export function forestModel(options: Partial<ForestParams> = {}): Classifier {
  const params = { ...defaults, ...options };
  checkSetting(params.trees, 1, 10_000);
  checkSetting(params.maxDepth, 1, 30);
  checkSetting(params.minRows, 1, 1e9);
  if (params.tried !== null) checkSetting(params.tried, 1, 1e9);
  return treeClassifier({
    id: 'forest',
    rounds: params.trees,
    unit: 'probability',
    assumes: ['forest.many-trees', 'logistic.future-like-past'],
    beware: ['forest.not-readable', 'trees.association'],
    *grow({ x, y, order, bins }, random) {
      const tried = Math.min(params.tried ?? Math.max(1, Math.floor(Math.sqrt(x.cols))), x.cols);
      const { trees, gains } = yield* growForest(x, y, order, bins, { ...params, tried }, random);
      const values = trees.values.map((value) => value / params.trees);
      return { bins, trees: Object.freeze({ ...trees, values }), start: 0, importance: sharesOf(gains) };
    },
  });
}
