import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { confirmImport, giveFiles, settled, unfold, visit } from '../../scripts/drive.mjs';
import { findings } from './axe';
import { expect, fileOf, ordersFile, test } from './fixtures';

const people = [
  'order_id,customer_id,name,email,phone,date,product,amount',
  'O1,C1,Ann Lee,ann@gmail.com,+49 30 1234598,2025-01-01,GTX Pro,10',
  'O2,C2,Bob Low,bob@x.com,+49 30 1234598,2025-02-01,GTX Pro,20',
  'O3,,Ann Lee,a.nn+shop@gmail.com,030 7654321,2025-03-01,GTXPro,30',
].join('\n');
const doubtful = `Customer,Visit,Satisfaction,Spent\n${Array.from(
  { length: 48 },
  (_, i) =>
    `K${i % 24},0${1 + (i % 9)}/0${1 + ((i * 5) % 9)}/2026,${1 + ((i * 3) % 5)},"${1 + (i % 8)},${100 + ((i * 37) % 900)}"`,
).join('\n')}\n`;
const passphrase = 'correct horse';

async function open(page: Page, url: string) {
  // Files are handed over as downloads: there is nobody to answer the system's own dialog.
  await page.addInitScript(() => Reflect.deleteProperty(window, 'showSaveFilePicker'));
  await page.goto(url);
  await page.locator('main h1').first().waitFor();
}

async function fillNew(page: Page) {
  await page.getByTestId('new-passphrase').fill(passphrase);
  await page.getByTestId('new-passphrase-again').fill(passphrase);
}

/** Brings the page to every dialog, to the locked page and to the screens that ask, one after another. */
async function* asking(page: Page, url: string, folder: string): AsyncGenerator<string> {
  await open(page, url);
  await page.getByTestId('paste').click();
  yield 'paste';
  await page.keyboard.press('Escape');
  await giveFiles(page, fileOf(folder, 'visits.csv', doubtful));
  await page.getByTestId('questions').waitFor();
  await unfold(page);
  yield 'review with questions';
  await page.locator('header a.brand').click();
  yield 'start with files waiting';
  await giveFiles(page, fileOf(folder, 'orders.csv', `${people}\n`));
  await confirmImport(page);
  await page.evaluate(() => (location.hash = '#/people'));
  await page.getByTestId('people-orphans').waitFor();
  yield 'people';
  await visit(page, 'data');
  await page.getByTestId('undo-import').first().click();
  yield 'undo';
  await page.keyboard.press('Escape');
  const [download] = await Promise.all([page.waitForEvent('download'), page.getByTestId('save-backup').click()]);
  const backup = join(folder, 'plain.kith');
  await download.saveAs(backup);
  await page.getByTestId('backup-done').waitFor();
  await page.getByTestId('restore-input').setInputFiles(backup);
  await page.getByTestId('restore-over').waitFor();
  yield 'restore';
  await page.keyboard.press('Escape');
  await page.getByTestId('wipe').click();
  await page.getByTestId('wipe-word').waitFor();
  yield 'wipe';
  await page.keyboard.press('Escape');
  await page.getByTestId('lock-on').click();
  await fillNew(page);
  yield 'lock';
  await page.getByTestId('lock-go').click();
  await page.getByTestId('recovery-code').waitFor();
  yield 'recovery code';
  await page.getByTestId('code-done').click();
  await settled(page, () => Promise.resolve(true));
  await page.getByTestId('lock-change').click();
  yield 'another passphrase';
  await page.keyboard.press('Escape');
  await page.getByTestId('lock-off').click();
  await page.getByTestId('passphrase').fill('wrong');
  await page.getByTestId('lock-go').click();
  await page.locator('dialog [data-error]').waitFor();
  yield 'lock off, refused';
  await page.keyboard.press('Escape');
  await page.getByTestId('lock-now').click();
  await page.getByTestId('unlock').waitFor();
  yield 'unlock';
  await page.getByTestId('passphrase').fill('wrong');
  await page.getByTestId('unlock-go').click();
  await page.locator('main [data-error]').waitFor();
  await unfold(page);
  await page.getByTestId('other-secret').click();
  yield 'unlock, forgotten';
}

for (const width of [1280, 360]) {
  test(`${width} px: axe finds nothing serious in what asks, light and dark, and nothing scrolls sideways`, async ({
    page,
    site,
    folder,
  }) => {
    test.setTimeout(300_000);
    await page.setViewportSize({ width, height: 800 });
    let seen = 0;
    for await (const what of asking(page, site.url, folder)) {
      seen++;
      for (const colorScheme of ['light', 'dark'] as const) {
        await page.emulateMedia({ colorScheme });
        expect.soft(await findings(page), `${what}, ${colorScheme}`).toEqual([]);
      }
      const beyond = await page.evaluate(() => {
        const { scrollWidth, clientWidth } = document.querySelector('dialog[open]') ?? document.documentElement;
        return scrollWidth - clientWidth;
      });
      expect.soft(beyond, what).toBeLessThanOrEqual(0);
    }
    expect(seen).toBe(13);
  });
}

test('every dialog keeps the focus, Escape closes it, and the focus goes back to what opened it', async ({
  page,
  site,
  folder,
}) => {
  test.setTimeout(240_000);
  await open(page, site.url);
  /** Opens by the key, goes round with Tab, and leaves by Escape. */
  const round = async (testId: string, ready: () => Promise<void> = () => Promise.resolve()) => {
    const opener = page.getByTestId(testId).first();
    await opener.focus();
    await page.keyboard.press('Enter');
    const dialog = page.locator('dialog[open]');
    await expect(dialog, testId).toBeVisible();
    await ready();
    const reached = new Set<string>();
    for (let i = 0; i < 12; i++) {
      // Between the last and the first the focus may be on the browser's own bar, never on the page behind.
      const at = await page.evaluate(() => {
        const active = document.activeElement;
        if (active === null || active === document.body || active === document.documentElement) return 'browser';
        return active.closest('dialog[open]') ? active.outerHTML.slice(0, 80) : `outside: ${active.outerHTML.slice(0, 80)}`;
      });
      expect(at, testId).not.toContain('outside');
      reached.add(at);
      await page.keyboard.press('Tab');
    }
    expect(reached.size, testId).toBeGreaterThan(1);
    await page.keyboard.press('Escape');
    await expect(dialog, testId).toHaveCount(0);
    await expect(opener, testId).toBeFocused();
  };
  await round('paste');
  await giveFiles(page, await ordersFile(folder, 500, 60));
  await confirmImport(page);
  await round('undo-import');
  await visit(page, 'data');
  await round('undo-import');
  await round('remove-import');
  await round('lock-on');
  await round('wipe');
  const [download] = await Promise.all([page.waitForEvent('download'), page.getByTestId('save-backup').click()]);
  const backup = join(folder, 'plain.kith');
  await download.saveAs(backup);
  await page.getByTestId('backup-done').waitFor();
  page.on('filechooser', (chooser) => void chooser.setFiles(backup));
  await round('restore', () => page.getByTestId('restore-over').waitFor());

  await page.getByTestId('lock-on').click();
  await fillNew(page);
  await page.keyboard.press('Enter');
  // The code is shown once: no Escape, however often, takes it away before it was kept.
  const code = page.getByTestId('recovery-code');
  await expect(code).toBeVisible();
  for (let i = 0; i < 3; i++) {
    await page.keyboard.press('Escape');
    await expect(code).toBeVisible();
  }
  await page.getByTestId('code-done').click();
  await expect(code).toHaveCount(0);
  await settled(page, () => Promise.resolve(true));
  await round('lock-change');
  await round('lock-off');
});
