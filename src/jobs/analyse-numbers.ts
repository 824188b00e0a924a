import {
  defaultStanding,
  KithError,
  NO_DAY,
  type AnalysisResult,
  type CustomNumber,
  type DayNumber,
  type NumberFacts,
  type NumberId,
  type NumberPeriod,
  type NumberRows,
  type NumbersReport,
  type Progress,
  type StandingRules,
} from '../domain';
import { cellText } from '../features/cell-text';
import { contactFeatures } from '../features/contacts';
import type { FeatureColumn } from '../features/frame';
import { numberFacts } from '../features/number-facts';
import { orderFeatures } from '../features/order-features';
import { purchasesUntil } from '../features/purchases';
import { columnWithRole } from '../features/source';
import { readExpression, safeNames } from '../insight/expression';
import { askedIn } from '../insight/kpis';
import {
  customerValues,
  namesFor,
  numbersReport,
  rowsBehind,
  spellsOf,
  type Asked,
  type NumbersInput,
  type RowsInput,
  type Spells,
} from '../insight/numbers';
import { standingRules } from '../insight/standing';
import { knownOutcome } from './analyse-churn';
import { orderColumns, type Prepared } from './analyse-prepare';
import { purchasesNow } from './purchases-now';

/** What is asked of the numbers: a period, and the day after which nothing counts (null = that of the analysis). */
export interface NumbersQuestion {
  readonly asOf: DayNumber | null;
  readonly period: NumberPeriod;
  readonly custom: readonly CustomNumber[];
}

/** All that figures of one as-of day are made of. */
interface Basis {
  readonly input: NumbersInput;
  readonly said: Uint8Array | null;
}

/** The last basis of each analysis: the reader goes from period to period far more often than from one as-of day to another. */
const basisOf = new WeakMap<Prepared, Basis>();

/** The as-of day of a question: never later than the analysis', whose rows these are. */
const dayOf = (prepared: Prepared, asOf: DayNumber | null): DayNumber => Math.min(asOf ?? prepared.asOf, prepared.asOf);

function* basisFor(prepared: Prepared, result: AnalysisResult, asOf: DayNumber): Generator<Progress, Basis, void> {
  const before = basisOf.get(prepared);
  if (before?.input.facts.asOf === asOf) return before;
  const { lines, sources, identity, totals, pendingAsSales, currency } = prepared;
  const facts = yield* numberFacts(
    { lines, sources, rowCustomer: identity.rowCustomer, customers: identity.customers, main: totals.main, pendingAsSales },
    asOf,
  );
  const { csat, nps } = askedIn(facts.ratings);
  const asked: Asked = { csat, nps };
  const said = saidToHaveLeft(prepared, result);
  const silent = said === null && lines.has.days ? yield* silence(prepared, result, asOf) : null;
  const basis: Basis = {
    said,
    input: {
      facts,
      asked,
      scaleSaid: csat?.answers.scaleTop != null,
      spells: silent?.spells ?? null,
      goneDays: silent?.rules.churnDays ?? null,
      said: said && { left: count(said, 1), n: said.length - count(said, 255) },
      currency,
      columns: yield* columnsFor(prepared, asOf),
    },
  };
  basisOf.set(prepared, basis);
  return basis;
}

const count = (values: Uint8Array, wanted: number): number => values.reduce((n, value) => n + (value === wanted ? 1 : 0), 0);

/** By a column, per customer: 1 left, 0 did not, 255 not said; null where no column says it. */
function saidToHaveLeft(prepared: Prepared, { settings }: AnalysisResult): Uint8Array | null {
  try {
    const known = knownOutcome(prepared, settings);
    if (known.source !== 'label') return null;
    const said = new Uint8Array(prepared.identity.customers).fill(255);
    for (const [i, c] of known.outcome.rows.entries()) said[c] = known.outcome.outcome[i]!;
    return said;
  } catch (thrown) {
    // Nobody knows who left: the analysis has said why.
    if (thrown instanceof KithError) return null;
    throw thrown;
  }
}

function* silence(
  prepared: Prepared,
  { settings, standing, asOf }: AnalysisResult,
  day: DayNumber,
): Generator<Progress, { readonly spells: Spells; readonly rules: StandingRules }, void> {
  const today = day === prepared.asOf;
  const purchases = today ? yield* purchasesNow(prepared) : yield* purchasesUntil(prepared.grouped, day);
  const kept = today && day === asOf && standing?.ok ? standing.rules : null;
  const own = (settings as { standing?: AnalysisResult['settings']['standing'] }).standing ?? defaultStanding;
  const rules = kept ?? standingRules(purchases, own, day);
  yield { stage: 'numbers', done: 0, total: null, unit: 'rounds' };
  return { spells: spellsOf(purchases, rules), rules };
}

