import { describe, expect, it } from 'vitest';
import { startEngine } from '../../../src/models/engine';
import { expectedFits, knownFits } from './known-answers';

describe('the same answer everywhere (tests/browser/models.test.ts asks the same in Chromium)', () => {
  it.each(['wasm', 'cpu'] as const)('in Node, on %s', async (prefer) => {
    await startEngine({ prefer });
    const found = await knownFits();
    expect(found.labels.slice(0, 30)).toBe(expectedFits.labels);
    expect(found.sizes).toEqual(expectedFits.sizes);
    expect(found.sse).toBeCloseTo(expectedFits.sse, 9);
    expect(found.intercept).toBeCloseTo(expectedFits.intercept, 9);
    found.weights.forEach((weight, j) => expect(weight).toBeCloseTo(expectedFits.weights[j]!, 9));
  });
});
