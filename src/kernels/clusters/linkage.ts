import { sortedJoins, type Joins } from './tree';

export type MatrixLinkage = 'average' | 'complete';

/**
 * Average (Sokal & Michener 1958) or complete (Sørensen 1948) linkage by nearest-neighbour chain over a condensed matrix of
 * distances in float32: 2 n² bytes. Exact to the precision of the distances; of ties the first row has it. Yields the number of
 * joins so far, every few milliseconds.
 *
 * @param points row-major, `cols` columns, finite, euclidean distance
 */
export function* matrixJoins(points: Float64Array, cols: number, linkage: MatrixLinkage): Generator<number, Joins, void> {
  const n = cols === 0 ? 0 : points.length / cols;
  const distances = new Float32Array((n * (n - 1)) / 2);
  // The distance of i < j stands at base[i] + j.
  const base = Float64Array.from({ length: n }, (_, i) => i * n - (i * (i + 1)) / 2 - i - 1);
  let work = 0;
  for (let i = 0, at = 0; i < n; i++) {
    for (let j = i + 1; j < n; j++, at++) {
      let square = 0;
      for (let c = 0; c < cols; c++) {
        const difference = points[i * cols + c]! - points[j * cols + c]!;
        square += difference * difference;
      }
      distances[at] = Math.sqrt(square);
    }
    work += (n - i) * cols;
    if (work > 4_000_000) {
      work = 0;
      yield 0;
    }
  }
  const between = (i: number, j: number) => (i < j ? base[i]! + j : base[j]! + i);
  const sizes = new Float64Array(n).fill(1);
  /** Groups that are left, each called by one of its rows, in order. */
  const ids = Int32Array.from({ length: n }, (_, i) => i);
  const chain = new Int32Array(n + 1);
  const first = new Int32Array(Math.max(0, n - 1));
  const second = new Int32Array(Math.max(0, n - 1));
  const heights = new Float64Array(Math.max(0, n - 1));
  let [left, length, done] = [n, 0, 0];
  while (left > 1) {
    if (length === 0) chain[length++] = ids[0]!;
    const id = chain[length - 1]!;
    let nearest = length > 1 ? chain[length - 2]! : -1;
    let least = nearest < 0 ? Infinity : distances[between(id, nearest)]!;
    for (let at = 0; at < left; at++) {
      const other = ids[at]!;
      if (other === id) continue;
      const distance = distances[other < id ? base[other]! + id : base[id]! + other]!;
      if (distance < least) {
        least = distance;
        nearest = other;
      }
    }
    work += left * 3;
    if (work > 4_000_000) {
      work = 0;
      yield done;
    }
    if (length < 2 || nearest !== chain[length - 2]) {
      chain[length++] = nearest;
      continue;
    }
    length -= 2;
    first[done] = id;
    second[done] = nearest;
    heights[done++] = least;
    const [own, theirs] = [sizes[id]!, sizes[nearest]!];
    let kept = 0;
    for (let at = 0; at < left; at++) {
      const other = ids[at]!;
      if (other === nearest) continue;
      ids[kept++] = other;
      if (other === id) continue;
      const [a, b] = [between(id, other), between(nearest, other)];
      // Lance & Williams 1967.
      distances[a] =
        linkage === 'average'
          ? (own * distances[a]! + theirs * distances[b]!) / (own + theirs)
          : Math.max(distances[a]!, distances[b]!);
    }
    left = kept;
    sizes[id] = own + theirs;
  }
  return sortedJoins(n, first, second, heights);
}
