import type { KpiId, Note } from './analysis';
import { civilFromDay, dayFromCivil, daysInMonth, type DayNumber } from './day';
import { NO_DAY } from './customers';
import type { ErrorReport } from './errors';

/** Figures of the screen of numbers, in its order. Those of Today are among them, under the same id. */
export const numberIds = [
  'revenue',
  'grossRevenue',
  'refunds',
  'orders',
  'aov',
  'buyers',
  'newShare',
  'repeatRate',
  'arpc',
  'churnRate',
  'retention',
  'retainedRevenue',
  'csat',
  'nps',
  'loyaltyIndex',
  'engagement',
  'conversion',
] as const satisfies readonly (KpiId | 'revenue' | 'grossRevenue' | 'refunds' | 'orders' | 'buyers')[];
export type NumberId = (typeof numberIds)[number];

/** How a figure is written; 'score' runs from −100 to 100. */
export type NumberUnit = 'money' | 'share' | 'count' | 'score' | 'number';

export const unitOfNumber: Readonly<Record<NumberId, NumberUnit>> = {
  revenue: 'money',
  grossRevenue: 'money',
  refunds: 'money',
  orders: 'count',
  aov: 'money',
  buyers: 'count',
  newShare: 'share',
  repeatRate: 'share',
  arpc: 'money',
  churnRate: 'share',
  retention: 'share',
  retainedRevenue: 'money',
  csat: 'share',
  nps: 'score',
  loyaltyIndex: 'share',
  engagement: 'number',
  conversion: 'share',
};

/** Days from `from` to `to`, both included; `from` NO_DAY is everything up to `to`, what has no date too. */
export interface NumberPeriod {
  readonly from: DayNumber;
  readonly to: DayNumber;
}

export const everything = (to: DayNumber): NumberPeriod => ({ from: NO_DAY, to });
export const isEverything = ({ from }: NumberPeriod): boolean => from === NO_DAY;

/** One figure of one period, or the reason there is none. */
export interface Figure {
  readonly value: number | null;
  /** Cases it stands on. */
  readonly n: number;
  /** 95 %, where it is an estimate; null else. */
  readonly interval: readonly [number, number] | null;
  readonly why: Note | null;
}

/** A figure of the owner's own: an expression over the sums of a period, or over what is known of each customer. */
export interface CustomNumber {
  readonly id: string;
  readonly name: string;
  readonly expression: string;
  /** 'customer': worked out for each customer, told as the mean. */
  readonly over: 'period' | 'customer';
  readonly unit: 'number' | 'money' | 'share';
}

/** By month, in the order of NumbersReport.months; NaN where there is no figure. */
export interface MonthlyFigures {
  readonly value: Float64Array;
  readonly low: Float64Array;
  readonly high: Float64Array;
  readonly n: Float64Array;
}

export interface NumberFigure {
  readonly id: NumberId;
  readonly now: Figure;
  /** Of the period before, and of the same days a year before; null where the files do not reach back so far. */
  readonly before: Figure | null;
  readonly yearBefore: Figure | null;
  readonly months: MonthlyFigures | null;
  /** What it does not count, and how many. */
  readonly leftOut: readonly Note[];
}

export interface CustomFigure extends Omit<NumberFigure, 'id'> {
  readonly custom: CustomNumber;
  /** Why it cannot be read; null where it can. */
  readonly error: ErrorReport | null;
  /** The names it uses with their values in the period. */
  readonly parts: readonly { readonly name: string; readonly value: number | null }[];
}

export interface NumbersReport {
  /** Nothing dated later is counted. */
  readonly asOf: DayNumber;
  readonly period: NumberPeriod;
  readonly before: NumberPeriod | null;
  readonly yearBefore: NumberPeriod | null;
  /** First dated row; null where nothing has a date: there are no periods then. */
  readonly first: DayNumber | null;
  readonly months: readonly DayNumber[];
  readonly lastIncomplete: boolean;
  readonly currency: string | null;
  /** The question that satisfaction, and recommendation, is taken from, with the top of its scale. */
  readonly asked: {
    readonly csat: { readonly column: string; readonly top: number; readonly said: boolean } | null;
    readonly nps: string | null;
  };
  /** Never taken for gone before so many days of silence; null where nobody knows who is gone, or a column says it. */
  readonly goneDays: number | null;
  readonly figures: readonly NumberFigure[];
  readonly custom: readonly CustomFigure[];
}

/** A cell of the rows behind a figure; a 'word' is a code whose text stands under `numbers.row.<code>`. */
export interface NumberRowColumn {
  readonly id: string;
  readonly kind: 'day' | 'money' | 'count' | 'number' | 'text' | 'word';
}

export interface NumberRows {
  readonly columns: readonly NumberRowColumn[];
  readonly total: number;
  readonly rows: readonly {
    /** Key and name; null for a row that names nobody. */
    readonly customer: { readonly key: string; readonly label: string } | null;
    readonly cells: readonly (string | number | null)[];
  }[];
}

/** Months since the year 0 of a day's month. */
function monthOf(day: DayNumber): number {
  const { year, month } = civilFromDay(day);
  return year * 12 + month - 1;
}

/** The first day of the month that lies so many months from a day's. */
export function monthStart(day: DayNumber, months = 0): DayNumber {
  const month = monthOf(day) + months;
  return dayFromCivil(Math.floor(month / 12), (month % 12) + 1, 1);
}

/** The last day of a day's month. */
export const monthEnd = (day: DayNumber): DayNumber => monthStart(day, 1) - 1;

/** The same day so many months later, or the last of that month where it has no such day; the last of a month stays the last. */
function addMonths(day: DayNumber, months: number): DayNumber {
  const at = civilFromDay(day);
  const { year, month } = civilFromDay(monthStart(day, months));
  const length = daysInMonth(year, month);
  const last = at.day === daysInMonth(at.year, at.month);
  return dayFromCivil(year, month, last ? length : Math.min(at.day, length));
}

/**
 * The period before: where it begins with a month, as many months earlier (1–15 May before 1–15 June, all of May before all
 * of June); else as many days earlier. Null for everything.
 */
export function periodBefore(period: NumberPeriod): NumberPeriod | null {
  if (isEverything(period)) return null;
  const { from, to } = period;
  if (civilFromDay(from).day !== 1) return { from: from - (to - from + 1), to: from - 1 };
  const months = monthOf(to) - monthOf(from) + 1;
  return { from: addMonthsFirst(from, -months), to: addMonths(to, -months) };
}

const addMonthsFirst = (day: DayNumber, months: number): DayNumber => monthStart(day, months);

/** The same days of the year before. Null for everything. */
export function periodYearBefore(period: NumberPeriod): NumberPeriod | null {
  if (isEverything(period)) return null;
  const first = civilFromDay(period.from).day === 1;
  return { from: first ? monthStart(period.from, -12) : addMonths(period.from, -12), to: addMonths(period.to, -12) };
}
