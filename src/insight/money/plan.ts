import type { Gain, MoneyPlan, MoneyReport, PolicyMoney } from '../../domain';
import { fitPlatt, plattCovariance, type Sigmoid, type SigmoidCovariance } from '../../kernels/calibrate/platt';
import { sigmoid } from '../../kernels/logistic/sigmoid';
import { betaDraw } from '../../kernels/random/gamma';
import { normal } from '../../kernels/random/normal';
import type { Random } from '../../kernels/random/random';
import { quantiles } from '../../kernels/stats/quantile';

const draws = 1000;
const curveDraws = 300;
const mostOnCurve = 2000;
const curvePoints = 40;
const edge = 1e-6;

const logit = (p: number): number => {
  const inside = Math.min(Math.max(p, edge), 1 - edge);
  return Math.log(inside / (1 - inside));
};

/** How forecast chances are read, with how sure that reading is. */
export interface Bend {
  readonly curve: Sigmoid;
  readonly covariance: SigmoidCovariance;
}

/** Learned from held-out chances and what came of them. */
export function bendOf(chances: Float64Array, y: Uint8Array): Bend {
  const scores = chances.map(logit);
  const curve = fitPlatt(scores, y);
  return { curve, covariance: plattCovariance(curve, scores) };
}

/** A reading as unsure as the data leaves it. */
function drawn({ curve, covariance }: Bend, random: Random): Sigmoid {
  const a = Math.sqrt(Math.max(covariance.slope, 0));
  if (!(a > 0)) return curve;
  const one = normal(random);
  const slope = a * one;
  const along = covariance.both / a;
  const rest = Math.sqrt(Math.max(covariance.intercept - along * along, 0));
  return { slope: curve.slope + slope, intercept: curve.intercept + along * one + rest * normal(random) };
}

/** The save rate as unsure as the owner's tries leave it; its mean is what the owner said. */
export function saveDraw({ saveRate, saveTries }: MoneyPlan, random: Random): number {
  if (!(saveRate > 0) || !(saveRate < 1) || !(saveTries > 0)) return saveRate;
  return betaDraw(saveRate * saveTries, (1 - saveRate) * saveTries, random);
}

/** 95 % interval of the save rate, by draws. */
export function saveInterval(plan: MoneyPlan, random: Random): readonly [number, number] {
  const found = Float64Array.from({ length: draws }, () => saveDraw(plan, random));
  return quantiles(found, [0.025, 0.975]) as [number, number];
}

export function gainOf(found: Float64Array): Gain {
  const [low, high] = quantiles(found, [0.025, 0.975]);
  return { mean: found.reduce((sum, value) => sum + value, 0) / found.length, interval: [low!, high!] };
}

export interface Chosen {
  /** Indices, best first: those worth it, as many as can be contacted. */
  readonly contacts: readonly number[];
  /** Expected gain of each customer, in the order given. */
  readonly gains: Float64Array;
  readonly risk: Float64Array;
  readonly worthIt: number;
  readonly gain: Gain;
  readonly lossChance: number;
  readonly breakEven: number | null;
  readonly curve: MoneyReport['curve'];
}

/**
 * Whom to contact so that the expected gain is largest: those for whom chance of leaving × save rate × margin × yearly worth
 * exceeds what an offer costs, largest first, up to the capacity. Nobody, where nobody is worth it. The interval holds the
 * luck of who leaves and who is kept, how unsure the save rate is, and how unsure the reading of the chances is; not that a
 * customer may spend otherwise than last year.
 *
 * @param chances forecast, one a customer, and `worth` what each spends a year, without NaN
 */
export function chooseContacts(chances: Float64Array, worth: Float64Array, bend: Bend, plan: MoneyPlan, random: Random): Chosen {
  const save = plan.saveRate;
  const logits = chances.map(logit);
  const risk = logits.map((z) => sigmoid(bend.curve.slope * z + bend.curve.intercept));
  const stake = worth.map((value) => Math.max(value, 0) * plan.margin);
  const gains = risk.map((p, i) => p * save * stake[i]! - plan.offerCost);
  const order = Array.from(gains.keys()).sort((a, b) => gains[b]! - gains[a]! || a - b);
  const paying = order.filter((i) => gains[i]! > 0);
  const contacts = paying.slice(0, Math.max(0, Math.floor(plan.capacity)));
  const found = new Float64Array(draws);
  let losses = 0;
  for (let d = 0; d < draws; d++) {
    const { slope, intercept } = drawn(bend, random);
    const rate = saveDraw(plan, random);
    let sum = -plan.offerCost * contacts.length;
    for (const i of contacts) {
      if (random.next() < sigmoid(slope * logits[i]! + intercept) * rate) sum += stake[i]!;
    }
    found[d] = sum;
    if (sum < 0) losses++;
  }
  const most = order[0];
  const needed = most === undefined ? null : Math.max(...order.slice(0, mostOnCurve).map((i) => risk[i]! * stake[i]!));
  return {
    contacts,
    gains,
    risk,
    worthIt: paying.length,
    gain: contacts.length === 0 ? { mean: 0, interval: [0, 0] } : gainOf(found),
    lossChance: contacts.length === 0 ? 0 : losses / draws,
    breakEven: needed !== null && needed > 0 ? plan.offerCost / needed : null,
    curve: curveOf(order.slice(0, mostOnCurve), logits, stake, bend, plan, random),
  };
}

