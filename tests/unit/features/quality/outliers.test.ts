import { describe, expect, it } from 'vitest';
import { fenceOf, isSkewed } from '../../../../src/features/quality/fence';
import { findOutliers } from '../../../../src/features/quality/outliers';
import { select, selectMedian } from '../../../../src/kernels/stats/select';
import { quantiles } from '../../../../src/kernels/stats/quantile';
import { runAll } from '../../../../src/features/steps';
import { makeTable } from '../make-table';
import { asTaken, found, times } from './look';

const chances = (seed: number) => () => (seed = (seed * 1103515245 + 12345) % 2147483648) / 2147483648;

describe('selection', () => {
  it('finds what sorting finds, repeats and all', () => {
    const chance = chances(5);
    for (let n = 1; n < 60; n++) {
      const values = Float64Array.from({ length: n }, () => Math.floor(chance() * 12) - 3);
      const sorted = values.slice().sort();
      for (let k = 0; k < n; k++) expect(select(values.slice(), k)).toBe(sorted[k]);
      expect(selectMedian(values.slice())).toBe(quantiles(values, [0.5])[0]);
    }
    expect(selectMedian(new Float64Array(0))).toBeNaN();
    expect(() => select(new Float64Array(3), 3)).toThrow(RangeError);
  });
});

describe('the fence', () => {
  it('is median ± 3.5 × 1.4826 × the median absolute deviation', () => {
    // 0 … 30: the median is 15, the deviations are 0, 1, 1, 2, 2 … 15, 15, their median 8.
    const fence = fenceOf(
      Float64Array.from({ length: 31 }, (_, at) => at),
      false,
    )!;
    expect(fence.median).toBe(15);
    expect(fence.high).toBeCloseTo(15 + 3.5 * 1.4826 * 8, 9);
    expect(fence.low).toBeCloseTo(15 - 3.5 * 1.4826 * 8, 9);
  });

  it('is in ratios on logarithms', () => {
    const fence = fenceOf(
      Float64Array.from({ length: 31 }, (_, at) => Math.exp(at / 10)),
      true,
    )!;
    expect(fence.median).toBeCloseTo(Math.exp(1.5), 9);
    expect(fence.high).toBeCloseTo(Math.exp(1.5 + 3.5 * 1.4826 * 0.8), 6);
  });

  it('goes by those that stray where most do not', () => {
    // Forty ones; 2 twelve times: no median deviation. The others' is log 2.
    const values = Float64Array.from([...times(40, () => 1), ...times(12, () => 2)]);
    expect(fenceOf(values, true)!.high).toBeCloseTo(2 ** (3.5 * 1.4826), 6);
    expect(fenceOf(Float64Array.from(times(40, () => 1)), true)).toBeNull();
    expect(fenceOf(Float64Array.from([...times(40, () => 1), 2, 900]), true)).toBeNull();
    expect(fenceOf(Float64Array.from(times(29, (at) => at)), false)).toBeNull();
  });

  it('widens with the number of values, so that a normal column seldom has outliers', () => {
    const chance = chances(9);
    const normal = () => Math.sqrt(-2 * Math.log(1 - chance())) * Math.cos(2 * Math.PI * chance());
    let files = 0;
    for (let file = 0; file < 20; file++) {
      const values = Float64Array.from({ length: 20_000 }, normal);
      const { low, high } = fenceOf(values.slice(), false)!;
      if (values.some((value) => value < low || value > high)) files++;
    }
    // Half a normal value is expected beyond: 8 files in 20; with a fence of 3.5 it would be all of them.
    expect(files).toBeLessThan(16);
  });

  it('knows a skewed column from an even one', () => {
    expect(isSkewed(Float64Array.from(times(100, (at) => Math.exp(at / 10))))).toBe(true);
    expect(isSkewed(Float64Array.from(times(100, (at) => at)))).toBe(false);
  });
});

describe('outliers of a table', () => {
  it('money of each currency by itself, the farthest first; refunds are no measure', () => {
    const euros = times(60, (at) => `${20 + (at % 15)}|EUR`);
    const yen = times(60, (at) => `${3000 + 100 * (at % 15)}|JPY`);
    const table = makeTable('orders', 'a:amount c:currency', [...euros, ...yen, '5000|EUR', '-5000|EUR', '99999|EUR', '0|EUR']);
    const all = runAll(findOutliers(asTaken(table)));
    expect(all.map(({ rule, column, rows, look, repair }) => [rule, column, [...rows], [...look!], repair])).toEqual([
      ['ratio EUR', 'a', [120, 122], [122, 120], 'leave-out'],
    ]);
    expect(all[0]!.values).toMatchObject({ currency: 'EUR', median: 27 });
  });

  it('a long tail is no outlier, and what describes a customer is only read as missing', () => {
    const tail = [...times(60, (at) => `${10 + (at % 9)}`), ...times(3, () => '900')];
    expect(found(findOutliers(asTaken(makeTable('orders', 'a:amount', tail))))).toEqual([]);
    const one = [...times(90, (at) => `${30 + (at % 20)}`), '900'];
    const [age] = runAll(findOutliers(asTaken(makeTable('customers', 'years:number', one))));
    expect([age!.rule, [...age!.rows], age!.repair]).toEqual(['difference', [90], 'blank']);
  });
});
