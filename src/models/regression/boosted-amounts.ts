import { ok, type Json, type Result, type Steps } from '../../domain';
import { ownOrder } from '../../kernels/random/own-order';
import { learnBins } from '../../kernels/trees/bins';
import { squaredLoss, tweedieLoss, type Loss } from '../../kernels/trees/losses';
import { badInput } from '../bad-input';
import type { Model } from '../contract';
import { numberIn, openSaved, refuseUnreadable } from '../saved';
import { boostAndStop, boostingDefaults, checkBoosting, type BoostingParams } from '../trees/boosting';
import { checkTreeColumns, restoreGrove, scoresOf, serialiseGrove, sharesOf, type Grove } from '../trees/grove';
import { checkAmounts, type AmountInput } from './least-squares';

export interface BoostedAmountsParams extends BoostingParams {
  /** 'tweedie' for amounts of 0 and above that are often 0 (what customers will spend); 'squared' for any. */
  readonly loss: 'squared' | 'tweedie';
  /** Of the Tweedie distribution, between 1 and 2. */
  readonly power: number;
}

export interface BoostedAmounts {
  readonly grove: Grove;
  readonly loss: 'squared' | 'tweedie';
  readonly power: number;
  readonly n: number;
}

const id = 'boosted-amounts';
const version = 1;
const engine = 'wasm';

const lossOf = ({ loss, power }: { readonly loss: string; readonly power: number }): Loss =>
  loss === 'tweedie' ? tweedieLoss(power) : squaredLoss;

function* fit(input: AmountInput & { readonly levels?: readonly number[] }, params: BoostedAmountsParams): Steps<BoostedAmounts> {
  const { x, y, levels } = input;
  checkTreeColumns(x, levels, 2);
  checkAmounts(input);
  checkBoosting(params);
  const { loss, power } = params;
  if (loss === 'tweedie') {
    if (!(power > 1 && power < 2)) throw badInput('bad-setting');
    if (y.some((amount) => amount < 0)) throw badInput('not-a-spend');
    if (!y.some((amount) => amount > 0)) throw badInput('one-class');
  }
  const progress = (done: number) => ({ stage: 'value', done, total: params.rounds, unit: 'rounds' }) as const;
  yield progress(0);
  const order = ownOrder(x.values, x.cols, y);
  const binning = learnBins(x, order, levels);
  let bins = binning.next();
  for (; !bins.done; bins = binning.next()) yield progress(0);
  const growing = boostAndStop(x, y, order, bins.value, lossOf(params), params);
  let grown = growing.next();
  for (; !grown.done; grown = growing.next()) yield progress(grown.value);
  const { trees, start, gains } = grown.value;
  let grove: Grove = { bins: bins.value, trees, start, importance: sharesOf(gains) };
  if (loss === 'tweedie') {
    // With a log link steps do not keep the total (Denuit, Charpentier & Trufin 2021): all answers are moved so that it is.
    const guessed = scoresOf(grove, x).reduce((total, score) => total + Math.exp(score), 0);
    grove = { ...grove, start: start + Math.log(y.reduce((total, amount) => total + amount, 0) / guessed) };
  }
  return Object.freeze({ grove: Object.freeze(grove), loss, power, n: x.rows });
}

/**
 * Gradient boosting for amounts, with squared or Tweedie loss. Gaps in x are lived with. Output: the mean amount to expect of
 * every row. Throws KithError 'model/bad-input'.
 */
export const boostedAmounts: Model<
  BoostedAmountsParams,
  AmountInput & { readonly levels?: readonly number[] },
  BoostedAmounts,
  Float64Array
> = {
  id,
  version,
  defaults: Object.freeze({ ...boostingDefaults, loss: 'squared', power: 1.5 }),
  fit,
  predict(fitted, x) {
    const loss = lossOf(fitted);
    return scoresOf(fitted.grove, x).map((score) => loss.answer(score));
  },
  serialise({ grove, loss, power, n }): Json {
    return { model: id, version, engine, loss, power, n, ...serialiseGrove(grove) };
  },
  restore(json): Result<BoostedAmounts> {
    const opened = openSaved(json, id, version);
    if (!opened.ok) return opened;
    const { loss, engine: grownBy } = opened.fields;
    const [power, n] = [numberIn(opened.fields['power']), numberIn(opened.fields['n'])];
    const grove = restoreGrove(opened.fields);
    if ((loss !== 'squared' && loss !== 'tweedie') || power === null || n === null || grove === null || grownBy !== engine)
      return refuseUnreadable();
    if (!(power > 1 && power < 2)) return refuseUnreadable();
    return ok(Object.freeze({ grove, loss, power, n }));
  },
  describe: ({ n }) => ({
    id,
    version,
    engine,
    n,
    assumes: ['boosting.small-steps', 'least-squares.future-like-past'],
    beware: ['forest.not-readable', 'least-squares.association'],
  }),
};
