import type { ChurnPart } from '../domain';
import { median } from '../kernels/stats/quantile';
import { foldScore } from './fold-score';
import { auc } from './metrics/auc';
import { brier } from './metrics/brier';
import { labelsAt, type Split } from './splits';

type Baseline = ChurnPart['baselines'][number];

/** A column to rank customers by; NaN where missing. */
export interface RankingColumn {
  readonly name: string;
  readonly values: Float64Array;
}

/** Everybody gets the rate of the training rows: AUC one half, and a Brier score that any model must beat. */
export function baseRateBaseline(y: Uint8Array, splits: readonly Split[]): Baseline {
  const briers = splits.map(({ train, test }) => {
    const rate = train.reduce((total, row) => total + y[row]!, 0) / train.length;
    return brier(labelsAt(y, test), new Float64Array(test.length).fill(rate));
  });
  return { id: 'base-rate', column: null, auc: foldScore(splits.map(() => 0.5)), brier: foldScore(briers) };
}

/** AUC of a column on rows, missing values put at `middle`; 0.5 where there is nothing to compare. */
function aucOn(y: Uint8Array, { values }: RankingColumn, rows: Int32Array, middle: number): number {
  const scores = Float64Array.from(rows, (row) => (Number.isNaN(values[row]!) ? middle : values[row]!));
  const found = auc(labelsAt(y, rows), scores);
  return Number.isNaN(found) ? 0.5 : found;
}

/** Ranks by one column, the direction learned on the training rows. */
function trial(y: Uint8Array, column: RankingColumn, { train, test }: Split): { readonly train: number; readonly test: number } {
  const known = median(Float64Array.from(train, (row) => column.values[row]!));
  const middle = Number.isNaN(known) ? 0 : known;
  const learned = aucOn(y, column, train, middle);
  const held = aucOn(y, column, test, middle);
  return learned < 0.5 ? { train: 1 - learned, test: 1 - held } : { train: learned, test: held };
}

/** AUC of ranking by one column alone, over the folds. */
export function columnBaseline(
  id: 'days-since-last-order' | 'best-single-column',
  column: RankingColumn,
  y: Uint8Array,
  splits: readonly Split[],
): Baseline {
  return { id, column: column.name, auc: foldScore(splits.map((split) => trial(y, column, split).test)), brier: null };
}

/**
 * AUC of ranking by the one column that does best on the training rows, chosen anew in every fold; named after the column
 * chosen most often. Null without columns.
 */
export function bestColumnBaseline(columns: readonly RankingColumn[], y: Uint8Array, splits: readonly Split[]): Baseline | null {
  if (columns.length === 0) return null;
  const votes = new Array<number>(columns.length).fill(0);
  const aucs = splits.map((split) => {
    let best = { train: -1, test: 0.5 };
    let chosen = 0;
    columns.forEach((column, c) => {
      const found = trial(y, column, split);
      if (found.train > best.train) {
        best = found;
        chosen = c;
      }
    });
    votes[chosen]!++;
    return best.test;
  });
  const winner = votes.indexOf(Math.max(...votes));
  return { id: 'best-single-column', column: columns[winner]!.name, auc: foldScore(aucs), brier: null };
}
