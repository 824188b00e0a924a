import type { Note } from '../domain';
import { asText, columnWithRole, present, type SourceTable } from './source';

/** What a row of an order table is. */
export const lineKind = { sale: 0, cancellation: 1, refund: 2, pending: 3, failed: 4, dropped: 5 } as const;

/** All order rows of all files as columns. Money in major units of the row's own currency. */
export interface OrderLines {
  readonly rows: number;
  /** Index of the table each row comes from, and its row there. */
  readonly table: Uint16Array;
  readonly row: Int32Array;
  /** -1 = anonymous. */
  readonly customer: Int32Array;
  /** Order code, 0 ≤ code < orders; every row has one. */
  readonly order: Int32Array;
  readonly orders: number;
  /** NO_DAY where the file gives none. */
  readonly day: Int32Array;
  /** One of lineKind. */
  readonly kind: Uint8Array;
  /** What was ordered: positive for sales, zero on later rows of an order-level amount, negative for cancellations and refunds. */
  readonly amount: Float64Array;
  /** Given back of this very row by a refund column or status, ≥ 0. */
  readonly refunded: Float64Array;
  readonly units: Float64Array;
  /** -1 where the file names none. */
  readonly product: Int32Array;
  readonly products: number;
  /** Index into `currencies`. */
  readonly currency: Uint8Array;
  readonly currencies: readonly (string | null)[];
  readonly has: { readonly days: boolean; readonly money: boolean; readonly units: boolean; readonly products: boolean };
  readonly notes: readonly Note[];
}

/** Order lines while they are being filled. */
export type WritableLines = { -readonly [K in keyof OrderLines]: OrderLines[K] } & {
  currencies: (string | null)[];
  has: { days: boolean; money: boolean; units: boolean; products: boolean };
};

/** The orders of one table. */
export interface OrderCodes {
  /** Per row, from 0 to count - 1. */
  readonly codes: Int32Array;
  readonly count: number;
  /** Of each code that came from a filled cell; codes beyond it are rows without an order id. */
  readonly ids: readonly string[];
  readonly hasIds: boolean;
}

/** The order that each row of a table belongs to; every row without an order id is an order of its own. */
export function orderCodes(source: SourceTable): OrderCodes {
  const codes = new Int32Array(source.rows);
  const column = columnWithRole(source, 'orderId');
  if (!column) {
    for (let i = 0; i < codes.length; i++) codes[i] = i;
    return { codes, count: source.rows, ids: [], hasIds: false };
  }
  const text = asText(column.column);
  let count = text.dictionary.length;
  for (let i = 0; i < codes.length; i++) codes[i] = present(text, i) ? text.codes[i]! : count++;
  return { codes, count, ids: text.dictionary, hasIds: true };
}
