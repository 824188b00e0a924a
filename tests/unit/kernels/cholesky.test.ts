import { expect, it } from 'vitest';
import { cholesky, solveCholesky } from '../../../src/kernels/linalg/cholesky';

it('by hand: [[4, 2], [2, 10]] = L Lᵀ with L = [[2, 0], [1, 3]]', () => {
  const lower = cholesky(Float64Array.of(4, 2, 2, 10), 2)!;
  expect([...lower]).toEqual([2, 0, 1, 3]);
  const vector = Float64Array.of(8, 22);
  solveCholesky(lower, 2, vector);
  expect([...vector]).toEqual([1, 2]);
});

it('reads the lower triangle only, and has none of what is not positive definite', () => {
  expect([...cholesky(Float64Array.of(4, Number.NaN, 2, 10), 2)!]).toEqual([2, 0, 1, 3]);
  expect(cholesky(Float64Array.of(1, 2, 2, 1), 2)).toBeNull();
  expect(cholesky(Float64Array.of(Number.NaN), 1)).toBeNull();
});
