import type { DelimitedKernels } from '../kernels/delimited';

const decoder = new TextDecoder('utf-8', { ignoreBOM: true });

/** Where the cells of some rows begin and end in a block of bytes that lies in the kernels' memory, row after row. */
export interface Cells {
  readonly kernels: DelimitedKernels;
  /** Cells of a row. */
  readonly width: number;
  /** Addresses of the lists of addresses. */
  readonly starts: number;
  readonly ends: number;
  /** Rows that there is room for. */
  readonly most: number;
  /** Address of room for eight bytes for each row. */
  readonly out: number;
  /** Address of room for a few numbers. */
  readonly stats: number;
  /** Bytes of the whole block, in which the cells lie. */
  bytes: number;
  /** Physical line of row `first`; each row is one line. */
  firstLine: number;
  /** Rows at hand: from `first` up to `last`. */
  first: number;
  last: number;
}

/** Address at which the cell begins. */
export const startOf = (cells: Cells, row: number, column: number): number =>
  cells.kernels.int32[(cells.starts >> 2) + row * cells.width + column]! >>> 0;

/** Address after its last byte. */
export const endOf = (cells: Cells, row: number, column: number): number =>
  cells.kernels.int32[(cells.ends >> 2) + row * cells.width + column]! >>> 0;

/** The cell as a string. */
export const textAt = (cells: Cells, row: number, column: number): string =>
  textOf(cells.kernels.bytes, startOf(cells, row, column), endOf(cells, row, column));

/** The text of some UTF-8 bytes. */
export function textOf(bytes: Uint8Array, from: number, to: number): string {
  let text = '';
  if (to - from > 24) return decoder.decode(bytes.subarray(from, to));
  for (let i = from; i < to; i++) {
    if (bytes[i]! >= 0x80) return decoder.decode(bytes.subarray(from, to));
    text += String.fromCharCode(bytes[i]!);
  }
  return text;
}
