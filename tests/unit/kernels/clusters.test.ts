import { describe, expect, it } from 'vitest';
import { adjustedRand, bestJaccards } from '../../../src/kernels/clusters/agreement';
import { dbscan, kDistances, kneeOf, noise } from '../../../src/kernels/clusters/dbscan';
import { neighbourIndex } from '../../../src/kernels/clusters/k-d-tree';
import { matrixJoins } from '../../../src/kernels/clusters/linkage';
import { divide } from '../../../src/kernels/clusters/lloyd';
import { densitiesOf, freeParameters, mixtureFrom, mixtureRound } from '../../../src/kernels/clusters/mixture';
import { cutTree, type Joins } from '../../../src/kernels/clusters/tree';
import { wardJoins } from '../../../src/kernels/clusters/ward';
import { normal } from '../../../src/kernels/random/normal';
import { createRandom } from '../../../src/kernels/random/random';

function ended<T>(steps: Generator<number, T, void>): T {
  for (;;) {
    const next = steps.next();
    if (next.done) return next.value;
  }
}

function cloud(n: number, cols: number, seed: number): Float64Array {
  const random = createRandom(seed);
  return Float64Array.from({ length: n * cols }, (_, at) => normal(random) + (Math.floor(at / cols) % 3) * 2);
}

const distance = (points: Float64Array, cols: number, i: number, j: number) =>
  Math.hypot(...Array.from({ length: cols }, (_, c) => points[i * cols + c]! - points[j * cols + c]!));

/** By the book: all pairs of groups looked at before every join. */
function slowHeights(points: Float64Array, cols: number, linkage: 'ward' | 'average' | 'complete'): number[] {
  let groups = Array.from({ length: points.length / cols }, (_, i) => [i]);
  const mean = (rows: number[]) =>
    Array.from({ length: cols }, (_, c) => rows.reduce((sum, row) => sum + points[row * cols + c]!, 0) / rows.length);
  const cost = (a: number[], b: number[]): number => {
    if (linkage === 'ward') {
      const [x, y] = [mean(a), mean(b)];
      return Math.sqrt((2 * a.length * b.length) / (a.length + b.length)) * Math.hypot(...x.map((value, c) => value - y[c]!));
    }
    const all = a.flatMap((i) => b.map((j) => distance(points, cols, i, j)));
    return linkage === 'complete' ? Math.max(...all) : all.reduce((sum, one) => sum + one, 0) / all.length;
  };
  const heights: number[] = [];
  while (groups.length > 1) {
    let best: [number, number, number] = [0, 0, Infinity];
    for (let a = 0; a < groups.length; a++) {
      for (let b = a + 1; b < groups.length; b++) {
        const height = cost(groups[a]!, groups[b]!);
        if (height < best[2]) best = [a, b, height];
      }
    }
    const [a, b, height] = best;
    heights.push(height);
    groups = [...groups.filter((_, at) => at !== a && at !== b), [...groups[a]!, ...groups[b]!]];
  }
  return heights;
}

describe('agreement of two divisions', () => {
  it('adjusted Rand: Hubert & Arabie’s index, by hand', () => {
    expect(adjustedRand([0, 0, 1, 1], [1, 1, 0, 0])).toBe(1);
    // Pairs together in both 1; in a 2, in b 3, of 6: (1 − 1) / (2.5 − 1).
    expect(adjustedRand([0, 0, 1, 1], [0, 0, 0, 1])).toBeCloseTo(0, 12);
    // scikit-learn's documented example.
    expect(adjustedRand([0, 0, 1, 2], [0, 0, 1, 1])).toBeCloseTo(0.571428571, 8);
    expect(adjustedRand([0, 0, 1, 1], [0, 1, 0, 1])).toBeCloseTo(-0.5, 12);
    expect(adjustedRand([0, 0, 0], [0, 0, 0])).toBe(1);
    expect(adjustedRand([], [])).toBeNaN();
  });

  it('Jaccard: rows in both over rows in either', () => {
    expect([...bestJaccards([0, 0, 0, 1], [0, 0, 1, 1], 3)]).toEqual([2 / 3, 1 / 2, Number.NaN]);
  });
});

