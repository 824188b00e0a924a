export { bgNbd, mbgNbd } from './beta-geometric';
export type { BuyTillYouDie, Process } from './buy-till-you-die';
export type { LikelihoodFitted } from './fitted';
export { gammaGamma, gammaGammaOf } from './gamma-gamma';
export type { MaximiseOptions } from './maximise';
export { paretoNbd } from './pareto';
export { gammaGammaSpendModel, plainSpendModel, type SpendModel } from './spend';
export {
  deviationOf,
  expectMonths,
  positiveInterval,
  spreadOf,
  type Expected,
  type Sample,
  type Spread,
  type Target,
} from './worth';
