import { describe, expect, it } from 'vitest';
import { mean } from '../../../src/kernels/stats/mean';
import { median, quantiles, quantileSorted } from '../../../src/kernels/stats/quantile';
import { populationSd, sampleSd } from '../../../src/kernels/stats/standard-deviation';
import { sum } from '../../../src/kernels/stats/sum';
import { tInterval } from '../../../src/kernels/stats/t-interval';
import { wilsonInterval } from '../../../src/kernels/stats/wilson-interval';

describe('sum and mean', () => {
  it('loses nothing between large and small', () => {
    expect(sum([1, 1e100, 1, -1e100])).toBe(2);
    expect(sum(new Float64Array(10).fill(0.1))).toBe(1);
  });
  it('answers for nothing and for NaN', () => {
    expect(sum([])).toBe(0);
    expect(mean([])).toBeNaN();
    expect(mean([1, Number.NaN])).toBeNaN();
  });
});

describe('standard deviation', () => {
  it('by hand: 2 4 4 4 5 5 7 9 has mean 5 and squares 32', () => {
    const values = [2, 4, 4, 4, 5, 5, 7, 9];
    expect(populationSd(values)).toBe(2);
    expect(sampleSd(values)).toBeCloseTo(Math.sqrt(32 / 7), 14);
  });
  it('holds under a large offset', () => {
    expect(populationSd([1e9 + 1, 1e9 + 2, 1e9 + 3])).toBeCloseTo(Math.sqrt(2 / 3), 12);
  });
  it('answers for few values', () => {
    expect(populationSd([])).toBeNaN();
    expect(populationSd([3])).toBe(0);
    expect(sampleSd([3])).toBeNaN();
  });
});

describe('quantiles', () => {
  it('as numpy.quantile 1.24 of 3 1 4 1 5 9 2 6', () => {
    const found = quantiles([3, 1, 4, 1, 5, 9, 2, 6], [0, 0.1, 0.25, 0.5, 0.9, 1]);
    [1, 1, 1.75, 3.5, 6.9, 9].forEach((value, i) => expect(found[i]).toBeCloseTo(value, 12));
  });
  it('leaves NaN out, and has none of nothing', () => {
    expect(median([Number.NaN, 2, 4])).toBe(3);
    expect(median([])).toBeNaN();
    expect(() => quantileSorted([1], 1.1)).toThrow(RangeError);
  });
});

describe('intervals', () => {
  it('Wilson, 8 of 10 and 0 of 20, from the formula in Python', () => {
    const [low, high] = wilsonInterval(8, 10);
    expect(low).toBeCloseTo(0.4901624715366418, 10);
    expect(high).toBeCloseTo(0.9433178485456248, 10);
    expect(wilsonInterval(0, 20)[0]).toBe(0);
    expect(wilsonInterval(0, 20)[1]).toBeCloseTo(0.16112515805281938, 10);
    expect(wilsonInterval(5, 5)[1]).toBe(1);
    expect(wilsonInterval(0, 0)).toEqual([0, 1]);
    expect(() => wilsonInterval(3, 2)).toThrow(RangeError);
  });
  it('t, as scipy.stats.t.interval 1.10', () => {
    const [low, high] = tInterval([2, 4, 4, 4, 5, 5, 7, 9]);
    expect(low).toBeCloseTo(3.2125120822041073, 8);
    expect(high).toBeCloseTo(6.787487917795893, 8);
    expect(tInterval([1])).toEqual([Number.NaN, Number.NaN]);
  });
});
