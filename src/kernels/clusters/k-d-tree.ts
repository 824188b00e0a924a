/** Finds rows near a place. Build once, ask often. */
export interface NeighbourIndex {
  /** Writes the rows within `radius` (its edge too) of row `i`, itself among them, into `into`; gives their number. */
  within(i: number, radius: number, into: Int32Array): number;
  /** Distance from row `i` to its `m`-th nearest row, itself counted as the first; NaN where there are fewer. */
  distanceTo(i: number, m: number): number;
}

const leafSize = 16;

/**
 * A k-d tree (Bentley 1975), split at the median of the widest column. Euclidean distance.
 *
 * @param points row-major, `cols` columns, finite
 */
export function neighbourIndex(points: Float64Array, cols: number): NeighbourIndex {
  const n = points.length / cols;
  const order = Int32Array.from({ length: n }, (_, i) => i);
  const from: number[] = [];
  const to: number[] = [];
  const right: number[] = [];
  const axis: number[] = [];
  const cut: number[] = [];

  const widest = (start: number, end: number): number => {
    let [best, spread] = [0, -1];
    for (let j = 0; j < cols; j++) {
      let [low, high] = [Infinity, -Infinity];
      for (let at = start; at < end; at++) {
        const value = points[order[at]! * cols + j]!;
        if (value < low) low = value;
        if (value > high) high = value;
      }
      if (high - low > spread) [best, spread] = [j, high - low];
    }
    return spread > 0 ? best : -1;
  };

  const build = (start: number, end: number): number => {
    const node = from.length;
    from.push(start);
    to.push(end);
    right.push(-1);
    axis.push(-1);
    cut.push(0);
    const along = end - start > leafSize ? widest(start, end) : -1;
    if (along < 0) return node;
    const middle = (start + end) >> 1;
    partition(order, points, cols, along, start, end - 1, middle);
    axis[node] = along;
    cut[node] = points[order[middle]! * cols + along]!;
    build(start, middle);
    right[node] = build(middle, end);
    return node;
  };
  if (n > 0) build(0, n);

  const stack = new Int32Array(128);
  // The points in the order of the leaves, so that a leaf is one run of memory.
  const sorted = new Float64Array(points.length);
  for (let at = 0; at < n; at++) for (let j = 0; j < cols; j++) sorted[at * cols + j] = points[order[at]! * cols + j]!;
  const [froms, tos] = [Int32Array.from(from), Int32Array.from(to)];
  const [rights, axes, cuts] = [Int32Array.from(right), Int32Array.from(axis), Float64Array.from(cut)];

  const squareTo = (row: number, at: number): number => {
    let square = 0;
    for (let j = 0, a = row * cols, b = at * cols; j < cols; j++, a++, b++) {
      const difference = points[a]! - sorted[b]!;
      square += difference * difference;
    }
    return square;
  };

  const within = (i: number, radius: number, into: Int32Array): number => {
    const limit = radius * radius;
    let [found, depth] = [0, 0];
    stack[depth++] = 0;
    while (depth > 0) {
      const node = stack[--depth]!;
      const along = axes[node]!;
      if (along < 0) {
        for (let at = froms[node]!; at < tos[node]!; at++) if (squareTo(i, at) <= limit) into[found++] = order[at]!;
        continue;
      }
      const beyond = points[i * cols + along]! - cuts[node]!;
      if (beyond <= radius) stack[depth++] = node + 1;
      if (beyond >= -radius) stack[depth++] = rights[node]!;
    }
    return found;
  };

  const distanceTo = (i: number, m: number): number => {
    if (!(m >= 1 && m <= n)) return Number.NaN;
    const nearest = new Float64Array(m).fill(Infinity);
    const visit = (node: number): void => {
      const along = axes[node]!;
      if (along < 0) {
        for (let at = froms[node]!; at < tos[node]!; at++) {
          const square = squareTo(i, at);
          if (square >= nearest[m - 1]!) continue;
          let place = m - 1;
          while (place > 0 && nearest[place - 1]! > square) {
            nearest[place] = nearest[place - 1]!;
            place--;
          }
          nearest[place] = square;
        }
        return;
      }
      const beyond = points[i * cols + along]! - cuts[node]!;
      const [near, far] = beyond < 0 ? [node + 1, rights[node]!] : [rights[node]!, node + 1];
      visit(near);
      if (beyond * beyond <= nearest[m - 1]!) visit(far);
    };
    visit(0);
    return Math.sqrt(nearest[m - 1]!);
  };
  return { within, distanceTo };
}

/** Puts the `middle`-th by the column at its place, none greater before it and none smaller after it (Hoare 1961, FIND). */
function partition(order: Int32Array, points: Float64Array, cols: number, j: number, start: number, end: number, middle: number) {
  let [left, last] = [start, end];
  while (left < last) {
    const pivot = points[order[(left + last) >> 1]! * cols + j]!;
    let [a, b] = [left, last];
    while (a <= b) {
      while (points[order[a]! * cols + j]! < pivot) a++;
      while (points[order[b]! * cols + j]! > pivot) b--;
      if (a > b) break;
      const moved = order[a]!;
      order[a++] = order[b]!;
      order[b--] = moved;
    }
    if (middle <= b) last = b;
    else if (middle >= a) left = a;
    else return;
  }
}
