import { emptyMask, parseIsoDay, setNull, type Column, type Role, type TableKind, type TextColumn } from '../../../src/domain';
import type { SourceColumn, SourceTable } from '../../../src/features/source';

const numeric: ReadonlySet<Role> = new Set<Role>(['quantity', 'price', 'amount', 'refund', 'number', 'rating']);

/** A small table from lines of text: `columns` are `name:role`, cells are split at `|`, an empty cell is missing. */
export function makeTable(kind: TableKind, columns: string, lines: readonly string[], name = `${kind}.csv`): SourceTable {
  const cells = lines.map((line) => line.split('|').map((cell) => cell.trim()));
  return {
    name,
    kind,
    rows: lines.length,
    columns: columns.split(' ').map((spec, at): SourceColumn => {
      const [title = '', role = 'text'] = spec.split(':') as [string, Role];
      return {
        name: title,
        role,
        column: columnOf(
          role,
          cells.map((row) => row[at] ?? ''),
        ),
      };
    }),
  };
}

function columnOf(role: Role, values: readonly string[]): Column {
  let nulls: Uint8Array | null = null;
  values.forEach((value, i) => {
    if (value === '') setNull((nulls ??= emptyMask(values.length)), i);
  });
  if (numeric.has(role))
    return { type: 'number', values: Float64Array.from(values, (v) => (v === '' ? Number.NaN : Number(v))), nulls };
  if (role === 'date') return { type: 'date', days: Int32Array.from(values, (v) => (v === '' ? 0 : parseIsoDay(v)!)), nulls };
  return textOf(values, nulls);
}

export function textOf(values: readonly string[], nulls: Uint8Array | null): TextColumn {
  const dictionary: string[] = [];
  const codes = Uint32Array.from(values, (value) => {
    if (value === '') return 0;
    const at = dictionary.indexOf(value);
    return at < 0 ? dictionary.push(value) - 1 : at;
  });
  return { type: 'text', codes, dictionary, nulls };
}

/** The same table with its rows in another order. */
export function reordered(table: SourceTable, order: readonly number[]): SourceTable {
  return {
    ...table,
    columns: table.columns.map((source) => {
      const { column } = source;
      let nulls: Uint8Array | null = null;
      order.forEach((from, to) => {
        if (column.nulls !== null && (column.nulls[from >> 3]! & (1 << (from & 7))) !== 0)
          setNull((nulls ??= emptyMask(order.length)), to);
      });
      const moved: Column =
        column.type === 'number'
          ? { ...column, values: Float64Array.from(order, (i) => column.values[i]!), nulls }
          : column.type === 'text'
            ? { ...column, codes: Uint32Array.from(order, (i) => column.codes[i]!), nulls }
            : column.type === 'date'
              ? { ...column, days: Int32Array.from(order, (i) => column.days[i]!), nulls }
              : column;
      return { ...source, column: moved };
    }),
  };
}
