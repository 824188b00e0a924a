import { describe, expect, it } from 'vitest';
import { toBlocks, toBlockUnits } from '../../../src/kernels/k-means/blocks';
import { farthestPoints } from '../../../src/kernels/k-means/farthest';
import { nearestCentres, nearestCentresFrom } from '../../../src/kernels/k-means/nearest';
import { seedCentres } from '../../../src/kernels/k-means/seeding';
import { kMeansStep } from '../../../src/kernels/k-means/step';
import { normal } from '../../../src/kernels/random/normal';
import { createRandom } from '../../../src/kernels/random/random';
import { simdKernelsOn } from '../../../src/kernels/simd/simd-kernels';

/** Runs rounds of both kernels side by side and compares everything they leave. */
function compare(rows: number, cols: number, k: number, seed: number, coarse: boolean) {
  const random = createRandom(seed);
  // Coarse values make ties, which both must break alike.
  const values = Float64Array.from({ length: rows * cols }, () => (coarse ? random.int(4) : normal(random)));
  const blocks = toBlocks(values, rows, cols);
  const padded = (rows + 3) & ~3;
  const bytes = blocks.values.byteLength + k * cols * 4 + padded * 4 + k * (cols + 1) * 8 + 64;
  const memory = new WebAssembly.Memory({ initial: Math.ceil(bytes / 65536) + 1 });
  const simd = simdKernelsOn(memory);
  const centresAt = blocks.values.byteLength;
  const labelsAt = (centresAt + k * cols * 4 + 15) & ~15;
  const sumsAt = labelsAt + padded * 4;
  new Float32Array(memory.buffer, 0, blocks.values.length).set(blocks.values);
  const simdCentres = new Float32Array(memory.buffer, centresAt, k * cols);
  const simdLabels = new Int32Array(memory.buffer, labelsAt, padded).fill(-1);
  const simdSums = new Float64Array(memory.buffer, sumsAt, k * (cols + 1));
  const labels = new Int32Array(padded).fill(-1);
  const sums = new Float64Array(k * (cols + 1));
  const centres = Float32Array.from({ length: k * cols }, (_, at) => {
    const row = (at * 7) % rows;
    return blocks.values[(row >> 2) * 4 * cols + (row & 3) + (at % cols) * 4]!;
  });
  for (let round = 0; round < 8; round++) {
    simdCentres.set(centres);
    const changed = kMeansStep(blocks.values, rows, cols, k, centres, labels, sums);
    expect(simd.kMeansStep(0, rows, cols, k, centresAt, labelsAt, sumsAt)).toBe(changed);
    expect(simdLabels.subarray(0, rows)).toEqual(labels.subarray(0, rows));
    expect(simdSums).toEqual(sums);
    for (let c = 0; c < k; c++) {
      const size = sums[c * (cols + 1) + cols]!;
      for (let j = 0; j < cols && size > 0; j++) centres[c * cols + j] = sums[c * (cols + 1) + j]! / size;
    }
  }
  expect(sums.filter((_, at) => at % (cols + 1) === cols).reduce((a, b) => a + b)).toBe(rows);
}

describe('k-means step', () => {
  it.each([
    [1, 1, 1],
    [5, 1, 2],
    [6, 3, 2],
    [7, 2, 3],
    [203, 2, 5],
    [500, 10, 8],
    [1001, 33, 13],
  ])('gives the same bits in JavaScript and in SIMD: %d × %d, k = %d', (rows, cols, k) => {
    compare(rows, cols, k, rows + k, false);
    compare(rows, cols, k, rows + k, true);
  });

  it('by hand: 0 1 10 11 12 with centres 0 and 12, then their means', () => {
    const blocks = toBlocks(Float64Array.of(0, 1, 10, 11, 12), 5, 1);
    const labels = new Int32Array(8).fill(-1);
    const sums = new Float64Array(4);
    expect(kMeansStep(blocks.values, 5, 1, 2, toBlockUnits(Float64Array.of(0, 12), blocks), labels, sums)).toBe(5);
    expect([...labels.subarray(0, 5)]).toEqual([0, 0, 1, 1, 1]);
    expect([sums[1], sums[3]]).toEqual([2, 3]);
    expect(kMeansStep(blocks.values, 5, 1, 2, toBlockUnits(Float64Array.of(0.5, 11), blocks), labels, sums)).toBe(0);
    expect(kMeansStep(blocks.values, 5, 1, 2, toBlockUnits(Float64Array.of(0.5, 50), blocks), labels, sums)).toBe(3);
    expect([sums[1], sums[2], sums[3]]).toEqual([5, 0, 0]);
  });
});

describe('blocks', () => {
  it('keep the digits of values far from zero, and of very large ones', () => {
    const far = toBlocks(Float64Array.of(1e12 + 1, 1e12 + 2, 1e12 + 3), 3, 1);
    expect([...far.values].slice(0, 3).map((value) => value * far.scale + far.offset[0]!)).toEqual([
      1e12 + 1,
      1e12 + 2,
      1e12 + 3,
    ]);
    const large = toBlocks(Float64Array.of(-1e200, 0, 1e200), 3, 1);
    expect(large.values.every(Number.isFinite)).toBe(true);
  });
});

describe('seeding', () => {
  const points = Float64Array.of(0, 0, 0, 1, 100, 100, 100, 101, -100, 50, -100, 51);

  it('takes points of the data, one from each far group', () => {
    for (let seed = 0; seed < 20; seed++) {
      const centres = seedCentres(points, 2, 3, createRandom(seed))!;
      const labels = new Uint8Array(6);
      expect(nearestCentres(points, 2, centres, labels, 0, 6)).toBeLessThanOrEqual(3);
      expect(new Set(labels).size).toBe(3);
    }
  });

  it('has none where there are fewer different points than groups', () => {
    expect(seedCentres(Float64Array.of(1, 1, 1, 2), 1, 3, createRandom(1))).toBeNull();
    expect(seedCentres(Float64Array.of(1, 1, 1, 2), 1, 2, createRandom(1))).not.toBeNull();
  });
});

it('finds the farthest points, none at no distance', () => {
  const blocks = toBlocks(Float64Array.of(0, 1, 5, 9), 4, 1);
  const centres = toBlockUnits(Float64Array.of(0, 9), blocks);
  expect(farthestPoints(blocks.values, 4, 1, centres, [0, 0, 0, 1], 3)).toEqual([2, 1]);
  expect(farthestPoints(blocks.values, 4, 1, centres, [0, 0, 1, 1], 1)).toEqual([2]);
});

it('finds the same labels and sum from labels that are mostly right, or all wrong', () => {
  const random = createRandom(2);
  const points = Float64Array.from({ length: 900 }, () => random.int(9));
  const centres = Float64Array.of(1, 1, 1, 4, 4, 4, 7, 1, 7, 4, 4, 4);
  const plain = new Uint8Array(300);
  const sum = nearestCentres(points, 3, centres, plain, 0, 300);
  for (const spoil of [0, 0.1, 1]) {
    const labels = plain.map((label) => (random.next() < spoil ? random.int(4) : label));
    expect(nearestCentresFrom(points, 3, centres, labels, 0, 300)).toBe(sum);
    expect(labels).toEqual(plain);
  }
});
