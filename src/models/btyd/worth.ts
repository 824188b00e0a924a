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

/**
 * Standard deviation of each target's total over all customers, for what is not known: the parameters (delta method on their
 * logarithms) and chance itself (possible futures of the sample, drawn from what the model knows of each customer). The two add
 * up as squares.
 */
export function* spreadOf(
  process: Process,
  fitted: LikelihoodFitted,
  spend: SpendModel,
  sample: Sample,
  ahead: Ahead,
  targets: readonly Target[],
  random: Random,
): Generator<Progress, Float64Array, void> {
  const variance = new Float64Array(targets.length);
  yield* addParameters(process, fitted, spend, sample, ahead, targets, variance);
  yield* addChance(process, fitted.parameters, spend, sample, ahead, targets, random, variance);
  return variance.map(Math.sqrt);
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
  targets: readonly Target[],
  variance: Float64Array,
): Generator<Progress, void, void> {
  const groups = [
    { values: fitted.parameters, covariance: fitted.covariance, own: true },
    { values: spend.parameters, covariance: spend.covariance, own: false },
  ];
  const h = 1e-3;
  for (const { values, covariance, own } of groups) {
    const size = values.length;
    const slopes: Float64Array[] = [];
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
      slopes.push(
        Float64Array.from(targets, ({ of, weights }) =>
          weights.reduce((sum, weight, k) => sum + (weight * (high[of][k]! - low[of][k]!)) / (2 * h), 0),
        ),
      );
    }
    for (let t = 0; t < targets.length; t++) {
      for (let i = 0; i < size; i++) {
        for (let j = 0; j < size; j++) variance[t]! += slopes[i]![t]! * covariance[i * size + j]! * slopes[j]![t]!;
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
  targets: readonly Target[],
  random: Random,
  variance: Float64Array,
): Generator<Progress, void, void> {
  const rounds = Math.max(20, Math.min(200, Math.floor(simulations / Math.max(x.length, 1))));
  const orders = new Float64Array(ahead.months);
  const revenue = new Float64Array(ahead.months);
  const sum = new Float64Array(targets.length);
  const squares = new Float64Array(targets.length);
  const until = ahead.months * ahead.unitsPerMonth;
  const bought = (time: number) => {
    orders[Math.min(Math.floor(time / ahead.unitsPerMonth), ahead.months - 1)]!++;
  };
  for (let i = 0; i < x.length; i++) {
    if (i % 16 === 15) yield step(i, x.length);
    const chance = process.alive(parameters, x[i]!, tx[i]!, T[i]!);
    sum.fill(0);
    squares.fill(0);
    for (let round = 0; round < rounds; round++) {
      // One who is gone buys nothing: zeros, which change neither sum.
      if (random.next() >= chance) continue;
      orders.fill(0);
      process.simulate(parameters, x[i]!, T[i]!, until, random, bought);
      const money = spend.draw(spendX[i]!, spendM[i]!, random);
      for (let k = 0; k < orders.length; k++) revenue[k] = orders[k]! > 0 ? money(orders[k]!) : 0;
      for (const [t, target] of targets.entries()) {
        const series = target.of === 'orders' ? orders : revenue;
        let value = 0;
        for (let k = 0; k < target.weights.length; k++) value += target.weights[k]! * series[k]!;
        sum[t]! += value;
        squares[t]! += value * value;
      }
    }
    for (let t = 0; t < targets.length; t++) {
      variance[t]! += (each * (squares[t]! - (sum[t]! * sum[t]!) / rounds)) / (rounds - 1);
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
