import { dayFromCivil, NO_DAY } from '../domain';
import { daysOf, present, type SourceTable } from './source';

/** Dates that lie ahead of the day a file was written, or far behind it: they tell nothing of its age. */
const notOfThePresent = /expir|renew|next|end(s|ed|ing)?\b|until|due|deliver|birth|dob|到期|截止|下次|续费|预计|生日|出生/i;

/** The newest day anywhere in a table, dates of expiry and birth aside; NO_DAY where it has none. */
export function newestDay(table: SourceTable): number {
  let newest = NO_DAY;
  for (const { name, role, column } of table.columns) {
    const days = daysOf(column);
    if (days === null || (role !== 'date' && notOfThePresent.test(name))) continue;
    for (let i = 0; i < days.length; i++) if (days[i]! > newest && present(column, i)) newest = days[i]!;
  }
  return newest;
}

/** The last day written in a file's name (`2026-01-31`, `20260131`, `2026-01`); NO_DAY where there is none. */
export function dayInName(name: string): number {
  let found = NO_DAY;
  for (const match of name.matchAll(/(?<!\d)(20\d\d)([-_. ]?)(0[1-9]|1[0-2])(?:\2(0[1-9]|[12]\d|3[01]))?(?!\d)/g)) {
    const day = dayFromCivil(Number(match[1]), Number(match[3]), Number(match[4] ?? 1));
    if (!Number.isNaN(day) && day > found) found = day;
  }
  return found;
}
