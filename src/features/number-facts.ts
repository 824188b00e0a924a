import { isSalesKind, never, NO_DAY, passedWhy, type NumberFacts, type Progress } from '../domain';
import { contacts, dayReader } from './contacts';
import { lineKind, type OrderLines } from './order-lines';
import type { SourceTable } from './source';
import { slice } from './steps';

export interface NumberFactsInput {
  readonly lines: OrderLines;
  readonly sources: readonly SourceTable[];
  readonly rowCustomer: readonly Int32Array[];
  readonly customers: number;
  /** Index of the currency that money is told in; −1 without sales. */
  readonly main: number;
  /** Where nothing was ever marked as paid, orders that wait for payment are sales. */
  readonly pendingAsSales: boolean;
}

const step = (done: number, total: number): Progress => ({ stage: 'numbers', done, total, unit: 'rows' });

/**
 * Places in order of day, earliest first, ties as they came (counting sort). NO_DAY stands before all. Null where they are in
 * order already, as most exports are.
 */
function byDay(days: Int32Array, n = days.length): Int32Array | null {
  let sorted = true;
  for (let i = 1; i < n && sorted; i++) sorted = days[i]! >= days[i - 1]!;
  if (sorted) return null;
  let first = never;
  let last = NO_DAY;
  for (let i = 0; i < n; i++) {
    const day = days[i]!;
    if (day === NO_DAY) continue;
    if (day < first) first = day;
    if (day > last) last = day;
  }
  const next = new Int32Array(first > last ? 2 : last - first + 3);
  const bucket = (day: number) => (day === NO_DAY ? 0 : day - first + 1);
  for (let i = 0; i < n; i++) next[bucket(days[i]!) + 1]!++;
  for (let b = 1; b < next.length; b++) next[b]! += next[b - 1]!;
  const order = new Int32Array(n);
  for (let i = 0; i < n; i++) order[next[bucket(days[i]!)]!++] = i;
  return order;
}

/** The first `n` values in another order; a loop, as `from` with a function goes value by value through an iterator. */
function taken<A extends Int32Array | Float64Array | Uint8Array>(values: A, order: Int32Array | null, n = values.length): A {
  if (order === null) return values.subarray(0, n) as A;
  const moved = new (values.constructor as new (length: number) => A)(n);
  for (let k = 0; k < n; k++) moved[k] = values[order[k]!]!;
  return moved;
}

/**
 * All that figures by period count, as of a day: rows dated later are not looked at. Rows without a day are kept at NO_DAY. No
 * tables give empty columns.
 */
export function* numberFacts(input: NumberFactsInput, asOf: number): Generator<Progress, NumberFacts, void> {
  const { lines, sources, rowCustomer, customers } = input;
  const total = lines.rows + sources.reduce((sum, { kind, rows }) => sum + (isSalesKind(kind) ? 0 : rows), 0);
  const knownSince = new Int32Array(customers).fill(never);
  const sold = yield* soldUntil(input, asOf, total, knownSince);
  let done = lines.rows;
  for (const [t, table] of sources.entries()) {
    // Rows of orders were looked at as such.
    if (isSalesKind(table.kind)) continue;
    const day = dayReader(table);
    const owners = rowCustomer[t]!;
    for (let i = 0; i < table.rows; i++) {
      if (i % slice === 0) yield step(done + i, total);
      const c = owners[i]!;
      if (c < 0) continue;
      const at = day(i);
      if (at <= asOf && at < knownSince[c]!) knownSince[c] = at;
    }
    done += table.rows;
  }
  const ratings = contacts(sources, rowCustomer, asOf).ratings.map(({ column, scaleTop, values, days, customer }) => {
    const order = byDay(days);
    return { column, scaleTop, values: taken(values, order), days: taken(days, order), customer: taken(customer, order) };
  });
  yield step(done, total);
  const interactions = touchesUntil(sources, rowCustomer, asOf);
  const dated = [sold.money.day, sold.orders.day, interactions.day, ...ratings.map(({ days }) => days)];
  const first = dated.reduce((least, days) => Math.min(least, days.find((day) => day !== NO_DAY) ?? never), never);
  yield step(total, total);
  return {
    asOf,
    customers,
    has: { days: lines.has.days, money: lines.has.money },
    first: first === never ? NO_DAY : first,
    ...sold,
    knownSince,
    ratings,
    interactions,
  };
}

type Sold = Pick<NumberFacts, 'money' | 'orders' | 'firstOrder' | 'passedOver'>;

