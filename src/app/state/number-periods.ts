import {
  civilFromDay,
  dayFromCivil,
  everything,
  isoDay,
  monthEnd,
  monthStart,
  parseIsoDay,
  periodYearBefore,
  type DayNumber,
  type NumberPeriod,
} from '../../domain';

export const periodKinds = ['twelve', 'month', 'quarter', 'year', 'all', 'own'] as const;
export type PeriodKind = (typeof periodKinds)[number];

/** What the reader chose; `first` is the first day of the month, quarter or year, null for the newest. */
export interface PeriodChoice {
  readonly kind: PeriodKind;
  readonly first: DayNumber | null;
  /** Days of their own. */
  readonly from: DayNumber | null;
  readonly to: DayNumber | null;
}

export const usualChoice: PeriodChoice = { kind: 'twelve', first: null, from: null, to: null };

const monthsIn = { month: 1, quarter: 3, year: 12 } as const;

/** First day of the month, quarter or year of a day. */
function startOf(kind: keyof typeof monthsIn, day: DayNumber): DayNumber {
  const { year, month } = civilFromDay(day);
  const months = monthsIn[kind];
  return dayFromCivil(year, month - ((month - 1) % months), 1);
}

/** The months, quarters or years that hold days from `first` to `asOf`, newest first. */
export function startsOf(kind: keyof typeof monthsIn, first: DayNumber, asOf: DayNumber): DayNumber[] {
  const starts: DayNumber[] = [];
  for (let start = startOf(kind, asOf); ; start = monthStart(start, -monthsIn[kind])) {
    starts.push(start);
    if (start <= first) return starts;
  }
}

/** The days of a choice as of a day: none later; null where the days of one's own are no period. */
export function periodOf(choice: PeriodChoice, asOf: DayNumber): NumberPeriod | null {
  const { kind, from, to } = choice;
  if (kind === 'all') return everything(asOf);
  if (kind === 'twelve') return { from: periodYearBefore({ from: asOf, to: asOf })!.to + 1, to: asOf };
  if (kind === 'own') {
    if (from === null || to === null) return null;
    const end = Math.min(to, asOf);
    return from <= end ? { from, to: end } : null;
  }
  const newest = startOf(kind, asOf);
  const start = Math.min(choice.first ?? newest, newest);
  return { from: start, to: Math.min(monthEnd(monthStart(start, monthsIn[kind] - 1)), asOf) };
}

/** A figure with its days, as it stands in an address: `aov@all`, `churnRate@2026-04-02..2026-06-30`, `aov`. */
export function numberParam(id: string, period: readonly [DayNumber, DayNumber] | null): string {
  return period ? `${id}@${isoDay(period[0])}..${isoDay(period[1])}` : `${id}@all`;
}

/** What such an address asks for. An address without days, or with days that are none, leaves the choice as it is. */
export function readNumberParam(param: string): { readonly id: string; readonly choice: PeriodChoice | null } {
  const at = param.lastIndexOf('@');
  if (at < 0) return { id: param, choice: null };
  const id = param.slice(0, at);
  const days = param.slice(at + 1);
  if (days === 'all') return { id, choice: { ...usualChoice, kind: 'all' } };
  const [from, to, more] = days.split('..').map(parseIsoDay);
  const known = typeof from === 'number' && typeof to === 'number' && more === undefined && from <= to;
  return { id, choice: known ? { kind: 'own', first: null, from, to } : null };
}
