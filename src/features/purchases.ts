import type { Progress } from '../domain';
import type { CustomerLines } from './customer-lines';
import { lineKind } from './orders';
import { featureStep, slice } from './steps';
import { settle } from './sum';

/**
 * Purchases customer by customer, oldest first: those of customer `c` stand at offsets[c] … offsets[c + 1] − 1. All that was
 * bought on one day is one purchase.
 */
export interface Purchases {
  readonly asOf: number;
  readonly offsets: Int32Array;
  readonly day: Int32Array;
  /** Ordered less given back, main currency. */
  readonly net: Float64Array;
  /** Purchases that were given back whole, and are left out. */
  readonly undone: number;
}

const cent = 0.005;

/**
 * The purchases that stand as of a day: nothing dated later enters, refunds included. What was given back is taken off the
 * purchase of the same order; where that is not known, off the customer's purchases up to the day of the refund, the latest
 * first. A purchase of which nothing is left is none. What was free from the start is a purchase of 0.
 */
export function* purchasesUntil(lines: CustomerLines, asOf: number): Generator<Progress, Purchases, void> {
  const { customers, offsets: from, day, order, kind, ordered, givenBack } = lines;
  const { sale } = lineKind;
  const offsets = new Int32Array(customers + 1);
  const days = new Int32Array(day.length);
  const nets = new Float64Array(day.length);
  const gross = new Float64Array(day.length);
  // Which purchase an order is of: asked only where something was given back by a row of its own.
  const returns = kind.some((one, j) => one !== sale && givenBack[j]! > 0);
  const orderOwner = new Int32Array(returns ? lines.orders : 0).fill(-1);
  const orderDay = new Int32Array(orderOwner.length);
  let [count, undone, next] = [0, 0, slice];
  for (let c = 0; c < customers; c++) {
    const start = from[c]!;
    const end = from[c + 1]!;
    offsets[c] = count;
    if (end >= next) {
      next = end + slice;
      yield featureStep(start, day.length);
    }
    let sales = 0;
    let rising = true;
    for (let j = start; j < end; j++) {
      const at = day[j]!;
      if (kind[j] !== sale || at > asOf) continue;
      if (sales > 0 && at < days[count + sales - 1]!) rising = false;
      days[count + sales++] = at;
      if (!returns) continue;
      orderOwner[order[j]!] = c;
      orderDay[order[j]!] = at;
    }
    if (sales === 0) continue;
    // Most files are in the order of the days.
    if (!rising) days.subarray(count, count + sales).sort();
    let distinct = 0;
    for (let k = count; k < count + sales; k++) {
      const one = days[k]!;
      if (distinct === 0 || one !== days[count + distinct - 1]) days[count + distinct++] = one;
    }
    // What was there before was of another customer, and given back whole.
    for (let k = count; k < count + distinct; k++) nets[k] = gross[k] = 0;
    let place = count;
    for (let j = start; j < end; j++) {
      const at = day[j]!;
      if (at > asOf || kind[j] !== sale) continue;
      if (days[place] !== at) place = count + placeOf(days, count, distinct, at);
      gross[place]! += ordered[j]!;
      nets[place]! += ordered[j]! - givenBack[j]!;
    }
    if (returns) {
      for (let j = start; j < end; j++) {
        if (day[j]! > asOf || kind[j] === sale || givenBack[j] === 0) continue;
        const known = orderOwner[order[j]!] === c;
        const at = known ? placeOf(days, count, distinct, orderDay[order[j]!]!) : lastUntil(days, count, distinct, day[j]!);
        takeBack(nets, count, at, givenBack[j]!);
      }
    }
    let kept = 0;
    for (let i = 0; i < distinct; i++) {
      const net = nets[count + i]!;
      if (gross[count + i]! > 0 && net < cent) {
        undone++;
        continue;
      }
      days[count + kept] = days[count + i]!;
      nets[count + kept++] = Math.max(settle(net), 0);
    }
    count += kept;
  }
  offsets[customers] = count;
  return { asOf, offsets, day: days.slice(0, count), net: nets.slice(0, count), undone };
}

/** Place of a day among the `n` days from `base` on, which rise; of the first that is not before it. */
function placeOf(days: Int32Array, base: number, n: number, day: number): number {
  let low = 0;
  let high = n - 1;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (days[base + middle]! < day) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Place of the last purchase on or before a day; -1 where there is none. */
function lastUntil(days: Int32Array, base: number, n: number, day: number): number {
  let at = n - 1;
  while (at >= 0 && days[base + at]! > day) at--;
  return at;
}

/** Takes an amount off purchase `at` and, where that does not have it, off those before. */
function takeBack(nets: Float64Array, base: number, at: number, amount: number): void {
  let rest = amount;
  for (let i = at; i >= 0 && rest > 0; i--) {
    const part = Math.min(rest, Math.max(nets[base + i]!, 0));
    nets[base + i]! -= part;
    rest -= part;
  }
}

/** What buy-till-you-die models learn from: one row a customer with a purchase; times in days. */
export interface PurchaseHistories {
  readonly asOf: number;
  /** The customers, ascending. */
  readonly customers: Int32Array;
  /** Purchases after the first. */
  readonly x: Int32Array;
  /** Age at the last purchase, and now: days since the first. */
  readonly txDays: Int32Array;
  readonly TDays: Int32Array;
  /** Mean net of the purchases after the first; NaN without one. */
  readonly repeatSpend: Float64Array;
  readonly repeaters: number;
  /** Mean net of all purchases, of everybody; NaN without any. */
  readonly meanSpend: number;
}

/** Histories as of the day of the purchases, or of an earlier day: nothing later enters, but for refunds. */
export function historiesOf(purchases: Purchases, asOf: number = purchases.asOf): PurchaseHistories {
  const { offsets, day, net } = purchases;
  const customers: number[] = [];
  const x: number[] = [];
  const tx: number[] = [];
  const T: number[] = [];
  const spend: number[] = [];
  let [repeaters, sum, n] = [0, 0, 0];
  for (let c = 0; c + 1 < offsets.length; c++) {
    const start = offsets[c]!;
    let end = start;
    let later = 0;
    for (; end < offsets[c + 1]! && day[end]! <= asOf; end++) {
      if (end > start) later += net[end]!;
      sum += net[end]!;
      n++;
    }
    if (end === start) continue;
    const repeats = end - start - 1;
    customers.push(c);
    x.push(repeats);
    tx.push(day[end - 1]! - day[start]!);
    T.push(asOf - day[start]!);
    spend.push(repeats > 0 ? settle(later) / repeats : Number.NaN);
    if (repeats > 0) repeaters++;
  }
  return {
    asOf,
    customers: Int32Array.from(customers),
    x: Int32Array.from(x),
    txDays: Int32Array.from(tx),
    TDays: Int32Array.from(T),
    repeatSpend: Float64Array.from(spend),
    repeaters,
    meanSpend: n > 0 ? sum / n : Number.NaN,
  };
}

/** Purchases of each of those customers in the days after `after` up to the day of the purchases. */
export function purchasesAfter({ offsets, day }: Purchases, customers: Int32Array, after: number): Int32Array {
  return Int32Array.from(customers, (c) => {
    let count = 0;
    for (let i = offsets[c]!; i < offsets[c + 1]!; i++) if (day[i]! > after) count++;
    return count;
  });
}
