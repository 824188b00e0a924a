import { describe, expect, it } from 'vitest';
import { finish } from '../../../src/domain';
import { createRandom } from '../../../src/kernels/random/random';
import { mean } from '../../../src/kernels/stats/mean';
import { populationSd } from '../../../src/kernels/stats/standard-deviation';
import { startEngine } from '../../../src/models/engine';
import { pca } from '../../../src/models/pca';
import { readShared, sharedDir } from '../../shared';

// Source: reference/open.json, scikit-learn's PCA of gender, age, income and score, each standardised by population deviation.
describe.skipIf(sharedDir === null)('principal components of Mall customers (shared data; skipped where there is none)', () => {
  it.each(['wasm', 'cpu'] as const)('explain what scikit-learn says, on %s', async (prefer) => {
    await startEngine({ prefer });
    const lines = new TextDecoder().decode(readShared('data/Mall_Customers.csv')).trim().split(/\r?\n/).slice(1);
    const columns = [1, 2, 3, 4].map((at) =>
      lines.map((line) => (at === 1 ? Number(line.split(',')[at] === 'Male') : Number(line.split(',')[at]))),
    );
    const ready = columns.map((column) => column.map((value) => (value - mean(column)) / populationSd(column)));
    const values = Float64Array.from(lines.flatMap((_, i) => ready.map((column) => column[i]!)));
    const fitted = await finish(pca.fit({ rows: lines.length, cols: 4, values }, pca.defaults, createRandom(1)));
    const { mall } = JSON.parse(new TextDecoder().decode(readShared('reference/open.json'))) as { mall: { pca_z4: number[] } };
    for (const [at, ratio] of mall.pca_z4.entries()) expect(fitted.ratios[at]).toBeCloseTo(ratio, 6);
  });
});
