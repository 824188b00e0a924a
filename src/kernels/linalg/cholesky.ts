/**
 * Lower triangle L with L Lᵀ = A for a symmetric positive definite A of `size` × `size`, row-major; the upper triangle of the
 * result is 0. Null where A is not positive definite. `matrix` is not changed.
 */
export function cholesky(matrix: Float64Array, size: number): Float64Array | null {
  const lower = new Float64Array(size * size);
  for (let i = 0; i < size; i++) {
    for (let j = 0; j <= i; j++) {
      let value = matrix[i * size + j]!;
      for (let m = 0; m < j; m++) value -= lower[i * size + m]! * lower[j * size + m]!;
      if (i === j) {
        if (!(value > 0)) return null;
        lower[i * size + i] = Math.sqrt(value);
      } else {
        lower[i * size + j] = value / lower[j * size + j]!;
      }
    }
  }
  return lower;
}

/** Solves L Lᵀ x = b in place: `vector` holds b before and x after. */
export function solveCholesky(lower: Float64Array, size: number, vector: Float64Array): void {
  for (let i = 0; i < size; i++) {
    let value = vector[i]!;
    for (let j = 0; j < i; j++) value -= lower[i * size + j]! * vector[j]!;
    vector[i] = value / lower[i * size + i]!;
  }
  for (let i = size - 1; i >= 0; i--) {
    let value = vector[i]!;
    for (let j = i + 1; j < size; j++) value -= lower[j * size + i]! * vector[j]!;
    vector[i] = value / lower[i * size + i]!;
  }
}
