/**
 * The assignment half of a round of k-means (Lloyd 1982): every point takes the label of its nearest centre (the first
 * among equals), and the sums of the groups follow by what changed. All arithmetic on points is float32 in a fixed
 * order, sums are float64: simd/assembly/k-means.as does the same and gives the same labels bit for bit.
 *
 * @param points in blocks (see Blocks.values)
 * @param rows number of points
 * @param centres float32, row-major [k][cols], in the units of the blocks
 * @param labels of the last round, −1 before the first; as long as the blocks; overwritten
 * @param sums float64 [k][cols + 1]: column sums of each group, then its size; zeros before the first round; overwritten
 * @returns how many labels changed
 */
export function kMeansStep(
  points: Float32Array,
  rows: number,
  cols: number,
  k: number,
  centres: Float32Array,
  labels: Int32Array,
  sums: Float64Array,
): number {
  const round = Math.fround;
  const width = cols + 1;
  let changed = 0;
  for (let i = 0; i < rows; i++) {
    const base = (i >> 2) * 4 * cols + (i & 3);
    let best = round(Infinity);
    let label = 0;
    for (let c = 0; c < k; c++) {
      const centre = c * cols;
      let distance = round(0);
      for (let j = 0; j < cols; j++) {
        const difference = round(points[base + j * 4]! - centres[centre + j]!);
        distance = round(distance + round(difference * difference));
      }
      if (distance < best) {
        best = distance;
        label = c;
      }
    }
    const old = labels[i]!;
    if (old === label) continue;
    labels[i] = label;
    changed++;
    const into = label * width;
    for (let j = 0; j < cols; j++) sums[into + j] = sums[into + j]! + points[base + j * 4]!;
    sums[into + cols] = sums[into + cols]! + 1;
    if (old < 0) continue;
    const out = old * width;
    for (let j = 0; j < cols; j++) sums[out + j] = sums[out + j]! - points[base + j * 4]!;
    sums[out + cols] = sums[out + cols]! - 1;
  }
  return changed;
}
