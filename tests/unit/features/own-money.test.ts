import { describe, expect, it } from 'vitest';
import { NO_DAY, parseIsoDay, type Note } from '../../../src/domain';
import { labelOutcome } from '../../../src/features/churn-data';
import { dayInId } from '../../../src/features/day-in-id';
import { identify } from '../../../src/features/identity';
import { classifyDeal, classifyStatus, refundInStatus } from '../../../src/features/order-status';
import { lastOrderDay, orderTotals } from '../../../src/features/order-totals';
import { readOrders } from '../../../src/features/orders';
import { withoutOwnAddress } from '../../../src/features/own-address';
import { withoutOwnMoney } from '../../../src/features/own-money';
import type { SourceTable } from '../../../src/features/source';
import { runAll } from '../../../src/features/steps';
import { makeTable } from './make-table';

function whole(...given: readonly SourceTable[]) {
  const notes: Note[] = [];
  const tables = given.map((table) => withoutOwnMoney(withoutOwnAddress(table, notes)));
  const { rowCustomer, keys } = runAll(identify(tables));
  const lines = runAll(readOrders(tables, rowCustomer));
  const totals = runAll(orderTotals(lines, lines.has.days ? lastOrderDay(lines) : 0));
  return { ...totals, lines, keys, rowCustomer, notes: [...notes, ...lines.notes] };
}
const found = (notes: readonly Note[], code: string) => notes.find((note) => note.code === code)?.values;

/** A header with blanks in it, which `makeTable` parts headers by. */
const renamed = (table: SourceTable, names: Readonly<Record<string, string>>): SourceTable => ({
  ...table,
  columns: table.columns.map((column) => ({ ...column, name: names[column.name] ?? column.name })),
});

describe('a payment account', () => {
  const account = (rows: readonly string[]) =>
    renamed(makeTable('orders', 'no:orderId who:name Type:category from:email to:text ref:text a:amount Balance:number', rows), {
      to: 'To Email Address',
      ref: 'Reference Txn ID',
    });

  it('counts what came in, gives refunds to whom they went, and leaves out what the owner paid', () => {
    const all = whole(
      account([
        '1|Ada|Express Checkout Payment|ada@x.com|shop@x.com||50|50',
        '2|Bo|Express Checkout Payment|bo@x.com|shop@x.com||20|70',
        '3|Cy|Express Checkout Payment|cy@x.com|shop@x.com||20|90',
        '4|Ada|Payment Refund|shop@x.com|shop@x.com||-10|80', // by her name
        '5||Payment Refund|shop@x.com||2|-20|60', // by the payment it refers to
        '6||Payment Refund|shop@x.com|cy@x.com||-5|55', // by its recipient
        '7||General Withdrawal|shop@x.com|||-50|5',
        '8|Ink Ltd|PreApproved Payment Bill User Payment|shop@x.com|ink@x.com||-4|1',
      ]),
    );
    expect(all.revenues[0]).toMatchObject({ gross: 90, refunded: 35, net: 55 });
    expect(all.keys).toEqual(['ada@x.com', 'bo@x.com', 'cy@x.com']);
    const owners = [...all.rowCustomer[0]!];
    expect(owners.slice(3)).toEqual([owners[0], owners[1], owners[2], -1, -1]);
    expect(found(all.notes, 'own-money')).toEqual({ file: 'orders.csv', n: 2 });
    expect(found(all.notes, 'refunds-by-owner')).toMatchObject({ n: 5, found: 4 });
  });

  it('does not take a name that two addresses share for one of them', () => {
    const all = whole(
      account([
        '1|Kim|Payment|a@x.com|shop@x.com||50|50',
        '2|Kim|Payment|b@x.com|shop@x.com||20|70',
        '3|Kim|Payment Refund|shop@x.com|shop@x.com||-10|60',
      ]),
    );
    expect(found(all.notes, 'refunds-by-owner')).toEqual({ file: 'orders.csv', n: 1, found: 0 });
    expect(all.keys).toContain('a@x.com');
  });

  it('is told by its recipient only where most rows have the same', () => {
    const table = account(['1|Ada|Payment|ada@x.com|bo@x.com||1|1', '2|Bo|Payment|bo@x.com|ada@x.com||1|1']);
    expect(withoutOwnAddress(table, [])).toBe(table);
  });

  it('whom the owner paid is no customer', () => {
    const all = whole(
      makeTable('orders', 'no:orderId who:name 收/支:category a:amount', [
        '1|王小明|收入|23',
        '2|某餐厅|支出|50',
        '3|某人|不计收支|9',
      ]),
    );
    expect(all.keys).toEqual(['王小明']);
    expect(all.revenues[0]).toMatchObject({ gross: 23, net: 23 });
  });
});

describe('fees, transfers and payouts among orders', () => {
  it('are left out and said', () => {
    const all = whole(
      makeTable('orders', 'no:orderId type:category a:amount', [
        '1|Order|16',
        '2|Service_Fee|-2',
        '3|Transfer|-14',
        '4|Refund|-6',
      ]),
      makeTable('transfers', 'who:name a:amount', ['My bank|500'], 'payouts.csv'),
    );
    expect(all.revenues[0]).toMatchObject({ gross: 16, refunded: 6, net: 10 });
    expect(all.keys).toEqual([]);
  });
});

