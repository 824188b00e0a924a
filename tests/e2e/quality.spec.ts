import type { Page } from '@playwright/test';
import { confirmImport, giveFiles, settled, visit } from '../../scripts/drive.mjs';
import { expect, fileOf, test } from './fixtures';

/** Forty orders of 10, one of them there twice, one on a day that has not come. */
function orders(): string {
  const lines = ['order_id,customer_id,email,order_date,product,quantity,amount'];
  for (let i = 0; i < 40; i++) {
    const day = new Date(Date.UTC(2025, 0, 1 + i)).toISOString().slice(0, 10);
    lines.push(`${1001 + i},C${i % 8},c${i % 8}@example.com,${day},Mug,1,10.00`);
  }
  lines.splice(6, 0, lines[5]!);
  lines[20] = lines[20]!.replace('2025-', '2099-');
  return `${lines.join('\n')}\n`;
}

const quiet = (page: Page) =>
  settled(page, () => page.evaluate(() => !document.querySelector('[data-testid="quality-working"]')));

/** All that Today says of the figures; what was taken in is said only once. */
async function figures(page: Page): Promise<string> {
  await visit(page, 'today');
  const told = (await page.locator('main').textContent()) ?? '';
  return told.slice(told.indexOf('You have'));
}

test('a repair is switched on, the figures follow and say so; switched off, all is as before', async ({ page, site, folder }) => {
  await page.goto(site.url);
  await giveFiles(page, fileOf(folder, 'orders.csv', orders()));
  await confirmImport(page);
  const before = await figures(page);
  expect(before).toContain('410');
  await visit(page, 'data');
  await expect(page.getByTestId('quality-line')).toContainText('2 things to look at');
  await page.getByTestId('to-quality').click();
  const heading = page.locator('main h1');
  await expect(heading).toContainText('2 things in your files');

  const repeated = page.locator('[data-testid="finding"][data-check="duplicates"]');
  await expect(repeated).toContainText('One row repeats an earlier one');
  await expect(repeated.getByTestId('effect')).toContainText('41 before, 40 after');
  // Nothing is on by itself.
  for (const box of await page.getByTestId('repair').all()) await expect(box).not.toBeChecked();
  // The rows, with their lines in the file.
  await repeated.locator('summary').click();
  await expect(repeated.getByRole('table')).toContainText('1005');
  await expect(repeated.locator('tbody tr').first().locator('th')).toHaveText('6');
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    repeated.getByRole('button', { name: /^Download these rows/ }).click(),
  ]);
  expect(download.suggestedFilename()).toContain('orders.csv');

  // By keyboard.
  const box = repeated.getByTestId('repair');
  await box.focus();
  await page.keyboard.press('Space');
  await expect(box).toBeChecked();
  await quiet(page);
  await expect(heading).toContainText('One thing in your files');
  const after = await figures(page);
  expect(after).not.toBe(before);
  expect(after).toContain('400');
  await expect(page.getByTestId('repaired')).toContainText(
    'One row of orders.csv is left out by you: it repeats an earlier one.',
  );

  // It is kept.
  await page.reload();
  await expect(page.getByTestId('repaired')).toContainText('One row of orders.csv');
  await visit(page, 'data');
  await page.getByTestId('to-quality').click();
  await expect(repeated.getByTestId('repair')).toBeChecked();

  // What is right as it is asks no more, and may be asked again.
  const future = page.locator('[data-testid="finding"][data-check="impossible"]');
  await future.getByTestId('fine').click();
  await expect(heading).toContainText('Nothing in your files is left');
  await future.getByTestId('not-fine').click();
  await expect(heading).toContainText('One thing in your files');

  await repeated.getByTestId('repair').uncheck();
  await quiet(page);
  await expect(heading).toContainText('2 things in your files');
  expect(await figures(page)).toBe(before);
  await expect(page.getByTestId('repaired')).toHaveCount(0);
});

test('a repair is carried over to the next export of the layout, says so, and can be switched off for it', async ({
  page,
  site,
  folder,
}) => {
  await page.goto(site.url);
  await giveFiles(page, fileOf(folder, 'january.csv', orders()));
  await confirmImport(page);
  await visit(page, 'data');
  await page.getByTestId('to-quality').click();
  const repeatedIn = (file: string) => page.locator(`[data-file="${file}"] [data-testid="finding"][data-check="duplicates"]`);
  await repeatedIn('january.csv').getByTestId('repair').check();
  await quiet(page);

  const next = orders()
    .replace(/^1(\d\d\d),/gm, '5$1,')
    .replace(/2025-0/g, '2026-0');
  await page.locator('header a.brand').click();
  await giveFiles(page, fileOf(folder, 'february.csv', next));
  await confirmImport(page);
  await visit(page, 'today');
  await expect(page.getByTestId('repaired')).toContainText('One repair of february.csv was carried over');
  const before = await figures(page);
  await visit(page, 'data');
  await page.getByTestId('to-quality').click();
  const carried = repeatedIn('february.csv');
  await expect(carried.getByTestId('repair')).toBeChecked();
  await expect(carried.getByTestId('carried')).toContainText('Carried over');
  await expect(repeatedIn('january.csv').getByTestId('carried')).toHaveCount(0);
  await carried.getByTestId('repair').uncheck();
  await quiet(page);
  await expect(repeatedIn('january.csv').getByTestId('repair')).toBeChecked();
  expect(await figures(page)).not.toBe(before);
  await expect(page.getByTestId('repaired')).not.toContainText('february.csv');
});

test('numbers far from all others are read as the fence, inverted dates and double orders are shown', async ({
  page,
  site,
  folder,
}) => {
  const lines = ['order_id,customer_id,email,created_at,cancelled_at,product,quantity,amount'];
  for (let i = 0; i < 60; i++) {
    const at = new Date(Date.UTC(2025, 0, 1 + i, 10, i)).toISOString().slice(0, 19).replace('T', ' ');
    const cancelled = i % 15 === 4 ? (i === 19 ? '2024-12-01 10:00:00' : '2025-06-01 10:00:00') : '';
    lines.push(
      `${1001 + i},C${i % 12},c${i % 12}@example.com,${at},${cancelled},Mug,1,${i === 30 ? '90000.00' : `${20 + (i % 7)}.00`}`,
    );
    if (i === 40) lines.push(lines.at(-1).replace('1041,', '2041,').replace(':40:00', ':42:00'));
  }
  await page.goto(site.url);
  await giveFiles(page, fileOf(folder, 'orders.csv', `${lines.join('\n')}\n`));
  await confirmImport(page);
  const before = await figures(page);
  await visit(page, 'data');
  await page.getByTestId('to-quality').click();
  const of = (check: string) => page.locator(`[data-testid="finding"][data-check="${check}"]`);
  await expect(of('inverted')).toContainText('One row of 4 in which cancelled_at is earlier than created_at');
  await expect(of('double')).toContainText('One order repeats another of the same customer');
  await of('double').locator('summary').click();
  await expect(of('double').getByRole('table')).toContainText('2041');
  const far = of('outliers');
  await expect(far.getByTestId('cap-effect')).toContainText('1 before, 0 after');
  await far.getByTestId('cap').check();
  await quiet(page);
  await expect(far.getByTestId('repair')).not.toBeChecked();
  expect(await figures(page)).not.toBe(before);
  await expect(page.getByTestId('repaired')).toContainText('is read as the nearest usual one');
  await visit(page, 'data');
  await page.getByTestId('to-quality').click();
  await far.getByTestId('cap').uncheck();
  await quiet(page);
  expect(await figures(page)).toBe(before);
});
