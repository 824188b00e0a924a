import { studentQuantile } from '../special/student';

/**
 * Interval of a mean by Student's t at `level` (0.95), from n, the mean, and the sum of squared deviations from it. Fewer than
 * two values give [NaN, NaN].
 */
export function meanInterval(n: number, mean: number, squares: number, level = 0.95): readonly [number, number] {
  if (n < 2) return [Number.NaN, Number.NaN];
  const half = studentQuantile(0.5 + level / 2, n - 1) * Math.sqrt(Math.max(squares, 0) / (n - 1) / n);
  return [mean - half, mean + half];
}
