/** Finds the nearest of a fixed set of points. */
export interface KdTree {
  /**
   * The `k` points nearest to row-major `from[at..at+cols)`, nearest first, and their euclidean distances; of points as near,
   * the first of the set. Fills what `into` holds and returns how many there are (fewer than k only where the set is smaller).
   */
  nearest(
    from: Float64Array,
    at: number,
    k: number,
    into: { readonly index: Int32Array; readonly distance: Float64Array },
  ): number;
}

const leaf = 12;

/**
 * A k-d tree (Bentley 1975) over row-major points, split at the median of the widest column. For up to some twenty columns;
 * with more it still answers rightly, but looks at nearly everything.
 */
export function createKdTree(points: Float64Array, cols: number): KdTree {
  const n = cols === 0 ? 0 : points.length / cols;
  const order = Int32Array.from({ length: n }, (_, i) => i);
  // Nodes in one row each: column split by (−1 for a leaf), from, to, and the two children.
  const nodes: number[] = [];
  const splits: number[] = [];

  function build(from: number, to: number): number {
    const node = splits.length;
    splits.push(0);
    nodes.push(-1, from, to, -1, -1);
    if (to - from <= leaf) return node;
    const column = widest(from, to);
    if (column < 0) return node;
    const part = order.subarray(from, to);
    part.sort((a, b) => points[a * cols + column]! - points[b * cols + column]! || a - b);
    const middle = (from + to) >> 1;
    splits[node] = points[order[middle]! * cols + column]!;
    const [left, right] = [build(from, middle), build(middle, to)];
    nodes[node * 5] = column;
    nodes[node * 5 + 3] = left;
    nodes[node * 5 + 4] = right;
    return node;
  }

  /** −1 where all points are the same. */
  function widest(from: number, to: number): number {
    let [best, width] = [-1, 0];
    for (let j = 0; j < cols; j++) {
      let [low, high] = [Infinity, -Infinity];
      for (let i = from; i < to; i++) {
        const value = points[order[i]! * cols + j]!;
        if (value < low) low = value;
        if (value > high) high = value;
      }
      if (high - low > width) [best, width] = [j, high - low];
    }
    return best;
  }

  if (n > 0) build(0, n);
  const tree = Int32Array.from(nodes);
  const at = Float64Array.from(splits);
  let [found, limit] = [0, 0];
  let target: Float64Array = new Float64Array();
  let start = 0;
  let index: Int32Array = new Int32Array();
  let distance: Float64Array = new Float64Array();

  function offer(point: number, squared: number): void {
    if (found === limit) {
      const last = distance[limit - 1]!;
      if (squared > last || (squared === last && point > index[limit - 1]!)) return;
    } else found++;
    let place = found - 1;
    while (place > 0) {
      const before = distance[place - 1]!;
      if (before < squared || (before === squared && index[place - 1]! < point)) break;
      distance[place] = before;
      index[place] = index[place - 1]!;
      place--;
    }
    distance[place] = squared;
    index[place] = point;
  }

  function look(node: number): void {
    const column = tree[node * 5]!;
    if (column < 0) {
      for (let i = tree[node * 5 + 1]!; i < tree[node * 5 + 2]!; i++) {
        const point = order[i]!;
        let squared = 0;
        for (let j = 0; j < cols; j++) {
          const apart = target[start + j]! - points[point * cols + j]!;
          squared += apart * apart;
        }
        offer(point, squared);
      }
      return;
    }
    const apart = target[start + column]! - at[node]!;
    const [near, far] = apart < 0 ? [3, 4] : [4, 3];
    look(tree[node * 5 + near]!);
    if (found < limit || apart * apart <= distance[limit - 1]!) look(tree[node * 5 + far]!);
  }

  return {
    nearest(from, first, k, into) {
      [target, start, limit, found] = [from, first, Math.min(k, n), 0];
      index = into.index;
      distance = into.distance;
      if (limit > 0) look(0);
      for (let i = 0; i < found; i++) distance[i] = Math.sqrt(distance[i]!);
      return found;
    },
  };
}
