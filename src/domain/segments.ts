/** How groups can be made. */
export const segmentModelIds = ['k-means', 'ward', 'average', 'complete', 'dbscan', 'mixture'] as const;
export type SegmentModelId = (typeof segmentModelIds)[number];

export const segmentScales = ['standard', 'linear', 'none'] as const;
/** 'standard': skewed features by their logarithm, then all on one scale; 'linear': one scale, no logarithms; 'none': as they are. */
export type SegmentScale = (typeof segmentScales)[number];

/** What a person can set about groups; null means "let Kith choose, and say what it chose". */
export interface SegmentSettings {
  /** Feature ids (see FeatureInfo.id). */
  readonly features: readonly string[] | null;
  readonly scale: SegmentScale;
  /** Not looked at by DBSCAN. */
  readonly k: number | null;
  readonly model: SegmentModelId;
  /** Mixture: 'full' lets each group be an ellipse turned any way. */
  readonly covariance: 'full' | 'diagonal';
  /** DBSCAN: distance within which customers are neighbours, in the space of the features as used. */
  readonly radius: number | null;
  /** DBSCAN: neighbours, oneself among them, that make a place crowded. */
  readonly neighbours: number | null;
}

export const defaultSegments: SegmentSettings = {
  features: null,
  scale: 'standard',
  k: null,
  model: 'k-means',
  covariance: 'full',
  radius: null,
  neighbours: null,
};

/** What a Gaussian mixture says of itself; natural logarithms. */
export interface MixtureDetails {
  readonly covariance: 'full' | 'diagonal';
  readonly logLikelihood: number;
  readonly bic: number;
  readonly icl: number;
  /** Σ π_ij log(π_ij / (π_i· π_·j)): grows with k, so it chooses nothing. */
  readonly mutualInformation: number;
  /** Share of customers who belong to their group with at least .8. */
  readonly sure: number;
  /** For every k tried; on `rows` customers. */
  readonly candidates: readonly {
    readonly k: number;
    readonly logLikelihood: number;
    readonly bic: number;
    readonly icl: number;
    readonly mutualInformation: number;
  }[];
  readonly rows: number;
}

export interface DensityDetails {
  readonly radius: number;
  readonly neighbours: number;
  /** Where the curve bends: what Kith takes where nobody sets a radius. */
  readonly proposed: number;
  /** Customers in no crowded place. */
  readonly apart: number;
  /** Distances to the `neighbours`-th neighbour, smallest first, thinned. */
  readonly curve: Float64Array;
}

/** What making the groups anew, and clouds without groups, say of them; worked out when it is asked for. */
export interface SegmentsCheck {
  /** Customers it was worked out on: all, or a seeded sample. */
  readonly rows: number;
  readonly resamples: number;
  /** Mean adjusted Rand index between the divisions of two resamples, on the customers in both. */
  readonly agreement: number;
  /** Mean adjusted Rand index between the division of a resample and the groups shown. */
  readonly againstShown: number;
  /** By segment: resamples in which it is found again (Jaccard ≥ .75), and the mean Jaccard coefficient. */
  readonly segments: readonly { readonly holds: number; readonly jaccard: number }[];
  /** Of the groups shown: exact up to 10,000 customers, beyond that with a 95 % interval. */
  readonly silhouette: {
    readonly value: number;
    readonly rows: number;
    readonly interval: readonly [number, number] | null;
  } | null;
  /** Tibshirani, Walther & Hastie 2001, reference (b); by k from 1. */
  readonly gap: readonly { readonly k: number; readonly gap: number; readonly error: number }[];
  /** The smallest k whose gap is within an error of the largest. */
  readonly gapK: number;
  /** The best silhouette over k, here and in clouds without groups of the same spread. */
  readonly references: {
    readonly here: number;
    readonly clouds: readonly {
      readonly id: 'normal' | 'uniform' | 'lopsided';
      readonly mean: number;
      readonly sd: number;
      readonly n: number;
    }[];
    /** Standard deviations above the cloud that comes nearest. */
    readonly above: number;
  };
  readonly verdict: 'clear' | 'weak' | 'none';
  /** Why it is not 'clear'. */
  readonly because: 'like-a-cloud' | 'does-not-hold' | 'holds-in-part' | 'edges' | null;
  readonly ms: number;
}
