/** The joins of an agglomerative clustering, lowest first; n − 1 of them for n rows. */
export interface Joins {
  readonly n: number;
  /** A row out of each of the two groups that are joined. */
  readonly first: Int32Array;
  readonly second: Int32Array;
  /** Distance at which they are joined, in the linkage's own measure; never falls. */
  readonly heights: Float64Array;
}

/** Puts joins in order of their height, as they are found in another. */
export function sortedJoins(n: number, first: Int32Array, second: Int32Array, heights: Float64Array): Joins {
  const order = Int32Array.from(heights, (_, i) => i).sort((a, b) => heights[a]! - heights[b]! || a - b);
  return {
    n,
    first: Int32Array.from(order, (at) => first[at]!),
    second: Int32Array.from(order, (at) => second[at]!),
    heights: Float64Array.from(order, (at) => heights[at]!),
  };
}

/** Group of every row, 0..k−1 in order of their first rows, after all joins but the highest k − 1. RangeError unless 1 ≤ k ≤ n. */
export function cutTree({ n, first, second }: Joins, k: number): Int32Array {
  if (!(k >= 1 && k <= n)) throw new RangeError(`k must be in 1..${n}`);
  const parent = Int32Array.from({ length: n }, (_, i) => i);
  const rootOf = (row: number): number => {
    let root = row;
    while (parent[root] !== root) root = parent[root] = parent[parent[root]!]!;
    return root;
  };
  for (let at = 0; at < n - k; at++) {
    const [a, b] = [rootOf(first[at]!), rootOf(second[at]!)];
    if (a < b) parent[b] = a;
    else parent[a] = b;
  }
  const names = new Map<number, number>();
  return Int32Array.from({ length: n }, (_, i) => {
    const root = rootOf(i);
    let name = names.get(root);
    if (name === undefined) names.set(root, (name = names.size));
    return name;
  });
}
