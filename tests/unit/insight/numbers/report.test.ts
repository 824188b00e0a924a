import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isoDay, NO_DAY, periodBefore, periodYearBefore, type NumberPeriod } from '../../../../src/domain';
import { rowsBehind } from '../../../../src/insight/numbers';
import { makeTable } from '../../features/make-table';
import { between, everythingUntil, inputOf, on, report, valuesOf } from './facts';

const orderColumns = 'no:orderId id:customerId day:date a:amount back:refund';

const shop = () =>
  makeTable('orders', orderColumns, [
    '1|A|2024-01-10|100|',
    '2|B|2024-01-20|50|10',
    '3|A|2024-02-05|30|',
    '3|A|2024-02-05|20|',
    '4||2024-02-10|40|',
    '5|C|2024-02-28|60|60',
    '6|B|2024-03-01|70|',
    '7|D|2025-02-15|90|',
  ]);

describe('a period', () => {
  it('counts what is dated in it, by hand', () => {
    const found = report(inputOf([shop()], on('2025-02-20')), between('2024-02-01', '2024-02-29'));
    // Orders 3 (30 + 20), 4 (nobody's) and 5 (60, all of it given back); A is not new, C is.
    expect(valuesOf(found)).toMatchObject({
      revenue: 90,
      grossRevenue: 150,
      refunds: 60,
      orders: 3,
      aov: 50,
      buyers: 2,
      newShare: 0.5,
      repeatRate: 0,
      arpc: 25,
      csat: null,
      engagement: null,
      conversion: null,
    });
    expect(found.figures.find(({ id }) => id === 'buyers')!.leftOut).toEqual([
      { code: 'number-left-anonymous', values: { n: 1 } },
    ]);
    expect(found.before).toEqual(between('2024-01-01', '2024-01-31'));
    expect(found.figures.find(({ id }) => id === 'revenue')!.before!.value).toBe(140);
    // Nothing is known of 2023: no year before.
    expect(found.yearBefore).toBeNull();
  });

  it('has a year before where the files reach back', () => {
    const found = report(inputOf([shop()], on('2025-02-20')), between('2025-02-01', '2025-02-20'));
    expect(found.yearBefore).toEqual(between('2024-02-01', '2024-02-20'));
    const revenue = found.figures.find(({ id }) => id === 'revenue')!;
    expect([revenue.now.value, revenue.yearBefore!.value]).toEqual([90, 90]);
    expect(found.months.map(isoDay).slice(0, 2)).toEqual(['2024-01-01', '2024-02-01']);
    expect(found.months).toHaveLength(14);
    expect([...revenue.months!.value].slice(0, 4)).toEqual([140, 90, 70, 0]);
    expect(found.lastIncomplete).toBe(true);
  });

  it('sums of months are the sum of the year, and everything is all of it', () => {
    const found = report(inputOf([shop()], on('2025-02-28')), everythingUntil('2025-02-28'));
    const revenue = found.figures.find(({ id }) => id === 'revenue')!;
    expect(revenue.months!.value.reduce((a, b) => a + b)).toBeCloseTo(revenue.now.value!, 9);
    expect(valuesOf(found)).toMatchObject({ revenue: 390, orders: 7, buyers: 4, repeatRate: 0.5, churnRate: null });
  });

  it('an order of several customers counts once, and for each of them', () => {
    const table = makeTable('orders', orderColumns, ['1|A|2024-01-10|10|', '1|B|2024-01-10|20|', '2|B|2024-01-12|30|']);
    const found = report(inputOf([table], on('2024-01-31')), between('2024-01-01', '2024-01-31'));
    expect(valuesOf(found)).toMatchObject({ orders: 2, buyers: 2, repeatRate: 0.5, revenue: 60, aov: 30 });
  });

  it('who was a customer and whose silence then was too long has left; whoever came back has not', () => {
    const table = makeTable('orders', orderColumns, [
      'a1|A|2024-01-01|10|',
      'b1|B|2024-01-01|10|',
      'b2|B|2024-08-20|10|',
      'c1|C|2024-06-10|10|',
      'd1|D|2023-01-01|10|',
    ]);
    // Gone after 180 days without an order: A on 30 June 2024, B too, but back on 20 August.
    const input = inputOf([table], on('2024-12-31'), 180);
    const of = (period: NumberPeriod) => report(input, period).figures.find(({ id }) => id === 'churnRate')!.now;
    expect(of(between('2024-06-01', '2024-06-30'))).toMatchObject({ value: 1, n: 2 });
    expect(of(between('2024-06-01', '2024-08-31'))).toMatchObject({ value: 0.5, n: 2 });
    expect(of(between('2024-07-01', '2024-08-31'))).toMatchObject({ value: 0, n: 1 });
    const rows = rowsBehind(
      'churnRate',
      { facts: input.facts, asked: input.asked, spells: input.spells, said: null, orderId: () => null },
      between('2024-06-01', '2024-08-31'),
    );
    expect([rows.at(0), rows.at(1)]).toEqual([
      { customer: 0, cells: [on('2024-06-30'), 'left'] },
      { customer: 1, cells: [null, 'stayed'] },
    ]);
  });

  it('answers, contacts and prospects of a period', () => {
    const input = inputOf(
      [
        makeTable('orders', orderColumns, ['1|A|2024-02-01|10|', '2|B|2024-01-05|10|']),
        makeTable('customers', 'id:customerId joined:date', ['A|2024-01-01', 'B|2024-01-01', 'C|2024-02-10', 'D|2024-03-05']),
        makeTable('answers', 'id:customerId day:date satisfaction:rating recommend:number', [
          'A|2024-02-03|5|10',
          'B|2024-02-04|3|7',
          'C|2024-01-04|4|0',
        ]),
        makeTable('interactions', 'id:customerId day:date kind:interaction', [
          'A|2024-02-01|mail',
          'A|2024-02-02|mail',
          'C|2024-02-11|mail',
        ]),
      ],
      on('2024-03-31'),
    );
    // Known by the end of February: A, B, C. A and C had not bought; A did.
    expect(valuesOf(report(input, between('2024-02-01', '2024-02-29')))).toMatchObject({
      csat: 0.5,
      nps: 50,
      engagement: 1,
      conversion: 0.5,
    });
  });

  it('without dates there is only everything', () => {
    const found = report(inputOf([makeTable('orders', 'no:orderId id:customerId a:amount', ['1|A|10', '2|A|30'])], 20_000), {
      from: NO_DAY,
      to: 20_000,
    });
    expect([found.first, found.months]).toEqual([null, []]);
    expect(valuesOf(found)).toMatchObject({ revenue: 40, orders: 2, aov: 20, repeatRate: 1, churnRate: null });
  });
});

