import { ok, type Json, type Progress, type Result } from '../../domain';
import type { Matrix } from '../../kernels/linalg/matrix';
import { takeRows } from '../../kernels/linalg/take-rows';
import { sigmoid } from '../../kernels/logistic/sigmoid';
import { minimiseLbfgs } from '../../kernels/optimise/lbfgs';
import { ownOrder } from '../../kernels/random/own-order';
import { hazardLoss } from '../../kernels/survival/discrete-hazard';
import { badInput, checkMatrix } from '../bad-input';
import type { Model } from '../contract';
import { numberIn, numbersIn, openSaved, refuseUnreadable } from '../saved';

export interface HazardParams {
  /** Inverse strength of the L2 penalty on the weights, as for logistic regression. */
  readonly c: number;
  /** What it costs, squared, that the log-odds of neighbouring periods differ: thin periods lean on their neighbours. */
  readonly smooth: number;
  /** Longer watches are cut off here; at most as many periods as somebody was watched. */
  readonly maxPeriods: number;
  readonly maxRounds: number;
}

export interface HazardInput {
  /** As it was when the watch began; finite, standardised. */
  readonly x: Matrix;
  /** Periods (days, weeks, months: whichever, but the same) that each row was watched; whole, from 1. */
  readonly periods: Int32Array;
  /** 1 where it happened in the last of them, 0 where the watch ended before it did. */
  readonly ended: Uint8Array;
}

export interface HazardFitted {
  /** Log-odds of each period for a row of zeros. */
  readonly baselines: Float64Array;
  readonly weights: Float64Array;
  readonly n: number;
  readonly events: number;
  /** Negative log-likelihood a row, without penalties. */
  readonly loss: number;
}

const id = 'hazard';
const version = 1;
const engine = 'js';

function checkWatches({ x, periods, ended }: HazardInput): number {
  checkMatrix(x, 2);
  if (periods.length !== x.rows || ended.length !== x.rows) throw badInput('wrong-length');
  let events = 0;
  for (let i = 0; i < periods.length; i++) {
    if (periods[i]! < 1 || ended[i]! > 1) throw badInput('bad-setting');
    events += ended[i]!;
  }
  if (events === 0) throw badInput('one-class');
  return events;
}

async function* fit(input: HazardInput, params: HazardParams): AsyncGenerator<Progress, HazardFitted, void> {
  checkWatches(input);
  const { c, smooth, maxPeriods, maxRounds } = params;
  if (!(c > 0) || !(smooth >= 0) || !(maxPeriods >= 1) || !(maxRounds >= 1)) throw badInput('bad-setting');
  yield { stage: 'value', done: 0, total: null, unit: 'rounds' };
  const order = ownOrder(
    input.x.values,
    input.x.cols,
    input.periods.map((count, i) => count * 2 + input.ended[i]!),
  );
  const x = takeRows(input.x, order);
  // Who is watched beyond the last period has not ended in it.
  const ended = Uint8Array.from(order, (row) => (input.periods[row]! <= maxPeriods ? input.ended[row]! : 0));
  const periods = Int32Array.from(order, (row) => Math.min(input.periods[row]!, maxPeriods));
  const count = periods.reduce((most, each) => Math.max(most, each), 1);
  const events = ended.reduce((total, each) => total + each, 0);
  if (events === 0) throw badInput('one-class');
  const watched = periods.reduce((total, each) => total + each, 0);
  const start = new Float64Array(count + x.cols);
  const rate = Math.min(events / watched, 1 - 1e-6);
  start.fill(Math.log(rate / (1 - rate)), 0, count);
  const penalised = (point: Float64Array, gradient: Float64Array): number => {
    let value = hazardLoss(x, periods, ended, point, gradient);
    for (let j = count; j < point.length; j++) {
      value += (0.5 / c) * point[j]! ** 2;
      gradient[j]! += point[j]! / c;
    }
    for (let t = 1; t < count; t++) {
      const step = point[t]! - point[t - 1]!;
      value += 0.5 * smooth * step * step;
      gradient[t]! += smooth * step;
      gradient[t - 1]! -= smooth * step;
    }
    // Hardly any: keeps a period in which all or nobody ended from running away where nothing smooths it.
    value += 0.5e-3 * point.subarray(0, count).reduce((total, each) => total + each * each, 0);
    for (let t = 0; t < count; t++) gradient[t]! += 1e-3 * point[t]!;
    return value;
  };
  const search = minimiseLbfgs(penalised, start, { memory: 20, maxRounds, gradientTolerance: 1e-5, valueTolerance: 1e-12 });
  for (;;) {
    const next = await search.next();
    if (!next.done) {
      yield { stage: 'value', done: next.value.round, total: null, unit: 'rounds' };
      continue;
    }
    const { point } = next.value;
    const loss = hazardLoss(x, periods, ended, point, new Float64Array(point.length)) / x.rows;
    return Object.freeze({ baselines: point.slice(0, count), weights: point.slice(count), n: x.rows, events, loss });
  }
}

