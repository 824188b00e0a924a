import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isoDay, NO_DAY, parseIsoDay } from '../../../src/domain';
import { orderOutcome } from '../../../src/features/churn-data';
import { groupByCustomer } from '../../../src/features/customer-lines';
import { identify } from '../../../src/features/identity';
import { boughtBetween, netBetween, orderFeatures } from '../../../src/features/order-features';
import { readOrders } from '../../../src/features/orders';
import { contactFeatures } from '../../../src/features/contacts';
import type { SourceTable } from '../../../src/features/source';
import { runAll } from '../../../src/features/steps';
import { makeTable, reordered } from './make-table';

const far = 2_000_000;
const day = (text: string) => parseIsoDay(text)!;
function group(table: SourceTable) {
  const found = runAll(identify([table]));
  const lines = runAll(readOrders([table], found.rowCustomer));
  return { keys: found.keys, grouped: runAll(groupByCustomer(lines, found.customers, 0, far, false)) };
}

const shop = makeTable('orders', 'no:orderId id:customerId day:date n:quantity p:price sku:product', [
  '1|A|2024-01-01|2|10|mug',
  '1|A|2024-01-01|1|5|cup',
  '2|A|2024-01-11|1|10|mug',
  '3|A|2024-01-31|1|40|pot',
  'C4|A|2024-02-02|-1|40|pot',
  '5|B|2024-02-01|1|7|cup',
  'C6|D|2024-02-01|-1|7|cup',
]);

describe('orderFeatures', () => {
  it('gives the hand-worked values', () => {
    const { keys, grouped } = group(shop);
    expect(keys).toEqual(['A', 'B', 'D']);
    const { columns, firstOrder, lastOrder, orderCount, net } = runAll(orderFeatures(grouped, day('2024-02-10')));
    const of = (c: number) => Object.fromEntries(Object.entries(columns).map(([id, values]) => [id, values[c]]));
    expect(of(0)).toEqual({
      daysSinceLastOrder: 10,
      ageDays: 40,
      orderCount: 3,
      totalSpend: 35,
      averageOrderValue: 25,
      biggestOrder: 40,
      units: 5,
      distinctProducts: 3,
      meanGapDays: 15,
      refundShare: 40 / 75,
      unitsPerOrder: 5 / 3,
      unitPrice: 15,
      productsPerOrder: 4 / 3,
    });
    expect(of(1)).toMatchObject({ orderCount: 1, meanGapDays: 0, refundShare: 0, totalSpend: 7 });
    expect(Object.values(of(2)).every((value) => Number.isNaN(value))).toBe(true);
    expect([...orderCount]).toEqual([3, 1, 0]);
    expect([...net]).toEqual([35, 7, -7]);
    expect([isoDay(firstOrder[0]!), isoDay(lastOrder[0]!)]).toEqual(['2024-01-01', '2024-01-31']);
    expect(firstOrder[2]).toBe(NO_DAY);
  });

  it('looks only at what was known on the day', () => {
    const { grouped } = group(shop);
    const { columns } = runAll(orderFeatures(grouped, day('2024-01-31')));
    expect(columns.totalSpend[0]).toBe(75);
    expect(columns.refundShare[0]).toBe(0);
    expect(columns.orderCount[1]).toBeNaN();
  });

  it('nothing dated after the day can be seen in any feature: changing every later row changes nothing', () => {
    const cut = day('2024-03-01');
    const row = fc.record({
      order: fc.integer({ min: 1, max: 12 }),
      who: fc.constantFrom('A', 'B', 'C'),
      day: fc.integer({ min: cut - 60, max: cut + 60 }),
      quantity: fc.integer({ min: -2, max: 5 }),
      price: fc.integer({ min: 0, max: 50 }),
      product: fc.constantFrom('x', 'y', 'z'),
    });
    const line = (
      r: { order: number; who: string; day: number; quantity: number; price: number; product: string },
      later: number,
    ) =>
      // Later rows: other orders, other amounts, other products, up to ten years on.
      r.day <= cut
        ? `${r.order}|${r.who}|${isoDay(r.day)}|${r.quantity}|${r.price}|${r.product}`
        : `${r.order + 100 * later}|${r.who}|${isoDay(r.day + 3650 * (later - 1))}|${r.quantity * later}|${r.price + later}|${r.product}${later}`;
    const spec = 'no:orderId id:customerId day:date n:quantity p:price sku:product';
    const answers = 'id:customerId day:date r:rating';
    fc.assert(
      fc.property(fc.array(row, { minLength: 1, maxLength: 40 }), (rows) => {
        const features = [1, 2].map((later) => {
          const table = makeTable('orders', spec, [
            '0|A|2024-01-01|1|1|x',
            '0|B|2024-01-01|1|1|x',
            '0|C|2024-01-01|1|1|x',
            ...rows.map((r) => line(r, later)),
          ]);
          const given = makeTable(
            'answers',
            answers,
            rows.map((r) => `${r.who}|${isoDay(r.day)}|${r.day <= cut ? 3 : later}`),
          );
          const identity = runAll(identify([table, given]));
          const contact = contactFeatures([table, given], identity.rowCustomer, identity.customers, cut, true);
          const { columns } = runAll(orderFeatures(group(table).grouped, cut));
          return { columns, contact };
        });
        expect(features[1]).toEqual(features[0]);
      }),
      { numRuns: 200, seed: 7 },
    );
  });

  it('does not depend on the order of rows', () => {
    const one = runAll(orderFeatures(group(shop).grouped, day('2024-02-10')));
    const other = runAll(orderFeatures(group(reordered(shop, [6, 3, 1, 5, 0, 4, 2])).grouped, day('2024-02-10')));
    expect(other).toEqual(one);
  });

  it('does without days', () => {
    const { grouped } = group(makeTable('orders', 'no:orderId id:customerId a:amount', ['1|A|10', '2|A|5']));
    const { columns } = runAll(orderFeatures(grouped, 0));
    expect(columns.totalSpend[0]).toBe(15);
    expect(columns.daysSinceLastOrder[0]).toBeNaN();
  });

  it('sums and looks within windows', () => {
    const { grouped } = group(shop);
    expect([...netBetween(grouped, day('2024-01-11'), day('2024-02-02'))]).toEqual([0, 7, -7]);
    expect([...boughtBetween(grouped, day('2024-01-31'), day('2024-02-02'))]).toEqual([0, 1, 0]);
  });
});

