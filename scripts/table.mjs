// `npm run table [-- NAME…]`: every shared file through the built app, as `npm run analyse` does it; prints a table of rows read
// and imported, of what was turned away and asked, and of totals beside the known ones, as markdown. NAME: part of a file's name.
// Exit code 1 where a total is not the known one.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ensureBuilt, ensureInstalled, shared } from './project.mjs';
import { serve } from './serve.mjs';

if (shared === null) {
  console.error('There is no ../shared here: nothing to read.');
  process.exit(2);
}
const wanted = process.argv.slice(2);
const data = join(shared, 'data');
const json = (path) => JSON.parse(readFileSync(path, 'utf8'));
const expected = json(join(data, 'exports', 'expected.json'));
const open = json(join(shared, 'reference', 'open.json'));
const manifest = new Map(
  readFileSync(join(data, 'MANIFEST.tsv'), 'utf8')
    .trim()
    .split('\n')
    .slice(1)
    .map((line) => line.split('\t'))
    .map(([file, , rows]) => [file, Number(rows)]),
);

const columnOf = (result, name) => result.files[0].columns[name];
const countOf = (result, column, ...words) =>
  (columnOf(result, column).values ?? []).reduce((sum, { value, n }) => sum + (words.includes(value) ? n : 0), 0);
const totalOrders = (result) => result.orders + result.cancellations;
const rows = (result) => result.files[0].rowsImported;

/** What expected.json calls a figure, in the words of the results; what is null no result tells. */
const figures = {
  'shopify_orders_export.csv': {
    orders: totalOrders,
    line_rows: rows,
    customers: (r) => r.customers,
    gross_total: (r) => r.revenue.gross,
    refunded: (r) => r.revenue.refunded,
    voided_orders: (r) => r.cancellations,
    net_paid: (r) => r.revenue.net,
    currency: (r) => r.revenue.currency,
    multi_line_orders: null,
  },
  'stripe_payments.csv': {
    rows,
    paid: (r) => countOf(r, 'Status', 'Paid'),
    failed: (r) => countOf(r, 'Status', 'Failed'),
    refunded_rows: null,
    net_paid: (r) => r.revenue.net,
    customers: (r) => r.customers,
  },
  'etsy_sold_order_items.csv': {
    rows,
    orders: (r) => r.orders,
    buyers: (r) => r.customers,
    item_total: (r) => r.revenue.gross,
  },
  'paypal_activity.csv': {
    rows,
    completed_sales: (r) => r.revenue.gross,
    refunds: (r) => r.revenue.refunded,
    buyers: (r) => r.customers,
  },
  // What waits (on hold) is among the known sum, which leaves out what was cancelled or given back whole.
  'woocommerce_analytics_orders.csv': {
    orders: totalOrders,
    net_sales_not_cancelled_refunded: (r) => r.revenue.net + r.revenue.pending,
  },
  'gumroad_sales.csv': {
    sales: (r) => r.orders,
    customers: (r) => r.customers,
    gross: (r) => r.revenue.gross,
    fully_refunded: (r) => r.revenue.refunded,
  },
  'patreon_members.csv': {
    rows,
    active: (r) => countOf(r, 'Patron Status', 'Active patron'),
    lifetime: (r) => columnOf(r, 'Lifetime Amount').total,
  },
  'youzan_orders.csv': { orders: (r) => r.orders, paid: (r) => r.revenue.net, buyers: (r) => r.customers },
};

const retail = open.online_retail_mod10_3.figures;
const telco = open.telco_cv.models['logistic (L2, C=1)'];
const mall = open.mall.kmeans_raw['5'];
const logistic = (result) => result.churn?.models?.find(({ id }) => id === 'logistic');

