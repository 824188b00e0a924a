import { applyPlatt, fitPlatt } from '../kernels/calibrate/platt';
import { median, quantiles } from '../kernels/stats/quantile';
import { auc } from './metrics/auc';
import { labelsAt } from './splits';

/** A rule that needs no model: learns a direction and a rate from the rows `train`, and gives chances for the rows `test`. */
export interface Rule {
  readonly id: 'base-rate' | 'days-since-last-order' | 'best-single-column' | 'rfm';
  /** Chances, and the column gone by. */
  predict(y: Uint8Array, train: Int32Array, test: Int32Array): { readonly chances: Float64Array; readonly column: string | null };
}

/** A column to rank customers by: numbers (NaN where missing), or codes of a category, whose rates are learned. */
export interface RuleColumn {
  readonly name: string;
  readonly values: Float64Array;
  readonly levels: readonly string[] | null;
}

/** The same chance for everybody: the rate of the training rows. */
export const baseRateRule: Rule = {
  id: 'base-rate',
  predict(y, train, test) {
    const yes = train.reduce((sum, row) => sum + y[row]!, 0);
    return { chances: new Float64Array(test.length).fill(yes / train.length), column: null };
  },
};

/** Scores of one column on rows: its values with gaps at the median, or the rate of its level among the training rows. */
function scorer(column: RuleColumn, y: Uint8Array, train: Int32Array): (row: number) => number {
  const { values, levels } = column;
  if (levels === null) {
    const known = median(Float64Array.from(train, (row) => values[row]!).filter((value) => !Number.isNaN(value)));
    const middle = Number.isNaN(known) ? 0 : known;
    return (row) => (Number.isNaN(values[row]!) ? middle : values[row]!);
  }
  const size = levels.length + 1;
  const hits = new Float64Array(size);
  const counts = new Float64Array(size);
  let all = 0;
  const at = (row: number) => (Number.isNaN(values[row]!) ? size - 1 : values[row]!);
  for (const row of train) {
    hits[at(row)]! += y[row]!;
    counts[at(row)]!++;
    all += y[row]!;
  }
  const overall = all / train.length;
  return (row) => (counts[at(row)]! > 0 ? hits[at(row)]! / counts[at(row)]! : overall);
}

/** Chances from one score a row: standardised, then Platt's sigmoid learned on the training rows. */
function chancesBy(score: (row: number) => number, y: Uint8Array, train: Int32Array, test: Int32Array): Float64Array {
  const own = Float64Array.from(train, score);
  let mean = 0;
  for (const value of own) mean += value / own.length;
  let spread = 0;
  for (const value of own) spread += (value - mean) ** 2 / own.length;
  const scale = spread > 0 ? 1 / Math.sqrt(spread) : 0;
  const standard = (value: number) => (value - mean) * scale;
  const curve = fitPlatt(own.map(standard), labelsAt(y, train));
  return applyPlatt(
    curve,
    Float64Array.from(test, (row) => standard(score(row))),
  );
}

/** By one column, whichever way round the training rows say. */
export function columnRule(id: 'days-since-last-order', column: RuleColumn): Rule {
  return {
    id,
    predict: (y, train, test) => ({ chances: chancesBy(scorer(column, y, train), y, train, test), column: column.name }),
  };
}

/** By the one column that ranks the training rows best, chosen anew each time. */
export function bestColumnRule(columns: readonly RuleColumn[]): Rule {
  return {
    id: 'best-single-column',
    predict(y, train, test) {
      const labels = labelsAt(y, train);
      let best: { column: RuleColumn; score: (row: number) => number; auc: number } | null = null;
      for (const column of columns) {
        const score = scorer(column, y, train);
        const found = auc(labels, Float64Array.from(train, score));
        const strength = Number.isNaN(found) ? 0.5 : Math.max(found, 1 - found);
        if (best === null || strength > best.auc) best = { column, score, auc: strength };
      }
      if (best === null) return { chances: baseRateRule.predict(y, train, test).chances, column: null };
      return { chances: chancesBy(best.score, y, train, test), column: best.column.name };
    },
  };
}

/**
 * Recency, frequency and money in fifths learned on the training rows, added up (Hughes 1994): the lower, the likelier gone.
 * `money` may be missing.
 */
export function rfmRule(days: Float64Array, orders: Float64Array, money: Float64Array | null): Rule {
  return {
    id: 'rfm',
    predict(y, train, test) {
      const parts = [{ values: days, sign: -1 }, { values: orders, sign: 1 }, ...(money ? [{ values: money, sign: 1 }] : [])].map(
        ({ values, sign }) => {
          const own = Float64Array.from(train, (row) => sign * values[row]!).filter((value) => !Number.isNaN(value));
          const cuts = quantiles(own, [0.2, 0.4, 0.6, 0.8]);
          return (row: number) => {
            const value = sign * values[row]!;
            return Number.isNaN(value) ? 0 : cuts.filter((cut) => value > cut).length;
          };
        },
      );
      const score = (row: number) => parts.reduce((sum, fifth) => sum + fifth(row), 0);
      return { chances: chancesBy(score, y, train, test), column: null };
    },
  };
}
