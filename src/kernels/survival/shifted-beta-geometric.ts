import { digamma } from '../special/digamma';
import { hypergeometric2F1 } from '../special/hypergeometric';
import { logGamma } from '../special/log-gamma';

/** Lives counted in periods: `ended[t]` were over in period t (from 1), `seen[t]` had come through t periods when last seen (from 0). */
export interface PeriodCounts {
  readonly ended: Float64Array;
  readonly seen: Float64Array;
}

const logBeta = (a: number, b: number): number => logGamma(a) + logGamma(b) - logGamma(a + b);

/**
 * ln-likelihood of the shifted-beta-geometric model (Fader & Hardie 2007, How to project customer retention, equations 5 and 6):
 * each life ends in each period with a chance of its own, chances are beta(alpha, beta). Writes the gradient by the logarithms of
 * alpha and beta.
 */
export function shiftedBetaGeometricLogLikelihood(
  { ended, seen }: PeriodCounts,
  alpha: number,
  beta: number,
  gradient: Float64Array,
): number {
  const none = logBeta(alpha, beta);
  const [byAlpha, byBeta, byBoth] = [digamma(alpha), digamma(beta), digamma(alpha + beta)];
  let [total, slopeAlpha, slopeBeta] = [0, 0, 0];
  for (let t = 0; t < Math.max(ended.length, seen.length); t++) {
    const over = ended[t] ?? 0;
    const still = seen[t] ?? 0;
    if (over === 0 && still === 0) continue;
    const whole = digamma(alpha + beta + t);
    if (over > 0) {
      total += over * (logBeta(alpha + 1, beta + t - 1) - none);
      slopeAlpha += over * (digamma(alpha + 1) - whole - byAlpha + byBoth);
      slopeBeta += over * (digamma(beta + t - 1) - whole - byBeta + byBoth);
    }
    if (still > 0) {
      total += still * (logBeta(alpha, beta + t) - none);
      slopeAlpha += still * (byBoth - whole);
      slopeBeta += still * (digamma(beta + t) - whole - byBeta + byBoth);
    }
  }
  gradient[0] = alpha * slopeAlpha;
  gradient[1] = beta * slopeBeta;
  return total;
}

/** Share that comes through t periods: B(alpha, beta + t) / B(alpha, beta). */
export function shiftedBetaGeometricSurvival(alpha: number, beta: number, t: number): number {
  return t === 0 ? 1 : Math.exp(logBeta(alpha, beta + t) - logBeta(alpha, beta));
}

/** Chance that who has come through t periods comes through the next too. */
export function shiftedBetaGeometricRetention(alpha: number, beta: number, t: number): number {
  return (beta + t) / (alpha + beta + t);
}

/**
 * Discounted expected residual lifetime in periods of who has come through t periods and is about to renew or leave (Fader & Hardie
 * 2010, Customer-base valuation in a contractual setting, equation 6): renewals still to come, the next not discounted, each later
 * one by `rate` a period more. `rate` 0 gives Infinity where alpha ≤ 1; NaN for a rate below 0.
 */
export function shiftedBetaGeometricResidual(alpha: number, beta: number, t: number, rate: number): number {
  if (!(rate >= 0)) return Number.NaN;
  if (rate === 0) return alpha > 1 ? (beta + t) / (alpha - 1) : Number.POSITIVE_INFINITY;
  return shiftedBetaGeometricRetention(alpha, beta, t) * hypergeometric2F1(1, beta + t + 1, alpha + beta + t + 1, 1 / (1 + rate));
}
