import { isEverything, NO_DAY, type NumberFacts, type NumberPeriod, type RatingFacts } from '../../domain';
import { leaversBetween, type Spells } from './spells';

/** The sums of one period: all that figures, and the owner's own expressions, are made of. Money in major units. */
export interface PeriodSums {
  /** 0 for everything. */
  readonly days: number;
  readonly ordered: number;
  readonly givenBack: number;
  /** Rows by which something was given back. */
  readonly refunds: number;
  readonly orders: number;
  /** Orders in the currency of the figures, what they come to, and the squared deviations from their mean. */
  readonly moneyOrders: number;
  readonly moneyOrdersSum: number;
  readonly moneyOrdersSquares: number;
  /** Customers with an order in the period; those whose first it holds; those with two or more. */
  readonly buyers: number;
  readonly newBuyers: number;
  readonly repeatBuyers: number;
  /** What buyers' rows of the period come to less what was given back. */
  readonly buyersNet: number;
  readonly buyersSquares: number;
  readonly anonymousOrders: number;
  /** Customers on the day before, and those of them who were gone at its end. Both 0 where nobody knows. */
  readonly atStart: number;
  readonly left: number;
  readonly answers: number;
  readonly satisfied: number;
  readonly recommendAnswers: number;
  readonly promoters: number;
  readonly detractors: number;
  readonly interactions: number;
  readonly anonymousInteractions: number;
  readonly interactionSquares: number;
  /** People known by its end; of them, those without an order before it; of these, who ordered in it. */
  readonly known: number;
  readonly prospects: number;
  readonly converted: number;
  /** People known by its end who had not ordered by then. */
  readonly neverOrdered: number;
}

/** The questions that figures are taken from. */
export interface Asked {
  readonly csat: { readonly answers: RatingFacts; readonly top: number } | null;
  readonly nps: RatingFacts | null;
}