function* soldUntil(
  { lines, customers, main, pendingAsSales }: NumberFactsInput,
  asOf: number,
  total: number,
  knownSince: Int32Array,
): Generator<Progress, Sold, void> {
  const { rows } = lines;
  const money = {
    day: new Int32Array(rows),
    customer: new Int32Array(rows),
    ordered: new Float64Array(rows),
    givenBack: new Float64Array(rows),
    line: new Int32Array(rows),
  };
  const orders = {
    day: new Int32Array(rows),
    customer: new Int32Array(rows),
    ordered: new Float64Array(rows),
    counts: new Uint8Array(rows),
    own: new Uint8Array(rows),
    line: new Int32Array(rows),
  };
  /** The entry of each order; −1 without a sale yet. Further customers of one stand in `others`. */
  const entryOf = new Int32Array(lines.orders).fill(-1);
  const others = new Map<number, number>();
  // Bits: 1 pending, 2 cancelled, 4 failed; and the first day of any of these.
  const unsold = new Uint8Array(lines.orders);
  const unsoldDay = new Int32Array(lines.orders).fill(never);
  const passed: { day: number[]; why: number[] } = { day: [], why: [] };
  let [m, n] = [0, 0];
  for (let i = 0; i < rows; i++) {
    if (i % slice === 0) yield step(i, total);
    let kind = lines.kind[i]!;
    if (kind === lineKind.dropped) continue;
    const day = lines.day[i]!;
    if (day > asOf) continue;
    if (kind === lineKind.pending && pendingAsSales) kind = lineKind.sale;
    const order = lines.order[i]!;
    const customer = lines.customer[i]!;
    const own = lines.currency[i] === main;
    if (customer >= 0 && day < knownSince[customer]!) knownSince[customer] = day;
    if (kind === lineKind.pending || kind === lineKind.failed || kind === lineKind.cancellation) {
      unsold[order]! |= kind === lineKind.pending ? 1 : kind === lineKind.cancellation ? 2 : 4;
      if (day < unsoldDay[order]!) unsoldDay[order] = day;
    }
    if (kind === lineKind.pending || kind === lineKind.failed) continue;
    const sale = kind === lineKind.sale;
    if (sale && !own) {
      passed.day.push(day);
      passed.why.push(passedWhy.otherCurrency);
    }
    const ordered = sale && own ? lines.amount[i]! : 0;
    const givenBack = !own ? 0 : sale ? lines.refunded[i]! : -lines.amount[i]!;
    if (ordered !== 0 || givenBack !== 0) {
      money.day[m] = day;
      money.customer[m] = customer;
      money.ordered[m] = ordered;
      money.givenBack[m] = givenBack;
      money.line[m++] = i;
    }
    if (!sale) continue;
    let entry = entryOf[order]!;
    const fresh = entry < 0;
    if (!fresh && orders.customer[entry] !== customer) entry = others.get(order * (customers + 1) + customer + 1) ?? -1;
    if (entry < 0) {
      entry = n++;
      if (fresh) entryOf[order] = entry;
      else others.set(order * (customers + 1) + customer + 1, entry);
      orders.day[entry] = day;
      orders.customer[entry] = customer;
      orders.counts[entry] = fresh ? 1 : 0;
      orders.line[entry] = i;
    }
    if (day < orders.day[entry]!) orders.day[entry] = day;
    orders.ordered[entry]! += ordered;
    if (own) orders.own[entry] = 1;
  }
  const firstOrder = new Int32Array(customers).fill(never);
  for (let e = 0; e < n; e++) {
    const c = orders.customer[e]!;
    if (c >= 0 && orders.day[e]! < firstOrder[c]!) firstOrder[c] = orders.day[e]!;
  }
  for (let order = 0; order < lines.orders; order++) {
    if (unsold[order] === 0 || entryOf[order]! >= 0) continue;
    const bits = unsold[order]!;
    passed.day.push(unsoldDay[order]!);
    passed.why.push((bits & 1) !== 0 ? passedWhy.pending : (bits & 2) !== 0 ? passedWhy.cancelled : passedWhy.failed);
  }
  yield step(rows, total);
  const moneyOrder = byDay(money.day, m);
  const orderOrder = byDay(orders.day, n);
  yield step(rows, total);
  const passedDays = Int32Array.from(passed.day);
  const passedOrder = byDay(passedDays);
  return {
    money: {
      day: taken(money.day, moneyOrder, m),
      customer: taken(money.customer, moneyOrder, m),
      ordered: taken(money.ordered, moneyOrder, m),
      givenBack: taken(money.givenBack, moneyOrder, m),
      line: taken(money.line, moneyOrder, m),
    },
    orders: {
      day: taken(orders.day, orderOrder, n),
      customer: taken(orders.customer, orderOrder, n),
      ordered: taken(orders.ordered, orderOrder, n),
      counts: taken(orders.counts, orderOrder, n),
      own: taken(orders.own, orderOrder, n),
      line: taken(orders.line, orderOrder, n),
    },
    firstOrder,
    passedOver: { day: taken(passedDays, passedOrder), why: taken(Uint8Array.from(passed.why), passedOrder) },
  };
}

function touchesUntil(
  tables: readonly SourceTable[],
  rowCustomer: readonly Int32Array[],
  asOf: number,
): NumberFacts['interactions'] {
  const days: number[] = [];
  const customers: number[] = [];
  for (const [t, table] of tables.entries()) {
    if (table.kind !== 'interactions') continue;
    const day = dayReader(table);
    for (let i = 0; i < table.rows; i++) {
      if (day(i) > asOf) continue;
      days.push(day(i));
      customers.push(rowCustomer[t]![i]!);
    }
  }
  const all = Int32Array.from(days);
  const order = byDay(all);
  return { day: taken(all, order), customer: taken(Int32Array.from(customers), order) };
}
