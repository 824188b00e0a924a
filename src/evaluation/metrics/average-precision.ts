import { rank, type Ranking } from './ranking';

/**
 * Average precision, sum over distinct scores of (recall gained) × (precision there), without interpolation: scikit-learn's
 * average_precision_score. NaN where there are no positives.
 */
export function averagePrecisionOf({ positives, counts, hits }: Ranking): number {
  if (positives === 0) return Number.NaN;
  let found = 0;
  let seen = 0;
  let total = 0;
  for (let i = 0; i < counts.length; i++) {
    found += hits[i]!;
    seen += counts[i]!;
    total += (hits[i]! / positives) * (found / seen);
  }
  return total;
}

/** The same, from labels and scores. */
export const averagePrecision = (y: Uint8Array, scores: Float64Array): number => averagePrecisionOf(rank(y, scores));
