import { describe, expect, it } from 'vitest';
import { discountedStream, finish, parseIsoDay, retainedRevenue, valueByRate } from '../../../src/domain';
import { betaGeometricNone } from '../../../src/kernels/btyd/beta-geometric';
import { createRandom } from '../../../src/kernels/random/random';
import { bgNbd, gammaGamma, mbgNbd, paretoNbd } from '../../../src/models/btyd';
import { analyse, settingsWith, tableOf } from '../../unit/analyse/run';
import { readShared, sharedDir } from '../../shared';

const random = createRandom(1);
const textOf = (path: string) => new TextDecoder().decode(readShared(path)).trim().split(/\r?\n/);
const printed = (found: ArrayLike<number>, digits = 3) => Array.from(found, (value) => Number(value.toFixed(digits)));

/** x, tx, T in weeks of the published summary (calibration of 39 weeks; two decimals). */
function readSummary() {
  const lines = textOf('data/cdnow_customers_summary.csv').slice(1);
  return {
    rows: lines.length,
    cols: 3,
    values: Float64Array.from(lines.flatMap((line) => line.split(',').slice(1).map(Number))),
  };
}

const unattended = {
  kind: 'orders',
  roles: { 'Column 2': 'customerId', 'Column 3': 'date', 'Column 4': 'quantity', 'Column 5': 'amount' },
} as const;
const calibrationEnd = parseIsoDay('1997-09-30')!;
const readOrders = () => tableOf(readShared('data/CDNOW_sample.txt'), 'CDNOW_sample.txt', unattended);

