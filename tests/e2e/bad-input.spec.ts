import type { Page } from '@playwright/test';
import { confirmImport, giveFiles, settled, unfold, visit } from '../../scripts/drive.mjs';
import { expect, fileOf, ordersFile, test } from './fixtures';

const good = 'customer_id,order_id,order_date,product,quantity,unit_price\n';
const row = (i: number) => `C${i % 40},${1000 + i},2026-0${1 + (i % 6)}-1${i % 9},Tea,1,4.50\n`;
const rows = (n: number) => Array.from({ length: n }, (_, i) => row(i)).join('');

/** Files that cannot be read as a table: the code of the message, and a word that must be in it. */
const refused: { name: string; file: string; content: string | Uint8Array; code: string; says: RegExp }[] = [
  { name: 'an empty file', file: 'empty.csv', content: '', code: 'file/empty', says: /empty|nothing/i },
  { name: 'a header and nothing under it', file: 'header.csv', content: good, code: 'file/header-only', says: /row/i },
  {
    name: 'one column',
    file: 'one.csv',
    content: `remarks\n${Array.from({ length: 30 }, (_, i) => `said nothing of note, ${i}\n`.replace(',', ' on day')).join('')}`,
    code: 'file/one-column',
    says: /column/i,
  },
  {
    name: 'a binary file',
    file: 'picture.csv',
    content: Uint8Array.from({ length: 4096 }, (_, i) => (i * 7919) % 256),
    code: 'file/binary',
    says: /text/i,
  },
  {
    name: 'half a workbook called .csv',
    file: 'book.csv',
    content: new Uint8Array([
      0x50,
      0x4b,
      3,
      4,
      ...new TextEncoder().encode('\u0014\u0000[Content_Types].xml'),
      ...new Uint8Array(400),
    ]),
    code: 'file/archive-broken',
    says: /damaged/,
  },
  {
    name: 'an old spreadsheet called .csv',
    file: 'old.csv',
    content: new Uint8Array([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1, ...new Uint8Array(600)]),
    code: 'file/spreadsheet',
    says: /CSV/,
  },
  {
    name: 'no column that says who the customer is',
    file: 'nobody.csv',
    content: `order_date,product,quantity,unit_price\n${Array.from({ length: 60 }, (_, i) => `2026-03-${10 + (i % 20)},Tea,1,4.50\n`).join('')}`,
    code: 'import/no-customer',
    says: /customer/i,
  },
];

async function withGoodShop(page: Page, url: string, folder: string) {
  await page.goto(url);
  await giveFiles(page, await ordersFile(folder, 1500, 150));
  await confirmImport(page);
}

/** Nothing lost, and the app goes on: what was there before is there, and another file goes in. */
async function stillUsable(page: Page, folder: string) {
  await visit(page, 'data');
  await expect(page.locator('main').getByText('orders.csv').first()).toBeVisible();
  await page.locator('header a.brand').click();
  await giveFiles(page, fileOf(folder, 'after.csv', good + rows(300)));
  await confirmImport(page);
  await visit(page, 'data');
  await expect(page.locator('main').getByText('after.csv').first()).toBeVisible();
  await expect(page.locator('main').getByText('orders.csv').first()).toBeVisible();
}

const files = (page: Page) => page.getByTestId('file-input').first();

for (const { name, file, content, code, says } of refused) {
  test(`${name}: a message, nothing lost, still usable`, async ({ page, site, folder }) => {
    await withGoodShop(page, site.url, folder);
    await page.locator('header a.brand').click();
    await files(page).setInputFiles(fileOf(folder, file, content));
    // A refusal, or a warning where the reader can mend it by saying what a column is.
    const notice = page.getByTestId('review-file').locator(`[data-error="${code}"], [data-warning="${code}"]`);
    await expect(notice).toBeVisible();
    await expect(notice).toHaveText(says);
    await page.reload();
    await settled(page, () => Promise.resolve(true));
    await stillUsable(page, folder);
  });
}

test('an unclosed quote costs the lines it spoils, not the file', async ({ page, site, folder }) => {
  await page.goto(site.url);
  const content = `${good}${rows(200)}C7,5000,2026-03-11,"Tea,1,4.50\n${Array.from({ length: 100 }, (_, i) => row(200 + i)).join('')}`;
  await files(page).setInputFiles(fileOf(folder, 'quote.csv', content));
  const confirm = page.getByTestId('confirm-import');
  const refusal = page.locator('main [role="alert"] [data-error="file/unclosed-quote"]');
  await expect(refusal.or(confirm.and(page.locator(':enabled'))).first()).toBeVisible();
  if (await refusal.isVisible()) return;
  // Taken in: then the row with the quote is said to be left out, with its line.
  await unfold(page);
  await expect(page.getByRole('rowheader', { name: '202', exact: true })).toBeVisible();
});