describe('deals', () => {
  it('won are orders of the account; lost and open ones are said', () => {
    const all = whole(
      makeTable('deals', 'no:orderId who:customerId day:date stage:status a:amount', [
        '1|Acme|2026-01-01|Won|100',
        '2|Acme|2026-01-02|Lost|0',
        '3|Beta||Engaging|',
        '4|Beta|2026-01-03|Closed won|50',
      ]),
    );
    expect(all.revenues[0]).toMatchObject({ gross: 150, pending: 0, refunded: 0, net: 150 });
    expect([all.orders, all.cancellations, all.undated]).toEqual([2, 0, 0]);
    expect(found(all.notes, 'deals-open')).toEqual({ file: 'deals.csv', n: 1 });
    expect(found(all.notes, 'deals-lost')).toEqual({ file: 'deals.csv', n: 1 });
  });

  it.each([
    ['closedwon', 'sale'],
    ['Closed Lost', 'failed'],
    ['赢单', 'sale'],
    ['未成交', 'failed'],
    ['Negotiation', 'open'],
    ['Wonderful lead', 'open'],
  ] as const)('%s: %s', (stage, is) => expect(classifyDeal(stage)).toBe(is));
});

describe('statuses', () => {
  it.each([
    ['已发货，待签收', 'sale'],
    ['Awaiting shipment', 'sale'],
    ['Rückzahlung', 'refund'],
    ['Teilweise zurückgezahlt', 'part-refunded'],
    ['REVOKED', 'cancelled'],
    ['requires_payment_method', 'pending'],
    ['charged_back', 'failed'],
    ['reembolsado', 'refunded'],
    ['キャンセル', 'cancelled'],
  ] as const)('%s: %s', (word, is) => expect(classifyStatus(word)).toBe(is));

  it('may say the sum that went back', () => {
    expect([refundInStatus('已退款(￥5.50)'), refundInStatus('已退款（3）'), refundInStatus('已全额退款')]).toEqual([
      5.5,
      3,
      null,
    ]);
    const all = whole(makeTable('orders', 'no:orderId a:amount s:status', ['1|20|已退款(￥5.50)', '2|8|支付成功']));
    expect(all.revenues[0]).toMatchObject({ gross: 28, refunded: 5.5, net: 22.5 });
    expect(found(all.notes, 'status-unknown')).toBeUndefined();
  });

  it('a refund row tells its sum in the column for refunds, where that has one', () => {
    const all = whole(makeTable('orders', 'no:orderId a:amount back:refund s:status', ['1|58|0|SUCCESS', '1|0|20|REFUND']));
    expect(all.revenues[0]).toMatchObject({ gross: 58, refunded: 20, net: 38 });
    expect([all.orders, all.cancellations]).toEqual([1, 0]);
  });

  it('without one, an order that nobody paid for waits', () => {
    const all = whole(
      makeTable('orders', 'no:orderId a:amount 订单付款时间:text', ['1|21|2026-01-02', '2|0|', '3|0|2026-01-03']),
    );
    expect([all.pendingRows, all.saleRows]).toEqual([1, 2]);
  });
});

describe('a day in the order number', () => {
  it('is read as Pinduoduo and others write it', () => {
    expect(dayInId('260201-123')).toBe(parseIsoDay('2026-02-01'));
    expect(dayInId('2026020112345678')).toBe(parseIsoDay('2026-02-01'));
    expect([dayInId('1001'), dayInId('261399-1'), dayInId('260230-1'), dayInId('6917001234')]).toEqual(new Array(4).fill(NO_DAY));
  });

  const rows = (agree: boolean) =>
    [1, 2, 3, 4, 5, 6].map((d) => `26020${d}-00${d}|2026-0${agree ? 2 : 5}-0${d}|10`).concat('260209-009||10');

  it('fills what is missing where the other rows agree with theirs', () => {
    const day = (agree: boolean) => whole(makeTable('orders', 'no:orderId day:date a:amount', rows(agree))).lines.day[6];
    expect(day(true)).toBe(parseIsoDay('2026-02-09'));
    expect(day(false)).toBe(NO_DAY);
  });
});

describe('who left, by a date', () => {
  const outcome = (...tables: readonly SourceTable[]) => {
    const { rowCustomer, customers, keys } = runAll(identify(tables));
    const label = labelOutcome(tables, rowCustomer, customers, null)!;
    return {
      ...label,
      left: [...label.rows].filter((_, i) => label.outcome[i] === 1).map((c) => keys[c]!),
      n: label.rows.length,
    };
  };
  const dated = (table: SourceTable, name: string): SourceTable => ({
    ...table,
    columns: table.columns.map((column) => (column.name === name ? { ...column, role: 'churnLabel' } : column)),
  });

  it('blank means stayed; with two subscriptions only those left who ended both', () => {
    const subs = makeTable('subscriptions', 'who:customerId end:date', [
      'A|2026-01-01',
      'B|',
      'C|2026-01-01',
      'C|',
      'D|2026-01-01',
      'D|2026-02-01',
    ]);
    const found = outcome(dated(subs, 'end'));
    expect(found).toMatchObject({ left: ['A', 'D'], n: 4, positives: 2, positive: null, label: 'end' });
  });

  it('a file of those who left and its sister files are one list', () => {
    const here = makeTable(
      'customers',
      'mail:email in:date rating:number',
      ['a@x.com|2025-01-01|2', 'b@x.com|2025-01-01|3'],
      'a.csv',
    );
    const gone = makeTable(
      'subscriptions',
      'mail:email in:date rating:number out:date',
      ['c@x.com|2025-01-01|2|2026-01-01', 'd@x.com|2025-01-01|2|2026-01-01'],
      'b.csv',
    );
    const shop = makeTable('customers', 'mail:email spend:amount', ['z@x.com|5'], 'z.csv');
    expect(outcome(here, dated(gone, 'out'), shop)).toMatchObject({ left: ['c@x.com', 'd@x.com'], n: 4 });
  });
});
