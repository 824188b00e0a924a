import { digamma } from '../../kernels/special/digamma';

/** Purchases customer by customer, oldest first: those of customer `c` are offsets[c] … offsets[c + 1] − 1, one a day. */
export interface PurchaseDays {
  readonly offsets: Int32Array;
  readonly day: Int32Array;
  readonly net: Float64Array;
}

/** Rates of purchase differ from customer to customer as gamma(shape, rate in days); gaps of one customer are exponential. */
export interface Rhythm {
  readonly shape: number;
  readonly rate: number;
  /** Gaps that it was learned from. */
  readonly gaps: number;
}

/** Fewer gaps say too little of how much customers differ. */
export const leastGaps = 20;
const shapes = { least: 0.1, most: 200 };

/** Number of gaps and their sum, of customers with a gap. */
function gapSums({ offsets, day }: PurchaseDays, until: number): { n: Int32Array; sum: Float64Array; gaps: number } {
  const n = new Int32Array(offsets.length);
  const sum = new Float64Array(offsets.length);
  let customers = 0;
  let gaps = 0;
  for (let c = 0; c + 1 < offsets.length; c++) {
    const from = offsets[c]!;
    let to = offsets[c + 1]!;
    while (to > from && day[to - 1]! > until) to--;
    if (to - from < 2) continue;
    n[customers] = to - from - 1;
    sum[customers++] = day[to - 1]! - day[from]!;
    gaps += to - from - 1;
  }
  return { n: n.subarray(0, customers), sum: sum.subarray(0, customers), gaps };
}

/**
 * Learns from completed gaps how often customers who go on buying buy, by maximum likelihood over customers:
 * ∫ λⁿ e^(−λS) gamma(λ; shape, rate) dλ. Silences that last are left out: many of them will not end. Null where there are
 * fewer than `leastGaps` gaps up to that day.
 */
export function fitRhythm(purchases: PurchaseDays, until = Number.POSITIVE_INFINITY): Rhythm | null {
  const { n, sum, gaps } = gapSums(purchases, until);
  if (gaps < leastGaps) return null;
  const customers = n.length;
  let rate = (shapes.least * sum.reduce((a, b) => a + b, 0)) / gaps;
  let before = shapes.least;
  /** The rate that is likeliest with this shape. */
  const rateOf = (shape: number): number => {
    // The derivative by the rate is nought: N · shape = rate · Σ (shape + n) / (rate + S), which falls in log(rate).
    rate *= shape / before;
    before = shape;
    for (let round = 0; round < 60; round++) {
      let value = customers * shape;
      let slope = 0;
      for (let i = 0; i < customers; i++) {
        const whole = rate + sum[i]!;
        const part = (rate * (shape + n[i]!)) / whole;
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
    for (let i = 0; i < customers; i++) total += (known[n[i]!] ??= digamma(shape + n[i]!)) - Math.log(own + sum[i]!);
    return total;
  };
  const shape = Math.exp(fallingRoot(score, Math.log(shapes.least), Math.log(shapes.most)));
  return { shape, rate: rateOf(shape), gaps };
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

/** Days between purchases of a customer with `n` gaps of `sum` days together: one over the mean of the rate, as far as it is known. */
export function usualGap({ shape, rate }: Rhythm, n: number, sum: number): number {
  return (rate + sum) / (shape + n);
}

/** Days that this customer's next gap stays within, with chance `share`: the gap given n gaps of sum S is Lomax(shape + n, rate + S). */
export function quietAfter({ shape, rate }: Rhythm, n: number, sum: number, share: number): number {
  return (rate + sum) * (Math.pow(1 - share, -1 / (shape + n)) - 1);
}
