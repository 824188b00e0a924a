import { countTexts, isSalesKind, textOfCode, type Progress, type TextColumn } from '../../domain';
import { classifyStatus } from '../order-status';
import { asNumbers, asText, columnWithRole, present, type SourceTable } from '../source';
import { Pairs, RowList, type Found, type QualityTable } from './found';
import { ordersOf } from './order-fill';
import { findAlike, rowCodes, type Alike } from './row-codes';
import { qualityStep, slice } from './steps';

/** Within so many minutes the same basket of one customer is a second press of a button. */
const minutes = 10;
/** Where more of the orders come twice, customers buy so: a bar, a ticket counter. */
const mostShare = 0.05;
/** Somebody who orders one thing more often within minutes than this is nobody in particular. */
const mostAtOnce = 5;
const nobody =
  /^(0|guest|anonymous|none|null|n\/a|unknown|walk-?in( customer)?|cash( customer)?|-|\/|匿名|游客|散客|无|未知|ゲスト)?$/i;
const whoRoles = ['customerId', 'email', 'phone', 'name'] as const;

/** The orders of a table, by the code of their number. */
interface Orders {
  readonly codes: Uint32Array;
  readonly column: TextColumn;
  readonly count: number;
}

/**
 * Orders that were sent twice: the same customer, the same goods and the same money within ten minutes, under different numbers;
 * neither cancelled nor given back. The first stays. Only files with a time of day can tell.
 */
export function* findDoubles({ source }: QualityTable): Generator<Progress, Found[], void> {
  const orders = source.kind === 'orders' ? ordersOf(source) : null;
  const date = columnWithRole(source, 'date')?.column;
  const amount = columnWithRole(source, 'amount') ?? columnWithRole(source, 'price');
  const amounts = amount ? asNumbers(amount.column) : null;
  const who = whoRoles.flatMap((role) => columnWithRole(source, role) ?? [])[0];
  if (!orders || date?.type !== 'instant' || amounts === null || !who || !isSalesKind(source.kind)) return [];
  const at = yield* firstTimes(source, orders, date.ms);
  const out = yield* notCounted(source, orders, amounts);
  yield* leaveOutNobody(source, orders, asText(who.column), out);
  const alike = yield* sameBaskets(source, orders, at, out);
  const doubles = doublesOf(alike, at);
  let all = 0;
  for (const own of at) if (!Number.isNaN(own)) all++;
  if (doubles.size === 0 || doubles.size > Math.max(1, mostShare * all)) return [];
  const rows = new RowList();
  const kept = new Set(doubles.values());
  const rowOf = new Map<number, number>();
  for (let i = 0; i < source.rows; i++) {
    if (i % slice === slice - 1) yield qualityStep(i, source.rows);
    if (!present(orders.column, i)) continue;
    const order = orders.codes[i]!;
    if (doubles.has(order)) rows.add(i);
    if (!rowOf.has(order) && (doubles.has(order) || kept.has(order))) rowOf.set(order, i);
  }
  const look = new Pairs();
  for (const [order, before] of doubles) look.add(rowOf.get(before)!, rowOf.get(order)!);
  const column = columnWithRole(source, 'orderId')!.name;
  const values = { column, orders: doubles.size, minutes };
  return [
    { check: 'double', rule: 'minutes', column, values, of: source.rows, rows: rows.rows, look: look.rows, repair: 'leave-out' },
  ];
}

/** When each order was first written; NaN of codes that no row with a time has. */
function* firstTimes(
  source: SourceTable,
  { codes, column, count }: Orders,
  ms: Float64Array,
): Generator<Progress, Float64Array, void> {
  const at = new Float64Array(count).fill(Number.NaN);
  for (let i = 0; i < source.rows; i++) {
    if (i % slice === slice - 1) yield qualityStep(i, source.rows);
    const time = ms[i]!;
    if (time !== time || !present(column, i)) continue;
    const known = at[codes[i]!]!;
    if (known !== known || time < known) at[codes[i]!] = time;
  }
  return at;
}

