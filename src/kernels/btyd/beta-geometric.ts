import { digamma } from '../special/digamma';
import { hypergeometric2F1 } from '../special/hypergeometric';
import { logAddExp } from '../special/log-add-exp';
import { logGamma } from '../special/log-gamma';
import type { Histories } from './histories';

/**
 * The two models in which a customer may leave after a purchase with a chance of their own: BG/NBD (Fader, Hardie & Lee 2005,
 * doi:10.1287/mksc.1040.0098), where that cannot be after the first, and MBG/NBD (Batislam, Denizel & Filiztekin 2007;
 * Hoppe & Wagner 2007), where it can. Letters as there; `first` is 1 where the first purchase counts, else 0.
 */
export interface BetaGeometric {
  readonly r: number;
  readonly alpha: number;
  readonly a: number;
  readonly b: number;
  readonly first: 0 | 1;
}

/**
 * Log-likelihood of the histories; writes its gradient by ln r, ln α, ln a, ln b. The sum of two terms, alive and gone, is taken
 * in logarithms.
 */
export function betaGeometricLogLikelihood(histories: Histories, model: BetaGeometric, gradient: Float64Array): number {
  const { r, alpha, a, b, first } = model;
  const { rows, x: xs, tx, T, weight } = histories;
  let total = 0;
  let [dr, dalpha, da, db] = [0, 0, 0, 0];
  const [lnAlpha, lnA] = [Math.log(alpha), Math.log(a)];
  const [gammaR, gammaAB, gammaB] = [logGamma(r), logGamma(a + b), logGamma(b)];
  const [psiR, psiAB, psiB] = [digamma(r), digamma(a + b), digamma(b)];
  let [x, shared, lnGone, psiX, psiABX, psiBX, left] = [-1, 0, 0, 0, 0, 0, 0];
  for (let i = 0; i < rows; i++) {
    if (xs[i] !== x) {
      // Rows are sorted by x: what depends on it alone is worked out once.
      x = xs[i]!;
      shared = logGamma(r + x) - gammaR + r * lnAlpha + gammaAB + logGamma(b + x + first) - gammaB - logGamma(a + b + x + first);
      left = b + x - 1 + first;
      lnGone = x > 0 || first === 1 ? lnA - Math.log(left) : -Infinity;
      psiX = digamma(r + x);
      psiABX = digamma(a + b + x + first);
      psiBX = digamma(b + x + first);
    }
    const [now, last] = [alpha + T[i]!, alpha + tx[i]!];
    const [lnNow, lnLast] = [Math.log(now), Math.log(last)];
    const alive = -(r + x) * lnNow;
    const gone = lnGone - (r + x) * lnLast;
    const either = logAddExp(alive, gone);
    const p = Math.exp(alive - either);
    const q = 1 - p;
    const w = weight[i]!;
    total += w * (shared + either);
    dr += w * (psiX - psiR + lnAlpha - p * lnNow - q * lnLast);
    dalpha += w * (r / alpha - (r + x) * (p / now + q / last));
    da += w * (psiAB - psiABX + q / a);
    db += w * (psiAB + psiBX - psiB - psiABX - (q > 0 ? q / left : 0));
  }
  gradient[0] = dr * r;
  gradient[1] = dalpha * alpha;
  gradient[2] = da * a;
  gradient[3] = db * b;
  return total;
}

/** Chance that a customer with this history will ever buy again: not gone at T. 1 for BG/NBD without a repeat. */
export function betaGeometricAlive({ r, alpha, a, b, first }: BetaGeometric, x: number, tx: number, T: number): number {
  if (x === 0 && first === 0) return 1;
  const odds = Math.log(a) - Math.log(b + x - 1 + first) + (r + x) * (Math.log(alpha + T) - Math.log(alpha + tx));
  return 1 / (1 + Math.exp(odds));
}

/** (1 − (1 − z)^(a−1) F) · c / (a − 1) is smooth through a = 1, c = 0 and c = −1, but not as written there. */
const away = (value: number, ...from: number[]): number =>
  from.reduce((at, pole) => (Math.abs(at - pole) < 1e-6 ? pole + 1e-6 : at), value);

/**
 * Expected purchases in the time t after T of a customer with x repeat purchases who is alive at T (Fader, Hardie & Lee 2005,
 * eq. 10, without the chance of being alive), in Euler's form, whose series falls fast and does not overflow for heavy buyers.
 */
export function betaGeometricFuture(model: BetaGeometric, x: number, T: number, t: number): number {
  const { r, alpha, b, first } = model;
  const a = away(model.a, 1);
  const c = away(a + b + x - 1 + first, 0, -1);
  const z = t / (alpha + T + t);
  // (1−z)^(r+x) F(r+x, b+x; c; z) = (1−z)^(a−1) F(c−r−x, a−1; c; z).
  const still = Math.pow(1 - z, a - 1) * hypergeometric2F1(c - r - x, a - 1, c, z);
  return (c / (a - 1)) * (1 - still);
}

/** Expected repeat purchases of a new customer in their first t (eq. 9); of MBG/NBD the first purchase may be the last. */
export function betaGeometricExpected(model: BetaGeometric, t: number): number {
  return model.first === 1
    ? (model.b / (model.a + model.b)) * betaGeometricFuture(model, 0, 0, t)
    : betaGeometricFuture(model, 0, 0, t);
}

/** Chance of no repeat purchase in the first t (eq. 8 at x = 0). */
export function betaGeometricNone({ r, alpha, a, b, first }: BetaGeometric, t: number): number {
  const silent = Math.pow(alpha / (alpha + t), r);
  return first === 1 ? (a + b * silent) / (a + b) : silent;
}

/** Chance of one purchase at least in the time t after T, of a customer alive at T: nobody leaves between purchases. */
export function betaGeometricAny({ r, alpha }: BetaGeometric, x: number, T: number, t: number): number {
  return 1 - Math.pow((alpha + T) / (alpha + T + t), r + x);
}
