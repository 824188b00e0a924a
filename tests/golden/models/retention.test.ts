import { describe, expect, it } from 'vitest';
import { finish } from '../../../src/domain';
import { shiftedBetaGeometricSurvival } from '../../../src/kernels/survival/shifted-beta-geometric';
import { createRandom } from '../../../src/kernels/random/random';
import { looks } from '../../../src/jobs/looks';
import { shiftedBetaGeometric } from '../../../src/models/sbg';
import { readShared, sharedDir } from '../../shared';
import { analyse, settingsWith, tableOf } from '../../unit/analyse/run';

/** Rows of a cohort of 1,000 whose survivors after each year are known; the last are still there. */
function cohort(survivors: readonly number[]) {
  const rows: number[] = [];
  let before = 1000;
  for (const [i, still] of survivors.entries()) {
    for (let k = 0; k < before - still; k++) rows.push(i + 1, 1);
    before = still;
  }
  for (let k = 0; k < before; k++) rows.push(survivors.length, 0);
  return { rows: 1000, cols: 2, values: Float64Array.from(rows) };
}

/** Fader & Hardie 2007, How to project customer retention, Journal of Interactive Marketing 21(1), table 1 (Berry & Linoff 2004). */
const groups = {
  regular: {
    survivors: [631, 468, 382, 326, 289, 262, 241, 223, 207, 194, 183, 173],
    alpha: 0.704,
    beta: 1.182,
    logLikelihood: -1680.3,
  },
  'high end': {
    survivors: [869, 743, 653, 593, 551, 517, 491, 468, 445, 427, 409, 394],
    alpha: 0.668,
    beta: 3.806,
    logLikelihood: -1611.2,
  },
};

describe.each(Object.entries(groups))(
  '%s customers, fitted on the first seven years',
  (_, { survivors, alpha, beta, logLikelihood }) => {
    it('has the parameters of the paper, and foretells years 8 to 12', async () => {
      const fitted = await finish(
        shiftedBetaGeometric.fit(cohort(survivors.slice(0, 7)), shiftedBetaGeometric.defaults, createRandom(1)),
      );
      expect(fitted.held).toBe(false);
      expect(fitted.parameters[0]).toBeCloseTo(alpha, 3);
      expect(fitted.parameters[1]).toBeCloseTo(beta, 3);
      expect(fitted.logLikelihood).toBeCloseTo(logLikelihood, 1);
      for (const t of [8, 9, 10, 11, 12]) {
        const share = shiftedBetaGeometricSurvival(fitted.parameters[0]!, fitted.parameters[1]!, t);
        expect(Math.abs(share - survivors[t - 1]! / 1000)).toBeLessThan(0.02);
      }
    });
  },
);

describe.skipIf(sharedDir === null)('IBM Telco: months with the service, who left', () => {
  it('has the curve and intervals counted in Python, a model, and tells the rest of the life', async () => {
    const tables = [await tableOf(readShared('data/telco_churn.csv'), 'telco_churn.csv')];
    const output = await analyse(tables, settingsWith({ churn: { folds: 2, repeats: 1 } }));
    const part = await finish(looks.retention(tables, output, null));
    expect(part).toMatchObject({
      source: 'tenure',
      column: 'tenure',
      label: 'Churn',
      n: 7043,
      left: 1869,
      skipped: 0,
      median: null,
    });
    for (const [month, atRisk, left, retained, low, high] of [
      [1, 7032, 380, 0.945961, 0.940418, 0.951002],
      [12, 4974, 38, 0.8432, 0.834169, 0.851783],
      [24, 3927, 23, 0.788736, 0.778313, 0.798735],
      [36, 3051, 10, 0.748545, 0.737079, 0.759597],
      [60, 1483, 6, 0.664404, 0.650227, 0.678157],
      [72, 362, 6, 0.59279, 0.573063, 0.611936],
    ] as const) {
      const at = part.curve[month]!;
      expect(at).toMatchObject({ month, atRisk, left });
      expect(at.retained).toBeCloseTo(retained, 6);
      expect(at.interval[0]).toBeCloseTo(low, 6);
      expect(at.interval[1]).toBeCloseTo(high, 6);
    }
    if (!part.model.ok) throw new Error(part.model.error.code);
    // The model is within seven points of the curve (contracts of two years end together), which the note says, and far better than one
    // chance for all.
    for (const { month, retained } of part.curve) {
      expect(Math.abs(part.model.projected[month]!.retained - retained)).toBeLessThan(0.08);
    }
    expect(part.notes).toEqual([{ code: 'retention-off', values: { share: expect.closeTo(0.067, 3) as number } }]);
    expect(part.model.logLikelihood).toBeGreaterThan(part.model.constant.logLikelihood + 100);
    const residual = part.model.byAge.map(({ residualMonths }) => residualMonths);
    expect(residual).toEqual([...residual].sort((a, b) => a - b));
  });
});
