import { describe, expect, it } from 'vitest';
import { kpis, netPromoterScore, type KpiInput } from '../../../src/insight/kpis';

const nothing: KpiInput = {
  asOf: 100,
  period: [0, 100],
  customers: 0,
  ratings: [],
  interactions: 0,
  interactionPeriod: null,
  left: null,
  money: null,
  orders: 0,
  orderCount: new Int32Array(0),
  firstOrder: new Int32Array(0),
  lastOrder: new Int32Array(0),
};
const ratings = (column: string, values: number[], scaleTop: number | null = null) => [
  { column, values: Float64Array.from(values), scaleTop, days: new Int32Array(values.length).fill(50) },
];
const repeat = (value: number, n: number) => new Array<number>(n).fill(value);

describe('key figures', () => {
  it('CSAT: 80 of 100 satisfied is 80 %, with Wilson’s interval', () => {
    const { csat } = kpis({
      ...nothing,
      ratings: ratings('satisfaction', [...repeat(5, 50), ...repeat(4, 30), ...repeat(3, 20)]),
    }).kpis;
    expect(csat).toMatchObject({ value: 0.8, n: 100, period: [50, 50] });
    expect(csat!.interval![0]).toBeCloseTo(0.7112, 4);
    expect(csat!.interval![1]).toBeCloseTo(0.8666, 4);
  });

  it('CSAT takes the top two of the scale that was used or said', () => {
    const seven = [7, 6, 5, 1];
    expect(kpis({ ...nothing, ratings: ratings('r', seven) }).kpis.csat!.value).toBe(0.5);
    expect(kpis({ ...nothing, ratings: ratings('r', seven, 10) }).kpis.csat!.value).toBe(0);
  });

  it('NPS: 70 / 20 / 10 is +60, only of a 0–10 question about recommending', () => {
    const answers = [...repeat(9, 40), ...repeat(10, 30), ...repeat(7, 20), ...repeat(3, 10)];
    expect(netPromoterScore(Float64Array.from(answers))!.value).toBeCloseTo(60, 12);
    const found = kpis({ ...nothing, ratings: ratings('recommendation', answers) }).kpis;
    expect(found.nps!.value).toBeCloseTo(60, 12);
    expect(found.nps!.interval![0]).toBeLessThan(60);
    expect(found.csat).toBeUndefined();
    expect(kpis({ ...nothing, ratings: ratings('satisfaction', answers) }).kpis.nps).toBeUndefined();
  });

  it('churn: 10 of 100 is 10 %, retention the rest', () => {
    const found = kpis({ ...nothing, left: { positives: 10, n: 100, period: null } }).kpis;
    expect(found.churnRate!.value).toBe(0.1);
    expect(found.retention!.value).toBe(0.9);
    expect(found.retention!.interval![0]).toBeCloseTo(1 - found.churnRate!.interval![1], 12);
  });

  it('repeat rate: 60 of 100 buyers is 60 %, those who never bought aside', () => {
    const orderCount = Int32Array.from([...repeat(2, 60), ...repeat(1, 40), ...repeat(0, 25)]);
    expect(kpis({ ...nothing, orderCount }).kpis.repeatRate).toMatchObject({ value: 0.6, n: 100 });
  });

  it('engagement: 500 contacts of 100 customers is 5 a customer, no percentage', () => {
    expect(kpis({ ...nothing, interactions: 500, customers: 100 }).kpis.engagement).toMatchObject({ value: 5, n: 100 });
  });

  it('value of an order and of a buyer', () => {
    const found = kpis({ ...nothing, money: { ordered: 300, net: 240 }, orders: 10, orderCount: Int32Array.of(1, 4, 5, 0) }).kpis;
    expect([found.aov!.value, found.arpc!.value]).toEqual([30, 80]);
  });

  it('what the data cannot say is absent', () => {
    expect(kpis(nothing).kpis).toEqual({});
    const odd = kpis({ ...nothing, ratings: ratings('r', [-1, 20]) });
    expect(odd.kpis.csat).toBeUndefined();
    expect(odd.notes).toEqual([{ code: 'rating-scale-unknown', values: { column: 'r' } }]);
  });
});
