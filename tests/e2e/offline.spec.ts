import { serve } from '../../scripts/serve.mjs';
import { confirmImport, giveFiles, visit } from '../../scripts/drive.mjs';
import { customersIn, dist, expect, ordersFile, test } from './fixtures';

test('with the server gone it opens, imports, trains and shows the results', async ({ page, context, folder }) => {
  const site = await serve({ root: dist });
  await page.goto(site.url);
  await page.evaluate(async () => {
    await navigator.serviceWorker.ready;
    if (!navigator.serviceWorker.controller) {
      await new Promise((done) => navigator.serviceWorker.addEventListener('controllerchange', done, { once: true }));
    }
  });
  await site.close();
  // Really gone: nobody answers there any more.
  await expect(fetch(site.url)).rejects.toThrow();
  await page.reload();
  const orders = await ordersFile(folder, 3000, 400);
  const answer = `${customersIn(orders)} customers`;
  await giveFiles(page, orders);
  await confirmImport(page);
  await expect(page.locator('main h1').first()).toContainText(answer);
  for (const screen of ['customers', 'segments', 'predict', 'value', 'data']) {
    await visit(page, screen);
    await expect(page.locator('main h1').first()).toBeVisible();
  }
  await page.reload();
  await visit(page, 'today');
  await expect(page.locator('main h1').first()).toContainText(answer);
  // A new tab opens too, and so does the made-up shop.
  const tab = await context.newPage();
  await tab.goto(site.url);
  await expect(tab.locator('main h1').first()).toContainText(answer);
  await tab.locator('header a.brand').click();
  await tab.getByTestId('made-up').click();
  await expect(tab.locator('main h1').first()).toContainText('2,000', { timeout: 60_000 });
});

test('the service worker refuses what goes elsewhere, too', async ({ page, site }) => {
  await page.goto(site.url);
  await page.evaluate(() => navigator.serviceWorker.ready);
  const worker = page.context().serviceWorkers()[0] ?? (await page.context().waitForEvent('serviceworker'));
  expect(worker.url()).toBe(`${site.url}sw.js`);
});