describe('the outcome made from orders', () => {
  const spec = 'no:orderId id:customerId day:date a:amount';
  const { grouped, keys } = group(
    makeTable('orders', spec, [
      '1|A|2023-01-01|1',
      '2|A|2024-01-10|1',
      '3|B|2023-10-01|1',
      '4|C|2024-01-20|1',
      '5|B|2024-04-09|1',
    ]),
  );

  it('is 1 for those without a sale in the window after the cut-off', () => {
    const asOf = day('2024-04-10');
    const found = orderOutcome(grouped, day('2023-01-01'), asOf, null, null);
    expect([found.horizonDays, found.cutoff]).toEqual([90, asOf - 90]);
    expect([...found.rows].map((c) => keys[c])).toEqual(['A', 'B']);
    expect([...found.outcome]).toEqual([1, 0]);
    expect(found.cutoffRange).toEqual([day('2023-01-01') + 90, asOf - 90]);
  });

  it('moves a cut-off that leaves too little after it, and says so', () => {
    const found = orderOutcome(grouped, day('2023-01-01'), day('2024-04-10'), day('2024-04-01'), null);
    expect(found.cutoff).toBe(day('2024-04-10') - 90);
    expect(found.notes[0]).toMatchObject({ code: 'cutoff-moved' });
  });

  it('takes a third of a short history, and refuses three weeks', () => {
    expect(orderOutcome(grouped, day('2024-04-10') - 60, day('2024-04-10'), null, null).horizonDays).toBe(20);
    expect(() => orderOutcome(grouped, day('2024-04-10') - 20, day('2024-04-10'), null, null)).toThrow('analysis/no-history');
  });
});
