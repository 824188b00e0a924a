import { classifyFlag, classifyStatus, type StatusClass } from './order-status';
import { columnWithRole, present, type SourceTable } from './source';

/** How far an order with that status is on its way: what is called off or given back has been paid or ordered before. */
const steps: Readonly<Record<StatusClass, number>> = {
  pending: 0,
  unknown: 1,
  sale: 1,
  'part-refunded': 2,
  failed: 2,
  refund: 3,
  refunded: 3,
  cancelled: 3,
};

/** The class of the status in a row, as orders are read; null where it has none. */
export function statusOf(source: SourceTable, row: number): StatusClass | null {
  const status = columnWithRole(source, 'status');
  if (!status || !present(status.column, row)) return null;
  const { column, name } = status;
  const word =
    column.type === 'text'
      ? (column.dictionary[column.codes[row]!] ?? '').trim()
      : column.type === 'boolean' || column.type === 'number'
        ? String(column.values[row]!)
        : '';
  if (word === '') return null;
  const flag = /^(0|1|true|false|yes|no)$/i.test(word) ? classifyFlag(name, /^(1|true|yes)$/i.test(word)) : null;
  return flag ?? classifyStatus(word);
}

/** What a row says was given back, ≥ 0; 0 where it says nothing. */
export function refundOf(source: SourceTable, row: number): number {
  const column = columnWithRole(source, 'refund')?.column;
  const value = column?.type === 'number' ? Math.abs(column.values[row]!) : 0;
  return Number.isNaN(value) ? 0 : value;
}

/** How far on its way an order is, by its rows: by the furthest status, then by how much was given back. */
export function orderStanding(source: SourceTable, rows: Iterable<number>): number {
  let furthest = 0;
  let back = 0;
  for (const row of rows) {
    const status = statusOf(source, row);
    if (status !== null) furthest = Math.max(furthest, steps[status]);
    back += refundOf(source, row);
  }
  return furthest + 1 - 1 / (1 + back);
}

/** Whether the rows only take back: every amount in them is negative, or their quantities where there are no amounts. */
export function sellsNothing(source: SourceTable, rows: Iterable<number>): boolean {
  const column = (columnWithRole(source, 'amount') ?? columnWithRole(source, 'quantity'))?.column;
  if (column?.type !== 'number') return false;
  const { values } = column;
  let back = false;
  for (const row of rows) {
    if (values[row]! >= 0) return false;
    if (values[row]! < 0) back = true;
  }
  return back;
}
