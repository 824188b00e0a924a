import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, Page } from '@playwright/test';
import { confirmImport, giveFiles, settled, visit } from '../../scripts/drive.mjs';
import { expect, fileOf, ordersFile, test } from './fixtures';

const said = (page: Page) => page.locator('main h1').first().innerText();
const idle = (page: Page) => settled(page, () => Promise.resolve(true));

/** A page of a browser profile of its own, that hands files over as downloads. */
async function freshPage(browser: Browser, url: string): Promise<Page> {
  const page = await (await browser.newContext({ acceptDownloads: true })).newPage();
  await page.addInitScript(() => Reflect.deleteProperty(window, 'showSaveFilePicker'));
  await page.goto(url);
  await page.locator('h1').first().waitFor();
  return page;
}

async function saveBackup(page: Page, path: string): Promise<string> {
  await visit(page, 'data');
  const [download] = await Promise.all([page.waitForEvent('download'), page.getByTestId('save-backup').click()]);
  expect(download.suggestedFilename()).toMatch(/^kith backup \d{4}-\d\d-\d\d\.kith$/);
  await download.saveAs(path);
  await expect(page.getByTestId('backup-done')).toBeVisible();
  return path;
}

/** All that is kept in the raw databases, as one text: strings, and the bytes of typed arrays. */
function rawText(page: Page): Promise<string> {
  return page.evaluate(async () => {
    const asked = <T>(request: IDBRequest<T>) =>
      new Promise<T>((resolve, reject) => {
        request.onsuccess = () => resolve(request.result);
        request.onerror = () => reject(request.error ?? new Error('failed'));
      });
    const pieces: string[] = [];
    const walk = (value: unknown) => {
      if (typeof value === 'string') pieces.push(value);
      else if (ArrayBuffer.isView(value)) pieces.push(new TextDecoder('latin1').decode(value));
      else if (typeof value === 'object' && value !== null) for (const pair of Object.entries(value)) pair.forEach(walk);
      else pieces.push(String(value));
    };
    for (const { name } of await indexedDB.databases()) {
      const db = await asked(indexedDB.open(name!));
      for (const store of db.objectStoreNames) walk(await asked(db.transaction(store).objectStore(store).getAll()));
      db.close();
    }
    return pieces.join('\n');
  });
}

const people = (folder: string) =>
  fileOf(
    folder,
    'geheim.csv',
    `email,name,order_id,order_date,amount\n${Array.from(
      { length: 240 },
      (_, i) =>
        `amelie.${i % 40}@muster.example,Amelie Muster ${i % 40},${7000 + i},2026-0${1 + (i % 6)}-1${i % 9},${5 + (i % 7)}.50\n`,
    ).join('')}`,
  );
const secrets = ['geheim', 'amelie', 'Amelie Muster', 'muster.example', 'order_date', 'kith-result', 'horizonDays'];
const found = (text: string) => secrets.filter((word) => text.includes(word));

test('a backup goes into a fresh browser, and everything is there again', async ({ browser, page, site, folder }) => {
  await page.addInitScript(() => Reflect.deleteProperty(window, 'showSaveFilePicker'));
  await page.goto(site.url);
  await giveFiles(page, await ordersFile(folder, 1500, 150));
  await confirmImport(page);
  const today = await said(page);
  await visit(page, 'data');
  await expect(page.getByTestId('safety')).toContainText('Never.');
  const file = await saveBackup(page, join(folder, 'a.kith'));
  await expect(page.getByTestId('safety')).toContainText('Today, and nothing has been taken in or out since.');

  const other = await freshPage(browser, site.url);
  await other.getByTestId('start-restore-input').setInputFiles(file);
  await expect(other.getByTestId('restore-what')).toContainText('1 import, 1,500 rows, made on');
  await other.getByTestId('restore-go').click();
  await settled(other, () => other.evaluate(() => location.hash === '#/today'));
  await expect(other.locator('main h1').first()).toHaveText(today);
  await visit(other, 'customers');
  await expect(other.locator('main h1').first()).toContainText('1');
  await visit(other, 'data');
  await expect(other.locator('main').getByText('orders.csv').first()).toBeVisible();
  await other.context().close();
});

