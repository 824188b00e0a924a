import { describe, expect, it } from 'vitest';
import { toBlocks, toBlockUnits } from '../../../src/kernels/k-means/blocks';
import { farthestPoints } from '../../../src/kernels/k-means/farthest';
import { nearestCentres, nearestCentresFrom, nearestCentresSure } from '../../../src/kernels/k-means/nearest';
import { seedCentres } from '../../../src/kernels/k-means/seeding';
import { doubtOf, kMeansSettle } from '../../../src/kernels/k-means/settle';
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

/** Settles random centres over the points in both languages, which must agree; the labels, and float64's. */
function settle(points: Float64Array, rows: number, cols: number, k: number, seed: number) {
  const random = createRandom(seed);
  const blocks = toBlocks(points, rows, cols);
  const centres = Float64Array.from({ length: k * cols }, (_, at) => {
    const [a, b] = [random.int(rows) * cols + (at % cols), random.int(rows) * cols + (at % cols)];
    return points[a]! + (points[b]! - points[a]!) / 2;
  });
  const inBlocks = toBlockUnits(centres, blocks);
  const known = new Int32Array((rows + 3) & ~3);
  kMeansSettle(blocks.values, rows, cols, k, inBlocks, doubtOf(blocks), known);

  const labelsAt = (blocks.values.byteLength + inBlocks.byteLength + 15) & ~15;
  const memory = new WebAssembly.Memory({ initial: Math.ceil((labelsAt + known.byteLength) / 65536) });
  new Float32Array(memory.buffer).set([...blocks.values, ...inBlocks]);
  simdKernelsOn(memory).kMeansSettle(0, rows, cols, k, blocks.values.byteLength, doubtOf(blocks), labelsAt);
  expect(new Int32Array(memory.buffer, labelsAt, rows)).toEqual(known.subarray(0, rows));

  const plain = new Uint8Array(rows);
  const labels = new Uint8Array(rows);
  const sum = nearestCentres(points, cols, centres, plain, 0, rows);
  expect(nearestCentresSure(points, cols, centres, known, labels, 0, rows)).toBe(sum);
  expect(labels).toEqual(plain);
  return known.subarray(0, rows).filter((label) => label < 0).length / rows;
}

describe('labels settled in float32', () => {
  it('are those of float64, the doubtful ones looked up: on a grid full of ties, on clouds, far out, with outliers', () => {
    const random = createRandom(6);
    for (const [rows, cols, k] of [
      [1, 1, 1],
      [301, 1, 3],
      [777, 2, 5],
      [1000, 10, 8],
      [402, 33, 13],
    ] as const) {
      const made = (value: () => number) => Float64Array.from({ length: rows * cols }, value);
      const makers = [
        () => random.int(5),
        () => normal(random),
        () => 1e12 + random.int(9) / 8,
        () => normal(random) * 1e-9,
        () => (random.next() < 0.01 ? 1e7 : 1) * normal(random),
      ];
      makers.forEach((maker, m) => settle(made(maker), rows, cols, k, rows + m));
    }
  });

  it('leave few in doubt on ordinary clouds, and all where float64 squares overflow or vanish', () => {
    const random = createRandom(7);
    const points = Float64Array.from({ length: 5000 * 6 }, (_, i) => 9 * normal(random) + (i % 3));
    expect(settle(points, 5000, 6, 5, 1)).toBeLessThan(0.01);
    const changed = (factor: number) => points.map((value) => value * factor);
    expect(settle(changed(1e150), 5000, 6, 5, 1)).toBe(1);
    expect(settle(changed(1e-160), 5000, 6, 5, 1)).toBe(1);
  });
});
