import { describe, expect, it } from 'vitest';
import { finish } from '../../../src/domain';
import { normal } from '../../../src/kernels/random/normal';
import { createRandom } from '../../../src/kernels/random/random';
import { hazardLoss } from '../../../src/kernels/survival/discrete-hazard';
import { hazard, periodOf, survivalOf, type HazardInput } from '../../../src/models/hazard';

const fit = (input: HazardInput, changed = {}) => finish(hazard.fit(input, { ...hazard.defaults, ...changed }, createRandom(1)));

describe('the discrete-time hazard', () => {
  it('by hand: without features or smoothing, each period has the rate of those still there', async () => {
    // 6 watched; 2 end in period 1, one is lost after it, 1 ends in period 2, 2 are still there after 2.
    const x = { rows: 6, cols: 1, values: new Float64Array(6) };
    const periods = Int32Array.of(1, 1, 1, 2, 2, 2);
    const ended = Uint8Array.of(1, 1, 0, 1, 0, 0);
    const fitted = await fit({ x, periods, ended }, { smooth: 0 });
    const survival = survivalOf(fitted, { rows: 1, cols: 1, values: Float64Array.of(0) });
    expect(survival.values[0]).toBeCloseTo(4 / 6, 2);
    expect(survival.values[1]).toBeCloseTo((4 / 6) * (2 / 3), 2);
    expect(periodOf(fitted, { rows: 1, cols: 1, values: Float64Array.of(0) })[0]).toBe(2);
    expect(periodOf(fitted, { rows: 1, cols: 1, values: Float64Array.of(0) }, 0.9)[0]).toBeNaN();
    expect(survivalOf(fitted, { rows: 1, cols: 1, values: Float64Array.of(0) }, 1).values[1]).toBeCloseTo(2 / 3, 2);
  });

  it('gradient is that of the loss', () => {
    const random = createRandom(3);
    const x = { rows: 40, cols: 2, values: Float64Array.from({ length: 80 }, () => normal(random)) };
    const periods = Int32Array.from({ length: 40 }, () => 1 + random.int(4));
    const ended = Uint8Array.from({ length: 40 }, () => random.int(2));
    const point = Float64Array.from({ length: 6 }, () => normal(random));
    const gradient = new Float64Array(6);
    hazardLoss(x, periods, ended, point, gradient);
    for (let j = 0; j < 6; j++) {
      const at = (step: number) =>
        hazardLoss(
          x,
          periods,
          ended,
          point.map((value, k) => value + (k === j ? step : 0)),
          new Float64Array(6),
        );
      expect(gradient[j]).toBeCloseTo((at(1e-5) - at(-1e-5)) / 2e-5, 5);
    }
  });

  it('recovers what made the data, though half the watches end early', async () => {
    const random = createRandom(5);
    const rows = 8000;
    const values = Float64Array.from({ length: rows * 2 }, () => normal(random));
    const levels = [-2, -1.5, -1, -1, -1.5, -2];
    const periods = new Int32Array(rows);
    const ended = new Uint8Array(rows);
    for (let i = 0; i < rows; i++) {
      const watch = 1 + random.int(6);
      for (let t = 0; t < watch && ended[i] === 0; t++) {
        periods[i] = t + 1;
        const z = levels[t]! + 0.8 * values[i * 2]! - 0.5 * values[i * 2 + 1]!;
        ended[i] = Number(random.next() < 1 / (1 + Math.exp(-z)));
      }
    }
    const fitted = await fit({ x: { rows, cols: 2, values }, periods, ended });
    expect(Math.abs(fitted.weights[0]! - 0.8)).toBeLessThan(0.06);
    expect(Math.abs(fitted.weights[1]! + 0.5)).toBeLessThan(0.06);
    levels.forEach((level, t) => expect(Math.abs(fitted.baselines[t]! - level)).toBeLessThan(0.2));
  });

  it('refuses watches that are none, and takes one cut off as not ended', async () => {
    const x = { rows: 4, cols: 1, values: Float64Array.of(0, 1, 2, 3) };
    const watched = (periods: number[], ended: number[]) =>
      fit({ x, periods: Int32Array.from(periods), ended: Uint8Array.from(ended) });
    await expect(watched([0, 1, 1, 1], [1, 0, 0, 1])).rejects.toMatchObject({ code: 'model/bad-input' });
    await expect(watched([1, 1, 1, 1], [0, 0, 0, 0])).rejects.toMatchObject({ code: 'model/bad-input' });
    const late = await fit({ x, periods: Int32Array.of(1, 2, 50, 60), ended: Uint8Array.of(1, 1, 1, 1) }, { maxPeriods: 5 });
    expect(late.events).toBe(2);
    expect(late.baselines.length).toBe(5);
  });
});
