import { confirmImport, giveFiles, settled } from '../../scripts/drive.mjs';
import { customersIn, expect, ordersFile, test } from './fixtures';

test('everybody stands in one place, by cut-offs that can be moved, in the list and on their page', async ({
  page,
  site,
  folder,
}) => {
  const path = await ordersFile(folder, 4000, 400);
  await page.goto(site.url);
  await giveFiles(page, path);
  await confirmImport(page);
  await page.goto(`${site.url}#/segments`);
  const stages = page.getByTestId('stages').locator('tbody tr');
  const counts = async () =>
    (await stages.locator('td:nth-child(2)').allTextContents()).map((text) => Number(text.replace(/\D/g, '')));
  await expect(stages).toHaveCount(6);
  const before = await counts();
  expect(before.reduce((a, b) => a + b)).toBe(customersIn(path));
  const grouped = await page
    .getByTestId('rfm-groups')
    .locator('td.cell')
    .evaluateAll((cells) => cells.reduce((sum, cell) => sum + Number((cell as HTMLElement).dataset['count']), 0));
  expect(grouped).toBe(customersIn(path));

  // Nobody is loyal who has not bought a thousand times.
  await page.getByTestId('standing').locator('summary').first().click();
  await page.getByTestId('standing-loyalPurchases').fill('0');
  await expect(page.getByTestId('standing-apply')).toBeDisabled();
  await page.getByTestId('standing-loyalPurchases').fill('1000');
  await page.getByTestId('standing-apply').click();
  await settled(page, () => page.evaluate(() => !document.querySelector('[data-testid="cancel"]')));
  await expect.poll(counts).not.toEqual(before);
  const after = await counts();
  expect(before[3]).toBeGreaterThan(0);
  expect(after[3]).toBe(0);
  expect(after.reduce((a, b) => a + b)).toBe(customersIn(path));

  // After a reload the cut-off is still there, and the list can be cut down to one stage.
  await page.goto(`${site.url}#/customers`);
  await page.reload();
  await page.getByTestId('customers-stage').selectOption('churned');
  await expect(page.locator('main h1')).toContainText(String(after[5]));
  await page.locator('main [data-key] a').first().click();
  await expect(page.getByTestId('customer-stage')).toHaveText('Gone');

  await page.goto(`${site.url}#/value`);
  await expect(page.getByTestId('cohorts-table').locator('tbody tr').first()).toContainText('100%');
});
