/** Rows in falling order of score, with the ends of runs of equal scores: for AUCs under many weights. */
export interface Order {
  readonly rows: Int32Array;
  /** `ends[g]` is one past the last row of run g. */
  readonly ends: Int32Array;
}

/** Sorts once. Throws RangeError for NaN scores. */
export function orderOf(scores: Float64Array): Order {
  if (scores.some(Number.isNaN)) throw new RangeError('a score is NaN');
  const rows = Int32Array.from(scores.keys()).sort((a, b) => scores[b]! - scores[a]! || a - b);
  const ends: number[] = [];
  for (let i = 1; i <= rows.length; i++) {
    if (i === rows.length || scores[rows[i]!] !== scores[rows[i - 1]!]) ends.push(i);
  }
  return { rows, ends: Int32Array.from(ends) };
}

/** AUC where row i counts `weight(i)` times; ties count half. NaN where a class has no weight. */
export function weightedAuc({ rows, ends }: Order, y: Uint8Array, weight: (row: number) => number): number {
  let above = 0;
  let no = 0;
  let pairs = 0;
  let from = 0;
  for (const end of ends) {
    let yesHere = 0;
    let noHere = 0;
    for (let at = from; at < end; at++) {
      const row = rows[at]!;
      if (y[row] === 1) yesHere += weight(row);
      else noHere += weight(row);
    }
    pairs += noHere * (above + yesHere / 2);
    above += yesHere;
    no += noHere;
    from = end;
  }
  return above > 0 && no > 0 ? pairs / (above * no) : Number.NaN;
}
