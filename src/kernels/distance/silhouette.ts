/** One way of dividing the points: `labels[i]` in 0..k−1. */
export interface Labelling {
  readonly labels: ArrayLike<number>;
  readonly k: number;
}

/** Works out the widths of the points `from`..`to`−1: one array a labelling, of the number of points, written there. */
export type SilhouetteWidths = (from: number, to: number, widths: readonly Float64Array[]) => void;

/**
 * Silhouette widths (Rousseeuw 1987, eq. 2) of points among all points, for several labellings at once, some rows at a time.
 * A point alone in its group, or with no other group, has width 0.
 *
 * The distances are worked out once, and summed once: over the cells in which all labellings agree, whose points are put side
 * by side. A group is a union of cells.
 *
 * @param points row-major, `cols` columns, euclidean distance
 */
export function silhouettesOf(points: Float64Array, cols: number, labellings: readonly Labelling[]): SilhouetteWidths {
  const n = points.length / cols;
  const { order, ends } = cellsOf(n, labellings);
  const sorted = new Float64Array(points.length);
  order.forEach((row, at) => sorted.set(points.subarray(row * cols, (row + 1) * cols), at * cols));
  const cells = new Float64Array(ends.length);
  const groups = labellings.map(({ labels, k }) => {
    const own = Uint16Array.from(labels);
    const sizes = new Float64Array(k);
    for (let j = 0; j < n; j++) sizes[own[j]!] = sizes[own[j]!]! + 1;
    const ofCell = Uint16Array.from(ends, (end) => own[order[end - 1]!]!);
    return { own, sizes, ofCell, sums: new Float64Array(k) };
  });
  const here = new Float64Array(cols);
  return (from, to, widths) => {
    for (let i = from; i < to; i++) {
      here.set(points.subarray(i * cols, (i + 1) * cols));
      sumDistances(here, sorted, ends, cells);
      groups.forEach(({ own, sizes, ofCell, sums }, m) => {
        sums.fill(0);
        for (let cell = 0; cell < cells.length; cell++) {
          const group = ofCell[cell]!;
          sums[group] = sums[group]! + cells[cell]!;
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
  };
}

/** Sums of the distances from `here` to the points of each cell. */
function sumDistances(here: Float64Array, sorted: Float64Array, ends: Int32Array, cells: Float64Array): void {
  const cols = here.length;
  let j = 0;
  let at = 0;
  for (let cell = 0; cell < ends.length; cell++) {
    const end = ends[cell]!;
    let sum = 0;
    for (; j < end; j++) {
      let square = 0;
      for (let c = 0; c < cols; c++, at++) {
        const difference = here[c]! - sorted[at]!;
        square += difference * difference;
      }
      sum += Math.sqrt(square);
    }
    cells[cell] = sum;
  }
}

/** Rows in order of their cells, and where each cell ends in that order. */
function cellsOf(n: number, labellings: readonly Labelling[]): { readonly order: Int32Array; readonly ends: Int32Array } {
  const compare = (a: number, b: number) => {
    for (const { labels } of labellings) {
      const difference = labels[a]! - labels[b]!;
      if (difference !== 0) return difference;
    }
    return 0;
  };
  const order = Int32Array.from({ length: n }, (_, i) => i).sort((a, b) => compare(a, b) || a - b);
  const ends: number[] = [];
  for (let at = 1; at <= n; at++) {
    if (at === n || compare(order[at - 1]!, order[at]!) !== 0) ends.push(at);
  }
  return { order, ends: Int32Array.from(ends) };
}

/** Mean silhouette width of all points; see silhouettesOf. No points give NaN. */
export function silhouette(points: Float64Array, cols: number, labels: ArrayLike<number>, k: number): number {
  const n = points.length / cols;
  const widths = new Float64Array(n);
  silhouettesOf(points, cols, [{ labels, k }])(0, n, [widths]);
  return widths.reduce((total, width) => total + width, 0) / n;
}
