import { sortedJoins, type Joins } from './tree';

/**
 * Ward's linkage (1963) by nearest-neighbour chain (Murtagh 1983), on centroids: n² d / 2 or so in time, n in memory, no matrix
 * of distances. Heights as SciPy gives them: √(2 |A||B| / (|A| + |B|)) · ‖a − b‖. Exact; where distances tie, the row that comes
 * first has it. Yields the number of joins so far, every few milliseconds.
 *
 * @param points row-major, `cols` columns, finite
 */
export function* wardJoins(points: Float64Array, cols: number): Generator<number, Joins, void> {
  const n = cols === 0 ? 0 : points.length / cols;
  // Column by column, so that distances to all groups are worked out in straight runs.
  const columns = Array.from({ length: cols }, (_, j) => Float64Array.from({ length: n }, (_, i) => points[i * cols + j]!));
  const sizes = new Float64Array(n).fill(1);
  // Groups that are left stand at 0..left−1; each is called by one of its rows.
  const idAt = Int32Array.from({ length: n }, (_, i) => i);
  const placeOf = Int32Array.from({ length: n }, (_, i) => i);
  const squares = new Float64Array(n);
  const chain = new Int32Array(n + 1);
  const first = new Int32Array(Math.max(0, n - 1));
  const second = new Int32Array(Math.max(0, n - 1));
  const heights = new Float64Array(Math.max(0, n - 1));
  let [left, length, done, work] = [n, 0, 0, 0];

  const drop = (place: number) => {
    left--;
    if (place === left) return;
    for (const column of columns) column[place] = column[left]!;
    sizes[place] = sizes[left]!;
    idAt[place] = idAt[left]!;
    placeOf[idAt[place]] = place;
  };

  while (left > 1) {
    if (length === 0) chain[length++] = idAt[0]!;
    const id = chain[length - 1]!;
    const here = placeOf[id]!;
    for (let j = 0; j < cols; j++) {
      const column = columns[j]!;
      const centre = column[here]!;
      if (j === 0) {
        for (let at = 0; at < left; at++) {
          const difference = column[at]! - centre;
          squares[at] = difference * difference;
        }
      } else {
        for (let at = 0; at < left; at++) {
          const difference = column[at]! - centre;
          squares[at] = squares[at]! + difference * difference;
        }
      }
    }
    const own = sizes[here]!;
    const costOf = (at: number) => (squares[at]! * own * sizes[at]!) / (own + sizes[at]!);
    // Whom we came from wins a tie: the chain could go in circles else.
    let nearest = length > 1 ? placeOf[chain[length - 2]!]! : -1;
    let least = nearest < 0 ? Infinity : costOf(nearest);
    for (let at = 0; at < left; at++) {
      const size = sizes[at]!;
      const cost = (squares[at]! * own * size) / (own + size);
      if (cost < least && at !== here) {
        least = cost;
        nearest = at;
      }
    }
    work += left * (cols + 1);
    if (work > 4_000_000) {
      work = 0;
      yield done;
    }
    if (length < 2 || idAt[nearest] !== chain[length - 2]) {
      chain[length++] = idAt[nearest]!;
      continue;
    }
    length -= 2;
    first[done] = id;
    second[done] = idAt[nearest]!;
    heights[done++] = Math.sqrt(2 * least);
    const other = sizes[nearest]!;
    for (const column of columns) column[here] = (column[here]! * own + column[nearest]! * other) / (own + other);
    sizes[here] = own + other;
    drop(nearest);
  }
  return sortedJoins(n, first, second, heights);
}