describe('the rows behind a figure', () => {
  it('are as many as it counts, and come to it', () => {
    const input = inputOf([shop()], on('2025-02-20'));
    const rows = { facts: input.facts, asked: input.asked, spells: input.spells, said: null, orderId: String };
    for (const period of [between('2024-02-01', '2024-02-29'), everythingUntil('2025-02-20')]) {
      const found = valuesOf(report(input, period));
      const sum = (id: 'grossRevenue' | 'refunds', at: number) => {
        const behind = rowsBehind(id, rows, period);
        return Array.from({ length: behind.total }, (_, i) => behind.at(i).cells[at] as number).reduce((a, b) => a + b, 0);
      };
      expect(sum('grossRevenue', 2)).toBe(found['grossRevenue']);
      expect(sum('refunds', 2)).toBe(found['refunds']);
      expect(rowsBehind('orders', rows, period).total).toBe(found['orders']);
      expect(rowsBehind('buyers', rows, period).total).toBe(found['buyers']);
    }
  });
});

describe('periods', () => {
  const iso = (period: NumberPeriod | null) => period && [isoDay(period.from), isoDay(period.to)];
  it.each([
    ['2024-03-01', '2024-03-31', ['2024-02-01', '2024-02-29'], ['2023-03-01', '2023-03-31']],
    ['2024-02-01', '2024-02-29', ['2024-01-01', '2024-01-31'], ['2023-02-01', '2023-02-28']],
    ['2023-02-01', '2023-02-28', ['2023-01-01', '2023-01-31'], ['2022-02-01', '2022-02-28']],
    ['2025-02-01', '2025-02-28', ['2025-01-01', '2025-01-31'], ['2024-02-01', '2024-02-29']],
    ['2024-06-01', '2024-06-15', ['2024-05-01', '2024-05-15'], ['2023-06-01', '2023-06-15']],
    ['2024-04-01', '2024-06-30', ['2024-01-01', '2024-03-31'], ['2023-04-01', '2023-06-30']],
    ['2024-01-01', '2024-12-31', ['2023-01-01', '2023-12-31'], ['2023-01-01', '2023-12-31']],
    ['2024-05-11', '2024-05-20', ['2024-05-01', '2024-05-10'], ['2023-05-11', '2023-05-20']],
  ])('%s to %s', (from, to, before, year) => {
    expect(iso(periodBefore(between(from, to)))).toEqual(before);
    expect(iso(periodYearBefore(between(from, to)))).toEqual(year);
  });

  it('everything has none', () => {
    expect([periodBefore(everythingUntil('2024-01-01')), periodYearBefore(everythingUntil('2024-01-01'))]).toEqual([null, null]);
  });
});

