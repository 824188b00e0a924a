import { civilFromDay, dayFromCivil, minorDigits, NO_DAY, type MonthlySeries, type Progress, type Revenue } from '../domain';
import type { CustomerLines } from './customer-lines';
import { lineKind, type OrderLines } from './orders';
import { featureStep, slice } from './steps';
import { CompensatedSum, settle } from './sum';

export interface OrderTotals {
  readonly revenues: readonly Revenue[];
  /** Index into OrderLines.currencies of the currency most sales are in; -1 without sales. */
  readonly main: number;
  /** Distinct orders that stand (paid or waiting), and that were called off. */
  readonly orders: number;
  readonly cancellations: number;
  /** Distinct orders with a paid row. */
  readonly paidOrders: number;
  readonly anonymousOrders: number;
  readonly firstDay: number;
  readonly lastDay: number;
  /** Rows dated after the as-of day, left out. */
  readonly later: number;
  /** Rows without a day although the files have days, left out of all that looks at time. */
  readonly undated: number;
  /** Sale rows, and rows that wait for payment. */
  readonly saleRows: number;
  readonly pendingRows: number;
}

/** Day of the last row that is an order, a refund or a cancellation (no failed payment); NO_DAY where no row has a day. */
export function lastOrderDay(lines: OrderLines): number {
  let last = NO_DAY;
  for (let i = 0; i < lines.rows; i++) {
    if (lines.day[i]! > last && lines.kind[i] !== lineKind.failed && lines.kind[i] !== lineKind.dropped) last = lines.day[i]!;
  }
  return last;
}

const insightStep = (done: number, total: number): Progress => ({ stage: 'insight', done, total, unit: 'rows' });

function rounded(value: number, currency: string | null): number {
  const scale = 10 ** minorDigits(currency);
  return Math.round(settle(value) * scale) / scale;
}

/**
 * Counts and money of all order rows up to `asOf`, anonymous ones too. Currencies are never added up. An order counts as
 * cancelled when none of its rows is a sale; a failed payment counts nowhere.
 */
export function* orderTotals(lines: OrderLines, asOf: number): Generator<Progress, OrderTotals, void> {
  const n = lines.currencies.length;
  const gross = Array.from({ length: n }, () => new CompensatedSum());
  const pending = Array.from({ length: n }, () => new CompensatedSum());
  const refunded = Array.from({ length: n }, () => new CompensatedSum());
  const sales = new Int32Array(n);
  // Bits: 1 a sale or waiting row, 2 a cancellation, 4 a row that names a customer, 8 a paid row.
  const state = new Uint8Array(lines.orders);
  let firstDay = NO_DAY;
  let lastDay = NO_DAY;
  let later = 0;
  let undated = 0;
  let saleRows = 0;
  let pendingRows = 0;
  for (let i = 0; i < lines.rows; i++) {
    if (i % slice === slice - 1) yield featureStep(i, lines.rows);
    const kind = lines.kind[i]!;
    if (kind === lineKind.dropped || kind === lineKind.failed) continue;
    const day = lines.day[i]!;
    if (lines.has.days) {
      if (day === NO_DAY) undated++;
      else if (day > asOf) {
        later++;
        continue;
      }
    }
    const order = lines.order[i]!;
    const currency = lines.currency[i]!;
    const amount = lines.amount[i]!;
    if (lines.customer[i]! >= 0) state[order]! |= 4;
    if (kind === lineKind.sale || kind === lineKind.pending) {
      state[order]! |= 1;
      gross[currency]!.add(amount);
      if (kind === lineKind.pending) {
        pendingRows++;
        pending[currency]!.add(amount);
      } else {
        saleRows++;
        state[order]! |= 8;
        if (lines.refunded[i] !== 0) refunded[currency]!.add(lines.refunded[i]!);
      }
      sales[currency]!++;
      if (day !== NO_DAY) {
        if (firstDay === NO_DAY || day < firstDay) firstDay = day;
        if (day > lastDay) lastDay = day;
      }
    } else {
      if (kind === lineKind.cancellation) state[order]! |= 2;
      refunded[currency]!.add(-amount);
    }
  }
  let orders = 0;
  let cancellations = 0;
  let anonymousOrders = 0;
  let paidOrders = 0;
  for (let order = 0; order < state.length; order++) {
    const bits = state[order]!;
    if ((bits & 8) !== 0) paidOrders++;
    if ((bits & 1) !== 0) orders++;
    else if ((bits & 2) !== 0) cancellations++;
    if ((bits & 3) !== 0 && (bits & 4) === 0) anonymousOrders++;
  }
  let main = -1;
  for (let c = 0; c < n; c++) {
    if (sales[c] === 0) continue;
    const better =
      main < 0 ||
      sales[c]! > sales[main]! ||
      (sales[c] === sales[main] && (lines.currencies[c] ?? '') < (lines.currencies[main] ?? ''));
    if (better) main = c;
  }
  const revenues: Revenue[] = [];
  if (lines.has.money) {
    for (let c = 0; c < n; c++) {
      const currency = lines.currencies[c]!;
      const [all, waiting, back] = [gross[c]!.value, pending[c]!.value, refunded[c]!.value];
      if (sales[c] === 0 && back === 0) continue;
      revenues.push({
        currency,
        gross: rounded(all, currency),
        pending: rounded(waiting, currency),
        refunded: rounded(back, currency),
        net: rounded(all - waiting - back, currency),
      });
    }
    const mainCode = main < 0 ? null : lines.currencies[main]!;
    revenues.sort((a, b) => {
      if ((a.currency === mainCode) !== (b.currency === mainCode)) return a.currency === mainCode ? -1 : 1;
      return (a.currency ?? '') < (b.currency ?? '') ? -1 : 1;
    });
  }
  return {
    revenues,
    main,
    orders,
    cancellations,
    paidOrders,
    anonymousOrders,
    firstDay,
    lastDay,
    later,
    undated,
    saleRows,
    pendingRows,
  };
}