/** Files whose totals are known from elsewhere: open.json, MANIFEST.tsv. A third entry is how far apart two may be. */
const known = {
  'online_retail_customers_mod10_3.csv': (r) => [
    ['customers', r.customers, retail.customers],
    ['orders', r.orders, retail.orders],
    ['cancellations', r.cancellations, retail.cancellations],
    ['gross', r.revenue.gross, retail.gross],
    ['returns', -r.revenue.refunded, retail.returns],
    ['net', r.revenue.net, retail.net],
    ['buyers', r.kpis.repeatRate.n, retail.buyers],
    ['repeat buyers', Math.round(r.kpis.repeatRate.value * r.kpis.repeatRate.n), retail.repeat_buyers],
    ['first day', r.kpis.repeatRate.period[0], retail.first.slice(0, 10)],
    ['last day', r.kpis.repeatRate.period[1], retail.last.slice(0, 10)],
  ],
  'telco_churn.csv': (r) => [
    ['customers', r.customers, open.telco_cv.n],
    ['churners', r.churn.positives, open.telco_cv.churners],
    ['AUC', logistic(r).auc.mean, telco.auc[0], 0.005],
    ['Brier', logistic(r).brier.mean, telco.brier[0], 0.003],
    ['average precision', logistic(r).averagePrecision.mean, telco.average_precision[0], 0.01],
    ['log loss', logistic(r).logLoss.mean, telco.log_loss[0], 0.005],
    ['lift at 10 %', logistic(r).liftAt10.mean, telco.lift_at_10pct[0], 0.1],
    ['accuracy', logistic(r).accuracy.mean, telco.accuracy[0], 0.005],
  ],
  'Mall_Customers.csv': (r) => [
    ['customers', r.customers, 200],
    ['SSE', r.segments.sse, mall.inertia, 0.001],
    ['silhouette', r.segments.silhouette, mall.silhouette, 1e-6],
    ['sizes', [...r.segments.sizes].sort((a, b) => a - b).join('/'), mall.sizes.join('/')],
  ],
  'CDNOW_sample.txt': (r) => [
    ['customers', r.customers, 2357],
    ['orders', r.orders, 6919],
    ['gross', r.revenue?.gross, 244091.94],
    ['first day', r.kpis.repeatRate?.period[0], '1997-01-01'],
    ['last day', r.kpis.repeatRate?.period[1], '1998-06-30'],
  ],
  'cdnow_customers_summary.csv': (r) => [['customers', r.customers, 2357]],
  'zh_meal_order_info_gbk.csv': (r) => [
    ['customers (phones)', r.customers, 551],
    ['gross', r.revenue.gross, 465214],
  ],
  'crm_accounts.csv': (r) => [['customers', r.customers, 85]],
  'crm_sales_pipeline.csv': (r) => [
    ['won deals', r.orders, 4238],
    ['customers', r.customers, 85],
  ],
};

const settings = {
  'Mall_Customers.csv': { segments: { features: ['Annual Income (k$)', 'Spending Score (1-100)'], scale: 'none', k: 5 } },
};

const same = (ours, theirs, tolerance = 0) =>
  typeof ours === 'number' && typeof theirs === 'number'
    ? Math.abs(ours - theirs) <= Math.max(tolerance, Math.abs(theirs) * 1e-12 + (tolerance === 0 ? 0.005 : 0))
    : ours === theirs;

/** Our figures beside the known ones, of one run over one or more files. */
function comparisons(name, result) {
  const asked = Object.entries(expected[name] ?? {}).filter(([key]) => key !== 'note');
  const mapped = asked.map(([key, theirs]) => {
    const how = figures[name]?.[key];
    return how ? [key, how(result), theirs] : [key, null, theirs];
  });
  return [...mapped, ...(known[name]?.(result) ?? [])];
}

const shown = (value) =>
  typeof value === 'number' && !Number.isInteger(value) ? String(Math.round(value * 1e6) / 1e6) : String(value);
const cell = (text) => String(text).replaceAll('|', '\\|').replaceAll('\n', ' ');

function countCodes(codes) {
  const counts = new Map();
  for (const code of codes) counts.set(code, (counts.get(code) ?? 0) + 1);
  return [...counts].map(([code, n]) => `${code} × ${n}`).join(', ');
}

/** What the app says of a file beside its figures: that it is left out, and why. */
function sayings(result, file) {
  const warnings = (file.warnings ?? []).map(({ text }) => text);
  const notes = result.notes
    .filter(({ code, text }) => text.includes(file.name) && !['own-money', 'refunds-by-owner', 'row-is-order'].includes(code))
    .map(({ text }) => text);
  return [...warnings, ...notes].join(' ');
}

