import type { Classifier, ModelId } from './classifier';
import { logisticClassifier } from './logistic/as-classifier';
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
  tree: treeModel,
  forest: forestModel,
  boosting: boostingModel,
} satisfies Partial<Record<ModelId, (options?: never) => Classifier>>;
