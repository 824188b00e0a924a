import { retentionEntry } from './results-retention';
import { absentFigures, numbersEntry } from './results-numbers';
import {
  defaultIdentity,
  defaultQuality,
  defaultValue,
  isoDay,
  lifeStages,
  rfmGroups,
  type AnalysisResult,
  type AnswerEffect,
  type BacktestReport,
  type ChurnPart,
  type DayNumber,
  type ErrorReport,
  type FittedModel,
  type FoldScore,
  type HoldOut,
  type ImportReport,
  type JudgeReport,
  type Kpi,
  type MoneyReport,
  type MapSummary,
  type Note,
  type Part,
  type NumbersReport,
  type QualityFinding,
  type QualityReport,
  type RetentionPart,
  type RowCounts,
  type SegmentName,
  type SegmentsCheck,
  type StandingPart,
  type ValuePart,
  type ValueSettings,
  type MarksView,
} from '../domain';
import { backtestEntry, judgeEntry, moneyEntry } from './results-judge';
import { segmentsEntry } from './results-segments';

/** What the page knows beside the analysis. Network: connections made to anywhere, and attempts the policy refused. */
export interface ExportExtra {
  readonly language: string;
  /** Milliseconds by stage, added to the analysis' own. */
  readonly timings: Readonly<Record<string, number>>;
  readonly memory?: { readonly peakMB: number };
  readonly longestTaskMs: number | null;
  readonly network: { readonly connections: number; readonly refused: number };
  readonly app: { readonly version: string };
  /** Ids of the imports whose reports are given, in their order. */
  readonly importIds?: readonly string[];
  readonly judged?: JudgedExtra;
  /** How long subscriptions last, where it could be worked out; the reason where it was asked and refused. */
  readonly retention?: Part<RetentionPart> | null;
  /** Whether the groups are real; null where it could not be worked out. */
  readonly segmentsCheck?: SegmentsCheck | null;
  /** What the map of customers comes to; null where it could not be worked out. */
  readonly map?: MapSummary | null;
  /** What the owner added by hand; null where it could not be read. */
  readonly marks?: MarksView | null;
  /** Figures by period and the owner's own; null where they could not be worked out. */
  readonly numbers?: { readonly all: NumbersReport; readonly year: NumbersReport } | null;
  /** What was found in each import, and what the owner said of it; null where it could not be looked for. */
  readonly quality?: {
    readonly report: QualityReport;
    readonly stateOf: (finding: QualityFinding) => string;
    readonly isCarried: (finding: QualityFinding) => boolean;
  } | null;
}

/** What was asked of the churn part beyond the analysis; null where it was not. */
export interface JudgedExtra {
  readonly models: JudgeReport | null;
  readonly money: MoneyReport | null;
  readonly backtest: BacktestReport | null;
}

const hasMarks = ({ tags, writtenNotes, openTasks, doneTasks, orphans, orphanTags }: MarksView): boolean =>
  tags.length + writtenNotes + openTasks + doneTasks + orphans.length + orphanTags.length > 0;

/** Counts only: what is written about whom stays in the workspace and its backup. */
function marksEntry({ tags, writtenNotes, openTasks, doneTasks, orphans }: MarksView) {
  return {
    tags: tags.map(({ name, customers }) => ({ name, customers })),
    notes: writtenNotes,
    tasks: { open: openTasks, done: doneTasks },
    withoutCustomer: orphans.length,
  };
}

/** Sentences in the page's language. */
export interface ExportWords {
  readonly segmentName: (name: SegmentName) => string;
  readonly note: (note: Note) => string;
  readonly error: (error: ErrorReport) => string;
  readonly finding: (finding: QualityFinding) => string;
}

/** Parts of the contract that results of an older Kith do not hold. */
const notYet = ['stages', 'rfm'] as const;

const finite = (value: number): number | undefined => (Number.isFinite(value) ? value : undefined);

/** The owner's decisions by number only: the keys they are about are people's addresses and telephone numbers. */
function identityCounts({ same, different, spellings, country } = defaultIdentity): Record<string, unknown> {
  return { joined: same.length, keptApart: different.length, spellings: spellings.length, phoneCountry: country };
}

/**
 * All results as one plain object in the shape of docs/result.schema.json: money in major units, rates 0..1, ISO dates. What
 * could not be worked out is absent, with the reason in `notes` as {code, part, text}. JSON.stringify of it holds no NaN.
 */
