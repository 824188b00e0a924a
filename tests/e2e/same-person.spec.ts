import type { Page } from '@playwright/test';
import { confirmImport, giveFiles, settled } from '../../scripts/drive.mjs';
import { expect, fileOf, test } from './fixtures';

const orders = [
  'order_id,customer_id,name,email,phone,date,product,amount',
  'O1,C1,Ann Lee,ann@gmail.com,+49 30 1234598,2025-01-01,GTX Pro,10',
  'O2,C2,Bob Low,bob@x.com,+49 30 1234598,2025-02-01,GTX Pro,20',
  'O3,,Ann Lee,a.nn+shop@gmail.com,,2025-03-01,GTXPro,30',
  'O4,C3,Cy Coy,cy@x.com,,2025-03-02,Mug,40',
];

async function atToday(page: Page) {
  await settled(page, () => page.evaluate(() => location.hash === '#/today'));
}

test('the owner says who is one person: it is kept, the analysis follows, and it can be taken back', async ({
  page,
  site,
  folder,
}) => {
  await page.goto(site.url);
  await giveFiles(page, fileOf(folder, 'orders.csv', `${orders.join('\n')}\n`));
  await confirmImport(page);
  await atToday(page);
  await page.goto(`${site.url}#/people`);
  const heading = page.locator('main h1');
  await expect(heading).toContainText('3 customers');
  const open = page.getByTestId('people-open');
  await expect(open).toContainText('+49 30 1234598');
  await expect(page.getByTestId('people-joined')).toContainText('a.nn+shop@gmail.com, ann@gmail.com reach one mailbox');

  // By keyboard: the same number is one person's.
  await open.getByRole('button', { name: /^Same person/ }).focus();
  await page.keyboard.press('Enter');
  await expect(heading).toContainText('2 customers');
  await expect(open).toContainText('Nothing to decide');
  await page
    .getByTestId('people-spellings')
    .getByRole('button', { name: /^Same thing/ })
    .click();
  await expect(page.getByTestId('people-spellings')).toContainText('Read as one');
  await settled(page, () => page.evaluate(() => !document.querySelector('[data-testid="cancel"]')));
  await page.locator('nav').getByRole('link', { name: 'Customers' }).click();
  await expect(page.locator('main')).toContainText('2');
  await expect(page.locator('main')).not.toContainText('C2');

  // After a reload, and after the same file once more.
  await page.goto(`${site.url}#/people`);
  await page.reload();
  await expect(heading).toContainText('2 customers');
  await page.locator('header a.brand').click();
  await giveFiles(page, fileOf(folder, 'orders.csv', `${orders.join('\n')}\nO5,C3,Cy Coy,cy@x.com,,2025-04-02,Mug,40\n`));
  await confirmImport(page);
  await atToday(page);
  await page.goto(`${site.url}#/people`);
  await expect(heading).toContainText('2 customers');

  await page.getByTestId('people-joined').getByRole('button', { name: /^Undo/ }).click();
  await expect(heading).toContainText('3 customers');
  await page
    .getByTestId('people-joined')
    .getByRole('button', { name: /reach one mailbox/ })
    .click();
  await expect(heading).toContainText('4 customers');
  await expect(page.getByTestId('people-apart')).toContainText('reach one mailbox');
});
