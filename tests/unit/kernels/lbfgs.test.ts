import { describe, expect, it } from 'vitest';
import { minimiseLbfgs, type LbfgsOptions } from '../../../src/kernels/optimise/lbfgs';
import type { ValueAndGradient } from '../../../src/kernels/optimise/line-search';

const options: LbfgsOptions = { memory: 10, maxRounds: 200, gradientTolerance: 1e-8, valueTolerance: 0 };

async function minimise(evaluate: ValueAndGradient, start: number[], changed: Partial<LbfgsOptions> = {}) {
  const steps = minimiseLbfgs(evaluate, Float64Array.from(start), { ...options, ...changed });
  const values: number[] = [];
  for (;;) {
    const next = await steps.next();
    if (next.done) return { result: next.value, values };
    values.push(next.value.value);
  }
}

const rosenbrock = (x: Float64Array, g: Float64Array): number => {
  const [a, b] = [x[0]!, x[1]!];
  g[0] = -400 * a * (b - a * a) - 2 * (1 - a);
  g[1] = 200 * (b - a * a);
  return 100 * (b - a * a) ** 2 + (1 - a) ** 2;
};

/** Sum of i (x_i − i)², i = 1.., times 10 to the i. */
const steep = (x: Float64Array, g: Float64Array): number => {
  let value = 0;
  for (let i = 0; i < x.length; i++) {
    const weight = 10 ** i;
    value += weight * (x[i]! - i - 1) ** 2;
    g[i] = 2 * weight * (x[i]! - i - 1);
  }
  return value;
};

describe('L-BFGS', () => {
  it('finds the valley of Rosenbrock (1960) from (−1.2, 1), falling every round', async () => {
    const { result, values } = await minimise(rosenbrock, [-1.2, 1]);
    expect(result.stopped).toBe('gradient');
    expect(result.point[0]).toBeCloseTo(1, 8);
    expect(result.point[1]).toBeCloseTo(1, 8);
    expect(result.evaluations).toBeLessThan(80);
    values.slice(1).forEach((value, i) => expect(value).toBeLessThan(values[i]!));
  });

  it('is indifferent to units once told the curvature', async () => {
    const start = [0, 0, 0, 0, 0, 0];
    const { result: told } = await minimise(steep, start, {
      precondition: (v) => v.forEach((x, i) => (v[i] = (0.5 * x) / 10 ** i)),
    });
    expect(told.round).toBe(1);
    const { result: plain } = await minimise(steep, start, { gradientTolerance: 1e-6 });
    plain.point.forEach((value, i) => expect(value).toBeCloseTo(i + 1, 5));
    expect(plain.round).toBeGreaterThan(told.round);
  });

  it('stops by rounds, by value, and where rounding hides all descent', async () => {
    expect((await minimise(rosenbrock, [-1.2, 1], { maxRounds: 3 })).result).toMatchObject({ stopped: 'rounds', round: 3 });
    expect((await minimise(rosenbrock, [-1.2, 1], { valueTolerance: 1e-2 })).result.stopped).toBe('value');
    const coarse: ValueAndGradient = (x, g) => Math.fround(1000 + steep(x, g));
    const { result } = await minimise(coarse, [0, 0, 0]);
    expect(['rounding', 'value', 'gradient']).toContain(result.stopped);
    result.point.forEach((value, i) => expect(Math.abs(value - i - 1)).toBeLessThan(0.05));
  });

  it('takes the same way where the objective answers later', async () => {
    const later = await minimise(async (x, g) => Promise.resolve(rosenbrock(x, g)), [-1.2, 1]);
    expect(later).toEqual(await minimise(rosenbrock, [-1.2, 1]));
  });

  it('stays at a minimum, and does not touch its start', async () => {
    const start = Float64Array.of(1, 2);
    const done = await minimiseLbfgs(steep, start, options).next();
    expect(done.done).toBe(true);
    await minimise(steep, [5, 5]);
    expect([...start]).toEqual([1, 2]);
  });
});
