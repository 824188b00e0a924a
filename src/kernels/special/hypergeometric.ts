import { logGamma } from './log-gamma';

const mostTerms = 100_000;

/** The power series (Abramowitz & Stegun 15.1.1), summed until a term changes nothing; NaN where that does not happen. */
function series(a: number, b: number, c: number, z: number): number {
  let term = 1;
  let sum = 1;
  for (let n = 0; n < mostTerms; n++) {
    const ratio = (((a + n) * (b + n)) / ((c + n) * (n + 1))) * z;
    term *= ratio;
    sum += term;
    if (term === 0 || Number.isNaN(sum)) return sum;
    // The rest is about term · ratio / (1 − ratio) once the terms fall.
    const share = Math.abs(ratio);
    if (share < 1 && Math.abs(term) * share <= 1e-16 * Math.abs(sum) * (1 - share)) return sum;
  }
  return Number.NaN;
}

/**
 * Gauss's hypergeometric function ₂F₁(a, b; c; z) for real arguments, c not 0, −1, −2 …, z < 1; some 12 digits where its terms do not
 * cancel. z below 0 by Pfaff's transformation, z near 1 by Euler's where that falls faster (Abramowitz & Stegun 15.3.3, 15.3.4);
 * z = 1 by Gauss's sum where it converges (15.1.20). NaN outside, and where 100,000 terms do not settle it.
 */
export function hypergeometric2F1(a: number, b: number, c: number, z: number): number {
  if (Number.isNaN(c) || (c <= 0 && Number.isInteger(c)) || !(z <= 1)) return Number.NaN;
  if (z === 0) return 1;
  const excess = c - a - b;
  if (z === 1) {
    if (!(c > 0) || !(excess > 0) || !(c - a > 0) || !(c - b > 0)) return Number.NaN;
    return Math.exp(logGamma(c) + logGamma(excess) - logGamma(c - a) - logGamma(c - b));
  }
  if (z < 0) return Math.pow(1 - z, -a) * hypergeometric2F1(a, c - b, c, z / (z - 1));
  // Terms behave as zⁿ n^(−excess − 1): the transformed series has the opposite sign of excess.
  return excess < 0 ? Math.pow(1 - z, excess) * series(c - a, c - b, c, z) : series(a, b, c, z);
}
