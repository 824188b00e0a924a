import { rank, type Ranking } from './ranking';

/** Equal-count bins of predictions, lowest first: mean prediction, observed rate, rows. */
export interface Calibration {
  readonly predicted: readonly number[];
  readonly observed: readonly number[];
  readonly n: readonly number[];
}

/**
 * Bins of equal size by rising prediction; the first bins are one larger where it does not divide (as numpy's array_split).
 * Rows with equal predictions on both sides of an edge are shared out in proportion. Fewer rows than bins: a bin a row.
 */
export function calibrationOf({ n, scores, counts, hits }: Ranking, bins = 10): Calibration {
  const used = Math.min(bins, n);
  const predicted = new Array<number>(used).fill(0);
  const observed = new Array<number>(used).fill(0);
  const sizes = Array.from({ length: used }, (_, bin) => Math.floor(n / used) + (bin < n % used ? 1 : 0));
  let bin = 0;
  let room = sizes[0] ?? 0;
  for (let i = scores.length - 1; i >= 0; i--) {
    for (let left = counts[i]!; left > 0;) {
      const taken = Math.min(left, room);
      predicted[bin]! += scores[i]! * taken;
      observed[bin]! += hits[i]! * (taken / counts[i]!);
      left -= taken;
      room -= taken;
      if (room === 0) room = sizes[++bin] ?? 0;
    }
  }
  const perRow = (total: number, at: number) => total / sizes[at]!;
  return { predicted: predicted.map(perRow), observed: observed.map(perRow), n: sizes };
}

/**
 * Expected calibration error over equal-count bins (Naeini, Cooper & Hauskrecht 2015): the mean gap between prediction and
 * outcome, weighted by rows. No rows give NaN.
 */
export function eceOf(ranking: Ranking, bins = 10): number {
  const { predicted, observed, n } = calibrationOf(ranking, bins);
  if (ranking.n === 0) return Number.NaN;
  return predicted.reduce((total, value, bin) => total + (Math.abs(value - observed[bin]!) * n[bin]!) / ranking.n, 0);
}

/** The same, from labels and predictions. */
export const ece = (y: Uint8Array, predictions: Float64Array, bins = 10): number => eceOf(rank(y, predictions), bins);
