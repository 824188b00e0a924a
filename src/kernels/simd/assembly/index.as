export { kMeansSettle, kMeansStep } from './k-means';
export { logisticLossGradient } from './logistic';
export { networkGradient } from './network';
