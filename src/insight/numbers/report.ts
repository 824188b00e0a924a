import {
  isEverything,
  KithError,
  monthEnd,
  monthStart,
  NO_DAY,
  numberIds,
  passedWhy,
  periodBefore,
  periodYearBefore,
  toErrorReport,
  type CustomFigure,
  type CustomNumber,
  type Figure,
  type MonthlyFigures,
  type Note,
  type NumberFacts,
  type NumberFigure,
  type NumberId,
  type NumberPeriod,
  type NumbersReport,
  type Progress,
} from '../../domain';
import { meanInterval } from '../../kernels/stats/mean-interval';
import { readExpression, type Formula } from '../expression';
import { figureOf, isEstimate, type Grounds } from './figures';
import { periodNames, periodValues } from './names';
import type { Spells } from './spells';
import { Adder, knowsUndated, placesOf, type Asked, type PeriodSums } from './sums';

/** Two years and a month are drawn, each beside the year before. */
const monthsBack = 36;

export interface NumbersInput {
  readonly facts: NumberFacts;
  readonly asked: Asked;
  readonly scaleSaid: boolean;
  /** Null where silence tells nobody who is gone. */
  readonly spells: Spells | null;
  readonly goneDays: number | null;
  /** Who left, where a column says so. */
  readonly said: { readonly left: number; readonly n: number } | null;
  readonly currency: string | null;
  /** What is known of each customer as of the day of the facts, for expressions over customers, by the name they use. */
  readonly columns: ReadonlyMap<string, Float64Array>;
}

const step = (done: number, total: number): Progress => ({ stage: 'numbers', done, total, unit: 'rounds' });

export function groundsOf({ facts, asked, spells, said }: NumbersInput): Grounds {
  const orders = facts.orders.day.length > 0;
  return {
    orders,
    money: orders && facts.has.money,
    leaving: said ? 'column' : spells !== null && spells.start.length > 0 ? 'silence' : 'unknown',
    said,
    csat: asked.csat !== null,
    nps: asked.nps !== null,
    interactions: facts.interactions.day.length > 0,
    undated: knowsUndated(facts),
  };
}

/** The months that are drawn as of a day, oldest first: from the first with data, at most three years back. */
export function monthsUntil(first: number, asOf: number): number[] {
  if (first === NO_DAY) return [];
  const months: number[] = [];
  for (let back = monthsBack; back >= 0; back--) {
    const start = monthStart(asOf, -back);
    if (start >= monthStart(first)) months.push(start);
  }
  return months;
}

/** Of a period: what the figure does not count, and how much of it. */
function leftOutOf(id: NumberId, { facts, asked }: NumbersInput, sums: PeriodSums, period: NumberPeriod): Note[] {
  const notes: Note[] = [];
  const tell = (code: string, n: number) => {
    if (n > 0) notes.push({ code: `number-left-${code}`, values: { n } });
  };
  const { day, why } = facts.passedOver;
  const [from, to] = placesOf(day, period);
  const count = (wanted: number) => {
    let n = 0;
    for (let i = from; i < to; i++) if (why[i] === wanted) n++;
    return n;
  };
  const sales: readonly NumberId[] = ['revenue', 'grossRevenue', 'refunds', 'orders', 'aov'];
  const people: readonly NumberId[] = ['buyers', 'newShare', 'repeatRate', 'arpc'];
  if (sales.includes(id) || people.includes(id)) {
    tell('cancelled', count(passedWhy.cancelled));
    tell('pending', count(passedWhy.pending));
    tell('failed', count(passedWhy.failed));
    if (id !== 'orders' && id !== 'buyers') tell('currency', count(passedWhy.otherCurrency));
    if (!isEverything(period) && facts.has.days) tell('undated', placesOf(facts.orders.day, { from: NO_DAY, to: NO_DAY })[1]);
  }
  if (people.includes(id)) tell('anonymous', sums.anonymousOrders);
  const answers = id === 'nps' ? asked.nps : id === 'csat' || id === 'loyaltyIndex' ? asked.csat?.answers : null;
  if (answers && !isEverything(period)) tell('undated-answers', placesOf(answers.days, { from: NO_DAY, to: NO_DAY })[1]);
  return notes;
}

interface Told {
  readonly period: NumberPeriod;
  readonly sums: PeriodSums;
}

/**
 * Every figure for a period that ends by the day of the facts, with the period before, the year before, and each month; and
 * those of the owner's own. A figure of the owner's that cannot be read has its reason in `why`.
 */
