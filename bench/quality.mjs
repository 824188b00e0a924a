// How long the page of quality takes to look through a file, in the built app in headless Chromium.
import { createReadStream, createWriteStream, existsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { once } from 'node:events';
import { confirmImport, giveFiles, openApp, rendererPeakMB } from '../scripts/drive.mjs';
import { serve } from '../scripts/serve.mjs';
import { benchFile, record, report } from './lib.mjs';

/** The bench file with names, addresses, prices, countries and statuses: eleven columns, with rows that are wrong in known ways. */
async function wideFile(rows) {
  const path = join(tmpdir(), `kith-bench-quality-2-${rows}.csv`);
  if (existsSync(path)) return path;
  const out = createWriteStream(path);
  let at = 0;
  let before = '';
  for await (const line of createInterface({ input: createReadStream(await benchFile(rows)) })) {
    // A product's name may hold a comma, and then stands in quotes; no cell is empty.
    const [order, customer, date, product, quantity, amount] = line.match(/"[^"]*"|[^,"]+/g) ?? [''];
    let wide;
    if (order === '') continue;
    if (at === 0) wide = 'order_id,customer_id,name,email,date,product,quantity,price,amount,country,status';
    else {
      const who = customer.replace(/\D/g, '');
      const price = (Number(amount) / Number(quantity)).toFixed(2);
      const email = at % 10_007 === 0 ? `c${who}.example.com` : `c${who}@example.com`;
      const units = at % 10_009 === 0 ? -quantity : quantity;
      wide = `${order},${customer},Ann Lee ${who},${email},${date},${product},${units},${price},${amount},${['DE', 'FR', 'GB'][who % 3]},paid`;
      if (at % 2003 === 0) wide = before;
    }
    before = wide;
    at++;
    if (!out.write(`${wide}\n`)) await once(out, 'drain');
  }
  out.end();
  await once(out, 'finish');
  return path;
}

/** From opening the page of quality to its answer: loading the rows from the database and looking through them. */
export async function benchQuality({ rows = [100_000, 1_000_000], runs = 3 } = {}) {
  const site = await serve();
  try {
    for (const count of rows) {
      const file = await wideFile(count);
      const times = { 'Kith: quality of 11 columns': [] };
      let peakMB = null;
      for (let run = 0; run < runs; run++) {
        const { browser, page } = await openApp(site.url);
        try {
          await giveFiles(page, file);
          await confirmImport(page);
          const began = performance.now();
          await page.evaluate(() => (location.hash = '#/quality'));
          await page.getByTestId('finding').first().waitFor({ timeout: 300_000 });
          times['Kith: quality of 11 columns'].push((performance.now() - began) / 1000);
          peakMB = Math.max(peakMB ?? 0, rendererPeakMB() ?? 0);
        } finally {
          await browser.close();
        }
      }
      report(`quality, ${count} rows`, times);
      record('quality', { rows: count, seconds: times, peakMB });
    }
  } finally {
    await site.close();
  }
}
