import type { DayNumber } from './day';

export const flowKinds = ['stages', 'rfm'] as const;
export type FlowKind = (typeof flowKinds)[number];

/** Who went from where to where between two days. */
export interface FlowWish {
  readonly what: FlowKind;
  readonly from: DayNumber;
  readonly to: DayNumber;
  /** The customers of one flow, by codes into lifeStages or rfmGroups; −1 for not known, or no buyer, on the earlier day. */
  readonly pick: readonly [from: number, to: number] | null;
}

export interface FlowPart {
  readonly what: FlowKind;
  /** The days in force: kept within the shop's history, and in order. */
  readonly from: DayNumber;
  readonly to: DayNumber;
  /** One row a code of the earlier day (last row: none yet), one column a code of the later; customers. */
  readonly moves: readonly (readonly number[])[];
  readonly picked: {
    readonly from: number;
    readonly to: number;
    readonly n: number;
    /** Those who spent most, at most 100. */
    readonly customers: readonly { readonly key: string; readonly label: string; readonly spent: number }[];
  } | null;
}

/** Customers by what they first bought, where they came from, or another column of their first order. */
export interface CohortsBy {
  readonly column: string;
  /** Months since the first purchase, 0 its own. */
  readonly months: number;
  readonly rows: readonly CohortRow[];
}

export interface CohortRow {
  /** Value of the column; null for orders that left it empty, '' for all values that are not shown on their own. */
  readonly value: string | null;
  readonly n: number;
  /** By months since: customers for whom that month is over, how many of them bought in it, and what they had spent by its end. */
  readonly seen: readonly number[];
  readonly bought: readonly number[];
  readonly spent: readonly number[];
}
