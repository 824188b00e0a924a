import { KithError, NO_DAY, type AnalysisSettings, type DayNumber, type Progress } from '../domain';
import {
  baseRateRule,
  bestColumnRule,
  columnRule,
  rfmRule,
  stratifiedSplits,
  type Rule,
  type RuleColumn,
  type Split,
} from '../evaluation';
import { leastOfAClass, orderOutcome } from '../features/churn-data';
import { contactFeatures } from '../features/contacts';
import { pick, type FeatureColumn, type Frame } from '../features/frame';
import { orderFeatures, type OrderFeatures } from '../features/order-features';
import { createRandom, type Random } from '../kernels/random/random';
import { shuffle } from '../kernels/random/shuffle';
import { knownOutcome, type Known } from './analyse-churn';
import { orderColumns, type Prepared } from './analyse-prepare';
import type { JudgeAbout } from './protocol';

/** Comparing is for choosing; of more customers than this a sample chooses as well. */
export const mostCompared = 20_000;

/** What was known of some customers on a day, and what became of them. A row a customer. */
export interface Snapshot {
  readonly customers: Int32Array;
  readonly frame: Frame;
  readonly y: Uint8Array;
  readonly positives: number;
  readonly cutoff: DayNumber | null;
  /** Order features of all customers as of the cut-off; null without orders. */
  readonly past: OrderFeatures | null;
}

/** The rows that models are compared on. Stacked, where they learn from an earlier snapshot than they are tested on. */
export interface JudgeData {
  readonly frame: Frame;
  readonly y: Uint8Array;
  /** Customer of each row. */
  readonly customers: Int32Array;
  readonly splits: readonly Split[];
  readonly rules: readonly Rule[];
  readonly split: 'time' | 'stratified';
  readonly trainCutoff: DayNumber | null;
  readonly testCutoff: DayNumber | null;
  readonly horizonDays: number | null;
  /** Rows tested: customers once each. */
  readonly n: number;
  readonly positives: number;
  readonly folds: number;
  readonly repeats: number;
  readonly sampledFrom: number | null;
  readonly testToTrain: number;
}

export const rowsOf = (columns: readonly FeatureColumn[], rows: Int32Array): FeatureColumn[] =>
  columns.map(({ info, values, levels }) => ({ info, levels, values: Float64Array.from(rows, (c) => values[c]!) }));

/**
 * What was knowable of every customer who had ordered by `cutoff`, in the features named, and who of them had no order in
 * the `horizonDays` after it. Nothing dated after the cut-off reaches a feature.
 */
export function* snapshotAt(
  prepared: Prepared,
  cutoff: DayNumber,
  horizonDays: number,
  features: readonly string[],
): Generator<Progress, Snapshot, void> {
  const { grouped, totals, asOf, lines, sources, identity } = prepared;
  const found = orderOutcome(grouped, totals.firstDay, asOf, cutoff, horizonDays);
  const past = yield* orderFeatures(grouped, found.cutoff);
  const columns = [
    ...orderColumns(past, lines.has),
    ...contactFeatures(sources, identity.rowCustomer, identity.customers, found.cutoff, true),
  ];
  const kept = pick({ rows: identity.customers, columns }, features).columns;
  return {
    customers: found.rows,
    frame: { rows: found.rows.length, columns: rowsOf(kept, found.rows) },
    y: found.outcome,
    positives: found.positives,
    cutoff: found.cutoff,
    past,
  };
}

function labelSnapshot(prepared: Prepared, known: Known, features: readonly string[]): Snapshot {
  const { rows, outcome, positives } = known.outcome;
  const kept = pick(prepared.frame, features).columns;
  const past = prepared.shop ? prepared.now : null;
  return {
    customers: rows,
    frame: { rows: rows.length, columns: rowsOf(kept, rows) },
    y: outcome,
    positives,
    cutoff: null,
    past,
  };
}

/** Some rows of a snapshot. */
export function someOf(snapshot: Snapshot, at: Int32Array): Snapshot {
  const y = Uint8Array.from(at, (i) => snapshot.y[i]!);
  return {
    ...snapshot,
    customers: Int32Array.from(at, (i) => snapshot.customers[i]!),
    frame: { rows: at.length, columns: rowsOf(snapshot.frame.columns, at) },
    y,
    positives: y.reduce((sum, one) => sum + one, 0),
  };
}

/** One snapshot above the other: columns of both, by id. */
export function stacked(one: Snapshot, other: Snapshot): { frame: Frame; y: Uint8Array; customers: Int32Array } {
  const columns = one.frame.columns.flatMap((column) => {
    const same = other.frame.columns.find(({ info }) => info.id === column.info.id);
    if (!same) return [];
    const values = new Float64Array(column.values.length + same.values.length);
    values.set(column.values);
    values.set(same.values, column.values.length);
    return [{ ...column, values }];
  });
  const y = new Uint8Array(one.y.length + other.y.length);
  y.set(one.y);
  y.set(other.y, one.y.length);
  const customers = new Int32Array(y.length);
  customers.set(one.customers);
  customers.set(other.customers, one.customers.length);
  return { frame: { rows: y.length, columns }, y, customers };
}

