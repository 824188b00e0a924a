// What `npm run screenshots` looks at: every screen and dialog as it is with nothing, with files of one's own that are easy,
// doubtful or refused, with the made-up shop, with a shop too small to say much, and locked. A scene brings the page to where
// it is to be seen and calls `shoot`; those of one story share a browser profile and follow each other.
import { confirmImport, giveFiles, settled, unfold, visit } from './drive.mjs';

const csv = (name, text) => ({ name, mimeType: 'text/csv', buffer: Buffer.isBuffer(text) ? text : Buffer.from(text) });
const at = (page, hash) => settled(page, () => page.evaluate((wanted) => location.hash === wanted, hash));
const idle = (page) => settled(page, () => Promise.resolve(true));
const go = async (page, hash) => {
  await page.evaluate((wanted) => (location.hash = wanted), hash);
  await page.locator('main h1').first().waitFor();
  await page.waitForTimeout(400);
};
const shown = (page, testId) => page.getByTestId(testId).first().waitFor();
/** Files that may be refused: waits for the review to have read them, whatever came of it. */
const dropped = async (page, files) => {
  await page.getByTestId('file-input').first().setInputFiles(files);
  await settled(page, async () => (await page.getByTestId('review-file').count()) > 0, { where: 'none' });
  await page.waitForTimeout(500);
};
const toStart = async (page) => {
  await page.locator('header a.brand').click();
  await page.getByTestId('file-input').first().waitFor({ state: 'attached' });
};

/** Leaves the review without keeping anything. */
const discard = async (page) => {
  await page.locator('.foot button').first().click();
  await page.getByTestId('file-input').first().waitFor({ state: 'attached' });
};

/** Orders of half a year; `first` moves the numbers on, so that two such files overlap. */
function orders(count, first = 0) {
  const rows = Array.from({ length: count }, (_, i) => {
    const n = first + i;
    const customer = n % 60;
    return `${1000 + n},C${customer},Ann Example ${customer},ann${customer}@example.com,2026-0${1 + ((n * 7) % 6)}-${10 + (n % 19)},${['Tea', 'Coffee', 'Mug'][n % 3]},${1 + (n % 3)},${4 + (n % 5)}.50`;
  });
  return `order_id,customer_id,name,email,order_date,product,quantity,unit_price\n${rows.join('\n')}\n`;
}
const doubtful = `Customer,Visit,Satisfaction,Spent\n${Array.from(
  { length: 48 },
  (_, i) =>
    `K${i % 24},0${1 + (i % 9)}/0${1 + ((i * 5) % 9)}/2026,${1 + ((i * 3) % 5)},"${1 + (i % 8)},${String((i * 37) % 1000).padStart(3, '0')}"`,
).join('\n')}\n`;
const customers = `customer_id,name,city,plan,joined,churned\n${Array.from(
  { length: 90 },
  (_, i) =>
    `C${i},Ann Example ${i},${['Köln', 'Zürich', 'Málaga'][i % 3]},${['Basic', 'Plus'][i % 2]},2025-${String(1 + (i % 12)).padStart(2, '0')}-04,${i % 4 === 0 ? 'yes' : 'no'}`,
).join('\n')}\n`;
const ragged = `customer_id,order_id,order_date,amount\n${Array.from({ length: 80 }, (_, i) => `C${i % 20},${i},2026-02-${10 + (i % 18)},${i}.00`).join('\n')}\nC1,9001,soon,4.50\nC2,9002,2026-03-12,4.50,one,two,many\n`;
const latin = (text) => Buffer.from(text, 'latin1');
const german = latin(
  `Kunde;Bestellung;Datum;Betrag\n${Array.from({ length: 60 }, (_, i) => `Jürgen Müßig ${i % 20};${i};${10 + (i % 18)}.03.2026;${i},50`).join('\n')}\n`,
);
const people = [
  'order_id,customer_id,name,email,phone,date,product,amount',
  'O1,C1,Ann Lee,ann@gmail.com,+49 30 1234598,2025-01-01,GTX Pro,10',
  'O2,C2,Bob Low,bob@x.com,+49 30 1234598,2025-02-01,GTX Pro,20',
  'O3,,Ann Lee,a.nn+shop@gmail.com,030 7654321,2025-03-01,GTXPro,30',
  'O4,C3,Cy Coy,cy@x.com,,2025-03-02,Mug,40',
  'O5,C4,Di Day,shop@x.com,,2025-03-02,Mug,40',
  ...Array.from({ length: 12 }, (_, i) => `P${i},D${i},Guest ${i},shop@x.com,,2025-04-0${1 + (i % 9)},Mug,${i}`),
].join('\n');

