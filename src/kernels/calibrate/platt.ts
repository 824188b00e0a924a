import { sigmoid } from '../logistic/sigmoid';

/** A sigmoid laid over scores: 1 / (1 + exp(−(slope · score + intercept))). */
export interface Sigmoid {
  readonly slope: number;
  readonly intercept: number;
}

const rounds = 100;

/** Mean log-loss of soft targets at a slope and an intercept, without overflow. */
function lossAt(scores: Float64Array, targets: Float64Array, slope: number, intercept: number): number {
  let total = 0;
  for (let i = 0; i < scores.length; i++) {
    const z = slope * scores[i]! + intercept;
    total += Math.max(z, 0) - z * targets[i]! + Math.log1p(Math.exp(-Math.abs(z)));
  }
  return total;
}

/**
 * Platt's sigmoid through scores (Platt 1999), by Newton's method with backtracking (Lin, Lin & Weng 2007, algorithm 1).
 * The targets are drawn in from 0 and 1 by one case each, so that separable scores keep a finite slope.
 * One class only, or no rows, give a flat line at the rate that the targets have; scores must be finite.
 */
export function fitPlatt(scores: Float64Array, y: Uint8Array): Sigmoid {
  let yes = 0;
  for (const label of y) yes += label;
  const no = y.length - yes;
  const targets = Float64Array.from(y, (label) => (label === 1 ? (yes + 1) / (yes + 2) : 1 / (no + 2)));
  let slope = 0;
  let intercept = Math.log((yes + 1) / (no + 1));
  if (yes === 0 || no === 0) return { slope, intercept };
  let loss = lossAt(scores, targets, slope, intercept);
  for (let round = 0; round < rounds; round++) {
    let [h11, h22, h21, g1, g2] = [1e-12, 1e-12, 0, 0, 0];
    for (let i = 0; i < scores.length; i++) {
      const score = scores[i]!;
      const p = sigmoid(slope * score + intercept);
      const weight = p * (1 - p);
      const error = p - targets[i]!;
      h11 += score * score * weight;
      h22 += weight;
      h21 += score * weight;
      g1 += score * error;
      g2 += error;
    }
    if (Math.abs(g1) < 1e-8 * y.length && Math.abs(g2) < 1e-8 * y.length) break;
    const determinant = h11 * h22 - h21 * h21;
    if (!(determinant > 0)) break;
    const bySlope = -(h22 * g1 - h21 * g2) / determinant;
    const byIntercept = -(h11 * g2 - h21 * g1) / determinant;
    const falling = g1 * bySlope + g2 * byIntercept;
    let step = 1;
    for (; step >= 1e-10; step /= 2) {
      const next = lossAt(scores, targets, slope + step * bySlope, intercept + step * byIntercept);
      if (next < loss + 1e-4 * step * falling) {
        slope += step * bySlope;
        intercept += step * byIntercept;
        loss = next;
        break;
      }
    }
    if (step < 1e-10) break;
  }
  return { slope, intercept };
}

/** The sigmoid at each score. */
export function applyPlatt({ slope, intercept }: Sigmoid, scores: Float64Array): Float64Array {
  return scores.map((score) => sigmoid(slope * score + intercept));
}

/** Covariance of slope and intercept at the maximum: the inverse of the information (Cox & Hinkley 1974, §4.8). */
export interface SigmoidCovariance {
  readonly slope: number;
  readonly intercept: number;
  readonly both: number;
}

/** How unsure a fitted sigmoid is. NaN where the scores do not tell slope from intercept. */
export function plattCovariance(curve: Sigmoid, scores: Float64Array): SigmoidCovariance {
  let [h11, h22, h21] = [0, 0, 0];
  for (const score of scores) {
    const p = sigmoid(curve.slope * score + curve.intercept);
    const weight = p * (1 - p);
    h11 += score * score * weight;
    h22 += weight;
    h21 += score * weight;
  }
  const determinant = h11 * h22 - h21 * h21;
  return { slope: h22 / determinant, intercept: h11 / determinant, both: -h21 / determinant };
}
