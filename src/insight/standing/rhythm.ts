import { digamma } from '../../kernels/special/digamma';
import { betaPrimeQuantile, learnSteadinessFrom, steadinessOf } from './steadiness';

/** Purchases customer by customer, oldest first: those of customer `c` are offsets[c] … offsets[c + 1] − 1, one a day. */
export interface PurchaseDays {
  readonly offsets: Int32Array;
  readonly day: Int32Array;
  readonly net: Float64Array;
}

/**
 * Rates of purchase differ from customer to customer as gamma(shape, rate in days); gaps of one customer are gamma(steadiness,
 * own rate): exponential with 1, the more even the greater it is.
 */
export interface Rhythm {
  readonly shape: number;
  readonly rate: number;
  /** 1 where absent, in results of before it was learned. */
  readonly steadiness?: number;
  /** Gaps that it was learned from. */
  readonly gaps: number;
}

/** Fewer gaps say too little of how much customers differ. */
export const leastGaps = 20;
/** How much customers differ is known to about one part in a hundred from so many. */
const learnFrom = 20_000;
const shapes = { least: 0.1, most: 200 };

/** Number of gaps, their sum and the sum of their logarithms, of customers with a gap. */
interface Gaps {
  readonly n: Int32Array;
  readonly sum: Float64Array;
  readonly logs: Float64Array;
  readonly gaps: number;
}

function gapSums({ offsets, day }: PurchaseDays, until: number): Gaps {
  const n = new Int32Array(offsets.length);
  const logs = new Float64Array(offsets.length);
  const logOf: number[] = [];
  const sum = new Float64Array(offsets.length);
  let customers = 0;
  let gaps = 0;
  for (let c = 0; c + 1 < offsets.length; c++) {
    const from = offsets[c]!;
    let to = offsets[c + 1]!;
    while (to > from && day[to - 1]! > until) to--;
    if (to - from < 2) continue;
    n[customers] = to - from - 1;
    for (let i = from + 1; i < to; i++) {
      const gap = day[i]! - day[i - 1]!;
      logs[customers]! += logOf[gap] ??= Math.log(Math.max(gap, 0.5));
    }
    sum[customers++] = day[to - 1]! - day[from]!;
    gaps += to - from - 1;
  }
  return { n: n.subarray(0, customers), sum: sum.subarray(0, customers), logs: logs.subarray(0, customers), gaps };
}

/**
 * Learns from completed gaps how often customers who go on buying buy, and how evenly, by maximum likelihood over customers:
 * ∫ Π gamma(gap; steadiness, λ) gamma(λ; shape, rate) dλ. Silences that last are left out: many of them will not end. Null
 * where there are fewer than `leastGaps` gaps up to that day.
 */
export function fitRhythm(purchases: PurchaseDays, until = Number.POSITIVE_INFINITY): Rhythm | null {
  const all = gapSums(purchases, until);
  if (all.gaps < leastGaps) return null;
  const steadiness = steadinessOf(some(all, learnSteadinessFrom), fitAt);
  return { ...fitAt(some(all, learnFrom), steadiness), steadiness, gaps: all.gaps };
}

/** Customers at even steps, where there are more than it takes. */
function some(all: Gaps, most: number): Gaps {
  const every = Math.ceil(all.n.length / most);
  if (every === 1) return all;
  const pick = <T extends Int32Array | Float64Array>(values: T) => values.filter((_, i) => i % every === 0) as T;
  const n = pick(all.n);
  return { n, sum: pick(all.sum), logs: pick(all.logs), gaps: n.reduce((a, b) => a + b, 0) };
}

/** How much rates differ, where the steadiness is given. */
function fitAt({ n, sum, gaps }: Gaps, steadiness: number): { shape: number; rate: number } {
  const customers = n.length;
  let rate = (shapes.least * sum.reduce((a, b) => a + b, 0)) / (steadiness * gaps);
  let before = shapes.least;
  /** The rate that is likeliest with this shape. */
  const rateOf = (shape: number): number => {
    // The derivative by the rate is nought: N · shape = rate · Σ (shape + steadiness · n) / (rate + S), which falls in log(rate).
    rate *= shape / before;
    before = shape;
    for (let round = 0; round < 60; round++) {
      let value = customers * shape;
      let slope = 0;
      for (let i = 0; i < customers; i++) {
        const whole = rate + sum[i]!;
        const part = (rate * (shape + steadiness * n[i]!)) / whole;
        value -= part;
        slope -= (part * sum[i]!) / whole;
      }
      const step = Math.max(-2, Math.min(2, -value / slope));
      rate *= Math.exp(step);
      if (Math.abs(step) < 1e-10) break;
    }
    return rate;
  };
  /** Derivative of the log-likelihood by the shape, at the rate that goes with it. */
  const score = (logShape: number): number => {
    const shape = Math.exp(logShape);
    const own = rateOf(shape);
    const known: number[] = [];
    let total = customers * (Math.log(own) - digamma(shape));
    for (let i = 0; i < customers; i++) total += (known[n[i]!] ??= digamma(shape + steadiness * n[i]!)) - Math.log(own + sum[i]!);
    return total;
  };
  const shape = Math.exp(fallingRoot(score, Math.log(shapes.least), Math.log(shapes.most)));
  return { shape, rate: rateOf(shape) };
}

/**
 * Where a function that falls through nought does so between two places; the end that is nearer where it does not. The Illinois
 * rule of false position (Dowell & Jarratt 1971), to 1e-9.
 */
function fallingRoot(of: (x: number) => number, low: number, high: number): number {
  let atLow = of(low);
  if (!(atLow > 0)) return low;
  let atHigh = of(high);
  if (!(atHigh < 0)) return high;
  let kept = 0;
  for (let round = 0; round < 100 && high - low > 1e-9; round++) {
    const x = (low * atHigh - high * atLow) / (atHigh - atLow);
    const value = of(x);
    if (value === 0) return x;
    if (value > 0) {
      if (x - low < 1e-9) return x;
      [low, atLow] = [x, value];
      if (kept > 0) atHigh /= 2;
      kept = 1;
    } else {
      if (high - x < 1e-9) return x;
      [high, atHigh] = [x, value];
      if (kept < 0) atLow /= 2;
      kept = -1;
    }
  }
  return (low + high) / 2;
}

/** Days between purchases of a customer with `n` gaps of `sum` days together: by the mean of the rate, as far as it is known. */
export function usualGap({ shape, rate, steadiness = 1 }: Rhythm, n: number, sum: number): number {
  return (steadiness * (rate + sum)) / (shape + steadiness * n);
}

/**
 * Days that this customer's next gap stays within, with chance `share`: given n gaps of sum S, the gap by (rate + S) is beta prime
 * with steadiness and shape + steadiness · n; with steadiness 1 the gap is Lomax.
 */
export function quietAfter({ shape, rate, steadiness = 1 }: Rhythm, n: number, sum: number, share: number): number {
  return (rate + sum) * betaPrimeQuantile(steadiness, shape + steadiness * n, share);
}
