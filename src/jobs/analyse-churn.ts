import {
  KithError,
  type AnalysisSettings,
  type ChurnPart,
  type Coefficient,
  type FeatureInfo,
  type Note,
  type Progress,
} from '../domain';
import {
  auc,
  baseRateBaseline,
  bestColumnBaseline,
  columnBaseline,
  correctedDifference,
  crossValidate,
  findLeaks,
  foldScore,
  scoreModel,
  stratifiedSplits,
  type RankingColumn,
  type Split,
} from '../evaluation';
import { labelOutcome, orderOutcome, requireOutcome, type Outcome } from '../features/churn-data';
import { contactFeatures } from '../features/contacts';
import { applyDesign, fitDesign, type Design } from '../features/design';
import { distinctValues, type FeatureColumn, type Frame } from '../features/frame';
import { orderFeatures } from '../features/order-features';
import type { Excluded } from '../features/attributes';
import { createRandom } from '../kernels/random/random';
import { median } from '../kernels/stats/quantile';
import type { Matrix } from '../kernels/linalg/matrix';
import { logistic, type LogisticFitted } from '../models/logistic';
import { orderColumns, skewedFeatures, type Prepared } from './analyse-prepare';

/** Beyond so many customers one repeat of the folds is precise enough. */
const manyCustomers = 20_000;
/** A feature that alone ranks this well probably knows the answer. */
const suspiciousAuc = 0.95;
const rankedColumns = 3;

/** Quotients of other features, made for telling kinds of customers apart: to a sum of weights they add little but time. */
const quotients: ReadonlySet<string> = new Set(['unitsPerOrder', 'unitPrice', 'productsPerOrder']);
const noQuotient = ({ info }: FeatureColumn) => info.source !== 'orders' || !quotients.has(info.id);

/** Who left, as far as the data says, whether or not a model can learn from it. */
export interface Known {
  readonly source: 'label' | 'orders';
  readonly outcome: Outcome;
  readonly label: string | null;
  readonly positive: string | null;
  readonly words: readonly [string, string];
  readonly cutoff: number | null;
  readonly horizonDays: number | null;
  readonly cutoffRange: readonly [number, number] | null;
  readonly notes: readonly Note[];
}

export interface FoundChurn {
  readonly part: ChurnPart;
  /** Per customer; NaN where not scored. */
  readonly risk: Float64Array;
  readonly fitted: LogisticFitted;
  readonly design: Design;
  /** Means of the columns of the matrix among those who stayed, and among those who left. */
  readonly meansBy: readonly [readonly number[], readonly number[]];
  readonly notes: readonly Note[];
}

/** The outcome: an observed label where there is one (or where it is asked for), else what orders say. Throws as features/churn-data. */
export function knownOutcome(prepared: Prepared, settings: AnalysisSettings): Known {
  const { churn } = settings;
  if (churn.source !== 'orders') {
    const { sources, identity } = prepared;
    const found = labelOutcome(sources, identity.rowCustomer, identity.customers, churn.label);
    if (found) {
      const notes: Note[] = found.blank === 0 ? [] : [{ code: 'label-blank', values: { label: found.label, n: found.blank } }];
      if (prepared.shop) notes.push({ code: 'label-and-orders', values: {} });
      return {
        source: 'label',
        outcome: found,
        label: found.label,
        positive: found.positive,
        words: [found.positive === null ? '–' : found.negative, found.positive ?? '…'],
        cutoff: null,
        horizonDays: null,
        cutoffRange: null,
        notes,
      };
    }
    if (churn.source === 'label') throw new KithError('analysis/no-outcome');
  }
  const { grouped, totals, asOf, lines } = prepared;
  if (!lines.has.days || !prepared.shop) throw new KithError('analysis/no-outcome');
  const found = orderOutcome(grouped, totals.firstDay, asOf, churn.cutoff, churn.horizonDays);
  return {
    source: 'orders',
    outcome: found,
    label: null,
    positive: null,
    words: ['0', '1'],
    cutoff: found.cutoff,
    horizonDays: found.horizonDays,
    cutoffRange: found.cutoffRange,
    notes: found.notes,
  };
}

