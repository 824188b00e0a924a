import { expect, it } from 'vitest';
import { concentrationOf } from '../../../src/insight/concentration';

it('counts the fewest who make four fifths, and draws how the sum grows', () => {
  const found = concentrationOf(Float64Array.of(10, 50, 0, 30, Number.NaN, 10, -4))!;
  expect(found).toMatchObject({ customers: 7, most: 2 });
  expect(found.points).toEqual([
    [0, 0],
    [1 / 7, 0.5],
    [2 / 7, 0.8],
    [3 / 7, 0.9],
    [4 / 7, 1],
    [5 / 7, 1],
    [6 / 7, 1],
    [1, 1],
  ]);
});

it('with all alike four in five make it; with one of many, one', () => {
  expect(concentrationOf(new Float64Array(10).fill(0.1))!.most).toBe(8);
  expect(concentrationOf(Float64Array.from({ length: 1000 }, (_, i) => (i === 7 ? 1e6 : 1)))!.most).toBe(1);
});

it('draws some fifty points, however many customers there are', () => {
  const { points, most } = concentrationOf(Float64Array.from({ length: 100_000 }, (_, i) => i))!;
  expect(points.length).toBeLessThanOrEqual(52);
  expect(points.at(-1)).toEqual([1, 1]);
  expect(most / 100_000).toBeCloseTo(1 - Math.sqrt(0.2), 3);
});

it('is nothing where nobody brings anything', () => {
  expect(concentrationOf(new Float64Array())).toBeNull();
  expect(concentrationOf(Float64Array.of(0, -1, Number.NaN))).toBeNull();
});
