import {
  emptyMask,
  setNull,
  type AnswerEffect,
  type Column,
  type ColumnReport,
  type DateOrder,
  type ErrorReport,
  type Evidence,
  type Question,
  type ReadOptions,
  type Role,
  type TableKind,
} from '../domain';
import { provedOrder } from './after-pass';
import { dateQuestion, scaleQuestion, withSums } from './answers';
import { withClock } from './clock-columns';
import { currencyInHeader, currencyOfSign, isMoney } from './currency';
import { DateBuilder } from './date-builder';
import { NumberBuilder } from './number-builder';
import type { Pass } from './pass';
import type { Plan } from './plan';
import type { Preset } from './presets';
import { noColumn } from './headerless-roles';
import { asksToRecommend, ratingScale } from './rating-scale';
import { TextBuilder } from './text-builder';
import type { Understanding, UnderstoodColumn } from './understand';

export interface Finished {
  /** Names of the columns: those of the header, and of columns that were split off. */
  readonly names: string[];
  readonly columns: Column[];
  readonly reports: ColumnReport[];
  readonly questions: Question[];
  readonly warnings: ErrorReport[];
}

/** The columns of a pass as typed arrays, with what is to be said of each. */
export function finishColumns(
  pass: Pass,
  plan: Plan,
  understanding: Understanding,
  options: ReadOptions,
  preset: Preset | null,
): Finished {
  const columns: Column[] = [];
  const reports: ColumnReport[] = [];
  const questions: Question[] = [];
  const warnings: ErrorReport[] = [];
  const asked = new Map(understanding.questions.map((question) => [question.column, question]));
  const byHand = new Map(Object.entries(options.dateOrders ?? {}));
  const file = provedOrder(pass.builders);
  plan.columns.forEach((planned, i) => {
    const builder = pass.builders[i]!;
    const understood = understanding.columns[i]!;
    const evidence: Evidence[] = [...understood.evidence];
    let column: Column;
    let extra: Partial<ColumnReport> = {};
    if (builder instanceof DateBuilder) {
      const hint = file?.order ?? preset?.dateOrder ?? null;
      const verdict = builder.verdict(hint);
      evidence.push(...orderEvidence(builder, verdict.order, byHand.has(planned.name), file, preset));
      if (!verdict.decided && hint === null) {
        questions.push(dateQuestion(pass, i, planned.name, builder, verdict.order));
      }
      if (builder.firstCounted && planned.epoch !== null)
        evidence.push({ code: `counts-${planned.epoch}`, values: { ...builder.firstCounted } });
      column = builder.finish(verdict.order, planned.header);
      extra = { dateOrder: verdict.order };
    } else if (builder instanceof NumberBuilder) {
      const question = asked.get(planned.name);
      if (question?.about === 'decimal') {
        evidence.push({ code: 'ambiguous-decimal', values: {} });
        questions.push(withSums(question, pass, i, builder));
      }
      const numbers = builder.finish();
      column = numbers;
      evidence.push(...decimalEvidence(builder));
      extra = { decimal: planned.decimal };
      if (understood.role === 'amount' || understood.role === 'refund') extra = { ...extra, total: totalOf(numbers.values) };
      if (isRating(understood.role, planned.header, understanding.kind)) {
        const scale = scaleOf(planned.name, planned.header, numbers.values, builder, pass, options, preset);
        if (scale.evidence) evidence.push(scale.evidence);
        if (scale.question) questions.push(scale.question);
        if (scale.scale !== undefined) extra = { ...extra, scale: scale.scale };
      }
    } else {
      const question = asked.get(planned.name);
      if (question) questions.push(question.about === 'customer-column' ? withCounts(question, pass, plan) : question);
      if (understood.role === 'churnLabel' || understood.role === 'status') extra = countedOf(builder);
      const broken = builder.takeBrokenIds((row) => pass.lines.lineOf(row));
      if (broken) {
        const { n, lines, value } = broken;
        evidence.push({ code: 'broken-ids', values: { n, line: lines[0]!, value } });
        const shown = lines.slice(0, 5).join(', ') + (n > 5 ? ' …' : '');
        warnings.push({ code: 'import/broken-ids', values: { column: planned.name, n, example: value, lines: shown } });
      }
      if (builder.idsAsFloats) evidence.push({ code: 'id-float', values: { example: builder.values(1)[0]! } });
      column = builder.finish();
    }
    if (Object.hasOwn(options.decimals ?? {}, planned.name) && builder instanceof NumberBuilder)
      evidence.push({ code: 'by-hand', values: {} });
    const currency = currencyOf(understood.role, planned.header, preset) ?? currencyInCells(understood.role, builder);
    if (currency) evidence.push(currency.evidence);
    columns.push(column);
    reports.push({
      name: planned.name,
      header: planned.header,
      type: column.type,
      role: understood.role,
      evidence: dropRepeats(evidence),
      missing: builder.missing,
      unreadable: builder.unreadable,
      unreadableLines: [...builder.unreadableLines],
      ...('unreadableCells' in builder && builder.unreadableCells.length > 0
        ? { unreadableCells: [...builder.unreadableCells] }
        : {}),
      ...extra,
      ...(currency ? { currency: currency.code } : {}),
      ...positiveOf(understood, builder),
    });
  });
  const finished = { names: [...plan.header.names], columns, reports, questions, warnings };
  putTimesToDates(finished, plan);
  splitOffRefunds(finished, pass, options);
  splitOffCurrencies(finished, pass, options);
  return finished;
}

