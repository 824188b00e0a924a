/**
 * Row numbers in an order that the rows' own numbers decide and that looks like chance: whoever deals rows to bootstraps,
 * folds or batches by it gives the same answer whatever order they came in. Rows are sorted by a 32-bit hash of their values
 * and of `label`, then by a second; rows that are alike to the last bit stay as they stand, which nobody can tell.
 *
 * @param values row-major, `cols` a row
 * @param label one more number a row
 */
export function ownOrder(values: Float64Array, cols: number, label: ArrayLike<number>): Int32Array {
  const rows = label.length;
  const bits = new Int32Array(values.buffer, values.byteOffset, values.length * 2);
  const first = new Uint32Array(rows);
  const second = new Uint32Array(rows);
  const one = new Float64Array(1);
  const oneBits = new Int32Array(one.buffer);
  for (let i = 0, at = 0; i < rows; i++) {
    one[0] = label[i]!;
    let a = Math.imul(oneBits[0]! ^ Math.imul(oneBits[1]!, 0x27d4eb2f), 0x9e3779b1) | 0;
    let b = Math.imul(oneBits[1]! ^ Math.imul(oneBits[0]!, 0x165667b1), 0x85ebca6b) | 0;
    for (const end = at + 2 * cols; at < end; at++) {
      // −0 and 0 are the same number to every model.
      const word = bits[at] === -2147483648 && bits[at - 1] === 0 && (at & 1) === 1 ? 0 : bits[at]!;
      a = Math.imul(a ^ word, 0x85ebca6b);
      a ^= a >>> 13;
      b = Math.imul(b ^ word, 0xc2b2ae35);
      b = ((b << 15) | (b >>> 17)) + a;
    }
    a = Math.imul(a ^ (a >>> 16), 0x7feb352d);
    first[i] = a ^ (a >>> 15);
    b = Math.imul(b ^ (b >>> 16), 0x846ca68b);
    second[i] = b ^ (b >>> 13);
  }
  let order = Int32Array.from(first, (_, i) => i);
  let moved = new Int32Array(rows);
  const counts = new Int32Array(65537);
  for (const shift of [0, 16]) {
    counts.fill(0);
    for (let i = 0; i < rows; i++) counts[((first[i]! >>> shift) & 0xffff) + 1]!++;
    for (let i = 0; i < 65536; i++) counts[i + 1]! += counts[i]!;
    for (let i = 0; i < rows; i++) {
      const row = order[i]!;
      moved[counts[(first[row]! >>> shift) & 0xffff]!++] = row;
    }
    [order, moved] = [moved, order];
  }
  for (let from = 0; from < rows;) {
    let to = from + 1;
    while (to < rows && first[order[to]!] === first[order[from]!]) to++;
    if (to - from > 1) order.subarray(from, to).sort((p, q) => second[p]! - second[q]! || p - q);
    from = to;
  }
  return order;
}
