const bins = 512;

/**
 * How dense sorted values lie at evenly spaced places from `low` to `high`: Gaussian kernel estimate with Silverman's rule
 * of thumb (1986, eq. 3.31), on values put into 512 bins, divided by the largest. All places give 0 without values; where all
 * values are the same, the place nearest to them gives 1.
 *
 * @param sorted ascending, without NaN
 */
export function density(
  sorted: ArrayLike<number>,
  low: number,
  high: number,
  places: number,
): { at: Float64Array; much: Float64Array } {
  const at = Float64Array.from({ length: places }, (_, i) => low + ((high - low) * i) / Math.max(places - 1, 1));
  const much = new Float64Array(places);
  const n = sorted.length;
  if (n === 0) return { at, much };
  let [mean, squares] = [0, 0];
  for (let i = 0; i < n; i++) mean += sorted[i]! / n;
  for (let i = 0; i < n; i++) squares += (sorted[i]! - mean) ** 2;
  const quartiles = (sorted[Math.floor((n - 1) * 0.75)]! - sorted[Math.floor((n - 1) * 0.25)]!) / 1.34;
  const sd = Math.sqrt(squares / Math.max(n - 1, 1));
  const width = 0.9 * (quartiles > 0 ? Math.min(sd, quartiles) : sd) * n ** -0.2;
  const [least, most] = [sorted[0]!, sorted[n - 1]!];
  const step = (most - least) / (bins - 1);
  if (!(width > 0) || !(step > 0)) {
    let nearest = 0;
    for (let i = 1; i < places; i++) if (Math.abs(at[i]! - mean) < Math.abs(at[nearest]! - mean)) nearest = i;
    much[nearest] = 1;
    return { at, much };
  }
  const counts = new Float64Array(bins);
  for (let i = 0; i < n; i++) counts[Math.round((sorted[i]! - least) / step)]!++;
  let top = 0;
  for (let i = 0; i < places; i++) {
    for (let b = 0; b < bins; b++) {
      if (counts[b] === 0) continue;
      const z = (at[i]! - least - b * step) / width;
      if (Math.abs(z) < 6) much[i]! += counts[b]! * Math.exp(-0.5 * z * z);
    }
    top = Math.max(top, much[i]!);
  }
  for (let i = 0; i < places && top > 0; i++) much[i]! /= top;
  return { at, much };
}
