import type { Note, Part } from './analysis';
import type { DayNumber } from './day';
import type { FittedParameter } from './value';

/** The end of one month of the curve; shares are of all that began. */
export interface RetentionMonth {
  readonly month: number;
  /** Still there and watched at the start of the month, and left in it. */
  readonly atRisk: number;
  readonly left: number;
  readonly retained: number;
  readonly interval: readonly [number, number];
}

/** The shifted-beta-geometric model of the months that contracts last. */
export interface RetentionModel {
  readonly parameters: readonly FittedParameter[];
  readonly logLikelihood: number;
  readonly held: boolean;
  /** Of the rule beside it: everybody leaves with one chance a month. */
  readonly constant: { readonly churn: number; readonly logLikelihood: number };
  /** Share still there after each month, from month 0 on, past what was seen; with 95 % intervals for what the parameters leave open. */
  readonly projected: readonly {
    readonly month: number;
    readonly retained: number;
    readonly interval: readonly [number, number];
  }[];
  /** By months that a contract has come through: how many there are, chance of the next month, and discounted months still to come. */
  readonly byAge: readonly {
    readonly from: number;
    readonly n: number;
    readonly renews: number;
    readonly residualMonths: number;
    readonly interval: readonly [number, number];
  }[];
  readonly discountRate: number;
}

/** How long subscriptions last: seen, and foretold. */
export interface RetentionPart {
  /** Where the time comes from: a column that counts it, or dates of start and end. */
  readonly source: 'tenure' | 'dates';
  readonly label: string;
  readonly column: string;
  readonly endColumn: string | null;
  readonly tenureUnit: 'day' | 'week' | 'month' | 'year';
  /** Day up to which those who stayed were seen; null where a column counts the time. */
  readonly until: DayNumber | null;
  readonly n: number;
  readonly left: number;
  /** Rows that say neither how long nor whether. */
  readonly skipped: number;
  readonly curve: readonly RetentionMonth[];
  /** Months after which half have left; null where more than half are still there. */
  readonly median: number | null;
  readonly model: Part<RetentionModel>;
  readonly notes: readonly Note[];
  readonly ms: number;
}
