// The map of customers in the built app: how long until the first dots, and until everybody is laid out by likeness; the
// longest task on the page's thread while it is moved; and umap-js alone on the same number of rows.
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { confirmImport, giveFiles, openApp, rendererPeakMB } from '../scripts/drive.mjs';
import { writeBigFile } from '../scripts/sample/big.mjs';
import { createRandom } from '../scripts/sample/random.mjs';
import { serve } from '../scripts/serve.mjs';
import { record } from './lib.mjs';
import { longest, traceTasks } from './trace.mjs';

const { UMAP } = createRequire(import.meta.url)('umap-js');
/** As many as the app lays out. */
const laidOut = 5000;

/** Milliseconds of umap-js on clouds of so many rows, with its own neighbours and as many rounds as ours. */
function umapAlone(rows, cols = 6) {
  const random = createRandom(1);
  const points = Array.from({ length: rows }, (_, i) =>
    Array.from({ length: cols }, (_unused, j) => random.normal() + (i % cols === j ? 4 : 0)),
  );
  const began = performance.now();
  const umap = new UMAP({ nEpochs: 200, random: () => random.uniform() });
  umap.initializeFit(points);
  const setUp = performance.now() - began;
  for (let round = 0; round < 200; round++) umap.step();
  return { setUpMs: setUp, ms: performance.now() - began };
}

async function measure(url, path) {
  const { browser, page } = await openApp(url, { viewport: { width: 1280, height: 900 } });
  try {
    await giveFiles(page, path);
    await confirmImport(page);
    await page.waitForTimeout(1000);
    const before = rendererPeakMB();
    const trace = await traceTasks(browser, page);
    await trace.step('open');
    const clock = async (work) => {
      const began = performance.now();
      await work();
      return performance.now() - began;
    };
    const map = page.getByTestId('map-canvas');
    const first = await clock(async () => {
      await page.evaluate(() => (location.hash = '#/map'));
      await map.waitFor();
    });
    await page.waitForTimeout(1500);
    await trace.step('move');
    const box = await map.boundingBox();
    await page.mouse.move(box.x + box.width / 2, box.y + 200);
    for (let i = 0; i < 10; i++) {
      await page.mouse.wheel(0, i < 6 ? -120 : 120);
      await page.waitForTimeout(30);
    }
    await page.mouse.down();
    for (let i = 0; i < 30; i++) await page.mouse.move(box.x + box.width / 2 + i * 6, box.y + 200 + i * 3);
    await page.mouse.up();
    const method = page.getByTestId('map-method');
    const cancelled = page.getByTestId('cancel');
    await trace.step('likeness');
    const alike = await clock(async () => {
      await method.selectOption('umap');
      await cancelled.waitFor();
      await cancelled.waitFor({ state: 'detached', timeout: 300_000 });
    });
    await trace.step('colours');
    for (const colour of ['value', 'segment']) {
      await page.getByTestId('map-colour').selectOption(colour);
      await page.waitForTimeout(500);
    }
    const { tasks } = await trace.stop();
    const { wall, cpu } = longest(tasks);
    return { firstMs: first, alikeMs: alike, longestTask: { wall, cpu }, peakMB: rendererPeakMB(), beforeMB: before };
  } finally {
    await browser.close();
  }
}

export async function benchMap({ rows = [100_000] }) {
  const site = await serve();
  try {
    for (const customers of rows) {
      const path = join(tmpdir(), `kith-bench-${customers}-customers.csv`);
      if (!existsSync(path)) await writeBigFile(path, { orders: customers * 2.5, customers });
      const found = await measure(site.url, path);
      const alone = umapAlone(Math.min(customers, laidOut));
      const shown = (ms) => `${(ms / 1000).toFixed(2)} s`;
      console.log(`\nThe map of ${customers} customers`);
      console.log(`  first dots ${shown(found.firstMs)}, everybody by likeness ${shown(found.alikeMs)}`);
      console.log(
        `  longest task ${found.longestTask.wall.wall.toFixed(0)} ms (${found.longestTask.wall.step}), peak ${found.peakMB.toFixed(0)} MB (${found.beforeMB.toFixed(0)} MB before)`,
      );
      console.log(
        `  umap-js alone, ${Math.min(customers, laidOut)} rows, in Node: ${shown(alone.ms)}, of which one step of ${shown(alone.setUpMs)}`,
      );
      record('map', { customers, ...found, umapAloneMs: alone.ms, umapSetUpMs: alone.setUpMs });
    }
  } finally {
    await site.close();
  }
}
