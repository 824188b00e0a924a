import type { Ranking } from './ranking';

/** Precision by recall, from the likeliest leaver down. */
export interface PrecisionRecall {
  readonly recall: Float64Array;
  readonly precision: Float64Array;
}

/** One point a distinct score (Davis & Goadrich 2006), thinned to at most `most`. Empty where there are no positives. */
export function precisionRecallOf({ positives, counts, hits }: Ranking, most = 200): PrecisionRecall {
  if (positives === 0) return { recall: new Float64Array(), precision: new Float64Array() };
  const recall: number[] = [];
  const precision: number[] = [];
  let seen = 0;
  let yes = 0;
  for (let i = 0; i < counts.length; i++) {
    seen += counts[i]!;
    yes += hits[i]!;
    if (i < counts.length - 1 && recall.length > 0 && yes / positives - recall.at(-1)! < 1 / most) continue;
    recall.push(yes / positives);
    precision.push(yes / seen);
  }
  return { recall: Float64Array.from(recall), precision: Float64Array.from(precision) };
}