/** Nothing kept: every screen says what to drop, and Start in its forms. */
async function nothing({ page, shoot }) {
  await shoot('start');
  await page.evaluate(() => {
    const dataTransfer = new DataTransfer();
    dataTransfer.items.add(new File(['a'], 'a.csv'));
    dispatchEvent(new DragEvent('dragover', { dataTransfer, bubbles: true, cancelable: true }));
  });
  await shoot('start-drop-over', { whole: false });
  await page.evaluate(() => dispatchEvent(new DragEvent('dragleave')));
  await page.getByTestId('paste').click();
  await shoot('start-paste', { whole: false });
  await page.keyboard.press('Escape');
  for (const screen of ['today', 'customers', 'segments', 'predict', 'value', 'data']) {
    await visit(page, screen);
    await page.waitForTimeout(300);
    await shoot(`${screen}-empty`);
  }
  for (const screen of ['people', 'review', 'customer/C1']) {
    await go(page, `#/${screen}`);
    await shoot(`${screen.split('/')[0]}-empty`);
  }
}

/** What cannot be read, beside what can. */
async function refused({ page, shoot }) {
  await dropped(page, [csv('nothing.csv', ''), csv('contract.pdf', '%PDF-1.4\n%âãÏÓ\n1 0 obj\n')]);
  await shoot('review-refused');
  await discard(page);
  await dropped(page, [
    csv('orders.csv', orders(120)),
    csv('photo.csv', Buffer.from([0x89, 0x50, 0x4e, 0x47, 0, 0, 1, 2, 0, 9])),
  ]);
  await shoot('review-refused-one');
  await toStart(page);
  await shoot('start-waiting');
  await page.getByTestId('start-restore-input').setInputFiles(csv('other.kith', 'a,b\n1,2\n'));
  await page.locator('main [data-error]').first().waitFor();
  await shoot('data-restore-refused');
}

/** One's own files, one after another. */
async function own({ page, shoot }) {
  await giveFiles(page, csv('orders with two bad rows.csv', ragged));
  await unfold(page);
  await shoot('review-one');
  await discard(page);
  await giveFiles(page, csv('visits.csv', doubtful));
  await shoot('review-questions');
  await discard(page);
  await giveFiles(page, csv('bestellungen.csv', german));
  await page.locator('main summary').first().click();
  await shoot('review-encoding');
  await discard(page);
  await giveFiles(page, [csv('orders-may.csv', orders(240)), csv('customers.csv', customers)]);
  await shoot('review-several');
  await confirmImport(page);
  await toStart(page);
  await shoot('start-own');
  await giveFiles(page, csv('orders-june.csv', orders(240, 90)));
  await shoot('review-again');
  await confirmImport(page);
  await shoot('today-receipt');
  await visit(page, 'data');
  await page.waitForTimeout(400);
  await shoot('data-receipts');
  await unfold(page);
  await shoot('data-unfolded');
  await page.getByTestId('undo-import').first().click();
  await shoot('data-undo-dialog', { whole: false });
  await page.getByTestId('undo-confirm').click();
  await shown(page, 'redo-import');
  await idle(page);
  await shoot('data-undone');
}

/** Who is who. */
async function samePerson({ page, shoot }) {
  await giveFiles(page, csv('orders.csv', people));
  await confirmImport(page);
  await shoot('today-few');
  for (const screen of ['segments', 'predict']) {
    await visit(page, screen);
    await page.waitForTimeout(300);
    await shoot(`${screen}-refused`);
  }
  await go(page, '#/people');
  await shown(page, 'people-orphans');
  await shoot('people');
}

