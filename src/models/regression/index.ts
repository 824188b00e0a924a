export { boostedAmounts, type BoostedAmounts, type BoostedAmountsParams } from './boosted-amounts';
export {
  elasticNet,
  lasso,
  linearRegression,
  ridge,
  type AmountInput,
  type LeastSquaresFitted,
  type LeastSquaresParams,
} from './least-squares';
