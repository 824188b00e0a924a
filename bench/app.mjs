// Benches that drive the built app in headless Chromium, against what a user would run instead.
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { confirmImport, exportResults, giveFiles, openApp, rendererPeakMB } from '../scripts/drive.mjs';
import { shared } from '../scripts/project.mjs';
import { serve } from '../scripts/serve.mjs';
import { benchFile, record, report, runPeer, runReaders } from './lib.mjs';

const readCsv = fileURLToPath(new URL('./peers/read_csv.py', import.meta.url));
const answers = shared ? join(shared, 'peers', 'answers.py') : null;

/** The whole path in a fresh browser: what was seen by the clock on the wall, and what the app says of itself. */
async function throughTheApp(site, file, after = () => Promise.resolve({})) {
  const { browser, page } = await openApp(site.url);
  try {
    // A person comes near the drop zone, and takes longer than this to find the file; the page starts its worker meanwhile.
    await page.locator('main .zone').hover();
    await page.waitForTimeout(1500);
    const began = performance.now();
    await giveFiles(page, file);
    const read = performance.now();
    const kept = page.waitForFunction(() => location.hash === '#/today', undefined, { timeout: 0 }).then(() => performance.now());
    await confirmImport(page);
    const answered = performance.now();
    const storedSeconds = ((await kept) - began) / 1000;
    const more = await after(page);
    const result = await exportResults(page);
    return {
      readSeconds: (read - began) / 1000,
      storedSeconds,
      seconds: (answered - began) / 1000,
      peakMB: rendererPeakMB(),
      result,
      ...more,
    };
  } finally {
    await browser.close();
  }
}

/** Sum of what the page measured of the jobs named, in seconds: from asking the worker to having its answer. */
function jobs(result, names) {
  return names.reduce((sum, name) => sum + (result.timings[`page.${name}`] ?? Number.NaN), 0) / 1000;
}

async function eachSize(rows, work) {
  const site = await serve();
  try {
    for (const count of rows) await work(site, await benchFile(count), count);
  } finally {
    await site.close();
  }
}

/**
 * CSV to stored columns against pandas.read_csv with dates parsed. "Read and store" is what a person waits for: the reading,
 * and the storing once they have pressed; what is made ready while they look is in the time from the file given to it stored,
 * which has the drawing of the screen and the pressing in it.
 */
export async function benchImport({ rows = [100_000, 1_000_000], runs = 3 } = {}) {
  await eachSize(rows, async (site, file, count) => {
    const times = {
      'Kith: read and store': [],
      'Kith: read': [],
      'Kith: file given, screen drawn, pressed, stored': [],
      'pandas.read_csv, dates': [],
      'pandas.read_csv, dates, categories': [],
    };
    let last;
    for (let run = 0; run < runs; run++) {
      last = await throughTheApp(site, file);
      times['Kith: read and store'].push(jobs(last.result, ['read', 'commit']));
      times['Kith: read'].push(jobs(last.result, ['read']));
      times['Kith: file given, screen drawn, pressed, stored'].push(last.storedSeconds);
      for (const [name, { seconds, rows: read, error }] of Object.entries(runReaders(file))) {
        if (error) console.log(`  ${name}: ${error}`);
        else if (read !== last.result.files[0].rowsImported) throw new Error(`${name} read ${read} rows`);
        else (times[name] ??= []).push(seconds);
      }
      const peer = runPeer(readCsv, [file]);
      if (!peer) continue;
      if (peer.rows !== last.result.files[0].rowsImported) throw new Error('the two did not read the same rows');
      times['pandas.read_csv, dates'].push(peer.seconds);
      times['pandas.read_csv, dates, categories'].push(peer.secondsCategories);
    }
    report(`import, ${count} rows (peak of the page's process ${last.peakMB} MB)`, times, 'pandas.read_csv, dates');
    record('import', {
      rows: count,
      seconds: times,
      peakMB: last.peakMB,
      timings: last.result.timings,
    });
  });
}