export function exportResults(
  result: AnalysisResult,
  imports: readonly ImportReport[],
  extra: ExportExtra,
  words: ExportWords,
): Record<string, unknown> {
  const notes: Record<string, unknown>[] = result.notes.map((note) => ({ code: note.code, text: words.note(note) }));
  const absent = (part: string, error: ErrorReport) => notes.push({ code: error.code, part, text: words.error(error) });
  if (!result.segments.ok) absent('segments', result.segments.error);
  if (!result.churn.ok) absent('churn', result.churn.error);
  if (result.value && !result.value.ok) absent('value', result.value.error);
  if (extra.retention && !extra.retention.ok) absent('value.retention', extra.retention.error);
  if (!result.value)
    notes.push({ code: 'not-computed', part: 'value', text: words.note({ code: 'not-computed', values: { part: 'value' } }) });
  const { standing } = result;
  if (standing && !standing.ok) for (const part of notYet) absent(part, standing.error);
  if (standing?.ok && standing.rfm === null)
    notes.push({ code: 'rfm-few', part: 'rfm', text: words.note({ code: 'rfm-few', values: {} }) });
  for (const part of standing ? [] : notYet)
    notes.push({ code: 'not-computed', part, text: words.note({ code: 'not-computed', values: { part } }) });
  if (extra.memory === undefined)
    notes.push({ code: 'not-measured', part: 'memory', text: words.note({ code: 'not-measured', values: { part: 'memory' } }) });
  if (extra.quality === null) {
    const values = { part: 'quality' };
    notes.push({ code: 'not-measured', part: 'quality', text: words.note({ code: 'not-measured', values }) });
  }
  if (extra.numbers === null) {
    const values = { part: 'numbers' };
    notes.push({ code: 'not-computed', part: 'numbers', text: words.note({ code: 'not-computed', values }) });
  }
  if (extra.numbers) {
    for (const { id, why } of absentFigures(result.kpis, extra.numbers.all))
      notes.push({ code: why.code, part: `kpis.${id}`, text: words.note(why) });
  }
  if (extra.longestTaskMs === null)
    notes.push({
      code: 'not-measured',
      part: 'longestTaskMs',
      text: words.note({ code: 'not-measured', values: { part: 'longestTaskMs' } }),
    });
  const [main] = result.revenues;
  return {
    schema: result.schema,
    version: result.version,
    app: extra.app,
    asOf: isoDay(result.asOf),
    seed: result.seed,
    language: extra.language,
    settings: {
      ...result.settings,
      asOf: day(result.settings.asOf),
      churn: { ...result.settings.churn, cutoff: day(result.settings.churn.cutoff) },
      value: valueSettings(result),
      identity: identityCounts(result.settings.identity),
      // What was said to be right as it is changes no figure; the findings tell it.
      quality: repairsOf(result.settings.quality),
    },
    files: imports.map((report, at) => ({
      ...fileEntry(report, countsOf(result, extra.importIds?.[at]), words),
      ...qualityEntry(extra, extra.importIds?.[at], words),
    })),
    ...(result.sinceLast ? { sinceLast: { ...result.sinceLast, until: day(result.sinceLast.until) } } : {}),
    customers: result.customers,
    orders: result.orders,
    cancellations: result.cancellations,
    answers: result.answers,
    interactions: result.interactions,
    anonymousOrders: result.anonymousOrders,
    ...(main ? { revenue: main } : {}),
    ...(result.revenues.length > 1 ? { revenues: result.revenues } : {}),
    kpis: Object.fromEntries(Object.entries(result.kpis).map(([id, kpi]) => [id, kpiEntry(kpi)])),
    ...(extra.numbers ? { numbers: numbersEntry(extra.numbers.year) } : {}),
    ...(extra.marks && hasMarks(extra.marks) ? { marks: marksEntry(extra.marks) } : {}),
    ...(result.standing?.ok ? standingEntry(result.standing) : {}),
    ...(result.segments.ok ? { segments: segmentsEntry(result.segments, words, extra.segmentsCheck ?? null) } : {}),
    ...(result.churn.ok ? { churn: churnEntry(result.churn, words, extra.judged) } : {}),
    ...valueOrRetention(result, extra, words),
    ...(extra.map ? { map: mapEntry(extra.map) } : {}),
    today: {
      slipping: result.today.slipping,
      slippingWorth: result.today.slippingWorth,
      contacts: result.today.contacts.map(({ key, risk, worth }) => ({ key, risk, worth })),
    },
    timings: { ...result.timings, ...extra.timings },
    ...(extra.memory ? { memory: extra.memory } : {}),
    ...(extra.longestTaskMs === null ? {} : { longestTaskMs: extra.longestTaskMs }),
    network: extra.network,
    notes,
  };
}