test('a restore over something asks, saves what is there first, and replaces it; a broken one changes nothing', async ({
  browser,
  page,
  site,
  folder,
}) => {
  await page.addInitScript(() => Reflect.deleteProperty(window, 'showSaveFilePicker'));
  await page.goto(site.url);
  await giveFiles(page, await ordersFile(folder, 1500, 150));
  await confirmImport(page);
  const file = await saveBackup(page, join(folder, 'a.kith'));

  const other = await freshPage(browser, site.url);
  await giveFiles(other, people(folder));
  await confirmImport(other);
  await visit(other, 'data');
  const bytes = readFileSync(file);
  const broken = [
    { name: 'cut.kith', bytes: bytes.subarray(0, bytes.length - 300), code: 'backup/truncated' },
    { name: 'other.kith', bytes: Buffer.from('a,b\n1,2\n'), code: 'backup/not-ours' },
    {
      name: 'flipped.kith',
      bytes: Buffer.from(bytes.map((byte, at) => (at === bytes.length >> 1 ? byte ^ 4 : byte))),
      code: 'backup/damaged',
    },
  ];
  for (const { name, bytes: content, code } of broken) {
    const path = join(folder, name);
    writeFileSync(path, content);
    await other.getByTestId('restore-input').setInputFiles(path);
    await expect(other.locator(`main [data-error="${code}"]`)).toBeVisible();
    await expect(other.locator('main').getByText('geheim.csv').first()).toBeVisible();
  }
  await other.getByTestId('restore-input').setInputFiles(file);
  await expect(other.getByTestId('restore-over')).toContainText('1 import with 240 rows');
  await other.getByTestId('restore-keep').click();
  await expect(other.locator('main').getByText('geheim.csv').first()).toBeVisible();

  await other.getByTestId('restore-input').setInputFiles(file);
  const [before] = await Promise.all([other.waitForEvent('download'), other.getByTestId('restore-go').click()]);
  expect(before.suggestedFilename()).toContain('before restoring');
  const saved = join(folder, 'before.kith');
  await before.saveAs(saved);
  await settled(other, () => other.evaluate(() => location.hash === '#/today'));
  await visit(other, 'data');
  await expect(other.locator('main').getByText('orders.csv').first()).toBeVisible();
  await expect(other.locator('main').getByText('geheim.csv')).toHaveCount(0);
  // The copy that was saved first is a whole backup.
  await other.getByTestId('restore-input').setInputFiles(saved);
  await expect(other.getByTestId('restore-what')).toContainText('1 import, 240 rows');
  await other.context().close();
});