/** Expected gain by number contacted; the band is of what is not known, without luck, which evens out. */
function curveOf(
  order: readonly number[],
  logits: Float64Array,
  stake: Float64Array,
  bend: Bend,
  plan: MoneyPlan,
  random: Random,
): MoneyReport['curve'] {
  const n = order.length;
  const points = Math.min(curvePoints, n);
  const contacted = [0, ...Array.from({ length: points }, (_, at) => Math.round(((at + 1) / points) * n))];
  const sums = contacted.map(() => new Float64Array(curveDraws));
  for (let d = 0; d < curveDraws; d++) {
    const { slope, intercept } = drawn(bend, random);
    const rate = saveDraw(plan, random);
    let sum = 0;
    let at = 1;
    for (let k = 0; k < n; k++) {
      const i = order[k]!;
      sum += sigmoid(slope * logits[i]! + intercept) * rate * stake[i]! - plan.offerCost;
      if (k + 1 === contacted[at]) sums[at++]![d] = sum;
    }
  }
  const bands = sums.map(gainOf);
  return {
    contacted,
    mean: bands.map(({ mean }) => mean),
    low: bands.map(({ interval }) => interval[0]),
    high: bands.map(({ interval }) => interval[1]),
  };
}

/** Customers whose outcome is known, with the chances of a model that had not seen them, and those of the simple rule. */
export interface KnownMoney {
  readonly y: Uint8Array;
  readonly chances: Float64Array;
  readonly rule: Float64Array;
  readonly worth: Float64Array;
}

/**
 * What three ways of choosing would have brought on held-out customers: the model with the plan, the simple rule with as many
 * contacts, everyone. Intervals by resampling customers (Poisson weights) and by the save rate's uncertainty.
 */
export function heldOutMoney(
  { y, chances, rule, worth }: KnownMoney,
  bend: Bend,
  plan: MoneyPlan,
  random: Random,
): Pick<MoneyReport['heldOut'], 'policies' | 'cells' | 'n'> {
  const n = y.length;
  const save = plan.saveRate;
  const stake = worth.map((value) => Math.max(value, 0) * plan.margin);
  const gains = chances.map(
    (p, i) => sigmoid(bend.curve.slope * logit(p) + bend.curve.intercept) * save * stake[i]! - plan.offerCost,
  );
  const byModel = Uint8Array.from(gains, (gain) => (gain > 0 ? 1 : 0));
  const count = byModel.reduce((sum, one) => sum + one, 0);
  const byRule = new Uint8Array(n);
  Array.from(rule.keys())
    .sort((a, b) => rule[b]! - rule[a]! || a - b)
    .slice(0, count)
    .forEach((i) => (byRule[i] = 1));
  const everyone = new Uint8Array(n).fill(1);
  const ways = [
    { id: 'model', chosen: byModel },
    { id: 'rule', chosen: byRule },
    { id: 'everyone', chosen: everyone },
  ] as const;
  const found = ways.map(() => new Float64Array(curveDraws));
  for (let d = 0; d < curveDraws; d++) {
    const rate = saveDraw(plan, random);
    for (let i = 0; i < n; i++) {
      const weight = poissonOne(random);
      if (weight === 0) continue;
      const value = weight * ((y[i] === 1 ? rate * stake[i]! : 0) - plan.offerCost);
      for (const [w, { chosen }] of ways.entries()) if (chosen[i] === 1) found[w]![d]! += value;
    }
  }
  const policies = ways.map(({ id, chosen }, w): PolicyMoney => {
    let contacted = 0;
    let left = 0;
    let mean = 0;
    for (let i = 0; i < n; i++) {
      if (chosen[i] === 0) continue;
      contacted++;
      left += y[i]!;
      mean += (y[i] === 1 ? save * stake[i]! : 0) - plan.offerCost;
    }
    return { id, contacted, left, gain: { mean, interval: gainOf(found[w]!).interval } };
  });
  const cells = {
    truePositive: { n: 0, money: 0 },
    falsePositive: { n: 0, money: 0 },
    falseNegative: { n: 0, money: 0 },
    trueNegative: { n: 0, money: 0 },
  };
  for (let i = 0; i < n; i++) {
    const kept = save * stake[i]!;
    if (byModel[i] === 1) {
      const cell = y[i] === 1 ? cells.truePositive : cells.falsePositive;
      cell.n++;
      cell.money += (y[i] === 1 ? kept : 0) - plan.offerCost;
    } else {
      const cell = y[i] === 1 ? cells.falseNegative : cells.trueNegative;
      cell.n++;
      if (y[i] === 1) cell.money -= kept;
    }
  }
  return { n, policies, cells };
}

/** A draw from the Poisson distribution of mean one (Knuth): how often a customer stands in a resample. */
export function poissonOne(random: Random): number {
  let left = random.next();
  let count = 0;
  while (left > 0.36787944117144233) {
    left *= random.next();
    count++;
  }
  return count;
}
