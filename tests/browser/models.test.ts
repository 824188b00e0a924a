import { beforeAll, describe, expect, it } from 'vitest';
import { finish } from '../../src/domain';
import { createRandom } from '../../src/kernels/random/random';
import { checks } from '../../src/models/checks';
import { startEngine, type Engine } from '../../src/models/engine';
import { kMeans } from '../../src/models/k-means';
import { registry } from '../../src/models/registry';
import { expectedFits, knownFits } from '../unit/models/known-answers';

describe.each(['wasm', 'cpu'] as const)('in Chromium, on %s', (prefer) => {
  let engine: Engine;
  beforeAll(async () => {
    engine = await startEngine({ prefer });
  });

  it('the engine starts, tested', () => {
    expect(engine).toMatchObject({ name: `tfjs-${prefer}`, selfTest: true });
  });

  it('fits come to what they come to in Node', async () => {
    const found = await knownFits();
    expect(found.labels.slice(0, 30)).toBe(expectedFits.labels);
    expect(found.sizes).toEqual(expectedFits.sizes);
    expect(found.sse).toBeCloseTo(expectedFits.sse, 9);
    expect(found.intercept).toBeCloseTo(expectedFits.intercept, 9);
    found.weights.forEach((weight, j) => expect(weight).toBeCloseTo(expectedFits.weights[j]!, 9));
  });

  it('fused and tensor formulations give the same labels', async () => {
    const random = createRandom(4);
    const rows = { rows: 600, cols: 3, values: Float64Array.from({ length: 1800 }, (_, i) => random.next() + (i % 9)) };
    const labels: string[] = [];
    for (const formulation of ['fused', 'tensor'] as const) {
      const fitted = await finish(kMeans.fit(rows, { ...kMeans.defaults, k: 3, formulation }, createRandom(1)));
      labels.push(kMeans.predict(fitted, rows).join(''));
    }
    expect(labels[1]).toBe(labels[0]);
  });

  describe.each(registry.map((model) => [model.id, model] as const))('%s', (_id, model) => {
    it.each(checks.map((check) => [check.name, check] as const))('%s', async (_name, check) => {
      await check.run(model, () => engine.numTensors());
    });
  });
});