function scoresOf({ weights }: HazardFitted, x: Matrix): Float64Array {
  checkMatrix(x, 0);
  if (x.cols !== weights.length) throw badInput('wrong-columns');
  const scores = new Float64Array(x.rows);
  for (let i = 0, at = 0; i < x.rows; i++) {
    for (let j = 0; j < x.cols; j++) scores[i]! += weights[j]! * x.values[at++]!;
  }
  return scores;
}

/**
 * For every row the chance that it has not happened by the end of each period, rows × periods, given that it has not by the
 * end of period `after` (0: from the beginning; then the first columns are 1).
 */
export function survivalOf(fitted: HazardFitted, x: Matrix, after = 0): Matrix {
  const scores = scoresOf(fitted, x);
  const cols = fitted.baselines.length;
  const values = new Float64Array(x.rows * cols);
  for (let i = 0; i < x.rows; i++) {
    let left = 1;
    for (let t = 0; t < cols; t++) {
      if (t >= after) left *= 1 - sigmoid(scores[i]! + fitted.baselines[t]!);
      values[i * cols + t] = left;
    }
  }
  return { rows: x.rows, cols, values };
}

/**
 * For every row the first period by whose end it has happened with the given chance, given that it has not by the end of
 * `after`; NaN where not within the periods known. With .5 that is the median, the date to name; .1 and .9 are how far it may be off.
 */
export function periodOf(fitted: HazardFitted, x: Matrix, chance = 0.5, after = 0): Float64Array {
  if (!(chance > 0 && chance < 1)) throw new RangeError('0 < chance < 1');
  const { cols, values } = survivalOf(fitted, x, after);
  return Float64Array.from({ length: x.rows }, (_, i) => {
    for (let t = 0; t < cols; t++) if (values[i * cols + t]! <= 1 - chance) return t + 1;
    return Number.NaN;
  });
}

/**
 * When something will happen, period by period (discrete-time hazard: Allison 1982; Singer & Willett 1993): the chance of each
 * period, given that it has not happened yet, is a logistic regression with a level of its own for every period; who was only
 * watched so far counts for as long. Output of predict: the chance that it happens within all periods known. Throws KithError
 * 'model/bad-input'.
 */
export const hazard: Model<HazardParams, HazardInput, HazardFitted, Float64Array> = {
  id,
  version,
  defaults: Object.freeze({ c: 1, smooth: 1, maxPeriods: 36, maxRounds: 500 }),
  fit,
  predict(fitted, x) {
    const { cols, values } = survivalOf(fitted, x);
    return Float64Array.from({ length: x.rows }, (_, i) => 1 - values[i * cols + cols - 1]!);
  },
  serialise: ({ baselines, weights, ...rest }): Json => ({
    model: id,
    version,
    engine,
    baselines: [...baselines],
    weights: [...weights],
    ...rest,
  }),
  restore(json): Result<HazardFitted> {
    const opened = openSaved(json, id, version);
    if (!opened.ok) return opened;
    const { fields } = opened;
    const [n, events, loss] = ['n', 'events', 'loss'].map((name) => numberIn(fields[name]));
    const [baselines, weights] = [numbersIn(fields['baselines']), numbersIn(fields['weights'])];
    if (n == null || events == null || loss == null || !baselines || !weights || fields['engine'] !== engine)
      return refuseUnreadable();
    if (baselines.length === 0 || weights.length === 0) return refuseUnreadable();
    return ok(Object.freeze({ baselines, weights, n, events, loss }));
  },
  describe: ({ n }) => ({
    id,
    version,
    engine,
    n,
    assumes: ['hazard.own-level', 'hazard.same-pull', 'logistic.future-like-past'],
    beware: ['hazard.not-beyond', 'logistic.association'],
  }),
};