/** First place whose day is not before `day`. */
export function placeFrom(days: Int32Array, day: number): number {
  let [low, high] = [0, days.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (days[middle]! < day) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Places of the days from `from` to `to`. */
export function placesOf(days: Int32Array, { from, to }: NumberPeriod): readonly [number, number] {
  return [placeFrom(days, from), placeFrom(days, to + 1)];
}

/** To a millionth, so that the order in which rows came cannot show. */
const settle = (value: number): number => Math.round(value * 1e6) / 1e6;

/** Adds up periods of the same facts, one after another, in the same buffers. */
export class Adder {
  readonly #net: Float64Array;
  readonly #count: Int32Array;
  readonly #since: Int32Array;
  readonly #first: Int32Array;

  constructor(
    private readonly facts: NumberFacts,
    private readonly asked: Asked,
    private readonly spells: Spells | null,
  ) {
    this.#net = new Float64Array(facts.customers);
    this.#count = new Int32Array(facts.customers);
    this.#since = facts.knownSince.slice().sort();
    this.#first = facts.firstOrder.slice().sort();
  }

  /** The sums of a period that ends by the day of the facts. Nothing in it gives zeros. */
  sums(period: NumberPeriod): PeriodSums {
    const { facts, spells } = this;
    const all = isEverything(period);
    const leavers = spells === null || all ? { atStart: 0, left: 0 } : leaversBetween(spells, period.from, period.to);
    const known = placeFrom(this.#since, period.to + 1);
    const before = all ? 0 : placeFrom(this.#first, period.from);
    const by = placeFrom(this.#first, period.to + 1);
    return {
      days: all ? 0 : period.to - period.from + 1,
      ...this.#sold(period),
      ...leavers,
      ...answersOf(this.asked, period),
      ...this.#touched(period, known),
      known,
      prospects: known - before,
      converted: by - before,
      neverOrdered: known - by,
      anonymousOrders: anonymous(facts.orders, period),
    };
  }

  #sold(
    period: NumberPeriod,
  ): Pick<
    PeriodSums,
    | 'ordered'
    | 'givenBack'
    | 'refunds'
    | 'orders'
    | 'moneyOrders'
    | 'moneyOrdersSum'
    | 'moneyOrdersSquares'
    | 'buyers'
    | 'newBuyers'
    | 'repeatBuyers'
    | 'buyersNet'
    | 'buyersSquares'
  > {
    const { orders, money, firstOrder } = this.facts;
    const [net, count] = [this.#net, this.#count];
    let [made, own, sum, buyers, newBuyers, repeatBuyers] = [0, 0, 0, 0, 0, 0];
    const [from, to] = placesOf(orders.day, period);
    const touched: number[] = [];
    for (let e = from; e < to; e++) {
      if (orders.counts[e] === 1) {
        made++;
        if (orders.own[e] === 1) own++;
      }
      sum += orders.ordered[e]!;
      const c = orders.customer[e]!;
      if (c < 0) continue;
      if (count[c] === 0) {
        buyers++;
        touched.push(c);
        if (firstOrder[c]! >= period.from) newBuyers++;
      } else if (count[c] === 1) repeatBuyers++;
      count[c]!++;
    }
    const mean = own > 0 ? sum / own : 0;
    let squares = 0;
    for (let e = from; e < to; e++) if (orders.own[e] === 1) squares += (orders.ordered[e]! - mean) ** 2;
    const [first, last] = placesOf(money.day, period);
    let [ordered, givenBack, refunds, buyersNet] = [0, 0, 0, 0];
    for (let i = first; i < last; i++) {
      ordered += money.ordered[i]!;
      givenBack += money.givenBack[i]!;
      if (money.givenBack[i] !== 0) refunds++;
      const c = money.customer[i]!;
      if (c >= 0 && count[c]! > 0) net[c]! += money.ordered[i]! - money.givenBack[i]!;
    }
    for (const c of touched) buyersNet += net[c]!;
    const each = buyers > 0 ? buyersNet / buyers : 0;
    let buyersSquares = 0;
    for (const c of touched) {
      buyersSquares += (net[c]! - each) ** 2;
      net[c] = 0;
      count[c] = 0;
    }
    return {
      ordered: settle(ordered),
      givenBack: settle(givenBack),
      refunds,
      orders: made,
      moneyOrders: own,
      moneyOrdersSum: settle(sum),
      moneyOrdersSquares: squares,
      buyers,
      newBuyers,
      repeatBuyers,
      buyersNet: settle(buyersNet),
      buyersSquares,
    };
  }

  #touched(
    period: NumberPeriod,
    known: number,
  ): Pick<PeriodSums, 'interactions' | 'anonymousInteractions' | 'interactionSquares'> {
    const { day, customer } = this.facts.interactions;
    const [from, to] = placesOf(day, period);
    const count = this.#count;
    const touched: number[] = [];
    let nobody = 0;
    for (let i = from; i < to; i++) {
      const c = customer[i]!;
      if (c < 0) nobody++;
      else if (count[c]!++ === 0) touched.push(c);
    }
    const mean = known > 0 ? (to - from) / known : 0;
    // Of the many without any, each is the mean away from it.
    let squares = (known - touched.length) * mean * mean;
    for (const c of touched) {
      squares += (count[c]! - mean) ** 2;
      count[c] = 0;
    }
    return { interactions: to - from, anonymousInteractions: nobody, interactionSquares: squares };
  }
}

function anonymous({ day, customer, counts }: NumberFacts['orders'], period: NumberPeriod): number {
  const [from, to] = placesOf(day, period);
  let n = 0;
  for (let e = from; e < to; e++) if (customer[e]! < 0 && counts[e] === 1) n++;
  return n;
}

function answersOf(
  { csat, nps }: Asked,
  period: NumberPeriod,
): Pick<PeriodSums, 'answers' | 'satisfied' | 'recommendAnswers' | 'promoters' | 'detractors'> {
  let [answers, satisfied, recommendAnswers, promoters, detractors] = [0, 0, 0, 0, 0];
  if (csat) {
    const [from, to] = placesOf(csat.answers.days, period);
    answers = to - from;
    for (let i = from; i < to; i++) if (csat.answers.values[i]! >= csat.top - 1) satisfied++;
  }
  if (nps) {
    const [from, to] = placesOf(nps.days, period);
    recommendAnswers = to - from;
    for (let i = from; i < to; i++) {
      if (nps.values[i]! >= 9) promoters++;
      else if (nps.values[i]! <= 6) detractors++;
    }
  }
  return { answers, satisfied, recommendAnswers, promoters, detractors };
}

/** Whether anybody is known by a row without a day. */
export const knowsUndated = ({ knownSince }: NumberFacts): boolean => knownSince.includes(NO_DAY);
