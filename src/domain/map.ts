/** Two ways of laying customers out: by their main differences (PCA), by likeness (UMAP). */
export const mapMethods = ['pca', 'umap'] as const;
export type MapMethod = (typeof mapMethods)[number];

/** Where everybody stands, in the order of MapPoints.rows. */
export interface MapPlaces {
  readonly x: Float32Array;
  readonly y: Float32Array;
  /** Mean silhouette of the groups on the map itself, of all or of a sample; NaN where it cannot be told. */
  readonly silhouette: number;
  /** What that comes to; null where there are no groups to tell apart. */
  readonly verdict: 'clear' | 'weak' | 'none' | null;
  /** The layout was found for so many different customers; the others stand beside those most like them. */
  readonly fitted: number;
  readonly ms: number;
}

/** One axis of the main differences: which features move a customer along it, strongest first. */
export interface MapAxis {
  /** Of all differences between customers, 0..1. */
  readonly share: number;
  readonly weights: readonly { readonly feature: string; readonly level: string | null; readonly weight: number }[];
}

/** Everybody who belongs to the segments, by columns, with what the map can be coloured by. */
export interface MapPoints {
  /** Indices into the customer table. */
  readonly rows: Int32Array;
  /** Index of the segment; 255 for none. */
  readonly segment: Uint8Array;
  /** Code into lifeStages; 255 for none. Null where there are no stages. */
  readonly stage: Uint8Array | null;
  /** Expected worth, else what was spent, major units, NaN where unknown; null where nobody spent. */
  readonly value: Float32Array | null;
  readonly valueKind: 'worth' | 'spent';
  /** Chance of leaving, NaN where unknown; null where nobody is scored. */
  readonly risk: Float32Array | null;
  readonly axes: readonly MapAxis[];
  /** Shares of all components, largest first. */
  readonly ratios: readonly number[];
  readonly engine: string;
  readonly pca: MapPlaces;
}

/** What a layout by likeness is found for: different customers, standardised as for the segments. */
export interface MapSample {
  readonly rows: number;
  readonly cols: number;
  /** Row-major [rows][cols]. */
  readonly values: Float64Array;
  /** Row-major [rows][2]: where the layout begins. */
  readonly start: Float64Array;
  readonly seed: number;
}

/** What the export says of the map. */
export interface MapSummary {
  readonly method: 'pca';
  readonly engine: string;
  readonly n: number;
  readonly explainedVarianceRatio: readonly number[];
  readonly silhouette: number;
}
