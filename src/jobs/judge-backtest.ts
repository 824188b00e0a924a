import {
  KithError,
  type BacktestCutoff,
  type BacktestPick,
  type BacktestReport,
  type BacktestTotal,
  type DayNumber,
  type MoneyPlan,
  type Progress,
} from '../domain';
import { aucDifference, aucInterval, placementsOf } from '../evaluation';
import { orderOf, weightedAuc, type Order } from '../evaluation/metrics/weighted-auc';
import { netBetween } from '../features/order-features';
import { gainOf, poissonOne, saveDraw } from '../insight/money/plan';
import { createRandom, type Random } from '../kernels/random/random';
import { quantiles } from '../kernels/stats/quantile';
import { wilsonInterval } from '../kernels/stats/wilson-interval';
import type { ModelId } from '../models/classifiers';
import { knownOutcome } from './analyse-churn';
import { availableModels, chancesOf, classifierOf, learnFrom } from './analyse-judge';
import type { Prepared } from './analyse-prepare';
import { mostCompared, snapshotAt, someOf, stillAt, type Snapshot } from './judge-data';
import type { JudgeAbout } from './protocol';

const monthDays = 30;
const yearDays = 365;
const wantedCutoffs = 6;
const mostCutoffs = 12;
const fewestCutoffs = 3;
/** Cut-offs closer than this say the same twice. */
const shortestStep = 7;
const resamples = 400;
const leastOfEach = 10;

/** Past cut-offs, oldest first: a month apart where six fit, else closer; each leaves room to learn before it and to see after it. */
export function cutoffsOf(firstDay: DayNumber, asOf: DayNumber, horizonDays: number): { cutoffs: DayNumber[]; stepDays: number } {
  const last = asOf - horizonDays;
  const room = last - (firstDay + 2 * horizonDays);
  if (room < 0) return { cutoffs: [], stepDays: monthDays };
  const step =
    room >= monthDays * (wantedCutoffs - 1) ? monthDays : Math.max(shortestStep, Math.floor(room / (wantedCutoffs - 1)));
  const count = Math.min(mostCutoffs, Math.floor(room / step) + 1);
  return { cutoffs: Array.from({ length: count }, (_, i) => last - step * (count - 1 - i)), stepDays: step };
}

type Ways = [model: Float64Array, silence: Float64Array, spend: Float64Array];

interface Trial {
  readonly told: BacktestCutoff;
  readonly customers: Int32Array;
  readonly y: Uint8Array;
  readonly orders: readonly [Order, Order];
  readonly stake: Float64Array | null;
  /** Rows named by the model, by silence, by spend. */
  readonly picks: readonly [Int32Array, Int32Array, Int32Array];
}

/**
 * What contacting would have come to at past cut-offs. At each, the model learns from the cut-off one horizon before (whose
 * outcome was known by then), among those who were customers still, and picks as many as the plan can contact: by what is
 * expected to be lost. Beside it the simple rules: longest silent
 * first, biggest spenders first. Throws analysis/no-history where fewer than three
 * cut-offs fit.
 */
