import { ok, type Json, type Progress, type Result } from '../../domain';
import { cholesky, solveCholesky } from '../../kernels/linalg/cholesky';
import type { Matrix } from '../../kernels/linalg/matrix';
import { weightedMoments } from '../../kernels/linalg/weighted-moments';
import { descendCoordinates } from '../../kernels/optimise/coordinate-descent';
import { badInput, checkMatrix } from '../bad-input';
import type { Model } from '../contract';
import { numberIn, numbersIn, openSaved, refuseUnreadable } from '../saved';

export interface AmountInput {
  /** Finite; standardised where there is a penalty. */
  readonly x: Matrix;
  /** The amount of each row, finite. */
  readonly y: Float64Array;
}

export interface LeastSquaresParams {
  /** As scikit-learn's Lasso's alpha: ‖y − Xw − b‖² / (2n) + l1 ‖w‖₁. */
  readonly l1: number;
  /** As scikit-learn's Ridge's alpha: ‖y − Xw − b‖² + l2 ‖w‖². */
  readonly l2: number;
}

export interface LeastSquaresFitted {
  readonly intercept: number;
  readonly weights: Float64Array;
  readonly n: number;
  /** Share of the variance explained, on the rows learned from; NaN-free: 0 where the amounts are all alike. */
  readonly r2: number;
}

const version = 1;
const engine = 'js';

/** Throws KithError 'model/bad-input' unless there is a finite amount for every row. */
export function checkAmounts({ x, y }: { readonly x: Matrix; readonly y: Float64Array }): void {
  if (y.length !== x.rows) throw badInput('wrong-length');
  if (!y.every(Number.isFinite)) throw badInput('not-finite');
}

function* fit(input: AmountInput, { l1, l2 }: LeastSquaresParams): Generator<Progress, LeastSquaresFitted, void> {
  const { x, y } = input;
  checkMatrix(x, 2);
  checkAmounts(input);
  if (!(l1 >= 0) || !(l2 >= 0)) throw badInput('bad-setting');
  yield { stage: 'value', done: 0, total: 1, unit: 'rounds' };
  const { rows: n, cols } = x;
  const summing = weightedMoments(x, y, null);
  let summed = summing.next();
  for (; !summed.done; summed = summing.next()) yield { stage: 'value', done: 0, total: 1, unit: 'rounds' };
  const { gram, cross, means, yMean } = summed.value;
  const weights = new Float64Array(cols);
  if (l1 > 0) {
    for (let i = 0; i < gram.length; i++) gram[i]! /= n;
    const linear = cross.map((value) => value / n);
    const scale = Math.max(1e-300, ...linear.map(Math.abs));
    descendCoordinates(gram, linear, l1, l2 / n, weights, { tolerance: 1e-10 * scale, maxRounds: 10_000 });
  } else weights.set(solve(gram, cross, l2));
  let intercept = yMean;
  for (let j = 0; j < cols; j++) intercept -= weights[j]! * means[j]!;
  let [residual, spread] = [0, 0];
  for (let i = 0, at = 0; i < n; i++) {
    let guess = intercept;
    for (let j = 0; j < cols; j++) guess += weights[j]! * x.values[at++]!;
    residual += (y[i]! - guess) ** 2;
    spread += (y[i]! - yMean) ** 2;
  }
  yield { stage: 'value', done: 1, total: 1, unit: 'rounds' };
  return Object.freeze({ intercept, weights, n, r2: spread > 0 ? 1 - residual / spread : 0 });
}

/** (G + l2 I)⁻¹ cross; where columns say the same, a trace of l2 more lets them share the weight. */
function solve(gram: Float64Array, cross: Float64Array, l2: number): Float64Array {
  const size = cross.length;
  let widest = 0;
  for (let j = 0; j < size; j++) widest = Math.max(widest, gram[j * size + j]!);
  // Nothing varies: nothing to weigh.
  if (widest === 0) return new Float64Array(size);
  for (const trace of [0, 1e-12, 1e-9, 1e-6]) {
    const matrix = gram.slice();
    for (let j = 0; j < size; j++) matrix[j * size + j]! += l2 + trace * widest;
    const lower = cholesky(matrix, size);
    if (lower === null || (trace === 0 && l2 === 0 && nearlySingular(lower, gram, size))) continue;
    const weights = cross.slice();
    solveCholesky(lower, size, weights);
    return weights;
  }
  throw badInput('no-maximum');
}

function nearlySingular(lower: Float64Array, gram: Float64Array, size: number): boolean {
  for (let j = 0; j < size; j++) if (!(lower[j * size + j]! ** 2 > 1e-11 * gram[j * size + j]!)) return true;
  return false;
}

function predict({ weights, intercept }: LeastSquaresFitted, x: Matrix): Float64Array {
  checkMatrix(x, 0);
  if (x.cols !== weights.length) throw badInput('wrong-columns');
  const guesses = new Float64Array(x.rows);
  for (let i = 0, at = 0; i < x.rows; i++) {
    let guess = intercept;
    for (let j = 0; j < x.cols; j++) guess += weights[j]! * x.values[at++]!;
    guesses[i] = guess;
  }
  return guesses;
}

function make(
  id: string,
  defaults: LeastSquaresParams,
): Model<LeastSquaresParams, AmountInput, LeastSquaresFitted, Float64Array> {
  return {
    id,
    version,
    defaults: Object.freeze(defaults),
    fit,
    predict,
    serialise: (fitted): Json => ({ model: id, version, engine, ...fitted, weights: [...fitted.weights] }),
    restore(json): Result<LeastSquaresFitted> {
      const opened = openSaved(json, id, version);
      if (!opened.ok) return opened;
      const [intercept, n, r2] = ['intercept', 'n', 'r2'].map((name) => numberIn(opened.fields[name]));
      const weights = numbersIn(opened.fields['weights']);
      if (intercept == null || n == null || r2 == null || opened.fields['engine'] !== engine || !weights || weights.length === 0)
        return refuseUnreadable();
      return ok(Object.freeze({ intercept, weights, n, r2 }));
    },
    describe: ({ n }) => ({
      id,
      version,
      engine,
      n,
      assumes: ['least-squares.adds-up', 'least-squares.future-like-past'],
      beware: l1Of(defaults)
        ? ['least-squares.leaves-out', 'least-squares.association']
        : ['least-squares.large-amounts', 'least-squares.association'],
    }),
  };
}

const l1Of = ({ l1 }: LeastSquaresParams): boolean => l1 > 0;

/** Least squares without a penalty, by the normal equations about the means. */
export const linearRegression = make('linear', { l1: 0, l2: 0 });
/** With an L2 penalty (Hoerl & Kennard 1970). */
export const ridge = make('ridge', { l1: 0, l2: 1 });
/** With an L1 penalty (Tibshirani 1996), by coordinate descent. */
export const lasso = make('lasso', { l1: 1, l2: 0 });
/** With both (Zou & Hastie 2005). */
export const elasticNet = make('elastic-net', { l1: 0.5, l2: 1 });
