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
