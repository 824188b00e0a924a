import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { confirmImport, exportResults, giveFiles, settled, visit } from '../../scripts/drive.mjs';
import { customersIn, expect, ordersFile, sharedDir, test } from './fixtures';

interface Results {
  customers: number;
  orders: number;
  longestTaskMs: number;
  churn: { source: string; label?: string; models: { id: string; auc: { mean: number }; brier: { mean: number } }[] };
  segments: { k: number };
  network: { connections: number };
}

/** Opens Start with a counter of the clicks that follow. */
async function openCounting(page: Page, url: string) {
  await page.addInitScript(() => {
    (window as unknown as { clicks: number }).clicks = 0;
    addEventListener('click', (event) => event.isTrusted && (window as unknown as { clicks: number }).clicks++, true);
  });
  await page.goto(url);
  await page.locator('main h1').first().waitFor();
}

test('telco_churn.csv, from Start to Today, Segments and Predict: two clicks', async ({ page, site }) => {
  test.skip(sharedDir === null, 'telco_churn.csv is shared data, which is not here');
  await openCounting(page, site.url);
  const began = Date.now();
  const [chooser] = await Promise.all([
    page.waitForEvent('filechooser'),
    page.locator('main button').filter({ hasText: /file/i }).first().click(),
  ]);
  await chooser.setFiles(join(sharedDir ?? '', 'data/telco_churn.csv'));
  const confirm = page.getByTestId('confirm-import');
  await expect(confirm).toBeEnabled();
  await confirmImport(page);
  const seconds = (Date.now() - began) / 1000;
  const clicks = await page.evaluate(() => (window as unknown as { clicks: number }).clicks);
  await expect(page.locator('main h1').first()).toContainText('7,043');
  console.log(`      Start to Today on telco_churn.csv: ${clicks} clicks, ${seconds.toFixed(1)} s`);
  expect(clicks).toBe(2);
  // The goal is ten seconds on a quiet machine; a loaded one is given three times as long.
  expect(seconds).toBeLessThan(30);
  await visit(page, 'segments');
  await expect(page.locator('main canvas').first()).toBeVisible();
  await visit(page, 'predict');
  await expect(page.locator('main canvas').first()).toBeVisible();
  const results = (await exportResults(page)) as Results;
  expect(results.customers).toBe(7043);
  expect(results.churn.label).toBe('Churn');
  const logistic = results.churn.models.find((model) => model.id === 'logistic');
  expect(Math.abs((logistic?.auc.mean ?? 0) - 0.845)).toBeLessThan(0.005);
  expect(Math.abs((logistic?.brier.mean ?? 0) - 0.1355)).toBeLessThan(0.003);
  expect(results.network.connections).toBe(0);
});

test('the made-up shop: one click, its own database, its banner on every screen', async ({ page, site, folder }) => {
  await openCounting(page, site.url);
  await page.getByTestId('made-up').click();
  await settled(page, () => page.evaluate(() => location.hash === '#/today'));
  expect(await page.evaluate(() => (window as unknown as { clicks: number }).clicks)).toBe(1);
  await expect(page.locator('main h1').first()).toContainText('2,000');
  for (const screen of ['today', 'customers', 'segments', 'predict', 'value', 'data']) {
    await visit(page, screen);
    await expect(page.getByTestId('made-up-banner'), screen).toBeVisible();
  }
  // The bad rows that were planted are all accounted for.
  const truth = JSON.parse(readFileSync(new URL('../../public/sample/truth.json', import.meta.url), 'utf8')) as {
    rejects: unknown[];
    counts: { orders: number };
  };
  const results = (await exportResults(page)) as Results & { files: { rowsRejected: number }[] };
  expect(results.files.reduce((sum, file) => sum + file.rowsRejected, 0)).toBe(truth.rejects.length);
  expect(results.customers).toBe(2000);
  expect(results.orders).toBe(truth.counts.orders);
  const databases = () => page.evaluate(async () => (await indexedDB.databases()).map((database) => database.name));
  const before = (await databases()).length;
  // One's own files go into another database, and the banner is gone.
  await page.locator('header a.brand').click();
  const own = await ordersFile(folder, 1500, 150);
  await giveFiles(page, own);
  await confirmImport(page);
  await expect(page.getByTestId('made-up-banner')).toHaveCount(0);
  await expect(page.locator('main h1').first()).toContainText(`${customersIn(own)} customers`);
  await visit(page, 'data');
  await expect(page.locator('main').getByText('answers.csv')).toHaveCount(0);
  expect((await databases()).length).toBeGreaterThanOrEqual(before);
  expect(new Set(await databases()).size).toBeGreaterThanOrEqual(2);
});

