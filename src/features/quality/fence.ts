import { normalQuantile } from '../../kernels/special/normal-quantile';
import { select, selectMedian } from '../../kernels/stats/select';

/** Fewer values have no usual. */
const leastValues = 30;
/** Where most values are one and the same, so many others must show how far values stray. */
const leastOthers = 10;
/** Iglewicz & Hoaglin 1993, How to Detect and Handle Outliers: a modified z-score beyond 3.5 is to be looked at. */
const fewestDeviations = 3.5;
/** A normal distribution's standard deviation in terms of its median absolute deviation. */
const deviation = 1.4826;
/** From here on the upper tenth reaches so much further than the lower one that ratios, not differences, are usual. */
const skewed = 1 / 3;

export interface Fence {
  readonly low: number;
  readonly high: number;
  readonly median: number;
  /** Judged by ratios: on the logarithms of the values above zero. */
  readonly log: boolean;
}

/**
 * The fence beyond which a value is far from all others: median ± k × 1.4826 × the median absolute deviation, k the greater of
 * 3.5 and what one of n normal values passes with a chance of one in two; on logarithms where `ratios`. Where more than half of
 * the values are the median, the deviation is the median of those that are not. `values` hold no NaN and are moved. null where
 * there are too few values, or nothing strays.
 */
export function fenceOf(values: Float64Array, ratios: boolean): Fence | null {
  const n = values.length;
  if (n < leastValues) return null;
  if (ratios) for (let i = 0; i < n; i++) values[i] = Math.log(values[i]!);
  const centre = selectMedian(values);
  let others = 0;
  for (let i = 0; i < n; i++) {
    values[i] = Math.abs(values[i]! - centre);
    if (values[i]! > 0) others++;
  }
  let spread = selectMedian(values);
  if (spread === 0) {
    if (others < leastOthers) return null;
    let n0 = 0;
    for (let i = 0; i < n; i++) if (values[i]! > 0) values[n0++] = values[i]!;
    spread = selectMedian(values.subarray(0, n0));
  }
  return fenceAround(centre, spread, n, ratios);
}

function fenceAround(centre: number, spread: number, n: number, ratios: boolean): Fence {
  const reach = Math.max(fewestDeviations, normalQuantile(1 - 1 / (4 * n))) * deviation * spread;
  const back = (value: number) => (ratios ? Math.exp(value) : value);
  return { low: back(centre - reach), high: back(centre + reach), median: back(centre), log: ratios };
}

/** Whether values should be judged by ratios: none below zero, and the upper tenth far from the middle. Moves `values`. */
export function isSkewed(values: Float64Array): boolean {
  const n = values.length;
  if (n < leastValues) return false;
  return reachesUp((k) => select(values, k), n);
}

function reachesUp(nth: (k: number) => number, n: number): boolean {
  const [low, middle, high] = [0.1, 0.5, 0.9].map((p) => nth(Math.floor((n - 1) * p))) as [number, number, number];
  return high > low && (high - middle - (middle - low)) / (high - low) > skewed;
}

/** The same of counted values: `values` are different and ascend, `counts` says how often each is there, `n` how many that is. */
export function fenceOfCounted(values: Float64Array, counts: Int32Array, n: number, ratios: boolean): Fence | null {
  if (n < leastValues) return null;
  const x = ratios ? values.map(Math.log) : values;
  const centre = middleOf((k) => nthCounted(x, counts, k), n);
  let others = n;
  for (let at = 0; at < x.length; at++) if (x[at] === centre) others -= counts[at]!;
  // The deviations ascend from the centre outwards, on either side.
  const nth = (k: number) => nthDeviation(x, counts, centre, k);
  let spread = middleOf(nth, n);
  if (spread === 0) {
    if (others < leastOthers) return null;
    spread = middleOf((k) => nth(n - others + k), others);
  }
  return fenceAround(centre, spread, n, ratios);
}

export function isSkewedCounted(values: Float64Array, counts: Int32Array, n: number): boolean {
  return n >= leastValues && reachesUp((k) => nthCounted(values, counts, k), n);
}

/** The mean of the two middle ones where their number is even. */
function middleOf(nth: (k: number) => number, n: number): number {
  const upper = nth(n >> 1);
  return n % 2 === 1 ? upper : (nth((n >> 1) - 1) + upper) / 2;
}

function nthCounted(values: Float64Array, counts: Int32Array, k: number): number {
  let before = 0;
  for (let at = 0; at < values.length; at++) {
    before += counts[at]!;
    if (k < before) return values[at]!;
  }
  return Number.NaN;
}

function nthDeviation(values: Float64Array, counts: Int32Array, centre: number, k: number): number {
  let right = 0;
  while (right < values.length && values[right]! <= centre) right++;
  let left = right - 1;
  let before = 0;
  while (left >= 0 || right < values.length) {
    const [below, above] = [
      left >= 0 ? centre - values[left]! : Infinity,
      right < values.length ? values[right]! - centre : Infinity,
    ];
    const isBelow = below <= above;
    before += counts[isBelow ? left-- : right++]!;
    if (k < before) return isBelow ? below : above;
  }
  return Number.NaN;
}
