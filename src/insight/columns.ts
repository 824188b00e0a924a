import type { FeatureInfo } from '../domain';

/** A feature of every customer, as insight reads it: NaN where missing, a category's codes into `levels`. */
export interface InsightColumn {
  readonly info: FeatureInfo;
  readonly values: Float64Array;
  readonly levels: readonly string[] | null;
}
