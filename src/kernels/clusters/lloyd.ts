import { nearestCentres, nearestCentresFrom } from '../k-means/nearest';
import { seedCentres } from '../k-means/seeding';
import type { Random } from '../random/random';

export interface Divided {
  /** Row-major [k][cols]. */
  readonly centres: Float64Array;
  readonly labels: Uint8Array;
  /** Sum of squared distances to the centres. */
  readonly sse: number;
}

/**
 * k-means in plain double precision, for some thousand rows at a time: where hundreds of small divisions are compared, the
 * model's engine would spend its time in being called. The best of `starts` greedy k-means++ starts. A group that runs empty
 * keeps its centre. Null where there are fewer than k different rows.
 *
 * @param points row-major, `cols` columns, finite
 */
export function divide(
  points: Float64Array,
  cols: number,
  k: number,
  starts: number,
  random: Random,
  maxRounds = 100,
): Divided | null {
  const n = points.length / cols;
  let best: Divided | null = null;
  for (let start = 0; start < starts; start++) {
    const centres = seedCentres(points, cols, k, random);
    if (centres === null) return null;
    const labels = new Uint8Array(n);
    let sse = nearestCentres(points, cols, centres, labels, 0, n);
    for (let round = 0; round < maxRounds; round++) {
      meansInto(points, cols, labels, centres);
      const after = nearestCentresFrom(points, cols, centres, labels, 0, n);
      const done = after >= sse * (1 - 1e-9);
      sse = after;
      if (done) break;
    }
    if (best === null || sse < best.sse) best = { centres, labels, sse };
  }
  return best;
}

/** Means of the rows of each label into `centres`; a label without rows keeps its own. */
export function meansInto(points: Float64Array, cols: number, labels: ArrayLike<number>, centres: Float64Array): void {
  const k = centres.length / cols;
  const sums = new Float64Array(centres.length);
  const sizes = new Float64Array(k);
  for (let i = 0, at = 0; i < labels.length; i++) {
    const label = labels[i]!;
    sizes[label]!++;
    for (let j = label * cols; j < (label + 1) * cols; j++) sums[j]! += points[at++]!;
  }
  for (let c = 0; c < k; c++) {
    if (sizes[c] === 0) continue;
    for (let j = c * cols; j < (c + 1) * cols; j++) centres[j] = sums[j]! / sizes[c]!;
  }
}
