import type { Progress } from '../../domain';
import type { Histories } from '../../kernels/btyd/histories';
import type { Random } from '../../kernels/random/random';
import type { Process } from './buy-till-you-die';
import type { LikelihoodFitted } from './fitted';
import type { SpendModel } from './spend';

/** How far ahead, and how long a month is in the unit of the fit. */
export interface Ahead {
  readonly months: number;
  readonly unitsPerMonth: number;
}

const step = (done: number, total: number): Progress => ({ stage: 'value', done, total, unit: 'rows' });
const slice = 256;

/** Expected purchases in each coming month of one who is alive at T, into `out`. */
function monthly(process: Process, parameters: Float64Array, x: number, T: number, ahead: Ahead, out: Float64Array): void {
  let before = 0;
  for (let k = 0; k < ahead.months; k++) {
    const until = process.future(parameters, x, T, (k + 1) * ahead.unitsPerMonth);
    // Rounding may take back a last digit of nothing.
    out[k] = Math.max(until - before, 0);
    before = until;
  }
}

/** Of each distinct history: chance of being a customer still, and expected purchases by month, row-major. */
export interface Expected {
  readonly alive: Float64Array;
  readonly byMonth: Float64Array;
}

/** What to expect of each history. The months depend on x and T alone, so those are worked out once for each pair. */
export function* expectMonths(
  process: Process,
  parameters: Float64Array,
  histories: Histories,
  ahead: Ahead,
): Generator<Progress, Expected, void> {
  const { rows, x, tx, T } = histories;
  const alive = new Float64Array(rows);
  const byMonth = new Float64Array(rows * ahead.months);
  let known = new Map<number, Float64Array>();
  for (let i = 0, made = 0; i < rows; i++) {
    if (i > 0 && x[i] !== x[i - 1]) known = new Map();
    let months = known.get(T[i]!);
    if (months === undefined) {
      months = new Float64Array(ahead.months);
      monthly(process, parameters, x[i]!, T[i]!, ahead, months);
      known.set(T[i]!, months);
      if (++made % slice === 0) yield step(i, rows);
    }
    const chance = process.alive(parameters, x[i]!, tx[i]!, T[i]!);
    alive[i] = chance;
    for (let k = 0; k < ahead.months; k++) byMonth[i * ahead.months + k] = chance * months[k]!;
    if (i % 8192 === 8191) yield step(i, rows);
  }
  return { alive, byMonth };
}

/** Some customers that stand for all: their histories, what is known of their spend, and how many each stands for. */
export interface Sample {
  readonly x: Float64Array;
  readonly tx: Float64Array;
  readonly T: Float64Array;
  /** Purchases of which the spend is known, and their mean. */
  readonly spendX: Float64Array;
  readonly spendM: Float64Array;
  readonly each: number;
}

/** A figure that is a sum over months: weights of the months' orders, or of what they bring. */
export interface Target {
  readonly of: 'orders' | 'revenue';
  /** One weight a month; shorter lists stand for zeros after them. */
  readonly weights: Float64Array;
}

const simulations = 40_000;

/** What is not known of the totals over all customers: covariances between months of their orders, and of what they bring; row-major. */
export interface Spread {
  readonly months: number;
  readonly orders: Float64Array;
  readonly revenue: Float64Array;
}

/**
 * Covariances between the months' totals over all customers, for what is not known: the parameters (delta method on their
 * logarithms) and chance itself (possible futures of the sample, drawn from what the model knows of each customer). The two add
 * up. They hold for every horizon, discount and margin: `deviationOf` weighs them.
 */
export function* spreadOf(
  process: Process,
  fitted: LikelihoodFitted,
  spend: SpendModel,
  sample: Sample,
  ahead: Ahead,
  random: Random,
): Generator<Progress, Spread, void> {
  const square = () => new Float64Array(ahead.months * ahead.months);
  const spread: Spread = { months: ahead.months, orders: square(), revenue: square() };
  yield* addParameters(process, fitted, spend, sample, ahead, spread);
  yield* addChance(process, fitted.parameters, spend, sample, ahead, random, spread);
  return spread;
}

/** Standard deviation of a weighted sum over months. */
export function deviationOf(spread: Spread, { of, weights }: Target): number {
  let variance = 0;
  for (let i = 0; i < weights.length; i++) {
    for (let j = 0; j < weights.length; j++) variance += weights[i]! * spread[of][i * spread.months + j]! * weights[j]!;
  }
  return Math.sqrt(Math.max(variance, 0));
}

function totals(
  process: Process,
  parameters: Float64Array,
  spend: SpendModel,
  spendParameters: Float64Array,
  { x, tx, T, spendX, spendM, each }: Sample,
  ahead: Ahead,
): { orders: Float64Array; revenue: Float64Array } {
  const orders = new Float64Array(ahead.months);
  const revenue = new Float64Array(ahead.months);
  const months = new Float64Array(ahead.months);
  for (let i = 0; i < x.length; i++) {
    monthly(process, parameters, x[i]!, T[i]!, ahead, months);
    const chance = each * process.alive(parameters, x[i]!, tx[i]!, T[i]!);
    const worth = chance * spend.of(spendParameters, spendX[i]!, spendM[i]!);
    for (let k = 0; k < months.length; k++) {
      orders[k]! += chance * months[k]!;
      revenue[k]! += worth * months[k]!;
    }
  }
  return { orders, revenue };
}

