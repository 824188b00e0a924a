import { readFileSync } from 'node:fs';
import type { Page } from '@playwright/test';
import { confirmImport, exportResults, giveFiles, settled, visit } from '../../scripts/drive.mjs';
import { expect, fileOf, test } from './fixtures';

interface Results {
  customers: number;
  orders: number;
  revenue: { gross: number; refunded: number; net: number };
  files: { name: string; rowsImported: number; created: number; updated: number; unchanged: number }[];
}

const header = 'order_id,customer_id,email,order_date,product,quantity,amount,status';

/** Orders 1001… of 2026: four a day, from `from` to `to` (days since 1 January), each of its own customer of 40. */
function lines(from: number, to: number): string[] {
  return Array.from({ length: (to - from + 1) * 4 }, (_, i) => {
    const n = from * 4 + i;
    const day = new Date(Date.UTC(2026, 0, 1 + Math.floor(n / 4))).toISOString().slice(0, 10);
    return `${1001 + n},C${n % 40},c${n % 40}@example.com,${day},mug,1,${10 + (n % 5)}.00,paid`;
  });
}
const csvOf = (rows: readonly string[]) => `${[header, ...rows].join('\n')}\n`;

/** What stands on the screens that an undo must leave as they were. */
async function state(page: Page) {
  const { customers, orders, revenue, files } = (await exportResults(page)) as Results;
  await visit(page, 'today');
  const answer = await page.locator('main h1').first().textContent();
  await visit(page, 'customers');
  const list = await page.locator('main h1').first().textContent();
  return { customers, orders, revenue, files, answer, list };
}

const outcomes = async (page: Page, name: string) => {
  const article = page.getByTestId('import').filter({ hasText: name });
  const texts: string[] = [];
  for (const outcome of ['created', 'updated', 'unchanged']) {
    texts.push((await article.locator(`[data-outcome="${outcome}"] dd`).textContent()) ?? '');
  }
  return texts;
};

test('January, then January and February with a refund: counted once, told, undone and brought back', async ({
  page,
  site,
  folder,
}) => {
  const january = lines(0, 30);
  const both = [...january, ...lines(31, 58)];
  both[7] = both[7]!.replace(/paid$/, 'refunded');
  // One order of January is gone.
  const without = both.filter((_, at) => at !== 10);
  await page.goto(site.url);
  await giveFiles(page, fileOf(folder, 'january.csv', csvOf(january)));
  await confirmImport(page);
  await expect(page.getByTestId('taken')).toContainText('124 rows are new');
  await expect(page.getByTestId('since-last')).toHaveCount(0);
  const before = await state(page);
  expect(before.orders).toBe(124);

  await page.locator('header a.brand').click();
  await giveFiles(page, fileOf(folder, 'february.csv', csvOf(without)));
  await expect(page.getByTestId('compared')).toContainText('112 rows are new, 122 known already, 1 changed');
  await confirmImport(page);
  await expect(page.getByTestId('taken')).toContainText('112 rows are new, 122 known already, 1 changed');
  const since = page.getByTestId('since-last');
  await expect(since).toContainText('Jan 31, 2026');
  await expect(since).toContainText('112 new orders');
  await expect(since).toContainText('1 order changed (1 refunded)');
  await expect(since).toContainText('1 order of the time that the new export covers is not in it any more. It was kept.');

  const after = await state(page);
  expect(after.orders).toBe(236);
  expect(after.customers).toBe(40);
  expect(after.revenue.gross).toBe([...january, ...lines(31, 58)].reduce((sum, line) => sum + Number(line.split(',')[6]), 0));
  expect(after.revenue.refunded).toBe(12);
  expect(
    after.files.map(({ name, rowsImported, created, updated, unchanged }) => [name, rowsImported, created, updated, unchanged]),
  ).toEqual([
    ['january.csv', 124, 124, 0, 0],
    ['february.csv', 235, 112, 1, 122],
  ]);
  // The customer's page has the refunded order once.
  await page.goto(`${site.url}#/customer/C7`);
  const timeline = page.locator('main').getByText('1008', { exact: true });
  await expect(timeline.first()).toBeVisible();
  await expect(timeline).toHaveCount(2); // the order, and that it was given back

  await visit(page, 'data');
  expect(await outcomes(page, 'february.csv')).toEqual(['112', '1', '122']);
  await expect(page.getByTestId('overlap')).toContainText('123');
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByTestId('import').filter({ hasText: 'february.csv' }).getByTestId('download-receipt').click(),
  ]);
  const receipt = readFileSync((await download.path()) ?? '', 'utf8').split('\r\n');
  expect(receipt[0]).toBe('\ufeffLine,Number or customer,What it was,What changed');
  expect(receipt[1]).toBe('2,1001,known already,');
  expect(receipt[8]).toBe('9,1008,changed,status: paid → refunded');
  expect(receipt[235]).toBe('236,1236,new,');

  // Undo: says what goes, and leaves what was there before.
  await page.getByTestId('undo-import').last().click();
  const dialog = page.getByRole('dialog');
  await expect(dialog).toContainText('february.csv');
  await expect(dialog).toContainText('112 rows that were new go');
  await expect(dialog).toContainText('1 row goes back to what it was before');
  await page.getByTestId('undo-confirm').click();
  await expect(page.getByTestId('redo-import')).toBeEnabled();
  expect(await state(page)).toEqual(before);
  // It can be brought back, also after a reload.
  await page.reload();
  await visit(page, 'data');
  await page.getByTestId('redo-import').click();
  await settled(page, async () => (await page.getByTestId('redo-import').count()) === 0);
  expect(await state(page)).toEqual(after);
});

test('a drop of several files is undone as one, and the same file again changes nothing', async ({ page, site, folder }) => {
  const people = `customer_id,name,plan\n${Array.from({ length: 30 }, (_, i) => `C${i},Name ${i},${i % 2 ? 'pro' : 'basic'}`).join('\n')}\n`;
  const first = fileOf(folder, 'january.csv', csvOf(lines(0, 30)));
  await page.goto(site.url);
  await giveFiles(page, [first]);
  await confirmImport(page);
  const before = await state(page);
  await page.locator('header a.brand').click();
  await giveFiles(page, [fileOf(folder, 'february.csv', csvOf(lines(20, 58))), fileOf(folder, 'people.csv', people)]);
  await confirmImport(page);
  await expect(page.getByTestId('taken')).toContainText('112 rows are new, 44 known already.');
  await expect(page.getByTestId('taken')).toContainText('30 rows are new');
  // From Today, right away.
  await page.getByTestId('taken').getByTestId('undo-import').click();
  await expect(page.getByRole('dialog')).toContainText('2 files go');
  await page.getByTestId('undo-confirm').click();
  await settled(page, async () => (await page.getByTestId('taken').count()) === 0);
  expect(await state(page)).toEqual(before);

  await page.locator('header a.brand').click();
  await giveFiles(page, [first]);
  await expect(page.getByTestId('compared')).toContainText('every row is known already');
  await confirmImport(page);
  await expect(page.getByTestId('taken')).toContainText('you had this very file here already');
  expect(await state(page)).toEqual(before);
});
