import type { Cell, ChartTable } from './spec';

const formulaStart = /^[=+\-@\t\r]/;
const plainNumber = /^[+-]?\d+(\.\d+)?$/;

/** A cell as CSV. A text that a spreadsheet would run as a formula gets an apostrophe before it; −5 stays a number. */
export function csvCell(cell: Cell): string {
  if (cell === null) return '';
  if (typeof cell === 'number') return Number.isFinite(cell) ? String(cell) : '';
  const safe = formulaStart.test(cell) && !plainNumber.test(cell) ? `'${cell}` : cell;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** A chart's numbers as CSV text with a byte order mark, so that spreadsheets read it as UTF-8. */
export function tableCsv(table: ChartTable): string {
  const lines = [table.columns.map((column) => column.label), ...table.rows];
  return `\uFEFF${lines.map((cells) => cells.map(csvCell).join(',')).join('\r\n')}\r\n`;
}
