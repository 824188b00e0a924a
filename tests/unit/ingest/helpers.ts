import { finish, isNull, type Column, type Progress, type ReadOptions, type Table } from '../../../src/domain';
import { readInSlices, type ReadResult } from '../../../src/ingest/read-file';

/** Reads text or bytes through the whole of ingest. */
export function read(
  content: string | Uint8Array,
  options: ReadOptions = {},
  sliceBytes = 1 << 18,
  name = 'file.csv',
): Promise<ReadResult> {
  return finish<ReadResult>(readInSlices(new Blob([content as BlobPart]), name, options, sliceBytes));
}

/** The code and values of the error that reading ends in. */
export async function failure(content: string | Uint8Array, options: ReadOptions = {}): Promise<unknown> {
  try {
    await read(content, options);
  } catch (thrown) {
    return { code: (thrown as { code: unknown }).code, values: (thrown as { values: unknown }).values };
  }
  return 'no error';
}

/** A column as plain values, null where missing; dates as day numbers, instants as milliseconds. */
export function plain(column: Column): (string | number | boolean | null)[] {
  const rows =
    column.type === 'text'
      ? column.codes.length
      : column.type === 'date' || column.type === 'instant'
        ? column.days.length
        : column.values.length;
  return Array.from({ length: rows }, (_, i) => {
    if (isNull(column, i)) return null;
    if (column.type === 'text') return column.dictionary[column.codes[i]!]!;
    if (column.type === 'date') return column.days[i]!;
    return column.type === 'instant' ? column.ms[i]! : column.values[i]!;
  });
}

export function columnNamed(table: Table, name: string): Column {
  const at = table.names.indexOf(name);
  if (at < 0) throw new Error(`no column ${name} among ${table.names.join(', ')}`);
  return table.columns[at]!;
}

export const values = (result: ReadResult, name: string) => plain(columnNamed(result.table, name));

/** Name → role, of columns that have a telling one. */
export function rolesOf(result: ReadResult): Record<string, string> {
  return Object.fromEntries(result.report.columns.map(({ name, role }) => [name, role]));
}

export const typesOf = (result: ReadResult): Record<string, string> =>
  Object.fromEntries(result.report.columns.map(({ name, type }) => [name, type]));

export type { Progress };