/** Words of a status that are worth counting: more than these are none. */
const mostWords = 20;

function countedOf(builder: TextBuilder): Partial<ColumnReport> {
  if (builder.distinct === 0 || builder.distinct > mostWords) return {};
  const words = builder.values();
  return { values: [...builder.counts()].map((n, code) => ({ value: words[code]!, n })).sort((a, b) => b.n - a.n) };
}

function totalOf(values: Float64Array): number {
  let total = 0;
  for (const value of values) if (value === value) total += value;
  return Math.round(total * 1e6) / 1e6;
}

/** The question which column names the customer, with how many each column would make. */
function withCounts(question: Question, pass: Pass, plan: Plan): Question {
  const effects = question.choices.flatMap((choice): AnswerEffect[] => {
    const at = plan.columns.findIndex(({ name }) => name === choice);
    const builder = pass.builders[at];
    if (choice === noColumn || !builder) return [];
    const cells: AnswerEffect['examples'][number][] = [];
    pass.sample.forEach((row, i) => {
      const written = (row[at] ?? '').trim();
      const known = written === '' || cells.some((cell) => cell.written === written);
      if (!known && cells.length < 3) cells.push({ line: pass.lines.lineOf(i), written, read: null });
    });
    const n =
      builder instanceof NumberBuilder
        ? new Set(builder.finish().values).size
        : builder instanceof TextBuilder
          ? builder.distinct
          : 0;
    return [{ choice, examples: cells, n, of: pass.imported }];
  });
  return { ...question, effects };
}

/** A date whose time of day stands in a column of its own becomes an instant. */
function putTimesToDates({ columns, reports }: Finished, plan: Plan): void {
  plan.columns.forEach(({ role }, i) => {
    if (role !== 'date') return;
    const clocked = withClock(plan.columns, columns, i);
    if (!clocked) return;
    columns[i] = clocked.column;
    const { time, zone } = clocked;
    const report = reports[i]!;
    reports[i] = {
      ...report,
      type: 'instant',
      evidence: [...report.evidence, { code: 'with-time', values: { time, zone: zone === '' ? 'none' : zone } }],
    };
  });
}

