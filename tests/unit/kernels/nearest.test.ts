import { describe, expect, it } from 'vitest';
import { createKdTree } from '../../../src/kernels/distance/kd-tree';
import { symmetricEigen } from '../../../src/kernels/linalg/symmetric-eigen';
import { createRandom } from '../../../src/kernels/random/random';

describe('the k-d tree', () => {
  it.each([
    [1, 300, 1],
    [2, 500, 2],
    [3, 400, 7],
  ])('finds what looking at everything finds: seed %d, %d points, %d columns', (seed, n, cols) => {
    const random = createRandom(seed);
    // Whole numbers, so that many points lie as near as others, and some are the same.
    const points = Float64Array.from({ length: n * cols }, () => random.int(6));
    const tree = createKdTree(points, cols);
    const into = { index: new Int32Array(9), distance: new Float64Array(9) };
    for (let i = 0; i < n; i += 3) {
      expect(tree.nearest(points, i * cols, 9, into)).toBe(9);
      const all = Array.from({ length: n }, (_, j) => {
        let squared = 0;
        for (let c = 0; c < cols; c++) squared += (points[i * cols + c]! - points[j * cols + c]!) ** 2;
        return { j, squared };
      }).sort((a, b) => a.squared - b.squared || a.j - b.j);
      expect([...into.index]).toEqual(all.slice(0, 9).map(({ j }) => j));
      expect([...into.distance]).toEqual(all.slice(0, 9).map(({ squared }) => Math.sqrt(squared)));
    }
  });

  it('gives all there are where there are fewer, and none where there are none', () => {
    const into = { index: new Int32Array(4), distance: new Float64Array(4) };
    expect(createKdTree(Float64Array.of(0, 0, 3, 4), 2).nearest(Float64Array.of(0, 0), 0, 4, into)).toBe(2);
    expect(into.distance[1]).toBe(5);
    expect(createKdTree(new Float64Array(), 2).nearest(Float64Array.of(0, 0), 0, 4, into)).toBe(0);
  });
});

describe('eigenvalues of a symmetric matrix', () => {
  it('are those on paper: 2 1 / 1 2', () => {
    const { values, vectors } = symmetricEigen(Float64Array.of(2, 1, 1, 2), 2);
    const half = Math.SQRT1_2;
    expect([...values]).toEqual([3, 1].map((value) => expect.closeTo(value, 12) as number));
    expect([...vectors]).toEqual([half, half, half, -half].map((value) => expect.closeTo(value, 12) as number));
  });

  it('rebuild the matrix, at right angles', () => {
    const random = createRandom(5);
    const size = 9;
    const matrix = new Float64Array(size * size);
    for (let i = 0; i < size; i++) for (let j = 0; j <= i; j++) matrix[i * size + j] = matrix[j * size + i] = random.next() - 0.5;
    const { values, vectors } = symmetricEigen(matrix, size);
    for (let i = 0; i < size; i++) {
      for (let j = 0; j < size; j++) {
        let [built, dot] = [0, 0];
        for (let c = 0; c < size; c++) {
          built += values[c]! * vectors[c * size + i]! * vectors[c * size + j]!;
          dot += vectors[i * size + c]! * vectors[j * size + c]!;
        }
        expect(built).toBeCloseTo(matrix[i * size + j]!, 12);
        expect(dot).toBeCloseTo(i === j ? 1 : 0, 12);
      }
      const row = [...vectors.subarray(i * size, (i + 1) * size)];
      expect(row.reduce((top, entry) => (Math.abs(entry) > Math.abs(top) ? entry : top), 0)).toBeGreaterThan(0);
    }
  });
});
