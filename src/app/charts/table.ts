import type { Formats } from '../../text';
import type { ChartTable } from './spec';

/** Rows shown on the page; the CSV has all. */
export const shownRows = 200;

/** A chart's table as texts, its first rows. Columns of numbers are set to the right. */
export function tableTexts(table: ChartTable, format: Formats) {
  return {
    columns: table.columns.map((column, at) => ({
      label: column.label,
      align: table.rows.every((row) => typeof row[at] !== 'string') ? ('end' as const) : ('start' as const),
    })),
    rows: table.rows.slice(0, shownRows).map((row) =>
      row.map((cell, at) => {
        if (typeof cell === 'string') return cell;
        if (cell === null || !Number.isFinite(cell)) return '–';
        return (table.columns[at]?.show ?? format.plain)(cell);
      }),
    ),
  };
}
