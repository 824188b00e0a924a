import { describe, expect, it } from 'vitest';
import { kaplanMeier } from '../../../src/kernels/survival/kaplan-meier';
import {
  shiftedBetaGeometricLogLikelihood,
  shiftedBetaGeometricResidual,
  shiftedBetaGeometricRetention,
  shiftedBetaGeometricSurvival,
} from '../../../src/kernels/survival/shifted-beta-geometric';

describe('Kaplan–Meier', () => {
  // Freireich et al. 1963, the 21 patients on 6-MP; weeks in remission, − where still so when last seen.
  const weeks = [6, 6, 6, -6, 7, -9, 10, -10, -11, 13, 16, -17, -19, -20, 22, 23, -25, -32, -32, -34, -35];
  const curve = kaplanMeier(
    weeks.map(Math.abs),
    weeks.map((week) => (week > 0 ? 1 : 0)),
  );
  const at = (time: number) => curve.find((step) => step.time === time)!;

  it.each([
    // Time, at risk, ended, survival, Greenwood's error, and the log-log interval as Stata prints them.
    [6, 21, 3, 0.8571, 0.0764, 0.6197, 0.9516],
    [7, 17, 1, 0.8067, 0.0869, 0.5631, 0.9228],
    [10, 15, 1, 0.7529, 0.0963, 0.5032, 0.8894],
    [13, 12, 1, 0.6902, 0.1068, 0.4316, 0.8491],
    [16, 11, 1, 0.6275, 0.1141, 0.3675, 0.8049],
    [22, 7, 1, 0.5378, 0.1282, 0.2678, 0.7468],
    [23, 6, 1, 0.4482, 0.1346, 0.1881, 0.6801],
  ])('remissions of the 6-MP patients at %d weeks', (time, atRisk, ended, survival, error, low, high) => {
    expect(at(time)).toMatchObject({ atRisk, ended });
    expect(at(time).survival).toBeCloseTo(survival, 4);
    expect(at(time).standardError).toBeCloseTo(error, 4);
    expect(at(time).low).toBeCloseTo(low, 4);
    expect(at(time).high).toBeCloseTo(high, 4);
  });

  it('edges: nobody, nobody leaves, all leave, order', () => {
    expect(kaplanMeier([], [])).toEqual([]);
    expect(kaplanMeier([1, 2], [0, 0]).map(({ survival, low, high }) => [survival, low, high])).toEqual([
      [1, 1, 1],
      [1, 1, 1],
    ]);
    expect(kaplanMeier([3, 3], [1, 1])).toEqual([
      { time: 3, atRisk: 2, ended: 2, survival: 0, standardError: 0, low: 0, high: 0 },
    ]);
    expect(kaplanMeier([5, 1, 3], [1, 0, 1])).toEqual(kaplanMeier([1, 3, 5], [0, 1, 1]));
    expect(() => kaplanMeier([Number.NaN], [1])).toThrow(RangeError);
    expect(() => kaplanMeier([1], [])).toThrow(RangeError);
  });

  it('without anybody unseen it is the share that is left', () => {
    const steps = kaplanMeier([1, 1, 2, 3, 3, 3, 4, 8], new Array(8).fill(1));
    expect(steps.map(({ survival }) => survival)).toEqual(
      [0.75, 0.625, 0.25, 0.125, 0].map((v) => expect.closeTo(v, 12) as number),
    );
  });
});

describe('shifted beta-geometric', () => {
  const [alpha, beta] = [0.668, 3.806];

  it('survival is the product of the chances to go on, and falls to nought', () => {
    let product = 1;
    for (let t = 0; t < 30; t++) {
      expect(shiftedBetaGeometricSurvival(alpha, beta, t)).toBeCloseTo(product, 12);
      product *= shiftedBetaGeometricRetention(alpha, beta, t);
    }
  });

  it('residual life is the discounted sum of what is to come', () => {
    for (const t of [0, 1, 5, 40]) {
      for (const rate of [0.1, 0.008]) {
        let sum = 0;
        for (let k = 1; k < 20_000; k++) {
          sum +=
            shiftedBetaGeometricSurvival(alpha, beta, t + k) /
            shiftedBetaGeometricSurvival(alpha, beta, t) /
            (1 + rate) ** (k - 1);
        }
        expect(shiftedBetaGeometricResidual(alpha, beta, t, rate)).toBeCloseTo(sum, 6);
      }
    }
    // Everybody leaves with the same chance where alpha and beta are great: (1 − θ)(1 + d) / (d + θ).
    expect(shiftedBetaGeometricResidual(2e6, 8e6, 3, 0.1)).toBeCloseTo((0.8 * 1.1) / 0.3, 4);
    expect(shiftedBetaGeometricResidual(3, 4, 2, 0)).toBeCloseTo(3, 12);
    expect(shiftedBetaGeometricResidual(1, 4, 2, 0)).toBe(Number.POSITIVE_INFINITY);
    expect(shiftedBetaGeometricResidual(1, 4, 2, -0.1)).toBeNaN();
  });

  it('has the gradient of its differences', () => {
    const counts = { ended: Float64Array.of(0, 30, 12, 7), seen: Float64Array.of(2, 4, 0, 51) };
    const gradient = new Float64Array(2);
    const unused = new Float64Array(2);
    shiftedBetaGeometricLogLikelihood(counts, 0.7, 1.4, gradient);
    const at = (a: number, b: number) => shiftedBetaGeometricLogLikelihood(counts, 0.7 * Math.exp(a), 1.4 * Math.exp(b), unused);
    const h = 1e-5;
    expect(gradient[0]).toBeCloseTo((at(h, 0) - at(-h, 0)) / (2 * h), 5);
    expect(gradient[1]).toBeCloseTo((at(0, h) - at(0, -h)) / (2 * h), 5);
  });
});
