import type { DayNumber } from './day';
import type { FeatureInfo, Note } from './analysis';
import type { CustomerStanding, CustomerStandings, LifeStage } from './standing';

/** One row per customer, as columns; kept in the worker and the store, never whole on the page's thread. */
export interface CustomerTable {
  readonly rows: number;
  /** The id a person would recognise: customer id, else e-mail, phone or name. Unique. */
  readonly keys: readonly string[];
  /** Name or e-mail to show beside the key; '' where the files have none. */
  readonly labels: readonly string[];
  readonly orderCount: Int32Array;
  /** Net, major units; NaN without orders. */
  readonly totalSpend: Float64Array;
  /** Day numbers; NO_DAY where none. */
  readonly firstOrder: Int32Array;
  readonly lastOrder: Int32Array;
  /** Index into SegmentsPart.segments; 255 where not in any. */
  readonly segment: Uint8Array;
  /** Probability of leaving, 0..1; NaN where not scored. */
  readonly risk: Float64Array;
  /** Worth over the horizon in force; absent in tables of before there was such a thing. */
  readonly worth?: CustomerWorth;
  /** Absent in tables of before there were stages, and where nobody bought. */
  readonly standings?: CustomerStandings;
  readonly features: readonly FeatureInfo[];
  /** One column a feature, NaN where missing; categories hold codes into `levels`. */
  readonly featureValues: readonly Float64Array[];
  readonly levels: readonly (readonly string[] | null)[];
}

/** What to expect of each customer; NaN where nothing was worked out. */
export interface CustomerWorth {
  /** Chance of being a customer still, 0..1. */
  readonly pAlive: Float64Array;
  /** Expected orders over the horizon. */
  readonly expectedOrders: Float64Array;
  /** Discounted, times margin, major units; NaN without money. */
  readonly residualClv: Float64Array;
}

export const NO_DAY = -2147483648;

export type CustomerSort =
  'key' | 'orderCount' | 'totalSpend' | 'firstOrder' | 'lastOrder' | 'due' | 'segment' | 'stage' | 'risk' | 'value';

/** Bounds of a number, both of them in; null where there is none. Who has no such number is out. */
export type Bounds = readonly [number | null, number | null];

/** What the list asks of the worker; it answers with one window of rows. */
export interface CustomerQuery {
  readonly search: string;
  readonly segment: number | null;
  /** Only who stands there; null for all. */
  readonly stage: LifeStage | null;
  readonly risk: 'all' | 'high' | 'medium' | 'low';
  /** Id of a tag; null or left out for all. So with the others below. */
  readonly tag?: string | null;
  readonly spend?: Bounds | null;
  readonly value?: Bounds | null;
  /** A part of a product's name. */
  readonly product?: string;
  /** Bought (the product, where one is named) on a day of this stretch, both ends of it in. */
  readonly from?: DayNumber | null;
  readonly to?: DayNumber | null;
  /** Columns wanted beside the usual ones: 'due', or `fact:` and the id of a feature. */
  readonly columns?: readonly string[];
  readonly sort: CustomerSort;
  readonly descending: boolean;
  readonly offset: number;
  readonly limit: number;
}

export interface CustomerRow {
  readonly index: number;
  readonly key: string;
  readonly label: string;
  readonly orderCount: number;
  readonly totalSpend: number;
  readonly lastOrder: DayNumber | null;
  readonly segment: number | null;
  readonly risk: number | null;
  /** Discounted worth over the horizon in force; null where nothing was worked out. */
  readonly value: number | null;
  readonly stage?: LifeStage | null;
  readonly firstOrder?: DayNumber | null;
  /** Names of the customer's tags. */
  readonly tags?: readonly string[];
  /** What was asked for in `columns`, in that order. */
  readonly more?: readonly (number | string | null)[];
}

export interface CustomerPage {
  readonly total: number;
  readonly offset: number;
  readonly rows: readonly CustomerRow[];
}

export interface TimelineEntry {
  readonly day: DayNumber | null;
  readonly kind: 'order' | 'cancellation' | 'refund' | 'pending' | 'answer' | 'interaction' | 'note' | 'task';
  readonly id: string;
  readonly amount: number | null;
  readonly detail: string;
}

/** The page of one customer. */
export interface CustomerDetail {
  readonly row: CustomerRow;
  readonly firstOrder: DayNumber | null;
  /** What to do, as their group and their own risk have it; null where nothing is advised. */
  readonly advice: Note | null;
  /** Null where nothing was worked out. */
  readonly worth: { readonly alive: number; readonly orders: number; readonly value: number | null } | null;
  /** Null where nothing was worked out. */
  readonly standing: CustomerStanding | null;
  /** Customer numbers, addresses and telephone numbers taken for this one person; `id` as IdentitySettings has keys. */
  readonly identities?: readonly {
    readonly id: string;
    readonly kind: 'customerId' | 'email' | 'phone' | 'name';
    readonly text: string;
  }[];
  readonly facts: readonly { readonly feature: FeatureInfo; readonly value: number | string | null }[];
  /** Newest first, at most 500 entries; `entries` says how many there are. */
  readonly timeline: readonly TimelineEntry[];
  readonly entries: number;
  /** What pushes the risk up and down, largest first: weight × (value − mean of those who stayed). */
  readonly reasons: readonly {
    readonly feature: string;
    readonly level: string | null;
    readonly contribution: number;
    readonly value: number | null;
    readonly note: Note;
  }[];
}
