/**
 * Data laid out for the logistic loss: float32, row-major, a first column of ones for the intercept, then the features,
 * then a column of zeros where needed to make the width even; rows filled up with zeros to a multiple of four.
 */
export interface Design {
  readonly rows: number;
  readonly width: number;
  readonly paddedRows: number;
  readonly values: Float32Array;
  /** 0 or 1, float32, as long as paddedRows. */
  readonly y: Float32Array;
}

/** `points` row-major, finite; `y` 0 or 1 a row. */
export function toDesign(points: Float64Array, rows: number, cols: number, y: Uint8Array): Design {
  const width = (cols + 2) & ~1;
  const paddedRows = (rows + 3) & ~3;
  const values = new Float32Array(paddedRows * width);
  for (let i = 0; i < rows; i++) {
    const at = i * width;
    values[at] = 1;
    for (let j = 0; j < cols; j++) values[at + 1 + j] = points[i * cols + j]!;
  }
  const padded = new Float32Array(paddedRows);
  padded.set(y);
  return { rows, width, paddedRows, values, y: padded };
}
