import { join } from 'node:path';
import { confirmImport, giveFiles, settled, visit } from '../../scripts/drive.mjs';
import { sharedDir } from '../shared';
import { expect, test } from './fixtures';

test('who moved between two days: streams, another way to look, and the customers of one', async ({ page, site }) => {
  await page.goto(site.url);
  await page.getByTestId('made-up').click();
  await settled(page, () => page.evaluate(() => location.hash === '#/today'));
  await visit(page, 'segments');
  await expect(page.getByTestId('sankey')).toHaveAttribute('aria-label', /customers moved down/);
  const stream = page.getByTestId('flow-streams').getByRole('button').first();
  const text = (await stream.textContent()) ?? '';
  await stream.click();
  await expect(stream).toHaveAttribute('aria-pressed', 'true');
  const customers = page.getByTestId('flow-customers');
  const [, n] = /: ([\d,]+)$/.exec(text.trim())!;
  await expect(customers.locator('caption')).toContainText(`${n} customer`);
  await page.getByTestId('flow-what').selectOption('rfm');
  await page.getByTestId('flow-from').fill('2025-12-31');
  await page.getByTestId('flow-show').click();
  await expect(page.getByTestId('sankey')).toContainText('Best customers');
  await expect(customers).toHaveCount(0);
  // The wrong way round is not asked.
  await page.getByTestId('flow-from').fill('2026-12-31');
  await expect(page.getByTestId('flow-show')).toBeDisabled();
});

test('cohorts by what the first order held', async ({ page, site }) => {
  await page.goto(site.url);
  await page.getByTestId('made-up').click();
  await settled(page, () => page.evaluate(() => location.hash === '#/today'));
  await visit(page, 'value');
  await page.getByTestId('cohorts-by').selectOption('product');
  const table = page.getByTestId('cohorts-by-table');
  await expect(table.locator('tbody tr')).toHaveCount(11);
  const counts = await table
    .locator('tbody td:nth-child(2)')
    .evaluateAll((cells) => cells.map((cell) => Number((cell as HTMLElement).dataset['count'])));
  // 1,981 of the 2,000 bought something that was not given back whole.
  expect(counts.reduce((a, b) => a + b, 0)).toBe(1981);
});

test('how long subscriptions last, on the screen', async ({ page, site }) => {
  test.skip(sharedDir === null, 'there is no shared data here');
  await page.goto(site.url);
  await giveFiles(page, [join(sharedDir!, 'data/telco_churn.csv')]);
  await confirmImport(page);
  await visit(page, 'value');
  const panel = page.getByTestId('retention');
  await expect(panel).toContainText('Of 100 subscriptions 84 are still there after 12 months');
  await expect(page.getByTestId('retention-ages').locator('tbody tr')).toHaveCount(8);
});
