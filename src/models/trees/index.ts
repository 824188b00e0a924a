export { boostingModel, type BoostingParams } from './boosting';
export { treeModel, type TreeOptions } from './decision-tree';
export { forestModel, type ForestParams } from './forest';
export { rulesOf, type TreeNode } from './rules';
