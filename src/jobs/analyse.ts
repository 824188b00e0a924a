import {
  finish,
  isoDay,
  KithError,
  toErrorReport,
  type AnalysisResult,
  type AnalysisSettings,
  type CustomerDetail,
  type CustomerTable,
  type DayNumber,
  type Json,
  type Note,
  type Part,
  type Progress,
  type SegmentsPart,
  type StandingPart,
  type Steps,
} from '../domain';
import { leastCustomers } from '../features/churn-data';
import { netBetween } from '../features/order-features';
import { monthlySeries } from '../features/order-totals';
import { spreadOf } from '../insight/spread';
import { today as todayPart } from '../insight/today';
import { logistic } from '../models/logistic';
import type { Engine } from '../models/engine';
import type { StoredTable } from '../store/api';
import type { AnalysisOutput } from './analysis-handlers';
import { knownOutcome, learnChurn, type FoundChurn, type Known } from './analyse-churn';
import { identityOptions } from './identity-options';
import { customerReasons, describeCustomer, frameOf, savedScore, type SavedScore } from './analyse-customer';
import { prepare, type Prepared } from './analyse-prepare';
import { asynchronous } from './following';
import { figuresOf } from './analyse-figures';
import { findStanding } from './analyse-standing';
import { learnValue, valueModels, type FoundValue } from './analyse-value';
import { lateDifference, reviseParts } from './analyse-revise';
import { keepPrepared, labelColumnOf, linesFor, preparedFor } from './prepared-for';
import { createPlacer } from './place-marks';
import { describeSegments, findSegments, savedSegments, type FoundSegments } from './analyse-segments';

export type { AnalysisOutput } from './analysis-handlers';

const yearDays = 365;
/** Reasons named for each of the few to contact. */
const reasonsEach = 2;

/**
 * The whole analysis: who is who, what they did, which groups they form, who is likely to leave, and what that means.
 * `today` is used only where no table has dated orders; `engine` is the one that models train on (it is started here so that
 * its failure ends the job). A part that cannot be worked out is refused with its reason, the others stand. Yields every
 * few milliseconds; stopping at any step leaves nothing behind. Throws analysis/no-data without tables.
 */
export async function* analyseTables(
  tables: readonly StoredTable[],
  settings: AnalysisSettings,
  today: DayNumber,
  engine: Engine,
): Steps<AnalysisOutput> {
  if (tables.length === 0) throw new KithError('analysis/no-data');
  if (!engine.selfTest) throw new KithError('engine/failed', { reason: 'self-test' });
  const clock = () => performance.now();
  const began = clock();
  const timings: Record<string, number> = {};
  let last = began;
  const lap = (stage: string) => {
    const now = clock();
    timings[stage] = now - last;
    last = now;
  };

  const label = labelColumnOf(tables, settings);
  const who = await identityOptions(tables, settings.identity);
  const prepared = yield* prepare(tables, settings.asOf, label, today, who, settings.quality);
  keepPrepared(tables, settings, prepared);
  lap('features');

  const groups = yield* attempt(findSegments(prepared, settings, label, clock));
  lap('segments');

  const known = tried(() => knownOutcome(prepared, settings));
  const churn: Part<FoundChurn> = known.ok
    ? yield* attempt(learnChurn(prepared, known, settings, clock))
    : { ok: false, error: known.error };
  lap('churn');

  const byGroup = groups.ok ? { segment: groups.segment, k: groups.chosen.k } : null;
  const worth: Part<FoundValue> = yield* attempt(learnValue(prepared, settings, byGroup, clock));
  lap('value');

  const stand = yield* attempt(asynchronous(findStanding(prepared, settings, known.ok ? known : null)));
  lap('standing');

  yield insightStep(0);
  const risk = churn.ok ? churn.risk : null;
  const segments: Part<SegmentsPart> = groups.ok
    ? { ok: true, ...(yield* describeSegments(groups, prepared, settings, risk, stand.ok ? stand.standings.stage : null)) }
    : { ok: false, error: groups.error };
  yield insightStep(1);
  const customers = customerTable(prepared, groups.ok ? groups : null, risk, {
    ...(worth.ok ? { worth: worth.worth } : {}),
    ...(stand.ok ? { standings: stand.standings } : {}),
  });
  const score: SavedScore | null = churn.ok
    ? { design: churn.design, weights: churn.fitted.weights, meansBy: churn.meansBy }
    : null;
  const parts = {
    segments: segments.ok ? segments : null,
    churn: churn.ok ? churn : null,
    known: known.ok ? known : null,
    standing: stand.ok ? stand.part : null,
  };
  const insight = yield* insightsOf(prepared, settings, parts, customers, score);
  yield insightStep(2);
  lap('insight');
  timings['analyse'] = clock() - began;

  const result: AnalysisResult = {
    schema: 'kith-result',
    version: 1,
    asOf: prepared.asOf,
    seed: settings.seed,
    settings,
    customers: prepared.identity.customers,
    orders: prepared.totals.orders,
    cancellations: prepared.totals.cancellations,
    answers: prepared.contacts.answers,
    interactions: prepared.contacts.interactions,
    anonymousOrders: prepared.totals.anonymousOrders,
    revenues: prepared.totals.revenues,
    ...insight,
    segments,
    churn: churn.ok ? { ok: true, ...churn.part } : { ok: false, error: churn.error },
    standing: stand.ok ? { ok: true, ...stand.part } : { ok: false, error: stand.error },
    value: worth.ok ? { ok: true, ...worth.part } : { ok: false, error: worth.error },
    imports: prepared.imports,
    sinceLast: prepared.sinceLast,
    timings,
    notes: distinctNotes([
      ...prepared.notes,
      ...(groups.ok ? groups.notes : []),
      ...(churn.ok ? churn.notes : []),
      ...insight.notes,
    ]),
  };
  const models: Record<string, Json> = {};
  if (groups.ok) Object.assign(models, savedSegments(groups));
  if (churn.ok) {
    const { fitted, design, meansBy } = churn;
    models[logistic.id] = {
      fitted: logistic.serialise(fitted),
      design: design as unknown as Json,
      meansBy: meansBy.map((means) => [...means]),
    };
  }
  if (worth.ok) Object.assign(models, valueModels(worth));
  return { result, customers, models };
}

