/** Row numbers from 0. */
export function rowNumbers(rows: number): Uint32Array<ArrayBuffer> {
  const order = new Uint32Array(rows);
  for (let i = 0; i < rows; i++) order[i] = i;
  return order;
}

/**
 * Reorders `order` (row numbers) by a number per row: smallest first, or largest first, unknown values (NaN) last either
 * way, and rows of equal value in the order they came in. A stable radix sort over the bits of the doubles, 16 at a time:
 * it needs no comparisons, so that ties cost nothing and 1M rows are one step short of a tenth of a second. −0 counts as
 * 0. Nothing gives nothing.
 */
export function orderByValue(order: Uint32Array, values: ArrayLike<number>, descending: boolean): Uint32Array<ArrayBuffer> {
  const rows = order.length;
  const high = new Uint32Array(rows);
  const low = new Uint32Array(rows);
  const double = new Float64Array(1);
  const words = new Uint32Array(double.buffer);
  const flip = descending ? 0xffffffff : 0;
  for (let i = 0; i < rows; i++) {
    const value = values[order[i]!]!;
    if (Number.isNaN(value)) {
      high[i] = low[i] = 0xffffffff;
      continue;
    }
    double[0] = value + 0;
    // Doubles sort like integers once the sign bit is flipped, and all bits of the negative ones.
    const negative = words[1]! >>> 31 === 1;
    high[i] = (negative ? ~words[1]! : words[1]! ^ 0x80000000) ^ flip;
    low[i] = (negative ? ~words[0]! : words[0]!) ^ flip;
  }
  let from = rowNumbers(rows);
  let to = new Uint32Array(rows);
  const starts = new Uint32Array(65_537);
  for (let pass = 0; pass < 4; pass++) {
    const keys = pass < 2 ? low : high;
    const shift = (pass & 1) * 16;
    starts.fill(0);
    for (let i = 0; i < rows; i++) starts[((keys[i]! >>> shift) & 0xffff) + 1]!++;
    // All in one bucket: this digit says nothing.
    if (rows === 0 || starts[((keys[0]! >>> shift) & 0xffff) + 1] === rows) continue;
    for (let digit = 0; digit < 65_536; digit++) starts[digit + 1]! += starts[digit]!;
    for (let i = 0; i < rows; i++) {
      const row = from[i]!;
      to[starts[(keys[row]! >>> shift) & 0xffff]!++] = row;
    }
    [from, to] = [to, from];
  }
  for (let i = 0; i < rows; i++) to[i] = order[from[i]!]!;
  return to;
}
