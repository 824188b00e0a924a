import { dayFromCivil, NO_DAY } from '../domain';

/** Share of rows with both a day and an id in which the two must agree. */
const mostRows = 0.95;
/** Fewer rows than this prove nothing. */
const fewestRows = 5;

/**
 * The day that an order number begins with, as Pinduoduo writes it (`260201-…`) and others (`20260201…`); NO_DAY where it
 * begins with none.
 */
export function dayInId(id: string): number {
  const found = /^(?:20)?(\d\d)(0[1-9]|1[0-2])([0-3]\d)(?:-|\d{8,})/.exec(id.trim());
  if (!found) return NO_DAY;
  const day = dayFromCivil(2000 + Number(found[1]), Number(found[2]), Number(found[3]));
  return Number.isNaN(day) ? NO_DAY : day;
}

/** Fills days that are missing from order numbers, where the rows that have both agree (to a day, for time zones). */
export function fillDaysFromIds(day: Int32Array, from: number, rows: number, idOf: (row: number) => string | null): void {
  let both = 0;
  let agree = 0;
  let missing = false;
  for (let row = 0; row < rows; row++) {
    const at = day[from + row]!;
    if (at === NO_DAY) {
      missing = true;
      continue;
    }
    const id = idOf(row);
    if (id === null) continue;
    both++;
    const said = dayInId(id);
    if (said !== NO_DAY && Math.abs(said - at) <= 1) agree++;
  }
  if (!missing || both < fewestRows || agree < mostRows * both) return;
  for (let row = 0; row < rows; row++) {
    if (day[from + row] !== NO_DAY) continue;
    const id = idOf(row);
    if (id !== null) day[from + row] = dayInId(id);
  }
}
