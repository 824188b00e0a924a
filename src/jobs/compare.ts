import type { ImportReport, Progress, RowCounts, Table } from '../domain';
import { reconcile } from '../features/reconcile';
import { countRows } from '../features/since-last';
import type { StoredTable } from '../store/api';
import { exportsOf } from './exports';

/** A file that waits for the owner's yes. */
export interface Waiting {
  readonly id: string;
  readonly report: ImportReport;
  readonly table: Table;
}

/** What the rows of files in waiting are to what is stored, as if all of them were imported in one drop; in their order. */
export function* compareWaiting(
  stored: readonly StoredTable[],
  waiting: readonly Waiting[],
): Generator<Progress, RowCounts[], void> {
  const drop = waiting.map(({ id, report, table }): StoredTable => ({
    record: { id, addedAt: Infinity, report: { ...report, batch: 'waiting' }, storedBytes: 0 },
    table,
  }));
  const exports = exportsOf([...stored, ...drop]);
  const { files } = yield* reconcile(exports);
  return waiting.map((_, i) => {
    const at = stored.length + i;
    return countRows(files[at]!.outcome, exports[at]!.source.rows);
  });
}

/** Whether two readings of one file came to the same: then there is nothing to store. */
export function readAlike(a: ImportReport, b: ImportReport): boolean {
  const reading = ({ kind, preset, encoding, delimiter, rowsRead, rowsImported, columns, questions }: ImportReport) =>
    JSON.stringify([
      [kind, preset, encoding, delimiter, rowsRead, rowsImported],
      columns.map(({ name, role, type, positive, dateOrder, decimal, currency }) => [
        [name, role, type, positive ?? null],
        [dateOrder ?? null, decimal ?? null, currency ?? null],
      ]),
      questions.map(({ column, about, answer }) => [column, about, answer]),
    ]);
  return reading(a) === reading(b);
}
