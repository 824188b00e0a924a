import { describe, expect, it } from 'vitest';
import { finish } from '../../../src/domain';
import { sigmoid } from '../../../src/kernels/logistic/sigmoid';
import { normal } from '../../../src/kernels/random/normal';
import { createRandom } from '../../../src/kernels/random/random';
import { classifiers } from '../../../src/models/classifiers';
import { startEngine } from '../../../src/models/engine';
import type { LogisticFitted } from '../../../src/models/logistic';
import { boostedAmounts, elasticNet, lasso, linearRegression } from '../../../src/models/regression';

function noisy(rows: number, cols: number, seed: number) {
  const random = createRandom(seed);
  const values = new Float64Array(rows * cols);
  for (let i = 0; i < rows; i++) {
    for (let j = 0; j < cols; j++) values[i * cols + j] = normal(random) + (j > 0 ? 0.5 * values[i * cols + j - 1]! : 0);
  }
  const truth = Float64Array.from({ length: cols }, (_, j) => (j < 3 ? 2 - j : 0));
  const score = Float64Array.from({ length: rows }, (_, i) => truth.reduce((sum, w, j) => sum + w * values[i * cols + j]!, -0.5));
  return { x: { rows, cols, values }, score, random };
}

describe('least squares', () => {
  it('by hand: a line through three points', async () => {
    const x = { rows: 3, cols: 1, values: Float64Array.of(0, 1, 2) };
    const fitted = await finish(
      linearRegression.fit({ x, y: Float64Array.of(1, 2, 6) }, linearRegression.defaults, createRandom(1)),
    );
    expect(fitted.weights[0]).toBeCloseTo(2.5, 12);
    expect(fitted.intercept).toBeCloseTo(0.5, 12);
    expect(fitted.r2).toBeCloseTo(1 - 1.5 / 14, 12);
  });

  it('columns that say the same share the weight', async () => {
    const { x, score } = noisy(300, 1, 2);
    const twice = { rows: 300, cols: 2, values: Float64Array.from({ length: 600 }, (_, at) => x.values[at >> 1]!) };
    const fitted = await finish(linearRegression.fit({ x: twice, y: score }, linearRegression.defaults, createRandom(1)));
    expect(fitted.weights[0]).toBeCloseTo(1, 3);
    expect(fitted.weights[1]).toBeCloseTo(1, 3);
  });

  it('lasso and elastic net stand where no weight can move to lower the objective', async () => {
    const { x, score, random } = noisy(400, 12, 3);
    const y = score.map((value) => value + normal(random));
    for (const [model, params] of [
      [lasso, { l1: 0.2, l2: 0 }],
      [elasticNet, { l1: 0.1, l2: 40 }],
    ] as const) {
      const { weights, intercept } = await finish(model.fit({ x, y }, params, createRandom(1)));
      expect(weights.some((weight) => weight === 0)).toBe(true);
      const residuals = y.map(
        (value, i) => value - intercept - weights.reduce((sum, w, j) => sum + w * x.values[i * 12 + j]!, 0),
      );
      expect(Math.abs(residuals.reduce((a, b) => a + b, 0))).toBeLessThan(1e-8);
      weights.forEach((weight, j) => {
        const pull = residuals.reduce((sum, r, i) => sum + r * x.values[i * 12 + j]!, 0) / 400 - (params.l2 / 400) * weight;
        if (weight === 0) expect(Math.abs(pull)).toBeLessThanOrEqual(params.l1 + 1e-9);
        else expect(pull).toBeCloseTo(params.l1 * Math.sign(weight), 8);
      });
    }
  });
});

describe('logistic regression with an L1 share', () => {
  it.each([1, 0.4])('%s: stands where no weight can move to lower the objective', async (l1Ratio) => {
    const { x, score, random } = noisy(800, 10, 4);
    const y = Uint8Array.from(score, (z) => Number(random.next() < sigmoid(z)));
    const c = 0.05;
    const found = await finish(classifiers.logistic({ l1Ratio, c }).fit({ x, y }, createRandom(1)));
    const { fitted } = found.learned as { fitted: LogisticFitted };
    expect(fitted.converged).toBe(true);
    expect(fitted.weights.some((weight) => weight === 0)).toBe(true);
    const p = classifiers.logistic().predict(found, x);
    expect(p.reduce((sum, each, i) => sum + each - y[i]!, 0)).toBeCloseTo(0, 4);
    fitted.weights.forEach((weight, j) => {
      const pull = p.reduce((sum, each, i) => sum + (y[i]! - each) * x.values[i * 10 + j]!, 0) - ((1 - l1Ratio) / c) * weight;
      if (weight === 0) expect(Math.abs(pull)).toBeLessThanOrEqual(l1Ratio / c + 1e-6);
      else expect(pull).toBeCloseTo((l1Ratio / c) * Math.sign(weight), 3);
    });
  });

  it('with hardly any L1 comes to the weights of the L2 fit', async () => {
    await startEngine();
    const { x, score, random } = noisy(800, 5, 5);
    const y = Uint8Array.from(score, (z) => Number(random.next() < sigmoid(z)));
    const weightsOf = async (l1Ratio: number) =>
      ((await finish(classifiers.logistic({ l1Ratio }).fit({ x, y }, createRandom(1)))).learned as { fitted: LogisticFitted })
        .fitted.weights;
    const [sparse, plain] = [await weightsOf(1e-7), await weightsOf(0)];
    plain.forEach((weight, j) => expect(Math.abs(sparse[j]! - weight)).toBeLessThan(1e-4));
  });
});

describe('boosted amounts', () => {
  it('with Tweedie loss give amounts above 0 that keep the total, and refuse amounts below', async () => {
    const { x, score, random } = noisy(3000, 4, 6);
    const y = score.map((z) => (random.next() < 0.5 ? 0 : Math.exp(0.4 * z) * -Math.log(1 - random.next())));
    const params = { ...boostedAmounts.defaults, loss: 'tweedie' } as const;
    const fitted = await finish(boostedAmounts.fit({ x, y }, params, createRandom(1)));
    const guesses = boostedAmounts.predict(fitted, x);
    expect(guesses.every((guess) => guess > 0)).toBe(true);
    const total = (values: Float64Array) => values.reduce((a, b) => a + b, 0);
    expect(Math.abs(total(guesses) / total(y) - 1)).toBeLessThan(1e-9);
    const below = y.slice().fill(-1, 0, 1);
    await expect(finish(boostedAmounts.fit({ x, y: below }, params, createRandom(1)))).rejects.toMatchObject({
      code: 'model/bad-input',
    });
  });
});
