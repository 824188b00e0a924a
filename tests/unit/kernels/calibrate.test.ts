import { describe, expect, it } from 'vitest';
import { calibrated, chooseCalibrator, ece } from '../../../src/evaluation';
import { applyIsotonic, fitIsotonic } from '../../../src/kernels/calibrate/isotonic';
import { applyPlatt, fitPlatt, plattCovariance } from '../../../src/kernels/calibrate/platt';
import { sigmoid } from '../../../src/kernels/logistic/sigmoid';
import { normal } from '../../../src/kernels/random/normal';
import { createRandom } from '../../../src/kernels/random/random';

/** Scores, and outcomes that follow a sigmoid through them. */
function simulated(n: number, slope: number, intercept: number, seed: number) {
  const random = createRandom(seed);
  const scores = Float64Array.from({ length: n }, () => normal(random) * 2);
  const y = Uint8Array.from(scores, (score) => (random.next() < sigmoid(slope * score + intercept) ? 1 : 0));
  return { scores, y };
}

describe('Platt’s sigmoid', () => {
  it('gets back the slope and intercept that made the outcomes, within three of its standard errors', () => {
    const { scores, y } = simulated(5000, 0.7, -1.2, 3);
    const found = fitPlatt(scores, y);
    const covariance = plattCovariance(found, scores);
    expect(Math.abs(found.slope - 0.7)).toBeLessThan(3 * Math.sqrt(covariance.slope));
    expect(Math.abs(found.intercept + 1.2)).toBeLessThan(3 * Math.sqrt(covariance.intercept));
  });
  it('stays finite where the scores separate, and flat where there is one class only', () => {
    const scores = Float64Array.of(-2, -1, 1, 2);
    const found = fitPlatt(scores, Uint8Array.of(0, 0, 1, 1));
    expect(Number.isFinite(found.slope)).toBe(true);
    // Targets are (N₊ + 1)/(N₊ + 2) = 3/4 and 1/(N₋ + 2) = 1/4.
    expect(applyPlatt(found, scores).every((p) => p > 0.1 && p < 0.9)).toBe(true);
    expect(fitPlatt(scores, new Uint8Array(4))).toEqual({ slope: 0, intercept: Math.log(1 / 5) });
  });
});

describe('the isotonic curve', () => {
  it('pools neighbours that fall, by hand', () => {
    const curve = fitIsotonic(Float64Array.of(1, 2, 3, 4, 5), [1, 0, 0, 1, 1]);
    expect([...applyIsotonic(curve, Float64Array.of(1, 2, 3, 4, 5))]).toEqual([1 / 3, 1 / 3, 1 / 3, 1, 1]);
    const [low, between, high] = applyIsotonic(curve, Float64Array.of(0, 3.5, 9));
    expect([low, high]).toEqual([1 / 3, 1]);
    expect(between).toBeCloseTo(2 / 3, 12);
  });
  it('takes equal scores as one point, rises everywhere, and is NaN without rows', () => {
    const tied = fitIsotonic(Float64Array.of(1, 1, 2, 2), [0, 1, 0, 1]);
    expect([...applyIsotonic(tied, Float64Array.of(1, 2))]).toEqual([0.5, 0.5]);
    const { scores, y } = simulated(800, 1, 0, 5);
    const values = [...applyIsotonic(fitIsotonic(scores, y), scores.slice().sort())];
    expect(values.every((value, i) => i === 0 || value >= values[i - 1]!)).toBe(true);
    expect(applyIsotonic(fitIsotonic(new Float64Array(), []), Float64Array.of(1))[0]).toBeNaN();
  });
});

describe('the choice between them', () => {
  it('leaves chances that are right as they are', () => {
    const { scores, y } = simulated(3000, 1, -1, 7);
    expect(
      chooseCalibrator(
        scores.map((score) => sigmoid(score - 1)),
        y,
      ).method,
    ).toBe('none');
  });
  it('bends chances that are far too sure, and halves their error at least', () => {
    const { scores, y } = simulated(3000, 0.4, -1, 9);
    const sure = scores.map((score) => sigmoid(2 * score));
    const by = chooseCalibrator(sure, y);
    expect(by.method).not.toBe('none');
    const fresh = simulated(3000, 0.4, -1, 10);
    const before = fresh.scores.map((score) => sigmoid(2 * score));
    expect(ece(fresh.y, calibrated(by, before))).toBeLessThan(ece(fresh.y, before) / 2);
  });
});
