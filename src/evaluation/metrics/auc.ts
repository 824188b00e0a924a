import { rank, type Ranking } from './ranking';

/**
 * Area under the ROC curve: the chance that a positive is ranked above a negative, ties counting half (Mann & Whitney
 * 1947; Hanley & McNeil 1982). NaN where there is only one class.
 */
export function aucOf({ n, positives, counts, hits }: Ranking): number {
  const negatives = n - positives;
  if (positives === 0 || negatives === 0) return Number.NaN;
  let above = 0;
  let pairs = 0;
  for (let i = 0; i < counts.length; i++) {
    const misses = counts[i]! - hits[i]!;
    pairs += misses * (above + hits[i]! / 2);
    above += hits[i]!;
  }
  return pairs / (positives * negatives);
}

/** The same, from labels and scores. */
export const auc = (y: Uint8Array, scores: Float64Array): number => aucOf(rank(y, scores));
