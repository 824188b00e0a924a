import { ok, type Progress } from '../../domain';
import type { Matrix } from '../../kernels/linalg/matrix';
import { ownOrder } from '../../kernels/random/own-order';
import type { Random } from '../../kernels/random/random';
import { learnBins, type Bins } from '../../kernels/trees/bins';
import { logisticLoss } from '../../kernels/trees/losses';
import { badInput, checkLabels } from '../bad-input';
import type { Classifier, ClassifierFitted, ModelId } from '../classifier';
import { numberIn, openSaved, refuseUnreadable } from '../saved';
import { checkTreeColumns, contributionsOf, restoreGrove, scoresOf, serialiseGrove, type Grove } from './grove';

const version = 1;
/** The engine that grows trees: our own kernels, WebAssembly without TensorFlow.js. */
const engine = 'wasm';

/** What a family of trees is given to learn from; `order` is of the rows' own making. */
export interface Prepared {
  readonly x: Matrix;
  readonly y: Uint8Array;
  readonly order: Int32Array;
  readonly bins: Bins;
  readonly positives: number;
}

/** Yields rounds done. */
export type Grow = (prepared: Prepared, random: Random) => Generator<number, Grove, void>;

export interface TreeFamily {
  readonly id: ModelId;
  readonly rounds: number;
  /** Whether scores are log-odds, or probabilities already. */
  readonly unit: 'log-odds' | 'probability';
  readonly assumes: readonly string[];
  readonly beware: readonly string[];
  readonly grow: Grow;
}

/** Whole settings only: a number between limits. */
export function checkSetting(value: number, least: number, most: number, whole = true): void {
  if (!(value >= least && value <= most) || (whole && !Number.isInteger(value))) throw badInput('bad-setting');
}

/** What was learned, for whoever draws it. */
export const groveOf = (fitted: ClassifierFitted): Grove => fitted.learned as Grove;

/** A family of trees as a classifier. */
export function treeClassifier({ id, rounds, unit, assumes, beware, grow }: TreeFamily): Classifier {
  const wrap = (grove: Grove, n: number, positives: number): ClassifierFitted =>
    Object.freeze({ model: id, engine, n, positives, learned: Object.freeze(grove) });
  const progress = (done: number): Progress => ({ stage: 'churn', done, total: rounds, unit: 'rounds' });
  return {
    id,
    version,
    takes: { missing: true, categories: true },
    *fit({ x, y, levels }, random) {
      checkTreeColumns(x, levels, 2);
      const positives = checkLabels(y, x.rows);
      yield progress(0);
      const order = ownOrder(x.values, x.cols, y);
      yield progress(0);
      const binning = learnBins(x, order, levels);
      let bins = binning.next();
      for (; !bins.done; bins = binning.next()) yield progress(0);
      const growing = grow({ x, y, order, bins: bins.value, positives }, random.fork(id));
      let grown = growing.next();
      for (; !grown.done; grown = growing.next()) yield progress(grown.value);
      return wrap(grown.value, x.rows, positives);
    },
    predict(fitted, x) {
      const scores = scoresOf(groveOf(fitted), x);
      return scores.map((score) => (unit === 'log-odds' ? logisticLoss.answer(score) : Math.min(Math.max(score, 0), 1)));
    },
    explain: (fitted, x) => ({ ...contributionsOf(groveOf(fitted), x), unit }),
    importance: (fitted) => groveOf(fitted).importance.slice(),
    serialise: (fitted) => ({
      model: id,
      version,
      engine: fitted.engine,
      n: fitted.n,
      positives: fitted.positives,
      ...serialiseGrove(groveOf(fitted)),
    }),
    restore(json) {
      const opened = openSaved(json, id, version);
      if (!opened.ok) return opened;
      const n = numberIn(opened.fields['n']);
      const positives = numberIn(opened.fields['positives']);
      const grove = restoreGrove(opened.fields);
      if (n === null || positives === null || opened.fields['engine'] !== engine || grove === null) return refuseUnreadable();
      return ok(wrap(grove, n, positives));
    },
    describe: (fitted) => ({ id, version, engine: fitted.engine, n: fitted.n, assumes, beware }),
  };
}
