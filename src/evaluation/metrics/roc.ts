import type { Ranking } from './ranking';

/** Points of a ROC curve from (0, 0) to (1, 1). */
export interface Roc {
  readonly fpr: Float64Array;
  readonly tpr: Float64Array;
}

/**
 * The ROC curve (Fawcett 2006, algorithm 1): one corner a distinct score, thinned to at most `most` points, which are taken
 * evenly along the curve. Empty where there is only one class.
 */
export function rocOf({ n, positives, counts, hits }: Ranking, most = 400): Roc {
  const negatives = n - positives;
  if (positives === 0 || negatives === 0) return { fpr: new Float64Array(), tpr: new Float64Array() };
  const fpr = [0];
  const tpr = [0];
  let yes = 0;
  let no = 0;
  let kept = 0;
  const spacing = 2 / (most - 2);
  for (let i = 0; i < counts.length; i++) {
    yes += hits[i]!;
    no += counts[i]! - hits[i]!;
    const along = yes / positives + no / negatives;
    if (i < counts.length - 1 && counts.length > most - 1 && along - kept < spacing) continue;
    fpr.push(no / negatives);
    tpr.push(yes / positives);
    kept = along;
  }
  return { fpr: Float64Array.from(fpr), tpr: Float64Array.from(tpr) };
}