/** Simple rules for these rows: by silence and by recency, frequency, money where there are orders, else by one column. */
export function rulesFor(frame: Frame, snapshots: readonly Snapshot[], byOrders: boolean): Rule[] {
  const of = (id: 'daysSinceLastOrder' | 'orderCount' | 'totalSpend') => {
    const parts = snapshots.map(({ customers, past }) => Float64Array.from(customers, (c) => past!.columns[id][c]!));
    return Float64Array.from(parts.flatMap((part) => [...part]));
  };
  const rules: Rule[] = [baseRateRule];
  if (!byOrders) {
    const columns: RuleColumn[] = frame.columns.map(({ info, values, levels }) => ({ name: info.id, values, levels }));
    if (columns.length > 0) rules.push(bestColumnRule(columns));
  }
  if (snapshots.every(({ past }) => past !== null)) {
    const days = of('daysSinceLastOrder');
    if (days.some((value) => !Number.isNaN(value))) {
      if (byOrders) rules.push(columnRule('days-since-last-order', { name: 'daysSinceLastOrder', values: days, levels: null }));
      const money = of('totalSpend');
      rules.push(rfmRule(days, of('orderCount'), money.some((value) => value > 0) ? money : null));
    }
  }
  return rules;
}

function sample(n: number, random: Random): Int32Array {
  const all = Int32Array.from({ length: n }, (_, i) => i);
  return n <= mostCompared ? all : shuffle(all, random).slice(0, mostCompared).sort();
}

/** Splits in which a customer's later outcome is never foretold by a model that saw that customer, or that later time. */
function timeSplits(earlier: Snapshot, later: Snapshot, folds: number, repeats: number, random: Random): Split[] {
  const first = earlier.customers.length;
  const place = new Map<number, number>();
  later.customers.forEach((customer, i) => place.set(customer, i));
  return stratifiedSplits(later.y, folds, repeats, random).map(({ repeat, fold, test }) => {
    const held = new Uint8Array(later.customers.length);
    for (const row of test) held[row] = 1;
    const train = Int32Array.from(earlier.customers.keys()).filter((i) => {
      const at = place.get(earlier.customers[i]!);
      // Who is not in the later snapshot (they ordered a second time, say) is no less to learn from.
      return at === undefined || held[at] === 0;
    });
    return { repeat, fold, train, test: test.map((row) => row + first) };
  });
}

/** The rows, splits and rules that models are compared on, by the features that the analysis used. */
export function* judgeData(prepared: Prepared, { settings, seed, churn }: JudgeAbout): Generator<Progress, JudgeData, void> {
  if (!churn.ok) throw new KithError(churn.error.code, churn.error.values);
  const known = knownOutcome(prepared, settings);
  const random = createRandom(seed).fork('churn');
  const features = churn.features.map(({ id }) => id);
  let later: Snapshot;
  let earlier: Snapshot | null = null;
  if (known.source === 'orders') {
    const { cutoff, horizonDays } = known;
    later = yield* snapshotAt(prepared, cutoff!, horizonDays!, features);
    if (cutoff! - horizonDays! >= prepared.totals.firstDay + horizonDays!) {
      const before = yield* snapshotAt(prepared, cutoff! - horizonDays!, horizonDays!, features);
      const least = Math.min(before.positives, before.y.length - before.positives);
      // Each training set lacks one fold of them.
      if (least >= 2 * leastOfAClass) earlier = before;
    }
  } else later = labelSnapshot(prepared, known, features);

  return assembled(later, earlier, known.horizonDays, known.source === 'orders', settings, random);
}

/** Splits and rules over a snapshot, or over two where a model is to learn from the earlier one. Of very many customers a sample. */
export function assembled(
  later: Snapshot,
  earlier: Snapshot | null,
  horizonDays: number | null,
  byOrders: boolean,
  settings: AnalysisSettings,
  random: Random,
): JudgeData {
  const all = later.customers.length;
  const rows = sample(all, random.fork('sample'));
  const everybody = new Set(rows.length < all ? later.customers : []);
  if (rows.length < all) {
    later = someOf(later, rows);
    if (earlier) {
      const sampled = new Set(later.customers);
      const { customers } = earlier;
      earlier = someOf(
        earlier,
        Int32Array.from(customers.keys()).filter((i) => sampled.has(customers[i]!) || !everybody.has(customers[i]!)),
      );
    }
  }
  const folds = Math.min(Math.max(settings.churn.folds, 2), later.positives, later.y.length - later.positives);
  const repeats = all > mostCompared ? 1 : Math.max(settings.churn.repeats, 1);
  const common = {
    horizonDays,
    n: later.y.length,
    positives: later.positives,
    folds,
    repeats,
    sampledFrom: rows.length < all ? all : null,
    testToTrain: 1 / (folds - 1),
  };
  const splitting = random.fork('splits');
  if (earlier) {
    const both = stacked(earlier, later);
    return {
      ...both,
      ...common,
      splits: timeSplits(earlier, later, folds, repeats, splitting),
      rules: rulesFor(both.frame, [earlier, later], byOrders),
      split: 'time',
      trainCutoff: earlier.cutoff,
      testCutoff: later.cutoff,
    };
  }
  return {
    frame: later.frame,
    y: later.y,
    customers: later.customers,
    ...common,
    splits: stratifiedSplits(later.y, folds, repeats, splitting),
    rules: rulesFor(later.frame, [later], byOrders),
    split: 'stratified',
    trainCutoff: null,
    testCutoff: later.cutoff,
  };
}

/** Customers who count as customers still, on a day: their last order is at most two horizons old. */
export function stillAt(snapshot: Snapshot, horizonDays: number): Int32Array {
  const { customers, past, cutoff } = snapshot;
  const since = cutoff! - 2 * horizonDays;
  return Int32Array.from(customers.keys()).filter((i) => {
    const last = past!.lastOrder[customers[i]!]!;
    return last !== NO_DAY && last >= since;
  });
}
