import { beforeAll, describe, expect, it } from 'vitest';
import { finish, KithError } from '../../../src/domain';
import { normal } from '../../../src/kernels/random/normal';
import { createRandom } from '../../../src/kernels/random/random';
import { startEngine } from '../../../src/models/engine';
import { chooseK, kMeans, type KMeansParams } from '../../../src/models/k-means';

/** `groups` normal clouds of different sizes. */
function clouds(rows: number, cols: number, groups: number, spread: number, seed: number) {
  const random = createRandom(seed);
  const centres = Float64Array.from({ length: groups * cols }, () => 20 * random.next());
  const values = new Float64Array(rows * cols);
  for (let i = 0; i < rows; i++) {
    const group = Math.floor(groups * Math.sqrt(random.next()));
    for (let j = 0; j < cols; j++) values[i * cols + j] = centres[group * cols + j]! + spread * normal(random);
  }
  return { rows, cols, values };
}

async function fit(input: ReturnType<typeof clouds>, changed: Partial<KMeansParams>, seed = 1) {
  const fitted = await finish(kMeans.fit(input, { ...kMeans.defaults, ...changed }, createRandom(seed)));
  return { fitted, labels: [...kMeans.predict(fitted, input)] };
}

const reasonOf = (work: Promise<unknown>) =>
  work.then(
    () => 'accepted',
    (thrown: unknown) => (thrown instanceof KithError ? `${thrown.code} ${thrown.values['reason']}` : String(thrown)),
  );

describe.each(['wasm', 'cpu'] as const)('k-means on %s', (prefer) => {
  beforeAll(async () => {
    await startEngine({ prefer });
  });

  it('by hand: 1 2 3 and 10 11 12', async () => {
    const { fitted, labels } = await fit({ rows: 6, cols: 1, values: Float64Array.of(12, 1, 10, 2, 11, 3) }, { k: 2 });
    expect([...fitted.centres]).toEqual([2, 11]);
    expect(fitted).toMatchObject({ sse: 4, sizes: [3, 3], n: 6, converged: true, engine: `tfjs-${prefer}` });
    expect(labels).toEqual([1, 0, 1, 0, 1, 0]);
  });

  it('gives the fused and the tensor formulation the same labels', async () => {
    const input = clouds(3001, 4, 5, 1.5, 3);
    const fused = await fit(input, { k: 5 });
    const tensor = await fit(input, { k: 5, formulation: 'tensor' });
    expect(tensor.labels).toEqual(fused.labels);
    expect(tensor.fitted.sse).toBeCloseTo(fused.fitted.sse, 6);
  });

  it('gives a group that runs empty a far point', async () => {
    const input = { rows: 5, cols: 1, values: Float64Array.of(0, 1, 2, 50, 100) };
    // The last two centres are nobody's nearest at first.
    const { fitted } = await fit(input, { k: 4, initial: Float64Array.of(1, 60, 1e6, 2e6) });
    expect(fitted.sizes.every((size) => size > 0)).toBe(true);
    expect(fitted.sse).toBeLessThanOrEqual(2);
  });

  it('stops by rounds and by tolerance', async () => {
    const input = clouds(2000, 3, 6, 6, 8);
    const initial = input.values.slice(0, 18);
    const cut = await fit(input, { k: 6, initial, maxRounds: 2 });
    expect(cut.fitted).toMatchObject({ rounds: 2, converged: false });
    const whole = await fit(input, { k: 6, initial });
    const loose = await fit(input, { k: 6, initial, tolerance: 1e-2 });
    expect(whole.fitted.converged && loose.fitted.converged).toBe(true);
    expect(loose.fitted.rounds).toBeLessThan(whole.fitted.rounds);
    expect(loose.fitted.sse).toBeGreaterThanOrEqual(whole.fitted.sse);
  });
});