/** 1 = an order of which something was cancelled, failed or given back: it does not count twice. */
function* notCounted(
  source: SourceTable,
  { codes, column, count }: Orders,
  amounts: Float64Array,
): Generator<Progress, Uint8Array, void> {
  const out = new Uint8Array(count);
  const status = columnWithRole(source, 'status');
  const text = status ? asText(status.column) : null;
  const stands = text
    ? Uint8Array.from({ length: countTexts(text) }, (_, code) => {
        const own = classifyStatus(textOfCode(text, code));
        return own === 'sale' || own === 'unknown' ? 1 : 0;
      })
    : null;
  const refund = columnWithRole(source, 'refund');
  const refunds = refund ? asNumbers(refund.column) : null;
  for (let i = 0; i < source.rows; i++) {
    if (i % slice === slice - 1) yield qualityStep(i, source.rows);
    if (!present(column, i)) continue;
    const gone = text && present(text, i) && stands![text.codes[i]!] === 0;
    if (gone || amounts[i]! < 0 || (refunds !== null && refunds[i]! !== 0 && refunds[i]! === refunds[i]!)) out[codes[i]!] = 1;
  }
  return out;
}

function* leaveOutNobody(
  source: SourceTable,
  { codes, column, count }: Orders,
  who: TextColumn,
  out: Uint8Array,
): Generator<Progress, void, void> {
  const named = new Uint8Array(count);
  // 1 = somebody, 2 = nobody; each name is judged once.
  const judged = new Uint8Array(countTexts(who));
  for (let i = 0; i < source.rows; i++) {
    if (i % slice === slice - 1) yield qualityStep(i, source.rows);
    if (!present(who, i) || !present(column, i)) continue;
    const code = who.codes[i]!;
    if (judged[code] === 0) judged[code] = nobody.test(textOfCode(who, code).trim()) ? 2 : 1;
    if (judged[code] === 1) named[codes[i]!] = 1;
  }
  for (let order = 0; order < count; order++) if (named[order] === 0) out[order] = 1;
}

const basketRoles = ['customerId', 'email', 'phone', 'name', 'product', 'quantity', 'price', 'amount', 'currency'] as const;

/** Orders with the same rows, as far as rows say who, what and how much; numbered by the code of their number. */
function* sameBaskets(
  source: SourceTable,
  { codes, column, count }: Orders,
  at: Float64Array,
  out: Uint8Array,
): Generator<Progress, Alike, void> {
  const said = source.columns.filter(({ role }) => (basketRoles as readonly string[]).includes(role));
  const lines = yield* rowCodes({ ...source, columns: said });
  const baskets = { a: new Int32Array(count), b: new Int32Array(count) };
  for (let i = 0; i < source.rows; i++) {
    if (i % slice === slice - 1) yield qualityStep(i, source.rows);
    if (!present(column, i)) continue;
    const order = codes[i]!;
    // Stirred again: the same cells on other lines are another basket.
    baskets.a[order] = baskets.a[order]! + Math.imul(lines.a[i]! ^ (lines.b[i]! >>> 15), 0x85ebca6b);
    baskets.b[order] = baskets.b[order]! + Math.imul(lines.b[i]! ^ (lines.a[i]! >>> 13), 0xc2b2ae35);
  }
  const among = new RowList();
  for (let order = 0; order < count; order++) if (out[order] === 0 && !Number.isNaN(at[order]!)) among.add(order);
  return yield* findAlike(baskets, among.rows);
}

/** Orders that follow one of the same basket within minutes, with the one that they repeat. */
function doublesOf({ rows, first }: Alike, at: Float64Array): Map<number, number> {
  const groups = new Map<number, number[]>();
  for (let n = 0; n < rows.length; n++) {
    if (first[n] === rows[n]) continue;
    const group = groups.get(first[n]!);
    if (group) group.push(rows[n]!);
    else groups.set(first[n]!, [first[n]!, rows[n]!]);
  }
  const doubles = new Map<number, number>();
  for (const group of groups.values()) {
    group.sort((a, b) => at[a]! - at[b]! || a - b);
    for (let from = 0; from < group.length;) {
      let to = from + 1;
      while (to < group.length && at[group[to]!]! - at[group[from]!]! <= minutes * 60_000) to++;
      if (to - from <= mostAtOnce) for (let n = from + 1; n < to; n++) doubles.set(group[n]!, group[from]!);
      from = to;
    }
  }
  return doubles;
}
