import type { FeatureInfo } from './analysis';

/** How one feature is spread within one segment, in the feature's own unit; NaN throughout where nobody's is known. */
export interface GroupSpread {
  readonly n: number;
  /** Five, twenty-five, fifty, seventy-five and ninety-five in a hundred have no more. */
  readonly p5: number;
  readonly q1: number;
  readonly median: number;
  readonly q3: number;
  readonly p95: number;
  readonly mean: number;
  /** How many there are around each place, 0 to 1 at the densest; places from p5 to p95. */
  readonly density: { readonly at: readonly number[]; readonly much: readonly number[] };
}

export interface FeatureSpread {
  readonly feature: FeatureInfo;
  /** Amounts so uneven that places and densities are of log(1 + value). */
  readonly uneven: boolean;
  /** In the order of the segments. */
  readonly groups: readonly GroupSpread[];
}

/** Segments beside each other, feature by feature. */
export interface SegmentSpreads {
  readonly features: readonly FeatureSpread[];
  /** Share of all customers below the segment's median, 0..1; one row a segment, one column a feature of `profiled`. */
  readonly profile: readonly (readonly number[])[];
  readonly profiled: readonly FeatureInfo[];
}
