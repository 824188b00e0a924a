// What is asked of a stored table: one customer's orders, a filter, an order of the list; and what it takes on disk.
import { mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium } from 'playwright-core';
import { chromiumArgs } from '../scripts/chromium.mjs';
import { confirmImport, giveFiles, visit } from '../scripts/drive.mjs';
import { ensureChromium } from '../scripts/install-chromium.mjs';
import { serve } from '../scripts/serve.mjs';
import { benchFile, record, report } from './lib.mjs';

const bytesIn = (path) =>
  statSync(path).isDirectory()
    ? readdirSync(path).reduce((sum, name) => sum + bytesIn(join(path, name)), 0)
    : statSync(path).size;

/** Seconds from an action to its answer on the page, watched from inside: the list's first row is another, and no row is empty. */
function listAnswers(page, { selector, value }) {
  return page.evaluate(
    async ({ selector, value }) => {
      const rows = () => [...document.querySelectorAll('[data-testid="customers-grid"] .line')];
      const state = () =>
        rows()
          .map((row) => row.dataset.key ?? '')
          .join('\n');
      const before = state();
      const control = document.querySelector(selector);
      const began = performance.now();
      if (value === undefined) control.click();
      else {
        control.value = value;
        control.dispatchEvent(new Event('change', { bubbles: true }));
      }
      for (;;) {
        await new Promise((done) => setTimeout(done, 1));
        const now = state();
        if (now !== before && now !== '' && rows().every((row) => row.dataset.key)) return (performance.now() - began) / 1000;
        if (performance.now() - began > 30_000) throw new Error(`no answer to ${selector}`);
      }
    },
    { selector, value },
  );
}

/** Seconds from asking for a customer to their orders on the page. */
function customerShown(page, key) {
  return page.evaluate(async (key) => {
    const title = () => document.querySelector('main h1')?.textContent;
    const before = title();
    const began = performance.now();
    location.hash = `#/customer/${encodeURIComponent(key)}`;
    for (;;) {
      await new Promise((done) => setTimeout(done, 1));
      if (title() !== before && document.querySelector('main [data-testid="timeline"] li'))
        return (performance.now() - began) / 1000;
      if (performance.now() - began > 30_000) throw new Error(`customer ${key} did not come`);
    }
  }, key);
}

/** Point look-up, filter and sort over a stored file of orders, and the database's size beside the CSV's. */
export async function benchTable({ rows = [1_000_000], runs = 5 } = {}) {
  const site = await serve();
  try {
    for (const count of rows) {
      const file = await benchFile(count);
      const profile = mkdtempSync(join(tmpdir(), 'kith-bench-profile-'));
      const times = {
        'one customer, the first since a reload': [],
        'another customer': [],
        'filter by risk': [],
        'filter by segment': [],
        'sort by spend': [],
      };
      // A profile on disk: what a private window keeps is in memory.
      const context = await chromium.launchPersistentContext(profile, {
        executablePath: await ensureChromium(),
        args: chromiumArgs,
        locale: 'en-GB',
      });
      try {
        const page = context.pages()[0] ?? (await context.newPage());
        page.setDefaultTimeout(30_000);
        await page.goto(site.url);
        await giveFiles(page, file);
        await confirmImport(page);
        await page.reload();
        for (let run = 0; run < runs; run++) {
          await visit(page, 'customers');
          await page.locator('[data-testid="customers-grid"] .line[data-key]').first().waitFor();
          times['sort by spend'].push(await listAnswers(page, { selector: '[data-testid="sort-totalSpend"]' }));
          times['filter by segment'].push(await listAnswers(page, { selector: '[data-testid="customers-segment"]', value: '0' }));
          times['filter by risk'].push(await listAnswers(page, { selector: '[data-testid="customers-risk"]', value: 'high' }));
          const key = (nth) => `C${String(1 + ((nth * 7919) % Math.round(count / 20))).padStart(6, '0')}`;
          times['one customer, the first since a reload'].push(await customerShown(page, key(2 * run)));
          times['another customer'].push(await customerShown(page, key(2 * run + 1)));
          // The next turn begins with the list as it was.
          await page.reload();
          await page.locator('main h1').first().waitFor();
        }
      } finally {
        await context.close();
      }
      const folder = join(profile, 'Default', 'IndexedDB');
      const bytes = { csv: statSync(file).size, indexedDB: bytesIn(folder) };
      rmSync(profile, { recursive: true, force: true });
      report(`table, ${count} rows of orders, on the page`, times);
      console.log(
        `  on disk: CSV ${(bytes.csv / 1e6).toFixed(1)} MB, IndexedDB ${(bytes.indexedDB / 1e6).toFixed(1)} MB (${(bytes.indexedDB / bytes.csv).toFixed(2)} of it)`,
      );
      record('table', { rows: count, seconds: times, bytes });
    }
  } finally {
    await site.close();
  }
}
