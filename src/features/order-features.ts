import { NO_DAY, orderFeatureIds, type OrderFeatureId, type Progress } from '../domain';
import type { CustomerLines } from './customer-lines';
import { lineKind } from './orders';
import { featureStep, slice } from './steps';
import { settle } from './sum';

/** Per customer; NaN for a customer without a sale by that day. */
export interface OrderFeatures {
  readonly asOf: number;
  readonly columns: Readonly<Record<OrderFeatureId, Float64Array>>;
  /** Days of the first and last sale; NO_DAY without one. */
  readonly firstOrder: Int32Array;
  readonly lastOrder: Int32Array;
  /** Distinct orders; 0 without one. */
  readonly orderCount: Int32Array;
  /** Net spend; defined (negative or 0) for customers who only ever cancelled, NaN for those without any row. */
  readonly net: Float64Array;
}

/**
 * What each customer's orders say as of a day: nothing dated later enters.
 *
 * - daysSinceLastOrder, ageDays: `asOf` less the day of the last, first sale.
 * - orderCount: distinct orders with a sale row.
 * - totalSpend: sales less all that was given back by that day.
 * - averageOrderValue: ordered / orderCount, refunds not taken off: what an order of theirs comes to.
 * - biggestOrder: the largest sum over the rows of one order.
 * - units: quantities sold; rows where there is no quantity column.
 * - distinctProducts: different products sold.
 * - meanGapDays: (ageDays − daysSinceLastOrder) / max(orderCount − 1, 1).
 * - refundShare: given back / ordered, in [0, 1]; 0 where nothing was ordered for money.
 * - unitsPerOrder: units / orderCount. unitPrice: ordered / units, NaN where units are not positive.
 * - productsPerOrder: rows sold that name a product / orderCount.
 *
 * Where no file has days, `asOf` is not looked at and the three features of days are NaN.
 */
export function* orderFeatures(lines: CustomerLines, asOf: number): Generator<Progress, OrderFeatures, void> {
  const { customers, offsets, day, order, kind, ordered, givenBack, units, product, has } = lines;
  const column = () => new Float64Array(customers).fill(Number.NaN);
  const columns = Object.fromEntries(orderFeatureIds.map((id) => [id, column()])) as Record<OrderFeatureId, Float64Array>;
  const firstOrder = new Int32Array(customers).fill(NO_DAY);
  const lastOrder = new Int32Array(customers).fill(NO_DAY);
  const orderCount = new Int32Array(customers);
  const net = column();
  // Who last touched an order or a product: a set without allocating one.
  const orderOwner = new Int32Array(lines.orders).fill(-1);
  const orderSum = new Float64Array(lines.orders);
  const productOwner = new Int32Array(lines.products).fill(-1);

  let next = slice;
  for (let c = 0; c < customers; c++) {
    const from = offsets[c]!;
    const to = offsets[c + 1]!;
    if (to >= next) {
      next = to + slice;
      yield featureStep(from, day.length);
    }
    let first = 2147483647;
    let last = -2147483648;
    let count = 0;
    let sold = 0;
    let back = 0;
    let biggest = 0;
    let quantity = 0;
    let products = 0;
    let named = 0;
    let seen = 0;
    for (let j = from; j < to; j++) {
      const at = day[j]!;
      if (has.days && at > asOf) continue;
      seen++;
      back += givenBack[j]!;
      if (kind[j] !== lineKind.sale) continue;
      if (at < first) first = at;
      if (at > last) last = at;
      sold += ordered[j]!;
      quantity += units[j]!;
      const code = order[j]!;
      if (orderOwner[code] !== c) {
        orderOwner[code] = c;
        orderSum[code] = 0;
        count++;
      }
      const sum = orderSum[code]! + ordered[j]!;
      orderSum[code] = sum;
      if (sum > biggest) biggest = sum;
      const item = product[j]!;
      if (item >= 0) named++;
      if (item >= 0 && productOwner[item] !== c) {
        productOwner[item] = c;
        products++;
      }
    }
    if (seen === 0) continue;
    net[c] = settle(sold - back);
    if (count === 0) continue;
    orderCount[c] = count;
    columns.orderCount[c] = count;
    columns.totalSpend[c] = net[c]!;
    // Sums are settled before they are divided: a quotient may lie on the edge of two millionths.
    columns.averageOrderValue[c] = settle(sold) / count;
    columns.biggestOrder[c] = settle(biggest);
    columns.units[c] = settle(quantity);
    columns.distinctProducts[c] = products;
    columns.refundShare[c] = sold > 0 ? Math.min(Math.max(settle(back) / settle(sold), 0), 1) : 0;
    columns.unitsPerOrder[c] = settle(quantity) / count;
    columns.unitPrice[c] = quantity > 0 ? settle(sold) / settle(quantity) : Number.NaN;
    columns.productsPerOrder[c] = named / count;
    if (has.days) {
      firstOrder[c] = first;
      lastOrder[c] = last;
      columns.daysSinceLastOrder[c] = asOf - last;
      columns.ageDays[c] = asOf - first;
      columns.meanGapDays[c] = (last - first) / Math.max(count - 1, 1);
    }
  }
  return { asOf, columns, firstOrder, lastOrder, orderCount, net };
}

/** Order features that these files can give at all. */
export function availableOrderFeatures(has: CustomerLines['has']): OrderFeatureId[] {
  return orderFeatureIds.filter((id) => {
    if (id === 'daysSinceLastOrder' || id === 'ageDays' || id === 'meanGapDays') return has.days;
    if (id === 'totalSpend' || id === 'averageOrderValue' || id === 'biggestOrder' || id === 'refundShare') return has.money;
    if (id === 'units' || id === 'unitsPerOrder') return has.units;
    if (id === 'unitPrice') return has.units && has.money;
    if (id === 'distinctProducts' || id === 'productsPerOrder') return has.products;
    return true;
  });
}

/** Net spend per customer in the days after `from` up to `to`; 0 without any. NaN nowhere. */
export function netBetween(lines: CustomerLines, from: number, to: number): Float64Array {
  const { customers, offsets, day, ordered, givenBack } = lines;
  const net = new Float64Array(customers);
  for (let c = 0; c < customers; c++) {
    let sum = 0;
    for (let j = offsets[c]!; j < offsets[c + 1]!; j++) {
      const at = day[j]!;
      if (at > from && at <= to) sum += ordered[j]! - givenBack[j]!;
    }
    net[c] = settle(sum);
  }
  return net;
}

/** 1 where the customer had a sale after `from` up to `to`. */
export function boughtBetween(lines: CustomerLines, from: number, to: number): Uint8Array {
  const { customers, offsets, day, kind } = lines;
  const bought = new Uint8Array(customers);
  for (let c = 0; c < customers; c++) {
    for (let j = offsets[c]!; j < offsets[c + 1]!; j++) {
      const at = day[j]!;
      if (kind[j] === lineKind.sale && at > from && at <= to) {
        bought[c] = 1;
        break;
      }
    }
  }
  return bought;
}
