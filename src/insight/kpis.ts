import type { DayNumber, Kpi, KpiId, Note } from '../domain';
import { wilsonInterval } from '../kernels/stats/wilson-interval';
import { productOf, promoterScore } from './numbers/figures';

/** A rating column's answers, without NaN. */
export interface RatingAnswers {
  readonly column: string;
  readonly values: Float64Array;
  /** Top of the scale as the owner said, or null. */
  readonly scaleTop: number | null;
  readonly days: Int32Array;
}

export interface KpiInput {
  readonly asOf: DayNumber;
  readonly period: readonly [DayNumber, DayNumber] | null;
  readonly customers: number;
  readonly ratings: readonly RatingAnswers[];
  readonly interactions: number;
  readonly interactionPeriod: readonly [DayNumber, DayNumber] | null;
  /** Who left of how many, with the window it was seen in; null where nobody knows. */
  readonly left: {
    readonly positives: number;
    readonly n: number;
    readonly period: readonly [DayNumber, DayNumber] | null;
  } | null;
  /** Sales of the main currency; null without orders for money. */
  readonly money: { readonly ordered: number; readonly net: number } | null;
  readonly orders: number;
  /** Orders per customer; 0 for those who bought nothing. */
  readonly orderCount: Int32Array;
  /** Days of the first and last order of each, where there is one. */
  readonly firstOrder: Int32Array;
  readonly lastOrder: Int32Array;
}

const npsHeader = /(?<![a-z])nps(?![a-z])|recommend|推荐/i;
const noDay = -2147483648;
const yearDays = 365;

function periodOf(days: Int32Array): readonly [DayNumber, DayNumber] | null {
  let first = 2147483647;
  let last = noDay;
  for (const day of days) {
    if (day === noDay) continue;
    if (day < first) first = day;
    if (day > last) last = day;
  }
  return first > last ? null : [first, last];
}

/** Top of the scale that answers were given on: as said, else the smallest of 5, 7, 10 that holds them all; null beyond 10 or for words. */
export function scaleTopOf(answers: RatingAnswers): number | null {
  if (answers.scaleTop !== null) return answers.scaleTop;
  let max = -Infinity;
  let min = Infinity;
  for (const value of answers.values) {
    if (value > max) max = value;
    if (value < min) min = value;
  }
  if (min < 0 || max > 10) return null;
  if (min === 0) return 10;
  return max <= 5 ? 5 : max <= 7 ? 7 : 10;
}

/** Net promoter score, −100 to 100, with the normal interval of a difference of two shares of one sample. No answers give null. */
export function netPromoterScore(values: Float64Array): { value: number; interval: readonly [number, number] } | null {
  const n = values.length;
  if (n === 0) return null;
  let promoters = 0;
  let detractors = 0;
  for (const value of values) {
    if (value >= 9) promoters++;
    else if (value <= 6) detractors++;
  }
  return promoterScore(promoters, detractors, n);
}

/**
 * The questions that satisfaction and recommendation are taken from: the first that fits. Recommendation needs a 0–10 scale and
 * a name that says so; a question about recommending on another scale counts as one about satisfaction.
 */
export function askedIn<A extends RatingAnswers>(
  ratings: readonly A[],
): {
  readonly csat: { readonly answers: A; readonly top: number } | null;
  readonly nps: A | null;
  readonly notes: readonly Note[];
} {
  let csat: { answers: A; top: number } | null = null;
  let nps: A | null = null;
  const notes: Note[] = [];
  for (const answers of ratings) {
    if (answers.values.length === 0) continue;
    const top = scaleTopOf(answers);
    if (npsHeader.test(answers.column) && top === 10) nps ??= answers;
    else if (top === null) notes.push({ code: 'rating-scale-unknown', values: { column: answers.column } });
    else if (!csat) {
      csat = { answers, top };
      notes.push({ code: 'csat-scale', values: { column: answers.column, from: top - 1, top } });
    }
  }
  return { csat, nps, notes };
}