describe('k-means', () => {
  beforeAll(async () => {
    await startEngine();
  });

  it('recovers clouds, from all rows and from a sample of them', async () => {
    const input = clouds(6000, 3, 4, 0.5, 5);
    const whole = await fit(input, { k: 4 });
    const sampled = await fit(input, { k: 4, sampleLimit: 500 });
    expect(sampled.labels).toEqual(whole.labels);
    expect(whole.fitted.sse / (6000 * 3)).toBeCloseTo(0.25, 1);
  });

  it('is indifferent to where the data lie and to their unit', async () => {
    const input = clouds(500, 2, 3, 1, 9);
    const { labels } = await fit(input, { k: 3 });
    const moved = { ...input, values: input.values.map((value) => value * 3e6 + 1e12) };
    expect((await fit(moved, { k: 3 })).labels).toEqual(labels);
  });

  it('refuses what it cannot divide', async () => {
    const input = { rows: 4, cols: 1, values: Float64Array.of(1, 1, 2, 2) };
    expect(await reasonOf(fit(input, { k: 3 }))).toBe('model/bad-input fewer-different-rows-than-groups');
    expect(await reasonOf(fit(input, { k: 5 }))).toBe('model/bad-input fewer-rows-than-groups');
    expect(await reasonOf(fit(input, { k: 2.5 }))).toBe('model/bad-input bad-setting');
    expect(await reasonOf(fit(input, { k: 2, initial: Float64Array.of(1) }))).toBe('model/bad-input bad-setting');
    expect(await reasonOf(fit({ rows: 2, cols: 0, values: new Float64Array() }, { k: 2 }))).toBe('model/bad-input no-columns');
    expect(await reasonOf(fit({ rows: 3, cols: 1, values: Float64Array.of(1) }, { k: 2 }))).toBe('model/bad-input wrong-length');
  });

  it('yields often enough to be heard: no step of 100,000 × 10 takes 100 ms of processor time once warm', async () => {
    const input = clouds(100_000, 10, 5, 5, 2);
    const longest: number[] = [];
    for (let run = 0; run < 3; run++) {
      const steps = kMeans.fit(input, kMeans.defaults, createRandom(1));
      let most = 0;
      for (let before = process.cpuUsage(); !(await steps.next()).done; before = process.cpuUsage()) {
        const { user, system } = process.cpuUsage(before);
        most = Math.max(most, (user + system) / 1000);
      }
      longest.push(most);
    }
    // Other threads of the process count too: the quietest run tells.
    expect(Math.min(...longest)).toBeLessThan(100);
  });
});

describe('choosing k', () => {
  const ks = [2, 3, 4, 5, 6, 7, 8];
  it('finds the clouds, exactly and by sample', async () => {
    const input = clouds(1500, 2, 4, 0.4, 5);
    const exact = await finish(chooseK(input, ks, kMeans.defaults, createRandom(1)));
    expect(exact.best.k).toBe(4);
    expect(exact.silhouetteSample).toBe(1500);
    expect(exact.candidates.map(({ k }) => k)).toEqual(ks);
    const sampled = await finish(chooseK(input, ks, kMeans.defaults, createRandom(1), 300));
    expect(sampled.best.k).toBe(4);
    expect(sampled.silhouetteSample).toBe(300);
    expect(Math.abs(sampled.best.silhouette - exact.best.silhouette)).toBeLessThan(0.03);
  });

  it('leaves out ks for which there are too few rows, or too few different ones', async () => {
    const few = await finish(
      chooseK({ rows: 4, cols: 1, values: Float64Array.of(1, 2, 8, 9) }, ks, kMeans.defaults, createRandom(1)),
    );
    expect(few.candidates.map(({ k }) => k)).toEqual([2, 3]);
    const alike = { rows: 30, cols: 1, values: Float64Array.from({ length: 30 }, (_, i) => i % 3) };
    const found = await finish(chooseK(alike, ks, kMeans.defaults, createRandom(1)));
    expect(found.candidates.map(({ k }) => k)).toEqual([2, 3]);
    expect(found.best).toMatchObject({ k: 3, silhouette: 1 });
  });
});
