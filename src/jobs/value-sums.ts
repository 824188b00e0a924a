import { civilFromDay, dayFromCivil, horizonChoices, type CustomerWorth, type ValuePart, type ValueSettings } from '../domain';
import type { PurchaseHistories, Purchases } from '../features/purchases';
import type { Matrix } from '../kernels/linalg/matrix';
import type { Sample, SpendModel } from '../models/btyd';
import type { Prepared } from './analyse-prepare';

/** Months that are looked ahead: the longest horizon. */
export const months = horizonChoices[horizonChoices.length - 1]!;
export const forecastMonths = 12;
const sampleSize = 1_000;
const topShown = 20;

/** Weights of a horizon: each month's revenue at the end of the month, discounted, times margin. */
export function discounts({ discountRate, margin }: ValueSettings, horizon: number): Float64Array {
  const monthly = Math.pow(1 + discountRate, 1 / 12);
  return Float64Array.from({ length: horizon }, (_, k) => margin / Math.pow(monthly, k + 1));
}

/** Some customers that stand for all, at even steps through the order of their histories. */
export function sampleOf(rows: Matrix, histories: PurchaseHistories, rowOf: Int32Array): Sample {
  const n = rows.rows;
  const size = Math.min(n, sampleSize);
  const order = Int32Array.from({ length: n }, (_, i) => i).sort((i, j) => rowOf[i]! - rowOf[j]! || i - j);
  const chosen = Int32Array.from({ length: size }, (_, s) => order[Math.floor(((s + 0.5) * n) / size)]!);
  const known = (i: number) => histories.repeatSpend[i]! > 0;
  return {
    x: Float64Array.from(chosen, (i) => rows.values[i * 3]!),
    tx: Float64Array.from(chosen, (i) => rows.values[i * 3 + 1]!),
    T: Float64Array.from(chosen, (i) => rows.values[i * 3 + 2]!),
    spendX: Float64Array.from(chosen, (i) => (known(i) ? histories.x[i]! : 0)),
    spendM: Float64Array.from(chosen, (i) => (known(i) ? histories.repeatSpend[i]! : 0)),
    each: n / size,
  };
}

/** Weights of a horizon, all alike; and of one month alone, 0 the first. */
export const plainly = (horizon: number): Float64Array => new Float64Array(horizon).fill(1);
export const monthAlone = (k: number): Float64Array => Float64Array.from({ length: k + 1 }, (_, i) => (i === k ? 1 : 0));

/** Per customer, and what an order of each is expected to come to. */
export function worthOf(
  histories: PurchaseHistories,
  rowOf: Int32Array,
  { alive, byMonth }: { alive: Float64Array; byMonth: Float64Array },
  spend: SpendModel | null,
  value: ValueSettings,
  customers: number,
) {
  const weights = discounts(value, value.horizonMonths);
  const rows = alive.length;
  const orders = new Float64Array(rows);
  const discounted = new Float64Array(rows);
  for (let i = 0; i < rows; i++) {
    for (let k = 0; k < weights.length; k++) {
      orders[i]! += byMonth[i * months + k]!;
      discounted[i]! += weights[k]! * byMonth[i * months + k]!;
    }
  }
  const column = () => new Float64Array(customers).fill(Number.NaN);
  const columns = { pAlive: column(), expectedOrders: column(), residualClv: column() };
  const each = new Float64Array(histories.x.length);
  let aliveSum = 0;
  for (let i = 0; i < each.length; i++) {
    const [c, row] = [histories.customers[i]!, rowOf[i]!];
    const known = histories.repeatSpend[i]! > 0;
    each[i] = spend ? spend.of(spend.parameters, known ? histories.x[i]! : 0, known ? histories.repeatSpend[i]! : 0) : 0;
    columns.pAlive[c] = alive[row]!;
    columns.expectedOrders[c] = orders[row]!;
    if (spend) columns.residualClv[c] = discounted[row]! * each[i]!;
    aliveSum += alive[row]!;
  }
  return { columns, spend: each, aliveSum };
}

export function monthSums(
  rowOf: Int32Array,
  { byMonth }: { byMonth: Float64Array },
  spend: Float64Array,
  { x }: PurchaseHistories,
): { orders: Float64Array; revenue: Float64Array } {
  const rows = byMonth.length / months;
  const [counts, sums] = [new Float64Array(rows), new Float64Array(rows)];
  for (let i = 0; i < x.length; i++) {
    counts[rowOf[i]!]!++;
    sums[rowOf[i]!]! += spend[i]!;
  }
  const orders = new Float64Array(months);
  const revenue = new Float64Array(months);
  for (let row = 0; row < rows; row++) {
    for (let k = 0; k < months; k++) {
      orders[k]! += counts[row]! * byMonth[row * months + k]!;
      revenue[k]! += sums[row]! * byMonth[row * months + k]!;
    }
  }
  return { orders, revenue };
}

export function segmentSums({ segment, k }: { segment: Uint8Array; k: number }, value: Float64Array): ValuePart['bySegment'] {
  const sums = Array.from({ length: k }, (_, at) => ({ segment: at, n: 0, value: 0 }));
  for (let c = 0; c < value.length; c++) {
    const sum = sums[segment[c]!];
    if (!sum || Number.isNaN(value[c]!)) continue;
    sum.n++;
    sum.value += value[c]!;
  }
  return sums;
}

/** Customers and their worth by the calendar year of the first purchase, oldest first. */
export function cohortSums({ offsets, day }: Purchases, value: Float64Array): NonNullable<ValuePart['byCohort']> {
  const sums = new Map<number, { n: number; value: number }>();
  for (let c = 0; c < value.length; c++) {
    if (offsets[c] === offsets[c + 1] || Number.isNaN(value[c]!)) continue;
    const { year } = civilFromDay(day[offsets[c]!]!);
    const sum = sums.get(year) ?? { n: 0, value: 0 };
    sums.set(year, { n: sum.n + 1, value: sum.value + value[c]! });
  }
  return [...sums].sort(([a], [b]) => a - b).map(([year, sum]) => ({ from: dayFromCivil(year, 1, 1), ...sum }));
}

export function topOf(
  { identity, now }: Prepared,
  { pAlive, expectedOrders, residualClv: value }: CustomerWorth,
): ValuePart['top'] {
  const best: number[] = [];
  for (let c = 0; c < value.length; c++) {
    if (Number.isNaN(value[c]!)) continue;
    if (best.length === topShown && !(value[c]! > value[best[topShown - 1]!]!)) continue;
    let at = best.length;
    while (at > 0 && value[c]! > value[best[at - 1]!]!) at--;
    best.splice(at, 0, c);
    if (best.length > topShown) best.pop();
  }
  return best.map((c) => ({
    key: identity.keys[c]!,
    label: identity.labels[c]!,
    alive: pAlive[c]!,
    orders: expectedOrders[c]!,
    value: value[c]!,
    spent: now.net[c]!,
  }));
}
