import { expect, it } from 'vitest';
import { finish } from '../../../src/domain';
import { createRandom } from '../../../src/kernels/random/random';
import { mean } from '../../../src/kernels/stats/mean';
import { populationSd } from '../../../src/kernels/stats/standard-deviation';
import { lasso, linearRegression, ridge } from '../../../src/models/regression';
import { readShared, sharedDir } from '../../shared';

interface Reference {
  mall_regression: Record<'linear' | 'ridge_10' | 'lasso_1', { intercept: number; coef: number[]; r2: number }>;
}

it.skipIf(sharedDir === null).each([
  ['linear', linearRegression, { l1: 0, l2: 0 }],
  ['ridge_10', ridge, { l1: 0, l2: 10 }],
  ['lasso_1', lasso, { l1: 1, l2: 0 }],
] as const)(
  'Mall customers, %s: coefficients to 1e-4 (shared data; skipped where there is none)',
  async (name, model, params) => {
    const lines = new TextDecoder().decode(readShared('data/Mall_Customers.csv')).trim().split(/\r?\n/).slice(1);
    const cells = lines.map((line) => line.split(','));
    const columns = [
      cells.map((row) => Number(row[1] === 'Male')),
      cells.map((row) => Number(row[2])),
      cells.map((row) => Number(row[3])),
    ].map((column) => column.map((value) => (value - mean(column)) / populationSd(Float64Array.from(column))));
    const x = {
      rows: cells.length,
      cols: 3,
      values: Float64Array.from(cells.flatMap((_, i) => columns.map((column) => column[i]!))),
    };
    const y = Float64Array.from(cells, (row) => Number(row[4]));
    const reference = JSON.parse(new TextDecoder().decode(readShared('reference/open.json'))) as Reference;
    const expected = reference.mall_regression[name];
    const fitted = await finish(model.fit({ x, y }, params, createRandom(1)));
    expect(Math.abs(fitted.intercept - expected.intercept)).toBeLessThan(1e-4);
    expect(Math.abs(fitted.r2 - expected.r2)).toBeLessThan(1e-4);
    expected.coef.forEach((value, j) => expect(Math.abs(fitted.weights[j]! - value)).toBeLessThan(1e-4));
  },
);