function* addParameters(
  process: Process,
  fitted: LikelihoodFitted,
  spend: SpendModel,
  sample: Sample,
  ahead: Ahead,
  spread: Spread,
): Generator<Progress, void, void> {
  const groups = [
    { values: fitted.parameters, covariance: fitted.covariance, own: true },
    { values: spend.parameters, covariance: spend.covariance, own: false },
  ];
  const h = 1e-3;
  const { months } = ahead;
  for (const { values, covariance, own } of groups) {
    const size = values.length;
    const slopes: Record<Target['of'], Float64Array>[] = [];
    for (let j = 0; j < size; j++) {
      const at = (sign: number) => {
        const moved = values.slice();
        moved[j] = moved[j]! * Math.exp(sign * h);
        return own
          ? totals(process, moved, spend, spend.parameters, sample, ahead)
          : totals(process, fitted.parameters, spend, moved, sample, ahead);
      };
      const high = at(1);
      yield step(j, size);
      const low = at(-1);
      yield step(j, size);
      const slope = (of: Target['of']) => high[of].map((value, k) => (value - low[of][k]!) / (2 * h));
      slopes.push({ orders: slope('orders'), revenue: slope('revenue') });
    }
    for (const of of ['orders', 'revenue'] as const) {
      for (let i = 0; i < size; i++) {
        for (let j = 0; j < size; j++) {
          const shared = covariance[i * size + j]!;
          const [a, b] = [slopes[i]![of], slopes[j]![of]];
          for (let k = 0; k < months; k++) for (let l = 0; l < months; l++) spread[of][k * months + l]! += a[k]! * shared * b[l]!;
        }
      }
    }
  }
}

function* addChance(
  process: Process,
  parameters: Float64Array,
  spend: SpendModel,
  { x, tx, T, spendX, spendM, each }: Sample,
  ahead: Ahead,
  random: Random,
  spread: Spread,
): Generator<Progress, void, void> {
  const rounds = Math.max(20, Math.min(200, Math.floor(simulations / Math.max(x.length, 1))));
  const { months } = ahead;
  const orders = new Float64Array(months);
  const revenue = new Float64Array(months);
  const parts = [
    { own: orders, sum: new Float64Array(months), square: new Float64Array(months * months), into: spread.orders },
    { own: revenue, sum: new Float64Array(months), square: new Float64Array(months * months), into: spread.revenue },
  ];
  /** Months in which one life bought, the first `count` of them. */
  const hits = new Int32Array(months);
  const until = months * ahead.unitsPerMonth;
  const bought = (time: number) => {
    orders[Math.min(Math.floor(time / ahead.unitsPerMonth), months - 1)]!++;
  };
  for (let i = 0; i < x.length; i++) {
    if (i % 16 === 15) yield step(i, x.length);
    const chance = process.alive(parameters, x[i]!, tx[i]!, T[i]!);
    for (const { sum, square } of parts) {
      sum.fill(0);
      square.fill(0);
    }
    for (let round = 0; round < rounds; round++) {
      // One who is gone buys nothing: zeros, which change neither sum.
      if (random.next() >= chance) continue;
      orders.fill(0);
      process.simulate(parameters, x[i]!, T[i]!, until, random, bought);
      const money = spend.draw(spendX[i]!, spendM[i]!, random);
      let count = 0;
      for (let k = 0; k < months; k++) {
        if (orders[k] === 0) revenue[k] = 0;
        else {
          revenue[k] = money(orders[k]!);
          hits[count++] = k;
        }
      }
      for (const { own, sum, square } of parts) addLife(own, hits, count, sum, square);
    }
    for (const { sum, square, into } of parts) addCovariance(sum, square, rounds, each, into);
  }
}

/** Adds one life's months, and their products by pairs, lower triangle. */
function addLife(own: Float64Array, hits: Int32Array, count: number, sum: Float64Array, square: Float64Array): void {
  const months = own.length;
  for (let a = 0; a < count; a++) {
    const k = hits[a]!;
    const value = own[k]!;
    sum[k]! += value;
    for (let b = 0; b <= a; b++) square[k * months + hits[b]!]! += value * own[hits[b]!]!;
  }
}

/** Adds the covariance of the months over so many lives, times `each`. Months without a purchase in any life have none. */
function addCovariance(sum: Float64Array, square: Float64Array, rounds: number, each: number, into: Float64Array): void {
  const months = sum.length;
  for (let k = 0; k < months; k++) {
    if (sum[k] === 0) continue;
    for (let l = 0; l <= k; l++) {
      if (sum[l] === 0) continue;
      const own = (each * (square[k * months + l]! - (sum[k]! * sum[l]!) / rounds)) / (rounds - 1);
      into[k * months + l]! += own;
      if (l < k) into[l * months + k]! += own;
    }
  }
}

/** 95 % interval of an amount that cannot fall below 0: that of the log-normal with this mean and standard deviation. */
export function positiveInterval(mean: number, sd: number): readonly [number, number] {
  if (!(mean > 0) || !Number.isFinite(sd)) return [0, Number.isFinite(mean) ? Math.max(mean, 0) : 0];
  const log = Math.log1p((sd / mean) ** 2);
  const centre = Math.log(mean) - log / 2;
  const reach = 1.959963984540054 * Math.sqrt(log);
  return [Math.exp(centre - reach), Math.exp(centre + reach)];
}