// Sources: methods.md; Fader, Hardie & Lee 2005 (BG/NBD), Fader & Hardie's notes, the tests of lifetimes.
describe.skipIf(sharedDir === null)('CDNOW, calibration (shared data; skipped where there is none)', () => {
  it('BG/NBD: parameters, likelihood, expectations', async () => {
    const fitted = await finish(bgNbd.fit(readSummary(), bgNbd.defaults, random));
    const { parameters, logLikelihood, held, n, repeaters } = fitted;
    expect(printed(parameters)).toEqual([0.243, 4.414, 0.793, 2.426]);
    expect(logLikelihood.toFixed(2)).toBe('-9582.43');
    expect({ held, n, repeaters }).toEqual({ held: false, n: 2357, repeaters: 946 });
    const { alive, future, expected } = bgNbd.process;
    expect((alive(parameters, 2, 30.43, 38.86) * future(parameters, 2, 38.86, 39)).toFixed(3)).toBe('1.226');
    expect([1, 3, 32].map((t) => expected(parameters, t).toFixed(4))).toEqual(['0.0532', '0.1506', '1.0437']);
    // Printed for the parameters as they are printed; at the maximum itself it is .57431.
    expect(betaGeometricNone({ r: 0.243, alpha: 4.414, a: 0.793, b: 2.426, first: 0 }, 39).toFixed(5)).toBe('0.57379');
    const [r, alpha, a, b] = parameters as unknown as [number, number, number, number];
    expect(betaGeometricNone({ r, alpha, a, b, first: 0 }, 39)).toBeCloseTo(0.57431, 5);
  });

  it('BG/NBD at 78 weeks: the printed 1.8576 is its series after 150 terms, the whole series gives 1.8580', async () => {
    const { parameters } = await finish(bgNbd.fit(readSummary(), bgNbd.defaults, random));
    const [r, alpha, a, b] = parameters as unknown as [number, number, number, number];
    const z = 78 / (alpha + 78);
    let [term, sum] = [1, 1];
    for (let n = 0; n < 149; n++) sum += term *= (((r + n) * (b + n)) / ((a + b - 1 + n) * (n + 1))) * z;
    expect((((a + b - 1) / (a - 1)) * (1 - Math.pow(1 - z, r) * sum)).toFixed(4)).toBe('1.8576');
    // mpmath, 15 digits, at these parameters: 1.85797.
    expect(bgNbd.process.expected(parameters, 78).toFixed(4)).toBe('1.8580');
  });

  it('MBG/NBD', async () => {
    const fitted = await finish(mbgNbd.fit(readSummary(), mbgNbd.defaults, random));
    expect(printed(fitted.parameters)).toEqual([0.525, 6.183, 0.891, 1.614]);
  });

  it('Gamma-Gamma, Pareto/NBD, hold-out of 39 weeks and the value of customer 1, from the orders themselves', async () => {
    const { result } = await analyse([await readOrders()], settingsWith({ churn: { repeats: 1 }, value: { calibrationEnd } }));
    if (!result.value?.ok) throw new Error(result.value?.error.code);
    const { model, others, spend, holdOut } = result.value;
    expect(model.id).toBe('bg-nbd');
    const values = (parameters: readonly { readonly value: number }[]) => parameters.map(({ value }) => value);
    expect(printed(values(model.parameters))).toEqual([0.243, 4.414, 0.793, 2.426]);
    expect(printed(values(others.find(({ id }) => id === 'pareto-nbd')!.parameters))).toEqual([0.553, 10.578, 0.606, 11.669]);
    expect(spend).toMatchObject({ method: 'gamma-gamma', n: 946 });
    expect(printed(values(spend!.parameters), 2)).toEqual([6.25, 3.74, 15.44]);
    expect(spend!.logLikelihood!.toFixed(2)).toBe('-4055.92');

    if (!holdOut.ok) throw new Error(holdOut.error.code);
    const [ours, naive] = holdOut.methods;
    expect(holdOut).toMatchObject({ n: 2357, actual: 1882 });
    expect([ours!.total.toFixed(0), ours!.correlation.toFixed(3), ours!.auc.toFixed(3)]).toEqual(['1653', '0.626', '0.773']);
    // The reference prints .786: with the parameters rounded as printed it is .7856, at the maximum itself .78545.
    expect(ours!.meanAbsoluteError).toBeCloseTo(0.78545, 5);
    expect([naive!.total.toFixed(0), naive!.correlation.toFixed(3), naive!.meanAbsoluteError.toFixed(3)]).toEqual([
      '2930',
      '0.584',
      '1.024',
    ]);
  });

  it('12 months of customer 1 at 1 % a month: 36.28 in weeks, and 140.09 where weeks are taken for days', async () => {
    const { parameters } = await finish(bgNbd.fit(readSummary(), bgNbd.defaults, random));
    const spends = textOf('data/CDNOW_sample.txt').map((line) => line.trim().split(/\s+/));
    const byDay = new Map<string, Map<string, number>>();
    for (const [, id, day, , dollars] of spends) {
      const own = byDay.get(id!) ?? new Map<string, number>();
      byDay.set(id!, own.set(day!, (own.get(day!) ?? 0) + Number(dollars)));
    }
    const rows = [...byDay.values()].flatMap((days) => {
      const repeats = [...days.keys()]
        .filter((day) => day <= '19970930')
        .sort()
        .slice(1);
      return repeats.length === 0 ? [] : [repeats.length, repeats.reduce((sum, day) => sum + days.get(day)!, 0) / repeats.length];
    });
    const spend = await finish(
      gammaGamma.fit({ rows: rows.length / 2, cols: 2, values: Float64Array.from(rows) }, gammaGamma.defaults, random),
    );
    // As published, to the cent.
    const each = gammaGamma.predict(spend, { rows: 1, cols: 2, values: Float64Array.of(2, 22.35) })[0]!;
    const { alive, future } = bgNbd.process;
    const value = (monthLength: number) => {
      const until = (month: number) => alive(parameters, 2, 30.43, 38.86) * future(parameters, 2, 38.86, month * monthLength);
      return discountedStream(
        Array.from({ length: 12 }, (_, k) => (until(k + 1) - (k === 0 ? 0 : until(k))) * each),
        0.01,
      );
    };
    expect(value(4.345).toFixed(2)).toBe('36.28');
    expect(value(30).toFixed(1)).toBe('140.1');
  });

  it('Pareto/NBD on the summary of two decimals', async () => {
    const fitted = await finish(paretoNbd.fit(readSummary(), paretoNbd.defaults, random));
    fitted.parameters.forEach((value, i) => expect(value / [0.553, 10.578, 0.606, 11.669][i]!).toBeCloseTo(1, 3));
  });
});

// Source: methods.md, "Customer value".
describe('the articles’ formulas, done right', () => {
  it('discounts a known stream: 24,868.52 and 432.95', () => {
    expect(discountedStream([10_000, 10_000, 10_000], 0.1).toFixed(2)).toBe('24868.52');
    expect(discountedStream([100, 100, 100, 100, 100], 0.05).toFixed(2)).toBe('432.95');
    expect(discountedStream([], 0.1)).toBe(0);
    expect(discountedStream([5, 7], 0)).toBe(12);
    expect(() => discountedStream([1], -1)).toThrow('value/bad-rate');
  });

  it('revenue retained for one period: 20 % of 1,000 leave 800', () => {
    expect(retainedRevenue(0.2, 1000)).toBe(800);
    expect(() => retainedRevenue(1.2, 1000)).toThrow('value/not-a-share');
  });

  it('p · q · d refuses the article’s own p = 3.33', () => {
    expect(valueByRate(0.5, 40, 6)).toBe(120);
    for (const p of [3.33, -0.1, Number.NaN]) expect(() => valueByRate(p, 40, 6)).toThrow('value/not-a-share');
  });
});