/**
 * The key figures as methods define them; each with the number of cases it stands on, and a 95 % interval (Wilson) where it is a
 * share (the delta method's where it is a product of two). What the data cannot say is absent. `engagement` is interactions per customer, no percentage; `aov` is money ordered
 * per order before refunds; `arpc` is net revenue per buyer; `nps` runs from −100 to 100 and needs a 0–10 question that
 * asks about recommending.
 */
export function kpis(input: KpiInput): { kpis: Partial<Record<KpiId, Kpi>>; notes: Note[] } {
  const found: Partial<Record<KpiId, Kpi>> = {};
  const { csat, nps, notes: asked } = askedIn(input.ratings);
  const notes: Note[] = [...asked];
  if (nps) {
    const score = netPromoterScore(nps.values)!;
    found.nps = { value: score.value, n: nps.values.length, interval: score.interval, period: periodOf(nps.days) };
  }
  if (csat) {
    let satisfied = 0;
    for (const value of csat.answers.values) if (value >= csat.top - 1) satisfied++;
    const n = csat.answers.values.length;
    found.csat = { value: satisfied / n, n, interval: wilsonInterval(satisfied, n), period: periodOf(csat.answers.days) };
  }
  if (input.left && input.left.n > 0) {
    const { positives, n, period } = input.left;
    const [low, high] = wilsonInterval(positives, n);
    found.churnRate = { value: positives / n, n, interval: [low, high], period };
    found.retention = { value: 1 - positives / n, n, interval: [1 - high, 1 - low], period };
  }
  let buyers = 0;
  let repeaters = 0;
  for (const count of input.orderCount) {
    if (count >= 1) buyers++;
    if (count >= 2) repeaters++;
  }
  if (buyers > 0) {
    found.repeatRate = {
      value: repeaters / buyers,
      n: buyers,
      interval: wilsonInterval(repeaters, buyers),
      period: input.period,
    };
  }
  if (input.interactions > 0 && input.customers > 0) {
    found.engagement = { value: input.interactions / input.customers, n: input.customers, period: input.interactionPeriod };
  }
  if (input.money && input.orders > 0)
    found.aov = { value: input.money.ordered / input.orders, n: input.orders, period: input.period };
  if (input.money && buyers > 0) found.arpc = { value: input.money.net / buyers, n: buyers, period: input.period };
  const fresh = newAmong(input);
  if (fresh) found.newShare = fresh;
  // Where everybody known has bought, nobody knows how many were reached.
  if (buyers > 0 && buyers < input.customers) {
    found.conversion = {
      value: buyers / input.customers,
      n: input.customers,
      interval: wilsonInterval(buyers, input.customers),
      period: input.period,
    };
  }
  const loyaltyIndex = product(found.csat, found.retention, [0, 1]);
  if (loyaltyIndex) found.loyaltyIndex = loyaltyIndex;
  const retained = product(found.arpc, found.retention, [-Infinity, Infinity]);
  if (retained) found.retainedRevenue = retained;
  return { kpis: found, notes };
}

/** Of those who bought in the last year before the as-of day, how many bought for the first time. */
function newAmong({ asOf, orderCount, firstOrder, lastOrder, period }: KpiInput): Kpi | null {
  if (period === null) return null;
  const from = asOf - yearDays + 1;
  let [buyers, fresh] = [0, 0];
  for (let c = 0; c < orderCount.length; c++) {
    if (orderCount[c] === 0 || lastOrder[c]! < from) continue;
    buyers++;
    if (firstOrder[c]! >= from) fresh++;
  }
  if (buyers === 0) return null;
  return { value: fresh / buyers, n: buyers, interval: wilsonInterval(fresh, buyers), period: [from, asOf] };
}

/** Of two figures, told for the period of the second, in which people stayed. */
function product(a: Kpi | undefined, b: Kpi | undefined, range: readonly [number, number]): Kpi | null {
  if (!a || !b) return null;
  const figure = ({ value, n, interval }: Kpi) => ({ value, n, interval: interval ?? null, why: null });
  const { value, n, interval } = productOf(figure(a), figure(b), range);
  return { value: value!, n, ...(interval ? { interval } : {}), period: b.period };
}
