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
  const groups = labellings.map(({ labels, k }) => {
    const own = Uint16Array.from(labels);
    const sizes = new Float64Array(k);
    for (let j = 0; j < n; j++) sizes[own[j]!] = sizes[own[j]!]! + 1;
    return { own, sizes, sums: new Float64Array(k) };
  });
  const distances = new Float64Array(n);
  for (let i = from; i < to; i++) {
    const rowI = i * cols;
    for (let j = 0, at = 0; j < n; j++) {
      let square = 0;
      for (let c = 0; c < cols; c++, at++) {
        const difference = points[rowI + c]! - points[at]!;
        square += difference * difference;
      }
      distances[j] = Math.sqrt(square);
    }
    groups.forEach(({ own, sizes, sums }, m) => {
      sums.fill(0);
      for (let j = 0; j < n; j++) {
        const group = own[j]!;
        sums[group] = sums[group]! + distances[j]!;
      }
      const mine = own[i]!;
      let nearest = Infinity;
      for (let group = 0; group < sums.length; group++) {
        if (group !== mine && sizes[group]! > 0) nearest = Math.min(nearest, sums[group]! / sizes[group]!);
      }
      const others = sizes[mine]! - 1;
      const inside = others > 0 ? sums[mine]! / others : 0;
      const larger = Math.max(inside, nearest);
      widths[m]![i] = others > 0 && nearest < Infinity && larger > 0 ? (nearest - inside) / larger : 0;
    });
  }
}

/** Mean silhouette width of all points; see silhouetteWidths. No points give NaN. */
export function silhouette(points: Float64Array, cols: number, labels: ArrayLike<number>, k: number): number {
  const n = points.length / cols;
  const widths = new Float64Array(n);
  silhouetteWidths(points, cols, [{ labels, k }], 0, n, [widths]);
  return widths.reduce((total, width) => total + width, 0) / n;
}
