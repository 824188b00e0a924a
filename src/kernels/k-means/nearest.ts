/**
 * Label of the nearest centre (the first among equals) for points `from`..`to`−1, in float64.
 *
 * @param points row-major, `cols` columns
 * @param centres row-major [k][cols]
 * @param labels entries from..to−1 are written
 * @returns the sum of squared distances of those points to their centres
 */
export function nearestCentres(
  points: Float64Array,
  cols: number,
  centres: Float64Array,
  labels: Uint8Array,
  from: number,
  to: number,
): number {
  const k = centres.length / cols;
  let total = 0;
  for (let i = from; i < to; i++) {
    const row = i * cols;
    let best = Infinity;
    let label = 0;
    for (let c = 0; c < k; c++) {
      const centre = c * cols;
      let distance = 0;
      for (let j = 0; j < cols; j++) {
        const difference = points[row + j]! - centres[centre + j]!;
        distance += difference * difference;
      }
      if (distance < best) {
        best = distance;
        label = c;
      }
    }
    labels[i] = label;
    total += best;
  }
  return total;
}

/**
 * As nearestCentres, from labels that are mostly right already: a point nearer to its own centre than half the way to the next
 * centre needs no comparing (Elkan 2003, lemma 1). Gives the very same labels and sum.
 */
export function nearestCentresFrom(
  points: Float64Array,
  cols: number,
  centres: Float64Array,
  labels: Uint8Array,
  from: number,
  to: number,
): number {
  const k = centres.length / cols;
  const safe = new Float64Array(k).fill(Infinity);
  for (let a = 0; a < k; a++) {
    for (let b = 0; b < k; b++) {
      if (a === b) continue;
      let square = 0;
      for (let j = 0; j < cols; j++) square += (centres[a * cols + j]! - centres[b * cols + j]!) ** 2;
      // Shaved by more than rounding can add.
      safe[a] = Math.min(safe[a]!, (square / 4) * (1 - 1e-9));
    }
  }
  let total = 0;
  for (let i = from; i < to; i++) {
    const row = i * cols;
    const label = labels[i]!;
    const centre = label * cols;
    let distance = 0;
    for (let j = 0; j < cols; j++) {
      const difference = points[row + j]! - centres[centre + j]!;
      distance += difference * difference;
    }
    total += distance < safe[label]! ? distance : nearestCentres(points, cols, centres, labels, i, i + 1);
  }
  return total;
}
