import { describe, expect, it } from 'vitest';
import { defaultIdentity } from '../../../src/domain';
import { findSpellings } from '../../../src/features/spellings';
import { runAll } from '../../../src/features/steps';
import { sourceOf } from '../../../src/jobs/exports';
import { readShared, sharedDir } from '../../shared';
import { analyse, tableOf } from '../../unit/analyse/run';

/** The exports of the tools people use, through the whole path, against the known totals beside them. */
type Known = Readonly<Record<string, Readonly<Record<string, number>>>>;
const known = () => JSON.parse(new TextDecoder().decode(readShared('data/exports/expected.json'))) as Known;
const open = async (path: string) => tableOf(readShared(`data/${path}`), path.split('/').at(-1));
const of = async (path: string) => (await analyse([await open(path)])).result;

describe.skipIf(sharedDir === null)('known totals of exports (skipped: no shared data here)', () => {
  it('Shopify', async () => {
    const want = known()['shopify_orders_export.csv']!;
    const { revenues, customers, orders, cancellations } = await of('exports/shopify_orders_export.csv');
    expect(revenues).toHaveLength(1);
    expect(revenues[0]).toMatchObject({ gross: want.gross_total, refunded: want.refunded, net: want.net_paid, currency: 'USD' });
    expect([customers, orders + cancellations, cancellations]).toEqual([want.customers, want.orders, want.voided_orders]);
  });

  it('Stripe', async () => {
    const want = known()['stripe_payments.csv']!;
    const { revenues, customers } = await of('exports/stripe_payments.csv');
    expect([revenues[0]!.net, customers]).toEqual([want.net_paid, want.customers]);
  });

  it('Etsy', async () => {
    const want = known()['etsy_sold_order_items.csv']!;
    const { revenues, customers, orders } = await of('exports/etsy_sold_order_items.csv');
    expect([revenues[0]!.gross, customers, orders]).toEqual([want.item_total, want.buyers, want.orders]);
  });

  it('PayPal: refunds belong to their buyers, the owner is none', async () => {
    const want = known()['paypal_activity.csv']!;
    const { revenues, customers, notes } = await of('exports/paypal_activity.csv');
    expect([revenues[0]!.gross, revenues[0]!.refunded, customers]).toEqual([want.completed_sales, want.refunds, want.buyers]);
    expect(notes).toContainEqual({ code: 'refunds-by-owner', values: { file: 'paypal_activity.csv', n: 9, found: 6 } });
  });

  it('WooCommerce: goods in one cell are several, their money is one', async () => {
    const want = known()['woocommerce_analytics_orders.csv']!;
    const { revenues, orders, cancellations } = await of('exports/woocommerce_analytics_orders.csv');
    expect(revenues[0]!.gross - revenues[0]!.refunded).toBeCloseTo(want.net_sales_not_cancelled_refunded!, 2);
    expect(orders + cancellations).toBe(want.orders);
  });

  it('Gumroad: without its row of totals', async () => {
    const want = known()['gumroad_sales.csv']!;
    const { revenues, customers, orders } = await of('exports/gumroad_sales.csv');
    expect([revenues[0]!.gross, revenues[0]!.refunded]).toEqual([want.gross, want.fully_refunded]);
    expect([customers, orders]).toEqual([want.customers, want.sales]);
  });

  it('Youzan', async () => {
    const want = known()['youzan_orders.csv']!;
    const { revenues, customers, orders } = await of('exports/youzan_orders.csv');
    expect([revenues[0]!.net, customers, orders]).toEqual([want.paid, want.buyers, want.orders]);
  });

  it('Patreon: members, who is active, what they gave', async () => {
    const want = known()['patreon_members.csv']!;
    const stored = await open('exports/patreon_members.csv');
    const { result, customers } = await analyse([stored]);
    expect(result.customers).toBe(want.rows);
    const { table, record } = stored;
    const column = (name: string) => table.columns[table.names.indexOf(name)]!;
    const status = column('Patron Status');
    const lifetime = column('Lifetime Amount');
    if (status.type !== 'text' || lifetime.type !== 'number') throw new Error('read as something else');
    const active = [...status.codes].filter((code) => status.dictionary[code] === 'Active patron');
    expect(active).toHaveLength(want.active!);
    expect(lifetime.values.reduce((sum, value) => sum + value, 0)).toBe(want.lifetime);
    expect(record.report.columns.find(({ role }) => role === 'churnLabel')).toMatchObject({ positive: 'Former patron' });
    expect(customers.keys).toHaveLength(want.rows!);
  });

  it.each([
    // Net sales of each line: 417 rows, 296 baskets of which 208 name nobody.
    ['exports/square_items_masked_2026-06.csv', { customers: 85, orders: 296, anonymousOrders: 208 }, { gross: 3176 }],
    // One made-up address for all; the order of two lines counts its total once.
    ['exports/squarespace_orders.csv', { customers: 1, orders: 6, anonymousOrders: 0 }, { currency: 'USD', gross: 3529 }],
    // A person's bill: whom he paid is no customer.
    ['exports/wechat_pay_bill.csv', { customers: 5, orders: 4, anonymousOrders: 0 }, { currency: 'CNY', net: 28.49 }],
    ['zh_meal_order_info_gbk.csv', { customers: 551, orders: 945, anonymousOrders: 0 }, { gross: 465214, net: 465214 }],
    // Won deals of 85 accounts; 2,473 lost and 2,089 open ones bring nothing.
    ['crm_sales_pipeline.csv', { customers: 85, orders: 4238, cancellations: 0 }, { gross: 10005534, refunded: 0, pending: 0 }],
  ])('%s', async (path, counts, money) => {
    const result = await of(path);
    expect(result).toMatchObject(counts);
    expect(result.revenues).toHaveLength(1);
    expect(result.revenues[0]).toMatchObject(money);
  });

  it('the pipeline says what it leaves out', async () => {
    const { notes } = await of('crm_sales_pipeline.csv');
    expect(notes).toContainEqual({ code: 'deals-open', values: { file: 'crm_sales_pipeline.csv', n: 2089 } });
    expect(notes).toContainEqual({ code: 'deals-lost', values: { file: 'crm_sales_pipeline.csv', n: 2473 } });
    expect(notes.map(({ code }) => code)).not.toContain('undated-orders');
  });

  it('CDNOW: every customer and every order, without a header or a hand', async () => {
    const result = await of('CDNOW_sample.txt');
    expect([result.customers, result.orders, result.anonymousOrders]).toEqual([2357, 6919, 0]);
    expect(result.revenues).toMatchObject([{ gross: 244091.94, net: 244091.94 }]);
  });

  it('accounts, deals, goods and agents together: one view, and a spelling to settle', async () => {
    const files = ['crm_sales_teams.csv', 'crm_products.csv', 'crm_accounts.csv', 'crm_sales_pipeline.csv'];
    const tables = await Promise.all(files.map(open));
    const { result } = await analyse(tables);
    expect([result.customers, result.orders, result.revenues[0]!.gross]).toEqual([85, 4238, 10005534]);
    const spellings = runAll(findSpellings(tables.map(sourceOf), defaultIdentity));
    expect(spellings).toContainEqual(
      expect.objectContaining({ from: 'GTXPro', to: 'GTX Pro', fromRows: 1480, state: 'suggested' }),
    );
  });

  it('accounts and their deals are the same customers', async () => {
    const { result } = await analyse([await open('crm_accounts.csv'), await open('crm_sales_pipeline.csv')]);
    expect([result.customers, result.orders]).toEqual([85, 4238]);
  });

  it.each([
    ['exports/mailchimp_subscribed.csv', 5],
    ['exports/substack_signup_emails.csv', 21],
    ['crm_accounts.csv', 85],
    ['groceries_basket.csv', 0],
  ])('%s brings no money', async (path, customers) => {
    const result = await of(path);
    expect([result.customers, result.orders, result.revenues.length]).toEqual([customers, 0, 0]);
  });
});
