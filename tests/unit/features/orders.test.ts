import { describe, expect, it } from 'vitest';
import { parseIsoDay } from '../../../src/domain';
import { identify } from '../../../src/features/identity';
import { groupByCustomer } from '../../../src/features/customer-lines';
import { classifyStatus } from '../../../src/features/order-status';
import { lastOrderDay, monthlySeries, orderTotals } from '../../../src/features/order-totals';
import { readOrders } from '../../../src/features/orders';
import type { SourceTable } from '../../../src/features/source';
import { runAll } from '../../../src/features/steps';
import { makeTable, reordered } from './make-table';

function totals(...tables: readonly SourceTable[]) {
  const { rowCustomer } = runAll(identify(tables));
  const lines = runAll(readOrders(tables, rowCustomer));
  return { ...runAll(orderTotals(lines, lines.has.days ? lastOrderDay(lines) : 0)), notes: lines.notes };
}
const codes = (notes: readonly { readonly code: string }[]) => notes.map((note) => note.code);

describe('the money of orders', () => {
  it('multiplies quantity and price; ids with C and negative rows are cancellations', () => {
    const found = totals(
      makeTable('orders', 'no:orderId id:customerId day:date n:quantity p:price', [
        '1|A|2024-01-01|2|3.50',
        '1|A|2024-01-01|1|1.25',
        '2|B|2024-01-02|4|1',
        'C3|A|2024-01-05|-1|1.25',
        'C4|B|2024-01-06|-2|1',
      ]),
    );
    expect(found.revenues).toEqual([{ currency: null, gross: 12.25, pending: 0, refunded: 3.25, net: 9 }]);
    expect([found.orders, found.cancellations]).toEqual([2, 2]);
  });

  it('counts a C id as a cancellation even where its amount is written without a sign, but not where ids are words', () => {
    const digits = totals(makeTable('orders', 'no:orderId a:amount', ['1|10', '2|10', 'C3|10']));
    expect(digits.revenues[0]).toMatchObject({ gross: 20, refunded: 10, net: 10 });
    const words = totals(makeTable('orders', 'no:orderId a:amount', ['A1|10', 'B2|10', 'C3|10']));
    expect(words.revenues[0]).toMatchObject({ gross: 30, refunded: 0 });
  });

  it('takes a blank amount on later rows of an order for the money of the first', () => {
    const found = totals(
      makeTable('orders', 'no:orderId mail:email a:amount n:quantity p:price status:status', [
        '#1|a@x.com|30|1|10|paid',
        '#1|||2|10|',
        '#2|b@x.com|5|1|5|paid',
      ]),
    );
    expect(found.revenues[0]).toMatchObject({ gross: 35, net: 35 });
    expect(found.anonymousOrders).toBe(0);
  });

  it('counts a total that stands on every row of its order once, and says so', () => {
    const lines = ['1|30|10|1', '1|30|20|1', '2|9|4|1', '2|9|5|1', '3|7|7|1'];
    const found = totals(makeTable('orders', 'no:orderId a:amount p:price n:quantity', lines));
    expect(found.revenues[0]!.gross).toBe(46);
    expect(codes(found.notes)).toContain('amount-per-order');
  });

  it('adds up equal amounts of rows that cost the same', () => {
    const lines = ['1|10|10|1', '1|10|10|1', '2|10|10|1'];
    const found = totals(makeTable('orders', 'no:orderId a:amount p:price n:quantity', lines));
    expect(found.revenues[0]!.gross).toBe(30);
    expect(codes(found.notes)).not.toContain('amount-per-order');
  });

  it('reads statuses as Shopify means them: gross without voided, pending and refunds taken off', () => {
    const found = totals(
      makeTable('orders', 'no:orderId a:amount back:refund status:status', [
        '1|100|0|paid',
        '2|50|20|partially_refunded',
        '3|40|40|refunded',
        '4|30|0|pending',
        '5|20|0|voided',
        '6|10|0|failed',
      ]),
    );
    expect(found.revenues[0]).toEqual({ currency: null, gross: 220, pending: 30, refunded: 60, net: 130 });
    expect([found.orders, found.cancellations]).toEqual([4, 1]);
  });

  it('gives the whole amount of a refunded order back where no column says how much', () => {
    const found = totals(
      makeTable('orders', 'no:orderId a:amount status:status', ['1|10|完成', '2|25|已退款', '3|5|交易关闭', '4|8|等待买家付款']),
    );
    expect(found.revenues[0]).toMatchObject({ gross: 43, pending: 8, refunded: 25, net: 10 });
    expect(found.cancellations).toBe(1);
  });

  it('says which statuses it does not know, and counts them as paid', () => {
    const found = totals(makeTable('orders', 'no:orderId a:amount status:status', ['1|10|zapped']));
    expect(found.revenues[0]!.net).toBe(10);
    expect(found.notes).toContainEqual({ code: 'status-unknown', values: { words: 'zapped', n: 1 } });
  });

  it('never adds currencies up', () => {
    const found = totals(makeTable('orders', 'no:orderId a:amount c:currency', ['1|10|eur', '2|20|USD', '3|5|EUR']));
    expect(found.revenues).toEqual([
      { currency: 'EUR', gross: 15, pending: 0, refunded: 0, net: 15 },
      { currency: 'USD', gross: 20, pending: 0, refunded: 0, net: 20 },
    ]);
  });

  it('rounds by the currency: a made-up one to two digits, the yen to none', () => {
    const found = totals(
      makeTable('orders', 'no:orderId a:amount c:currency', ['1|10.005|ZZZ', '2|20.4|JPY', '3|20.2|JPY', '4|1|JPY']),
    );
    expect(found.revenues.map(({ currency, net }) => [currency, net])).toEqual([
      ['JPY', 42],
      ['ZZZ', 10.01],
    ]);
  });

  it('loses no cents over many rows', () => {
    const lines = Array.from({ length: 3000 }, (_, i) => `${i}|0.1`);
    expect(totals(makeTable('orders', 'no:orderId a:amount', lines)).revenues[0]!.gross).toBe(300);
  });

  it('counts each row as an order where there is no order number, and says so', () => {
    const found = totals(makeTable('orders', 'id:customerId a:amount', ['A|1', 'A|2', '|3']));
    expect([found.orders, found.anonymousOrders]).toEqual([3, 1]);
    expect(codes(found.notes)).toContain('row-is-order');
  });

  it('leaves the owner’s own withdrawals out, but keeps refunds', () => {
    const found = totals(
      makeTable('orders', 'no:orderId Type:category a:amount status:status', [
        '1|Express|29|Completed',
        '2|General_Withdrawal|-29|Completed',
        '3|Payment_Refund|-9|Completed',
        '4|Express|5|Denied',
      ]),
    );
    expect(found.revenues[0]).toMatchObject({ gross: 29, refunded: 9, net: 20 });
  });

  it('leaves out what the owner paid, by the column that says which way money went, and says how many', () => {
    const found = totals(
      makeTable('orders', 'no:orderId who:customerId 收/支:category a:amount', [
        '1|A|收入|23',
        '2|B|支出|500',
        '3|C|/|2000',
        '4|A|收入|5',
      ]),
    );
    expect(found.revenues[0]).toMatchObject({ gross: 28, refunded: 0, net: 28 });
    expect(found.notes).toContainEqual({ code: 'own-money', values: { file: 'orders.csv', n: 2 } });
  });

  it('takes an order that stands in two exports once, from the newer; and keeps two shops that count alike', () => {
    const may = makeTable(
      'orders',
      'no:orderId id:customerId day:date a:amount',
      ['1|A|2024-05-01|10', '2|B|2024-05-30|20'],
      'may.csv',
    );
    const june = makeTable(
      'orders',
      'no:orderId id:customerId day:date a:amount',
      ['2|B|2024-05-30|25', '3|A|2024-06-02|7'],
      'june.csv',
    );
    for (const found of [totals(may, june), totals(june, may)]) {
      expect(found.revenues[0]!.gross).toBe(42);
      expect(found.orders).toBe(3);
      expect(found.notes).toContainEqual({ code: 'orders-in-two-files', values: { n: 1, files: 'may.csv' } });
    }
    const other = makeTable(
      'orders',
      'no:orderId id:customerId day:date a:amount',
      ['1|Z|2023-01-01|100', '2|Y|2023-01-02|100'],
      'other.csv',
    );
    expect(totals(may, other).revenues[0]!.gross).toBe(230);
  });

  it('does not depend on the order of rows', () => {
    const table = makeTable('orders', 'no:orderId id:customerId day:date n:quantity p:price c:currency', [
      '1|A|2024-01-01|2|0.1|EUR',
      '1|A|2024-01-01|1|0.2|',
      '2|B|2024-02-01|3|0.7|EUR',
      'C9|A|2024-03-01|-1|0.2|EUR',
      '5|A|2024-03-01|1|3|USD',
      '6|A|2024-03-01|1|3|EUR',
    ]);
    expect(totals(reordered(table, [4, 5, 3, 1, 2, 0]))).toEqual(totals(table));
  });
});

