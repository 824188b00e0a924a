import type { Progress } from '../domain';
import type { Matrix } from '../kernels/linalg/matrix';
import type { Classifier, ClassifierFitted, ModelId } from './classifier';
import { logisticClassifier } from './logistic/as-classifier';
import { knnModel } from './knn';
import { neuralModel } from './neural';
import { svmModel } from './svm';
import { boostingModel, forestModel, treeModel } from './trees';

export {
  modelIds,
  type Classifier,
  type ClassifierFitted,
  type ClassifierInput,
  type Contributions,
  type ModelId,
} from './classifier';

/**
 * Every family, by its name in the exported results: `classifiers.forest({ trees: 50 })` is a classifier with those
 * settings, and its own for the rest. Example:
 * `const family = classifiers.logistic(); family.predict(await finish(family.fit({ x, y }, random)), x)`.
 */
export const classifiers = {
  logistic: logisticClassifier,
  svm: svmModel,
  tree: treeModel,
  forest: forestModel,
  boosting: boostingModel,
  neural: neuralModel,
  knn: knnModel,
} satisfies Record<ModelId, (options?: never) => Classifier>;

/** Rows that are scored between two yields. */
const block = 512;

/** What `predict` gives, in pieces: for many rows, or a family that takes its time (knn). Yields after every few hundred rows. */
export function* predictInSteps(
  family: Classifier,
  fitted: ClassifierFitted,
  x: Matrix,
): Generator<Progress, Float64Array, void> {
  const out = new Float64Array(x.rows);
  const rows = family.id === 'knn' ? block : 64 * block;
  for (let from = 0; from < x.rows; from += rows) {
    const count = Math.min(rows, x.rows - from);
    const part = { rows: count, cols: x.cols, values: x.values.subarray(from * x.cols, (from + count) * x.cols) };
    out.set(family.predict(fitted, part), from);
    yield { stage: 'churn', done: from + count, total: x.rows, unit: 'rows' };
  }
  return out;
}
