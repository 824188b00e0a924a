import { beforeAll, describe, expect, it } from 'vitest';
import { checks } from '../../../src/models/checks';
import { startEngine, type Engine } from '../../../src/models/engine';
import { families, registry } from '../../../src/models/registry';

describe.each(['wasm', 'cpu'] as const)('on the %s back end', (prefer) => {
  let engine: Engine;
  beforeAll(async () => {
    engine = await startEngine({ prefer });
    expect(engine.name).toBe(`tfjs-${prefer}`);
  });

  describe.each([
    ...registry.map((model) => [model.id, model] as const),
    ...families.map((model) => [`the family ${model.id}`, model] as const),
  ])('%s', (_id, model) => {
    it.each(checks.map((check) => [check.name, check] as const))('%s', async (_name, check) => {
      await check.run(model, () => engine.numTensors());
    });
  });
});

it('has an id for each model', () => {
  expect(new Set(registry.map(({ id }) => id)).size).toBe(registry.length);
});
