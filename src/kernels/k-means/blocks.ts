/**
 * Points laid out for the k-means step: float32, in blocks of four points, each block column by column
 * ([block][column][4]), the last block filled up with zeros. Columns are moved by `offset` and all divided by `scale`, a
 * power of two: distances keep their order, while large offsets and large numbers no longer cost digits.
 */
export interface Blocks {
  readonly rows: number;
  readonly cols: number;
  readonly values: Float32Array;
  /** Per column. */
  readonly offset: Float64Array;
  readonly scale: number;
}

/** Lays out row-major points; values must be finite. */
export function toBlocks(points: Float64Array, rows: number, cols: number): Blocks {
  const offset = new Float64Array(cols);
  const low = new Float64Array(cols).fill(Infinity);
  const high = new Float64Array(cols).fill(-Infinity);
  // A column at a time over some rows that stay in the processor's cache: its sum and bounds stay in registers.
  const some = 1024 * cols;
  for (let from = 0; from < points.length; from += some) {
    const to = Math.min(points.length, from + some);
    for (let j = 0; j < cols; j++) {
      let sum = offset[j]!;
      let least = low[j]!;
      let most = high[j]!;
      for (let at = from + j; at < to; at += cols) {
        const value = points[at]!;
        sum += value;
        least = Math.min(least, value);
        most = Math.max(most, value);
      }
      offset[j] = sum;
      low[j] = least;
      high[j] = most;
    }
  }
  let largest = 0;
  for (let j = 0; j < cols; j++) {
    // A sum of huge values may overflow; any point among the data will do for an offset.
    const centre = offset[j]! / rows;
    offset[j] = Number.isFinite(centre) ? centre : low[j]!;
    largest = Math.max(largest, high[j]! / 2 - offset[j]! / 2, offset[j]! / 2 - low[j]! / 2);
  }
  const scale = largest > 0 ? 2 ** Math.min(1023, Math.ceil(Math.log2(largest)) + 1) : 1;
  const values = new Float32Array(((rows + 3) >> 2) * 4 * cols);
  const whole = rows & ~3;
  for (let i = 0, to = 0; i < whole; i += 4) {
    let at = i * cols;
    for (let j = 0; j < cols; j++, at++, to += 4) {
      const centre = offset[j]!;
      values[to] = (points[at]! - centre) / scale;
      values[to + 1] = (points[at + cols]! - centre) / scale;
      values[to + 2] = (points[at + 2 * cols]! - centre) / scale;
      values[to + 3] = (points[at + 3 * cols]! - centre) / scale;
    }
  }
  for (let i = whole; i < rows; i++) {
    const base = (i >> 2) * 4 * cols + (i & 3);
    const row = i * cols;
    for (let j = 0; j < cols; j++) values[base + j * 4] = (points[row + j]! - offset[j]!) / scale;
  }
  return { rows, cols, values, offset, scale };
}

/** Centres given in the points' own units, row-major [k][cols], in those of the blocks. */
export function toBlockUnits(centres: Float64Array, blocks: Blocks): Float32Array {
  return Float32Array.from(centres, (value, at) => (value - blocks.offset[at % blocks.cols]!) / blocks.scale);
}
