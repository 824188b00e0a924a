import { describe, expect, it } from 'vitest';
import { sampleShop } from '../../../scripts/sample/files.mjs';
import { adjustedRand } from '../../../src/kernels/clusters/agreement';
import { analyse, tableOf } from '../../unit/analyse/run';

interface Made {
  readonly files: Readonly<Record<string, string>>;
  readonly truth: { readonly segments: readonly string[]; readonly customers: Readonly<Record<string, readonly [number]>> };
}

/** The first is the shop that the app comes with. */
const seeds = process.env['KITH_FULL'] ? [20260630, 1, 2, 3, 4, 5, 6, 7, 8, 9] : [20260630, 4];

describe('the kinds of customers planted in the made-up shop', () => {
  it.each(seeds)(
    'are found, with their number, by what Kith chooses itself (seed %d)',
    async (seed) => {
      const { files, truth } = sampleShop({ seed }) as Made;
      const { result, customers } = await analyse([await tableOf(files['orders.csv']!, 'orders.csv')]);
      if (!result.segments.ok) throw new Error('groups');
      expect(result.segments.k).toBe(truth.segments.length);
      const known = customers.keys.flatMap((key, at) => (Object.hasOwn(truth.customers, key) ? [at] : []));
      expect(known.length).toBeGreaterThan(1990);
      const planted = known.map((at) => truth.customers[customers.keys[at]!]![0]);
      expect(
        adjustedRand(
          known.map((at) => customers.segment[at]!),
          planted,
        ),
      ).toBeGreaterThan(0.8);
    },
    120_000,
  );
});
