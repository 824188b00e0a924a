import type { FoldScore } from '../domain';
import { mean } from '../kernels/stats/mean';
import { populationSd } from '../kernels/stats/standard-deviation';

/** Mean, population standard deviation and the values themselves, one a fold. NaN folds (a class missing) are left out of both. */
export function foldScore(folds: readonly number[]): FoldScore {
  const known = folds.filter((value) => !Number.isNaN(value));
  return { mean: mean(known), sd: populationSd(known), folds };
}