export async function* backtest(
  prepared: Prepared,
  about: JudgeAbout,
  plan: MoneyPlan,
  clock: () => number,
): AsyncGenerator<Progress, BacktestReport, void> {
  const began = clock();
  if (!about.churn.ok) throw new KithError(about.churn.error.code, about.churn.error.values);
  const known = knownOutcome(prepared, { ...about.settings, churn: { ...about.settings.churn, source: 'orders' } });
  const horizonDays = known.horizonDays!;
  const { totals, asOf } = prepared;
  const { cutoffs, stepDays } = cutoffsOf(totals.firstDay, asOf, horizonDays);
  const needed = 3 * horizonDays + (fewestCutoffs - 1) * shortestStep;
  const refuse = () => new KithError('analysis/no-history', { days: asOf - totals.firstDay, needed });
  if (cutoffs.length < fewestCutoffs) throw refuse();
  const id: ModelId = availableModels([plan.model])[0] ?? 'logistic';
  const model = classifierOf(id);
  const features = prepared.frame.columns
    .filter(({ info }) => info.source !== 'column' && !about.settings.churn.exclude.includes(info.id))
    .map(({ info }) => info.id);
  const random = createRandom(about.seed).fork('backtest');
  const trials: Trial[] = [];
  for (const [at, cutoff] of cutoffs.entries()) {
    yield { stage: 'churn', done: at, total: cutoffs.length, unit: 'folds' };
    const before = reduced(yield* snapshotAt(prepared, cutoff - horizonDays, horizonDays, features), horizonDays);
    const now = reduced(yield* snapshotAt(prepared, cutoff, horizonDays, features), horizonDays);
    if (before === null || now === null) continue;
    const learned = yield* learnFrom(model, before.frame, before.y, every(before), random.fork(`fit ${at}`));
    const chances = chancesOf(model, learned, now.frame, every(now));
    trials.push(trialOf(prepared, before, now, chances, plan));
  }
  if (trials.length < fewestCutoffs) throw refuse();
  const shared = yield* resampled(trials, plan, random.fork('resample'));
  const total = (way: 0 | 1 | 2): BacktestTotal => {
    const picks = trials.map((trial) => namedBy(trial, way, plan));
    const sum = (of: (pick: Named) => number) => picks.reduce((all, pick) => all + of(pick), 0);
    const contacted = sum(({ contacted: n }) => n);
    const left = sum(({ left: n }) => n);
    return {
      contacted,
      left,
      saved: { mean: left * plan.saveRate, interval: gainOf(shared.saved[way]).interval },
      spent: contacted * plan.offerCost,
      gain: { mean: sum(({ gain }) => gain), interval: gainOf(shared.money[way]).interval },
    };
  };
  const mean = trials.reduce((sum, { told }) => sum + (told.model.auc - told.rule.auc) / trials.length, 0);
  const [low, high] = quantiles(shared.auc, [0.025, 0.975]);
  const withMoney = trials.every(({ stake }) => stake !== null);
  const third = withMoney ? total(2) : null;
  const one = total(0);
  const other = total(1);
  const over = (way: 1 | 2, theirs: BacktestTotal) => ({
    mean: one.gain.mean - theirs.gain.mean,
    interval: gainOf(shared.money[0].map((value, d) => value - shared.money[way][d]!)).interval,
  });
  const moneyDifference = withMoney ? over(1, other) : null;
  const beyondSpenders = third ? over(2, third) : null;
  const intervals = [moneyDifference, beyondSpenders].flatMap((found) => (found ? [found.interval] : []));
  if (intervals.length === 0) intervals.push([low!, high!]);
  const winner = intervals.every(([from]) => from > 0) ? 'model' : intervals.some(([, to]) => to < 0) ? 'rule' : 'neither';
  return {
    plan: { ...plan, model: id },
    currency: prepared.currency,
    horizonDays,
    stepDays,
    cutoffs: trials.map(({ told }) => told),
    model: one,
    rule: other,
    spenders: third,
    aucDifference: { mean, interval: [low!, high!] },
    moneyDifference,
    beyondSpenders,
    winner,
    wanted: wantedCutoffs,
    ms: clock() - began,
  };
}

const every = ({ y }: Snapshot): Int32Array => Int32Array.from({ length: y.length }, (_, i) => i);

/** Those who were customers still; null where too few left or stayed to learn from. Of very many, every so manieth. */
function reduced(snapshot: Snapshot, horizonDays: number): Snapshot | null {
  const still = stillAt(snapshot, horizonDays);
  const stride = Math.ceil(still.length / mostCompared);
  const kept = someOf(
    snapshot,
    still.filter((_, i) => i % stride === 0),
  );
  return Math.min(kept.positives, kept.y.length - kept.positives) < leastOfEach ? null : kept;
}

type Named = Pick<BacktestPick, 'contacted' | 'left' | 'atStake' | 'gain'>;