/** What cells of money note as given back, `131.77(已退款89.84)`, becomes a column of its own: never lost in silence. */
function splitOffRefunds({ names, columns, reports }: Finished, pass: Pass, options: ReadOptions): void {
  const byHand = new Map(Object.entries(options.roles ?? {}));
  for (const [i, builder] of pass.builders.entries()) {
    const refunds = builder instanceof NumberBuilder ? builder.finishRefunds() : null;
    if (!refunds || !(builder instanceof NumberBuilder)) continue;
    const report = reports[i]!;
    let name = `${report.name} 退款`;
    for (let n = 2; names.includes(name); n++) name = `${report.name} 退款 ${n}`;
    const money = report.role === 'amount' && !reports.some(({ role }) => role === 'refund');
    const evidence: Evidence[] = [
      { code: 'refund-noted', values: { ...builder.firstRefund!, n: builder.refundCount, column: report.name } },
    ];
    reports[i] = { ...report, evidence: [...report.evidence, ...evidence] };
    names.push(name);
    columns.push(refunds);
    reports.push({
      name,
      header: name,
      type: 'number',
      role: byHand.get(name) ?? (money ? 'refund' : 'number'),
      evidence: byHand.has(name) ? [...evidence, { code: 'by-hand', values: {} }] : evidence,
      missing: 0,
      unreadable: 0,
      unreadableLines: [],
      decimal: builder.decimal,
      ...(report.currency === undefined ? {} : { currency: report.currency }),
    });
  }
}

/** The one currency that all signs in the cells of a money column stand for. */
function currencyInCells(role: Role, builder: Pass['builders'][number]): { code: string; evidence: Evidence } | null {
  if (!isMoney(role) || !(builder instanceof NumberBuilder)) return null;
  const meant = builder.signs.map(({ sign }) => currencyOfSign(sign));
  const [first] = meant;
  if (!first?.sure || meant.some((one) => one?.code !== first.code)) return null;
  return { code: first.code, evidence: { code: 'currency-cells', values: { currency: first.code, ...builder.signs[0]!.first } } };
}

/**
 * Cells of money in several currencies say each its own: a column of currencies is made of their signs, so that they are never added
 * up. Nothing where the file has such a column.
 */
function splitOffCurrencies({ names, columns, reports }: Finished, pass: Pass, options: ReadOptions): void {
  if (reports.some(({ role }) => role === 'currency')) return;
  const order: readonly Role[] = ['amount', 'price', 'refund'];
  const at = order.map((role) => reports.findIndex((report) => report.role === role)).find((place) => place >= 0);
  const builder = at === undefined ? null : pass.builders[at];
  if (at === undefined || !(builder instanceof NumberBuilder) || builder.signOf === null) return;
  const meant = builder.signs.map(({ sign }) => currencyOfSign(sign)?.code ?? sign.slice(0, 8));
  const dictionary = [...new Set(meant)];
  if (dictionary.length < 2) return;
  const report = reports[at]!;
  let name = `${report.name} (currency)`;
  for (let n = 2; names.includes(name); n++) name = `${report.name} (currency ${n})`;
  const codes = new Uint32Array(pass.imported);
  const nulls = emptyMask(pass.imported);
  let missing = 0;
  for (let i = 0; i < codes.length; i++) {
    const sign = builder.signOf[i]!;
    if (sign > 0) codes[i] = dictionary.indexOf(meant[sign - 1]!);
    else {
      missing++;
      setNull(nulls, i);
    }
  }
  const evidence: Evidence[] = [
    {
      code: 'currencies-in-cells',
      values: { currencies: dictionary.join(', '), column: report.name, ...builder.signs[1]!.first },
    },
  ];
  reports[at] = { ...report, evidence: [...report.evidence, ...evidence] };
  names.push(name);
  columns.push({ type: 'text', codes, dictionary, nulls: missing > 0 ? nulls : null });
  const byHand = new Map(Object.entries(options.roles ?? {}));
  reports.push({
    name,
    header: name,
    type: 'text',
    role: byHand.get(name) ?? 'currency',
    evidence: byHand.has(name) ? [...evidence, { code: 'by-hand', values: {} }] : evidence,
    missing,
    unreadable: 0,
    unreadableLines: [],
  });
}

