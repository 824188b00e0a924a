import { incompleteBeta } from '../../kernels/special/incomplete-beta';
import { logGamma } from '../../kernels/special/log-gamma';

/** One number that is the same for all is known well from so many customers. */
export const learnSteadinessFrom = 2_000;
const bounds = { least: 0.25, most: 50 };
const golden = (Math.sqrt(5) - 1) / 2;

interface GapSums {
  readonly n: Int32Array;
  readonly sum: Float64Array;
  readonly logs: Float64Array;
}

/** ln-likelihood of gaps that are gamma(k, λ) with λ of each customer gamma(shape, rate). */
function logLikelihood({ n, sum, logs }: GapSums, k: number, shape: number, rate: number): number {
  const known: number[] = [];
  let total = n.length * (shape * Math.log(rate) - logGamma(shape));
  const own = logGamma(k);
  for (let i = 0; i < n.length; i++) {
    const held = shape + k * n[i]!;
    total += (k - 1) * logs[i]! - n[i]! * own + (known[n[i]!] ??= logGamma(held)) - held * Math.log(rate + sum[i]!);
  }
  return total;
}

/**
 * How evenly customers buy, 1 for gaps that are exponential, by maximum likelihood over the steadiness (golden section on its
 * logarithm, to one part in a hundred); `fitAt` gives the likeliest shape and rate at each.
 */
export function steadinessOf<T extends GapSums>(gaps: T, fitAt: (gaps: T, k: number) => { shape: number; rate: number }): number {
  const at = (logK: number): number => {
    const k = Math.exp(logK);
    const { shape, rate } = fitAt(gaps, k);
    return logLikelihood(gaps, k, shape, rate);
  };
  let [low, high] = [Math.log(bounds.least), Math.log(bounds.most)];
  let [a, b] = [high - golden * (high - low), low + golden * (high - low)];
  let [atA, atB] = [at(a), at(b)];
  while (high - low > 0.01) {
    if (atA >= atB) {
      high = b;
      [b, atB] = [a, atA];
      a = high - golden * (high - low);
      atA = at(a);
    } else {
      low = a;
      [a, atA] = [b, atB];
      b = low + golden * (high - low);
      atB = at(b);
    }
  }
  return Math.exp((low + high) / 2);
}

const found = new Map<string, number>();

/** The value that a beta prime variable with parameters a and b stays within, with that chance; by bisection, kept for the next time. */
export function betaPrimeQuantile(a: number, b: number, share: number): number {
  if (a === 1) return Math.pow(1 - share, -1 / b) - 1;
  const key = `${String(a)} ${String(b)} ${String(share)}`;
  const before = found.get(key);
  if (before !== undefined) return before;
  let [low, high] = [0, 1];
  for (let round = 0; round < 60 && high - low > 1e-13; round++) {
    const middle = (low + high) / 2;
    if (incompleteBeta(middle, a, b) < share) low = middle;
    else high = middle;
  }
  const x = (low + high) / 2;
  if (found.size > 4_096) found.clear();
  found.set(key, x / (1 - x));
  return x / (1 - x);
}