export function* numbersReport(
  input: NumbersInput,
  period: NumberPeriod,
  custom: readonly CustomNumber[],
): Generator<Progress, NumbersReport, void> {
  const { facts } = input;
  const { asOf } = facts;
  const grounds = groundsOf(input);
  const adder = new Adder(facts, input.asked, input.spells);
  const add = (of: NumberPeriod): Told => ({ period: of, sums: adder.sums(of) });
  const firsts = monthsUntil(facts.first, asOf);
  const total = firsts.length + 3;
  const now = add(period);
  yield step(1, total);
  const reaches = (of: NumberPeriod | null): of is NumberPeriod =>
    of !== null && facts.first !== NO_DAY && of.from >= monthStart(facts.first);
  const [earlier, lastYear] = [periodBefore(period), periodYearBefore(period)];
  const before = reaches(earlier) ? add(earlier) : null;
  const yearBefore = reaches(lastYear) ? add(lastYear) : null;
  yield step(3, total);
  const months: Told[] = [];
  for (const first of firsts) {
    months.push(add({ from: first, to: Math.min(monthEnd(first), asOf) }));
    yield step(3 + months.length, total);
  }
  const figures = numberIds.map((id): NumberFigure => {
    const of = (told: Told) => figureOf(id, told.sums, told.period.from, grounds);
    return {
      id,
      now: of(now),
      before: before && of(before),
      yearBefore: yearBefore && of(yearBefore),
      months: monthly(months.map(of), isEstimate(id)),
      leftOut: leftOutOf(id, input, now.sums, period),
    };
  });
  const own: CustomFigure[] = [];
  for (const one of custom) {
    own.push(customFigure(one, input, grounds, { now, before, yearBefore, months }));
    yield step(total, total);
  }
  const { csat, nps } = input.asked;
  return {
    asOf,
    period,
    before: before?.period ?? null,
    yearBefore: yearBefore?.period ?? null,
    first: facts.first === NO_DAY ? null : facts.first,
    months: firsts,
    lastIncomplete: asOf < monthEnd(asOf),
    currency: input.currency,
    asked: {
      csat: csat && { column: csat.answers.column, top: csat.top, said: input.scaleSaid },
      nps: nps?.column ?? null,
    },
    goneDays: grounds.leaving === 'silence' ? input.goneDays : null,
    figures,
    custom: own,
  };
}

/** Null where no month has a figure. */
function monthly(figures: readonly Figure[], estimate: boolean): MonthlyFigures | null {
  if (figures.every(({ value }) => value === null)) return null;
  const column = (read: (figure: Figure) => number | undefined | null) =>
    Float64Array.from(figures, (figure) => read(figure) ?? Number.NaN);
  return {
    value: column(({ value }) => value),
    low: column(({ interval }) => (estimate ? interval?.[0] : null)),
    high: column(({ interval }) => (estimate ? interval?.[1] : null)),
    n: column(({ n }) => n),
  };
}

/** Figures that an expression cannot give. */
const nothing = (why: Note | null): Figure => ({ value: null, n: 0, interval: null, why });

interface Times {
  readonly now: Told;
  readonly before: Told | null;
  readonly yearBefore: Told | null;
  readonly months: readonly Told[];
}

/** The names that an expression may use. */
export function namesFor(over: CustomNumber['over'], columns: ReadonlyMap<string, Float64Array>): ReadonlySet<string> {
  return new Set<string>(over === 'period' ? periodNames : columns.keys());
}

function customFigure(custom: CustomNumber, input: NumbersInput, grounds: Grounds, times: Times): CustomFigure {
  let formula: Formula;
  try {
    formula = readExpression(custom.expression, namesFor(custom.over, input.columns));
  } catch (thrown) {
    // It may have been kept when the files had a column that they have no more.
    if (!(thrown instanceof KithError)) throw thrown;
    const error = toErrorReport(thrown);
    const now = nothing({ code: 'number-unreadable', values: {} });
    return { custom, now, before: null, yearBefore: null, months: null, leftOut: [], error, parts: [] };
  }
  if (custom.over === 'customer') {
    const { figure, without } = overCustomers(formula, input.columns);
    const leftOut: Note[] = without > 0 ? [{ code: 'number-left-no-value', values: { n: without } }] : [];
    return { custom, now: figure, before: null, yearBefore: null, months: null, leftOut, error: null, parts: [] };
  }
  const of = ({ sums, period }: Told): Figure => {
    const values = periodValues(sums, period.from, grounds);
    const value = formula.value((name) => values.get(name) ?? Number.NaN);
    return Number.isNaN(value) ? nothing({ code: 'number-undefined', values: {} }) : { ...nothing(null), value };
  };
  const { now, before, yearBefore, months } = times;
  const values = periodValues(now.sums, now.period.from, grounds);
  return {
    custom,
    now: of(now),
    before: before && of(before),
    yearBefore: yearBefore && of(yearBefore),
    months: monthly(months.map(of), false),
    leftOut: [],
    error: null,
    parts: formula.names.map((name) => ({ name, value: finite(values.get(name)) })),
  };
}

const finite = (value: number | undefined): number | null => (value === undefined || Number.isNaN(value) ? null : value);

/** The value of each customer; NaN where there is none. */
export function customerValues(formula: Formula, columns: ReadonlyMap<string, Float64Array>): Float64Array {
  const rows = columns.values().next().value?.length ?? 0;
  const used = new Map(formula.names.map((name) => [name, columns.get(name)!]));
  const values = new Float64Array(rows);
  let at = 0;
  const valueOf = (name: string) => used.get(name)?.[at] ?? Number.NaN;
  for (; at < rows; at++) values[at] = formula.value(valueOf);
  return values;
}

/** The mean over customers with a value, with Student's interval. */
function overCustomers(formula: Formula, columns: ReadonlyMap<string, Float64Array>): { figure: Figure; without: number } {
  const values = customerValues(formula, columns);
  let [n, sum] = [0, 0];
  for (const value of values) {
    if (Number.isNaN(value)) continue;
    n++;
    sum += value;
  }
  if (n === 0) return { figure: nothing({ code: 'number-undefined', values: {} }), without: values.length };
  const mean = sum / n;
  let squares = 0;
  for (const value of values) if (!Number.isNaN(value)) squares += (value - mean) ** 2;
  const interval = meanInterval(n, mean, squares);
  return {
    figure: { value: mean, n, interval: interval.every(Number.isFinite) ? interval : null, why: null },
    without: values.length - n,
  };
}
