import { select } from '../stats/select';

/**
 * For every row of `queries` (rows × cols) how many of the `k` references nearest to it (Euclid) there are, and how many of
 * those are labelled 1; those exactly as far as the k-th are included, so that their order does not matter. Float32
 * throughout, exact enough to tell neighbours apart.
 */
export function countNear(
  queries: Float32Array,
  cols: number,
  references: Float32Array,
  labels: Uint8Array,
  k: number,
): { readonly near: Int32Array; readonly hits: Int32Array } {
  const count = labels.length;
  const rows = queries.length / cols;
  const distances = new Float32Array(count);
  const scratch = new Float64Array(count);
  const query = new Float32Array(cols);
  const most = Math.min(k, count);
  const whole = count & ~3;
  const near = new Int32Array(rows);
  const hits = new Int32Array(rows);
  for (let i = 0; i < rows; i++) {
    query.set(queries.subarray(i * cols, (i + 1) * cols));
    // Four references at once: one sum alone would wait for each of its additions.
    for (let r = 0; r < whole; r += 4) {
      const first = r * cols;
      let [a, b, c, d] = [0, 0, 0, 0];
      for (let j = 0, at = first; j < cols; j++, at++) {
        const value = query[j]!;
        const p = value - references[at]!;
        const q = value - references[at + cols]!;
        const s = value - references[at + 2 * cols]!;
        const t = value - references[at + 3 * cols]!;
        a += p * p;
        b += q * q;
        c += s * s;
        d += t * t;
      }
      distances[r] = a;
      distances[r + 1] = b;
      distances[r + 2] = c;
      distances[r + 3] = d;
    }
    for (let r = whole; r < count; r++) {
      let sum = 0;
      for (let j = 0, at = r * cols; j < cols; j++, at++) sum += (query[j]! - references[at]!) ** 2;
      distances[r] = sum;
    }
    scratch.set(distances);
    const limit = select(scratch, most - 1);
    for (let r = 0; r < count; r++) {
      if (distances[r]! > limit) continue;
      near[i]!++;
      hits[i]! += labels[r]!;
    }
  }
  return { near, hits };
}