describe('linkage', () => {
  const grow = (points: Float64Array, cols: number, linkage: 'ward' | 'average' | 'complete'): Joins =>
    ended(linkage === 'ward' ? wardJoins(points, cols) : matrixJoins(points, cols, linkage));

  it.each(['ward', 'average', 'complete'] as const)('%s: the heights that looking at every pair gives', (linkage) => {
    for (const [n, cols, seed] of [
      [40, 2, 1],
      [33, 5, 2],
      [50, 1, 3],
    ] as const) {
      const points = cloud(n, cols, seed);
      const { heights } = grow(points, cols, linkage);
      slowHeights(points, cols, linkage).forEach((height, at) => expect(heights[at]).toBeCloseTo(height, 5));
    }
  });

  it('does not fall over rows that are alike, one row, or none', () => {
    const { heights } = grow(new Float64Array(20).fill(3), 2, 'ward');
    expect([...heights]).toEqual(new Array(9).fill(0));
    expect(grow(new Float64Array(2), 2, 'average').heights).toHaveLength(0);
    expect(grow(new Float64Array(0), 2, 'complete').heights).toHaveLength(0);
    expect(() => cutTree(grow(cloud(5, 1, 1), 1, 'ward'), 6)).toThrow(RangeError);
  });

  it('cuts: k groups, named in order of their first rows', () => {
    const points = Float64Array.of(0, 10, 0.1, 10.2, 50);
    expect([...cutTree(grow(points, 1, 'ward'), 3)]).toEqual([0, 1, 0, 1, 2]);
    expect([...cutTree(grow(points, 1, 'complete'), 1)]).toEqual([0, 0, 0, 0, 0]);
  });
});

describe('neighbours', () => {
  it('are those that looking at every row gives, and so is the distance to the m-th', () => {
    for (const cols of [1, 2, 6]) {
      const points = cloud(300, cols, cols);
      const index = neighbourIndex(points, cols);
      const into = new Int32Array(300);
      for (let i = 0; i < 300; i += 7) {
        const all = Array.from({ length: 300 }, (_, j) => distance(points, cols, i, j));
        const found = [...into.subarray(0, index.within(i, 1.2, into))].sort((a, b) => a - b);
        expect(found).toEqual(all.flatMap((far, j) => (far <= 1.2 ? [j] : [])));
        expect(index.distanceTo(i, 6)).toBeCloseTo([...all].sort((a, b) => a - b)[5]!, 12);
      }
      expect(index.distanceTo(0, 301)).toBeNaN();
    }
  });

  it('work where all rows are alike', () => {
    const index = neighbourIndex(new Float64Array(200).fill(2), 2);
    expect(index.within(3, 0, new Int32Array(100))).toBe(100);
    expect(index.distanceTo(3, 100)).toBe(0);
  });
});

describe('DBSCAN', () => {
  it('finds two crowds and who stands alone, by hand', () => {
    const points = Float64Array.of(0, 1, 2, 3, 10, 11, 12, 13, 30, 4.2);
    const { labels, groups, core } = ended(dbscan(points, 1, 1.3, 3));
    expect(groups).toBe(2);
    expect([...labels]).toEqual([0, 0, 0, 0, 1, 1, 1, 1, noise, 0]);
    expect([...core]).toEqual([0, 1, 1, 1, 0, 1, 1, 0, 0, 0]);
  });

  it('follows a crowd of any form', () => {
    const ring = (n: number, r: number) =>
      Array.from({ length: n }, (_, i) => [r * Math.cos((2 * Math.PI * i) / n), r * Math.sin((2 * Math.PI * i) / n)]).flat();
    const { labels, groups } = ended(dbscan(Float64Array.from([...ring(60, 1), ...ring(180, 3)]), 2, 0.25, 3));
    expect(groups).toBe(2);
    expect(new Set(labels.subarray(0, 60)).size).toBe(1);
    expect(new Set(labels.subarray(60)).size).toBe(1);
  });

  it('proposes the distance where the curve bends', () => {
    const rising = ended(kDistances(Float64Array.of(0, 0.1, 0.2, 0.3, 0.4, 9), 1, [0, 1, 2, 3, 4, 5], 2));
    expect(rising[0]).toBeCloseTo(0.1, 12);
    expect(kneeOf(rising)).toBe(4);
    expect(kneeOf(Float64Array.of(1, 2, 3))).toBe(0);
  });
});