const groups = [
  ...readdirSync(data).filter((name) => /\.(csv|txt)$/.test(name)),
  ...readdirSync(join(data, 'exports'))
    .filter((name) => name.endsWith('.csv'))
    .map((name) => `exports/${name}`),
].map((path) => ({ title: path.split('/').at(-1), files: [path] }));
const crm = ['crm_accounts.csv', 'crm_products.csv', 'crm_sales_pipeline.csv', 'crm_sales_teams.csv'];
groups.push({ title: 'the four crm files together', files: crm });
known['the four crm files together'] = known['crm_sales_pipeline.csv'];
/** Totals of months and names: nobody's orders. Made here, since no shared file is one. */
const aggregate = {
  name: 'donations-by-month.csv',
  mimeType: 'text/csv',
  buffer: Buffer.from(
    'Month,Donations,Donors,Average\n2026-01,1200,40,30\n2026-02,1350,45,30\n2026-03,990,33,30\n2026-04,1470,49,30\n',
  ),
};
groups.push({ title: aggregate.name, files: [], made: aggregate });
known[aggregate.name] = (r) => [
  ['customers', r.customers, 0],
  ['said to be totals', (r.files[0].warnings ?? []).some(({ code }) => code === 'import/totals-only'), true],
];

await ensureInstalled();
await ensureBuilt({ quiet: true });
const { applySettings, confirmImport, exportResults, giveFiles, openApp } = await import('./drive.mjs');
const site = await serve();
const lines = [];
const totals = [];
let unequal = 0;
let uncompared = 0;
try {
  for (const { title, files, made } of groups) {
    if (wanted.length > 0 && !wanted.some((part) => title.includes(part))) continue;
    const { browser, page } = await openApp(site.url);
    try {
      await giveFiles(page, made ?? files.map((file) => join(data, file)));
      await confirmImport(page);
      if (settings[title]) await applySettings(page, settings[title]);
      const result = await exportResults(page);
      for (const file of result.files) {
        const path = files.find((one) => one.endsWith(file.name));
        const known = path === undefined ? null : manifest.get(path);
        const lost = file.rowsRead - file.rowsImported - file.rowsRejected;
        if (lost !== 0 || (known && known !== file.rowsImported)) unequal++;
        lines.push([
          files.length > 1 ? `${file.name} (with the others)` : file.name,
          file.kind,
          file.preset ?? '–',
          file.rowsRead,
          known && known !== file.rowsImported ? `${file.rowsImported} (NOT ${known})` : file.rowsImported,
          file.rowsRejected === 0 ? 0 : `${file.rowsRejected}: ${countCodes(file.rejects.map(({ code }) => code))}`,
          file.questions.map(({ about, column, answer }) => `${about} of ${column}: ${answer}`).join('; ') || '–',
          sayings(result, file) || '–',
        ]);
      }
      for (const [figure, ours, theirs, tolerance] of comparisons(title, result)) {
        const equal = same(ours, theirs, tolerance);
        if (ours === null) uncompared++;
        else if (!equal) unequal++;
        const verdict = ours === null ? 'no result tells it' : equal ? 'equal' : 'NOT EQUAL';
        totals.push([
          title,
          figure,
          ours === null ? '–' : shown(ours),
          shown(theirs),
          tolerance ? `${verdict} (± ${tolerance})` : verdict,
        ]);
      }
    } finally {
      await browser.close();
    }
  }
} finally {
  await site.close();
}

const print = (head, body) => {
  console.log(`| ${head.join(' | ')} |\n|${head.map(() => ' --- ').join('|')}|`);
  for (const row of body) console.log(`| ${row.map(cell).join(' | ')} |`);
  console.log('');
};
print(['file', 'kind', 'preset', 'read', 'imported', 'turned away', 'asked', 'said'], lines);
print(['file', 'figure', 'Kith', 'known', ''], totals);
console.log(
  `${lines.length} files, ${totals.length - uncompared} totals compared, ${unequal} not equal${uncompared ? `; ${uncompared} known figures are in no result` : ''}.`,
);
process.exitCode = unequal > 0 ? 1 : 0;
