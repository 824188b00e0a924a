import type { Random } from '../kernels/random/random';
import { shuffle } from '../kernels/random/shuffle';

/** One train/test division of rows; indices rise. */
export interface Split {
  readonly repeat: number;
  readonly fold: number;
  readonly train: Int32Array;
  readonly test: Int32Array;
}

/**
 * Stratified k-fold, repeated: in every repeat each row is tested once, and each fold has its share of both classes, to one
 * row. The same `random` gives the same splits. Throws RangeError unless 2 ≤ folds ≤ rows and repeats ≥ 1.
 */
export function stratifiedSplits(y: Uint8Array, folds: number, repeats: number, random: Random): readonly Split[] {
  if (!(folds >= 2 && folds <= y.length && repeats >= 1)) throw new RangeError('2 ≤ folds ≤ rows and repeats ≥ 1');
  const rows = Array.from(y, (_, i) => i);
  const yes = Int32Array.from(rows.filter((i) => y[i] === 1));
  const no = Int32Array.from(rows.filter((i) => y[i] !== 1));
  const splits: Split[] = [];
  for (let repeat = 0; repeat < repeats; repeat++) {
    const chance = random.fork(`repeat ${repeat}`);
    const foldOf = new Int32Array(y.length);
    // Dealt like cards, one class after the other without a new start: fold sizes differ by at most one.
    [...shuffle(yes.slice(), chance), ...shuffle(no.slice(), chance)].forEach((row, at) => (foldOf[row] = at % folds));
    for (let fold = 0; fold < folds; fold++) {
      splits.push({
        repeat,
        fold,
        train: Int32Array.from(rows.filter((i) => foldOf[i] !== fold)),
        test: Int32Array.from(rows.filter((i) => foldOf[i] === fold)),
      });
    }
  }
  return splits;
}

/** Labels of the named rows. */
export function labelsAt(y: Uint8Array, rows: Int32Array): Uint8Array {
  return Uint8Array.from(rows, (row) => y[row]!);
}
