/** Eigenvalues, largest first, and the vectors that go with them as columns of a row-major matrix. */
export interface SymmetricEigen {
  readonly values: Float64Array;
  readonly vectors: Float64Array;
}

/**
 * Eigenvalues and -vectors of a symmetric matrix of `size` × `size`, row-major, by Jacobi's rotations (1846), swept by rows as in
 * Golub & Van Loan, §8.5. `matrix` is not changed. For some tens of columns.
 */
export function symmetricEigen(matrix: Float64Array, size: number): SymmetricEigen {
  const a = matrix.slice();
  const v = new Float64Array(size * size);
  for (let i = 0; i < size; i++) v[i * size + i] = 1;
  for (let sweep = 0; sweep < 60; sweep++) {
    let off = 0;
    let all = 0;
    for (let i = 0; i < size; i++) {
      for (let j = 0; j < size; j++) {
        const square = a[i * size + j]! ** 2;
        all += square;
        if (i !== j) off += square;
      }
    }
    if (off <= 1e-30 * all) break;
    for (let p = 0; p < size; p++) {
      for (let q = p + 1; q < size; q++) {
        const apq = a[p * size + q]!;
        if (apq === 0) continue;
        const tau = (a[q * size + q]! - a[p * size + p]!) / (2 * apq);
        const t = (tau >= 0 ? 1 : -1) / (Math.abs(tau) + Math.hypot(1, tau));
        const c = 1 / Math.hypot(1, t);
        const s = t * c;
        for (let i = 0; i < size; i++) {
          const [x, y] = [a[i * size + p]!, a[i * size + q]!];
          a[i * size + p] = c * x - s * y;
          a[i * size + q] = s * x + c * y;
        }
        for (let i = 0; i < size; i++) {
          const [x, y] = [a[p * size + i]!, a[q * size + i]!];
          a[p * size + i] = c * x - s * y;
          a[q * size + i] = s * x + c * y;
        }
        for (let i = 0; i < size; i++) {
          const [x, y] = [v[i * size + p]!, v[i * size + q]!];
          v[i * size + p] = c * x - s * y;
          v[i * size + q] = s * x + c * y;
        }
      }
    }
  }
  const order = Array.from({ length: size }, (_, i) => i).sort((i, j) => a[j * size + j]! - a[i * size + i]! || i - j);
  return {
    values: Float64Array.from(order, (i) => a[i * size + i]!),
    vectors: Float64Array.from({ length: size * size }, (_, at) => v[Math.floor(at / size) * size + order[at % size]!]!),
  };
}