describe('status words', () => {
  it.each([
    ['PAID', 'sale'],
    ['Partially_Refunded', 'part-refunded'],
    ['on-hold', 'pending'],
    ['wc-cancelled', 'cancelled'],
    ['Canceled', 'cancelled'],
    ['买家已付款，等待卖家发货', 'sale'],
    ['买家已付款,等待卖家发货', 'sale'],
    ['交易关闭', 'cancelled'],
    ['??', 'unknown'],
  ])('%s is %s', (word, expected) => expect(classifyStatus(word)).toBe(expected));
});

describe('the months', () => {
  it('has one point a month, refunds in their own month, new buyers once', () => {
    const table = makeTable('orders', 'no:orderId id:customerId day:date a:amount', [
      '1|A|2024-01-31|10',
      '2|A|2024-03-01|5',
      '3|B|2024-03-02|7',
      '4|B|2024-03-09|-2',
      '5||2024-03-10|1',
    ]);
    const { rowCustomer, customers } = runAll(identify([table]));
    const lines = runAll(readOrders([table], rowCustomer));
    const asOf = parseIsoDay('2024-03-10')!;
    const months = runAll(monthlySeries(lines, runAll(groupByCustomer(lines, customers, 0, asOf, false)), 0, asOf, false));
    expect(months).toEqual({
      months: ['2024-01-01', '2024-02-01', '2024-03-01'].map((day) => parseIsoDay(day)),
      revenue: [10, 0, 11],
      orders: [1, 0, 3],
      buyers: [1, 0, 2],
      newBuyers: [1, 0, 1],
      lastIncomplete: true,
    });
  });
});
