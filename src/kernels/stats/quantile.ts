import { select } from './select';

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

/** Quantiles of unsorted values, as of sorted ones, by selection; NaN values are left out. Nothing left gives NaN for each. */
export function quantiles(values: ArrayLike<number>, ps: readonly number[]): number[] {
  const known = new Float64Array(values.length);
  let n = 0;
  for (let i = 0; i < values.length; i++) {
    const value = values[i]!;
    if (value === value) known[n++] = value;
  }
  return ps.map((p) => selectQuantile(known.subarray(0, n), p));
}

/** One quantile of unsorted values without NaN, in linear expected time. Moves `values`; empty gives NaN. */
function selectQuantile(values: Float64Array, p: number): number {
  if (!(p >= 0 && p <= 1)) throw new RangeError('p must be in [0, 1]');
  if (values.length === 0) return Number.NaN;
  const at = (values.length - 1) * p;
  const below = Math.floor(at);
  const low = select(values, below);
  if (at === below) return low;
  let high = values[below + 1]!;
  for (let i = below + 2; i < values.length; i++) if (values[i]! < high) high = values[i]!;
  return low + (at - below) * (high - low);
}

/** Median of unsorted values; NaN values are left out. Nothing left gives NaN. */
export function median(values: ArrayLike<number>): number {
  return quantiles(values, [0.5])[0]!;
}
