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
      const distance = squaredDistance(points, row, centres, c * cols, cols);
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
 * As nearestCentres, from labels that are mostly right already: a centre more than twice as far from the point's own centre
 * as the point is cannot be nearer (Elkan 2003, lemma 1), and is passed over. Gives the very same labels and sum.
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
  const safe = new Float64Array(k * k);
  const safest = new Float64Array(k).fill(Infinity);
  for (let a = 0; a < k; a++) {
    for (let b = 0; b < k; b++) {
      if (a === b) continue;
      let square = 0;
      for (let j = 0; j < cols; j++) square += (centres[a * cols + j]! - centres[b * cols + j]!) ** 2;
      // Shaved by more than rounding can add.
      safe[a * k + b] = (square / 4) * (1 - 1e-9);
      safest[a] = Math.min(safest[a]!, safe[a * k + b]!);
    }
  }
  let total = 0;
  for (let i = from; i < to; i++) {
    const row = i * cols;
    const own = labels[i]!;
    let best = squaredDistance(points, row, centres, own * cols, cols);
    if (!(best < safest[own]!)) {
      const first = best;
      let label = own;
      for (let c = 0; c < k; c++) {
        if (c === own || first < safe[own * k + c]!) continue;
        const distance = squaredDistance(points, row, centres, c * cols, cols);
        if (distance < best || (distance === best && c < label)) {
          best = distance;
          label = c;
        }
      }
      labels[i] = label;
    }
    total += best;
  }
  return total;
}

/**
 * As nearestCentres, from labels of which those ≥ 0 are known to be right (see settle.ts): only the others, ~label, are
 * looked for. Gives the very same labels and sum.
 */
export function nearestCentresSure(
  points: Float64Array,
  cols: number,
  centres: Float64Array,
  known: Int32Array,
  labels: Uint8Array,
  from: number,
  to: number,
): number {
  let total = 0;
  for (let i = from, row = from * cols; i < to; i++) {
    const own = known[i]!;
    if (own < 0) {
      total += nearestCentres(points, cols, centres, labels, i, i + 1);
      row += cols;
      continue;
    }
    labels[i] = own;
    let distance = 0;
    const end = (own + 1) * cols;
    for (let at = own * cols; at < end; at++, row++) {
      const difference = points[row]! - centres[at]!;
      distance += difference * difference;
    }
    total += distance;
  }
  return total;
}

function squaredDistance(points: Float64Array, row: number, centres: Float64Array, centre: number, cols: number): number {
  let distance = 0;
  for (let j = 0; j < cols; j++) {
    const difference = points[row + j]! - centres[centre + j]!;
    distance += difference * difference;
  }
  return distance;
}
