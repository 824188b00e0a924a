import type { Matrix } from './matrix';

/** The rows of `matrix` named by `rows`, in that order, as a new matrix. An index outside throws RangeError. */
export function takeRows(matrix: Matrix, rows: ArrayLike<number>): Matrix {
  const { cols } = matrix;
  const values = new Float64Array(rows.length * cols);
  for (let i = 0; i < rows.length; i++) {
    const row = rows[i]!;
    if (!(row >= 0 && row < matrix.rows)) throw new RangeError(`no row ${row}`);
    const from = row * cols;
    for (let j = 0; j < cols; j++) values[i * cols + j] = matrix.values[from + j]!;
  }
  return { rows: rows.length, cols, values };
}
