import { civilFromDay, dayFromCivil } from '../../domain';

/** Months since the year 0 of a day's month. */
export function monthOf(day: number): number {
  const { year, month } = civilFromDay(day);
  return year * 12 + month - 1;
}

/** The first day of such a month. */
export const firstDay = (month: number): number => dayFromCivil(Math.floor(month / 12), (month % 12) + 1, 1);