/** CSV to segments and churn against the script a Python user would run. */
export async function benchPath({ rows = [100_000, 1_000_000], runs = 3 } = {}) {
  await eachSize(rows, async (site, file, count) => {
    const times = { 'Kith: file given to Today shown': [], 'pandas and scikit-learn': [] };
    let last;
    let peer = null;
    for (let run = 0; run < runs; run++) {
      last = await throughTheApp(site, file);
      times['Kith: file given to Today shown'].push(last.seconds);
      peer = answers ? runPeer(answers, [file]) : null;
      if (peer) times['pandas and scikit-learn'].push(peer.total);
    }
    const { result } = last;
    report(`path, ${count} rows`, times, 'pandas and scikit-learn');
    const net = (result.revenue ?? result.revenues?.[0])?.net;
    console.log(
      `  Kith: ${result.customers} customers, ${net} spent, k ${result.segments.k}, silhouette ${result.segments.silhouette?.toFixed(4)}, AUC ${result.churn.models?.[0]?.auc.mean.toFixed(4)} (baselines ${result.churn.baselines?.map(({ id, auc }) => `${id} ${auc.mean.toFixed(4)}`).join(', ')})`,
    );
    if (peer)
      console.log(
        `  peer: ${peer.customers} customers, ${peer.spend} spent, k ${peer.segments.k}, silhouette ${peer.segments.silhouette}, AUC ${peer.churn.auc} (baseline ${peer.churn.baseline_auc}); stages ${JSON.stringify(peer.seconds)}`,
      );
    console.log(
      `  stages of Kith, ms: ${JSON.stringify(result.timings)}; longest task on the page ${result.longestTaskMs} ms; peak ${last.peakMB} MB`,
    );
    record('path', {
      rows: count,
      seconds: times,
      peakMB: last.peakMB,
      longestTaskMs: result.longestTaskMs,
      timings: result.timings,
      answers: {
        kith: { customers: result.customers, net, k: result.segments.k, auc: result.churn.models?.[0]?.auc.mean },
        peer,
      },
    });
  });
}

/** How long after a reload Today is back. */
export async function benchReload({ rows = [100_000], runs = 3 } = {}) {
  await eachSize(rows, async (site, file, count) => {
    const times = { 'Kith: reload to Today': [] };
    await throughTheApp(site, file, async (page) => {
      const answer = await page.locator('main h1').first().textContent();
      for (let run = 0; run < runs; run++) {
        const began = performance.now();
        await page.reload();
        await page
          .locator('main h1', { hasText: answer ?? '' })
          .first()
          .waitFor();
        times['Kith: reload to Today'].push((performance.now() - began) / 1000);
      }
      return {};
    });
    report(`reload, ${count} rows`, times);
    record('reload', { rows: count, seconds: times });
  });
}

/** Milliseconds from pressing "Cancel" to the page being free again, seen from inside the page. */
async function cancelled(page) {
  await page.getByRole('button', { name: 'Cancel' }).first().waitFor();
  await page.waitForTimeout(300);
  return await page.evaluate(async () => {
    const progress = () => document.querySelector('[data-testid="progress"]');
    const cancel = [...document.querySelectorAll('main button')].find((button) => button.textContent.trim() === 'Cancel');
    if (!cancel) return Number.NaN;
    const began = performance.now();
    cancel.click();
    while (progress()) await new Promise((done) => setTimeout(done, 1));
    return performance.now() - began;
  });
}

/** How soon a cancel is heard in mid-read and in mid-analysis, and whether the page goes on afterwards. */
export async function benchCancel({ rows = [1_000_000], runs = 3 } = {}) {
  await eachSize(rows, async (site, file, count) => {
    const times = { 'Kith: cancel while reading': [], 'Kith: cancel while analysing': [] };
    for (let run = 0; run < runs; run++) {
      const { browser, page } = await openApp(site.url);
      try {
        await page.getByTestId('file-input').first().setInputFiles(file);
        times['Kith: cancel while reading'].push((await cancelled(page)) / 1000);
        await page.locator('header a.brand').click();
        await giveFiles(page, file);
        await page.getByTestId('confirm-import').click();
        await page.waitForFunction(() => location.hash === '#/today');
        times['Kith: cancel while analysing'].push((await cancelled(page)) / 1000);
      } finally {
        await browser.close();
      }
    }
    report(`cancel, ${count} rows`, times);
    record('cancel', { rows: count, seconds: times });
  });
}
