import { safeCell } from '../../actions/customers-csv';
import type { Reject } from '../../domain';

/**
 * Rejected rows as a CSV (UTF-8 with a byte-order mark, for spreadsheets): line, reason, the line itself. A cell that a
 * spreadsheet would take for a formula gets an apostrophe before it. `headers` are the three words over the columns.
 */
export function rejectsCsv(rejects: readonly Reject[], headers: readonly string[], reason: (reject: Reject) => string): Blob {
  const lines = [headers, ...rejects.map((reject) => [String(reject.line), reason(reject), reject.raw])];
  const text = lines.map((cells) => cells.map(safeCell).join(',')).join('\r\n');
  return new Blob(['\ufeff', text, '\r\n'], { type: 'text/csv;charset=utf-8' });
}
