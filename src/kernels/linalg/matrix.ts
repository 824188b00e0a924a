/** Rows × columns, row-major, float64: what models learn from. No NaN: imputing is a step before, fitted on the same rows. */
export interface Matrix {
  readonly rows: number;
  readonly cols: number;
  readonly values: Float64Array;
}