/**
 * The answer with only those parts worked out anew that other settings of theirs change (worth, stages); null where more than
 * that is different, or nothing, so that all must be. Takes up what was worked out of the same tables before.
 */
export function reviseTables(
  tables: readonly StoredTable[],
  before: AnalysisOutput,
  settings: AnalysisSettings,
): Steps<AnalysisOutput> | null {
  const parts = lateDifference(before.result.settings, settings);
  if (parts === null) return null;
  return (async function* () {
    return yield* asynchronous(reviseParts(yield* preparedFor(tables, before.result), before, settings, parts));
  })();
}

/**
 * The page of one customer, or null where there is none of that key. Works the tables out anew where they were not analysed in
 * this worker (after a reload).
 */
export async function customerDetail(
  tables: readonly StoredTable[],
  output: AnalysisOutput,
  key: string,
): Promise<CustomerDetail | null> {
  const { result, customers, models } = output;
  const prepared = await finish(linesFor(tables, result));
  // A key that is none any more may be that of somebody who was joined with another.
  const [index] = createPlacer(customers, prepared.identity.known).place([[key]]);
  if (index === undefined || index < 0) return null;
  return describeCustomer(prepared, customers, savedScore(models), index, result);
}

/** What the pages of all customers are written from; nothing to do where the tables were analysed in this worker. */
export function prepareCustomers(tables: readonly StoredTable[], { result }: AnalysisOutput): Steps<unknown> {
  return linesFor(tables, result);
}

const insightStep = (done: number): Progress => ({ stage: 'insight', done, total: 3, unit: 'rounds' });

/** Runs a part to its end; a refusal by code is its answer, anything else is a defect and goes on up. */
async function* attempt<T extends object>(steps: AsyncGenerator<Progress, T, void>): AsyncGenerator<Progress, Part<T>, void> {
  try {
    return { ok: true, ...(yield* steps) };
  } catch (thrown) {
    if (thrown instanceof KithError && !thrown.code.startsWith('engine/')) return { ok: false, error: toErrorReport(thrown) };
    throw thrown;
  }
}

function tried<T extends object>(work: () => T): Part<T> {
  try {
    return { ok: true, ...work() };
  } catch (thrown) {
    if (thrown instanceof KithError) return { ok: false, error: toErrorReport(thrown) };
    throw thrown;
  }
}

