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
  for (let i = 0; i < rows; i++) {
    for (let j = 0; j < cols; j++) offset[j] = offset[j]! + points[i * cols + j]! / rows;
  }
  let largest = 0;
  for (let i = 0; i < rows; i++) {
    for (let j = 0; j < cols; j++) largest = Math.max(largest, Math.abs(points[i * cols + j]! - offset[j]!));
  }
  const scale = largest > 0 ? 2 ** Math.ceil(Math.log2(largest)) : 1;
  const values = new Float32Array(((rows + 3) >> 2) * 4 * cols);
  for (let i = 0; i < rows; i++) {
    const base = (i >> 2) * 4 * cols + (i & 3);
    for (let j = 0; j < cols; j++) values[base + j * 4] = (points[i * cols + j]! - offset[j]!) / scale;
  }
  return { rows, cols, values, offset, scale };
}

/** Centres given in the points' own units, row-major [k][cols], in those of the blocks. */
export function toBlockUnits(centres: Float64Array, blocks: Blocks): Float32Array {
  return Float32Array.from(centres, (value, at) => (value - blocks.offset[at % blocks.cols]!) / blocks.scale);
}
