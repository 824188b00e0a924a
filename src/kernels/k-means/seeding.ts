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

  /** Distances to the nearest centre were row `chosen` one too; their sum. */
  const distancesWith = (chosen: number, into: Float64Array): number => {
    let total = 0;
    for (let i = 0; i < n; i++) {
      let distance = 0;
      for (let j = 0; j < cols; j++) {
        const difference = points[i * cols + j]! - points[chosen * cols + j]!;
        distance += difference * difference;
      }
      const kept = Math.min(distance, nearest[i]!);
      into[i] = kept;
      total += kept;
    }
    return total;
  };

  let chosen = random.int(n);
  let left = distancesWith(chosen, best);
  for (let c = 0; ; c++) {
    centres.set(points.subarray(chosen * cols, (chosen + 1) * cols), c * cols);
    [nearest, best] = [best, nearest];
    if (c === k - 1) return centres;
    if (!(left > 0)) return null;
    const whole = left;
    left = Infinity;
    for (let trial = 0; trial < trials; trial++) {
      const row = draw(nearest, whole, random);
      const after = distancesWith(row, candidate);
      if (after < left) {
        left = after;
        chosen = row;
        [best, candidate] = [candidate, best];
      }
    }
  }
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