test('ragged rows: short ones are filled, long ones left out with their line, and can be downloaded', async ({
  page,
  site,
  folder,
}) => {
  await page.goto(site.url);
  const content = `${good}${rows(100)}C1,9001,2026-03-11\nC2,9002,2026-03-12,Tea,1,4.50,what,is,this\n${rows(50)}`;
  await giveFiles(page, fileOf(folder, 'ragged.csv', content));
  await expect(page.getByTestId('rejected')).toContainText('1 row');
  await unfold(page);
  await expect(page.getByRole('rowheader', { name: '103', exact: true })).toBeVisible();
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page
      .getByTestId('review-file')
      .getByRole('button', { name: /download/i })
      .first()
      .click(),
  ]);
  const stream = await download.createReadStream();
  const chunks: Buffer[] = [];
  for await (const chunk of stream) chunks.push(chunk as Buffer);
  const text = Buffer.concat(chunks).toString('utf8');
  expect(text).toContain('what,is,this');
  expect(text).toContain('103');
});

test('twice the same header, empty ones, __proto__ and constructor are columns like any other', async ({
  page,
  site,
  folder,
}) => {
  await page.goto(site.url);
  const header = 'customer_id,order_id,order_date,amount,note,note,,__proto__,constructor,toString\n';
  const content =
    header +
    Array.from(
      { length: 120 },
      (_, i) => `C${i % 30},${i},2026-0${1 + (i % 6)}-15,${5 + (i % 7)},a,b,c,${i % 5},${i % 3},${i}\n`,
    ).join('');
  await giveFiles(page, fileOf(folder, 'names.csv', content));
  await unfold(page);
  await expect(page.locator('main').getByText('__proto__').first()).toBeVisible();
  await expect(page.locator('main').getByText('constructor').first()).toBeVisible();
  await confirmImport(page);
  await visit(page, 'segments');
  await expect(page.locator('main h1').first()).toBeVisible();
  expect(await page.evaluate(() => ({}).constructor === Object && Object.getPrototypeOf({}) === Object.prototype)).toBe(true);
});

test('HTML and script in cells are shown as they are written and run nowhere', async ({ page, site, folder }) => {
  const said: string[] = [];
  page.on('dialog', (dialog) => {
    said.push(dialog.message());
    void dialog.dismiss();
  });
  await page.goto(site.url);
  const name = '<img src=x onerror=alert(1)><script>alert(2)</script>';
  const content = `customer_id,name,order_id,order_date,product,amount\n${Array.from(
    { length: 120 },
    (_, i) => `C${i % 30},"${name} ${i % 30}",${i},2026-0${1 + (i % 6)}-15,<b>bold</b>,${5 + (i % 7)}\n`,
  ).join('')}`;
  await giveFiles(page, fileOf(folder, 'html.csv', content));
  await expect(page.locator('main').getByText('<b>bold</b>').filter({ visible: true }).first()).toBeVisible();
  await confirmImport(page);
  await visit(page, 'customers');
  await expect(page.locator('main').getByText('<script>alert(2)</script>').first()).toBeVisible();
  expect(await page.locator('main img[src="x"], main script').count()).toBe(0);
  expect(said).toEqual([]);
});

test('5 MB in one cell: said, or read; never a frozen page', async ({ page, site, folder }) => {
  await page.goto(site.url);
  const content = `${good}${rows(60)}C1,9001,2026-03-11,${'x'.repeat(5_000_000)},1,4.50\n${rows(60)}`;
  await files(page).setInputFiles(fileOf(folder, 'long.csv', content));
  const refusal = page.locator('main [role="alert"] [data-error="file/cell-too-long"]');
  const confirm = page.getByTestId('confirm-import').and(page.locator(':enabled'));
  await expect(refusal.or(confirm).first()).toBeVisible();
  if (await refusal.isVisible()) await expect(refusal).toContainText('62');
  expect(await page.evaluate(() => 1 + 1)).toBe(2);
});

test('no date anywhere: customers are shown, and churn says what it lacks', async ({ page, site, folder }) => {
  await page.goto(site.url);
  const content = `customer_id,country,spend\n${Array.from({ length: 80 }, (_, i) => `C${i},${i % 2 ? 'NL' : 'IE'},${(i * 37) % 101}\n`).join('')}`;
  await giveFiles(page, fileOf(folder, 'dateless.csv', content));
  await confirmImport(page);
  await expect(page.locator('main h1').first()).toContainText('80');
  await visit(page, 'predict');
  await expect(page.locator('main [data-error="analysis/no-outcome"]')).toBeVisible();
});

