import { studentQuantile } from '../special/student';
import { mean } from './mean';
import { sampleSd } from './standard-deviation';

/** Interval of a mean by Student's t at `level` (0.95). Fewer than two values give [NaN, NaN]. */
export function tInterval(values: ArrayLike<number>, level = 0.95): readonly [number, number] {
  const n = values.length;
  if (n < 2) return [Number.NaN, Number.NaN];
  const half = (studentQuantile(0.5 + level / 2, n - 1) * sampleSd(values)) / Math.sqrt(n);
  const centre = mean(values);
  return [centre - half, centre + half];
}
