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
  type Json,
  type Note,
  type Part,
  type Progress,
  type ValuePart,
} from '../domain';
import { historiesOf, purchasesUntil, type PurchaseHistories, type Purchases } from '../features/purchases';
import { concentrationOf } from '../insight/concentration';
import { distinctHistories } from '../kernels/btyd/histories';
import { createRandom } from '../kernels/random/random';
import {
  deviationOf,
  expectMonths,
  gammaGamma,
  plainSpendModel,
  positiveInterval,
  spreadOf,
  type BuyTillYouDie,
  type Expected,
  type LikelihoodFitted,
  type Spread,
  type Target,
} from '../models/btyd';
import type { Prepared } from './analyse-prepare';
import { chooseModel, fittedModel, matrixOf, requireHistories, type Chosen } from './value-fit';
import { cutoffOf, testOn } from './value-holdout';
import { learnSpend, type FoundSpend } from './value-spend';
import { purchasesNow } from './purchases-now';
import {
  cohortSums,
  discounts,
  forecastMonths,
  monthAlone,
  months,
  monthSums,
  plainly,
  sampleOf,
  segmentSums,
  topOf,
  worthOf,
} from './value-sums';

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

/** Which segment each customer is in, of how many. */
interface Groups {
  readonly segment: Uint8Array;
  readonly k: number;
}

function estimate(value: number, sd: number): Estimate {
  return { value, interval: positiveInterval(value, sd) };
}

/** All that does not depend on horizon, discount and margin. */
interface Learned {
  readonly purchases: Purchases;
  readonly histories: PurchaseHistories;
  readonly chosen: Chosen;
  readonly holdOut: Part<HoldOut>;
  readonly money: FoundSpend | null;
  readonly distinct: ReturnType<typeof distinctHistories>;
  readonly expected: Expected;
  readonly spread: Spread;
}

/** What was learned of tables before: to ask for another horizon or discount is to weigh the same months anew. */
const learnedOf = new WeakMap<Prepared, { readonly key: string; readonly learned: Learned }>();

/**
 * What customers are worth: a buy-till-you-die model of their orders and a model of their spend, tested on orders held back.
 * `groups` are the segments of customers, where there are any. What was learned of the same tables before is taken up where only
 * horizon, discount or margin differ. Throws value/no-dates, value/too-few-customers, value/too-few-repeats,
 * value/no-history, value/no-fit.
 */
export async function* learnValue(
  prepared: Prepared,
  settings: AnalysisSettings,
  groups: Groups | null,
  clock: () => number,
): AsyncGenerator<Progress, FoundValue, void> {
  const began = clock();
  const { model, timeUnit, calibrationEnd } = settings.value;
  const key = JSON.stringify([model, timeUnit, calibrationEnd, settings.seed]);
  let known = learnedOf.get(prepared);
  if (known?.key !== key) {
    known = { key, learned: yield* learn(prepared, settings) };
    learnedOf.set(prepared, known);
  }
  return yield* tell(prepared, settings, groups, known.learned, () => clock() - began);
}

async function* learn(prepared: Prepared, settings: AnalysisSettings): AsyncGenerator<Progress, Learned, void> {
  const { value } = settings;
  const { grouped, lines, asOf, totals } = prepared;
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
  const sample = sampleOf(rows, histories, distinct.rowOf);
  const spend = money?.spend ?? plainSpendModel(1, 1);
  const random = createRandom(settings.seed).fork('value');
  const spread = yield* spreadOf(process, chosen.fitted, spend, sample, ahead, random);
  return { purchases, histories, chosen, holdOut, money, distinct, expected, spread };
}

function* tell(
  prepared: Prepared,
  { value }: AnalysisSettings,
  groups: Groups | null,
  { purchases, histories, chosen, holdOut, money, distinct, expected, spread }: Learned,
  ms: () => number,
): Generator<Progress, FoundValue, void> {
  const { identity, now } = prepared;
  const worth = worthOf(histories, distinct.rowOf, expected, money?.spend ?? null, value, identity.customers);
  yield step(0, null);
  const sums = monthSums(distinct.rowOf, expected, worth.spend, histories);
  yield step(0, null);
  const told = (target: Target): Estimate => {
    let total = 0;
    for (let k = 0; k < target.weights.length; k++) total += target.weights[k]! * sums[target.of][k]!;
    return estimate(total, deviationOf(spread, target));
  };
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
    horizons: horizonChoices.map((horizon) => ({
      months: horizon,
      orders: told({ of: 'orders', weights: plainly(horizon) }),
      value: money ? told({ of: 'revenue', weights: discounts(value, horizon) }) : null,
      revenue: money ? told({ of: 'revenue', weights: plainly(horizon) }) : null,
    })),
    forecast: money
      ? Array.from({ length: forecastMonths }, (_, k) => ({
          month: k + 1,
          revenue: told({ of: 'revenue', weights: monthAlone(k) }),
        }))
      : [],
    holdOut,
    concentration: {
      past: money ? concentrationOf(now.net.filter((_, c) => now.orderCount[c]! > 0)) : null,
      future: money ? concentrationOf(worth.columns.residualClv.filter((amount) => !Number.isNaN(amount))) : null,
    },
    bySegment: groups && money ? segmentSums(groups, worth.columns.residualClv) : [],
    byCohort: money ? cohortSums(purchases, worth.columns.residualClv) : [],
    top: money ? topOf(prepared, worth.columns) : [],
    notes,
    ms: ms(),
  };
  return { part, worth: worth.columns, model: chosen.model, fitted: chosen.fitted, spendFit: money?.fitted ?? null };
}

/** The models of worth, to be kept. */
export function valueModels({ model, fitted, spendFit }: FoundValue): Record<string, Json> {
  return {
    [model.id]: { fitted: model.serialise(fitted) },
    ...(spendFit ? { [gammaGamma.id]: { fitted: gammaGamma.serialise(spendFit) } } : {}),
  };
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
