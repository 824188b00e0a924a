import { studentQuantile } from '../kernels/special/student';
import { mean } from '../kernels/stats/mean';
import { sampleSd } from '../kernels/stats/standard-deviation';

/**
 * Interval of a mean over folds by the corrected resampled t (Nadeau & Bengio 2003, eq. 9): the training sets overlap, so
 * the variance is (1/J + test/train) s², not s²/J. Fewer than two folds give NaN ends.
 *
 * @param values one a fold
 * @param testToTrain rows tested over rows trained on, 1/(k − 1) for k-fold
 */
export function correctedInterval(
  values: readonly number[],
  testToTrain: number,
  level = 0.95,
): { readonly mean: number; readonly interval: readonly [number, number] } {
  const folds = values.length;
  const centre = mean(values);
  const half = studentQuantile(0.5 + level / 2, folds - 1) * Math.sqrt(1 / folds + testToTrain) * sampleSd(values);
  return { mean: centre, interval: [centre - half, centre + half] };
}

/** What `ours` gains over `theirs`, measured on the same folds; folds where either is NaN are left out. */
export function correctedDifference(
  ours: readonly number[],
  theirs: readonly number[],
  testToTrain: number,
): { readonly mean: number; readonly interval: readonly [number, number] } {
  if (ours.length !== theirs.length) throw new RangeError('the same folds');
  const differences = ours.map((value, fold) => value - theirs[fold]!).filter((value) => !Number.isNaN(value));
  return correctedInterval(differences, testToTrain);
}