/** The cell that shows which mark is the decimal one; of points only where commas would else be in doubt. */
function decimalEvidence(builder: NumberBuilder): Evidence[] {
  if (builder.decimal === ',' && builder.firstComma) return [{ code: 'decimal-comma', values: { ...builder.firstComma } }];
  const doubt = builder.firstGrouped ?? (builder.ambiguous > builder.ambiguousPoints ? builder.firstPoint : null);
  return builder.decimal === '.' && doubt ? [{ code: 'decimal-point', values: { ...doubt } }] : [];
}

/** Answers to be put on a scale: ratings, and in a survey the question about recommending beside them. */
const isRating = (role: Role, header: string, kind: TableKind): boolean =>
  role === 'rating' || (kind === 'answers' && role === 'number' && asksToRecommend.test(header));

function scaleOf(
  name: string,
  header: string,
  values: Float64Array,
  builder: NumberBuilder,
  pass: Pass,
  options: ReadOptions,
  preset: Preset | null,
): { scale?: string; evidence?: Evidence; question?: Question } {
  const chosen = Object.hasOwn(options.scales ?? {}, name) ? options.scales![name] : undefined;
  if (chosen !== undefined) return { scale: chosen, evidence: { code: 'by-hand', values: {} } };
  const proof = (fits: (value: number) => boolean) => {
    const row = values.findIndex(fits);
    return row < 0 ? null : { line: pass.lines.lineOf(row), value: String(values[row]!) };
  };
  const verdict = ratingScale(header, builder.minimum, builder.maximum, {
    above: (limit) => proof((value) => value > limit),
    zero: () => proof((value) => value < 1),
  });
  // A known tool asks on the scale that it always asks on; which one is told by its answers.
  if (!verdict || (preset && !verdict.proved)) return {};
  const { scale, evidence, proved, choices } = verdict;
  const given = values.filter((value) => value === value);
  return { scale, evidence, ...(proved ? {} : { question: scaleQuestion(name, given, scale, choices) }) };
}

function currencyOf(role: Role, header: string, preset: Preset | null): { code: string; evidence: Evidence } | null {
  const named = currencyInHeader(role, header);
  if (named !== null) return { code: named, evidence: { code: 'currency', values: { currency: named, name: header.trim() } } };
  if (preset?.currency === undefined || !isMoney(role)) return null;
  const { currency, id } = preset;
  return { code: currency, evidence: { code: 'currency-preset', values: { currency, preset: id } } };
}

function positiveOf(understood: UnderstoodColumn, builder: Pass['builders'][number]): { positive?: string } {
  if (understood.positive === undefined) return {};
  // The word as the column holds it, so that the two can be compared.
  const words = builder instanceof TextBuilder ? builder.values() : [];
  const same =
    words.find((word) => word === understood.positive) ??
    words.find((word) => word.toLowerCase() === understood.positive!.toLowerCase());
  return { positive: same ?? understood.positive };
}

function orderEvidence(
  builder: DateBuilder,
  order: DateOrder,
  byHand: boolean,
  file: ReturnType<typeof provedOrder>,
  preset: Preset | null,
): Evidence[] {
  if (byHand) return [{ code: 'by-hand', values: {} }];
  if (order !== 'day-first' && order !== 'month-first') return [];
  const own = order === 'day-first' ? builder.firstDay : builder.firstMonth;
  if (own) return [{ code: order, values: { ...own } }];
  if (file?.order === order) return [{ code: order, values: { ...file.proof } }];
  if (preset?.dateOrder === order) return [{ code: 'preset', values: { preset: preset.id } }];
  return [{ code: 'ambiguous-date', values: {} }];
}

function dropRepeats(evidence: readonly Evidence[]): Evidence[] {
  return evidence.filter((item, i) => evidence.findIndex((other) => other.code === item.code) === i);
}
