import type { ReceiptRow } from '../actions/receipt-csv';
import type { ImportReport, Progress } from '../domain';
import { cellText } from '../features/cell-text';
import { reconcile, rowOutcome, type Export, type Reconciled } from '../features/reconcile';
import { columnWithRole, type SourceColumn, type SourceTable } from '../features/source';
import type { StoredTable } from '../store/api';
import { exportsOf } from './exports';
import type { ReceiptWords } from './protocol';

const keyRoles = ['customerId', 'email', 'phone', 'name'] as const;

/**
 * What each row of one import was to what was there before it, in the order of the file: which imports were before it is what
 * the store knows now, so a receipt after another import was taken out tells of those that are left.
 */
export function* receiptOf(
  tables: readonly StoredTable[],
  importId: string,
  words: ReceiptWords,
): Generator<Progress, Iterable<ReceiptRow>, void> {
  const at = tables.findIndex(({ record }) => record.id === importId);
  if (at < 0) return [];
  const exports = exportsOf(tables);
  const { files } = yield* reconcile(exports);
  return rowsOf(exports, at, files[at]!, tables[at]!.record.report, words);
}

function* rowsOf(
  exports: readonly Export[],
  at: number,
  { outcome, before, mode }: Reconciled,
  report: ImportReport,
  words: ReceiptWords,
): Generator<ReceiptRow, void, void> {
  const { source } = exports[at]!;
  const lineOf = lines(report);
  const keys = keyColumns(source, mode === 'customer');
  for (let i = 0; i < source.rows; i++) {
    const own = outcome === null ? rowOutcome.created : outcome[i]!;
    let said: string = words.outcomes.unchanged;
    let changed = '';
    if (own === rowOutcome.created) said = words.outcomes.created;
    else if (own === rowOutcome.older) changed = words.older;
    else if (own === rowOutcome.updated) {
      said = words.outcomes.updated;
      if (before !== null && before.file[i]! >= 0) {
        changed = difference(exports[before.file[i]!]!.source, before.row[i]!, source, i, words.blank);
      } else changed = before?.row[i] === -2 ? words.gone : words.more;
    }
    let key = '';
    for (const column of keys) if (key === '') key = cellText(column.column, i);
    yield { line: lineOf(i), key, outcome: said, changed };
  }
}

function keyColumns(source: SourceTable, people: boolean): readonly SourceColumn[] {
  const roles = people ? keyRoles : (['orderId', ...keyRoles] as const);
  return roles.flatMap((role) => columnWithRole(source, role) ?? []);
}

/** The line of the file that an imported row begins on, by the runs the reader noted. Asked for in ascending order. */
export function lines({ lineRuns }: Pick<ImportReport, 'lineRuns'>): (row: number) => number | null {
  if (!lineRuns || lineRuns.length === 0) return () => null;
  let run = 0;
  return (row) => {
    while (run + 2 < lineRuns.length && lineRuns[run + 2]! <= row) run += 2;
    return lineRuns[run + 1]! + row - lineRuns[run]!;
  };
}

function difference(old: SourceTable, oldRow: number, now: SourceTable, row: number, blank: string): string {
  const said: string[] = [];
  const byName = new Map(old.columns.map((column) => [column.name.trim().toLowerCase(), column]));
  for (const column of now.columns) {
    const before = byName.get(column.name.trim().toLowerCase());
    const [was, is] = [before ? cellText(before.column, oldRow) : '', cellText(column.column, row)];
    if (was !== is) said.push(`${column.name}: ${was === '' ? blank : was} → ${is === '' ? blank : is}`);
  }
  return said.join('; ');
}
