/**
 * AUC with its standard error, by placements (DeLong, DeLong & Clarke-Pearson 1988; ranks as Sun & Xu 2014): `up[i]` is the
 * share of negatives that positive i is ranked above, `down[j]` the share of positives ranked above negative j; both average
 * to the AUC.
 */
export interface Placements {
  readonly auc: number;
  /** In the order of the rows of that class. */
  readonly up: Float64Array;
  readonly down: Float64Array;
}

/** Placements of every row; ties count half. One class only gives an AUC of NaN. */
export function placementsOf(y: Uint8Array, scores: Float64Array): Placements {
  const yes: number[] = [];
  const no: number[] = [];
  for (let i = 0; i < y.length; i++) (y[i] === 1 ? yes : no).push(scores[i]!);
  const sortedYes = Float64Array.from(yes).sort();
  const sortedNo = Float64Array.from(no).sort();
  const up = Float64Array.from(yes, (score) => (below(sortedNo, score) + upTo(sortedNo, score)) / 2 / no.length);
  const down = Float64Array.from(no, (score) => 1 - (below(sortedYes, score) + upTo(sortedYes, score)) / 2 / yes.length);
  let total = 0;
  for (const share of up) total += share;
  return { auc: yes.length === 0 || no.length === 0 ? Number.NaN : total / yes.length, up, down };
}

/** How many values are smaller. */
function below(sorted: Float64Array, value: number): number {
  let from = 0;
  let to = sorted.length;
  while (from < to) {
    const middle = (from + to) >> 1;
    if (sorted[middle]! < value) from = middle + 1;
    else to = middle;
  }
  return from;
}

/** How many values are not larger. */
function upTo(sorted: Float64Array, value: number): number {
  let from = 0;
  let to = sorted.length;
  while (from < to) {
    const middle = (from + to) >> 1;
    if (sorted[middle]! <= value) from = middle + 1;
    else to = middle;
  }
  return from;
}

function covariance(a: Float64Array, b: Float64Array, meanA: number, meanB: number): number {
  let total = 0;
  for (let i = 0; i < a.length; i++) total += (a[i]! - meanA) * (b[i]! - meanB);
  return total / (a.length - 1);
}

/** Covariance of two AUCs on the same rows; of one with itself, its variance. NaN with fewer than two rows of a class. */
export function aucCovariance(one: Placements, other: Placements): number {
  return (
    covariance(one.up, other.up, one.auc, other.auc) / one.up.length +
    covariance(one.down, other.down, one.auc, other.auc) / one.down.length
  );
}

/** 1.96 standard errors each way, kept within 0 and 1; null where there is no standard error. */
export function aucInterval(placed: Placements): readonly [number, number] | null {
  const half = 1.959963984540054 * Math.sqrt(aucCovariance(placed, placed));
  return Number.isFinite(half) ? [Math.max(0, placed.auc - half), Math.min(1, placed.auc + half)] : null;
}

/** What the first ranks better than the second on the same rows: difference of AUCs with a 95 % interval; null as above. */
export function aucDifference(
  one: Placements,
  other: Placements,
): { readonly mean: number; readonly interval: readonly [number, number] } | null {
  const variance = aucCovariance(one, one) + aucCovariance(other, other) - 2 * aucCovariance(one, other);
  const half = 1.959963984540054 * Math.sqrt(Math.max(variance, 0));
  const mean = one.auc - other.auc;
  return Number.isFinite(half) && Number.isFinite(mean) ? { mean, interval: [mean - half, mean + half] } : null;
}