/** Logistic regression on a known outcome: held-out scores beside baselines, then a fit on all rows that scores everybody now. */
export async function* learnChurn(
  prepared: Prepared,
  known: Known,
  settings: AnalysisSettings,
  clock: () => number,
): AsyncGenerator<Progress, FoundChurn, void> {
  const began = clock();
  const { outcome } = known;
  requireOutcome(
    outcome,
    known.label === null
      ? { days: known.horizonDays!, of: prepared.identity.keys.length }
      : { label: known.label, words: known.words },
  );
  const n = outcome.rows.length;
  const y = outcome.outcome;
  const frames = yield* framesFor(prepared, known, settings);
  const { days, available } = frames;
  const { alone, leaks, then, now, excluded } = yield* withoutLeaks(frames, known.source, y, settings.churn.allow ?? []);
  if (then.columns.length === 0) throw new KithError('analysis/no-features');
  yield step(0, null);

  const folds = Math.min(Math.max(settings.churn.folds, 2), outcome.positives, n - outcome.positives);
  const repeats = n > manyCustomers ? 1 : Math.max(settings.churn.repeats, 1);
  const notes: Note[] = [...known.notes];
  if (repeats < settings.churn.repeats) notes.push({ code: 'repeats-reduced', values: { n, folds } });
  const random = createRandom(settings.seed).fork('churn');
  const splits = stratifiedSplits(y, folds, repeats, random.fork('splits'));
  const options = { scale: 'standard' as const, dropFirst: true, logged: skewedFeatures };
  yield step(0, null);
  const everyRow = Int32Array.from({ length: n }, (_, i) => i);

  const training = clock();
  async function* fitPredict(train: Int32Array, test: Int32Array): AsyncGenerator<Progress, Float64Array, void> {
    const design = fitDesign(then, train, options);
    yield step(0, null);
    const x = applyDesign(design, then, train);
    yield step(0, null);
    const fitted = yield* logistic.fit({ x, y: Uint8Array.from(train, (i) => y[i]!) }, logistic.defaults, random);
    return logistic.predict(fitted, applyDesign(design, then, test));
  }
  const validated = yield* crossValidate(y, splits, fitPredict);
  yield step(splits.length, splits.length);
  const design = fitDesign(then, everyRow, options);
  yield step(splits.length, splits.length);
  const x = applyDesign(design, then, everyRow);
  const fitted = yield* logistic.fit({ x, y }, logistic.defaults, random);
  const ms = clock() - training;
  yield step(splits.length, splits.length);
  const scores = scoreModel(validated, { id: logistic.id, engine: fitted.engine, threshold: settings.churn.threshold, ms });
  yield step(splits.length, splits.length);

  const baselines = yield* baselinesFor(then, days, y, splits, alone);
  const strongest = baselines.reduce((best, next) => (next.auc.mean > best.auc.mean ? next : best));
  const gain = correctedDifference(scores.auc.folds, strongest.auc.folds, 1 / (folds - 1));
  for (const { feature, n: filled } of design.imputed)
    notes.push({ code: 'filled-by-median', values: { column: feature, n: filled } });

  // Everybody of whom anything is known today.
  const scored = rowsToScore(prepared, known);
  const probabilities = logistic.predict(fitted, applyDesign(design, now, scored));
  const risk = new Float64Array(prepared.identity.customers).fill(Number.NaN);
  for (let i = 0; i < scored.length; i++) risk[scored[i]!] = probabilities[i]!;

  const part: ChurnPart = {
    source: known.source,
    label: known.label,
    positive: known.positive,
    cutoff: known.cutoff,
    horizonDays: known.horizonDays,
    cutoffRange: known.cutoffRange,
    n,
    positives: outcome.positives,
    features: then.columns.map((column) => column.info),
    available,
    excluded,
    leaks: leaks.length > 0 ? leaks : leaksOf(known.source, alone, scores.auc.mean),
    models: [{ ...scores, coefficients: coefficientsOf(design, fitted.weights), intercept: fitted.intercept }],
    baselines,
    gain: Number.isNaN(gain.mean) || gain.interval.some(Number.isNaN) ? null : gain,
    threshold: settings.churn.threshold,
    folds,
    repeats,
    ms: clock() - began,
  };
  return { part, risk, fitted, design, meansBy: meansByClass(x, y), notes };
}

/** Means of the columns over the rows of class 0, and over those of class 1. */
function meansByClass({ values, rows, cols }: Matrix, y: Uint8Array): [number[], number[]] {
  const sums = [new Float64Array(cols), new Float64Array(cols)] as const;
  const counts = [0, 0];
  for (let i = 0, at = 0; i < rows; i++) {
    const sum = sums[y[i] as 0 | 1];
    counts[y[i]!]!++;
    for (let j = 0; j < cols; j++) sum[j]! += values[at++]!;
  }
  return [Array.from(sums[0], (sum) => sum / counts[0]!), Array.from(sums[1], (sum) => sum / counts[1]!)];
}

const step = (done: number, total: number | null): Progress => ({ stage: 'churn', done, total, unit: 'folds' });

interface Frames {
  /** The training rows, in the order of the outcome. */
  readonly then: Frame;
  /** All customers, as of the as-of day. */
  readonly now: Frame;
  readonly available: readonly FeatureInfo[];
  readonly excluded: readonly Excluded[];
  /** Days since the last order of the training rows: a baseline even where it is left out as a feature. */
  readonly days: Float64Array | null;
}

