/**
 * Quantile of sorted values by linear interpolation (Hyndman & Fan 1996, type 7, as numpy and R have it).
 * `sorted` ascending without NaN, `p` in [0, 1]. Empty gives NaN; `p` outside throws RangeError.
 */
export function quantileSorted(sorted: ArrayLike<number>, p: number): number {
  if (!(p >= 0 && p <= 1)) throw new RangeError('p must be in [0, 1]');
  if (sorted.length === 0) return Number.NaN;
  const at = (sorted.length - 1) * p;
  const below = Math.floor(at);
  const low = sorted[below]!;
  const high = sorted[Math.min(below + 1, sorted.length - 1)]!;
  return low + (at - below) * (high - low);
}

/** Quantiles of unsorted values; NaN values are left out. Nothing left gives NaN for each. */
export function quantiles(values: ArrayLike<number>, ps: readonly number[]): number[] {
  const sorted = Float64Array.from(values)
    .filter((value) => !Number.isNaN(value))
    .sort();
  return ps.map((p) => quantileSorted(sorted, p));
}

/** Median of unsorted values; NaN values are left out. Nothing left gives NaN. */
export function median(values: ArrayLike<number>): number {
  return quantiles(values, [0.5])[0]!;
}
