import type { Matrix } from '../linalg/matrix';

/**
 * Negative log-likelihood of a discrete-time hazard model (Allison 1982, eq. 10; Singer & Willett 1993) and its gradient: in
 * period t of those it is watched a row ends with chance σ(a_t + w·x), given that it has not ended before. The rows of all
 * periods are never written out: a row's w·x is the same in each.
 *
 * @param periods periods that each row was watched, from 1 to the number of baselines
 * @param ended 1 where it ended in the last of them
 * @param point baselines a_1 …, then weights
 */
export function hazardLoss(
  { rows, cols, values }: Matrix,
  periods: Int32Array,
  ended: Uint8Array,
  point: Float64Array,
  gradient: Float64Array,
): number {
  const baselines = point.length - cols;
  gradient.fill(0);
  let loss = 0;
  for (let i = 0, at = 0; i < rows; i++, at += cols) {
    let score = 0;
    for (let j = 0; j < cols; j++) score += point[baselines + j]! * values[at + j]!;
    let pull = 0;
    const last = periods[i]!;
    for (let t = 0; t < last; t++) {
      const z = score + point[t]!;
      const e = Math.exp(-Math.abs(z));
      const label = t === last - 1 ? ended[i]! : 0;
      loss += Math.max(z, 0) + Math.log1p(e) - label * z;
      const residual = (z >= 0 ? 1 : e) / (1 + e) - label;
      gradient[t]! += residual;
      pull += residual;
    }
    for (let j = 0; j < cols; j++) gradient[baselines + j]! += pull * values[at + j]!;
  }
  return loss;
}