/** What became of the rows that a way of choosing names. */
function namedBy({ y, stake, picks }: Pick<Trial, 'y' | 'stake' | 'picks'>, way: 0 | 1 | 2, plan: MoneyPlan): Named {
  let left = 0;
  let atStake = 0;
  for (const row of picks[way]) {
    left += y[row]!;
    if (y[row] === 1 && stake) atStake += stake[row]!;
  }
  const contacted = picks[way].length;
  return { contacted, left, atStake, gain: plan.saveRate * atStake - plan.offerCost * contacted };
}

function trialOf(prepared: Prepared, before: Snapshot, now: Snapshot, chances: Float64Array, plan: MoneyPlan): Trial {
  const { customers, y, past } = now;
  const money = prepared.lines.has.money ? netBetween(prepared.grouped, now.cutoff! - yearDays, now.cutoff!) : null;
  const yearly = plan.worth === null ? money && Float64Array.from(customers, (c) => money[c]!) : chances.map(() => plan.worth!);
  const stake = yearly && yearly.map((value) => Math.max(value, 0) * plan.margin);
  const silence = Float64Array.from(customers, (c) => past!.columns.daysSinceLastOrder[c]!);
  const capacity = Math.max(0, Math.floor(plan.capacity));
  const first = (order: Order) => order.rows.slice(0, capacity);
  const byLoss = stake ? orderOf(chances.map((p, i) => p * stake[i]!)) : orderOf(chances);
  const orders = [orderOf(chances), orderOf(silence)] as const;
  const picks = [first(byLoss), first(orders[1]), stake ? first(orderOf(stake)) : new Int32Array()] as const;
  const placed = [placementsOf(y, chances), placementsOf(y, silence)] as const;
  const pickOf = (way: 0 | 1): BacktestPick => {
    const top = orders[way].rows.slice(0, Math.max(1, Math.round(y.length / 10)));
    const hits = top.reduce((sum, row) => sum + y[row]!, 0);
    const rate = now.positives / y.length;
    const [low, high] = wilsonInterval(hits, top.length);
    return {
      ...namedBy({ y, stake, picks }, way, plan),
      auc: placed[way].auc,
      aucInterval: aucInterval(placed[way]),
      lift: hits / top.length / rate,
      liftInterval: [low / rate, high / rate],
    };
  };
  return {
    told: {
      cutoff: now.cutoff!,
      trainCutoff: before.cutoff!,
      n: y.length,
      left: now.positives,
      model: pickOf(0),
      rule: pickOf(1),
      aucDifference: aucDifference(placed[0], placed[1]),
    },
    customers,
    y,
    orders,
    stake,
    picks,
  };
}

/**
 * Customers drawn anew with all they did at every cut-off (a cluster bootstrap, Poisson weights): a customer stands in several
 * cut-offs, and those are no fresh evidence.
 */
function* resampled(
  trials: readonly Trial[],
  plan: MoneyPlan,
  random: Random,
): Generator<Progress, { auc: Float64Array; money: Ways; saved: Ways }, void> {
  const most = trials.reduce((max, { customers }) => customers.reduce((top, c) => Math.max(top, c), max), 0);
  const weights = new Uint8Array(most + 1);
  const fresh = () => new Float64Array(resamples);
  const auc = fresh();
  const money: Ways = [fresh(), fresh(), fresh()];
  const saved: Ways = [fresh(), fresh(), fresh()];
  for (let d = 0; d < resamples; d++) {
    yield { stage: 'churn', done: trials.length, total: trials.length, unit: 'folds' };
    const rate = saveDraw(plan, random);
    for (let c = 0; c <= most; c++) weights[c] = poissonOne(random);
    for (const { customers, y, orders, stake, picks } of trials) {
      const weight = (row: number) => weights[customers[row]!]!;
      auc[d]! += (weightedAuc(orders[0], y, weight) - weightedAuc(orders[1], y, weight)) / trials.length;
      for (const way of [0, 1, 2] as const) {
        for (const row of picks[way]) {
          const kept = y[row] === 1 && random.next() < rate ? 1 : 0;
          saved[way][d]! += kept;
          money[way][d]! += weight(row) * ((y[row] === 1 && stake ? rate * stake[row]! : 0) - plan.offerCost);
        }
      }
    }
  }
  return { auc, money, saved };
}
