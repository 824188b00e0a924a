import type { PackedTexts } from './packed-texts';

/**
 * The one substance that flows: typed columns with a null mask. No row objects anywhere.
 *
 * A value at a null position is NaN in number and instant columns and 0 elsewhere; the mask is the truth.
 * A null mask is a bit set, bit `i & 7` of byte `i >> 3`, 1 = null; `null` where nothing is missing.
 */
export type NullMask = Uint8Array | null;

/** Numbers in the units of the file; money in major units (dollars, not cents). */
export interface NumberColumn {
  readonly type: 'number';
  readonly values: Float64Array;
  readonly nulls: NullMask;
}

/** Dictionary-encoded strings: `dictionary[codes[i]]`. Codes appear in order of first sight. */
export interface TextColumn {
  readonly type: 'text';
  readonly codes: Uint32Array;
  readonly dictionary: readonly string[];
  /** The same texts as bytes, where they are at hand: to keep them needs no strings. */
  readonly packed?: PackedTexts;
  readonly nulls: NullMask;
}

/** Calendar dates, as days since 1970-01-01, no zone. */
export interface DateColumn {
  readonly type: 'date';
  readonly days: Int32Array;
  readonly nulls: NullMask;
}

/**
 * Instants. `ms` are milliseconds since 1970-01-01T00:00Z when `zone` is 'UTC' or an offset was given in the cells
 * ('offset'); when `zone` is 'local' the file named none and `ms` counts the wall clock as if it were UTC.
 * `days` is the calendar day as written in the file: what a shop owner means by "that day".
 */
export interface InstantColumn {
  readonly type: 'instant';
  readonly ms: Float64Array;
  readonly days: Int32Array;
  readonly zone: 'UTC' | 'offset' | 'local';
  readonly nulls: NullMask;
}

/** 1 = true. */
export interface BooleanColumn {
  readonly type: 'boolean';
  readonly values: Uint8Array;
  readonly nulls: NullMask;
}

export type Column = NumberColumn | TextColumn | DateColumn | InstantColumn | BooleanColumn;
export type ColumnType = Column['type'];

/** Columns of equal length under their header names (made unique at import). */
export interface Table {
  readonly rows: number;
  readonly names: readonly string[];
  readonly columns: readonly Column[];
}

/** Whether row `i` is missing. */
export function isNull(column: { readonly nulls: NullMask }, i: number): boolean {
  return column.nulls !== null && ((column.nulls[i >> 3] ?? 0) & (1 << (i & 7))) !== 0;
}

/** Number of missing rows. */
export function countNulls(column: { readonly nulls: NullMask }): number {
  if (column.nulls === null) return 0;
  let count = 0;
  for (const byte of column.nulls) {
    let bits = byte;
    while (bits !== 0) {
      bits &= bits - 1;
      count++;
    }
  }
  return count;
}

/** An empty mask for `rows` rows, all present. */
export function emptyMask(rows: number): Uint8Array {
  return new Uint8Array((rows + 7) >> 3);
}

/** Marks row `i` as missing. */
export function setNull(mask: Uint8Array, i: number): void {
  mask[i >> 3] = (mask[i >> 3] ?? 0) | (1 << (i & 7));
}

/** The buffers of a column, to be transferred between threads. */
export function buffersOf(column: Column): ArrayBuffer[] {
  const views: (ArrayBufferView | null)[] = [column.nulls];
  if (column.type === 'number' || column.type === 'boolean') views.push(column.values);
  else if (column.type === 'text') views.push(column.codes);
  else if (column.type === 'date') views.push(column.days);
  else views.push(column.ms, column.days);
  return views.filter((view) => view !== null).map((view) => view.buffer as ArrayBuffer);
}

/** The column of that name, or undefined. */
export function columnOf(table: Table, name: string): Column | undefined {
  const at = table.names.indexOf(name);
  return at < 0 ? undefined : table.columns[at];
}
