import { describe, expect, it } from 'vitest';
import { finish, isoDay } from '../../../src/domain';
import { readFile, type ReadResult } from '../../../src/ingest';
import { readShared, sharedDir } from '../../shared';
import { columnNamed, plain, rolesOf, typesOf, values } from '../../unit/ingest/helpers';

const here = describe.skipIf(sharedDir === null);

async function open(path: string): Promise<ReadResult> {
  const bytes = readShared(`data/${path}`);
  return finish<ReadResult>(readFile(new Blob([bytes as BlobPart]), path.split('/').at(-1), {}));
}

const numbers = (result: ReadResult, name: string) => values(result, name) as (number | null)[];
const sum = (cells: readonly (number | null)[]) => cells.reduce<number>((total, cell) => total + (cell ?? 0), 0);
const distinct = (cells: readonly unknown[]) => new Set(cells.filter((cell) => cell !== null)).size;
const expectedTotals = () =>
  JSON.parse(new TextDecoder().decode(readShared('data/exports/expected.json'))) as Record<string, Record<string, number>>;

/** Rows and columns as MANIFEST.tsv has them; the header's line, the kind and the preset as a person would say. */
const files: readonly {
  path: string;
  rows: number;
  columns: number;
  rejected?: number;
  encoding?: string;
  headerLine?: number;
  kind: string;
  asked?: readonly string[];
  preset?: string;
}[] = [
  { path: 'CDNOW_sample.txt', rows: 6919, columns: 5, headerLine: 0, kind: 'orders', asked: ['customer-column'] },
  { path: 'Mall_Customers.csv', rows: 200, columns: 5, kind: 'customers' },
  { path: 'banking77_test.csv', rows: 3080, columns: 2, kind: 'other' },
  { path: 'cdnow_customers_summary.csv', rows: 2357, columns: 4, kind: 'customers' },
  { path: 'crm_accounts.csv', rows: 85, columns: 7, kind: 'customers' },
  { path: 'crm_products.csv', rows: 7, columns: 3, kind: 'other' },
  { path: 'crm_sales_pipeline.csv', rows: 8800, columns: 8, kind: 'deals' },
  { path: 'crm_sales_teams.csv', rows: 35, columns: 3, kind: 'other' },
  { path: 'groceries_basket.csv', rows: 9835, columns: 32, headerLine: 0, kind: 'baskets' },
  { path: 'online_retail_customers_mod10_3.csv', rows: 34816, columns: 8, kind: 'orders' },
  { path: 'telco_churn.csv', rows: 7043, columns: 21, kind: 'customers' },
  { path: 'zh_meal_order_info_gbk.csv', rows: 945, columns: 21, encoding: 'gb18030', kind: 'orders' },
  { path: 'exports/etsy_sold_order_items.csv', rows: 145, columns: 33, kind: 'orders', preset: 'etsy-sold-order-items' },
  { path: 'exports/gumroad_sales.csv', rows: 130, rejected: 1, columns: 64, kind: 'orders', preset: 'gumroad-sales' },
  { path: 'exports/mailchimp_subscribed.csv', rows: 5, columns: 23, kind: 'customers', preset: 'mailchimp-audience' },
  { path: 'exports/patreon_members.csv', rows: 24, columns: 27, kind: 'customers', preset: 'patreon-members' },
  { path: 'exports/paypal_activity.csv', rows: 120, columns: 41, kind: 'orders', preset: 'paypal-activity' },
  { path: 'exports/shopify_orders_export.csv', rows: 187, columns: 79, kind: 'orders', preset: 'shopify-orders' },
  { path: 'exports/square_items_masked_2026-06.csv', rows: 417, columns: 33, kind: 'orders', preset: 'square-items' },
  { path: 'exports/squarespace_orders.csv', rows: 7, columns: 47, kind: 'orders', preset: 'squarespace-orders' },
  { path: 'exports/stripe_payments.csv', rows: 150, columns: 15, kind: 'orders', preset: 'stripe-payments' },
  { path: 'exports/substack_signup_emails.csv', rows: 21, columns: 6, kind: 'customers', preset: 'substack-subscribers' },
  { path: 'exports/wechat_pay_bill.csv', rows: 27, columns: 11, headerLine: 17, kind: 'orders', preset: 'wechat-pay-bill' },
  {
    path: 'exports/woocommerce_analytics_orders.csv',
    rows: 100,
    columns: 11,
    kind: 'orders',
    preset: 'woocommerce-analytics-orders',
  },
  { path: 'exports/youzan_orders.csv', rows: 90, columns: 15, kind: 'orders', preset: 'youzan-orders' },
];

