import { civilFromDay, daysInMonth, type CohortsPart } from '../../domain';
import { firstDay, monthOf } from './months';
import type { PurchaseDays } from './rhythm';

/** Cohorts that are shown; a table of more is not read. */
const mostCohorts = 24;

/** The months of days from the first to the last purchase, looked up rather than worked out for each. */
function monthTable(day: Int32Array): (day: number) => number {
  if (day.length === 0) return monthOf;
  const least = day.reduce((a, b) => Math.min(a, b));
  const most = day.reduce((a, b) => Math.max(a, b));
  const months = Int32Array.from({ length: most - least + 1 }, (_, i) => monthOf(least + i));
  return (one) => months[one - least]!;
}

/**
 * Customers by the calendar month of their first purchase: how many of them bought in each month since, month 0 the first, and
 * what they had spent by its end. The latest 24 cohorts, oldest first; months without a new customer are cohorts of nobody.
 */
export function cohorts({ offsets, day, net }: PurchaseDays, asOf: number): CohortsPart {
  const now = monthOf(asOf);
  const { year, month, day: date } = civilFromDay(asOf);
  const lastIncomplete = date < daysInMonth(year, month);
  const monthFor = monthTable(day);
  let earliest = now + 1;
  let left = 0;
  for (let c = 0; c + 1 < offsets.length; c++) {
    if (offsets[c] === offsets[c + 1] || day[offsets[c]!]! > asOf) continue;
    earliest = Math.min(earliest, monthFor(day[offsets[c]!]!));
  }
  const from = Math.max(earliest, now - mostCohorts + 1);
  left = Math.max(0, from - earliest);
  const length = Math.max(0, now - from + 1);
  const sizes = new Array<number>(length).fill(0);
  const triangle = () => Array.from({ length }, (_, at) => new Array<number>(length - at).fill(0));
  const [bought, spent] = [triangle(), triangle()];
  for (let c = 0; c + 1 < offsets.length; c++) {
    const start = offsets[c]!;
    if (start === offsets[c + 1] || day[start]! > asOf) continue;
    const own = monthFor(day[start]!);
    if (own < from) continue;
    const at = own - from;
    sizes[at]!++;
    let seen = -1;
    for (let i = start; i < offsets[c + 1]! && day[i]! <= asOf; i++) {
      const since = monthFor(day[i]!) - own;
      if (since !== seen) bought[at]![since]!++;
      seen = since;
      spent[at]![since]! += net[i]!;
    }
  }
  for (const row of spent) for (let i = 0; i < row.length; i++) row[i] = Math.round((row[i]! + (row[i - 1] ?? 0)) * 100) / 100;
  return { months: sizes.map((_, at) => firstDay(from + at)), sizes, bought, spent, lastIncomplete, left };
}
