import { emptyMask, isNull, setNull, type Column, type NullMask } from '../domain';
import type { SourceTable } from './source';

/** The rows of a table that are marked 1, in their order; words that only other rows hold leave the dictionaries. */
export function keepRows(table: SourceTable, keep: Uint8Array): SourceTable {
  const rows = new Int32Array(table.rows);
  let n = 0;
  for (let i = 0; i < keep.length; i++) if (keep[i] === 1) rows[n++] = i;
  const kept = rows.subarray(0, n);
  return { ...table, rows: n, columns: table.columns.map((source) => ({ ...source, column: pick(source.column, kept) })) };
}

function pick(column: Column, rows: Int32Array): Column {
  const nulls = pickNulls(column, rows);
  switch (column.type) {
    case 'number':
      return { ...column, values: gather(column.values, new Float64Array(rows.length), rows), nulls };
    case 'boolean':
      return { ...column, values: gather(column.values, new Uint8Array(rows.length), rows), nulls };
    case 'date':
      return { ...column, days: gather(column.days, new Int32Array(rows.length), rows), nulls };
    case 'instant':
      return {
        ...column,
        ms: gather(column.ms, new Float64Array(rows.length), rows),
        days: gather(column.days, new Int32Array(rows.length), rows),
        nulls,
      };
    case 'text': {
      const dictionary: string[] = [];
      const moved = new Int32Array(column.dictionary.length).fill(-1);
      const codes = new Uint32Array(rows.length);
      for (let i = 0; i < rows.length; i++) {
        if (nulls !== null && isNull({ nulls }, i)) continue;
        const code = column.codes[rows[i]!]!;
        if (moved[code]! < 0) moved[code] = dictionary.push(column.dictionary[code]!) - 1;
        codes[i] = moved[code]!;
      }
      return { type: 'text', codes, dictionary, nulls };
    }
  }
}

function gather<T extends Float64Array | Int32Array | Uint8Array>(from: T, into: T, rows: Int32Array): T {
  for (let i = 0; i < rows.length; i++) into[i] = from[rows[i]!]!;
  return into;
}

function pickNulls(column: Column, rows: Int32Array): NullMask {
  if (column.nulls === null) return null;
  let nulls: Uint8Array | null = null;
  for (let i = 0; i < rows.length; i++) if (isNull(column, rows[i]!)) setNull((nulls ??= emptyMask(rows.length)), i);
  return nulls;
}
