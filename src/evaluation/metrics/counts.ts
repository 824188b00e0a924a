import { correlation } from '../../kernels/stats/correlation';
import { auc } from './auc';

/** How well expected counts foretold those that came. */
export interface CountScores {
  readonly total: number;
  /** NaN where either has no spread. */
  readonly correlation: number;
  readonly meanAbsoluteError: number;
  /** How often one who came at all was expected to come more than one who did not; NaN where all or none came. */
  readonly auc: number;
}

/** Scores of expected counts against actual ones, a row each. No rows give a total of 0 and NaN for the rest. */
export function countScores(actual: ArrayLike<number>, expected: Float64Array): CountScores {
  let [total, off] = [0, 0];
  const any = new Uint8Array(actual.length);
  for (let i = 0; i < actual.length; i++) {
    total += expected[i]!;
    off += Math.abs(actual[i]! - expected[i]!);
    if (actual[i]! > 0) any[i] = 1;
  }
  return {
    total,
    correlation: correlation(actual, expected),
    meanAbsoluteError: off / actual.length,
    auc: auc(any, expected),
  };
}
