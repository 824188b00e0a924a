import { describe, expect, it } from 'vitest';
import { NO_DAY, type NumberId } from '../../../../src/domain';
import { figureOf, productOf, promoterScore, type Grounds, type PeriodSums } from '../../../../src/insight/numbers';

const nothing: PeriodSums = {
  days: 30,
  ordered: 0,
  givenBack: 0,
  refunds: 0,
  orders: 0,
  moneyOrders: 0,
  moneyOrdersSum: 0,
  moneyOrdersSquares: 0,
  buyers: 0,
  newBuyers: 0,
  repeatBuyers: 0,
  buyersNet: 0,
  buyersSquares: 0,
  anonymousOrders: 0,
  atStart: 0,
  left: 0,
  answers: 0,
  satisfied: 0,
  recommendAnswers: 0,
  promoters: 0,
  detractors: 0,
  interactions: 0,
  anonymousInteractions: 0,
  interactionSquares: 0,
  known: 0,
  prospects: 0,
  converted: 0,
  neverOrdered: 0,
};
const grounds: Grounds = {
  orders: true,
  money: true,
  leaving: 'silence',
  said: null,
  csat: true,
  nps: true,
  interactions: true,
  undated: false,
};
const figure = (id: NumberId, sums: Partial<PeriodSums>, over: Partial<Grounds> = {}, from = 100) =>
  figureOf(id, { ...nothing, ...sums }, from, { ...grounds, ...over });

describe('figures by hand', () => {
  it('CSAT: 80 of 100 → 80 %, Wilson', () => {
    const { value, n, interval } = figure('csat', { answers: 100, satisfied: 80 });
    expect([value, n]).toEqual([0.8, 100]);
    // (p + z²/2n ± z·√(p(1−p)/n + z²/4n²)) / (1 + z²/n) with z 1.959964, worked by hand.
    expect(interval![0]).toBeCloseTo(0.71117, 5);
    expect(interval![1]).toBeCloseTo(0.86663, 5);
  });

  it('NPS: 70 / 20 / 10 → +60', () => {
    const { value, n, interval } = figure('nps', { recommendAnswers: 100, promoters: 70, detractors: 10 });
    expect(value).toBeCloseTo(60, 12);
    expect(n).toBe(100);
    // Variance .7 + .1 − .6² = .44; 1.959964 · √.0044 = .13001.
    expect(interval![0]).toBeCloseTo(60 - 13.001, 2);
    expect(interval![1]).toBeCloseTo(60 + 13.001, 2);
    expect(promoterScore(0, 0, 0)).toBeNull();
  });

  it('NPS only of a 0–10 question', () => {
    expect(figure('nps', { recommendAnswers: 100, promoters: 70 }, { nps: false }).why!.code).toBe('number-no-nps');
  });

  it('churn: 10 of 100 → 10 %, retention 1 − churn', () => {
    const churn = figure('churnRate', { atStart: 100, left: 10 });
    const stayed = figure('retention', { atStart: 100, left: 10 });
    expect([churn.value, stayed.value]).toEqual([0.1, 0.9]);
    expect(stayed.interval![0]).toBeCloseTo(1 - churn.interval![1], 12);
    expect(figure('churnRate', {}).why!.code).toBe('number-no-start');
    expect(figure('churnRate', { atStart: 100 }, {}, NO_DAY).why!.code).toBe('number-needs-period');
  });

  it('churn by a column has no day: for everything only', () => {
    const column = { leaving: 'column', said: { left: 26, n: 100 } } as const;
    expect(figure('churnRate', {}, column, NO_DAY).value).toBe(0.26);
    expect(figure('churnRate', { atStart: 100, left: 3 }, column).why!.code).toBe('number-churn-undated');
  });

  it('repeat purchases: 60 of 100 → 60 %', () => {
    expect(figure('repeatRate', { buyers: 100, repeatBuyers: 60 }).value).toBe(0.6);
  });

  it('engagement: 500 / 100 → 5.0 a customer', () => {
    const { value, interval } = figure('engagement', { interactions: 500, known: 100, interactionSquares: 99 });
    expect(value).toBe(5);
    // s² = 99 / 99 = 1, t of 99 degrees 1.98422, / √100.
    expect(interval![1]).toBeCloseTo(5.198422, 5);
    const nobody = figure('engagement', { interactions: 500, known: 100, anonymousInteractions: 1, interactionSquares: 99 });
    expect([nobody.value, nobody.interval]).toEqual([5, null]);
  });

  it('loyalty index: .80 × .90 → 72 %', () => {
    const { value, interval, n } = figure('loyaltyIndex', { answers: 100, satisfied: 80, atStart: 50, left: 5 });
    expect(value).toBeCloseTo(0.72, 12);
    expect(n).toBe(50);
    expect(interval![0]).toBeLessThan(0.72);
    expect(interval![1]).toBeGreaterThan(0.72);
  });

  it('one-period retained revenue: churn 20 %, 1,000 a customer → 800', () => {
    expect(figure('retainedRevenue', { atStart: 10, left: 2, buyers: 10, buyersNet: 10_000 }).value).toBeCloseTo(800, 10);
  });

  it('the delta method: b²·Var(a) + a²·Var(b)', () => {
    const a = { value: 0.8, n: 100, interval: [0.7, 0.9] as const, why: null };
    const b = { value: 0.5, n: 50, interval: [0.3, 0.7] as const, why: null };
    // Half widths .1 and .2: √((.5 · .1)² + (.8 · .2)²) = √(.0025 + .0256) = .16763.
    expect(productOf(a, b, [0, 1]).interval!.map((end) => Number(end.toFixed(5)))).toEqual([0.23237, 0.56763]);
    expect(productOf(a, { ...b, interval: null }, [0, 1]).interval).toBeNull();
    expect(productOf(a, { ...b, value: null, why: { code: 'x', values: {} } }, [0, 1]).why!.code).toBe('x');
  });

  it('average order and revenue per customer, with Student’s interval of a mean', () => {
    // 10, 20, 30: mean 20, squares 200, s = 10, t of 2 degrees 4.302653, half 24.8414.
    const aov = figure('aov', { moneyOrders: 3, moneyOrdersSum: 60, moneyOrdersSquares: 200 });
    expect([aov.value, aov.n]).toEqual([20, 3]);
    expect(aov.interval![1]).toBeCloseTo(44.8414, 3);
    expect(figure('aov', { moneyOrders: 1, moneyOrdersSum: 60 }).interval).toBeNull();
    expect(figure('arpc', { buyers: 4, buyersNet: 100, buyersSquares: 0 }).value).toBe(25);
  });

  it('revenue net of refunds; new among buyers', () => {
    expect(figure('revenue', { ordered: 100, givenBack: 30 }).value).toBe(70);
    expect(figure('newShare', { buyers: 8, newBuyers: 2 }).value).toBe(0.25);
    expect(figure('revenue', {}, { money: false }).why!.code).toBe('number-no-money');
  });

  it('conversion only where somebody has not bought, and where they are dated', () => {
    expect(figure('conversion', { prospects: 40, converted: 10, neverOrdered: 30 }).value).toBe(0.25);
    expect(figure('conversion', { prospects: 40, converted: 40 }).why!.code).toBe('number-no-prospects');
    const undated = figure('conversion', { prospects: 40, converted: 10, neverOrdered: 30 }, { undated: true });
    expect(undated.why!.code).toBe('number-prospects-undated');
  });
});