here('every shared file', () => {
  it.each(files)(
    '$path',
    async ({ path, rows, columns, rejected = 0, encoding = 'utf-8', headerLine = 1, kind, preset = null, asked = [] }) => {
      const { report, table, rejects } = await open(path);
      expect(report).toMatchObject({
        rowsImported: rows,
        rowsRejected: rejected,
        rowsRead: rows + rejected,
        encoding,
        headerLine,
        kind,
        preset,
      });
      expect(table.rows).toBe(rows);
      expect(table.names).toHaveLength(columns);
      expect(rejects).toHaveLength(rejected);
      expect(report.sample).toHaveLength(Math.min(8, rows));
      expect(report.questions.map(({ about }) => about)).toEqual(asked);
      for (const column of report.columns) expect(column.unreadable, column.name).toBe(0);
      for (const column of table.columns) expect(plain(column)).toHaveLength(rows);
    },
  );
});

here('known figures', () => {
  it('telco: the label without help, eleven blanks, words as in the file', async () => {
    const result = await open('telco_churn.csv');
    const roles = rolesOf(result);
    expect(roles).toMatchObject({
      customerID: 'customerId',
      Churn: 'churnLabel',
      tenure: 'number',
      MonthlyCharges: 'number',
      TotalCharges: 'amount',
    });
    expect(typesOf(result)).toMatchObject({
      SeniorCitizen: 'number',
      tenure: 'number',
      TotalCharges: 'number',
      Contract: 'text',
    });
    const categories = Object.entries(roles).filter(([, role]) => role === 'category');
    expect(categories).toHaveLength(15);
    const churn = result.report.columns.find(({ name }) => name === 'Churn')!;
    expect(churn.positive).toBe('Yes');
    expect(churn.evidence).toContainEqual({ code: 'two-values', values: { positive: 'Yes', negative: 'No' } });
    expect(values(result, 'Churn').filter((cell) => cell === 'Yes')).toHaveLength(1869);
    expect(result.report.columns.find(({ name }) => name === 'TotalCharges')!.missing).toBe(11);
    expect(new Set(values(result, 'Partner'))).toEqual(new Set(['Yes', 'No']));
  });

  it('Mall: ids keep their zeros', async () => {
    const result = await open('Mall_Customers.csv');
    expect(rolesOf(result)).toEqual({
      CustomerID: 'customerId',
      Genre: 'category',
      Age: 'number',
      'Annual Income (k$)': 'number',
      'Spending Score (1-100)': 'number',
    });
    expect(values(result, 'CustomerID')[0]).toBe('0001');
  });

  it('online retail: 440 customers, 1,666 orders, 358 cancellations, net 646,664.64', async () => {
    const result = await open('online_retail_customers_mod10_3.csv');
    expect(rolesOf(result)).toEqual({
      InvoiceNo: 'orderId',
      StockCode: 'text',
      Description: 'product',
      Quantity: 'quantity',
      InvoiceDate: 'date',
      UnitPrice: 'price',
      CustomerID: 'customerId',
      Country: 'country',
    });
    expect(values(result, 'CustomerID')[0]).toBe('12583');
    expect(distinct(values(result, 'CustomerID'))).toBe(440);
    const invoices = [...new Set(values(result, 'InvoiceNo') as string[])];
    expect(invoices.filter((id) => !id.startsWith('C'))).toHaveLength(1666);
    expect(invoices.filter((id) => id.startsWith('C'))).toHaveLength(358);
    const quantity = numbers(result, 'Quantity');
    const price = numbers(result, 'UnitPrice');
    expect(sum(quantity.map((q, i) => q! * price[i]!))).toBeCloseTo(646664.64, 2);
    const date = columnNamed(result.table, 'InvoiceDate');
    if (date.type !== 'instant') throw new Error(date.type);
    expect(date.zone).toBe('local');
    expect(date.ms[0]).toBe(Date.UTC(2010, 11, 1, 8, 45));
  });

  it('CDNOW: 2,357 customers, 6,919 orders, 244,091.94 dollars', async () => {
    const bytes = readShared('data/CDNOW_sample.txt');
    const options = { roles: { 'Column 2': 'customerId', 'Column 3': 'date', 'Column 5': 'amount' } } as const;
    const result = await finish<ReadResult>(readFile(new Blob([bytes as BlobPart]), 'CDNOW_sample.txt', options));
    expect(result.report).toMatchObject({ delimiter: ' +', newline: 'CRLF', rowsImported: 6919, rowsRejected: 0, rowsPadded: 0 });
    expect(distinct(values(result, 'Column 2'))).toBe(2357);
    expect(sum(numbers(result, 'Column 5'))).toBeCloseTo(244091.94, 2);
    expect(numbers(result, 'Column 5').filter((cell) => cell === 0)).toHaveLength(8);
    const days = values(result, 'Column 3').filter((day) => day !== null) as number[];
    expect([Math.min(...days), Math.max(...days)].map(isoDay)).toEqual(['1997-01-01', '1998-06-30']);
  });

  it('CDNOW: by its cells alone a list of orders; which column names the customer is asked, once', async () => {
    const result = await open('CDNOW_sample.txt');
    expect(rolesOf(result)).toEqual({
      'Column 1': 'customerId',
      'Column 2': 'text',
      'Column 3': 'date',
      'Column 4': 'quantity',
      'Column 5': 'amount',
    });
    expect(result.report.questions).toMatchObject([
      {
        about: 'customer-column',
        answer: 'Column 1',
        choices: ['Column 1', 'Column 2', 'none'],
        effects: [
          { choice: 'Column 1', n: 2357, of: 6919 },
          { choice: 'Column 2', n: 2357, of: 6919 },
        ],
      },
    ]);
    expect(result.report.columns[4]!.total).toBe(244091.94);
    expect(result.report.warnings).toEqual([]);
  });

  it('a list of goods, a list of baskets: said to be that', async () => {
    const goods = await open('crm_products.csv');
    expect(goods.report.warnings.map(({ code }) => code)).toEqual(['import/goods-only']);
    const baskets = await open('groceries_basket.csv');
    expect(baskets.report.warnings).toEqual([]);
  });

  it('Patreon: what they gave in all, and how many are active', async () => {
    const { report } = await open('exports/patreon_members.csv');
    const known = expectedTotals()['patreon_members.csv']!;
    expect(report.columns.find(({ name }) => name === 'Lifetime Amount')!.total).toBe(known.lifetime);
    const status = report.columns.find(({ name }) => name === 'Patron Status')!;
    expect(status.values).toContainEqual({ value: 'Active patron', n: known.active });
  });

  it('groceries: 169 items', async () => {
    const { table } = await open('groceries_basket.csv');
    expect(distinct(table.columns.flatMap(plain))).toBe(169);
  });

  it('the restaurant: phones and names, NA is nobody, sum 465,214', async () => {
    const result = await open('zh_meal_order_info_gbk.csv');
    expect(rolesOf(result)).toMatchObject({
      order_id: 'orderId',
      phone: 'phone',
      name: 'name',
      use_start_time: 'date',
      expenditure: 'amount',
      order_status: 'status',
    });
    expect(sum(numbers(result, 'expenditure'))).toBe(465214);
    expect(distinct(values(result, 'phone'))).toBe(551);
    expect(distinct(values(result, 'name'))).toBe(649);
    expect(result.report.columns.find(({ name }) => name === 'use_start_time')).toMatchObject({
      type: 'instant',
      dateOrder: 'year-first',
    });
  });

  it('Shopify: totals of expected.json', async () => {
    const result = await open('exports/shopify_orders_export.csv');
    const known = expectedTotals()['shopify_orders_export.csv']!;
    expect(rolesOf(result)).toMatchObject({
      Name: 'orderId', Email: 'email', 'Created at': 'date', Total: 'amount', 'Refunded Amount': 'refund', Currency: 'currency', 'Financial Status': 'status',
      'Lineitem quantity': 'quantity', 'Lineitem price': 'price', 'Lineitem name': 'product', 'Billing Country': 'country',
    }); // prettier-ignore
    const status = values(result, 'Financial Status');
    const total = numbers(result, 'Total');
    const refunded = numbers(result, 'Refunded Amount');
    const first = total.map((cell) => cell !== null);
    expect(distinct(values(result, 'Name'))).toBe(known.orders);
    expect(sum(total.filter((_, i) => first[i] && status[i] !== 'voided'))).toBeCloseTo(known.gross_total!, 2);
    const paid = status.map((word) => word === 'paid' || word === 'refunded' || word === 'partially_refunded');
    expect(sum(total.map((cell, i) => (paid[i] ? cell! - refunded[i]! : 0)))).toBeCloseTo(known.net_paid!, 2);
    expect(values(result, 'Notes')).toContain('Please gift wrap,\nthanks!');
    const created = columnNamed(result.table, 'Created at');
    expect(created.type === 'instant' && created.zone).toBe('offset');
  });

  it('Stripe: totals of expected.json, UTC by the header', async () => {
    const result = await open('exports/stripe_payments.csv');
    const known = expectedTotals()['stripe_payments.csv']!;
    const status = values(result, 'Status');
    const amount = numbers(result, 'Amount');
    const refunded = numbers(result, 'Amount Refunded');
    expect(
      sum(amount.map((cell, i) => (status[i] === 'Paid' || status[i] === 'Refunded' ? cell! - refunded[i]! : 0))),
    ).toBeCloseTo(known.net_paid!, 2);
    expect(distinct(values(result, 'Customer Email'))).toBe(known.customers);
    const created = columnNamed(result.table, 'Created date (UTC)');
    expect(created.type === 'instant' && created.zone).toBe('UTC');
  });

  it('the other exports: totals of expected.json', async () => {
    const known = expectedTotals();
    const etsy = await open('exports/etsy_sold_order_items.csv');
    expect(sum(numbers(etsy, 'Item Total'))).toBeCloseTo(known['etsy_sold_order_items.csv']!.item_total!, 2);
    expect(distinct(values(etsy, 'Order ID'))).toBe(known['etsy_sold_order_items.csv']!.orders);
    expect(etsy.report.columns[0]).toMatchObject({ role: 'date', dateOrder: 'month-first' });

    const paypal = await open('exports/paypal_activity.csv');
    const gross = numbers(paypal, 'Gross');
    const type = values(paypal, 'Type');
    const status = values(paypal, 'Status');
    const refunds = gross.filter((_, i) => type[i] === 'Payment Refund' && status[i] === 'Completed');
    expect(-sum(refunds)).toBeCloseTo(known['paypal_activity.csv']!.refunds!, 2);
    expect(paypal.report.columns[0]).toMatchObject({ role: 'date', dateOrder: 'month-first' });

    const gumroad = await open('exports/gumroad_sales.csv');
    expect(sum(numbers(gumroad, 'Sale Price ($)'))).toBeCloseTo(known['gumroad_sales.csv']!.gross!, 2);
    expect(distinct(values(gumroad, 'Purchase Email'))).toBe(known['gumroad_sales.csv']!.customers);
    expect(gumroad.rejects).toMatchObject([{ line: 132, code: 'row/totals' }]);

    const patreon = await open('exports/patreon_members.csv');
    expect(sum(numbers(patreon, 'Lifetime Amount'))).toBe(known['patreon_members.csv']!.lifetime);
    expect(patreon.report.columns.find(({ role }) => role === 'churnLabel')).toMatchObject({
      name: 'Patron Status',
      positive: 'Former patron',
    });

    const youzan = await open('exports/youzan_orders.csv');
    expect(sum(numbers(youzan, '订单实付金额'))).toBeCloseTo(known['youzan_orders.csv']!.paid!, 2);
    expect(distinct(values(youzan, '收货人手机号/提货人手机号'))).toBe(known['youzan_orders.csv']!.buyers);

    const woo = await open('exports/woocommerce_analytics_orders.csv');
    const state = values(woo, 'Status');
    const net = numbers(woo, 'Net Sales').filter((_, i) => state[i] !== 'cancelled' && state[i] !== 'refunded');
    expect(sum(net)).toBeCloseTo(known['woocommerce_analytics_orders.csv']!.net_sales_not_cancelled_refunded!, 2);
  });
});
