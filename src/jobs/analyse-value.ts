import {
  daysPerMonth,
  daysPerUnit,
  horizonChoices,
  KithError,
  toErrorReport,
  type AnalysisSettings,
  type CustomerWorth,
  type Estimate,
  type HoldOut,
  type Note,
  type Part,
  type Progress,
  type ValuePart,
} from '../domain';
import { historiesOf, purchasesUntil } from '../features/purchases';
import { concentrationOf } from '../insight/concentration';
import { distinctHistories } from '../kernels/btyd/histories';
import { createRandom } from '../kernels/random/random';
import {
  expectMonths,
  plainSpendModel,
  positiveInterval,
  spreadOf,
  type BuyTillYouDie,
  type LikelihoodFitted,
} from '../models/btyd';
import type { Prepared } from './analyse-prepare';
import { chooseModel, fittedModel, matrixOf, requireHistories } from './value-fit';
import { cutoffOf, testOn } from './value-holdout';
import { learnSpend } from './value-spend';
import { purchasesNow } from './purchases-now';
import { forecastMonths, months, monthSums, sampleOf, segmentSums, targetsOf, topOf, worthOf } from './value-sums';

/** Days from the first order to the as-of day. */
const leastHistory = 56;

/** What is kept of the models, to show and to predict again. */
export interface FoundValue {
  readonly part: ValuePart;
  readonly worth: CustomerWorth;
  readonly model: BuyTillYouDie;
  readonly fitted: LikelihoodFitted;
  readonly spendFit: LikelihoodFitted | null;
}

function estimate(value: number, sd: number): Estimate {
  return { value, interval: positiveInterval(value, sd) };
}

/**
 * What customers are worth: a buy-till-you-die model of their orders and a model of their spend, tested on orders held back.
 * `segment` and `segments` are the groups of customers, where there are any. Throws value/no-dates, value/too-few-customers,
 * value/too-few-repeats, value/no-history, value/no-fit.
 */
export async function* learnValue(
  prepared: Prepared,
  settings: AnalysisSettings,
  groups: { readonly segment: Uint8Array; readonly k: number } | null,
  clock: () => number,
): AsyncGenerator<Progress, FoundValue, void> {
  const began = clock();
  const { value } = settings;
  const { grouped, lines, asOf, identity, now, totals } = prepared;
  if (!lines.has.days || !prepared.shop) throw new KithError('value/no-dates');
  const purchases = yield* purchasesNow(prepared);
  const histories = historiesOf(purchases);
  requireHistories(histories);
  const days = asOf - totals.firstDay;
  if (days < leastHistory) throw new KithError('value/no-history', { days, needed: leastHistory });
  const unitDays = daysPerUnit[value.timeUnit];
  const rows = matrixOf(histories, unitDays);
  yield step(0, null);

  const cutoff = tried(() => cutoffOf(totals.firstDay, asOf, value.calibrationEnd));
  const before = cutoff.ok ? yield* purchasesUntil(grouped, cutoff.value) : null;
  // Where the owner says up to which day to learn, nothing later is learned from.
  const learned = value.calibrationEnd !== null && before ? historiesOf(before) : histories;
  requireHistories(learned);
  const chosen = yield* chooseModel(matrixOf(learned, unitDays), learned, value.model);
  const { process } = chosen.model;
  const holdOut: Part<HoldOut> =
    cutoff.ok && before
      ? yield* refusable(testOn(purchases, before, chosen.model, unitDays))
      : { ok: false, error: cutoff.ok ? { code: 'value/no-fit', values: {} } : cutoff.error };
  const money = lines.has.money ? yield* learnSpend(learned, learned === histories ? purchases : before!) : null;

  const ahead = { months, unitsPerMonth: daysPerMonth / unitDays };
  const distinct = distinctHistories(rows.values, rows.rows, 3);
  yield step(0, null);
  const expected = yield* expectMonths(process, chosen.fitted.parameters, distinct, ahead);
  const worth = worthOf(histories, distinct.rowOf, expected, money?.spend ?? null, value, identity.customers);
  yield step(0, null);

  const sums = monthSums(distinct.rowOf, expected, worth.spend, histories);
  const targets = targetsOf(value, money !== null);
  const sample = sampleOf(rows, histories, distinct.rowOf);
  const spend = money?.spend ?? plainSpendModel(1, 1);
  const random = createRandom(settings.seed).fork('value');
  const sds = yield* spreadOf(process, chosen.fitted, spend, sample, ahead, targets, random);
  const told = (at: number): Estimate => {
    const { of, weights } = targets[at]!;
    let total = 0;
    for (let k = 0; k < weights.length; k++) total += weights[k]! * sums[of][k]!;
    return estimate(total, sds[at]!);
  };
  const h = horizonChoices.length;
  const notes: Note[] = [...chosen.notes, ...(money?.notes ?? [])];
  if (purchases.undone > 0) notes.push({ code: 'value-undone', values: { n: purchases.undone } });
  if (money === null) notes.push({ code: 'value-no-money', values: {} });
  const part: ValuePart = {
    model: fittedModel(chosen),
    chosenBy: value.model === 'auto' ? 'rule' : 'hand',
    others: chosen.others.map(fittedModel),
    timeUnit: value.timeUnit,
    horizonMonths: value.horizonMonths,
    discountRate: value.discountRate,
    margin: value.margin,
    currency: prepared.currency,
    n: histories.x.length,
    repeaters: histories.repeaters,
    alive: worth.aliveSum,
    spend: money?.fit ?? null,
    horizons: horizonChoices.map((horizon, at) => ({
      months: horizon,
      orders: told(at),
      value: money ? told(h + at) : null,
    })),
    forecast: money ? Array.from({ length: forecastMonths }, (_, k) => ({ month: k + 1, revenue: told(2 * h + k) })) : [],
    holdOut,
    concentration: {
      past: money ? concentrationOf(now.net.filter((_, c) => now.orderCount[c]! > 0)) : null,
      future: money ? concentrationOf(worth.columns.residualClv.filter((amount) => !Number.isNaN(amount))) : null,
    },
    bySegment: groups && money ? segmentSums(groups, worth.columns.residualClv) : [],
    top: money ? topOf(prepared, worth.columns) : [],
    notes,
    ms: clock() - began,
  };
  return { part, worth: worth.columns, model: chosen.model, fitted: chosen.fitted, spendFit: money?.fitted ?? null };
}

const step = (done: number, total: number | null): Progress => ({ stage: 'value', done, total, unit: 'rows' });

function tried<T>(work: () => T): Part<{ value: T }> {
  try {
    return { ok: true, value: work() };
  } catch (thrown) {
    if (thrown instanceof KithError) return { ok: false, error: toErrorReport(thrown) };
    throw thrown;
  }
}

async function* refusable<T extends object>(steps: AsyncGenerator<Progress, T, void>): AsyncGenerator<Progress, Part<T>, void> {
  try {
    return { ok: true, ...(yield* steps) };
  } catch (thrown) {
    if (thrown instanceof KithError) return { ok: false, error: toErrorReport(thrown) };
    throw thrown;
  }
}
