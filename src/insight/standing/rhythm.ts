import { logGamma } from '../../kernels/special/log-gamma';

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
const golden = (Math.sqrt(5) - 1) / 2;

/** Number of gaps and their sum, of customers with a gap. */
function gapSums({ offsets, day }: PurchaseDays, until: number): { n: Int32Array; sum: Float64Array; gaps: number } {
  const n: number[] = [];
  const sum: number[] = [];
  let gaps = 0;
  for (let c = 0; c + 1 < offsets.length; c++) {
    const from = offsets[c]!;
    let to = offsets[c + 1]!;
    while (to > from && day[to - 1]! > until) to--;
    if (to - from < 2) continue;
    n.push(to - from - 1);
    sum.push(day[to - 1]! - day[from]!);
    gaps += to - from - 1;
  }
  return { n: Int32Array.from(n), sum: Float64Array.from(sum), gaps };
}

/**
 * Learns from completed gaps how often customers who go on buying buy, by maximum likelihood over customers:
 * ∫ λⁿ e^(−λS) gamma(λ; shape, rate) dλ. Silences that last are left out: many of them will not end. Null where there are
 * fewer than `leastGaps` gaps up to that day.
 */
export function fitRhythm(purchases: PurchaseDays, until = Number.POSITIVE_INFINITY): Rhythm | null {
  const { n, sum, gaps } = gapSums(purchases, until);
  if (gaps < leastGaps) return null;
  const rateOf = (shape: number): number => {
    // The derivative by the rate is nought: N · shape = rate · Σ (shape + n) / (rate + S), which falls in log(rate).
    let rate = (shape * sum.reduce((a, b) => a + b, 0)) / gaps;
    for (let round = 0; round < 60; round++) {
      let value = n.length * shape;
      let slope = 0;
      for (let i = 0; i < n.length; i++) {
        const part = (shape + n[i]!) / (rate + sum[i]!);
        value -= rate * part;
        slope -= (rate * part * sum[i]!) / (rate + sum[i]!);
      }
      const step = Math.max(-2, Math.min(2, -value / slope));
      rate *= Math.exp(step);
      if (Math.abs(step) < 1e-10) break;
    }
    return rate;
  };
  const likelihood = (logShape: number): number => {
    const shape = Math.exp(logShape);
    const rate = rateOf(shape);
    const known: number[] = [];
    let total = n.length * (shape * Math.log(rate) - logGamma(shape));
    for (let i = 0; i < n.length; i++) {
      total += (known[n[i]!] ??= logGamma(shape + n[i]!)) - (shape + n[i]!) * Math.log(rate + sum[i]!);
    }
    return total;
  };
  let [low, high] = [Math.log(shapes.least), Math.log(shapes.most)];
  let [a, b] = [high - golden * (high - low), low + golden * (high - low)];
  let [atA, atB] = [likelihood(a), likelihood(b)];
  while (high - low > 1e-5) {
    if (atA >= atB) {
      high = b;
      [b, atB] = [a, atA];
      a = high - golden * (high - low);
      atA = likelihood(a);
    } else {
      low = a;
      [a, atA] = [b, atB];
      b = low + golden * (high - low);
      atB = likelihood(b);
    }
  }
  const shape = Math.exp((low + high) / 2);
  return { shape, rate: rateOf(shape), gaps };
}

/** Days between purchases of a customer with `n` gaps of `sum` days together: one over the mean of the rate, as far as it is known. */
export function usualGap({ shape, rate }: Rhythm, n: number, sum: number): number {
  return (rate + sum) / (shape + n);
}

/** Days that this customer's next gap stays within, with chance `share`: the gap given n gaps of sum S is Lomax(shape + n, rate + S). */
export function quietAfter({ shape, rate }: Rhythm, n: number, sum: number, share: number): number {
  return (rate + sum) * (Math.pow(1 - share, -1 / (shape + n)) - 1);
}