test('everybody in one class: said, with the label and its value', async ({ page, site, folder }) => {
  await page.goto(site.url);
  const content = `customer_id,tenure,spend,churn\n${Array.from({ length: 80 }, (_, i) => `C${i},${i % 24},${(i * 37) % 101},No\n`).join('')}`;
  await giveFiles(page, fileOf(folder, 'one-class.csv', content));
  await confirmImport(page);
  await visit(page, 'predict');
  const refusal = page.locator('main [data-error^="analysis/"]').first();
  await expect(refusal).toBeVisible();
  expect(['analysis/one-class', 'analysis/no-outcome', 'analysis/too-few-of-a-class']).toContain(
    await refusal.getAttribute('data-error'),
  );
});

test('fewer than twenty customers: says what can still be said', async ({ page, site, folder }) => {
  await page.goto(site.url);
  const content = good + Array.from({ length: 36 }, (_, i) => `C${i % 12},${i},2026-0${1 + (i % 6)}-15,Tea,1,4.50\n`).join('');
  await giveFiles(page, fileOf(folder, 'few.csv', content));
  await confirmImport(page);
  await expect(page.locator('main h1').first()).toContainText('12');
  await visit(page, 'segments');
  await expect(page.locator('main [data-error="analysis/too-few-customers"]')).toBeVisible();
  await visit(page, 'customers');
  await expect(page.locator('main').getByText('C11').first()).toBeVisible();
});

test('a second tab: the first says that the data has changed, or follows by itself', async ({ context, site, folder }) => {
  const first = await context.newPage();
  await withGoodShop(first, site.url, folder);
  const second = await context.newPage();
  await second.goto(site.url);
  await expect(second).toHaveURL(/#\/today/);
  await second.locator('header a.brand').click();
  await giveFiles(second, fileOf(folder, 'more.csv', good + rows(400)));
  await confirmImport(second);
  const notice = first
    .locator('main')
    .getByText(/another tab/i)
    .first();
  await visit(first, 'data');
  await expect(notice.or(first.locator('main').getByText('more.csv')).first()).toBeVisible();
  await visit(second, 'data');
  await expect(second.locator('main').getByText('more.csv').first()).toBeVisible();
  await expect(second.locator('main').getByText('orders.csv').first()).toBeVisible();
});

test('no room: a message, the good state stays, and it works again when there is room', async ({ page, site, folder }) => {
  test.setTimeout(240_000);
  await withGoodShop(page, site.url, folder);
  const session = await page.context().newCDPSession(page);
  await page.locator('header a.brand').click();
  await giveFiles(page, await ordersFile(folder, 60_000, 4000, 'large.csv'));
  await session.send('Storage.overrideQuotaForOrigin', { origin: new URL(site.url).origin, quotaSize: 400_000 });
  // Chromium goes by the room it last saw for half a minute.
  await page.waitForTimeout(35_000);
  await page.getByTestId('confirm-import').click();
  const notice = page.locator('main [role="alert"] [data-error="store/full"]');
  await expect(notice).toBeVisible({ timeout: 60_000 });
  await session.send('Storage.overrideQuotaForOrigin', { origin: new URL(site.url).origin });
  await page.waitForTimeout(35_000);
  await page.reload();
  await settled(page, () => Promise.resolve(true));
  await visit(page, 'data');
  await expect(page.locator('main').getByText('orders.csv').first()).toBeVisible();
  await expect(page.locator('main').getByText('large.csv')).toHaveCount(0);
  await stillUsable(page, folder);
});

test('the worker dies in the middle of an import: a message, nothing half done, usable again', async ({ page, site, folder }) => {
  // The page keeps a hand on the workers it makes, so that the test can end one.
  await page.addInitScript(() => {
    const Real = Worker;
    const made: Worker[] = [];
    (window as unknown as { made: Worker[] }).made = made;
    window.Worker = class extends Real {
      constructor(...given: ConstructorParameters<typeof Worker>) {
        super(...given);
        made.push(this);
      }
    };
  });
  await withGoodShop(page, site.url, folder);
  await page.locator('header a.brand').click();
  const path = await ordersFile(folder, 200_000, 20_000, 'large.csv');
  await files(page).setInputFiles(path);
  await page.getByTestId('progress').waitFor();
  // What a browser does when a worker falls: it stops, and an error event comes without a word.
  await page.evaluate(() => {
    for (const worker of (window as unknown as { made: Worker[] }).made) {
      worker.terminate();
      worker.dispatchEvent(new ErrorEvent('error', { message: '' }));
    }
  });
  await expect(page.locator('main [role="alert"] [data-error="job/crashed"]').first()).toBeVisible();
  await page.reload();
  await settled(page, () => Promise.resolve(true));
  await visit(page, 'data');
  await expect(page.locator('main').getByText('large.csv')).toHaveCount(0);
  await stillUsable(page, folder);
});
