import type { Matrix } from '../../kernels/linalg/matrix';
import type { Bins } from '../../kernels/trees/bins';
import { boost, type Boosted } from '../../kernels/trees/boost';
import { logisticLoss, type Loss } from '../../kernels/trees/losses';
import { badInput } from '../bad-input';
import type { Classifier } from '../classifier';
import { sharesOf } from './grove';
import { checkSetting, treeClassifier } from './tree-classifier';

export interface BoostingParams {
  /** At most so many trees. */
  readonly rounds: number;
  readonly maxLeaves: number;
  readonly maxDepth: number;
  readonly learningRate: number;
  /** L2 penalty on the leaves' values. */
  readonly l2: number;
  /** The fewest customers in a leaf; counted by their curvature, as LightGBM does. */
  readonly minRows: number;
  /** This share of the rows is kept aside to see when to stop; 0 runs all rounds. Then all rows learn for as many rounds. */
  readonly stoppingShare: number;
  readonly patience: number;
  /** Up to so many rows, all rows learn again for the number of rounds found; beyond, the rows kept aside are not missed. */
  readonly refitBelow: number;
  /** A column's −1, 0 or 1: the answer may only fall, go as it likes, only rise with it. Null binds nothing. */
  readonly monotone: readonly number[] | null;
}

export const boostingDefaults: BoostingParams = Object.freeze({
  rounds: 300,
  maxLeaves: 15,
  maxDepth: 30,
  learningRate: 0.05,
  l2: 1,
  minRows: 20,
  stoppingShare: 0.15,
  patience: 20,
  refitBelow: 50_000,
  monotone: null,
});

/** Below so many rows a part kept aside says nothing; rounds are few instead. */
const fewRows = 200;
const roundsForFew = 40;

/** Throws KithError 'model/bad-input' for settings outside what is possible. */
export function checkBoosting(params: BoostingParams): void {
  checkSetting(params.rounds, 1, 100_000);
  checkSetting(params.maxLeaves, 2, 4096);
  checkSetting(params.maxDepth, 1, 1000);
  checkSetting(params.learningRate, 1e-6, 1, false);
  checkSetting(params.l2, 0, 1e9, false);
  checkSetting(params.minRows, 1, 1e9);
  checkSetting(params.stoppingShare, 0, 0.9, false);
  checkSetting(params.patience, 1, 1e9);
  if (params.monotone?.some((sign) => sign !== -1 && sign !== 0 && sign !== 1)) throw badInput('bad-setting');
}

/** Boosts with the settings' way of stopping. */
export function* boostAndStop(
  x: Matrix,
  y: Float64Array,
  order: Int32Array,
  bins: Bins,
  loss: Loss,
  params: BoostingParams,
): Generator<number, Boosted, void> {
  if (params.monotone !== null && params.monotone.length !== x.cols) throw badInput('wrong-columns');
  const options = { ...params, lambda: params.l2, heldOut: 0 };
  if (params.stoppingShare === 0) return yield* boost(x, y, order, bins, loss, options);
  if (x.rows < fewRows)
    return yield* boost(x, y, order, bins, loss, { ...options, rounds: Math.min(params.rounds, roundsForFew) });
  const heldOut = Math.round(x.rows * params.stoppingShare);
  const found = yield* boost(x, y, order, bins, loss, { ...options, heldOut });
  if (x.rows > params.refitBelow) return found;
  const rounds = Math.max(1, found.trees.roots.length);
  return yield* boost(x, y, order, bins, loss, { ...options, rounds });
}

/** Gradient boosting with the logistic loss: many small trees, each mending what those before it left. Throws KithError 'model/bad-input'. */
export function boostingModel(options: Partial<BoostingParams> = {}): Classifier {
  const params = { ...boostingDefaults, ...options };
  checkBoosting(params);
  return treeClassifier({
    id: 'boosting',
    rounds: params.rounds,
    unit: 'log-odds',
    assumes: ['boosting.small-steps', 'logistic.future-like-past'],
    beware: ['forest.not-readable', 'trees.association'],
    *grow({ x, y, order, bins }) {
      const { trees, start, gains } = yield* boostAndStop(x, Float64Array.from(y), order, bins, logisticLoss, params);
      return { bins, trees, start, importance: sharesOf(gains) };
    },
  });
}
