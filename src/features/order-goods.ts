import { goodsOf } from './goods';
import type { WritableLines } from './order-lines';
import type { SourceTable } from './source';

/** The goods of rows that name several. */
export interface Listed {
  /** Where the table's rows begin among the lines. */
  readonly offset: number;
  readonly rows: number;
  /** Product codes and counts of a row of the table; empty where it names none. */
  readonly goods: (row: number) => readonly { readonly product: number; readonly units: number }[];
}

/** What a table's rows list, with products numbered by `codeOf`; null where each row names one thing. */
export function listedGoods(source: SourceTable, offset: number, codeOf: (name: string) => number): Listed | null {
  const read = goodsOf(source);
  if (!read) return null;
  return {
    offset,
    rows: source.rows,
    goods: (row) => read(row).map(({ name, units }) => ({ product: codeOf(name), units })),
  };
}

/**
 * A line for each of the goods of a row that lists several: the money and the refund stay on the first, so that they count
 * once an order. Counts replace the row's own where every one of its goods has one.
 */
export function spreadGoods(lines: WritableLines, listed: readonly Listed[]): void {
  if (listed.length === 0) return;
  const extra = new Uint16Array(lines.rows);
  let added = 0;
  const goodsAt = new Map<number, ReturnType<Listed['goods']>>();
  for (const { offset, rows, goods } of listed) {
    for (let row = 0; row < rows; row++) {
      const found = goods(row);
      if (found.length === 0) continue;
      const at = offset + row;
      lines.product[at] = found[0]!.product;
      if (found.length === 1) {
        if (!Number.isNaN(found[0]!.units)) setUnits(lines, at, found[0]!.units);
        continue;
      }
      goodsAt.set(at, found);
      extra[at] = found.length - 1;
      added += found.length - 1;
    }
  }
  if (added === 0) return;
  const rows = lines.rows + added;
  const from = new Int32Array(rows);
  for (let i = 0, at = 0; i < lines.rows; i++) for (let k = 0; k <= extra[i]!; k++) from[at++] = i;
  const table = new Uint16Array(rows);
  const row = new Int32Array(rows);
  const customer = new Int32Array(rows);
  const order = new Int32Array(rows);
  const day = new Int32Array(rows);
  const kind = new Uint8Array(rows);
  const currency = new Uint8Array(rows);
  const product = new Int32Array(rows);
  const amount = new Float64Array(rows);
  const refunded = new Float64Array(rows);
  const units = new Float64Array(rows);
  for (let at = 0; at < rows; at++) {
    const i = from[at]!;
    table[at] = lines.table[i]!;
    row[at] = lines.row[i]!;
    customer[at] = lines.customer[i]!;
    order[at] = lines.order[i]!;
    day[at] = lines.day[i]!;
    kind[at] = lines.kind[i]!;
    currency[at] = lines.currency[i]!;
    product[at] = lines.product[i]!;
    units[at] = lines.units[i]!;
    if (at === 0 || from[at - 1] !== i) {
      amount[at] = lines.amount[i]!;
      refunded[at] = lines.refunded[i]!;
    }
  }
  for (let at = 0; at < rows; at++) {
    const goods = goodsAt.get(from[at]!);
    if (!goods) continue;
    const counted = goods.every((good) => !Number.isNaN(good.units));
    const whole = units[at]!;
    for (const [k, good] of goods.entries()) {
      product[at + k] = good.product;
      // How many of each is not said: the row's count stays with the first.
      units[at + k] = counted ? Math.sign(whole || 1) * good.units : k === 0 ? whole : 0;
    }
    at += goods.length - 1;
  }
  lines.has.units ||= [...goodsAt.values()].some((goods) => goods.every(({ units: n }) => !Number.isNaN(n)));
  Object.assign(lines, { rows, table, row, customer, order, day, kind, currency, product, amount, refunded, units });
}

function setUnits(lines: WritableLines, at: number, units: number): void {
  lines.units[at] = Math.sign(lines.units[at]! || 1) * units;
  lines.has.units = true;
}