test('locked: nothing to read in the database; opens with the passphrase, and with the code; forgotten is said', async ({
  page,
  site,
  folder,
}) => {
  test.setTimeout(240_000);
  await page.addInitScript(() => Reflect.deleteProperty(window, 'showSaveFilePicker'));
  await page.goto(site.url);
  await giveFiles(page, people(folder));
  await confirmImport(page);
  const today = await said(page);
  await expect.poll(async () => found(await rawText(page))).toEqual(secrets);

  await visit(page, 'data');
  await page.getByTestId('lock-on').click();
  await page.getByTestId('new-passphrase').fill('correct horse');
  await page.getByTestId('new-passphrase-again').fill('correct house');
  await expect(page.getByTestId('lock-go')).toBeDisabled();
  await page.getByTestId('new-passphrase-again').fill('correct horse');
  await page.getByTestId('lock-go').click();
  const code = (await page.getByTestId('recovery-code').innerText()).trim();
  expect(code).toMatch(/^([0-9A-Z]{4}-){6}[0-9A-Z]{4}$/);
  await page.getByTestId('code-done').click();
  await idle(page);
  expect(found(await rawText(page))).toEqual([]);
  expect(await page.evaluate(() => JSON.stringify({ ...localStorage }))).not.toContain('horse');
  // It works on, sealed: another analysis, another file.
  await page.locator('header a.brand').click();
  await giveFiles(page, await ordersFile(folder, 400, 60));
  await confirmImport(page);
  await visit(page, 'customers');
  await page.getByTestId('customers-grid').waitFor();
  expect(found(await rawText(page))).toEqual([]);
  const two = await said(page);
  const backup = await saveBackup(page, join(folder, 'locked.kith'));
  expect(found(readFileSync(backup, 'latin1'))).toEqual([]);

  await page.reload();
  await expect(page.getByTestId('unlock')).toBeVisible();
  await expect(page.locator('main')).not.toContainText('geheim');
  await page.getByTestId('passphrase').fill('wrong horse');
  await page.getByTestId('unlock-go').click();
  await expect(page.locator('[data-error="lock/wrong-passphrase"]')).toBeVisible();
  await page.getByTestId('passphrase').fill('correct horse');
  await page.getByTestId('unlock-go').click();
  await expect(page.getByTestId('unlock')).toHaveCount(0);
  await visit(page, 'customers');
  await expect(page.locator('main h1').first()).toHaveText(two);

  // Lock now: in every tab.
  const second = await page.context().newPage();
  await second.goto(site.url);
  await second.getByTestId('passphrase').fill('correct horse');
  await second.getByTestId('unlock-go').click();
  await expect(second.getByTestId('unlock')).toHaveCount(0);
  await visit(page, 'data');
  await page.getByTestId('lock-now').click();
  await expect(page.getByTestId('unlock')).toBeVisible();
  await expect(second.getByTestId('unlock')).toBeVisible();
  await second.close();

  // The recovery code, however it is typed; then another passphrase, then off.
  await page.getByTestId('other-secret').click();
  await page.getByTestId('recovery').fill(code.toLowerCase().replaceAll('-', ' '));
  await page.getByTestId('unlock-go').click();
  await expect(page.getByTestId('unlock')).toHaveCount(0);
  await page.getByTestId('lock-change').click();
  await page.getByTestId('passphrase').fill('correct horse');
  await page.getByTestId('new-passphrase').fill('battery staple');
  await page.getByTestId('new-passphrase-again').fill('battery staple');
  await page.getByTestId('lock-go').click();
  await expect(page.getByTestId('recovery-code')).not.toContainText(code);
  await page.getByTestId('code-done').click();
  await page.getByTestId('lock-off').click();
  await page.getByTestId('passphrase').fill('correct horse');
  await page.getByTestId('lock-go').click();
  await expect(page.locator('dialog [data-error="lock/wrong-passphrase"]')).toBeVisible();
  await page.getByTestId('passphrase').fill('battery staple');
  await page.getByTestId('lock-go').click();
  await expect(page.getByTestId('lock-on')).toBeVisible();
  await idle(page);
  expect(found(await rawText(page)).length).toBeGreaterThan(5);

  // The locked backup, over it: asks for its own passphrase.
  await page.getByTestId('restore-input').setInputFiles(backup);
  await page.locator('dialog').getByTestId('passphrase').fill('correct horse');
  await page.getByTestId('restore-open').click();
  await expect(page.getByTestId('restore-what')).toContainText('2 imports, 640 rows');
  await Promise.all([page.waitForEvent('download'), page.getByTestId('restore-go').click()]);
  await settled(page, () => page.evaluate(() => location.hash === '#/today'));
  expect(found(await rawText(page))).toEqual([]);
  await page.reload();
  await page.getByTestId('unlock').getByText('I have forgotten the passphrase').click();
  await expect(page.getByTestId('unlock')).toContainText('nobody can open it');
  await page.getByTestId('wipe').click();
  await page.getByTestId('wipe-word').fill('wipe');
  await page.getByTestId('wipe-confirm').click();
  await expect(page.getByTestId('unlock')).toHaveCount(0);
  await giveFiles(page, people(folder));
  await confirmImport(page);
  await expect.poll(() => said(page)).toBe(today);
});

