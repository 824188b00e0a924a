import { rank, type Ranking } from './ranking';

/**
 * How many times more positives the top `share` of the list holds than a random list would: their rate there over the
 * rate of all. The top has round(share × n) rows, at least one; of rows with equal scores at its edge it holds a mixture.
 * NaN where there are no positives.
 */
export function liftOf({ n, positives, counts, hits }: Ranking, share: number): number {
  if (positives === 0) return Number.NaN;
  const top = Math.max(1, Math.round(share * n));
  let room = top;
  let found = 0;
  for (let i = 0; i < counts.length && room > 0; i++) {
    const taken = Math.min(room, counts[i]!);
    found += hits[i]! * (taken / counts[i]!);
    room -= taken;
  }
  return found / top / (positives / n);
}

/** The same, from labels and scores. */
export const lift = (y: Uint8Array, scores: Float64Array, share: number): number => liftOf(rank(y, scores), share);