const mapEntry = ({ silhouette, ...map }: MapSummary) => ({
  ...map,
  ...(finite(silhouette) === undefined ? {} : { silhouette }),
});

const day = (value: DayNumber | null): string | null => (value === null ? null : isoDay(value));
const period = (value: readonly [DayNumber, DayNumber] | null) => (value === null ? null : [isoDay(value[0]), isoDay(value[1])]);

function countsOf(result: AnalysisResult, importId: string | undefined): RowCounts | undefined {
  return result.imports?.find((own) => own.importId === importId);
}

function fileEntry(report: ImportReport, counts: RowCounts | undefined, words: ExportWords): Record<string, unknown> {
  return {
    name: report.name,
    kind: report.kind,
    encoding: report.encoding,
    delimiter: report.delimiter,
    headerLine: report.headerLine,
    ...(report.preset === null ? {} : { preset: report.preset }),
    rowsRead: report.rowsRead,
    rowsImported: report.rowsImported,
    rowsRejected: report.rowsRejected,
    ...(counts ? { created: counts.created, updated: counts.updated, unchanged: counts.unchanged } : {}),
    rejects: report.rejects.slice(0, 100).map(({ line, code }) => ({ line, code })),
    questions: report.questions.map(({ column, about, answer, choices, effects }) => ({
      column,
      about,
      answer,
      choices,
      ...(effects ? { effects: effects.map((effect) => effectEntry(effect, about)) } : {}),
    })),
    // A column may be called __proto__: entries made by fromEntries are own properties, whatever they are called.
    columns: Object.fromEntries(
      report.columns.map(({ name, role, type, evidence, missing, total, values }) => [
        name,
        { role, type, evidence, missing, ...(total === undefined ? {} : { total }), ...(values ? { values } : {}) },
      ]),
    ),
    ...(report.warnings.length > 0
      ? { warnings: report.warnings.map((warning) => ({ code: warning.code, text: words.error(warning) })) }
      : {}),
  };
}

/** Repairs in force, and those that hold for later exports. */
function repairsOf({ on, carry = [] } = defaultQuality): Record<string, unknown> {
  return { on, ...(carry.length > 0 ? { carried: carry.map(({ id }) => id) } : {}) };
}

/** What the page of quality shows of a file: each finding with its sentence, first lines, repair, and what was said of it. */
function qualityEntry({ quality }: ExportExtra, importId: string | undefined, words: ExportWords): Record<string, unknown> {
  const table = quality?.report.tables.find((own) => own.importId === importId);
  if (!quality || !table) return {};
  const findings = table.findings.map((finding) => ({
    check: finding.check,
    rule: finding.rule,
    ...(finding.column === null ? {} : { column: finding.column }),
    text: words.finding(finding),
    rows: finding.rows,
    of: finding.of,
    values: finding.values,
    lines: finding.examples.map(({ line }) => line),
    repair: finding.repair,
    ...(finding.cap ? { cap: finding.cap } : {}),
    state: quality.stateOf(finding),
    ...(quality.isCarried(finding) ? { carried: true } : {}),
  }));
  return { quality: { rows: table.rows, findings } };
}

/** Days of an answer's effect as dates. */
function effectEntry({ first, last, examples, ...effect }: AnswerEffect, about: string): Record<string, unknown> {
  const readAs = (read: number | null) => (read !== null && about === 'date-order' ? isoDay(read) : read);
  return {
    ...effect,
    examples: examples.map(({ line, written, read }) => ({ line, written, read: readAs(read) })),
    ...(first === undefined || last === undefined ? {} : { first: isoDay(first), last: isoDay(last) }),
  };
}

function kpiEntry(kpi: Kpi): Record<string, unknown> {
  return {
    value: kpi.value,
    n: kpi.n,
    ...(kpi.interval ? { interval: kpi.interval } : {}),
    period: period(kpi.period),
  };
}

