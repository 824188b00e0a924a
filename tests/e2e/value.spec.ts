import { readFileSync } from 'node:fs';
import { settled, unfold, visit } from '../../scripts/drive.mjs';
import { expect, test } from './fixtures';

/** The amount in a headline. */
const amountIn = (text: string) => Number(/[€$£]?([\d,]+)/.exec(text)?.[1]?.replaceAll(',', ''));

test('what the made-up shop’s customers are worth: told, changed, sorted by, on each page and in the file', async ({
  page,
  site,
}) => {
  await page.goto(site.url);
  await page.getByTestId('made-up').click();
  await settled(page, () => page.evaluate(() => location.hash === '#/today'));
  await visit(page, 'value');
  const answer = page.locator('main h1').first();
  await expect(answer).toContainText('over the next 12 months');
  const year = amountIn((await answer.textContent()) ?? '');
  expect(year).toBeGreaterThan(0);
  await expect(page.locator('main canvas').first()).toBeVisible();
  await expect(page.getByTestId('value-holdout')).toContainText('Simple rule');

  await unfold(page);
  await page.getByTestId('value-horizon').selectOption('24');
  await page.getByTestId('value-margin').fill('50');
  await page.getByTestId('value-apply').click();
  await expect(answer).toContainText('over the next 24 months', { timeout: 60_000 });
  const half = amountIn((await answer.textContent()) ?? '');
  // Two years bring more than one and less than two of them, half of which is left.
  expect(half).toBeGreaterThan(year / 2);
  expect(half).toBeLessThan(year);

  const best = page.getByTestId('value-top').locator('tbody tr').first();
  const name = (await best.locator('a').textContent()) ?? '';
  const worth = amountIn((await best.locator('td').first().textContent()) ?? '');
  await visit(page, 'customers');
  await page.getByTestId('sort-value').click();
  const first = page.getByTestId('customers-grid').locator('[data-key]').first();
  await expect(first).toContainText(name);
  await first.locator('a').click();
  await expect(page.getByTestId('customer-value')).toContainText(/\d/);
  expect(Math.abs(amountIn((await page.getByTestId('customer-value').textContent()) ?? '') - worth)).toBeLessThanOrEqual(1);
  await expect(page.getByTestId('customer-alive')).toContainText('%');

  await visit(page, 'customers');
  const [download] = await Promise.all([page.waitForEvent('download'), page.getByTestId('customers-export').click()]);
  const [head, ...rows] = readFileSync(await download.path(), 'utf8')
    .trim()
    .split('\r\n');
  const columns = head!.split(',');
  const at = columns.indexOf('Chance of still being a customer');
  expect(columns.slice(at, at + 2)).toEqual(['Chance of still being a customer', '"Orders expected']);
  expect(head).toContain('"Worth, 24 months"');
  expect(rows).toHaveLength(2000);
});
