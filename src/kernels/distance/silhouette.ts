/** One way of dividing the points: `labels[i]` in 0..k−1. */
export interface Labelling {
  readonly labels: ArrayLike<number>;
  readonly k: number;
}

/**
 * Silhouette widths (Rousseeuw 1987, eq. 2) of the points `from`..`to`−1 among all points, for several labellings at
 * once, so that the distances are worked out once. A point alone in its group, or with no other group, has width 0.
 *
 * @param points row-major, `cols` columns, euclidean distance
 * @param widths one array a labelling, of the number of points; entries from..to−1 are written
 */
export function silhouetteWidths(
  points: Float64Array,
  cols: number,
  labellings: readonly Labelling[],
  from: number,
  to: number,
  widths: readonly Float64Array[],
): void {
  const n = points.length / cols;
  const offsets: number[] = [];
  let groups = 0;
  for (const { k } of labellings) {
    offsets.push(groups);
    groups += k;
  }
  // Group of point j in labelling m, counted through all labellings, at slots[j * labellings.length + m].
  const ways = labellings.length;
  const slots = new Int32Array(n * ways);
  const sizes = new Float64Array(groups);
  labellings.forEach(({ labels }, m) => {
    for (let j = 0; j < n; j++) {
      const slot = offsets[m]! + labels[j]!;
      slots[j * ways + m] = slot;
      sizes[slot] = sizes[slot]! + 1;
    }
  });
  const sums = new Float64Array(groups);
  for (let i = from; i < to; i++) {
    sums.fill(0);
    const rowI = i * cols;
    for (let j = 0; j < n; j++) {
      const rowJ = j * cols;
      let square = 0;
      for (let c = 0; c < cols; c++) {
        const difference = points[rowI + c]! - points[rowJ + c]!;
        square += difference * difference;
      }
      const distance = Math.sqrt(square);
      const at = j * ways;
      for (let m = 0; m < ways; m++) {
        const slot = slots[at + m]!;
        sums[slot] = sums[slot]! + distance;
      }
    }
    for (let m = 0; m < ways; m++) {
      const own = slots[i * ways + m]!;
      const first = offsets[m]!;
      let nearest = Infinity;
      for (let slot = first; slot < first + labellings[m]!.k; slot++) {
        if (slot !== own && sizes[slot]! > 0) nearest = Math.min(nearest, sums[slot]! / sizes[slot]!);
      }
      const others = sizes[own]! - 1;
      const inside = others > 0 ? sums[own]! / others : 0;
      const larger = Math.max(inside, nearest);
      widths[m]![i] = others > 0 && nearest < Infinity && larger > 0 ? (nearest - inside) / larger : 0;
    }
  }
}

/** Mean silhouette width of all points; see silhouetteWidths. No points give NaN. */
export function silhouette(points: Float64Array, cols: number, labels: ArrayLike<number>, k: number): number {
  const n = points.length / cols;
  const widths = new Float64Array(n);
  silhouetteWidths(points, cols, [{ labels, k }], 0, n, [widths]);
  return widths.reduce((total, width) => total + width, 0) / n;
}
