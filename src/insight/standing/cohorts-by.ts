import { civilFromDay, daysInMonth, type CohortRow } from '../../domain';
import { monthOf } from './months';
import type { PurchaseDays } from './rhythm';

/** Months since the first purchase that are shown, and values that have a row of their own. */
export const cohortMonths = 12;
const mostRows = 10;

/**
 * Customers by a code (`of[c]`, −1 where the first order left it empty, −2 for customers without one) with the months since the first
 * purchase: of those for whom a month is over, how many bought in it and what they had spent by its end. The most frequent codes
 * first; the rest together as ''. Months that nobody has come through are not there.
 */
export function cohortsBy(
  { offsets, day, net }: PurchaseDays,
  of: Int32Array,
  names: readonly string[],
  asOf: number,
): { months: number; rows: CohortRow[] } {
  const { year, month, day: date } = civilFromDay(asOf);
  // The month of the as-of day counts only where it is over.
  const over = monthOf(asOf) - (date < daysInMonth(year, month) ? 1 : 0);
  const counts = new Map<number, number>();
  for (let c = 0; c < of.length; c++) {
    if (of[c]! > -2 && offsets[c] !== offsets[c + 1] && day[offsets[c]!]! <= asOf)
      counts.set(of[c]!, (counts.get(of[c]!) ?? 0) + 1);
  }
  const largest = [...counts.keys()].filter((code) => code >= 0).sort((a, b) => counts.get(b)! - counts.get(a)! || a - b);
  const shown = largest.slice(0, mostRows);
  const rowOf = new Map(shown.map((code, at) => [code, at]));
  const other = largest.length > mostRows ? shown.length : -1;
  const blank = counts.has(-1) ? shown.length + (other >= 0 ? 1 : 0) : -1;
  const values: (string | null)[] = [
    ...shown.map((code) => names[code]!),
    ...(other >= 0 ? [''] : []),
    ...(blank >= 0 ? [null] : []),
  ];
  const rows = values.map((value) => ({
    value,
    n: 0,
    seen: new Array<number>(cohortMonths).fill(0),
    bought: new Array<number>(cohortMonths).fill(0),
    spent: new Array<number>(cohortMonths).fill(0),
  }));
  for (let c = 0; c < of.length; c++) {
    const start = offsets[c]!;
    if (of[c]! < -1 || start === offsets[c + 1] || day[start]! > asOf) continue;
    const row = rows[of[c] === -1 ? blank : (rowOf.get(of[c]!) ?? other)]!;
    row.n++;
    const own = monthOf(day[start]!);
    const last = Math.min(cohortMonths - 1, over - own);
    let sum = 0;
    let i = start;
    for (let since = 0; since <= last; since++) {
      let came = false;
      for (; i < offsets[c + 1]! && day[i]! <= asOf && monthOf(day[i]!) - own <= since; i++) {
        came = true;
        sum += net[i]!;
      }
      row.seen[since]!++;
      if (came) row.bought[since]!++;
      row.spent[since]! += sum;
    }
  }
  const months = rows.reduce((most, { seen }) => Math.max(most, seen.findLastIndex((n) => n > 0) + 1), 0);
  const cut = (list: number[]) => list.slice(0, months).map((value) => Math.round(value * 100) / 100);
  return {
    months,
    rows: rows.map(({ value, n, seen, bought, spent }) => ({
      value,
      n,
      seen: cut(seen),
      bought: cut(bought),
      spent: cut(spent),
    })),
  };
}