function* framesFor(prepared: Prepared, known: Known, settings: AnalysisSettings): Generator<Progress, Frames, void> {
  const { frame } = prepared;
  const { rows } = known.outcome;
  const excluded: Excluded[] = [...prepared.excluded];
  const out = new Set(settings.churn.exclude);
  let nowColumns: readonly FeatureColumn[];
  let thenColumns: readonly FeatureColumn[];
  if (known.source === 'label') {
    nowColumns = frame.columns.filter((column) => column.info.id !== known.label && noQuotient(column));
    thenColumns = nowColumns;
  } else {
    const { grouped, lines, sources, identity } = prepared;
    const past = yield* orderFeatures(grouped, known.cutoff!);
    thenColumns = [
      ...orderColumns(past, lines.has).filter(noQuotient),
      ...contactFeatures(sources, identity.rowCustomer, identity.customers, known.cutoff!, true),
    ];
    nowColumns = frame.columns.filter((column) => column.info.source !== 'column');
    // What a table of customers says has no date: it may already tell who came back.
    for (const column of frame.columns) {
      if (column.info.source === 'column')
        excluded.push({ column: column.info.id, why: { code: 'column-undated', values: { column: column.info.id } } });
    }
  }
  for (const id of out) {
    if (frame.columns.some((column) => column.info.id === id)) {
      excluded.push({ column: id, why: { code: 'column-excluded', values: { column: id } } });
    } else if (!excluded.some(({ column }) => column === id)) throw new KithError('analysis/unknown-column', { column: id });
  }
  const inBoth = thenColumns.filter((column) => nowColumns.some((other) => other.info.id === column.info.id));
  const varying = inBoth.filter((column) => distinctValues(column.values, rows, 1) > 1);
  const kept = varying.filter((column) => !out.has(column.info.id));
  const then: Frame = {
    rows: rows.length,
    columns: kept.map(({ info, values, levels }) => ({ info, levels, values: Float64Array.from(rows, (c) => values[c]!) })),
  };
  const now: Frame = {
    rows: frame.rows,
    columns: kept.map((column) => nowColumns.find((other) => other.info.id === column.info.id)!),
  };
  const days = known.source === 'orders' ? thenColumns.find((column) => column.info.id === 'daysSinceLastOrder') : undefined;
  return {
    then,
    now,
    days: days ? Float64Array.from(rows, (c) => days.values[c]!) : null,
    available: varying.map((column) => column.info),
    excluded,
  };
}

/**
 * Takes out the columns that seem to know the answer, save those the owner allows, and says so. Where the outcome comes from
 * the orders, features are of before the cut-off and cannot know it.
 */
function* withoutLeaks(frames: Frames, source: ChurnPart['source'], y: Uint8Array, allowed: readonly string[]) {
  const { then, now } = frames;
  const alone = yield* aloneAucs(then, y);
  const suspects = alone.map(({ column: { info, values, levels }, auc: own }) => ({ name: info.id, values, levels, auc: own }));
  const leaks = (source === 'orders' ? [] : findLeaks(suspects, y)).map((leak) => ({
    ...leak,
    used: allowed.includes(leak.column),
  }));
  const out = new Set(leaks.filter(({ used }) => !used).map(({ column }) => column));
  const kept = (columns: readonly FeatureColumn[]) => columns.filter(({ info }) => !out.has(info.id));
  return {
    leaks,
    alone: alone.filter(({ column }) => !out.has(column.info.id)),
    then: { ...then, columns: kept(then.columns) },
    now: { ...now, columns: kept(now.columns) },
    excluded: [...frames.excluded, ...leaks.filter(({ used }) => !used).map(({ column, why }) => ({ column, why }))],
  };
}

function rowsToScore({ now, listed, identity }: Prepared, known: Known): Int32Array {
  const trained = new Uint8Array(identity.customers);
  for (const c of known.outcome.rows) trained[c] = 1;
  const wanted = (c: number) => (known.source === 'orders' ? now.orderCount[c]! > 0 : trained[c] === 1 || listed[c] === 1);
  const rows = new Int32Array(identity.customers);
  let n = 0;
  for (let c = 0; c < identity.customers; c++) if (wanted(c)) rows[n++] = c;
  return rows.slice(0, n);
}

function coefficientsOf(design: Design, weights: Float64Array): Coefficient[] {
  return design.terms.map((term, j) => ({ name: term.name, feature: term.feature, level: term.level, value: weights[j]! }));
}

interface Alone {
  readonly column: FeatureColumn;
  readonly auc: number;
}

/**
 * How well each feature ranks the outcome by itself, best first. Numbers by their value, either way round; categories by the
 * rate of each level, learned on the other half of the rows, or a category with many levels would know itself.
 */
