import { gammaGammaSpend } from '../../kernels/btyd/gamma-gamma';
import { gammaDraw } from '../../kernels/random/gamma';
import type { Random } from '../../kernels/random/random';
import type { LikelihoodFitted } from './fitted';
import { gammaGammaOf } from './gamma-gamma';

/** What an order of a customer will come to. `x` purchases of mean `m` are known; with x = 0 nothing is. */
export interface SpendModel {
  /** Parameters and the covariance of their logarithms; none where there is nothing to learn. */
  readonly parameters: Float64Array;
  readonly covariance: Float64Array;
  of(parameters: Float64Array, x: number, m: number): number;
  /** Another mean for another possible customer with the same past: `sum(n)` is then what n orders come to. */
  draw(x: number, m: number, random: Random): (orders: number) => number;
}

/** The Gamma-Gamma model. Its q must be above 1, or everybody's mean does not exist. */
export function gammaGammaSpendModel(fitted: LikelihoodFitted): SpendModel {
  const { p, q, v } = gammaGammaOf(fitted);
  return {
    parameters: fitted.parameters,
    covariance: fitted.covariance,
    of: (parameters, x, m) => gammaGammaSpend({ p: parameters[0]!, q: parameters[1]!, v: parameters[2]! }, x, m),
    draw(x, m, random) {
      const rate = gammaDraw(q + p * x, v + (x > 0 ? x * m : 0), random);
      return (orders) => gammaDraw(p * orders, rate, random);
    },
  };
}

/**
 * Where Gamma-Gamma cannot be had: each customer's own mean with one order of everybody's mean added, orders scattering about
 * it as everybody's do (`variation`: standard deviation by mean, of single purchases).
 */
export function plainSpendModel(mean: number, variation: number): SpendModel {
  const of = (x: number, m: number) => (x > 0 ? (x * m + mean) / (x + 1) : mean);
  const shape = 1 / Math.max(variation, 0.01) ** 2;
  return {
    parameters: new Float64Array(),
    covariance: new Float64Array(),
    of: (_parameters, x, m) => of(x, m),
    draw: (x, m, random) => (orders) => gammaDraw(shape * orders, shape / Math.max(of(x, m), 1e-9), random),
  };
}