/** What is known of each customer as of a day, by the name an expression uses. What a list says without a day counts today only. */
function* columnsFor(prepared: Prepared, asOf: DayNumber): Generator<Progress, ReadonlyMap<string, Float64Array>, void> {
  const { frame, grouped, lines, sources, identity } = prepared;
  let columns: readonly FeatureColumn[] = frame.columns;
  if (asOf !== prepared.asOf) {
    const then = yield* orderFeatures(grouped, asOf);
    columns = [
      ...(prepared.shop ? orderColumns(then, lines.has) : []),
      ...contactFeatures(sources, identity.rowCustomer, identity.customers, asOf, lines.has.days),
    ];
  }
  const numeric = columns.filter(({ levels }) => levels === null);
  const names = safeNames(numeric.map(({ info }) => info.id));
  return new Map([...names].map(([name, id]) => [name, numeric.find(({ info }) => info.id === id)!.values]));
}

/** The figures of a period, as of a day. */
export function* findNumbers(
  prepared: Prepared,
  result: AnalysisResult,
  { asOf, period, custom }: NumbersQuestion,
): Generator<Progress, NumbersReport, void> {
  const day = dayOf(prepared, asOf);
  const { input } = yield* basisFor(prepared, result, day);
  return yield* numbersReport(input, within(period, input.facts, day), custom);
}

/** No period ends after the as-of day, or begins after its end; without dates there is only everything. */
function within({ from, to }: NumberPeriod, facts: NumberFacts, asOf: DayNumber): NumberPeriod {
  const end = Math.min(to, asOf);
  return { from: facts.first === NO_DAY ? NO_DAY : Math.min(from, end), to: end };
}

/** The names that expressions can use, by what they are over; each column of customers with the id it stands for. */
export function* expressionNames(
  prepared: Prepared,
  result: AnalysisResult,
  asOf: DayNumber | null,
): Generator<Progress, { readonly period: readonly string[]; readonly customer: readonly string[] }, void> {
  const { input } = yield* basisFor(prepared, result, dayOf(prepared, asOf));
  return {
    period: [...namesFor('period', input.columns)],
    customer: [...namesFor('customer', input.columns)],
  };
}

interface Behind {
  readonly columns: NumberRows['columns'];
  readonly total: number;
  readonly at: (i: number) => NumberRows['rows'][number];
}

/** The rows behind a figure: of one of ours by its id, or the customers of an expression. Throws number/… where that cannot be read. */
export function* findNumberRows(
  prepared: Prepared,
  result: AnalysisResult,
  of: NumberId | CustomNumber,
  { asOf, period }: Pick<NumbersQuestion, 'asOf' | 'period'>,
): Generator<Progress, Behind, void> {
  const day = dayOf(prepared, asOf);
  const { input, said } = yield* basisFor(prepared, result, day);
  const { keys, labels } = prepared.identity;
  const who = (c: number) => (c < 0 ? null : { key: keys[c]!, label: labels[c]! });
  if (typeof of !== 'string') {
    if (of.over === 'period') return { columns: [], total: 0, at: () => ({ customer: null, cells: [] }) };
    const values = customerValues(readExpression(of.expression, namesFor('customer', input.columns)), input.columns);
    const chosen = [...values.keys()].filter((c) => !Number.isNaN(values[c]!)).sort((a, b) => values[b]! - values[a]! || a - b);
    const kind = of.unit === 'money' ? ('money' as const) : ('number' as const);
    return {
      columns: [{ id: 'value', kind }],
      total: chosen.length,
      at: (i) => ({ customer: who(chosen[i]!), cells: [values[chosen[i]!]!] }),
    };
  }
  const rows: RowsInput = { facts: input.facts, asked: input.asked, spells: input.spells, said, orderId: orderIds(prepared) };
  const behind = rowsBehind(of, rows, within(period, input.facts, day));
  return {
    columns: behind.columns,
    total: behind.total,
    at: (i) => {
      const { customer, cells } = behind.at(i);
      return { customer: who(customer), cells };
    },
  };
}

/** The order number of a line as its file writes it. */
function orderIds({ lines, sources }: Prepared): (line: number) => string | null {
  const columns = sources.map((source) => columnWithRole(source, 'orderId')?.column);
  return (line) => {
    const column = columns[lines.table[line]!];
    const text = column ? cellText(column, lines.row[line]!) : '';
    return text === '' ? null : text;
  };
}