describe('Gaussian mixture', () => {
  it('of one group is the mean and the covariance of the rows', () => {
    const points = cloud(500, 3, 4);
    const first = mixtureFrom(points, 3, 'full', new Uint8Array(500), new Float64Array(3), 0);
    const mean = [0, 1, 2].map((j) => points.reduce((sum, value, at) => (at % 3 === j ? sum + value : sum), 0) / 500);
    mean.forEach((value, j) => expect(first.means[j]).toBeCloseTo(value, 10));
    let shared = 0;
    for (let i = 0; i < 500; i++) shared += ((points[i * 3]! - mean[0]!) * (points[i * 3 + 2]! - mean[2]!)) / 500;
    expect(first.covariances[2]).toBeCloseTo(shared, 10);
    expect(freeParameters(first)).toBe(9);
  });

  it('no round makes the rows less likely, and shares add up to 1', () => {
    const points = cloud(600, 2, 5);
    for (const covariance of ['full', 'diagonal'] as const) {
      const { labels, centres } = divide(points, 2, 3, 1, createRandom(1))!;
      let mixture = mixtureFrom(points, 2, covariance, labels, centres, 1e-6);
      let before = -Infinity;
      for (let round = 0; round < 40; round++) {
        const next = ended(mixtureRound(points, mixture, 1e-6))!;
        expect(next.meanLogDensity).toBeGreaterThan(before - 1e-9);
        before = next.meanLogDensity;
        mixture = next.mixture;
      }
      const shares = new Float64Array(600 * 3);
      densitiesOf(mixture)!.logDensity(points, 0, 600, shares);
      for (let i = 0; i < 600; i++) expect(shares[i * 3]! + shares[i * 3 + 1]! + shares[i * 3 + 2]!).toBeCloseTo(1, 12);
    }
  });

  it('gives the density of the textbook', () => {
    // Two correlated columns: −½ (d log 2π + log |Σ| + xᵀ Σ⁻¹ x), |Σ| = 0.75, Σ⁻¹ = [4 −2; −2 4] / 3.
    const mixture = { k: 1, cols: 2, covariance: 'full', weights: Float64Array.of(1), means: new Float64Array(2) } as const;
    const densities = densitiesOf({ ...mixture, covariances: Float64Array.of(1, 0.5, 0.5, 1) })!;
    const log = densities.logDensity(Float64Array.of(1, 2), 0, 1, new Float64Array(1));
    expect(log).toBeCloseTo(-0.5 * (2 * Math.log(2 * Math.PI) + Math.log(0.75) + (4 - 8 + 16) / 3), 12);
    expect(densitiesOf({ ...mixture, covariances: Float64Array.of(1, 2, 2, 1) })).toBeNull();
  });
});

it('the plain division finds four corners, and refuses fewer different rows than groups', () => {
  const corners = Float64Array.from({ length: 80 }, (_, at) => [0, 0, 5, 0, 0, 5, 5, 5][at % 8]! + 0.01 * at * (at % 2));
  expect(divide(corners, 2, 4, 5, createRandom(1))!.labels.slice(0, 4).sort().join('')).toBe('0123');
  expect(divide(new Float64Array(10).fill(1), 1, 2, 3, createRandom(1))).toBeNull();
});
