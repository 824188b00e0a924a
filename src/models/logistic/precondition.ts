import { cholesky, solveCholesky } from '../../kernels/linalg/cholesky';
import type { Design } from '../../kernels/logistic/design';

/** Multiplications spent at most on the curvature. */
const budget = 20_000_000;

/**
 * The inverse of the objective's Hessian where every probability is the base rate, p(1 − p) XᵀX + penalty, as a function that
 * applies it in place. L-BFGS that begins from it needs a tenth of the rounds where columns overlap, and sees directions
 * that only the penalty decides (a level of one column that is also a level of another). XᵀX is estimated from rows at
 * even distances where all would cost too much: that changes the way, not the end.
 */
export function preconditionerOf(design: Design, baseRate: number, penalty: number): (vector: Float64Array) => void {
  const { rows, width, values } = design;
  const used = Math.max(1, Math.min(rows, Math.floor(budget / (width * width))));
  const hessian = new Float64Array(width * width);
  for (let s = 0; s < used; s++) {
    const at = Math.floor((s * rows) / used) * width;
    for (let i = 0; i < width; i++) {
      const value = values[at + i]!;
      if (value === 0) continue;
      const row = i * width;
      for (let j = 0; j <= i; j++) hessian[row + j] = hessian[row + j]! + value * values[at + j]!;
    }
  }
  const weight = (baseRate * (1 - baseRate) * rows) / used;
  for (let i = 0; i < width; i++) {
    for (let j = 0; j <= i; j++) hessian[i * width + j] = hessian[i * width + j]! * weight + (i === j && i > 0 ? penalty : 0);
  }
  const lower = cholesky(hessian, width);
  if (lower) return (vector) => solveCholesky(lower, width, vector);
  // Not positive definite by rounding (a tiny penalty): the diagonal alone still levels the units.
  return (vector) => {
    for (let i = 0; i < width; i++) vector[i] = vector[i]! / (hessian[i * width + i]! || 1);
  };
}
