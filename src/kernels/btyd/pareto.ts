import { digamma } from '../special/digamma';
import { logAddExp } from '../special/log-add-exp';
import { logGamma } from '../special/log-gamma';
import type { Histories } from './histories';
import { gaussLegendre } from './quadrature';

/**
 * Pareto/NBD (Schmittlein, Morrison & Colombo 1987; notation of Fader & Hardie 2005, "A note on deriving the Pareto/NBD
 * model"): customers leave at any time, at a rate of their own.
 */
export interface Pareto {
  readonly r: number;
  readonly alpha: number;
  readonly s: number;
  readonly beta: number;
}

const { nodes, weights } = gaussLegendre(20);

/** ln of the integral, and means under its integrand. */
const gone = { log: 0, lnA: 0, lnB: 0, perA: 0, perB: 0 };

/**
 * ∫ (α+u)^−(r+x) (β+u)^−(s+1) du from tx to T: being gone by some u in between. In v = ln((m+u)/(m+tx)), m the lesser of α and
 * β, the integrand falls at most as e^(−(r+x+s)v), so panels begin narrow and double. Where α and β are far apart the usual
 * form with ₂F₁ takes a hundred thousand terms, or cancels; this does neither, and its derivatives come along.
 */
function integrateGone({ r, alpha, s, beta }: Pareto, x: number, tx: number, T: number): void {
  const m = Math.min(alpha, beta);
  const [k, l] = [r + x, s + 1];
  const reach = Math.log((m + T) / (m + tx));
  let width = Math.min(reach, 6 / (k + l));
  let [sum, lnA, lnB, perA, perB] = [0, 0, 0, 0, 0];
  if (!(width > 0) && reach !== 0) throw new RangeError('parameters must be finite and above 0');
  // The integrand is largest at tx: relative to it nothing overflows.
  const top = -k * Math.log(alpha + tx) - l * Math.log(beta + tx) + Math.log(m + tx);
  for (let from = 0; from < reach;) {
    const to = Math.min(from + width, reach);
    const half = (to - from) / 2;
    let part = 0;
    for (let j = 0; j < nodes.length; j++) {
      const v = from + half * (1 + nodes[j]!);
      const u = (m + tx) * Math.exp(v) - m;
      const [la, lb] = [Math.log(alpha + u), Math.log(beta + u)];
      const f = half * weights[j]! * Math.exp(-k * la - l * lb + Math.log(m + tx) + v - top);
      part += f;
      lnA += f * la;
      lnB += f * lb;
      perA += f / (alpha + u);
      perB += f / (beta + u);
    }
    sum += part;
    if (!(part > 1e-17 * sum)) break;
    from = to;
    width *= 2;
  }
  gone.log = sum > 0 ? top + Math.log(sum) : -Infinity;
  gone.lnA = sum > 0 ? lnA / sum : 0;
  gone.lnB = sum > 0 ? lnB / sum : 0;
  gone.perA = sum > 0 ? perA / sum : 0;
  gone.perB = sum > 0 ? perB / sum : 0;
}

/** Log-likelihood of the histories; writes its gradient by ln r, ln α, ln s, ln β. */
export function paretoLogLikelihood(histories: Histories, model: Pareto, gradient: Float64Array): number {
  const { r, alpha, s, beta } = model;
  const { rows, x: xs, tx, T, weight } = histories;
  const [lnAlpha, lnBeta, lnS] = [Math.log(alpha), Math.log(beta), Math.log(s)];
  const [gammaR, psiR] = [logGamma(r), digamma(r)];
  let [total, dr, dalpha, ds, dbeta] = [0, 0, 0, 0, 0];
  let [x, shared, psiX] = [-1, 0, 0];
  for (let i = 0; i < rows; i++) {
    if (xs[i] !== x) {
      x = xs[i]!;
      shared = logGamma(r + x) - gammaR + r * lnAlpha + s * lnBeta;
      psiX = digamma(r + x);
    }
    const [lnA, lnB] = [Math.log(alpha + T[i]!), Math.log(beta + T[i]!)];
    const alive = -(r + x) * lnA - s * lnB;
    integrateGone(model, x, tx[i]!, T[i]!);
    const either = logAddExp(alive, lnS + gone.log);
    const p = Math.exp(alive - either);
    const q = 1 - p;
    const w = weight[i]!;
    total += w * (shared + either);
    dr += w * (psiX - psiR + lnAlpha - p * lnA - q * gone.lnA);
    dalpha += w * (r / alpha - (r + x) * (p / (alpha + T[i]!) + q * gone.perA));
    ds += w * (lnBeta - p * lnB + q * (1 / s - gone.lnB));
    dbeta += w * (s / beta - (p * s) / (beta + T[i]!) - q * (s + 1) * gone.perB);
  }
  gradient[0] = dr * r;
  gradient[1] = dalpha * alpha;
  gradient[2] = ds * s;
  gradient[3] = dbeta * beta;
  return total;
}

/** Chance that a customer with this history is not gone at T. */
export function paretoAlive(model: Pareto, x: number, tx: number, T: number): number {
  const { r, alpha, s, beta } = model;
  integrateGone(model, x, tx, T);
  const alive = -(r + x) * Math.log(alpha + T) - s * Math.log(beta + T);
  return 1 / (1 + Math.exp(Math.log(s) + gone.log - alive));
}

/** Expected purchases in the time t after T of a customer with x repeat purchases who is alive at T. */
export function paretoFuture({ r, alpha, s, beta }: Pareto, x: number, T: number, t: number): number {
  const rate = ((r + x) * (beta + T)) / (alpha + T);
  const log = Math.log1p(t / (beta + T));
  // (1 − e^(−(s−1) log)) / (s − 1), which is log at s = 1.
  return rate * (Math.abs(s - 1) < 1e-12 ? log : -Math.expm1(-(s - 1) * log) / (s - 1));
}

/** Expected repeat purchases of a new customer in their first t. */
export function paretoExpected(model: Pareto, t: number): number {
  return paretoFuture(model, 0, 0, t);
}
