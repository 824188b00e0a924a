import type { Random } from '../random/random';

/**
 * Starting centres by k-means++ (Arthur & Vassilvitskii 2007) in its greedy form: each time 2 + ⌊ln k⌋ candidates are
 * drawn with probability proportional to the squared distance from the nearest centre so far, and the one that leaves
 * the least is kept.
 *
 * @param points row-major, `cols` columns, finite, at least one row
 * @returns row-major [k][cols], or null where there are fewer than k different points
 */
export function seedCentres(points: Float64Array, cols: number, k: number, random: Random): Float64Array | null {
  const n = points.length / cols;
  const centres = new Float64Array(k * cols);
  const trials = 2 + Math.floor(Math.log(k));
  let nearest = new Float64Array(n).fill(Infinity);
  let best = new Float64Array(n);
  let candidate = new Float64Array(n);

  let chosen = random.int(n);
  let left = distancesWith(points, cols, chosen, nearest, best);
  for (let c = 0; ; c++) {
    centres.set(points.subarray(chosen * cols, (chosen + 1) * cols), c * cols);
    [nearest, best] = [best, nearest];
    if (c === k - 1) return centres;
    if (!(left > 0)) return null;
    const whole = left;
    left = Infinity;
    for (let trial = 0; trial < trials; trial++) {
      const row = draw(nearest, whole, random);
      const after = distancesWith(points, cols, row, nearest, candidate);
      if (after < left) {
        left = after;
        chosen = row;
        [best, candidate] = [candidate, best];
      }
    }
  }
}

/** Distances to the nearest centre were row `chosen` one too; their sum. */
function distancesWith(points: Float64Array, cols: number, chosen: number, nearest: Float64Array, into: Float64Array): number {
  const there = points.slice(chosen * cols, (chosen + 1) * cols);
  let total = 0;
  for (let i = 0, at = 0; i < nearest.length; i++) {
    let distance = 0;
    for (let j = 0; j < cols; j++, at++) {
      const difference = points[at]! - there[j]!;
      distance += difference * difference;
    }
    const before = nearest[i]!;
    const kept = distance < before ? distance : before;
    into[i] = kept;
    total += kept;
  }
  return total;
}

/** An index with probability proportional to its weight; never one of weight 0. */
function draw(weights: Float64Array, total: number, random: Random): number {
  let rest = random.next() * total;
  let last = 0;
  for (let i = 0; i < weights.length; i++) {
    const weight = weights[i]!;
    if (weight === 0) continue;
    last = i;
    rest -= weight;
    if (rest < 0) return i;
  }
  return last;
}
