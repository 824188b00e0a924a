import type { Note, Part } from './analysis';
import type { DayNumber } from './day';
import { KithError } from './errors';

export const horizonChoices = [3, 6, 12, 24, 36] as const;
export type HorizonMonths = (typeof horizonChoices)[number];

export const valueModelIds = ['bg-nbd', 'mbg-nbd', 'pareto-nbd'] as const;
export type ValueModelId = (typeof valueModelIds)[number];

export const timeUnits = ['day', 'week', 'month'] as const;
export type TimeUnit = (typeof timeUnits)[number];

/** What a person can set of the worth of customers. */
export interface ValueSettings {
  readonly model: 'auto' | ValueModelId;
  /** Unit in which the parameters are told; the answers do not depend on it. */
  readonly timeUnit: TimeUnit;
  /** Learn from orders up to this day only, and test on those after it; null = test on the last third, then learn from all. */
  readonly calibrationEnd: DayNumber | null;
  readonly horizonMonths: HorizonMonths;
  /** A year, 0.1 = 10 %. */
  readonly discountRate: number;
  /** What is left of 1 of revenue; 1 = count revenue. */
  readonly margin: number;
}

export const defaultValue: ValueSettings = {
  model: 'auto',
  timeUnit: 'week',
  calibrationEnd: null,
  horizonMonths: 12,
  discountRate: 0.1,
  margin: 1,
};

/** A mean month. */
export const daysPerMonth = 365.25 / 12;
export const daysPerUnit: Readonly<Record<TimeUnit, number>> = { day: 1, week: 7, month: daysPerMonth };

/** A figure with its 95 % interval. */
export interface Estimate {
  readonly value: number;
  readonly interval: readonly [number, number];
}

/** A fitted parameter by the letter of its paper. */
export interface FittedParameter {
  readonly letter: string;
  readonly value: number;
  readonly standardError: number;
}

export interface FittedModel {
  readonly id: ValueModelId;
  readonly parameters: readonly FittedParameter[];
  readonly logLikelihood: number;
  /** The data alone did not decide the parameters: they were held near usual values. */
  readonly held: boolean;
}

export interface SpendFit {
  readonly method: 'gamma-gamma' | 'own-mean';
  /** Repeat buyers it was learned from. */
  readonly n: number;
  readonly parameters: readonly FittedParameter[];
  readonly logLikelihood: number | null;
  /** What an order of a customer of whom nothing is known yet comes to. */
  readonly mean: number;
  /** Correlation of how often and how much, over repeat buyers; the model takes it for none. NaN where there is no spread. */
  readonly correlation: number;
}

/** The forecast against what came, on orders that the model had not seen. */
export interface HoldOut {
  readonly cutoff: DayNumber;
  readonly end: DayNumber;
  readonly n: number;
  readonly model: FittedModel;
  readonly actual: number;
  /** Orders, by the model, and by the rule that each goes on at the rate so far. */
  readonly methods: readonly {
    readonly id: 'model' | 'naive';
    readonly total: number;
    /** With the orders that came, over customers. NaN where there is no spread. */
    readonly correlation: number;
    readonly meanAbsoluteError: number;
    /** How well it ranks who ordered at all. NaN where all or none did. */
    readonly auc: number;
  }[];
  /** By purchases before the cut-off after the first; the last row holds all from there on. Means per customer. */
  readonly byRepeats: readonly {
    readonly from: number;
    readonly more: boolean;
    readonly n: number;
    readonly actual: number;
    readonly model: number;
    readonly naive: number;
  }[];
}

/** How unevenly a sum is spread over customers, most first. */
export interface Concentration {
  readonly customers: number;
  /** The fewest customers that make 80 % of it. */
  readonly most: number;
  /** Share of the sum that the first share of customers makes: points from (0, 0) to (1, 1). */
  readonly points: readonly (readonly [number, number])[];
}

export interface ValuePart {
  readonly model: FittedModel;
  readonly chosenBy: 'hand' | 'rule';
  /** The other models on the same histories. */
  readonly others: readonly FittedModel[];
  readonly timeUnit: TimeUnit;
  readonly horizonMonths: HorizonMonths;
  readonly discountRate: number;
  readonly margin: number;
  readonly currency: string | null;
  /** Customers with a purchase, and of those who bought again. */
  readonly n: number;
  readonly repeaters: number;
  /** Expected number of them who are customers still. */
  readonly alive: number;
  readonly spend: SpendFit | null;
  /**
   * By horizon. `orders` expected; `value` discounted, times margin; `revenue` neither, absent in results of before there was such
   * a thing. Null where the files hold no money.
   */
  readonly horizons: readonly {
    readonly months: number;
    readonly orders: Estimate;
    readonly value: Estimate | null;
    readonly revenue?: Estimate | null;
  }[];
  /** What today's customers will order, for so many months from the as-of day on: neither discounted nor times margin. */
  readonly forecast: readonly { readonly month: number; readonly revenue: Estimate }[];
  readonly holdOut: Part<HoldOut>;
  readonly concentration: { readonly past: Concentration | null; readonly future: Concentration | null };
  readonly bySegment: readonly { readonly segment: number; readonly n: number; readonly value: number }[];
  /** By the year of the first purchase, oldest first; absent in results of before there was such a thing. */
  readonly byCohort?: readonly { readonly from: DayNumber; readonly n: number; readonly value: number }[];
  readonly top: readonly {
    readonly key: string;
    readonly label: string;
    readonly alive: number;
    readonly orders: number;
    readonly value: number;
    readonly spent: number;
  }[];
  readonly notes: readonly Note[];
  readonly ms: number;
}

/**
 * Value today of amounts that come at the end of periods 1, 2, …: Σ R_t / (1 + r)^t. No amounts give 0. Throws
 * KithError 'value/bad-rate' for a rate of −100 % or less, or none. `discountedStream([100, 100], 0.1)` is 173.55.
 */
export function discountedStream(amounts: readonly number[], rate: number): number {
  if (!(rate > -1) || !Number.isFinite(rate)) throw new KithError('value/bad-rate', { rate });
  let value = 0;
  for (let t = amounts.length - 1; t >= 0; t--) value = (value + amounts[t]!) / (1 + rate);
  return value;
}

/** What a customer of mean revenue brings in one period when that share leaves: not a lifetime. Throws 'value/not-a-share'. */
export function retainedRevenue(churn: number, revenue: number): number {
  if (!(churn >= 0 && churn <= 1)) throw new KithError('value/not-a-share', { value: churn });
  return (1 - churn) * revenue;
}

/** V = p · q · d: chance of buying in a period, mean order value, expected periods left. Throws 'value/not-a-share' for p outside 0..1. */
export function valueByRate(p: number, q: number, d: number): number {
  if (!(p >= 0 && p <= 1)) throw new KithError('value/not-a-share', { value: p });
  return p * q * d;
}
