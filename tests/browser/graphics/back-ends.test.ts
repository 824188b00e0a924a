import '@tensorflow/tfjs-backend-webgl';
import '@tensorflow/tfjs-backend-webgpu';
import * as tf from '@tensorflow/tfjs-core';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { finish } from '../../../src/domain';
import type { Matrix } from '../../../src/kernels/linalg/matrix';
import { normal } from '../../../src/kernels/random/normal';
import { createRandom } from '../../../src/kernels/random/random';
import { startEngine } from '../../../src/models/engine';
import { kMeans } from '../../../src/models/k-means';
import { logistic } from '../../../src/models/logistic';

const mallCustomers = inject('mallCustomers');

/** Annual income and spending score, as read. */
function readMall(text: string): Matrix {
  const lines = text.trim().split(/\r?\n/).slice(1);
  return {
    rows: lines.length,
    cols: 2,
    values: Float64Array.from(lines.flatMap((line) => line.split(',').slice(3, 5).map(Number))),
  };
}

/** Overlapping clouds: points of two groups lie close to each other, so that a careless distance moves some. */
function makeClouds(rows: number, cols: number, groups: number): Matrix {
  const random = createRandom(11);
  const centres = Float64Array.from({ length: groups * cols }, () => 60 * random.next());
  const values = new Float64Array(rows * cols);
  for (let i = 0; i < rows; i++) {
    const cloud = random.int(groups) * cols;
    for (let j = 0; j < cols; j++) values[i * cols + j] = 1000 + centres[cloud + j]! + 9 * normal(random);
  }
  return { rows, cols, values };
}

const clouds = makeClouds(2003, 4, 5);

/** Who leaves, by chance that rises with the first column and falls with the second. */
function makeLeavers() {
  const random = createRandom(5);
  const values = Float64Array.from({ length: 1201 * 4 }, () => normal(random));
  const y = Uint8Array.from({ length: 1201 }, (_, i) => Number(values[i * 4]! - 0.5 * values[i * 4 + 1]! + normal(random) > 0.8));
  return { x: { rows: 1201, cols: 4, values }, y };
}

const leavers = makeLeavers();

async function groupsOf(input: Matrix, formulation: 'fused' | 'tensor') {
  const fitted = await finish(kMeans.fit(input, { ...kMeans.defaults, k: 5, formulation }, createRandom(1)));
  const { sse, sizes, rounds, converged } = fitted;
  return { labels: kMeans.predict(fitted, input).join(''), sse, sizes: [...sizes], rounds, converged };
}

async function riskOf(formulation: 'fused' | 'tensor') {
  const { intercept, weights } = await finish(logistic.fit(leavers, { ...logistic.defaults, formulation }, createRandom(1)));
  return [intercept, ...weights];
}

/** Makes it the current back end of TensorFlow.js; why not, where it does not start. */
async function startBackEnd(name: string): Promise<string | null> {
  try {
    if (tf.findBackendFactory(name) === null) return `${name}: this browser does not offer it`;
    if (
      name === 'webgpu' &&
      (await (navigator as unknown as { gpu: { requestAdapter(): Promise<unknown> } }).gpu.requestAdapter()) === null
    ) {
      return 'webgpu: this browser has no adapter';
    }
    return (await tf.setBackend(name)) && tf.getBackend() === name ? null : `${name}: TensorFlow.js could not start it`;
  } catch (thrown) {
    return `${name}: ${String(thrown)}`;
  }
}

interface Answers {
  readonly mall: Awaited<ReturnType<typeof groupsOf>> | null;
  readonly clouds: Awaited<ReturnType<typeof groupsOf>>;
  readonly risk: readonly number[];
}

describe('back ends on the graphics card (SwiftShader here)', () => {
  let expected: Answers;
  beforeAll(async () => {
    await startEngine();
    expected = {
      mall: mallCustomers === null ? null : await groupsOf(readMall(mallCustomers), 'fused'),
      clouds: await groupsOf(clouds, 'fused'),
      risk: await riskOf('fused'),
    };
  });

  describe.each(['webgl', 'webgpu'])('%s', (name) => {
    let refusal: string | null = null;
    beforeAll(async () => {
      refusal = await startBackEnd(name);
    });
    afterAll(async () => {
      await tf.setBackend('wasm');
    });

    it('starts', ({ skip }) => {
      if (refusal !== null) skip(refusal);
      expect(tf.getBackend()).toBe(name);
    });

    it('k-means: the labels of the wasm kernel on overlapping clouds', async ({ skip }) => {
      if (refusal !== null) skip(refusal);
      const tensors = tf.memory().numTensors;
      const found = await groupsOf(clouds, 'tensor');
      expect(tf.getBackend()).toBe(name);
      expect(found.labels).toBe(expected.clouds.labels);
      expect(found).toMatchObject({ sizes: expected.clouds.sizes, converged: true });
      expect(found.sse).toBeCloseTo(expected.clouds.sse, 6);
      expect(tf.memory().numTensors).toBe(tensors);
    });

    it('k-means: Mall customers, k = 5 (shared data; skipped where there is none)', async ({ skip }) => {
      if (refusal !== null) skip(refusal);
      if (mallCustomers === null) return skip('there is no shared data here');
      const found = await groupsOf(readMall(mallCustomers), 'tensor');
      expect(tf.getBackend()).toBe(name);
      expect(found.labels).toBe(expected.mall!.labels);
      expect(found.sse).toBeCloseTo(44448.4554, 4);
      expect(found.sizes).toEqual([81, 39, 35, 23, 22]);
    });

    it('logistic regression: the weights of the wasm kernel', async ({ skip }) => {
      if (refusal !== null) skip(refusal);
      const found = await riskOf('tensor');
      expect(tf.getBackend()).toBe(name);
      found.forEach((weight, j) => expect(Math.abs(weight - expected.risk[j]!)).toBeLessThan(1e-3));
    });
  });
});
