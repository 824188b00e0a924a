import { ok, type Json, type Result, type Steps } from '../../domain';
import { toDesign } from '../../kernels/logistic/design';
import { sigmoid } from '../../kernels/logistic/sigmoid';
import type { Matrix } from '../../kernels/linalg/matrix';
import { minimiseLbfgs } from '../../kernels/optimise/lbfgs';
import type { ValueAndGradient } from '../../kernels/optimise/line-search';
import { badInput, checkMatrix } from '../bad-input';
import type { Model, ModelCard } from '../contract';
import { currentEngine } from '../engine';
import { numberIn, numbersIn, openSaved, refuseUnreadable } from '../saved';
import { createObjective, type Formulation } from './objective';
import { preconditionerOf } from './precondition';

export interface LogisticParams {
  /** Inverse strength of the L2 penalty, as scikit-learn's C: the sum of log-losses plus ‖w‖² / (2 c); no penalty on the intercept. */
  readonly c: number;
  readonly maxRounds: number;
  /** Ends when no entry of the (summed) gradient is larger. */
  readonly gradientTolerance: number;
  /** Ends when a round lowers the loss by less than this share; float32 tensors see less than float64 sums. */
  readonly valueTolerance: { readonly fused: number; readonly tensor: number };
  readonly formulation: Formulation;
}

export interface LogisticInput {
  /** Finite; numeric columns standardised, or the penalty weighs unlike things. */
  readonly x: Matrix;
  /** 1 = left, 0 = stayed; a row each. */
  readonly y: Uint8Array;
}

/** What was learned: no rows, no ids. */
export interface LogisticFitted {
  readonly intercept: number;
  /** One a column of x. */
  readonly weights: Float64Array;
  readonly n: number;
  readonly positives: number;
  /** Mean log-loss on the training rows, without the penalty. */
  readonly loss: number;
  readonly rounds: number;
  readonly evaluations: number;
  /** False where maxRounds ended it. */
  readonly converged: boolean;
  readonly engine: string;
}

const id = 'logistic';
const version = 1;

function checkInput({ x, y }: LogisticInput): number {
  checkMatrix(x, 2);
  if (y.length !== x.rows) throw badInput('wrong-length');
  let positives = 0;
  for (const label of y) {
    if (label > 1) throw badInput('bad-setting');
    positives += label;
  }
  if (positives === 0 || positives === x.rows) throw badInput('one-class');
  return positives;
}

async function* fit(input: LogisticInput, params: LogisticParams): Steps<LogisticFitted> {
  const positives = checkInput(input);
  const { c, maxRounds, gradientTolerance, formulation } = params;
  if (!(c > 0) || !(maxRounds >= 1) || !(gradientTolerance >= 0)) throw badInput('bad-setting');
  const engine = await currentEngine();
  const { rows, cols, values } = input.x;
  const design = toDesign(values, rows, cols, input.y);
  const penalty = 1 / c;
  const objective = createObjective(design, formulation);
  try {
    const penalised: ValueAndGradient = async (point, gradient) => {
      let value = await objective.evaluate(point, gradient);
      for (let j = 1; j < point.length; j++) {
        value += 0.5 * penalty * point[j]! * point[j]!;
        gradient[j] = gradient[j]! + penalty * point[j]!;
      }
      return value;
    };
    const start = new Float64Array(design.width);
    start[0] = Math.log(positives / (rows - positives));
    const search = minimiseLbfgs(penalised, start, {
      memory: 10,
      maxRounds,
      gradientTolerance,
      valueTolerance: params.valueTolerance[formulation],
      precondition: preconditionerOf(design, positives / rows, penalty),
    });
    for (;;) {
      const next = await search.next();
      if (!next.done) {
        yield { stage: 'churn', done: next.value.round, total: null, unit: 'rounds' };
        continue;
      }
      const { point, value, round, evaluations, stopped } = next.value;
      const weights = point.slice(1, 1 + cols);
      const squares = weights.reduce((total, weight) => total + weight * weight, 0);
      return Object.freeze({
        intercept: point[0]!,
        weights,
        n: rows,
        positives,
        loss: (value - 0.5 * penalty * squares) / rows,
        rounds: round,
        evaluations,
        converged: stopped !== 'rounds',
        engine: engine.name,
      });
    }
  } finally {
    objective.dispose();
  }
}

function predict(fitted: LogisticFitted, input: Matrix): Float64Array {
  checkMatrix(input, 0);
  const { cols, values } = input;
  if (cols !== fitted.weights.length) throw badInput('wrong-columns');
  const probabilities = new Float64Array(input.rows);
  for (let i = 0; i < input.rows; i++) {
    let z = fitted.intercept;
    for (let j = 0; j < cols; j++) z += values[i * cols + j]! * fitted.weights[j]!;
    probabilities[i] = sigmoid(z);
  }
  return probabilities;
}

function serialise(fitted: LogisticFitted): Json {
  return { model: id, version, ...fitted, weights: [...fitted.weights] };
}

function restore(json: Json): Result<LogisticFitted> {
  const opened = openSaved(json, id, version);
  if (!opened.ok) return opened;
  const { fields } = opened;
  const [intercept, n, positives, loss] = ['intercept', 'n', 'positives', 'loss'].map((name) => numberIn(fields[name]));
  const [rounds, evaluations] = ['rounds', 'evaluations'].map((name) => numberIn(fields[name]));
  const weights = numbersIn(fields['weights']);
  const { engine, converged } = fields;
  if (intercept == null || n == null || positives == null || loss == null || rounds == null || evaluations == null) {
    return refuseUnreadable();
  }
  if (weights === null || typeof engine !== 'string' || typeof converged !== 'boolean') return refuseUnreadable();
  return ok(Object.freeze({ intercept, weights, n, positives, loss, rounds, evaluations, converged, engine }));
}

function describe({ engine, n }: LogisticFitted): ModelCard {
  return {
    id,
    version,
    engine,
    n,
    assumes: ['logistic.adds-up', 'logistic.future-like-past'],
    beware: ['logistic.association', 'logistic.shared-weights'],
  };
}

/**
 * Logistic regression by penalised maximum likelihood (L2, intercept free), trained with TensorFlow.js by L-BFGS to
 * convergence. Output: probability of 1 for every row. Needs no chance. Example:
 * `predict(await finish(logistic.fit({ x, y }, logistic.defaults, random)), x)`.
 *
 * Throws KithError 'model/bad-input' (see BadInputReason) and 'engine/failed'.
 */
export const logistic: Model<LogisticParams, LogisticInput, LogisticFitted, Float64Array> = {
  id,
  version,
  defaults: Object.freeze({
    c: 1,
    maxRounds: 200,
    gradientTolerance: 1e-4,
    valueTolerance: Object.freeze({ fused: 1e-11, tensor: 1e-9 }),
    formulation: 'fused',
  }),
  fit,
  predict,
  serialise,
  restore,
  describe,
};
