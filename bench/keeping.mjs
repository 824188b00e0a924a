// What a backup, a restore and a lock of so many orders cost, in the built app in headless Chromium.
import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { confirmImport, exportResults, giveFiles, openApp, rendererPeakMB, settled, visit } from '../scripts/drive.mjs';
import { serve } from '../scripts/serve.mjs';
import { benchFile, record, report } from './lib.mjs';

const passphrase = 'correct horse battery';

/** A page that hands backups over as downloads, so that nobody has to choose a file. */
async function openPlain(url) {
  const opened = await openApp(url);
  await opened.page.addInitScript(() => Reflect.deleteProperty(window, 'showSaveFilePicker'));
  await opened.page.reload();
  await opened.page.locator('h1').first().waitFor();
  return opened;
}

async function timed(times, name, work) {
  const began = performance.now();
  await work();
  (times[name] ??= []).push((performance.now() - began) / 1000);
}

const idle = (page) => settled(page, () => Promise.resolve(true));

/** Presses a button and waits until a dialog's field, or whatever else, is there. */
async function saveBackup(page, path) {
  const [download] = await Promise.all([
    page.waitForEvent('download', { timeout: 600_000 }),
    page.getByTestId('save-backup').click(),
  ]);
  await page.getByTestId('backup-done').waitFor({ timeout: 600_000 });
  await download.saveAs(path);
}

async function turnLock(page, button, fill) {
  await page.getByTestId(button).click();
  await fill();
  await page.getByTestId('lock-go').click();
  await page.getByTestId('lock-go').waitFor({ state: 'hidden', timeout: 600_000 });
}

async function restoreElsewhere(site, path, times) {
  const { browser, page } = await openPlain(site.url);
  try {
    await timed(times, 'Kith: look through the backup', async () => {
      await page.getByTestId('start-restore-input').setInputFiles(path);
      await page.getByTestId('restore-what').waitFor({ timeout: 600_000 });
    });
    await timed(times, 'Kith: restore, to Today', async () => {
      await page.getByTestId('restore-go').click();
      await settled(page, () => page.evaluate(() => location.hash === '#/today'));
      await page.locator('main h1').first().waitFor();
    });
    return await exportResults(page);
  } finally {
    await browser.close();
  }
}

/** Backup, restore into another browser, lock on, backup while locked, lock off; the answers after a restore are compared. */
export async function benchKeeping({ rows = [100_000, 1_000_000], runs = 3 } = {}) {
  const folder = mkdtempSync(join(tmpdir(), 'kith-bench-keeping-'));
  const site = await serve();
  try {
    for (const count of rows) {
      const file = await benchFile(count);
      const times = {};
      let bytes = 0;
      let peakMB = null;
      let timings = {};
      for (let run = 0; run < runs; run++) {
        const { browser, page } = await openPlain(site.url);
        const path = join(folder, `${count}.kith`);
        try {
          await giveFiles(page, file);
          await confirmImport(page);
          await visit(page, 'data');
          await timed(times, 'Kith: backup, read back', () => saveBackup(page, path));
          bytes = statSync(path).size;
          const before = await exportResults(page);
          const after = await restoreElsewhere(site, path, times);
          if (after.customers !== before.customers) throw new Error('what was restored is not what was saved');
          await timed(times, 'Kith: lock', () =>
            turnLock(page, 'lock-on', async () => {
              await page.getByTestId('new-passphrase').fill(passphrase);
              await page.getByTestId('new-passphrase-again').fill(passphrase);
            }),
          );
          await page.getByTestId('code-done').click();
          await idle(page);
          await timed(times, 'Kith: backup while locked', () => saveBackup(page, path));
          await timed(times, 'Kith: unlock for good', () =>
            turnLock(page, 'lock-off', () => page.getByTestId('passphrase').fill(passphrase)),
          );
          await idle(page);
          peakMB = rendererPeakMB();
          timings = {
            'page.backup': before.timings['page.backup'],
            ...pick(after.timings, ['page.inspectBackup', 'page.restore']),
            ...pick((await exportResults(page)).timings, ['page.changeLock']),
          };
        } finally {
          await browser.close();
        }
      }
      report(`keeping, ${count} rows (backup ${(bytes / 1e6).toFixed(1)} MB, peak of the page's process ${peakMB} MB)`, times);
      console.log(
        `  jobs, ms: ${JSON.stringify(pick(timings, ['page.backup', 'page.inspectBackup', 'page.restore', 'page.changeLock']))}`,
      );
      record('keeping', { rows: count, seconds: times, backupBytes: bytes, peakMB, timings });
    }
  } finally {
    await site.close();
    rmSync(folder, { recursive: true });
  }
}

const pick = (from, names) => Object.fromEntries(names.filter((name) => name in from).map((name) => [name, from[name]]));
