import type { Page } from '@playwright/test';
import { confirmImport, giveFiles, settled } from '../../scripts/drive.mjs';
import { findings } from './axe';
import { expect, fileOf, test } from './fixtures';

const head = 'order_id,customer_id,name,email,date,product,amount';
const orders = [
  'O1,C1,Ann Lee,ann@x.com,2025-01-01,Tea,10',
  'O2,C2,Ann Leigh,leigh@y.com,2025-02-01,Pot,20',
  'O3,,Bea Moss,bea@x.com,2025-03-01,Tea,30',
  'O4,C3,Cy Coy,cy@x.com,2025-03-02,Mug,40',
  'O5,C3,Cy Coy,coy@z.com,2025-04-02,Mug,45',
];

async function analysed(page: Page) {
  await settled(page, () => page.evaluate(() => location.hash === '#/today'));
}
const still = (page: Page) => settled(page, () => page.evaluate(() => !document.querySelector('[data-testid="cancel"]')));

test('notes, tasks and tags stay with a customer through a reload, a new export and a lock, and can be taken back', async ({
  page,
  site,
  folder,
}) => {
  await page.goto(site.url);
  await giveFiles(page, fileOf(folder, 'orders.csv', `${[head, ...orders].join('\n')}\n`));
  await confirmImport(page);
  await analysed(page);
  await expect(page.getByTestId('due-tasks')).toHaveCount(0);

  // Of Bea the files know an address only.
  await page.goto(`${site.url}#/customer/bea%40x.com`);
  const marks = page.getByTestId('customer-marks');
  await marks.getByTestId('mark-text').fill('Asked for the blue pot');
  await marks.getByTestId('mark-day').fill('2025-03-05');
  await marks.getByTestId('mark-keep').click();
  await expect(marks.getByTestId('notes')).toContainText('Asked for the blue pot');
  await expect(page.getByTestId('timeline').locator('li').first()).toContainText('Asked for the blue pot');
  await marks.getByTestId('mark-kind').selectOption('task');
  await marks.getByTestId('mark-text').fill('Write to Bea');
  await marks.getByTestId('mark-keep').click();
  await expect(marks.getByTestId('notes').locator('li')).toHaveCount(2);
  await marks.getByTestId('tag-name').fill('  wholesale ');
  await page.keyboard.press('Enter');
  await expect(marks.getByTestId('own-tags')).toContainText('wholesale');

  // Deleted, and taken back.
  await marks.getByRole('button', { name: 'Delete: Asked for the blue pot' }).click();
  await expect(marks.getByTestId('notes').locator('li')).toHaveCount(1);
  await marks.getByTestId('mark-undo').click();
  await expect(marks.getByTestId('notes').locator('li')).toHaveCount(2);
  expect(await findings(page)).toEqual([]);

  // The next export knows Bea by a customer number: the notes are hers all the same.
  await page.goto(`${site.url}#/start`);
  const more = orders.map((line) => line.replace('O3,,', 'O3,C9,'));
  await giveFiles(
    page,
    fileOf(folder, 'orders-2.csv', `${[head, ...more, 'O6,C9,Bea Moss,bea@x.com,2025-05-01,Tea,9'].join('\n')}\n`),
  );
  await confirmImport(page);
  await analysed(page);
  await expect(page.getByTestId('due-tasks')).toContainText('Write to Bea');
  await page.reload();
  await page.getByTestId('due-tasks').getByRole('link', { name: 'Bea Moss' }).click();
  await expect(page).toHaveURL(/customer\/C9/);
  await expect(marks.getByTestId('notes')).toContainText('Asked for the blue pot');
  await expect(marks.getByTestId('own-tags')).toContainText('wholesale');
  // An old address of the page still leads to her.
  await page.goto(`${site.url}#/customer/bea%40x.com`);
  await expect(page.locator('main h1')).toContainText('Bea Moss');

  // A task that is done leaves Today, and comes back when that is taken back.
  await page.goto(`${site.url}#/today`);
  await page.getByTestId('due-tasks').getByRole('checkbox').click();
  await expect(page.getByTestId('due-tasks').locator('li')).toHaveCount(0);
  await page.getByTestId('due-tasks').getByTestId('mark-undo').click();
  await expect(page.getByTestId('due-tasks').locator('li')).toHaveCount(1);

  // A second tab hears of it.
  const other = await page.context().newPage();
  await other.goto(`${site.url}#/customer/C9`);
  await expect(other.getByTestId('notes').locator('li')).toHaveCount(2);
  await other.getByTestId('mark-text').fill('From the other tab');
  await other.getByTestId('mark-keep').click();
  await expect(other.getByTestId('notes').locator('li')).toHaveCount(3);
  await page.goto(`${site.url}#/customer/C9`);
  await expect(page.getByTestId('notes').locator('li')).toHaveCount(3);
  await other.getByRole('button', { name: 'Delete: From the other tab' }).click();
  await expect(page.getByTestId('notes').locator('li')).toHaveCount(2);
});

test('two entries are joined by hand, one is split off, and both can be taken back', async ({ page, site, folder }) => {
  await page.goto(site.url);
  await giveFiles(page, fileOf(folder, 'orders.csv', `${[head, ...orders].join('\n')}\n`));
  await confirmImport(page);
  await analysed(page);
  await page.goto(`${site.url}#/customer/C2`);
  await page.getByTestId('mark-text').fill('Is she Ann Lee?');
  await page.getByTestId('mark-keep').click();
  await page.getByTestId('same-person').click();
  await page.getByTestId('same-search').fill('ann lee');
  await page
    .getByTestId('same-found')
    .getByRole('button', { name: /Ann Lee$/ })
    .click();
  await expect(page.getByTestId('hand-done')).toContainText('one person now');
  await still(page);
  await expect(page.getByTestId('known-by').locator('li')).toHaveCount(4);
  // The note went along with her.
  await expect(page.getByTestId('notes')).toContainText('Is she Ann Lee?');
  expect(await findings(page)).toEqual([]);
  await page.goto(`${site.url}#/people`);
  await expect(page.getByTestId('people-joined')).toContainText('One person, because you said so: C1 + C2');
  await expect(page.locator('main h1')).toContainText('3 customers');
  await page.goto(`${site.url}#/customer/C1`);
  await page.getByTestId('hand-undo').click();
  await still(page);
  await expect(page.getByTestId('known-by').locator('li')).toHaveCount(2);
  await expect(page.getByTestId('notes')).toHaveCount(0);

  // One of the addresses is somebody else's.
  await page.goto(`${site.url}#/customer/C3`);
  await page.getByRole('button', { name: 'Split off coy@z.com' }).click();
  await expect(page.getByTestId('hand-done')).toContainText('somebody of their own');
  await still(page);
  await expect(page.getByTestId('known-by').locator('li')).toHaveCount(2);
  await page.goto(`${site.url}#/people`);
  await expect(page.locator('main h1')).toContainText('5 customers');
  const apart = page.getByTestId('people-apart');
  await expect(apart).toContainText('Somebody of their own, because you said so: coy@z.com');
  await page.reload();
  await apart.getByRole('button', { name: /^Undo/ }).click();
  await expect(page.locator('main h1')).toContainText('4 customers');
});
