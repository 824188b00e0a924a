import { beforeAll, describe, expect, it } from 'vitest';
import { finish } from '../../../src/domain';
import { silhouette } from '../../../src/kernels/distance/silhouette';
import { createRandom } from '../../../src/kernels/random/random';
import { mean } from '../../../src/kernels/stats/mean';
import { populationSd } from '../../../src/kernels/stats/standard-deviation';
import { startEngine } from '../../../src/models/engine';
import { chooseK, kMeans } from '../../../src/models/k-means';
import { readShared, sharedDir } from '../../shared';

interface Reference {
  mall: Record<'kmeans_raw' | 'kmeans_z', Record<string, { inertia: number; sizes: number[]; silhouette: number }>>;
}

/** Annual income and spending score, as read or standardised by population deviation. */
function readMall(scale: 'raw' | 'z') {
  const lines = new TextDecoder().decode(readShared('data/Mall_Customers.csv')).trim().split(/\r?\n/).slice(1);
  const columns = [3, 4].map((at) => lines.map((line) => Number(line.split(',')[at])));
  const ready = columns.map((column) => {
    const [centre, spread] = scale === 'z' ? [mean(column), populationSd(column)] : [0, 1];
    return column.map((value) => (value - centre) / spread);
  });
  return { rows: lines.length, cols: 2, values: Float64Array.from(lines.flatMap((_, i) => [ready[0]![i]!, ready[1]![i]!])) };
}

// Source: reference/open.json, scikit-learn's KMeans, best of 50 starts.
describe.skipIf(sharedDir === null)('Mall customers (shared data; skipped where there is none)', () => {
  const ks = [2, 3, 4, 5, 6, 7, 8];
  const cases = (['wasm', 'cpu'] as const).flatMap((prefer) => (['raw', 'z'] as const).map((scale) => [prefer, scale] as const));

  describe.each(cases)('on %s, %s', (prefer, scale) => {
    let reference: Reference['mall']['kmeans_raw'];
    beforeAll(async () => {
      await startEngine({ prefer });
      const json = JSON.parse(new TextDecoder().decode(readShared('reference/open.json'))) as Reference;
      reference = json.mall[`kmeans_${scale}`];
    });

    it.each(ks)('k = %d: SSE, sizes and silhouette', async (k) => {
      const input = readMall(scale);
      const fitted = await finish(kMeans.fit(input, { ...kMeans.defaults, k, starts: 50 }, createRandom(1)));
      const expected = reference[k]!;
      // Beyond six groups the minima lie close together: ours may be better or a little worse than the reference's.
      expect(fitted.sse / expected.inertia).toBeLessThan(1.001);
      if (k > 6) return;
      expect(fitted.sse / expected.inertia).toBeCloseTo(1, scale === 'raw' ? 8 : 5);
      expect([...fitted.sizes].sort((a, b) => a - b)).toEqual(expected.sizes);
      expect(silhouette(input.values, 2, kMeans.predict(fitted, input), k)).toBeCloseTo(expected.silhouette, 5);
    });

    it('k by silhouette is 5, with the default number of starts', async () => {
      const chosen = await finish(chooseK(readMall(scale), ks, kMeans.defaults, createRandom(1)));
      expect(chosen.best.k).toBe(5);
      expect(chosen.best.silhouette).toBeCloseTo(reference[5]!.silhouette, 5);
    });
  });

  it('has the same labels from every back end and formulation', async () => {
    const input = readMall('raw');
    const all: string[] = [];
    for (const prefer of ['wasm', 'cpu'] as const) {
      await startEngine({ prefer });
      for (const formulation of ['fused', 'tensor'] as const) {
        const fitted = await finish(kMeans.fit(input, { ...kMeans.defaults, formulation }, createRandom(1)));
        expect(fitted.sse).toBeCloseTo(44448.4554, 4);
        expect([...fitted.sizes]).toEqual([81, 39, 35, 23, 22]);
        all.push(kMeans.predict(fitted, input).join(''));
      }
    }
    expect(new Set(all).size).toBe(1);
  });
});
