import type { Ranking } from './ranking';

/** Shares of all leavers found by shares of customers looked at, likeliest first, from (0, 0) to (1, 1). */
export interface Gains {
  readonly share: Float64Array;
  readonly found: Float64Array;
}

/** The cumulative gains curve, thinned to at most `most` points. Empty where there are no positives. */
export function gainsOf({ n, positives, counts, hits }: Ranking, most = 200): Gains {
  if (positives === 0) return { share: new Float64Array(), found: new Float64Array() };
  const share = [0];
  const found = [0];
  let seen = 0;
  let yes = 0;
  for (let i = 0; i < counts.length; i++) {
    seen += counts[i]!;
    yes += hits[i]!;
    if (i < counts.length - 1 && seen / n - share.at(-1)! < 1 / most) continue;
    share.push(seen / n);
    found.push(yes / positives);
  }
  return { share: Float64Array.from(share), found: Float64Array.from(found) };
}

/** Share of all positives within the top `share` of the list; of equal scores at its edge, a mixture. NaN without positives. */
export function gainAtOf({ n, positives, counts, hits }: Ranking, share: number): number {
  if (positives === 0) return Number.NaN;
  let room = Math.max(1, Math.round(share * n));
  let found = 0;
  for (let i = 0; i < counts.length && room > 0; i++) {
    const taken = Math.min(room, counts[i]!);
    found += hits[i]! * (taken / counts[i]!);
    room -= taken;
  }
  return found / positives;
}

/**
 * The largest gap between the shares of positives and of negatives found, over all thresholds (Kolmogorov & Smirnov).
 * NaN where there is only one class.
 */
export function ksOf({ n, positives, counts, hits }: Ranking): number {
  const negatives = n - positives;
  if (positives === 0 || negatives === 0) return Number.NaN;
  let yes = 0;
  let no = 0;
  let widest = 0;
  for (let i = 0; i < counts.length; i++) {
    yes += hits[i]!;
    no += counts[i]! - hits[i]!;
    widest = Math.max(widest, yes / positives - no / negatives);
  }
  return widest;
}