/**
 * One point a calendar month, from the first sale to the as-of day: net revenue of the main currency (refunds in the month
 * they were made, or of their order where the file does not say), distinct orders, buyers and first-time buyers.
 * Null without dated sales. Anonymous rows count as revenue and orders, not as buyers.
 */
export function* monthlySeries(
  lines: OrderLines,
  grouped: CustomerLines,
  main: number,
  asOf: number,
  pendingAsSales: boolean,
): Generator<Progress, MonthlySeries | null, void> {
  if (!lines.has.days) return null;
  let first = 2147483647;
  let last = -2147483648;
  const isSale = (kind: number) => kind === lineKind.sale || (pendingAsSales && kind === lineKind.pending);
  for (let i = 0; i < lines.rows; i++) {
    const day = lines.day[i]!;
    if (!isSale(lines.kind[i]!) || day === NO_DAY || day > asOf) continue;
    if (day < first) first = day;
    if (day > last) last = day;
  }
  if (first > last) return null;
  const { months, monthOfDay } = calendar(first, Math.max(last, Math.min(asOf, last + 366)));
  const n = months.length;
  const revenue = Array.from({ length: n }, () => new CompensatedSum());
  const orders = new Int32Array(n);
  const orderSeen = new Uint8Array(lines.orders);
  for (let i = 0; i < lines.rows; i++) {
    if (i % slice === 0) yield insightStep(i, lines.rows);
    const kind = lines.kind[i]!;
    const day = lines.day[i]!;
    if (kind === lineKind.dropped || kind === lineKind.failed || day < first || day > asOf) continue;
    const month = monthOfDay[day - first];
    // A refund more than a year after the last sale has no month on the chart.
    if (month === undefined) continue;
    if (isSale(kind)) {
      const order = lines.order[i]!;
      if (orderSeen[order] === 0) {
        orderSeen[order] = 1;
        orders[month]!++;
      }
      if (lines.currency[i] === main) revenue[month]!.add(lines.amount[i]! - lines.refunded[i]!);
    } else if (kind !== lineKind.pending && lines.currency[i] === main) {
      revenue[month]!.add(lines.amount[i]!);
    }
  }
  yield insightStep(lines.rows, lines.rows);
  const buyers = new Int32Array(n);
  const newBuyers = new Int32Array(n);
  const owner = new Int32Array(n).fill(-1);
  for (let c = 0; c < grouped.customers; c++) {
    let earliest = n;
    for (let j = grouped.offsets[c]!; j < grouped.offsets[c + 1]!; j++) {
      if (grouped.kind[j] !== lineKind.sale) continue;
      const month = monthOfDay[grouped.day[j]! - first]!;
      if (month < earliest) earliest = month;
      if (owner[month] !== c) {
        owner[month] = c;
        buyers[month]!++;
      }
    }
    if (earliest < n) newBuyers[earliest]!++;
  }
  const { year, month } = civilFromDay(asOf);
  const end = month === 12 ? dayFromCivil(year + 1, 1, 1) - 1 : dayFromCivil(year, month + 1, 1) - 1;
  const asOfMonth = dayFromCivil(year, month, 1);
  return {
    months,
    revenue: revenue.map((sum) => settle(sum.value)),
    orders: [...orders],
    buyers: [...buyers],
    newBuyers: [...newBuyers],
    lastIncomplete: months[n - 1] === asOfMonth && asOf < end,
  };
}

/** First days of the months from `first` to `last`, and the month of each day between. */
function calendar(first: number, last: number): { months: number[]; monthOfDay: Int32Array } {
  const months: number[] = [];
  const monthOfDay = new Int32Array(last - first + 1);
  let { year, month } = civilFromDay(first);
  for (;;) {
    const start = dayFromCivil(year, month, 1);
    if (start > last) break;
    month++;
    if (month > 12) {
      month = 1;
      year++;
    }
    const next = dayFromCivil(year, month, 1);
    monthOfDay.fill(months.length, Math.max(start - first, 0), Math.min(next - first, monthOfDay.length));
    months.push(start);
  }
  return { months, monthOfDay };
}