describe('no figure as of a day changes with what is dated later', () => {
  const start = on('2023-01-01');
  const day = (n: number) => isoDay(start + n);
  const row = fc.record({
    who: fc.constantFrom('A', 'B', 'C', 'D', 'E', ''),
    day: fc.integer({ min: 0, max: 700 }),
    amount: fc.integer({ min: 1, max: 500 }),
    back: fc.constantFrom('', '', '5'),
    order: fc.integer({ min: 1, max: 25 }),
  });
  const answer = fc.record({
    who: fc.constantFrom('A', 'B', 'F'),
    day: fc.integer({ min: 0, max: 700 }),
    rating: fc.integer({ min: 1, max: 10 }),
  });
  type Row = typeof row extends fc.Arbitrary<infer T> ? T : never;
  type Answer = typeof answer extends fc.Arbitrary<infer T> ? T : never;

  /**
   * Everybody is listed, so that customers have the same numbers whoever is in the later rows. Orders of nobody have numbers of
   * their own: whose an order is may be said by any of its rows, whatever their day.
   */
  const tables = (rows: readonly Row[], answers: readonly Answer[]) => [
    makeTable('customers', 'id:customerId', ['A', 'B', 'C', 'D', 'E', 'F']),
    makeTable(
      'orders',
      orderColumns,
      rows.map(({ who, day: at, amount, back, order }) => `${who === '' ? 'n' : ''}${order}|${who}|${day(at)}|${amount}|${back}`),
    ),
    makeTable(
      'answers',
      'id:customerId day:date satisfaction:rating',
      answers.map(({ who, day: at, rating }) => `${who}|${day(at)}|${rating}`),
    ),
    makeTable(
      'interactions',
      'id:customerId day:date kind:interaction',
      answers.map(({ who, day: at }) => `${who}|${day(at)}|mail`),
    ),
  ];

  it('whatever the rows and the period', () => {
    fc.assert(
      fc.property(
        fc.array(row, { maxLength: 40 }),
        fc.array(row, { maxLength: 20 }),
        fc.array(answer, { maxLength: 15 }),
        fc.array(answer, { maxLength: 15 }),
        fc.integer({ min: 50, max: 600 }),
        fc.integer({ min: 0, max: 200 }),
        (rows, later, answers, laterAnswers, until, length) => {
          const upTo = <T extends { readonly day: number }>(all: readonly T[]) => all.filter((one) => one.day <= until);
          const after = <T extends { readonly day: number }>(all: readonly T[]) => all.filter((one) => one.day > until);
          const period = { from: start + until - length, to: start + until };
          const custom = [
            { id: 'x', name: 'x', expression: 'revenue / orders + customersLeft', over: 'period', unit: 'money' },
          ] as const;
          const one = report(
            inputOf(tables([...upTo(rows), ...after(later)], [...upTo(answers), ...after(laterAnswers)]), start + until),
            period,
            custom,
          );
          const other = report(inputOf(tables(upTo(rows), upTo(answers)), start + until), period, custom);
          expect(one).toEqual(other);
        },
      ),
      { numRuns: 150, seed: 1 },
    );
  });
});