/** Customers by stage and by group, with the cut-offs that make them. */
function standingEntry({ stages, rules, comparedWith, flow, rfm, cohorts }: StandingPart): Record<string, unknown> {
  const named = (names: readonly string[], counts: readonly number[]) =>
    Object.fromEntries(names.map((name, at) => [name, counts[at] ?? 0]));
  return {
    stages: named(lifeStages, stages),
    ...(rfm
      ? {
          rfm: named(
            rfmGroups,
            rfm.groups.map(({ n }) => n),
          ),
        }
      : {}),
    standing: {
      rules,
      comparedWith: isoDay(comparedWith),
      // The last row is of who was not known then.
      flow: Object.fromEntries([...lifeStages, 'none'].map((name, at) => [name, named(lifeStages, flow[at] ?? [])])),
      ...(rfm
        ? { rfm: { bins: rfm.bins, cuts: rfm.cuts, groups: rfm.groups.map((group, at) => ({ name: rfmGroups[at], ...group })) } }
        : {}),
      cohorts: { ...cohorts, months: cohorts.months.map((first) => isoDay(first)) },
    },
  };
}

/** Worth of orders, how long subscriptions last, or both; neither where there is neither. */
function valueOrRetention(result: AnalysisResult, { retention }: ExportExtra, words: ExportWords): Record<string, unknown> {
  const lasting = retention?.ok ? { retention: retentionEntry(retention, words) } : {};
  if (result.value?.ok) return { value: { ...valueEntry(result.value, words), ...lasting } };
  return retention?.ok ? { value: lasting } : {};
}

/** Settings of a result that may have been kept by an older Kith, which had none. */
function valueSettings({ settings }: AnalysisResult): Record<string, unknown> {
  const own = (settings as { value?: ValueSettings }).value ?? defaultValue;
  return { ...own, calibrationEnd: day(own.calibrationEnd) };
}

const byLetter = (parameters: FittedModel['parameters'], of: 'value' | 'standardError') =>
  Object.fromEntries(parameters.map((parameter) => [parameter.letter, parameter[of]]));

const fittedEntry = ({ id, parameters, logLikelihood, held }: FittedModel): Record<string, unknown> => ({
  model: id,
  parameters: byLetter(parameters, 'value'),
  standardErrors: byLetter(parameters, 'standardError'),
  logLikelihood,
  held,
});

/** The parameters of orders and spend stand together: their letters differ. `total` is that of the horizon in force. */
function valueEntry(part: ValuePart, words: ExportWords): Record<string, unknown> {
  const here = part.horizons.find(({ months }) => months === part.horizonMonths)!;
  const spend = part.spend?.parameters ?? [];
  return {
    model: part.model.id,
    chosenBy: part.chosenBy,
    timeUnit: part.timeUnit,
    parameters: { ...byLetter(part.model.parameters, 'value'), ...byLetter(spend, 'value') },
    standardErrors: { ...byLetter(part.model.parameters, 'standardError'), ...byLetter(spend, 'standardError') },
    logLikelihood: part.model.logLikelihood,
    held: part.model.held,
    others: part.others.map(fittedEntry),
    ...(part.spend
      ? {
          spend: {
            model: part.spend.method,
            n: part.spend.n,
            mean: part.spend.mean,
            ...(part.spend.logLikelihood === null ? {} : { logLikelihood: part.spend.logLikelihood }),
            ...optional('correlation', part.spend.correlation),
          },
        }
      : {}),
    horizonMonths: part.horizonMonths,
    discountRate: part.discountRate,
    margin: part.margin,
    currency: part.currency,
    n: part.n,
    repeaters: part.repeaters,
    alive: part.alive,
    ...(here.value ? { total: here.value.value, interval: here.value.interval } : {}),
    orders: here.orders.value,
    ordersInterval: here.orders.interval,
    horizons: part.horizons.map(({ months, orders, value, revenue }) => ({
      months,
      orders: orders.value,
      ordersInterval: orders.interval,
      ...(value ? { total: value.value, interval: value.interval } : {}),
      ...(revenue ? { revenue: revenue.value, revenueInterval: revenue.interval } : {}),
    })),
    forecast: part.forecast.map(({ month, revenue }) => ({ month, revenue: revenue.value, interval: revenue.interval })),
    ...(part.holdOut.ok ? { holdout: holdOutEntry(part.holdOut) } : {}),
    concentration: Object.fromEntries(
      (['past', 'future'] as const).flatMap((which) => {
        const found = part.concentration[which];
        return found ? [[which, { customers: found.customers, most: found.most }]] : [];
      }),
    ),
    bySegment: part.bySegment,
    ...(part.byCohort ? { byCohort: part.byCohort.map(({ from, ...sums }) => ({ from: isoDay(from), ...sums })) } : {}),
    top: part.top.map(({ key, alive, orders, value }) => ({ key, alive, orders, value })),
    notes: [...part.notes.map((note) => words.note(note)), ...(part.holdOut.ok ? [] : [words.error(part.holdOut.error)])],
    ms: part.ms,
  };
}