function customerTable(
  prepared: Prepared,
  groups: FoundSegments | null,
  risk: Float64Array | null,
  more: Pick<CustomerTable, 'worth' | 'standings'>,
): CustomerTable {
  const { identity, now, frame, shop, lines } = prepared;
  const n = identity.customers;
  return {
    rows: n,
    keys: identity.keys,
    labels: identity.labels,
    orderCount: now.orderCount,
    totalSpend: shop && lines.has.money ? now.net : new Float64Array(n).fill(Number.NaN),
    firstOrder: now.firstOrder,
    lastOrder: now.lastOrder,
    segment: groups ? groups.segment : new Uint8Array(n).fill(255),
    risk: risk ?? new Float64Array(n).fill(Number.NaN),
    ...more,
    features: frame.columns.map((column) => column.info),
    featureValues: frame.columns.map((column) => column.values),
    levels: frame.columns.map((column) => column.levels),
  };
}

interface Parts {
  readonly segments: SegmentsPart | null;
  readonly churn: FoundChurn | null;
  readonly known: Known | null;
  readonly standing: StandingPart | null;
}

/** What a customer is worth a year: what they spent in the last 365 days, or twelve times a monthly amount. */
export function worthOf(prepared: Prepared): { worth: Float64Array; note: Note } | null {
  const { shop, lines, grouped, asOf, frame } = prepared;
  if (shop && lines.has.money && lines.has.days) {
    const worth = netBetween(grouped, asOf - yearDays, asOf);
    return { worth, note: { code: 'worth-last-year', values: { day: isoDay(asOf) } } };
  }
  const monthly = frame.columns.find(
    ({ info, levels }) => levels === null && info.source === 'column' && info.unit === 'money' && /month|月/i.test(info.id),
  );
  if (!monthly) return null;
  const worth = monthly.values.map((value) => (Number.isNaN(value) ? 0 : 12 * value));
  return { worth, note: { code: 'worth-monthly', values: { column: monthly.info.id } } };
}

/** 1 = still a customer: not seen leaving, or an order within two horizons of the as-of day. */
export function stillCustomers(prepared: Prepared, known: Known | null): Uint8Array {
  const n = prepared.identity.customers;
  if (known === null) return new Uint8Array(n);
  const still = new Uint8Array(n).fill(known.source === 'label' ? 1 : 0);
  if (known.source === 'label') {
    for (const [i, c] of known.outcome.rows.entries()) if (known.outcome.outcome[i] === 1) still[c] = 0;
    return still;
  }
  const since = prepared.asOf - 2 * known.horizonDays!;
  for (let c = 0; c < n; c++) if (prepared.now.orderCount[c]! > 0 && prepared.now.lastOrder[c]! >= since) still[c] = 1;
  return still;
}

function* insightsOf(
  prepared: Prepared,
  settings: AnalysisSettings,
  { segments, churn, known, standing }: Parts,
  customers: CustomerTable,
  score: SavedScore | null,
): Generator<Progress, Pick<AnalysisResult, 'kpis' | 'monthly' | 'spread' | 'today' | 'notes'>, void> {
  const { totals, lines, grouped, asOf, now, shop, identity, currency, pendingAsSales } = prepared;
  const money = shop && lines.has.money;
  const figures = figuresOf(prepared, known, standing);
  const monthly = yield* monthlySeries(lines, grouped, totals.main, asOf, pendingAsSales);
  const worth = worthOf(prepared);
  yield insightStep(2);
  const frame = frameOf(customers);
  const spreadColumn =
    frame.columns.find((column) => column.info.id === 'totalSpend' && column.info.source === 'orders') ??
    frame.columns.find((column) => column.info.kind === 'numeric');
  const part = todayPart({
    customers: identity.customers,
    keys: identity.keys,
    labels: identity.labels,
    risk: customers.risk,
    still: stillCustomers(prepared, known),
    worth: worth?.worth ?? null,
    worthNote: worth?.note ?? null,
    currency: money ? currency : null,
    threshold: settings.churn.threshold,
    churn: churn ? churn.part : null,
    segments,
    monthly,
    spend: money ? now.net : null,
    reasons: (customer) =>
      customerReasons(score, frame, customers.risk, customer)
        .filter(({ feature, contribution }) => contribution > 0 && feature !== '')
        .slice(0, reasonsEach)
        .map((reason) => reason.note),
  });
  const notes: Note[] = [...figures.notes];
  if (identity.customers < leastCustomers) notes.push({ code: 'few-customers', values: { n: identity.customers } });
  return {
    kpis: figures.kpis,
    monthly,
    spread: spreadColumn ? spreadOf(spreadColumn.info, spreadColumn.values) : null,
    today: part,
    notes,
  };
}

function distinctNotes(notes: readonly Note[]): Note[] {
  const seen = new Set<string>();
  return notes.filter((note) => {
    const key = JSON.stringify(note);
    if (seen.has(key)) return false;
    seen.add(key);
    return true;
  });
}
