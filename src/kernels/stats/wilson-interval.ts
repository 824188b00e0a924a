import { normalQuantile } from '../special/normal-quantile';

/**
 * Interval of a proportion (Wilson 1927): `successes` of `n`, at `level` (0.95). n = 0 gives [0, 1]: nothing is known.
 * Throws RangeError where successes are not in 0..n.
 */
export function wilsonInterval(successes: number, n: number, level = 0.95): readonly [number, number] {
  if (!(successes >= 0 && successes <= n)) throw new RangeError('successes must be in 0..n');
  if (n === 0) return [0, 1];
  const z = normalQuantile(0.5 + level / 2);
  const p = successes / n;
  const centre = p + (z * z) / (2 * n);
  const half = z * Math.sqrt((p * (1 - p)) / n + (z * z) / (4 * n * n));
  const whole = 1 + (z * z) / n;
  return [successes === 0 ? 0 : Math.max(0, (centre - half) / whole), successes === n ? 1 : Math.min(1, (centre + half) / whole)];
}
