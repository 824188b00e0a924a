import type { Progress, Steps } from '../domain';
import type { Split } from './splits';

/**
 * Learns on the rows `train` and predicts for the rows `test`, in their order. Whatever is learned from data (scaling,
 * imputing, levels, the model) is learned inside, on `train` alone.
 */
export type FitPredict = (train: Int32Array, test: Int32Array) => Float64Array | Steps<Float64Array>;

/** Held-out predictions: `predictions[s]` belongs to the rows `splits[s].test`. */
export interface CrossValidated {
  readonly y: Uint8Array;
  readonly splits: readonly Split[];
  readonly predictions: readonly Float64Array[];
}

/** Fits and predicts for every split. Yields as often as the fits do, and after each fold. */
export async function* crossValidate(
  y: Uint8Array,
  splits: readonly Split[],
  fitPredict: FitPredict,
): AsyncGenerator<Progress, CrossValidated, void> {
  const predictions: Float64Array[] = [];
  const progress = (): Progress => ({ stage: 'churn', done: predictions.length, total: splits.length, unit: 'folds' });
  for (const { train, test } of splits) {
    const work = fitPredict(train, test);
    let found: Float64Array | null = null;
    if (work instanceof Float64Array) found = work;
    else {
      let ended = false;
      try {
        for (;;) {
          const next = await work.next();
          if (next.done) {
            ended = true;
            found = next.value;
            break;
          }
          yield progress();
        }
      } finally {
        // Ended from outside: the fit under way frees what it holds.
        if (!ended) await work.return(undefined as never);
      }
    }
    if (found.length !== test.length) throw new RangeError('one prediction a row');
    predictions.push(found);
    yield progress();
  }
  return { y, splits, predictions };
}

/** All rows' predictions in one repeat, when they were held out. */
export function heldOut({ y, splits, predictions }: CrossValidated, repeat: number): Float64Array {
  const all = new Float64Array(y.length).fill(Number.NaN);
  splits.forEach((split, s) => {
    if (split.repeat === repeat) split.test.forEach((row, i) => (all[row] = predictions[s]![i]!));
  });
  return all;
}
