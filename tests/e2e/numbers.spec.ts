import { readFileSync } from 'node:fs';
import { confirmImport, giveFiles, settled } from '../../scripts/drive.mjs';
import { findings } from './axe';
import { customersIn, expect, fileOf, ordersFile, test } from './fixtures';

const csv = [
  'order_id,customer_id,order_date,amount,refunded_amount',
  '1,A,2024-01-10,100,',
  '2,B,2024-01-20,50,10',
  '3,A,2024-02-05,50,',
  '4,,2024-02-10,40,',
  '5,C,2024-02-28,60,60',
  '6,B,2024-03-01,70,',
  '7,D,2025-02-15,90,',
].join('\n');

test('a figure opens its months, its meaning and its rows, for any period, as of any day', async ({ page, site, folder }) => {
  await page.goto(site.url);
  await giveFiles(page, fileOf(folder, 'orders.csv', csv));
  await confirmImport(page);

  // From a tile of Today to the figure behind it, for the days that the tile is told for.
  await page.locator('[data-kpi="aov"] h3 a').click();
  await expect(page.locator('main h1')).toContainText('65.71');
  await expect(page.getByTestId('number-rows').locator('tbody tr')).toHaveCount(7);
  await expect(page.getByTestId('number-meaning')).toContainText('sum of orders ÷ number of orders');

  await page.goto(`${site.url}#/numbers`);
  const value = (id: string) => page.locator(`[data-number="${id}"] [data-testid="number-value"]`);
  await page.getByTestId('numbers-period').selectOption('month');
  await page.getByTestId('numbers-which').selectOption('2024-02-01');
  await expect(page.locator('main h1')).toContainText('90.00 from 3 orders by 2 customers');
  await expect(value('grossRevenue')).toHaveText('150.00');
  await expect(value('refunds')).toHaveText('60.00');
  await expect(value('newShare')).toHaveText('50.0%');
  // 90 after 140 in January.
  await expect(page.locator('[data-number="revenue"]')).toContainText('▼ 35.7% less');
  await page.getByTestId('numbers-missing').locator('summary').click();
  await expect(page.getByTestId('numbers-missing')).toContainText('No file has answers on a rating scale.');

  // As of an earlier day, what came later has not happened.
  await page.getByTestId('numbers-as-of').fill('2024-02-08');
  await expect(page.locator('main h1')).toContainText('50.00 from 1 order by 1 customer');

  // Its rows lead to the customer, and can be taken along.
  await page.locator('[data-number="buyers"] a').click();
  await expect(page.getByTestId('number-rows').locator('tbody tr')).toHaveCount(1);
  const saving = page.waitForEvent('download');
  await page.getByTestId('rows-csv').click();
  const saved = readFileSync(await (await saving).path(), 'utf8');
  expect(saved).toBe('\ufeffCustomer,Name,Orders,Net,First order,Counts as\r\nA,,1,50,2024-01-10,returning\r\n');
  await page.getByTestId('number-rows').locator('tbody a').first().click();
  await expect(page.locator('main h1')).toContainText('A');
});

test('the rows of many are shown a page at a time, and the months beside the year before', async ({ page, site, folder }) => {
  const path = await ordersFile(folder, 4000, 400);
  await page.goto(site.url);
  await giveFiles(page, path);
  await confirmImport(page);
  await page.goto(`${site.url}#/numbers/repeatRate@all`);
  await expect(page.getByTestId('number-rows').locator('h2')).toContainText(customersIn(path).toLocaleString('en'));
  const first = page.getByTestId('number-rows').locator('tbody tr').first();
  const before = await first.textContent();
  await page.getByTestId('rows-further').click();
  await expect(first).not.toHaveText(before ?? '');
  await expect(page.getByTestId('number-rows')).toContainText('26 to 50');
  await expect(page.locator('main figure')).toContainText('A year before');
  await page.locator('main figure button').first().click();
  await expect(page.locator('main figure th', { hasText: 'To (95%)' })).toBeVisible();
});

