import { describe, expect, it } from 'vitest';
import { isoDay, parseIsoDay } from '../../../src/domain';
import { groupByCustomer } from '../../../src/features/customer-lines';
import { identify } from '../../../src/features/identity';
import { readOrders } from '../../../src/features/orders';
import { historiesOf, purchasesAfter, purchasesUntil } from '../../../src/features/purchases';
import { runAll } from '../../../src/features/steps';
import type { SourceTable } from '../../../src/features/source';
import { makeTable, reordered } from './make-table';

const day = (text: string) => parseIsoDay(text)!;

function purchasesOf(table: SourceTable, asOf: string) {
  const found = runAll(identify([table]));
  const lines = runAll(readOrders([table], found.rowCustomer));
  const grouped = runAll(groupByCustomer(lines, found.customers, 0, day('2099-01-01'), false));
  const purchases = runAll(purchasesUntil(grouped, day(asOf)));
  const told = found.keys.map((_, c) =>
    Array.from({ length: purchases.offsets[c + 1]! - purchases.offsets[c]! }, (_, i) => {
      const at = purchases.offsets[c]! + i;
      return [isoDay(purchases.day[at]!), purchases.net[at]!];
    }),
  );
  return { purchases, told };
}

const rows = [
  'R1|A|2024-01-01|1|10', // two orders of one day are one purchase
  'R2|A|2024-01-01|1|5',
  'R3|A|2024-01-11|1|20',
  'R4|A|2024-01-31|1|40',
  'R4|A|2024-02-05|-1|30', // given back of order R4
  'C9|A|2024-02-10|-1|20', // given back of nobody knows which: the latest first (10 left of R4, then R3)
  'R5|B|2024-02-01|1|7', // given back whole: no purchase
  'R5|B|2024-02-20|-1|7',
  'R6|B|2024-03-01|1|8',
  'R7|D|2024-01-05|1|0', // free from the start: a purchase of 0
  'R8|D|2024-01-20|1|12',
];
const shop = (lines: readonly string[]) => makeTable('orders', 'no:orderId id:customerId day:date n:quantity p:price', lines);

describe('purchases', () => {
  it('are days, with what was given back taken off where it belongs', () => {
    const { told, purchases } = purchasesOf(shop(rows), '2024-03-31');
    expect(told).toEqual([
      [
        ['2024-01-01', 15],
        ['2024-01-11', 10],
      ],
      [['2024-03-01', 8]],
      [
        ['2024-01-05', 0],
        ['2024-01-20', 12],
      ],
    ]);
    expect(purchases.undone).toBe(2);
  });

  it('know nothing that is dated later, refunds included', () => {
    const { told, purchases } = purchasesOf(shop(rows), '2024-02-09');
    expect(told[0]).toEqual([
      ['2024-01-01', 15],
      ['2024-01-11', 20],
      ['2024-01-31', 10],
    ]);
    expect(told[1]).toEqual([['2024-02-01', 7]]);
    expect(purchases.undone).toBe(0);
  });

  it('do not depend on the order of the rows', () => {
    const table = shop(rows);
    const order = rows.map((_, i) => (i * 7) % rows.length);
    expect(purchasesOf(reordered(table, order), '2024-03-31').told).toEqual(purchasesOf(table, '2024-03-31').told);
  });
});

describe('histories', () => {
  it('count repeats, ages in days and the mean of what came after the first', () => {
    const { purchases } = purchasesOf(shop(rows), '2024-02-09');
    const histories = historiesOf(purchases);
    expect([...histories.customers]).toEqual([0, 1, 2]);
    expect([...histories.x]).toEqual([2, 0, 1]);
    expect([...histories.txDays]).toEqual([30, 0, 15]);
    expect([...histories.TDays]).toEqual([39, 8, 35]);
    expect([...histories.repeatSpend]).toEqual([15, Number.NaN, 12]);
    expect(histories.repeaters).toBe(2);
    expect(histories.meanSpend).toBeCloseTo((15 + 20 + 10 + 7 + 0 + 12) / 6, 12);
  });

  it('as of an earlier day leave out who had not come yet, and what came after is counted apart', () => {
    const { purchases } = purchasesOf(shop(rows), '2024-02-09');
    const histories = historiesOf(purchases, day('2024-01-12'));
    expect([...histories.customers]).toEqual([0, 2]);
    expect([...histories.x]).toEqual([1, 0]);
    expect([...purchasesAfter(purchases, histories.customers, day('2024-01-12'))]).toEqual([1, 1]);
  });

  it('of nobody are empty', () => {
    const { purchases } = purchasesOf(shop(rows), '2023-12-31');
    expect(historiesOf(purchases)).toMatchObject({ repeaters: 0, meanSpend: Number.NaN });
    expect(historiesOf(purchases).x).toHaveLength(0);
  });
});
