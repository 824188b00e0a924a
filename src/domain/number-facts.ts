/**
 * What figures by period are made of: typed columns of all that is dated up to one day, each sorted by day. Rows without a
 * day stand first, at NO_DAY. Money in major units of one currency; customers are indices, −1 for nobody.
 */
export interface NumberFacts {
  readonly asOf: number;
  readonly customers: number;
  /** Whether orders are dated, and have amounts. */
  readonly has: { readonly days: boolean; readonly money: boolean };
  /** Day of the first dated row; NO_DAY where there is none. */
  readonly first: number;
  /** Rows with money: what was ordered, and what was given back. */
  readonly money: {
    readonly day: Int32Array;
    readonly customer: Int32Array;
    readonly ordered: Float64Array;
    readonly givenBack: Float64Array;
    /** Row of the order lines. */
    readonly line: Int32Array;
  };
  /** Orders, on the day of their first row that is a sale. An order that names several customers is an entry for each. */
  readonly orders: {
    readonly day: Int32Array;
    readonly customer: Int32Array;
    readonly ordered: Float64Array;
    /** 1 = counts as an order; 0 = a further customer of one that is counted. */
    readonly counts: Uint8Array;
    /** 1 = has a row in the currency that money is told in. */
    readonly own: Uint8Array;
    readonly line: Int32Array;
  };
  /** Day of each customer's first order; `never` without one. */
  readonly firstOrder: Int32Array;
  /** Day since which each customer is known: NO_DAY where a row without a day names them, `never` where only later rows do. */
  readonly knownSince: Int32Array;
  readonly ratings: readonly RatingFacts[];
  readonly interactions: { readonly day: Int32Array; readonly customer: Int32Array };
  /** What no figure counts: rows in other currencies; orders called off, not paid yet, or whose payment failed. */
  readonly passedOver: { readonly day: Int32Array; readonly why: Uint8Array };
}

/** Why something is passed over. */
export const passedWhy = { otherCurrency: 0, cancelled: 1, pending: 2, failed: 3 } as const;

/** The answers to one question, sorted by day. */
export interface RatingFacts {
  readonly column: string;
  readonly scaleTop: number | null;
  readonly values: Float64Array;
  readonly days: Int32Array;
  readonly customer: Int32Array;
}

/** Later than any day. */
export const never = 2147483647;
