import type { Note } from './analysis';
import type { DayNumber } from './day';

/** Where a customer stands, in the order of a customer's life. */
export const lifeStages = ['prospect', 'new', 'active', 'loyal', 'at-risk', 'churned'] as const;
export type LifeStage = (typeof lifeStages)[number];

/** Not known on that day: neither in a list of customers nor with a purchase. */
export const NO_STAGE = 255;

/** Groups by recency (rows: high, middle, low) and by frequency and money together (high, middle, low). */
export const rfmGroups = [
  'champions',
  'promising',
  'recent',
  'loyal',
  'attention',
  'fading',
  'cannot-lose',
  'slipping',
  'lost',
] as const;
export type RfmGroup = (typeof rfmGroups)[number];

/** What a person can set; null means "let Kith choose from the shop's own orders". */
export interface StandingSettings {
  /** New for so many days after the first purchase. */
  readonly newDays: number | null;
  /** Loyal from so many purchases on. */
  readonly loyalPurchases: number;
  /** Silent for longer than so much of what is usual for this customer: at risk. */
  readonly quiet: number;
  /** Never taken for gone before so many days of silence. */
  readonly churnDays: number | null;
  /** Stages and groups are compared with those of so many days before. */
  readonly compareDays: number;
}

export const defaultStanding: StandingSettings = {
  newDays: null,
  loyalPurchases: 3,
  quiet: 0.9,
  churnDays: null,
  compareDays: 90,
};

/** The cut-offs in force. */
export interface StandingRules {
  readonly newDays: number;
  readonly loyalPurchases: number;
  readonly quiet: number;
  readonly churnDays: number;
  /**
   * Gaps between purchases of the shop's customers: rates are gamma with this shape and this rate in days, and gaps gamma with
   * this steadiness (1, exponential, in results of before it was learned); null where there are too few.
   */
  readonly rhythm: { readonly shape: number; readonly rate: number; readonly steadiness?: number; readonly gaps: number } | null;
}

/** One customer's rhythm and the days on which the stage changed, oldest first; days to come are of a future without a purchase. */
export interface CustomerStanding {
  readonly stage: LifeStage;
  readonly rfm: { readonly group: RfmGroup; readonly r: number; readonly f: number; readonly m: number } | null;
  /** Days between purchases, as far as they are known, drawn towards the shop's; null for who never bought. */
  readonly usualGap: number | null;
  /** Day on which the next purchase would be usual, and from which on the silence is not. */
  readonly due: DayNumber | null;
  readonly quietFrom: DayNumber | null;
  readonly changes: readonly { readonly day: DayNumber; readonly stage: LifeStage }[];
}

/** Bounds of one bin, both of values that are in it. Bin 1 is the worst. */
export interface RfmBin {
  readonly bin: number;
  readonly from: number;
  readonly to: number;
  readonly n: number;
}

export interface RfmPart {
  readonly bins: number;
  readonly n: number;
  readonly cuts: { readonly r: readonly RfmBin[]; readonly f: readonly RfmBin[]; readonly m: readonly RfmBin[] | null };
  /** Customers and their net spend by group, in the order of rfmGroups. */
  readonly groups: readonly { readonly n: number; readonly spent: number }[];
  /** From the group on the earlier day (last row: not a buyer yet) to today's, by the same cut-offs. */
  readonly moves: readonly (readonly number[])[];
}

/** Customers by the month of their first purchase, oldest first. */
export interface CohortsPart {
  readonly months: readonly DayNumber[];
  readonly sizes: readonly number[];
  /** By cohort and by months since: how many bought in that month, and net spend so far; no entry for months to come. */
  readonly bought: readonly (readonly number[])[];
  readonly spent: readonly (readonly number[])[];
  /** The month of the as-of day is not over. */
  readonly lastIncomplete: boolean;
  /** Earlier cohorts that are not among these. */
  readonly left: number;
}

export interface StandingPart {
  readonly rules: StandingRules;
  readonly n: number;
  /** Customers by stage, in the order of lifeStages. */
  readonly stages: readonly number[];
  readonly comparedWith: DayNumber;
  /** From the stage on the earlier day (last row: not known then) to today's. */
  readonly flow: readonly (readonly number[])[];
  /** Stages at the ends of months and on the as-of day, oldest first; one row a stage. */
  readonly overTime: { readonly days: readonly DayNumber[]; readonly counts: readonly (readonly number[])[] };
  readonly rfm: RfmPart | null;
  readonly cohorts: CohortsPart;
  readonly notes: readonly Note[];
}

/** Codes into lifeStages and rfmGroups per customer; 255 where there is none. Bins are 1 for the worst, 0 for none. */
export interface CustomerStandings {
  readonly stage: Uint8Array;
  readonly rfm: Uint8Array;
  /** r · 100 + f · 10 + m. */
  readonly bins: Int32Array;
}
