import type { Progress } from '../../domain';
import { weightedMoments } from '../../kernels/linalg/weighted-moments';
import { sigmoid } from '../../kernels/logistic/sigmoid';
import { descendCoordinates } from '../../kernels/optimise/coordinate-descent';
import { badInput, checkLabels, checkMatrix } from '../bad-input';
import type { LogisticFitted, LogisticInput } from './logistic';

export interface SparseParams {
  readonly c: number;
  /** Share of the penalty that is L1, above 0 and up to 1: weights that say little become exactly 0. */
  readonly l1Ratio: number;
  readonly maxRounds: number;
}

/**
 * Logistic regression with an L1 or elastic-net penalty: the sum of log-losses + (ratio ‖w‖₁ + (1 − ratio) ‖w‖² / 2) / c, as
 * scikit-learn's; no penalty on the intercept. Newton's method on the losses, each round a weighted least-squares problem
 * solved by coordinate descent (Friedman, Hastie & Tibshirani 2010, §3), its step halved while it does not descend.
 */
export function* fitSparse(
  { x, y }: LogisticInput,
  { c, l1Ratio, maxRounds }: SparseParams,
): Generator<Progress, LogisticFitted, void> {
  checkMatrix(x, 2);
  const positives = checkLabels(y, x.rows);
  if (!(c > 0) || !(l1Ratio > 0 && l1Ratio <= 1) || !(maxRounds >= 1)) throw badInput('bad-setting');
  const { rows: n, cols, values } = x;
  const [l1, l2] = [l1Ratio / c, (1 - l1Ratio) / c];
  let intercept = Math.log(positives / (n - positives));
  let weights: Float64Array = new Float64Array(cols);
  const curvatures = new Float64Array(n);
  const working = new Float64Array(n);
  let evaluations = 0;
  /** Loss on the rows; what the next round works with where it is asked for. */
  const lossAt = (b: number, w: Float64Array, prepare: boolean): number => {
    evaluations++;
    let loss = 0;
    for (let i = 0, at = 0; i < n; i++) {
      let z = b;
      for (let j = 0; j < cols; j++) z += w[j]! * values[at++]!;
      loss += Math.max(z, 0) + Math.log1p(Math.exp(-Math.abs(z))) - (y[i] === 1 ? z : 0);
      if (!prepare) continue;
      const p = sigmoid(z);
      const curvature = Math.max(p * (1 - p), 1e-9);
      curvatures[i] = curvature;
      working[i] = z + (y[i]! - p) / curvature;
    }
    return loss;
  };
  const penaltyOf = (w: Float64Array) => w.reduce((total, each) => total + l1 * Math.abs(each) + 0.5 * l2 * each * each, 0);
  let loss = lossAt(intercept, weights, true);
  let round = 0;
  let converged = false;
  while (round < maxRounds && !converged) {
    round++;
    const summing = weightedMoments(x, working, curvatures);
    let summed = summing.next();
    for (; !summed.done; summed = summing.next()) yield { stage: 'churn', done: round, total: null, unit: 'rounds' };
    const { gram, cross, means, yMean } = summed.value;
    const next = weights.slice();
    descendCoordinates(gram, cross, l1, l2, next, { tolerance: 1e-10, maxRounds: 2000 });
    const nextIntercept = next.reduce((total, weight, j) => total - weight * means[j]!, yMean);
    const before = loss + penaltyOf(weights);
    let size = 1;
    for (; size > 1e-4; size /= 2) {
      const between = weights.map((weight, j) => weight + size * (next[j]! - weight));
      const b = intercept + size * (nextIntercept - intercept);
      const tried = lossAt(b, between, false);
      if (tried + penaltyOf(between) <= before + 1e-12 * Math.abs(before)) {
        const gain = before - tried - penaltyOf(between);
        [weights, intercept] = [between, b];
        converged = gain <= 1e-12 * Math.abs(before);
        break;
      }
    }
    if (size <= 1e-4) converged = true;
    loss = lossAt(intercept, weights, true);
    yield { stage: 'churn', done: round, total: null, unit: 'rounds' };
  }
  return Object.freeze({ intercept, weights, n, positives, loss: loss / n, rounds: round, evaluations, converged, engine: 'js' });
}
