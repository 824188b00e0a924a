import { beforeAll, describe, expect, it } from 'vitest';
import { finish, KithError } from '../../../src/domain';
import { sigmoid } from '../../../src/kernels/logistic/sigmoid';
import { normal } from '../../../src/kernels/random/normal';
import { createRandom } from '../../../src/kernels/random/random';
import { startEngine } from '../../../src/models/engine';
import { logistic, type LogisticInput, type LogisticParams } from '../../../src/models/logistic';

function simulate(rows: number, intercept: number, weights: readonly number[], seed: number): LogisticInput {
  const random = createRandom(seed);
  const cols = weights.length;
  const values = Float64Array.from({ length: rows * cols }, () => normal(random));
  const y = Uint8Array.from({ length: rows }, (_, i) => {
    const z = weights.reduce((total, weight, j) => total + weight * values[i * cols + j]!, intercept);
    return Number(random.next() < sigmoid(z));
  });
  return { x: { rows, cols, values }, y };
}

const fit = (input: LogisticInput, changed: Partial<LogisticParams> = {}) =>
  finish(logistic.fit(input, { ...logistic.defaults, ...changed }, createRandom(1)));

const reasonOf = (work: Promise<unknown>) =>
  work.then(
    () => 'accepted',
    (thrown: unknown) => (thrown instanceof KithError ? `${thrown.code} ${thrown.values['reason']}` : String(thrown)),
  );

describe.each(['wasm', 'cpu'] as const)('logistic regression on %s', (prefer) => {
  beforeAll(async () => {
    await startEngine({ prefer });
  });

  it('by hand: without penalty, one binary column gives the log odds of a 2 × 2 table', async () => {
    // x = 0: 3 of 4 stay; x = 1: 1 of 4 stays.
    const x = { rows: 8, cols: 1, values: Float64Array.of(0, 0, 0, 0, 1, 1, 1, 1) };
    const fitted = await fit({ x, y: Uint8Array.of(0, 0, 0, 1, 0, 1, 1, 1) }, { c: 1e9 });
    expect(fitted.intercept).toBeCloseTo(-Math.log(3), 4);
    expect(fitted.weights[0]).toBeCloseTo(2 * Math.log(3), 4);
    expect(fitted).toMatchObject({ n: 8, positives: 4, converged: true, engine: `tfjs-${prefer}` });
    expect(fitted.loss).toBeCloseTo(-(0.75 * Math.log(0.75) + 0.25 * Math.log(0.25)), 8);
  });

  it('recovers the weights that made the data', async () => {
    const truth = [1.2, -0.7, 0, 0.4];
    const fitted = await fit(simulate(20_000, -0.8, truth, 4));
    expect(fitted.intercept).toBeCloseTo(-0.8, 1);
    truth.forEach((weight, j) => expect(Math.abs(fitted.weights[j]! - weight)).toBeLessThan(0.07));
  });

  it('gives the fused and the tensor formulation the same answer', async () => {
    const input = simulate(3001, 0.3, [1, -2, 0.5], 6);
    const fused = await fit(input);
    const tensor = await fit(input, { formulation: 'tensor' });
    expect(Math.abs(tensor.intercept - fused.intercept)).toBeLessThan(2e-3);
    fused.weights.forEach((weight, j) => expect(Math.abs(tensor.weights[j]! - weight)).toBeLessThan(2e-3));
    expect(tensor.loss).toBeCloseTo(fused.loss, 5);
  });
});

describe('logistic regression', () => {
  it('stands at the minimum: the penalised gradient is 0', async () => {
    const input = simulate(500, 0, [2, 1], 3);
    for (const c of [0.01, 1, 100]) {
      const fitted = await fit(input, { c, gradientTolerance: 1e-6 });
      const p = logistic.predict(fitted, input.x);
      const slopes = [0, fitted.weights[0]! / c, fitted.weights[1]! / c];
      p.forEach((value, i) => {
        slopes[0]! += value - input.y[i]!;
        for (let j = 0; j < 2; j++) slopes[1 + j]! += (value - input.y[i]!) * input.x.values[i * 2 + j]!;
      });
      slopes.forEach((slope) => expect(Math.abs(slope)).toBeLessThan(1e-4));
    }
  });

  it('copes with columns in very different units, and with perfect separation', async () => {
    const input = simulate(2000, 0.5, [1, 1], 8);
    const scaled = input.x.values.map((value, at) => (at % 2 === 0 ? value * 1e6 : value * 1e-3));
    const fitted = await fit({ ...input, x: { ...input.x, values: scaled } }, { c: 1e9 });
    expect(fitted.converged).toBe(true);
    expect(fitted.weights[0]! * 1e6).toBeCloseTo((await fit(input, { c: 1e9 })).weights[0]!, 3);
    const apart = { x: { rows: 6, cols: 1, values: Float64Array.of(-3, -2, -1, 1, 2, 3) }, y: Uint8Array.of(0, 0, 0, 1, 1, 1) };
    const separated = await fit(apart);
    expect(separated.converged && Number.isFinite(separated.weights[0]!)).toBe(true);
  });

  it('is calibrated in the large: predictions sum to the number who left', async () => {
    const input = simulate(4000, -1, [1, 0.5], 12);
    const p = logistic.predict(await fit(input), input.x);
    expect(p.reduce((a, b) => a + b)).toBeCloseTo(
      input.y.reduce((a, b) => a + b),
      3,
    );
  });

  it('refuses what it cannot learn from', async () => {
    const { x, y } = simulate(50, 0, [1], 1);
    expect(await reasonOf(fit({ x, y: new Uint8Array(50) }))).toBe('model/bad-input one-class');
    expect(await reasonOf(fit({ x, y: y.subarray(1) }))).toBe('model/bad-input wrong-length');
    expect(await reasonOf(fit({ x, y: y.map((label) => 2 * label) }))).toBe('model/bad-input bad-setting');
    expect(await reasonOf(fit({ x, y }, { c: 0 }))).toBe('model/bad-input bad-setting');
  });
});
