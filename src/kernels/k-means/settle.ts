import type { Blocks } from './blocks';

/**
 * How much nearer, in squared distance, the nearest centre must be in float32 for float64 on the points as given to agree,
 * or Infinity where nothing follows. In the units of the blocks no coordinate of a point or a mean exceeds 1: rounding them and
 * their difference errs by less than 2⁻²¹, the square of a difference below 2 by less than 2⁻¹⁸, a float32 sum of `cols` of
 * them, none above 4, by less than cols² × 2⁻²¹ more; and two such distances are compared.
 */
export function doubtOf({ cols, scale }: Blocks): number {
  // Beyond these, float64 squares in the points' own units overflow or vanish.
  if (!(scale > 1e-140 && scale < 1e140)) return Infinity;
  return Math.fround(cols * 2 ** -17 + cols * cols * 2 ** -20);
}

/**
 * Labels of the nearest centres in float32, ~label where another centre is less than `doubt` farther. The same in SIMD:
 * simd/assembly/k-means.as.
 *
 * @param points in blocks (see Blocks.values)
 * @param centres float32, row-major [k][cols], in the units of the blocks
 * @param labels entries 0..rows−1 are written
 */
export function kMeansSettle(
  points: Float32Array,
  rows: number,
  cols: number,
  k: number,
  centres: Float32Array,
  doubt: number,
  labels: Int32Array,
): void {
  const round = Math.fround;
  for (let i = 0; i < rows; i++) {
    const base = (i >> 2) * 4 * cols + (i & 3);
    let best = round(Infinity);
    let second = round(Infinity);
    let label = 0;
    for (let c = 0; c < k; c++) {
      const centre = c * cols;
      let distance = round(0);
      for (let j = 0; j < cols; j++) {
        const difference = round(points[base + j * 4]! - centres[centre + j]!);
        distance = round(distance + round(difference * difference));
      }
      if (distance < best) {
        second = best;
        best = distance;
        label = c;
      } else if (distance < second) {
        second = distance;
      }
    }
    labels[i] = round(second - best) >= doubt ? label : ~label;
  }
}