test('two tabs: what one locks, the other has to unlock; what one restores, the other shows', async ({ page, site, folder }) => {
  await page.addInitScript(() => Reflect.deleteProperty(window, 'showSaveFilePicker'));
  await page.goto(site.url);
  await giveFiles(page, people(folder));
  await confirmImport(page);
  const backup = await saveBackup(page, join(folder, 'a.kith'));
  const second = await page.context().newPage();
  await second.goto(site.url);
  await visit(second, 'data');
  await expect(second.locator('main').getByText('geheim.csv').first()).toBeVisible();

  await page.locator('header a.brand').click();
  await giveFiles(page, await ordersFile(folder, 400, 60));
  await confirmImport(page);
  await visit(page, 'data');
  await page.getByTestId('restore-input').setInputFiles(backup);
  await Promise.all([page.waitForEvent('download'), page.getByTestId('restore-go').click()]);
  await settled(page, () => page.evaluate(() => location.hash === '#/today'));
  await expect(second.locator('main').getByText('orders.csv')).toHaveCount(0);
  await expect(second.locator('main').getByText('geheim.csv').first()).toBeVisible();

  await visit(page, 'data');
  await page.getByTestId('lock-on').click();
  await page.getByTestId('new-passphrase').fill('correct horse');
  await page.getByTestId('new-passphrase-again').fill('correct horse');
  await page.getByTestId('lock-go').click();
  await page.getByTestId('code-done').click();
  await expect(second.getByTestId('unlock')).toBeVisible();
  await expect(second.locator('main')).not.toContainText('geheim');
  await second.close();
});

test('a database of a newer Kith is left as it is; a copy of it can be saved, which this Kith refuses kindly', async ({
  browser,
  page,
  site,
  folder,
}) => {
  await page.addInitScript(() => Reflect.deleteProperty(window, 'showSaveFilePicker'));
  await page.goto(site.url);
  await giveFiles(page, people(folder));
  await confirmImport(page);
  await page.goto('about:blank');
  await page.goto(`${site.url}icon.svg`);
  await page.evaluate(
    () =>
      new Promise<void>((resolve, reject) => {
        const request = indexedDB.open('kith', 990);
        request.onupgradeneeded = () => {
          request.result.createObjectStore('tomorrow').put(new Map([['new', [NaN]]]), 'key');
        };
        request.onsuccess = () => {
          request.result.close();
          resolve();
        };
        request.onerror = () => reject(request.error ?? new Error('failed'));
      }),
  );
  await page.goto(site.url);
  await expect(page.locator('main [data-error="store/newer"]')).toBeVisible();
  const [download] = await Promise.all([page.waitForEvent('download'), page.getByTestId('newer-copy').click()]);
  const path = join(folder, 'copy.kith');
  await download.saveAs(path);
  await expect(page.getByTestId('newer-done')).toBeVisible();
  expect(readFileSync(path).length).toBeGreaterThan(1000);
  const versions = await page.evaluate(async () => (await indexedDB.databases()).map(({ name, version }) => [name, version]));
  expect(versions).toContainEqual(['kith', 990]);

  // Somewhere else, with data of its own: refused in words, and nothing is lost.
  const other = await freshPage(browser, site.url);
  await giveFiles(other, people(folder));
  await confirmImport(other);
  await visit(other, 'data');
  await other.getByTestId('restore-input').setInputFiles(path);
  await expect(other.locator('main [data-error="backup/newer"]')).toContainText('version 99');
  await expect(other.getByTestId('restore-go')).toHaveCount(0);
  await other.reload();
  await visit(other, 'data');
  await expect(other.locator('main').getByText('geheim.csv').first()).toBeVisible();
  await other.context().close();
});

/** In the place of the browser's own dialog, which no test can operate: a file of the origin's, or what the reader does instead. */
function pickWith(page: Page, what: 'file' | 'cancel' | 'forbidden'): Promise<void> {
  return page.evaluate((chosen) => {
    const picked = async ({ suggestedName }: { suggestedName: string }) => {
      if (chosen === 'cancel') throw new DOMException('given up', 'AbortError');
      if (chosen === 'forbidden') throw new DOMException('not here', 'SecurityError');
      const folder = await navigator.storage.getDirectory();
      return folder.getFileHandle(suggestedName.replace(/\d{4}-\d\d-\d\d/, 'day'), { create: true });
    };
    (window as unknown as { showSaveFilePicker: typeof picked }).showSaveFilePicker = picked;
  }, what);
}

/** The bytes of a file of the origin's, as numbers; null where there is none. */
function bytesIn(page: Page, name: string): Promise<number[] | null> {
  return page.evaluate(async (wanted) => {
    const folder = await navigator.storage.getDirectory();
    try {
      const file = await (await folder.getFileHandle(wanted)).getFile();
      return [...new Uint8Array(await file.arrayBuffer())];
    } catch {
      return null;
    }
  }, name);
}

