import { describe, expect, it } from 'vitest';
import { parseIsoDay } from '../../../src/domain';
import { readShared, sharedDir } from '../../shared';
import { analyse, codeOf, settingsWith, tableOf } from '../../unit/analyse/run';

/** The whole path on real files, against figures worked out elsewhere: open.json and expected.json beside the data. */
const text = (path: string) => new TextDecoder().decode(readShared(path));
const tables = async (...files: string[]) =>
  Promise.all(files.map((file) => tableOf(readShared(`data/${file}`), file.split('/').at(-1))));

interface Reference {
  readonly telco_logistic_fit: { readonly intercept: number; readonly coef: Readonly<Record<string, number>> };
}

describe.skipIf(sharedDir === null)('real files (skipped: no shared data here)', () => {
  it('Online Retail: 440 customers, 1,666 orders, 358 cancellations, to the penny; a score beside its baseline', async () => {
    const { result, customers } = await analyse(await tables('online_retail_customers_mod10_3.csv'));
    expect([result.customers, result.orders, result.cancellations, result.anonymousOrders]).toEqual([440, 1666, 358, 0]);
    expect(result.revenues).toEqual([{ currency: null, gross: 669170.98, pending: 0, refunded: 22506.34, net: 646664.64 }]);
    expect(result.asOf).toBe(parseIsoDay('2011-12-09'));
    expect(customers.orderCount.filter((count) => count > 0)).toHaveLength(436);
    expect(customers.orderCount.filter((count) => count > 1)).toHaveLength(270);
    const best = customers.keys.indexOf('16013');
    expect([customers.orderCount[best], customers.lastOrder[best]]).toEqual([47, parseIsoDay('2011-12-06')]);
    expect(result.kpis.repeatRate).toMatchObject({ value: 270 / 436, n: 436 });
    // Everybody in one stage, every buyer in one group.
    if (!result.standing?.ok) throw new Error('no stages');
    const sum = (counts: readonly number[]) => counts.reduce((total, n) => total + n, 0);
    expect(sum(result.standing.stages)).toBe(440);
    // One of the 436 buyers gave everything back.
    expect(sum(result.standing.rfm!.groups.map(({ n }) => n))).toBe(435);
    expect(sum(result.standing.cohorts.sizes)).toBe(435);
    if (!result.churn.ok) throw new Error(result.churn.error.code);
    const model = result.churn.models[0]!.auc;
    const baseline = result.churn.baselines.find((one) => one.id === 'days-since-last-order')!.auc;
    expect(result.churn.cutoff).toBe(parseIsoDay('2011-12-09')! - 90);
    expect(model.mean).toBeGreaterThan(0.68);
    expect(baseline.mean).toBeGreaterThan(0.6);
    expect(baseline.folds).toHaveLength(model.folds.length);
  });

  it('Shopify: gross without voided orders, what waits, what was given back', async () => {
    const { result } = await analyse(await tables('exports/shopify_orders_export.csv'));
    expect(result.revenues).toEqual([{ currency: 'USD', gross: 3559.71, pending: 333.12, refunded: 169.57, net: 3057.02 }]);
    expect([result.customers, result.orders, result.cancellations]).toEqual([23, 85, 5]);
  });

  it('Stripe: failed and disputed charges are no money', async () => {
    const { result } = await analyse(await tables('exports/stripe_payments.csv'));
    expect(result.revenues).toEqual([{ currency: 'USD', gross: 38147, pending: 0, refunded: 2960.75, net: 35186.25 }]);
    expect([result.customers, result.orders, result.anonymousOrders]).toEqual([23, 137, 5]);
  });

  it.each([
    ['etsy_sold_order_items.csv', { gross: 2291.75, refunded: 0 }, 23, 80],
    ['paypal_activity.csv', { gross: 34773.6, refunded: 5044 }, null, 102],
    ['woocommerce_analytics_orders.csv', { gross: 2839.15, refunded: 240.5 }, 18, 95],
    ['youzan_orders.csv', { currency: 'CNY', net: 7874.9 }, 16, 90],
    // A person's bill: of 27 rows five brought money in (.35 + 23 + .07 + .07 + 5), two under the same masked number.
    ['wechat_pay_bill.csv', { currency: 'CNY', net: 28.49 }, null, 4],
    ['gumroad_sales.csv', { currency: 'USD', gross: 1595, refunded: 98, net: 1497 }, 24, 130],
  ] as const)('%s', async (file, money, customers, orders) => {
    const { result } = await analyse(await tables(`exports/${file}`));
    expect(result.revenues[0]).toMatchObject(money);
    expect(result.orders).toBe(orders);
    if (customers !== null) expect(result.customers).toBe(customers);
  });

  it('Telco: the label found without help, AUC and Brier as measured elsewhere', async () => {
    const { result } = await analyse(await tables('telco_churn.csv'));
    if (!result.churn.ok) throw new Error(result.churn.error.code);
    const { label, positive, n, positives, models, baselines, leaks, gain } = result.churn;
    expect([label, positive, n, positives]).toEqual(['Churn', 'Yes', 7043, 1869]);
    const model = models[0]!;
    expect(Math.abs(model.auc.mean - 0.8452)).toBeLessThan(0.005);
    expect(Math.abs(model.brier.mean - 0.1355)).toBeLessThan(0.003);
    expect(Math.abs(model.averagePrecision.mean - 0.6564)).toBeLessThan(0.01);
    expect(Math.abs(model.logLoss.mean - 0.4174)).toBeLessThan(0.005);
    expect(Math.abs(model.liftAt10.mean - 2.8711)).toBeLessThan(0.1);
    expect(Math.abs(model.accuracy.mean - 0.8034)).toBeLessThan(0.005);
    expect(baselines.map((one) => one.id)).toEqual(['base-rate', 'best-single-column']);
    expect(gain!.interval[0]).toBeGreaterThan(0.05);
    expect(leaks).toEqual([]);
    expect(result.notes).toContainEqual({ code: 'blank-as-zero', values: { column: 'TotalCharges', n: 11 } });
  }, 60_000);

  it('Telco: the weights of the reference, along all that the data determines', async () => {
    const { result } = await analyse(await tables('telco_churn.csv'), settingsWith({ churn: { folds: 2, repeats: 1 } }));
    if (!result.churn.ok) throw new Error(result.churn.error.code);
    const { coef, intercept } = (JSON.parse(text('reference/open.json')) as Reference).telco_logistic_fit;
    const { coefficients, intercept: ours } = result.churn.models[0]!;
    const found = Object.fromEntries(coefficients.map(({ name, value }) => [name, value]));
    expect(Object.keys(found).sort()).toEqual(Object.keys(coef).sort());
    // Who has phone service and who has "No phone service" are one column and its complement: the intercept can take up any
    // common shift of the two weights. The penalty then demands that they add up to nothing, which the reference, stopped
    // short of its optimum, misses by .0124; so of these three the determined part is compared.
    const [yes, no] = ['PhoneService=Yes', 'MultipleLines=No phone service'] as const;
    for (const name of Object.keys(coef)) {
      if (name !== yes && name !== no) expect(Math.abs(found[name]! - coef[name]!), name).toBeLessThan(1e-3);
    }
    expect(Math.abs(found[yes]! - found[no]! - (coef[yes]! - coef[no]!))).toBeLessThan(1e-3);
    expect(Math.abs(ours + found[yes]! - (intercept + coef[yes]!))).toBeLessThan(1e-3);
    expect(Math.abs(found[yes]! + found[no]!)).toBeLessThan(1e-4);
  }, 60_000);

  it('Mall: the optimum of the reference, raw and at k = 5', async () => {
    const settings = settingsWith({
      segments: { features: ['Annual Income (k$)', 'Spending Score (1-100)'], scale: 'none', k: 5 },
    });
    const { result } = await analyse(await tables('Mall_Customers.csv'), settings);
    if (!result.segments.ok) throw new Error(result.segments.error.code);
    const { sse, silhouette, segments, verdict, candidates } = result.segments;
    expect(sse).toBeCloseTo(44448.4554, 3);
    expect(silhouette).toBeCloseTo(0.553932, 6);
    expect(segments.map((segment) => segment.size)).toEqual([81, 39, 35, 23, 22]);
    expect(verdict).toBe('clear');
    expect(segments.map((segment) => segment.name.code)).toEqual(['middle', 'high-high', 'high-low', 'low-low', 'low-high']);
    expect(candidates.map(({ k }) => k)).toEqual([2, 3, 4, 5, 6, 7, 8]);
    expect(codeOf(result.churn)).toBe('analysis/no-outcome');
  });

  it('Mall: five groups also without help, where only these two features are asked for', async () => {
    const settings = settingsWith({ segments: { features: ['Annual Income (k$)', 'Spending Score (1-100)'] } });
    const { result } = await analyse(await tables('Mall_Customers.csv'), settings);
    if (!result.segments.ok) throw new Error(result.segments.error.code);
    expect(result.segments.k).toBe(5);
    expect(result.segments.sse).toBeCloseTo(65.5684, 3);
  });
});
