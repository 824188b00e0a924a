import { NO_DAY, unitOfNumber, type Figure, type Note, type NumberId } from '../../domain';
import { normalQuantile } from '../../kernels/special/normal-quantile';
import { meanInterval } from '../../kernels/stats/mean-interval';
import { wilsonInterval } from '../../kernels/stats/wilson-interval';
import type { PeriodSums } from './sums';

/** What the files can say at all, whatever the period. */
export interface Grounds {
  readonly orders: boolean;
  readonly money: boolean;
  /** 'silence': by the day on which somebody's silence became too long; 'column': a column says who left, not when. */
  readonly leaving: 'silence' | 'column' | 'unknown';
  /** By the column. */
  readonly said: { readonly left: number; readonly n: number } | null;
  readonly csat: boolean;
  readonly nps: boolean;
  readonly interactions: boolean;
  /** Somebody is known by a row without a day. */
  readonly undated: boolean;
}

const z = normalQuantile(0.975);
const none = (code: string): Figure => ({
  value: null,
  n: 0,
  interval: null,
  why: { code: `number-${code}`, values: {} } satisfies Note,
});
const told = (value: number, n: number, interval: readonly [number, number] | null = null): Figure => ({
  value,
  n,
  interval: interval?.every(Number.isFinite) === true ? interval : null,
  why: null,
});

/** Share with Wilson's interval (E. B. Wilson, 1927, JASA 22). */
const share = (part: number, n: number, why: string): Figure => (n > 0 ? told(part / n, n, wilsonInterval(part, n)) : none(why));

/** Mean with Student's interval. */
const mean = (sum: number, n: number, squares: number, why: string): Figure =>
  n > 0 ? told(sum / n, n, meanInterval(n, sum / n, squares)) : none(why);

/**
 * Net promoter score, −100 to 100: 9 and 10 promote, 0 to 6 detract. The interval is the normal one of a difference of two
 * shares of one sample (multinomial variance). No answers give null.
 */
export function promoterScore(
  promoters: number,
  detractors: number,
  n: number,
): { readonly value: number; readonly interval: readonly [number, number] } | null {
  if (n === 0) return null;
  const difference = (promoters - detractors) / n;
  const variance = (promoters + detractors) / n - difference * difference;
  const half = z * Math.sqrt(Math.max(variance, 0) / n);
  return { value: 100 * difference, interval: [100 * Math.max(difference - half, -1), 100 * Math.min(difference + half, 1)] };
}

/** Variance of an estimate as its own interval tells it: half its width over z, squared. */
const varianceOf = ([low, high]: readonly [number, number]): number => ((high - low) / 2 / z) ** 2;

/**
 * A product of two figures that were estimated apart, with the interval of the delta method: b²·Var(a) + a²·Var(b). `n` is
 * the smaller of the two.
 */
export function productOf(a: Figure, b: Figure, [least, most]: readonly [number, number]): Figure {
  if (a.value === null) return a;
  if (b.value === null) return b;
  const value = a.value * b.value;
  const n = Math.min(a.n, b.n);
  if (a.interval === null || b.interval === null) return told(value, n);
  const half = z * Math.sqrt(b.value ** 2 * varianceOf(a.interval) + a.value ** 2 * varianceOf(b.interval));
  return told(value, n, [Math.max(least, value - half), Math.min(most, value + half)]);
}

function leaving(sums: PeriodSums, all: boolean, { leaving, said }: Grounds): Figure {
  if (leaving === 'column') return all && said ? share(said.left, said.n, 'no-start') : none('churn-undated');
  if (leaving === 'unknown') return none('churn-unknown');
  return all ? none('needs-period') : share(sums.left, sums.atStart, 'no-start');
}

const less = (figure: Figure): Figure =>
  figure.value === null
    ? figure
    : told(1 - figure.value, figure.n, figure.interval && [1 - figure.interval[1], 1 - figure.interval[0]]);

/** One figure from the sums of its period, as methods define it; `from` is the period's first day. */
export function figureOf(id: NumberId, sums: PeriodSums, from: number, grounds: Grounds): Figure {
  const all = from === NO_DAY;
  const { orders, money } = grounds;
  if (['revenue', 'grossRevenue', 'refunds', 'aov', 'arpc'].includes(id) && !money) return none('no-money');
  if (['orders', 'buyers', 'newShare', 'repeatRate'].includes(id) && !orders) return none('no-orders');
  switch (id) {
    case 'revenue':
      return told(sums.ordered - sums.givenBack, sums.orders);
    case 'grossRevenue':
      return told(sums.ordered, sums.orders);
    case 'refunds':
      return told(sums.givenBack, sums.refunds);
    case 'orders':
      return told(sums.orders, sums.orders);
    case 'buyers':
      return told(sums.buyers, sums.buyers);
    case 'aov':
      return mean(sums.moneyOrdersSum, sums.moneyOrders, sums.moneyOrdersSquares, 'no-orders-here');
    case 'arpc':
      return mean(sums.buyersNet, sums.buyers, sums.buyersSquares, 'no-buyers-here');
    case 'newShare':
      return share(sums.newBuyers, sums.buyers, 'no-buyers-here');
    case 'repeatRate':
      return share(sums.repeatBuyers, sums.buyers, 'no-buyers-here');
    case 'churnRate':
      return leaving(sums, all, grounds);
    case 'retention':
      return less(leaving(sums, all, grounds));
    case 'csat':
      return grounds.csat ? share(sums.satisfied, sums.answers, 'no-answers-here') : none('no-question');
    case 'nps': {
      if (!grounds.nps) return none('no-nps');
      const score = promoterScore(sums.promoters, sums.detractors, sums.recommendAnswers);
      return score ? told(score.value, sums.recommendAnswers, score.interval) : none('no-answers-here');
    }
    case 'loyaltyIndex':
      return productOf(figureOf('csat', sums, from, grounds), figureOf('retention', sums, from, grounds), [0, 1]);
    case 'retainedRevenue':
      return productOf(figureOf('arpc', sums, from, grounds), figureOf('retention', sums, from, grounds), [-Infinity, Infinity]);
    case 'engagement': {
      if (!grounds.interactions) return none('no-interactions');
      // Contacts that name nobody are in the mean, but nobody knows how they spread.
      const spread = sums.anonymousInteractions > 0 ? Number.NaN : sums.interactionSquares;
      return mean(sums.interactions, sums.known, spread, 'nobody');
    }
    case 'conversion':
      if (sums.neverOrdered === 0) return none('no-prospects');
      if (!all && grounds.undated) return none('prospects-undated');
      return share(sums.converted, sums.prospects, 'no-prospects');
  }
}

/** Whether a figure is an estimate, whose interval is drawn. */
export const isEstimate = (id: NumberId): boolean =>
  !['revenue', 'grossRevenue', 'refunds', 'orders', 'buyers'].includes(id) && unitOfNumber[id] !== 'count';
