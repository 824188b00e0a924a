import { readFileSync } from 'node:fs';
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

test('notes, tasks and tags stay with a customer through a reload and a new export, in two tabs, and can be taken back', async ({
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

test('the list is filtered by what was bought and when, by money and tag; views and columns are kept; the chosen are tagged and exported', async ({
  page,
  site,
  folder,
}) => {
  await page.goto(site.url);
  const formula = 'O7,=2+2,Dee Fox,dee@x.com,2025-03-20,Mug,500';
  await giveFiles(page, fileOf(folder, 'orders.csv', `${[head, ...orders, formula].join('\n')}\n`));
  await confirmImport(page);
  await analysed(page);
  await page.goto(`${site.url}#/customers`);
  const heading = page.locator('main h1');
  const grid = page.getByTestId('customers-grid');
  const keys = () => grid.locator('[data-key]').evaluateAll((rows) => rows.map((row) => (row as HTMLElement).dataset['key']));
  await expect(heading).toContainText('5 customers');
  await page.getByTestId('more-filters').locator('summary').click();
  await page.getByTestId('customers-product').fill('mug');
  await expect(heading).toContainText('2 of 5');
  await page.getByTestId('customers-from').fill('2025-03-10');
  await page.getByTestId('customers-to').fill('2025-03-31');
  await expect(heading).toContainText('1 of 5');
  expect(await keys()).toEqual(['=2+2']);
  await page.getByTestId('customers-from').fill('');
  await page.getByTestId('customers-to').fill('');
  await page.getByTestId('customers-spend-1').fill('100');
  await expect.poll(keys).toEqual(['C3']);

  // A view keeps the question and the columns, over a reload.
  await page.getByTestId('column-chooser').locator('summary').click();
  await page.getByTestId('column-tags').check();
  await page.getByTestId('column-firstOrder').check();
  await page.getByTestId('column-lastOrder').uncheck();
  await page.getByTestId('view-save').click();
  await page.getByTestId('view-name').fill('Cheap mugs');
  await page.getByTestId('view-keep').click();
  await expect(page.getByTestId('views-select')).toHaveValue('1');
  await page.reload();
  await expect(heading).toContainText('5 customers');
  await expect(grid.getByRole('columnheader', { name: 'First order' })).toBeVisible();
  await page.getByTestId('views-select').selectOption('1');
  await expect(heading).toContainText('1 of 5');
  await page.getByRole('button', { name: 'Delete', exact: true }).click();
  await expect(page.getByTestId('views-select')).toHaveCount(0);
  await page.getByTestId('view-undo').click();
  await expect(page.getByTestId('views-select')).toBeVisible();

  // By keyboard: the first, and with Shift all down to the third.
  await page.getByTestId('more-filters').locator('summary').click();
  await page.getByRole('button', { name: 'Without these filters' }).click();
  await expect(heading).toContainText('5 customers');
  await grid.focus();
  await page.keyboard.press('Home');
  await page.keyboard.press('Space');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Shift+Space');
  const bar = page.getByTestId('selection');
  await expect(bar).toContainText('3 customers chosen');
  const three = (await keys()).slice(0, 3);
  await bar.getByTestId('chosen-tag').fill('=spring');
  await bar.getByTestId('chosen-give').click();
  await expect(page.getByTestId('mark-done')).toContainText('3 customers tagged: =spring');
  await expect(grid.locator('[data-key]').first()).toContainText('=spring');
  expect(await findings(page)).toEqual([]);

  const [download] = await Promise.all([page.waitForEvent('download'), bar.getByTestId('chosen-export').click()]);
  const csv = readFileSync(await download.path(), 'utf8')
    .trimEnd()
    .split('\r\n');
  expect(csv).toHaveLength(4);
  expect(csv[0]).toContain(',Tags,');
  for (const line of csv.slice(1)) expect(line).toContain("'=spring");
  expect(csv.join('\n')).not.toMatch(/(^|,)=/m);

  // Everybody who fits the tag, but for one; taken off, and taken back.
  await page.getByTestId('customers-tag').selectOption({ index: 1 });
  await expect(heading).toContainText('3 of 5');
  await page.getByTestId('choose-none').click();
  await page.getByTestId('choose-everybody').click();
  await expect(bar).toContainText('3 customers chosen');
  await grid.locator('[data-key]').first().getByRole('checkbox').click();
  await expect(bar).toContainText('2 customers chosen');
  await bar.getByTestId('chosen-tag').fill('=Spring');
  await bar.getByTestId('chosen-take').click();
  await expect(heading).toContainText('1 of 5');
  await page.getByTestId('mark-undo').click();
  await expect(heading).toContainText('3 of 5');
  expect(new Set(await keys())).toEqual(new Set(three));

  // On a narrow page nothing is cut off.
  await page.setViewportSize({ width: 360, height: 740 });
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(360);
  expect(await findings(page)).toEqual([]);
});
