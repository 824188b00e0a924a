export { encode, histogram, histogramOf, subtract, partition } from './grow';
export { scores } from './scores';
export { shapley } from './shapley';
