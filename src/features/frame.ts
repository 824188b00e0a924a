import type { FeatureInfo } from '../domain';

/** One feature of every customer. NaN where missing; a category holds codes into `levels`. */
export interface FeatureColumn {
  readonly info: FeatureInfo;
  readonly values: Float64Array;
  readonly levels: readonly string[] | null;
}

/** Features of customers as columns of equal length. */
export interface Frame {
  readonly rows: number;
  readonly columns: readonly FeatureColumn[];
}

/** The frame's columns under these ids, in their order; ids that are not there are left out. */
export function pick(frame: Frame, ids: readonly string[]): Frame {
  const columns = ids.map((id) => frame.columns.find((column) => column.info.id === id)).filter((column) => column !== undefined);
  return { rows: frame.rows, columns };
}

/** Number of different values (missing aside), counted up to `limit` + 1. */
export function distinctValues(values: Float64Array, rows: ArrayLike<number> | null, limit: number): number {
  const seen = new Set<number>();
  const n = rows === null ? values.length : rows.length;
  for (let i = 0; i < n && seen.size <= limit; i++) {
    const value = values[rows === null ? i : rows[i]!]!;
    if (!Number.isNaN(value)) seen.add(value);
  }
  return seen.size;
}