const optional = (name: string, value: number) => (Number.isFinite(value) ? { [name]: value } : {});

/** The figures of the model stand beside the orders that came; those of the rule under `naive`. */
function holdOutEntry(holdOut: HoldOut): Record<string, unknown> {
  const figures = (wanted: 'model' | 'naive') => {
    const { total, meanAbsoluteError, correlation, auc } = holdOut.methods.find(({ id }) => id === wanted)!;
    return {
      expected: total,
      ...optional('mae', meanAbsoluteError),
      ...optional('correlation', correlation),
      ...optional('auc', auc),
    };
  };
  return {
    calibrationEnd: isoDay(holdOut.cutoff),
    end: isoDay(holdOut.end),
    n: holdOut.n,
    ...fittedEntry(holdOut.model),
    actual: holdOut.actual,
    ...figures('model'),
    naive: figures('naive'),
    byRepeats: holdOut.byRepeats,
  };
}

function churnEntry(part: ChurnPart, words: ExportWords, judged?: JudgedExtra): Record<string, unknown> {
  const told = ({ column, why }: { column: string; why: Note }) => ({ column, why: words.note(why) });
  const models = part.models.map((model) => ({ id: model.id, entry: modelEntry(model) }));
  return {
    source: part.source,
    ...(part.label === null ? {} : { label: part.label }),
    ...(part.positive === null ? {} : { positive: part.positive }),
    ...(part.cutoff === null ? {} : { cutoff: isoDay(part.cutoff) }),
    ...(part.horizonDays === null ? {} : { horizonDays: part.horizonDays }),
    n: part.n,
    positives: part.positives,
    features: part.features.map((feature) => feature.id),
    models: models.map(({ entry }) => entry),
    baselines: part.baselines.map((baseline) => ({
      id: baseline.id,
      ...(baseline.column === null ? {} : { column: baseline.column }),
      auc: score(baseline.auc),
      ...(baseline.brier === null ? {} : { brier: score(baseline.brier) }),
    })),
    ...(part.gain === null ? {} : { gain: part.gain }),
    threshold: part.threshold,
    folds: part.folds,
    repeats: part.repeats,
    ...(part.leaks.length === 0
      ? {}
      : { leaks: part.leaks.map(({ used, ...leak }) => ({ ...told(leak), used: used !== false })) }),
    excluded: part.excluded.map(told),
    ms: part.ms,
    ...(judged?.models ? judgeEntry(judged.models, models) : {}),
    ...(judged?.money ? { money: moneyEntry(judged.money) } : {}),
    ...(judged?.backtest ? { backtest: backtestEntry(judged.backtest) } : {}),
  };
}

function modelEntry(model: ChurnPart['models'][number]): Record<string, unknown> {
  return {
    id: model.id,
    engine: model.engine,
    auc: score(model.auc),
    averagePrecision: score(model.averagePrecision),
    brier: score(model.brier),
    logLoss: score(model.logLoss),
    ece: score(model.ece),
    liftAt10: score(model.liftAt10),
    accuracy: score(model.accuracy),
    confusion: model.confusion,
    report: model.report,
    intercept: model.intercept,
    coefficients: Object.fromEntries(model.coefficients.map(({ name, value }) => [name, value])),
    ms: model.ms,
  };
}

/** A figure that some folds could not give has no mean rather than a NaN. */
function score(value: FoldScore): Record<string, unknown> {
  const [mean, sd] = [finite(value.mean), finite(value.sd)];
  return {
    ...(mean === undefined ? {} : { mean }),
    ...(sd === undefined ? {} : { sd }),
    folds: value.folds.map((fold) => finite(fold) ?? null),
  };
}
