import { safeCell } from './customers-csv';

/** One row of an import's receipt. `line` null where nobody knows on which line of the file it stands. */
export interface ReceiptRow {
  readonly line: number | null;
  readonly key: string;
  readonly outcome: string;
  readonly changed: string;
}

const rowsAtOnce = 2000;

/** A receipt by row as CSV (RFC 4180, formula-safe), in pieces, the header first. No byte-order mark: the caller adds it. */
export function* receiptCsv(headers: readonly string[], rows: Iterable<ReceiptRow>): Generator<string> {
  yield `${headers.map(safeCell).join(',')}\r\n`;
  let piece = '';
  let n = 0;
  for (const { line, key, outcome, changed } of rows) {
    piece += `${line === null ? '' : line},${safeCell(key)},${safeCell(outcome)},${safeCell(changed)}\r\n`;
    if (++n % rowsAtOnce !== 0) continue;
    yield piece;
    piece = '';
  }
  if (piece !== '') yield piece;
}
