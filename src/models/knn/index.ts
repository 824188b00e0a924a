export { knnModel, type KnnOptions } from './knn';
