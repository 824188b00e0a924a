/**
 * Indices of the `count` points farthest from the centre of their own group, farthest first; points at no distance are
 * left out, so fewer may come back. A group without points is given one of them (as scikit-learn does).
 *
 * @param points in blocks (see Blocks.values)
 * @param centres row-major [k][cols], in the units of the blocks
 */
export function farthestPoints(
  points: Float32Array,
  rows: number,
  cols: number,
  centres: Float32Array,
  labels: ArrayLike<number>,
  count: number,
): number[] {
  const found: { row: number; distance: number }[] = [];
  for (let i = 0; i < rows; i++) {
    const base = (i >> 2) * 4 * cols + (i & 3);
    const centre = labels[i]! * cols;
    let distance = 0;
    for (let j = 0; j < cols; j++) {
      const difference = points[base + j * 4]! - centres[centre + j]!;
      distance += difference * difference;
    }
    if (!(distance > 0) || (found.length === count && distance <= found[count - 1]!.distance)) continue;
    found.push({ row: i, distance });
    found.sort((a, b) => b.distance - a.distance || a.row - b.row);
    if (found.length > count) found.pop();
  }
  return found.map(({ row }) => row);
}