test('a reload keeps everything, and needs no training', async ({ page, site, folder }) => {
  await page.goto(site.url);
  await giveFiles(page, await ordersFile(folder, 100_000, 10_000));
  await confirmImport(page);
  const answer = (await page.locator('main h1').first().textContent()) ?? '';
  const results = (await exportResults(page)) as Results;
  console.log(`      100,000 orders: longest task on the page ${results.longestTaskMs} ms`);
  await page.goto(`${site.url}#/today`);
  const began = Date.now();
  await page.reload();
  await expect(page.locator('main h1').first()).toHaveText(answer);
  const seconds = (Date.now() - began) / 1000;
  console.log(`      100,000 orders: Today is back ${seconds.toFixed(2)} s after a reload`);
  // The goal is 2 s; what must never happen is training again, which takes longer than this.
  expect(seconds).toBeLessThan(6);
});

test('wipe: says what goes, asks for a word, and nothing is left', async ({ page, site, folder }) => {
  await page.goto(site.url);
  await giveFiles(page, await ordersFile(folder, 1500, 150));
  await confirmImport(page);
  await visit(page, 'data');
  await page.getByTestId('wipe').click();
  const dialog = page.getByRole('dialog');
  await expect(dialog).toContainText('1,500');
  await expect(page.getByTestId('wipe-confirm')).toBeDisabled();
  const hint = (await dialog.locator('label').first().textContent()) ?? '';
  const word = /[“"‘'](\w+)[”"’']/.exec(hint)?.[1] ?? hint.trim().split(/\s+/).at(-1) ?? '';
  await page.getByTestId('wipe-word').fill(word);
  await page.getByTestId('wipe-confirm').click();
  await expect(page.getByTestId('file-input').first()).toBeAttached();
  await page.reload();
  await visit(page, 'today');
  await expect(page.locator('main')).not.toContainText('customers;');
  const kept = await page.evaluate(async () => {
    const names = (await indexedDB.databases()).map((database) => database.name ?? '');
    let records = 0;
    for (const name of names) {
      const database = await new Promise<IDBDatabase>((done, fail) => {
        const request = indexedDB.open(name);
        request.onsuccess = () => done(request.result);
        request.onerror = () => fail(new Error(name));
      });
      for (const table of database.objectStoreNames) {
        const request = database.transaction(table).objectStore(table).count();
        await new Promise((done) => (request.onsuccess = done));
        records += request.result;
      }
      database.close();
    }
    return records;
  });
  expect(kept).toBe(0);
});

test('who goes elsewhere while the kept results are being fetched is left there', async ({ page, site, folder }) => {
  await page.goto(site.url);
  await giveFiles(page, await ordersFile(folder, 1500, 150));
  await confirmImport(page);
  // From here on what a worker answers comes two seconds late.
  await page.addInitScript(() => {
    const Real = Worker;
    window.Worker = class extends Real {
      override addEventListener(type: string, listener: EventListenerOrEventListenerObject) {
        super.addEventListener(type, (event) =>
          setTimeout(() => (typeof listener === 'function' ? listener(event) : listener.handleEvent(event)), 2000),
        );
      }
      override set onmessage(listener: ((event: MessageEvent) => void) | null) {
        super.onmessage = listener && ((event) => setTimeout(() => listener(event), 2000));
      }
    };
  });
  await page.goto('about:blank');
  await page.goto(site.url);
  await page.locator('header nav a[href="#/data"]').click();
  await expect(page.locator('main').getByText('orders.csv').first()).toBeVisible();
  await page.locator('header a.brand').click();
  await expect(page.getByTestId('file-input')).toBeAttached();
  await page.waitForTimeout(5000);
  await expect(page.getByTestId('file-input')).toBeAttached();
});