test('a backup goes into the chosen file, in the place of what it held; given up, nothing is written; forbidden, it is a download', async ({
  browser,
  page,
  site,
  folder,
}) => {
  await page.goto(site.url);
  await giveFiles(page, people(folder));
  await confirmImport(page);
  await visit(page, 'data');
  const name = 'kith backup day.kith';
  let downloads = 0;
  page.on('download', () => downloads++);

  await pickWith(page, 'cancel');
  await page.getByTestId('save-backup').click();
  await page.waitForTimeout(300);
  await expect(page.getByTestId('backup-done')).toHaveCount(0);
  await expect(page.locator('main [data-error]')).toHaveCount(0);
  await expect(page.getByTestId('safety')).toContainText('Never.');
  expect(await bytesIn(page, name)).toBeNull();

  // The chosen file holds something longer already.
  await page.evaluate(async (wanted) => {
    const origin = await navigator.storage.getDirectory();
    const stream = await (await origin.getFileHandle(wanted, { create: true })).createWritable();
    await stream.write(new Uint8Array(900_000).fill(65));
    await stream.close();
  }, name);
  await pickWith(page, 'file');
  await page.getByTestId('save-backup').click();
  await expect(page.getByTestId('backup-done')).toBeVisible();
  await expect(page.getByTestId('safety')).toContainText('Today, and nothing has been taken in or out since.');
  const bytes = Buffer.from((await bytesIn(page, name))!);
  expect(bytes.length).toBeLessThan(900_000);
  expect(downloads).toBe(0);

  const other = await freshPage(browser, site.url);
  await other
    .getByTestId('start-restore-input')
    .setInputFiles({ name: 'a.kith', mimeType: 'application/octet-stream', buffer: bytes });
  await expect(other.getByTestId('restore-what')).toContainText('1 import, 240 rows');
  await other.getByTestId('restore-go').click();
  await settled(other, () => other.evaluate(() => location.hash === '#/today'));
  await visit(other, 'data');
  await expect(other.locator('main').getByText('geheim.csv').first()).toBeVisible();
  await other.context().close();

  await pickWith(page, 'forbidden');
  const [download] = await Promise.all([page.waitForEvent('download'), page.getByTestId('save-backup').click()]);
  await download.saveAs(join(folder, 'download.kith'));
  await expect(page.getByTestId('backup-done')).toBeVisible();
  expect(readFileSync(join(folder, 'download.kith')).subarray(0, 8).toString()).toBe('KITHBAK1');
});

test('an import that is cancelled too late is called kept, and can be undone', async ({ page, site, folder }) => {
  await page.addInitScript(() => {
    // The cancel is on its way when the worker has just decided: it comes too late.
    const { postMessage: real } = Worker.prototype as unknown as { postMessage: (this: Worker, ...given: unknown[]) => void };
    Worker.prototype.postMessage = function (this: Worker, message: { type?: string }, transfer?: unknown) {
      if (message.type !== 'cancel') real.call(this, message, transfer);
    } as Worker['postMessage'];
  });
  await page.goto(site.url);
  await giveFiles(page, await ordersFile(folder, 60_000, 6000));
  await page.evaluate(async () => {
    document.querySelector<HTMLElement>('[data-testid="confirm-import"]')!.click();
    const cancel = () =>
      [...document.querySelectorAll<HTMLElement>('main button')].find((button) => button.textContent.trim() === 'Cancel');
    while (cancel() === undefined) await new Promise((done) => setTimeout(done, 1));
    cancel()!.click();
  });
  await expect(page.getByText('Already kept', { exact: true })).toBeVisible();
  await page.getByTestId('undo-import').first().click();
  await page.getByTestId('undo-confirm').click();
  await expect(page.getByText('Already kept', { exact: true })).toHaveCount(0);
  // Undone, not only begun to be.
  await visit(page, 'data');
  await page.getByTestId('redo-import').waitFor();
  await page.reload();
  await page.getByTestId('redo-import').waitFor();
  await expect(page.getByTestId('undo-import')).toHaveCount(0);
});
