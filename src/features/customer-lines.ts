import { NO_DAY, type Progress } from '../domain';
import { featureStep, slice } from './steps';
import { lineKind, type OrderLines } from './orders';

/**
 * The order rows that name a customer, laid out customer by customer, so that one pass over memory makes any feature.
 * Rows of customer `c` stand at offsets[c] … offsets[c + 1] - 1, in the order of the files.
 */
export interface CustomerLines {
  readonly customers: number;
  readonly offsets: Int32Array;
  /** Row of OrderLines, for the timeline. */
  readonly line: Int32Array;
  readonly day: Int32Array;
  readonly order: Int32Array;
  readonly orders: number;
  readonly kind: Uint8Array;
  /** Major units of the main currency: what was ordered (sales), 0 in other currencies. */
  readonly ordered: Float64Array;
  /** Given back, ≥ 0, main currency. */
  readonly givenBack: Float64Array;
  readonly units: Float64Array;
  readonly product: Int32Array;
  readonly products: number;
  readonly has: OrderLines['has'];
}

/**
 * Groups rows by customer (counting sort: stable, linear). Dropped rows stay out, as do rows after `asOf`; rows without a
 * day stay in only where no file has days. `main` is the index of the currency that is counted as money.
 * Where nothing was ever marked as paid, orders that wait for payment count as sales (`pendingAsSales`).
 */
export function* groupByCustomer(
  lines: OrderLines,
  customers: number,
  main: number,
  asOf: number,
  pendingAsSales: boolean,
): Generator<Progress, CustomerLines, void> {
  const { rows, customer: owner, kind: kinds, has } = lines;
  const { sale, cancellation, refund, pending, dropped } = lineKind;
  const noDay = NO_DAY;
  const offsets = new Int32Array(customers + 1);
  const wanted = new Uint8Array(rows);
  const days = lines.day;
  for (let i = 0; i < rows; i++) {
    const customer = owner[i]!;
    if (customer < 0 || kinds[i] === dropped) continue;
    const day = days[i]!;
    if (has.days && (day === noDay || day > asOf)) continue;
    wanted[i] = 1;
    offsets[customer + 1]!++;
  }
  for (let c = 0; c < customers; c++) offsets[c + 1]! += offsets[c]!;
  const n = offsets[customers]!;
  const line = new Int32Array(n);
  const next = offsets.slice(0, customers);
  for (let i = 0; i < rows; i++) if (wanted[i] === 1) line[next[owner[i]!]!++] = i;

  yield featureStep(0, rows);

  const day = new Int32Array(n);
  const order = new Int32Array(n);
  const kind = new Uint8Array(n);
  const ordered = new Float64Array(n);
  const givenBack = new Float64Array(n);
  const units = new Float64Array(n);
  const product = new Int32Array(n);
  const { order: orderOf, units: unitsOf, product: productOf, currency, amount, refunded } = lines;
  for (let from = 0; from < n; from += slice) {
    if (from > 0) yield featureStep(from, rows);
    const end = Math.min(n, from + slice);
    for (let j = from; j < end; j++) {
      const i = line[j]!;
      const told = kinds[i]!;
      const own = pendingAsSales && told === pending ? sale : told;
      day[j] = days[i]!;
      order[j] = orderOf[i]!;
      kind[j] = own;
      units[j] = unitsOf[i]!;
      product[j] = productOf[i]!;
      if (currency[i] !== main) continue;
      if (own === sale) {
        ordered[j] = amount[i]!;
        givenBack[j] = refunded[i]!;
      } else if (own === cancellation || own === refund) {
        givenBack[j] = -amount[i]!;
      }
    }
  }
  return {
    customers,
    offsets,
    line,
    day,
    order,
    orders: lines.orders,
    kind,
    ordered,
    givenBack,
    units,
    product,
    products: lines.products,
    has: lines.has,
  };
}
