import { beforeAll, describe, expect, it } from 'vitest';
import { finish, KithError } from '../../../src/domain';
import { normal } from '../../../src/kernels/random/normal';
import { createRandom } from '../../../src/kernels/random/random';
import { classifiers, modelIds, predictInSteps, type ClassifierInput } from '../../../src/models/classifiers';
import { startEngine } from '../../../src/models/engine';
import { lossCurveOf } from '../../../src/models/neural';
import { rulesOf } from '../../../src/models/trees';

/** A ring: who is far from the middle says yes. No straight line divides it. */
function ring(rows: number, seed: number): ClassifierInput & { y: Uint8Array } {
  const random = createRandom(seed);
  const values = Float64Array.from({ length: rows * 2 }, () => normal(random));
  const y = Uint8Array.from({ length: rows }, (_, i) =>
    Number(values[i * 2]! ** 2 + values[i * 2 + 1]! ** 2 + 0.2 * normal(random) > 1.4),
  );
  return { x: { rows, cols: 2, values }, y };
}

const right = (p: Float64Array, y: Uint8Array) => p.filter((value, i) => value > 0.5 === (y[i] === 1)).length / y.length;

beforeAll(async () => {
  await startEngine();
});

describe('every family', () => {
  it('is in the registry under its name', () => {
    expect(Object.keys(classifiers).sort()).toEqual([...modelIds].sort());
    for (const id of modelIds) expect(classifiers[id]().id).toBe(id);
  });

  it.each(modelIds)('%s scores in steps as it does at once', async (id) => {
    const input = ring(1300, 3);
    const family = classifiers[id]();
    const fitted = await finish(family.fit(input, createRandom(1)));
    const steps = predictInSteps(family, fitted, input.x);
    expect([...(await finish(steps))]).toEqual([...family.predict(fitted, input.x)]);
  });

  it.each(modelIds)('%s: where it explains, base and contributions add up to the score to 1e-6', async (id) => {
    const input = ring(900, 4);
    const family = classifiers[id]();
    const fitted = await finish(family.fit(input, createRandom(1)));
    const found = family.explain(fitted, input.x);
    expect(found === null).toBe(id === 'neural' || id === 'knn');
    if (found === null) return;
    family.predict(fitted, input.x).forEach((p, i) => {
      const score = found.base + found.values[i * 2]! + found.values[i * 2 + 1]!;
      expect(found.unit === 'log-odds' ? Math.log(p / (1 - p)) : p).toBeCloseTo(score, 6);
    });
  });

  it.each(['tree', 'forest', 'boosting', 'neural', 'knn'] as const)('%s learns what no straight line can', async (id) => {
    const family = classifiers[id]();
    const fitted = await finish(family.fit(ring(3000, 5), createRandom(1)));
    const fresh = ring(2000, 6);
    expect(right(family.predict(fitted, fresh.x), fresh.y)).toBeGreaterThan(0.88);
  });
});

describe('the support vector machine', () => {
  it('with its kernel learns the ring, and without it does not', async () => {
    const fresh = ring(2000, 6);
    const score = async (kernel: 'linear' | 'rbf') => {
      const family = classifiers.svm({ kernel });
      const fitted = await finish(family.fit(ring(2000, 5), createRandom(1)));
      return right(family.predict(fitted, fresh.x), fresh.y);
    };
    expect(await score('rbf')).toBeGreaterThan(0.93);
    expect(await score('linear')).toBeLessThan(0.65);
  });

  it('with its kernel is saved and restored to the last bit', async () => {
    const family = classifiers.svm({ kernel: 'rbf', features: 40 });
    const input = ring(300, 7);
    const fitted = await finish(family.fit(input, createRandom(1)));
    const restored = family.restore(JSON.parse(JSON.stringify(family.serialise(fitted))) as never);
    if (!restored.ok) throw new Error('not restored');
    expect([...family.predict(restored.value, input.x)]).toEqual([...family.predict(fitted, input.x)]);
  });
});

describe('the tree', () => {
  it('tells its nodes so that they can be drawn and followed by hand', async () => {
    const input = ring(1500, 8);
    const levels = [0, 3];
    const values = input.x.values.map((value, at) => (at % 2 === 1 ? Math.min(2, Math.floor(Math.abs(value))) : value));
    const x = { ...input.x, values };
    const family = classifiers.tree();
    const fitted = await finish(family.fit({ x, y: input.y, levels }, createRandom(1)));
    const nodes = rulesOf(fitted);
    expect(nodes.some((node) => node.split?.levelsLeft)).toBe(true);
    const p = family.predict(fitted, x);
    for (let i = 0; i < 100; i++) {
      let node = nodes[0]!;
      while (node.split) {
        const { column, threshold, levelsLeft, left, right: other } = node.split;
        const value = values[i * 2 + column]!;
        node = nodes[(threshold === null ? levelsLeft!.includes(value) : value <= threshold) ? left : other]!;
      }
      expect(node.rate).toBeCloseTo(p[i]!, 12);
    }
    expect(nodes[0]).toMatchObject({ parent: null, depth: 0, n: 1500 });
    expect(nodes[0]!.rate).toBeCloseTo(input.y.reduce((a, b) => a + b, 0) / 1500, 12);
  });
});

describe('settings', () => {
  it('outside what is possible are refused', async () => {
    const wrong = [
      () => classifiers.tree({ maxDepth: 0 }),
      () => classifiers.forest({ trees: 1.5 }),
      () => classifiers.boosting({ learningRate: 0 }),
      () => classifiers.boosting({ monotone: [2] }),
      () => classifiers.svm({ c: -1 }),
      () => classifiers.neural({ hidden: [0] }),
      () => classifiers.knn({ k: 0 }),
    ];
    for (const make of wrong) expect(make).toThrow(KithError);
    const short = classifiers.boosting({ monotone: [1] });
    await expect(finish(short.fit(ring(100, 1), createRandom(1)))).rejects.toThrow(KithError);
  });

  it('a monotone column is obeyed through the registry', async () => {
    const family = classifiers.boosting({ monotone: [1, 0] });
    const fitted = await finish(family.fit(ring(2000, 2), createRandom(1)));
    const line = Float64Array.from({ length: 200 }, (_, i) => (i % 2 === 0 ? -2 + (i >> 1) / 25 : 0.3));
    const p = family.predict(fitted, { rows: 100, cols: 2, values: line });
    p.forEach((value, i) => i > 0 && expect(value).toBeGreaterThanOrEqual(p[i - 1]!));
  });
});

it('the network keeps its losses, and takes the weights of the best epoch', async () => {
  const fitted = await finish(classifiers.neural().fit(ring(1500, 9), createRandom(1)));
  const { heldOut, best } = lossCurveOf(fitted);
  expect(heldOut[best - 1]).toBe(Math.min(...heldOut));
  expect(heldOut[best - 1]).toBeLessThan(heldOut[0]!);
});
