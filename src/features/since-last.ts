import { NO_DAY, type RowCounts, type SinceLast } from '../domain';
import type { Identity } from './identity';
import { refundOf, statusOf } from './order-standing';
import { lineKind, type OrderLines } from './orders';
import { rowOutcome, type Export, type Reconciliation } from './reconcile';
import { asText, columnWithRole, present } from './source';

/** Created, updated and unchanged rows of one file. */
export function countRows(outcome: Uint8Array | null, rows: number): RowCounts {
  if (outcome === null) return { created: rows, updated: 0, unchanged: 0 };
  let created = 0;
  let updated = 0;
  for (const own of outcome) {
    if (own === rowOutcome.created) created++;
    else if (own === rowOutcome.updated) updated++;
  }
  return { created, updated, unchanged: rows - created - updated };
}

/**
 * What the newest drop changed. `tables[t]` is the index in `exports` of the t-th table that identity and lines were made from,
 * after the rows that do not stand had been taken out of it. Null where the drop has no export of which an earlier one is here.
 */
export function sinceLast(
  exports: readonly Export[],
  { files, vanished, again, until }: Reconciliation,
  tables: readonly number[],
  identity: Identity,
  lines: OrderLines,
): SinceLast | null {
  if (!again) return null;
  const newest = exports.reduce((most, { batch }) => Math.max(most, batch), -Infinity);
  // By table, by row that stands: 1 where it is new.
  const isNew = tables.map((at) => {
    const { keep, outcome } = files[at]!;
    const { source, batch } = exports[at]!;
    const fresh: number[] = [];
    for (let i = 0; i < source.rows; i++) {
      if (keep !== null && keep[i] === 0) continue;
      fresh.push(batch === newest && (outcome === null || outcome[i] === rowOutcome.created) ? 1 : 0);
    }
    return Uint8Array.from(fresh);
  });
  const known = new Uint8Array(identity.customers);
  let newRows = 0;
  for (const [t, at] of tables.entries()) {
    const owners = identity.rowCustomer[t]!;
    const { kind } = exports[at]!.source;
    for (let i = 0; i < owners.length; i++) {
      if (isNew[t]![i] === 0) {
        if (owners[i]! >= 0) known[owners[i]!] = 1;
      } else if (kind === 'answers' || kind === 'interactions') newRows++;
    }
  }
  // Bits: 1 sold or waiting, 2 has a row that was there before.
  const order = new Uint8Array(lines.orders);
  for (let i = 0; i < lines.rows; i++) {
    const kind = lines.kind[i]!;
    if (kind === lineKind.dropped) continue;
    if (isNew[lines.table[i]!]![lines.row[i]!] === 0) order[lines.order[i]!]! |= 2;
    else if (kind === lineKind.sale || kind === lineKind.pending) order[lines.order[i]!]! |= 1;
  }
  let newOrders = 0;
  for (const bits of order) if (bits === 1) newOrders++;
  let newCustomers = 0;
  for (const bit of known) newCustomers += 1 - bit;
  return {
    until: until === NO_DAY ? null : until,
    newOrders,
    newCustomers,
    newRows,
    ...changesOf(exports, files, newest),
    vanishedOrders: vanished.orders,
    vanishedRows: vanished.rows,
  };
}

type Changes = Pick<SinceLast, 'changedOrders' | 'refundedOrders' | 'cancelledOrders' | 'paidOrders' | 'changedRows'>;

function changesOf(exports: readonly Export[], files: Reconciliation['files'], newest: number): Changes {
  const changed = new Set<string>();
  const refunded = new Set<string>();
  const cancelled = new Set<string>();
  const paid = new Set<string>();
  let changedRows = 0;
  for (const [at, { source, batch }] of exports.entries()) {
    const { outcome, before, mode } = files[at]!;
    if (batch !== newest || outcome === null || before === null) continue;
    const column = mode === 'order' ? columnWithRole(source, 'orderId') : undefined;
    const ids = column && asText(column.column);
    for (let i = 0; i < outcome.length; i++) {
      if (outcome[i] !== rowOutcome.updated) continue;
      if (!ids || !present(ids, i)) {
        changedRows++;
        continue;
      }
      const id = ids.dictionary[ids.codes[i]!]!;
      changed.add(id);
      if (before.file[i]! < 0) continue;
      const old = exports[before.file[i]!]!.source;
      const [was, is] = [statusOf(old, before.row[i]!), statusOf(source, i)];
      if (refundOf(source, i) > refundOf(old, before.row[i]!)) refunded.add(id);
      if (was === is) continue;
      if (is === 'refunded' || is === 'part-refunded' || is === 'refund') refunded.add(id);
      else if (is === 'cancelled') cancelled.add(id);
      else if (was === 'pending' && is === 'sale') paid.add(id);
    }
  }
  return {
    changedOrders: changed.size,
    refundedOrders: refunded.size,
    cancelledOrders: cancelled.size,
    paidOrders: paid.size,
    changedRows,
  };
}
