import { isNull, type Column, type Role, type TableKind, type TextColumn } from '../domain';

/** A column of an imported file with what it means. */
export interface SourceColumn {
  readonly name: string;
  readonly role: Role;
  readonly column: Column;
  /** Of a churn label: the value that means "left". */
  readonly positive?: string;
  /** Of money: the currency that the column itself names. */
  readonly currency?: string;
  /** Of a rating: the top of its scale, where the owner was asked. */
  readonly scaleTop?: number;
}

/** An imported file as plain columns: all that features know of a file. */
export interface SourceTable {
  readonly name: string;
  readonly kind: TableKind;
  readonly rows: number;
  readonly columns: readonly SourceColumn[];
}

/** First column of a role, or undefined. */
export function columnWithRole(table: SourceTable, role: Role): SourceColumn | undefined {
  return table.columns.find((column) => column.role === role);
}

/** `true` where row `i` holds a value; a cheaper test than isNull in loops over columns without a mask. */
export function present(column: Column, i: number): boolean {
  return column.nulls === null || !isNull(column, i);
}

/**
 * Any column as dictionary codes, so that work on its values is done once per value, not per row. Numbers are written as
 * JavaScript writes them, dates as day numbers, instants as milliseconds, booleans as 0 and 1. Nulls keep their mask.
 */
export function asText(column: Column): TextColumn {
  if (column.type === 'text') return column;
  const values =
    column.type === 'number' || column.type === 'boolean' ? column.values : column.type === 'date' ? column.days : column.ms;
  const codes = new Uint32Array(values.length);
  const dictionary: string[] = [];
  const known = new Map<number, number>();
  for (let i = 0; i < values.length; i++) {
    if (column.nulls !== null && isNull(column, i)) continue;
    const value = values[i]!;
    let code = known.get(value);
    if (code === undefined) {
      known.set(value, (code = dictionary.length));
      dictionary.push(String(value));
    }
    codes[i] = code;
  }
  return { type: 'text', codes, dictionary, nulls: column.nulls };
}

/** A column as numbers, NaN where missing or not a number; null where the column holds no numbers. */
export function asNumbers(column: Column): Float64Array | null {
  if (column.type === 'number') return column.values;
  if (column.type === 'boolean') {
    const values = Float64Array.from(column.values);
    if (column.nulls !== null) for (let i = 0; i < values.length; i++) if (isNull(column, i)) values[i] = Number.NaN;
    return values;
  }
  return null;
}

/** The calendar days of a date or instant column; null for other columns. Days at null positions mean nothing. */
export function daysOf(column: Column): Int32Array | null {
  return column.type === 'date' || column.type === 'instant' ? column.days : null;
}