function* aloneAucs(frame: Frame, y: Uint8Array): Generator<Progress, Alone[], void> {
  const stride = Math.max(1, Math.floor(frame.rows / manyCustomers));
  const rows = Int32Array.from({ length: Math.ceil(frame.rows / stride) }, (_, i) => i * stride);
  const labels = Uint8Array.from(rows, (i) => y[i]!);
  const found: Alone[] = [];
  for (const column of frame.columns) {
    const scores = column.levels === null ? filled(column.values, rows) : crossRates(column, rows, labels);
    const own = auc(labels, scores);
    found.push({ column, auc: Number.isNaN(own) ? 0.5 : column.levels === null ? Math.max(own, 1 - own) : own });
    yield step(0, null);
  }
  return found.sort((a, b) => b.auc - a.auc || (a.column.info.id < b.column.info.id ? -1 : 1));
}

function filled(values: Float64Array, rows: Int32Array): Float64Array {
  const own = Float64Array.from(rows, (i) => values[i]!);
  const middle = median(own);
  return own.map((value) => (Number.isNaN(value) ? (Number.isNaN(middle) ? 0 : middle) : value));
}

/** Rates of the levels of a category over `rows`; the last is that of a missing value. */
function ratesOf(column: FeatureColumn, rows: ArrayLike<number>, y: (i: number) => number): Float64Array {
  const size = column.levels!.length + 1;
  const hits = new Float64Array(size);
  const counts = new Float64Array(size);
  let all = 0;
  for (let i = 0; i < rows.length; i++) {
    const code = column.values[rows[i]!]!;
    const level = Number.isNaN(code) ? size - 1 : code;
    hits[level]! += y(i);
    counts[level]!++;
    all += y(i);
  }
  const overall = rows.length === 0 ? 0 : all / rows.length;
  return hits.map((hit, level) => (counts[level]! > 0 ? hit / counts[level]! : overall));
}

const rateAt = (rates: Float64Array, code: number): number => rates[Number.isNaN(code) ? rates.length - 1 : code]!;

function crossRates(column: FeatureColumn, rows: Int32Array, labels: Uint8Array): Float64Array {
  const scores = new Float64Array(rows.length);
  for (const half of [0, 1]) {
    const others = [...rows.keys()].filter((i) => i % 2 !== half);
    const rates = ratesOf(
      column,
      Int32Array.from(others, (i) => rows[i]!),
      (i) => labels[others[i]!]!,
    );
    for (let i = half; i < rows.length; i += 2) scores[i] = rateAt(rates, column.values[rows[i]!]!);
  }
  return scores;
}

/** Features that were worked out from what happened before the cut-off cannot know what came after it, however well they rank. */
function leaksOf(source: ChurnPart['source'], alone: readonly Alone[], together: number): ChurnPart['leaks'] {
  if (source === 'orders') return [];
  const first = alone[0];
  if (!(together > suspiciousAuc) || !first) return [];
  const values = { column: first.column.info.id, auc: Math.round(together * 1000) / 1000 };
  return [{ column: first.column.info.id, why: { code: 'leak-together', values }, used: true }];
}

/** Baselines over the same folds: the base rate, and days since the last order or the best single column of each training fold. */
function* baselinesFor(
  frame: Frame,
  days: Float64Array | null,
  y: Uint8Array,
  splits: readonly Split[],
  alone: readonly Alone[],
): Generator<Progress, ChurnPart['baselines'], void> {
  const rate = baseRateBaseline(y, splits);
  const aucs: number[] = [];
  const votes = new Map<string, number>();
  // With many rows only the most telling columns stand for election: that can only help the baseline.
  const candidates = frame.rows > manyCustomers ? alone.slice(0, rankedColumns).map((one) => one.column) : frame.columns;
  const id = days ? 'days-since-last-order' : 'best-single-column';
  for (const split of splits) {
    let found: ChurnPart['baselines'][number] | null;
    if (days) found = columnBaseline('days-since-last-order', { name: 'daysSinceLastOrder', values: days }, y, [split]);
    else {
      const columns = candidates.map((column): RankingColumn => {
        if (column.levels === null) return { name: column.info.id, values: column.values };
        const rates = ratesOf(column, split.train, (i) => y[split.train[i]!]!);
        return { name: column.info.id, values: column.values.map((code) => rateAt(rates, code)) };
      });
      found = bestColumnBaseline(columns, y, [split]);
    }
    aucs.push(found?.auc.mean ?? 0.5);
    if (found?.column != null) votes.set(found.column, (votes.get(found.column) ?? 0) + 1);
    yield step(splits.length, splits.length);
  }
  const column = [...votes].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1))[0]?.[0] ?? null;
  return [rate, { id, column, auc: foldScore(aucs), brier: null }];
}
