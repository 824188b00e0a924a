import { NO_DAY } from '../../domain';
import type { Grounds } from './figures';
import type { PeriodSums } from './sums';

/** Names for expressions over the sums of a period, in the order in which they are listed. */
export const periodNames = [
  'revenue',
  'grossRevenue',
  'refunds',
  'orders',
  'buyers',
  'newBuyers',
  'returningBuyers',
  'repeatBuyers',
  'customers',
  'customersAtStart',
  'customersLeft',
  'prospects',
  'answers',
  'satisfied',
  'promoters',
  'passives',
  'detractors',
  'interactions',
  'days',
] as const;
export type PeriodName = (typeof periodNames)[number];

/** The value of each name in a period that begins on `from`; NaN for what the files cannot say. */
export function periodValues(sums: PeriodSums, from: number, grounds: Grounds): ReadonlyMap<string, number> {
  const money = (value: number) => (grounds.money ? value : Number.NaN);
  const order = (value: number) => (grounds.orders ? value : Number.NaN);
  const left = (value: number) => (grounds.leaving === 'silence' && from !== NO_DAY ? value : Number.NaN);
  const nps = (value: number) => (grounds.nps ? value : Number.NaN);
  const values: Record<PeriodName, number> = {
    revenue: money(sums.ordered - sums.givenBack),
    grossRevenue: money(sums.ordered),
    refunds: money(sums.givenBack),
    orders: order(sums.orders),
    buyers: order(sums.buyers),
    newBuyers: order(sums.newBuyers),
    returningBuyers: order(sums.buyers - sums.newBuyers),
    repeatBuyers: order(sums.repeatBuyers),
    customers: sums.known,
    customersAtStart: left(sums.atStart),
    customersLeft: left(sums.left),
    prospects: sums.prospects,
    answers: grounds.csat ? sums.answers : Number.NaN,
    satisfied: grounds.csat ? sums.satisfied : Number.NaN,
    promoters: nps(sums.promoters),
    passives: nps(sums.recommendAnswers - sums.promoters - sums.detractors),
    detractors: nps(sums.detractors),
    interactions: grounds.interactions ? sums.interactions : Number.NaN,
    days: from === NO_DAY ? Number.NaN : sums.days,
  };
  return new Map(Object.entries(values));
}
