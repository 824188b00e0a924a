import { neighbourIndex } from './k-d-tree';

/** Label of a row that lies in no dense place. */
export const noise = -1;

export interface Dense {
  /** Group of every row, 0.. in order of their first dense rows; −1 for noise. */
  readonly labels: Int32Array;
  readonly groups: number;
  /** 1 for rows with `least` rows or more (themselves among them) within `radius`. */
  readonly core: Uint8Array;
}

/**
 * DBSCAN (Ester, Kriegel, Sander & Xu 1996), exact. A row at the edge, near dense rows of several groups, goes to the
 * group with the most dense rows, so that the order of the rows does not show but in ties. Yields the number of rows looked at so far (each is looked at twice).
 *
 * @param points row-major, `cols` columns, finite, euclidean distance
 * @param least as scikit-learn's min_samples: the row itself counts
 */
export function* dbscan(points: Float64Array, cols: number, radius: number, least: number): Generator<number, Dense, void> {
  const n = points.length / cols;
  const index = neighbourIndex(points, cols);
  const near = new Int32Array(n);
  const core = new Uint8Array(n);
  let [looked, work] = [0, 0];
  const tired = (found: number): boolean => {
    looked++;
    work += found + 200;
    if (work < 200_000) return false;
    work = 0;
    return true;
  };
  for (let i = 0; i < n; i++) {
    const found = index.within(i, radius, near);
    if (found >= least) core[i] = 1;
    if (tired(found)) yield looked;
  }
  const labels = new Int32Array(n).fill(noise);
  const waiting = new Int32Array(n);
  let groups = 0;
  for (let seed = 0; seed < n; seed++) {
    if (core[seed] === 0 || labels[seed] !== noise) continue;
    let count = 0;
    waiting[count++] = seed;
    labels[seed] = groups;
    while (count > 0) {
      const row = waiting[--count]!;
      const found = index.within(row, radius, near);
      for (let at = 0; at < found; at++) {
        const other = near[at]!;
        if (core[other] === 0 || labels[other] !== noise) continue;
        labels[other] = groups;
        waiting[count++] = other;
      }
      if (tired(found)) yield looked;
    }
    groups++;
  }
  const dense = new Int32Array(groups);
  for (let i = 0; i < n; i++) if (core[i] === 1) dense[labels[i]!]!++;
  for (let i = 0; i < n; i++) {
    if (core[i] === 1) continue;
    const found = index.within(i, radius, near);
    for (let at = 0; at < found; at++) {
      const other = near[at]!;
      if (core[other] === 1 && (labels[i] === noise || dense[labels[other]!]! > dense[labels[i]!]!)) labels[i] = labels[other]!;
    }
    if (tired(found)) yield looked;
  }
  return { labels, groups, core };
}

/** Distances from the given rows to their `least`-th nearest row (itself the first), smallest first; in slices. */
export function* kDistances(
  points: Float64Array,
  cols: number,
  rows: ArrayLike<number>,
  least: number,
): Generator<number, Float64Array, void> {
  const index = neighbourIndex(points, cols);
  const distances = new Float64Array(rows.length);
  for (let at = 0; at < rows.length; at++) {
    distances[at] = index.distanceTo(rows[at]!, least);
    if (at % 1000 === 999) yield at + 1;
  }
  return distances.sort();
}

/**
 * Where a curve that rises slowly and then steeply bends: the place that lies furthest under the straight line from its first
 * point to its last (Satopää et al. 2011 call it the knee). 0 for fewer than three values or a straight line.
 */
export function kneeOf(rising: Float64Array): number {
  const last = rising.length - 1;
  if (last < 2) return 0;
  const [low, high] = [rising[0]!, rising[last]!];
  let [best, depth] = [0, 0];
  for (let at = 1; at < last; at++) {
    const under = low + ((high - low) * at) / last - rising[at]!;
    if (under > depth) [best, depth] = [at, under];
  }
  return best;
}