/** Backup, restore, lock, wipe. */
async function keeping({ page, shoot, folder }) {
  await giveFiles(page, csv('orders.csv', orders(240)));
  await confirmImport(page);
  await visit(page, 'data');
  const [download] = await Promise.all([page.waitForEvent('download'), page.getByTestId('save-backup').click()]);
  await download.saveAs(`${folder}/plain.kith`);
  await shown(page, 'backup-done');
  await shoot('data-backup-done');
  await page.getByTestId('restore-input').setInputFiles(`${folder}/plain.kith`);
  await shown(page, 'restore-over');
  await shoot('restore-dialog', { whole: false });
  await page.getByTestId('restore-keep').click();
  await page.getByTestId('lock-on').click();
  await page.getByTestId('new-passphrase').fill('correct horse');
  await page.getByTestId('new-passphrase-again').fill('correct house');
  await shoot('lock-dialog', { whole: false });
  await page.getByTestId('new-passphrase-again').fill('correct horse');
  await page.getByTestId('lock-go').click();
  await shown(page, 'recovery-code');
  await shoot('lock-code', { whole: false });
  await page.getByTestId('code-done').click();
  await idle(page);
  await shoot('data-locked');
  await page.getByTestId('lock-change').click();
  await shoot('lock-change', { whole: false });
  await page.keyboard.press('Escape');
  await page.getByTestId('lock-off').click();
  await page.getByTestId('passphrase').fill('wrong');
  await page.getByTestId('lock-go').click();
  await page.locator('dialog [data-error]').first().waitFor();
  await shoot('lock-off-wrong', { whole: false });
  await page.keyboard.press('Escape');
  const [locked] = await Promise.all([page.waitForEvent('download'), page.getByTestId('save-backup').click()]);
  await locked.saveAs(`${folder}/locked.kith`);
  await shown(page, 'backup-done');
  await page.getByTestId('restore-input').setInputFiles(`${folder}/locked.kith`);
  await shown(page, 'restore-open');
  await shoot('restore-sealed', { whole: false });
  await page.getByTestId('restore-keep').click();
  await page.getByTestId('wipe').click();
  await shown(page, 'wipe-word');
  await shoot('wipe-dialog', { whole: false });
  await page.keyboard.press('Escape');
  await page.getByTestId('lock-now').click();
  await shown(page, 'unlock');
  await shoot('unlock');
  await page.getByTestId('passphrase').fill('wrong');
  await page.getByTestId('unlock-go').click();
  await page.locator('main [data-error]').first().waitFor();
  await unfold(page);
  await shoot('unlock-wrong');
}

/** The made-up shop. */
async function madeUp({ page, shoot }) {
  await page.getByTestId('made-up').click();
  await at(page, '#/today');
  for (const screen of ['today', 'numbers', 'customers', 'segments', 'predict', 'value', 'data']) {
    await visit(page, screen);
    await page.waitForTimeout(500);
    await shoot(screen);
  }
  await go(page, '#/numbers/churnRate');
  await page.waitForTimeout(500);
  await shoot('number');
  await go(page, '#/map');
  await shown(page, 'map-canvas');
  await shoot('map');
  await visit(page, 'predict');
  for (const [asked, answered] of [
    ['money-start', 'money-answer'],
    ['backtest-start', 'backtest-answer'],
  ]) {
    await page.getByTestId(asked).click();
    await shown(page, answered);
  }
  await shoot('predict-money');
  await visit(page, 'customers');
  await page.getByTestId('customers-search').fill('zzzzzz');
  await page.waitForTimeout(500);
  await shoot('customers-none');
  await page.getByTestId('customers-search').fill('');
  await page.waitForTimeout(300);
  await go(page, '#/customer/C0001');
  await shoot('customer');
  await go(page, '#/customer/nobody');
  await shoot('customer-missing');
  for (const screen of ['segments', 'predict']) {
    await visit(page, screen);
    await unfold(page);
    await page.waitForTimeout(500);
    await shoot(`${screen}-unfolded`);
  }
  await go(page, '#/people');
  await shown(page, 'people-orphans');
  await shoot('people-made-up');
}

/** A story has a browser profile of its own. */
export const stories = { nothing, refused, own, samePerson, keeping, madeUp };
