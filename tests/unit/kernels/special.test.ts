import { describe, expect, it } from 'vitest';
import { incompleteBeta } from '../../../src/kernels/special/incomplete-beta';
import { logGamma } from '../../../src/kernels/special/log-gamma';
import { normalQuantile } from '../../../src/kernels/special/normal-quantile';
import { studentCdf, studentQuantile } from '../../../src/kernels/special/student';

const close = (found: number, expected: number, tolerance = 1e-12) =>
  expect(Math.abs(found - expected) / Math.max(1, Math.abs(expected))).toBeLessThan(tolerance);

// Expected values: scipy 1.10 (gammaln, betainc, stats.t, stats.norm).
describe('special functions against scipy', () => {
  it.each([
    [0.1, 2.252712651734206],
    [0.5, 0.5723649429247],
    [3.7, 1.428072326665388],
    [10, 12.801827480081469],
    [171.5, 709.1431630309283],
    [1e5, 1051287.7089736569],
  ])('logGamma(%d)', (x, expected) => close(logGamma(x), expected));

  it.each([
    [2, 3, 0.4, 0.5247999999999999],
    [0.5, 5, 0.01, 0.24284189089843752],
    [30, 0.5, 0.97, 0.1782175449702411],
    [3, 4, 0, 0],
    [3, 4, 1, 1],
  ])('incompleteBeta(%d, %d) at %d', (a, b, x, expected) => close(incompleteBeta(x, a, b), expected));

  // One and two degrees have closed forms; scipy's own quantiles are good to some 1e-11.
  it.each([
    [0.975, 1, Math.tan(0.475 * Math.PI)],
    [0.975, 2, 0.95 / Math.sqrt(2 * 0.975 * 0.025)],
    [0.975, 4, 2.7764451051977987],
    [0.975, 14, 2.1447866879169273],
    [0.975, 100, 1.9839715184496334],
    [0.01, 7, -2.9979515668685286],
    [0.5, 7, 0],
  ])('studentQuantile(%d, %d)', (p, df, expected) => close(studentQuantile(p, df), expected, df > 2 ? 1e-10 : 1e-12));

  it('studentCdf', () => close(studentCdf(1.3, 5), 0.8748496829146615));

  it.each([
    [0.975, 1.959963984540054],
    [0.5, 0],
    [1e-10, -6.361340902404056],
    [0.2, -0.8416212335729142],
  ])('normalQuantile(%d)', (p, expected) => close(normalQuantile(p), expected));

  it('has no value outside its domain', () => {
    for (const value of [logGamma(0), logGamma(-1), incompleteBeta(1.1, 1, 1), studentQuantile(1, 5), normalQuantile(0)]) {
      expect(value).toBeNaN();
    }
  });
});
