import { isSalesKind, type Note, type Progress } from '../domain';
import { spreadGoods, type Listed } from './order-goods';
import { orderCodes, type OrderCodes, type OrderLines } from './order-lines';
import { OrderPart } from './order-part';
import { dropRepeats } from './order-repeats';
import type { SourceTable } from './source';
import { featureStep } from './steps';

export { lineKind, type OrderLines } from './order-lines';

/**
 * Puts the rows of all order tables into one set of columns and says of each row what it is. Rows of one order fill each
 * other's blanks (customer, day, status, currency). An order that stands in two files is taken from one of them. A row that lists several goods is a line for each.
 * `rowCustomer[t]` is the identity's answer for `tables[t]`; tables of other kinds are passed over. No rows give empty columns.
 */
export function* readOrders(
  tables: readonly SourceTable[],
  rowCustomer: readonly Int32Array[],
): Generator<Progress, OrderLines, void> {
  const parts: { table: number; source: SourceTable; order: OrderCodes }[] = [];
  for (const [t, source] of tables.entries()) {
    if (isSalesKind(source.kind) && source.rows > 0) parts.push({ table: t, source, order: orderCodes(source) });
  }
  const rows = parts.reduce((sum, part) => sum + part.source.rows, 0);
  const notes: Note[] = [];
  const lines = {
    rows,
    table: new Uint16Array(rows),
    row: new Int32Array(rows),
    customer: new Int32Array(rows),
    order: new Int32Array(rows),
    orders: 0,
    day: new Int32Array(rows),
    kind: new Uint8Array(rows),
    amount: new Float64Array(rows),
    refunded: new Float64Array(rows),
    units: new Float64Array(rows),
    product: new Int32Array(rows),
    products: 0,
    currency: new Uint8Array(rows),
    currencies: [] as (string | null)[],
    has: { days: false, money: false, units: false, products: false },
    notes,
  };
  const productCodes = parts.length > 1 ? new Map<string, number>() : null;
  const unknown = new Set<string>();
  const listed: Listed[] = [];
  let offset = 0;
  for (const { table, source, order } of parts) {
    const part = new OrderPart(source, rowCustomer[table]!, order);
    lines.table.fill(table, offset, offset + source.rows);
    part.identityColumns(lines, offset);
    yield featureStep(offset, rows);
    yield* part.money(lines, offset, unknown, notes);
    yield featureStep(offset + (source.rows >> 1), rows);
    const list = part.products(lines, offset, productCodes);
    if (list) listed.push(list);
    offset += source.rows;
    lines.orders += order.count;
    yield featureStep(offset, rows);
  }
  if (parts.length > 1) dropRepeats(parts, lines, notes);
  spreadGoods(lines, listed);
  if (unknown.size > 0) {
    notes.push({ code: 'status-unknown', values: { words: [...unknown].sort().slice(0, 5).join(', '), n: unknown.size } });
  }
  return lines;
}
