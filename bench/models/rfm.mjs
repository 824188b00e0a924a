// Recency, frequency, money of a million orders against pandas' groupby. `node bench/models/rfm.mjs [orders] [runs]`
// Figures and bins for every customer; of ours from the purchases that the analysis has at hand, of pandas from the columns, as
// one would write it. What it takes to find the purchases is told beside it.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { median, record } from '../lib.mjs';
import { show, startPeer } from './_peer.mjs';
import { openSources } from './_sources.mjs';

const days = 1095;

/** Orders in order of day, of customers who differ in how often they buy. */
async function makeOrders(sources, rows) {
  const { createRandom } = await sources.load('src/kernels/random/random.ts');
  const random = createRandom(1);
  const customers = Math.max(1, Math.round(rows / 10));
  const customer = new Int32Array(rows);
  const day = new Int32Array(rows);
  const amount = new Float64Array(rows);
  for (let i = 0; i < rows; i++) {
    customer[i] = Math.floor(customers * random.next() ** 2);
    day[i] = 19_000 + Math.floor((i * days) / rows);
    amount[i] = Math.round(500 + 9_500 * random.next()) / 100;
  }
  return { customers, customer, day, amount };
}

/** The columns as order lines: every row an order of its own, paid, nothing given back. */
function linesOf({ customer, day, amount }) {
  const rows = customer.length;
  return {
    rows,
    customer,
    day,
    amount,
    order: Int32Array.from({ length: rows }, (_, i) => i),
    orders: rows,
    kind: new Uint8Array(rows),
    refunded: new Float64Array(rows),
    units: new Float64Array(rows),
    product: new Int32Array(rows),
    products: 1,
    currency: new Uint8Array(rows),
    has: { days: true, money: true, units: false, products: false },
  };
}

/** Prints and records the comparison, and gives it back in a list. */
export async function run({ rows = [1_000_000], runs = 5 } = {}) {
  const sources = await openSources();
  const results = [];
  try {
    const { groupByCustomer } = await sources.load('src/features/customer-lines.ts');
    const { purchasesUntil } = await sources.load('src/features/purchases.ts');
    const { rfm } = await sources.load('src/insight/standing/rfm.ts');
    const { runAll } = await sources.load('src/features/steps.ts');
    for (const count of rows) {
      const folder = mkdtempSync(join(tmpdir(), 'kith-bench-'));
      try {
        const orders = await makeOrders(sources, count);
        const file = join(folder, 'orders.f64');
        const columns = new Float64Array(3 * count);
        for (const [at, column] of [orders.customer, orders.day, orders.amount].entries()) columns.set(column, at * count);
        writeFileSync(file, columns);
        const peer = startPeer('rfm-peer.py', [file, count], 'pandas, numpy');
        const lines = linesOf(orders);
        const asOf = orders.day.at(-1);
        const times = { grouping: [], ours: [], pandas: [] };
        let [found, theirs] = [null, null];
        for (let turn = -1; turn < runs; turn++) {
          const start = performance.now();
          const purchases = runAll(purchasesUntil(runAll(groupByCustomer(lines, orders.customers, 0, asOf, false)), asOf));
          const grouped = performance.now();
          found = rfm(purchases, asOf, asOf - 90, true);
          if (turn >= 0) {
            times.grouping.push(grouped - start);
            times.ours.push(performance.now() - grouped);
          }
          if (!peer) continue;
          theirs = await peer.ask('rfm');
          if (turn >= 0) times.pandas.push(theirs.ms);
        }
        peer?.close();
        const spent = found.part.groups.reduce((sum, group) => sum + group.spent, 0);
        if (theirs && (theirs.customers !== found.part.n || Math.abs(theirs.money - spent) > 1)) {
          throw new Error(`not the same: ${found.part.n} customers, ${spent}; pandas ${theirs.customers}, ${theirs.money}`);
        }
        const [ours, pandas] = [median(times.ours), peer ? median(times.pandas) : null];
        const result = {
          name: `RFM, ${count} orders`,
          ours,
          peers: { 'pandas groupby': pandas },
          ratio: { 'pandas groupby': pandas === null ? null : ours / pandas },
          note: `in Node; ${found.part.n} customers: figures and bins, and of ours nine groups and movement over 90 days; that orders are grouped into purchases, which worth, stages and cohorts need as well, takes ${median(times.grouping).toFixed(0)} ms more`,
        };
        results.push(result);
        show(result);
        record('rfm', result);
      } finally {
        rmSync(folder, { recursive: true, force: true });
      }
    }
  } finally {
    await sources.close();
  }
  return results;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const [rows, runs] = process.argv.slice(2).map(Number);
  await run({ rows: rows ? [rows] : undefined, runs: runs || undefined });
}
