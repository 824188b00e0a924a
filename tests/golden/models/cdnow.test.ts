import { describe, expect, it } from 'vitest';
import { finish } from '../../../src/domain';
import { betaGeometricNone } from '../../../src/kernels/btyd/beta-geometric';
import { createRandom } from '../../../src/kernels/random/random';
import { bgNbd, gammaGamma, mbgNbd, paretoNbd } from '../../../src/models/btyd';
import { readShared, sharedDir } from '../../shared';

const random = createRandom(1);

/** x, tx, T in weeks, of the published summary (calibration of 39 weeks). */
function readSummary() {
  const lines = new TextDecoder().decode(readShared('data/cdnow_customers_summary.csv')).trim().split(/\r?\n/).slice(1);
  return {
    rows: lines.length,
    cols: 3,
    values: Float64Array.from(lines.flatMap((line) => line.split(',').slice(1).map(Number))),
  };
}

const printed = (found: ArrayLike<number>, digits = 3) => Array.from(found, (value) => Number(value.toFixed(digits)));

// Source: methods.md; Fader, Hardie & Lee 2005 (BG/NBD), Fader & Hardie's notes and the tests of lifetimes.
describe.skipIf(sharedDir === null)('CDNOW (shared data; skipped where there is none)', () => {
  it('BG/NBD: parameters, likelihood, expectations', async () => {
    const input = readSummary();
    const fitted = await finish(bgNbd.fit(input, bgNbd.defaults, random));
    expect(printed(fitted.parameters)).toEqual([0.243, 4.414, 0.793, 2.426]);
    expect(fitted.logLikelihood.toFixed(2)).toBe('-9582.43');
    expect(fitted.held).toBe(false);
    const { parameters } = fitted;
    const { alive, future, expected } = bgNbd.process;
    expect((alive(parameters, 2, 30.43, 38.86) * future(parameters, 2, 38.86, 39)).toFixed(3)).toBe('1.226');
    expect([1, 3, 32, 78].map((t) => expected(parameters, t).toFixed(4))).toEqual(['0.0532', '0.1506', '1.0437', '1.8576']);
    const [r, alpha, a, b] = parameters as unknown as [number, number, number, number];
    expect(betaGeometricNone({ r, alpha, a, b, first: 0 }, 39).toFixed(5)).toBe('0.57379');
    console.log([...fitted.standardErrors], fitted.rounds, fitted.evaluations);
  });

  it('MBG/NBD', async () => {
    const fitted = await finish(mbgNbd.fit(readSummary(), mbgNbd.defaults, random));
    expect(printed(fitted.parameters)).toEqual([0.525, 6.183, 0.891, 1.614]);
    console.log(fitted.logLikelihood, fitted.rounds, fitted.evaluations);
  });

  it('Pareto/NBD', async () => {
    const t0 = performance.now();
    const fitted = await finish(paretoNbd.fit(readSummary(), paretoNbd.defaults, random));
    expect(printed(fitted.parameters)).toEqual([0.553, 10.578, 0.606, 11.669]);
    console.log(fitted.logLikelihood, fitted.rounds, fitted.evaluations, performance.now() - t0, [...fitted.standardErrors]);
  });
  void gammaGamma;
});
