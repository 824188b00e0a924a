import type { Matrix } from '../../kernels/linalg/matrix';

/** More groups than anybody can look at; a label has to fit a byte beside "in none" (255). */
export const mostGroups = 200;

/** Groups in their order: by size, largest first, then by the coordinates of their centres. */
export interface Grouped {
  /** Row-major [k][cols]: the mean of each group. */
  readonly centres: Float64Array;
  readonly sizes: readonly number[];
  /** Sum of squared distances from the rows to the centre of their group. */
  readonly sse: number;
  /** Group of every row; k for rows in none. */
  readonly labels: Uint8Array;
}

/** Orders groups and works out their centres; labels outside 0..k−1 are rows in none. */
export function grouped({ rows, cols, values }: Matrix, labels: ArrayLike<number>, k: number): Grouped {
  const centres = new Float64Array(k * cols);
  const sizes = new Float64Array(k);
  const into = (label: number) => label >= 0 && label < k;
  for (let i = 0; i < rows; i++) {
    const label = labels[i]!;
    if (!into(label)) continue;
    sizes[label]!++;
    for (let j = 0; j < cols; j++) centres[label * cols + j]! += values[i * cols + j]!;
  }
  for (let c = 0; c < k; c++) for (let j = 0; j < cols; j++) centres[c * cols + j]! /= Math.max(1, sizes[c]!);
  const byCoordinates = (a: number, b: number) => {
    for (let j = 0; j < cols; j++) {
      const difference = centres[a * cols + j]! - centres[b * cols + j]!;
      if (difference !== 0) return difference;
    }
    return 0;
  };
  const order = Array.from({ length: k }, (_, c) => c).sort((a, b) => sizes[b]! - sizes[a]! || byCoordinates(a, b));
  const place = new Uint8Array(k);
  order.forEach((old, fresh) => (place[old] = fresh));
  let sse = 0;
  const fresh = Uint8Array.from({ length: rows }, (_, i) => {
    const label = labels[i]!;
    if (!into(label)) return k;
    for (let j = 0; j < cols; j++) sse += (values[i * cols + j]! - centres[label * cols + j]!) ** 2;
    return place[label]!;
  });
  return {
    centres: Float64Array.from({ length: k * cols }, (_, at) => centres[order[Math.floor(at / cols)]! * cols + (at % cols)]!),
    sizes: order.map((c) => sizes[c]!),
    sse,
    labels: fresh,
  };
}
