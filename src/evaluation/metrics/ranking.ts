/**
 * Held-out scores in falling order, equal ones together: what every measure of ranking and calibration is made of, so that
 * none of them depends on the order of rows.
 */
export interface Ranking {
  readonly n: number;
  readonly positives: number;
  /** Distinct scores, falling. */
  readonly scores: Float64Array;
  /** Rows and positives at each distinct score. */
  readonly counts: Float64Array;
  readonly hits: Float64Array;
}

/** Ranks scores; `y` is 1 or 0 a row. Throws RangeError for NaN scores or unequal lengths. */
export function rank(y: Uint8Array, scores: Float64Array): Ranking {
  if (y.length !== scores.length) throw new RangeError('as many labels as scores');
  let positives = 0;
  for (let i = 0; i < y.length; i++) {
    if (Number.isNaN(scores[i]!)) throw new RangeError('a score is NaN');
    positives += y[i]!;
  }
  // Sorted by class and merged: typed arrays sort natively, and no order of rows need be carried along.
  const yes = new Float64Array(positives);
  const no = new Float64Array(y.length - positives);
  for (let i = 0, a = 0, b = 0; i < y.length; i++) {
    if (y[i] === 1) yes[a++] = scores[i]!;
    else no[b++] = scores[i]!;
  }
  yes.sort();
  no.sort();
  const distinct = new Float64Array(y.length);
  const counts = new Float64Array(y.length);
  const hits = new Float64Array(y.length);
  let at = -1;
  for (let a = yes.length - 1, b = no.length - 1; a >= 0 || b >= 0;) {
    const fromYes = b < 0 || (a >= 0 && yes[a]! >= no[b]!);
    const score = fromYes ? yes[a--]! : no[b--]!;
    if (at < 0 || distinct[at] !== score) distinct[++at] = score;
    counts[at]!++;
    if (fromYes) hits[at]!++;
  }
  return {
    n: y.length,
    positives,
    scores: distinct.slice(0, at + 1),
    counts: counts.slice(0, at + 1),
    hits: hits.slice(0, at + 1),
  };
}
