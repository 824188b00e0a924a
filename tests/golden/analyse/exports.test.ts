import { it } from 'vitest';
import { readShared } from '../../shared';
import { analyse, tableOf } from '../../unit/analyse/run';
it.each(['shopify_orders_export','stripe_payments','etsy_sold_order_items','paypal_activity','woocommerce_analytics_orders','gumroad_sales','patreon_members','youzan_orders','square_items_masked_2026-06','squarespace_orders','mailchimp_subscribed','substack_signup_emails','wechat_pay_bill','../zh_meal_order_info_gbk','../crm_sales_pipeline','../crm_accounts','../groceries_basket','../crm_products'])('%s', async (f) => {
  try {
  const { result } = await analyse([await tableOf(readShared(`data/exports/${f}.csv`), f)]);
  console.log(f, JSON.stringify({c: result.customers, o: result.orders, x: result.cancellations, an: result.anonymousOrders, rev: result.revenues, kpis: Object.fromEntries(Object.entries(result.kpis).map(([k,v])=>[k,v.value])), churn: result.churn.ok ? [result.churn.source,result.churn.label,result.churn.positive,result.churn.n,result.churn.positives] : result.churn.error.code, notes: result.notes.map(n=>n.code+JSON.stringify(n.values)), avail: result.segments.ok ? result.segments.available.map(a=>a.id):null}));
  } catch (e) { console.log(f, String(e), (e as {code:string}).code); }
}, 60000);
