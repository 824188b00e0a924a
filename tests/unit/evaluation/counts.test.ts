import { expect, it } from 'vitest';
import { countScores } from '../../../src/evaluation';
import { correlation } from '../../../src/kernels/stats/correlation';

it('scores expected counts by hand-worked figures', () => {
  const scores = countScores([0, 2, 1, 0], Float64Array.of(0.5, 1.5, 1, 0.6));
  expect(scores.total).toBeCloseTo(3.6, 12);
  expect(scores.meanAbsoluteError).toBeCloseTo((0.5 + 0.5 + 0 + 0.6) / 4, 12);
  expect(scores.auc).toBe(1);
  // numpy.corrcoef
  expect(scores.correlation).toBeCloseTo(0.9955914554, 9);
});

it('has no ranking where all came or none, and no correlation without spread', () => {
  expect(countScores([1, 2], Float64Array.of(1, 2)).auc).toBeNaN();
  expect(countScores([0, 0], Float64Array.of(1, 2))).toMatchObject({ auc: Number.NaN, correlation: Number.NaN });
  expect(countScores([], new Float64Array())).toMatchObject({ total: 0, meanAbsoluteError: Number.NaN });
});

it('correlation of lines, and of little on top of much', () => {
  expect(correlation([1, 2, 3], [2, 4, 6])).toBeCloseTo(1, 12);
  expect(correlation([1, 2, 3], [3, 2, 1])).toBeCloseTo(-1, 12);
  expect(correlation([1e9 + 1, 1e9 + 2, 1e9 + 4], [1, 2, 4])).toBeCloseTo(1, 9);
  expect(correlation([1], [1])).toBeNaN();
});
