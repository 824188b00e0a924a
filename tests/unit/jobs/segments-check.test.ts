import { describe, expect, it } from 'vitest';
import { finish, type SegmentsCheck, type SegmentsPart } from '../../../src/domain';
import { checkSegments } from '../../../src/jobs/segments-check';
import { fitSegments } from '../../../src/jobs/segments-fit';
import { defaultSegments, type SegmentModelId } from '../../../src/domain';
import { normal } from '../../../src/kernels/random/normal';
import { createRandom, type Random } from '../../../src/kernels/random/random';
import { startEngine } from '../../../src/models/engine';

const full = Boolean(process.env['KITH_FULL']);
const seeds = Array.from({ length: full ? 100 : 6 }, (_, seed) => seed + 1);

function made(rows: number, cols: number, row: (random: Random) => number[], seed: number) {
  const random = createRandom(seed).fork('data');
  return { rows, cols, values: Float64Array.from(Array.from({ length: rows }, () => row(random)).flat()) };
}

async function checked(matrix: ReturnType<typeof made>, seed: number, model: SegmentModelId = 'k-means'): Promise<SegmentsCheck> {
  await startEngine();
  const fit = await finish(fitSegments(matrix, { ...defaultSegments, model }, createRandom(seed).fork('segments')));
  const part: Pick<SegmentsPart, 'model' | 'k' | 'apart' | 'mixture' | 'density'> = {
    model,
    k: fit.k,
    ...(fit.apart === null ? {} : { apart: fit.apart }),
    ...(fit.mixture ? { mixture: fit.mixture } : {}),
    ...(fit.density ? { density: fit.density } : {}),
  };
  return finish(checkSegments({ matrix, labels: fit.labels, part, seed }, () => 0));
}

const uniform = (cols: number) => (random: Random) => Array.from({ length: cols }, () => random.next());
const gaussian = (cols: number) => (random: Random) => {
  const z = Array.from({ length: cols }, () => normal(random));
  // Correlated and of different spread: one cloud all the same.
  return z.map((value, j) => (1 + j) * value + (j > 0 ? 0.8 * z[0]! : 0));
};
const blobs = (cols: number) => (random: Random) => {
  const blob = random.int(4);
  return Array.from({ length: cols }, (_, j) => ((blob >> (j % 2)) & 1) * 5 + normal(random));
};

async function noneAmong(row: (random: Random) => number[], rows: number, cols: number): Promise<number> {
  let none = 0;
  for (const seed of seeds) {
    const check = await checked(made(rows, cols, row, seed), seed);
    if (check.verdict === 'none') none++;
  }
  return none;
}

describe('the verdict', () => {
  it.each([
    ['evenly spread', uniform, 300, 2],
    ['evenly spread', uniform, 500, 4],
    ['one normal cloud', gaussian, 300, 2],
    ['one normal cloud', gaussian, 500, 4],
  ] as const)(
    '%s customers have no real groups, in 95 of 100 draws or more (%#)',
    async (_what, row, rows, cols) => {
      expect(await noneAmong(row(cols), rows, cols)).toBeGreaterThanOrEqual(Math.ceil(0.95 * seeds.length));
    },
    full ? 1_800_000 : 120_000,
  );

  it.each([
    [200, 2],
    [400, 4],
  ])(
    'four blobs always have (%d rows, %d columns)',
    async (rows, cols) => {
      expect(await noneAmong(blobs(cols), rows, cols)).toBe(0);
    },
    full ? 1_800_000 : 120_000,
  );
});
