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
