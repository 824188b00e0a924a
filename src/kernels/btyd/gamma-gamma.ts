import { digamma } from '../special/digamma';
import { logGamma } from '../special/log-gamma';

/** Gamma-Gamma model of spend (Fader & Hardie 2013, "The Gamma-Gamma model of monetary value"); letters as there. */
export interface GammaGamma {
  readonly p: number;
  readonly q: number;
  readonly v: number;
}

/** Log-likelihood of mean spends `m` over `x` purchases each (eq. 1a), all > 0; writes its gradient by ln p, ln q, ln v. */
export function gammaGammaLogLikelihood(
  x: Float64Array,
  m: Float64Array,
  { p, q, v }: GammaGamma,
  gradient: Float64Array,
): number {
  let [total, dp, dq, dv] = [0, 0, 0, 0];
  const [gammaQ, psiQ, lnV] = [logGamma(q), digamma(q), Math.log(v)];
  for (let i = 0; i < x.length; i++) {
    const [n, z] = [x[i]!, m[i]!];
    const [a, sum] = [p * n, n * z + v];
    const [lnZ, lnNZ, lnSum] = [Math.log(z), Math.log(n * z), Math.log(sum)];
    total += logGamma(a + q) - logGamma(a) - gammaQ + q * lnV + a * lnNZ - lnZ - (a + q) * lnSum;
    const psi = digamma(a + q);
    dp += n * (psi - digamma(a) + lnNZ - lnSum);
    dq += psi - psiQ + lnV - lnSum;
    dv += q / v - (a + q) / sum;
  }
  gradient[0] = dp * p;
  gradient[1] = dq * q;
  gradient[2] = dv * v;
  return total;
}

/**
 * Expected mean spend of a customer with `x` purchases of mean `m` (eq. 5): theirs drawn towards everybody's, the more so the
 * fewer they are. x = 0 gives everybody's, p v / (q − 1). NaN where that has no mean: q ≤ 1 with too few purchases.
 */
export function gammaGammaSpend({ p, q, v }: GammaGamma, x: number, m: number): number {
  const weight = p * x + q - 1;
  return weight > 0 ? (p * (v + (x > 0 ? x * m : 0))) / weight : Number.NaN;
}