test('a figure of one’s own is written, kept, changed, deleted and brought back', async ({ page, site, folder }) => {
  await page.goto(site.url);
  await giveFiles(page, fileOf(folder, 'orders.csv', csv));
  await confirmImport(page);
  await page.goto(`${site.url}#/numbers`);
  await page.getByTestId('numbers-period').selectOption('all');
  await page.getByTestId('number-new').click();
  const preview = page.getByTestId('number-preview');
  await page.getByTestId('number-expression').fill('refunds / grosRevenue');
  await expect(preview).toContainText('At sign 11: nothing is called “grosRevenue”');
  await expect(page.getByTestId('number-save')).toBeDisabled();
  await page.getByTestId('number-expression').fill('constructor("return 1")');
  await expect(preview).toContainText('there is no function “constructor”');
  await page.getByTestId('number-expression').fill('orders / interactions');
  await expect(preview).toContainText('has no value');
  await page.getByTestId('number-expression').fill('refunds / grossRevenue');
  await page.getByTestId('number-unit').selectOption('share');
  await expect(preview).toContainText('15.2%');
  await page.getByTestId('number-save').click();
  await expect(page.getByTestId('number-editor')).toContainText('Give it a name.');
  await page.getByTestId('number-name').fill('Given back');
  await page.getByTestId('number-save').click();
  await expect(page.locator('main h1')).toHaveText('Given back: 15.2%');

  // It is kept with the rest, and told in the exported results.
  await page.goto(`${site.url}#/numbers`);
  await page.reload();
  const own = page.locator('[data-number="own-1"]');
  await expect(own).toContainText('Given back');
  await page.goto(`${site.url}#/data`);
  const saving = page.waitForEvent('download');
  await page.getByTestId('export-json').click();
  const { kpis, numbers, notes } = JSON.parse(readFileSync(await (await saving).path(), 'utf8')) as {
    kpis: Record<string, unknown>;
    numbers: { custom: object[]; figures: Record<string, unknown> };
    notes: { part?: string; code: string }[];
  };
  expect(kpis).toMatchObject({ aov: { n: 7 }, newShare: { n: 3 } });
  expect(numbers.custom).toMatchObject([
    { name: 'Given back', expression: 'refunds / grossRevenue', unit: 'share', value: 60 / 220 },
  ]);
  expect(notes).toContainEqual(expect.objectContaining({ part: 'kpis.nps', code: 'number-no-nps' }));
  expect(notes).toContainEqual(expect.objectContaining({ part: 'kpis.conversion', code: 'number-no-prospects' }));

  await page.goto(`${site.url}#/numbers/own-1`);
  await page.getByTestId('number-edit').click();
  await page.getByTestId('number-expression').fill('1 - refunds / grossRevenue');
  await page.getByTestId('number-save').click();
  await expect(page.locator('main h1')).toHaveText('Given back: 72.7%');
  await page.getByTestId('number-delete').click();
  await expect(own).toHaveCount(0);
  await page.getByTestId('number-undo').click();
  await expect(own).toContainText('72.7%');

  // One for each customer: their own values are its rows.
  await page.getByTestId('number-new').click();
  await page.getByTestId('number-over').selectOption('customer');
  await page.getByTestId('number-name').fill('Spend an order');
  await page.getByTestId('number-expression').fill('totalSpend / orderCount');
  await expect(page.getByTestId('number-preview')).toContainText('For ');
  await page.getByTestId('number-save').click();
  await expect(page.locator('main h1')).toContainText('Spend an order:');
  await expect(page.getByTestId('number-rows').locator('tbody tr')).toHaveCount(4);
});

for (const [locale, colorScheme, width] of [
  ['en-GB', 'light', 1280],
  ['zh-CN', 'dark', 360],
] as const) {
  test.describe(`${locale}, ${colorScheme}, ${String(width)} px`, () => {
    test.use({ locale, colorScheme, viewport: { width, height: 900 } });
    test('nothing for axe, nothing wider than the page', async ({ page, site }) => {
      await page.goto(site.url);
      await page.getByTestId('made-up').first().click();
      await settled(page, () => page.evaluate(() => location.hash === '#/today'));
      for (const hash of ['#/numbers', '#/numbers/csat', '#/numbers/churnRate', '#/numbers/conversion', '#/numbers/new']) {
        await page.evaluate((wanted) => (location.hash = wanted), hash);
        await page.locator('main h1').first().waitFor();
        await page.getByTestId('numbers-period').first().waitFor();
        if (hash === '#/numbers/new') await page.getByTestId('number-editor').locator('li').first().waitFor();
        expect(await findings(page), hash).toEqual([]);
        expect(await page.evaluate(() => document.documentElement.scrollWidth), hash).toBeLessThanOrEqual(width);
        const nav = await page.evaluate(() => {
          const { scrollWidth, clientWidth } = document.querySelector('header nav')!;
          return scrollWidth - clientWidth;
        });
        expect(nav, 'the whole menu is in sight').toBeLessThanOrEqual(0);
      }
    });
  });
}
