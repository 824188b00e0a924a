import { describe, expect, it } from 'vitest';
import { currencyInHeader } from '../../../src/ingest/currency';
import { columnNamed, read } from './helpers';

describe('the currency in a header', () => {
  it.each([
    ['Amount (EUR)', 'EUR'],
    ['Total_USD', 'USD'],
    ['Betrag in €', 'EUR'],
    ['Price £', 'GBP'],
    ['金额(元)', 'CNY'],
    ['実付金額(円)', 'JPY'],
    ['Kwota (zł)', 'PLN'],
  ])('%s: %s', (header, code) => expect(currencyInHeader('amount', header)).toBe(code));

  it.each(['Amount', 'Sale Price ($)', '金额(¥)', 'Total kr', 'Europe total', 'USDT', 'EUR or USD €/$ £', 'Eureka'])(
    '%s proves none',
    (header) => expect(currencyInHeader('amount', header)).toBeNull(),
  );

  it('is asked of money only', () => {
    expect(currencyInHeader('quantity', 'Quantity (EUR)')).toBeNull();
    expect(currencyInHeader('refund', 'Refund (EUR)')).toBe('EUR');
  });
});

const rows = Array.from({ length: 30 }, (_, i) => `A${i % 9},${i},2026-01-${10 + (i % 9)},${i}.50\n`).join('');

describe('the currency of a file', () => {
  it('is that of its header, with the evidence', async () => {
    const { report, table } = await read(`customer id,order id,date,amount (EUR)\n${rows}`);
    const amount = report.columns.find(({ role }) => role === 'amount')!;
    expect(amount.currency).toBe('EUR');
    expect(amount.evidence).toContainEqual({ code: 'currency', values: { currency: 'EUR', name: 'amount (EUR)' } });
    expect(columnNamed(table, amount.name).type).toBe('number');
  });

  it('is none where nothing says so', async () => {
    const { report } = await read(`customer id,order id,date,amount\n${rows}`);
    expect(report.columns.every((column) => column.currency === undefined)).toBe(true);
  });

  it('is the tool’s where it has but one', async () => {
    const lines = Array.from(
      { length: 20 },
      (_, i) => `E${i},已完成,蜡烛(1件),58.00,2025-03-01 00:00:0${i % 10},1390000000${i % 10}\n`,
    );
    const { report } = await read(
      `订单号,订单状态,全部商品名称,订单实付金额,买家付款时间,收货人手机号/提货人手机号\n${lines.join('')}`,
    );
    const amount = report.columns.find(({ role }) => role === 'amount')!;
    expect(amount.currency).toBe('CNY');
    expect(amount.evidence.map(({ code }) => code)).toContain('currency-preset');
  });
});
