import { safeCell } from './customers-csv';

const rowsAtOnce = 2000;

/** Rows of texts as CSV (RFC 4180, formula-safe), in pieces, the header first. No byte-order mark: the caller adds it. */
export function* qualityRowsCsv(headers: readonly string[], rows: Iterable<readonly string[]>): Generator<string> {
  let piece = `${headers.map(safeCell).join(',')}\r\n`;
  let n = 0;
  for (const row of rows) {
    piece += `${row.map(safeCell).join(',')}\r\n`;
    if (++n % rowsAtOnce !== 0) continue;
    yield piece;
    piece = '';
  }
  if (piece !== '') yield piece;
}
