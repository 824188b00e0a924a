// The longest task on the page's thread, step by step, for small and large files: no step should hold the page up for 50 ms.
import { existsSync, readdirSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { confirmImport, giveFiles, openApp, rendererPeakMB, settled, visit } from '../scripts/drive.mjs';
import { shared } from '../scripts/project.mjs';
import { writeBigFile } from '../scripts/sample/big.mjs';
import { createRandom } from '../scripts/sample/random.mjs';
import { serve } from '../scripts/serve.mjs';
import { record } from './lib.mjs';
import { longest, traceTasks } from './trace.mjs';

/** How long a screen is watched after it has come: what it makes later is made by then. */
const watchMs = 1000;

/** A file of so many customers with two and a half orders each, made once and kept in the system's temporary folder. */
async function manyCustomers(customers) {
  const path = join(tmpdir(), `kith-bench-${customers}-customers.csv`);
  if (!existsSync(path)) await writeBigFile(path, { orders: customers * 2.5, customers });
  return path;
}

const written = {
  number: (random) => (random.normal() * 40 + 100).toFixed(2),
  whole: (random) => String(random.int(0, 5000)),
  group: (random) => random.pick(['north', 'south', 'east', 'west', 'online']),
  answer: (random) => random.pick(['yes', 'no', '']),
  day: (random) => new Date(Date.UTC(2025, 0, 1 + random.int(0, 500))).toISOString().slice(0, 10),
  words: (random) =>
    Array.from({ length: random.int(1, 6) }, () => random.pick(['tea', 'mug', 'gift', 'late', 'thanks', 'blue'])).join(' '),
};

/** A file of so many columns: who, when and how much, and then of everything some; made once and kept. */
async function wideFile(columns, rows) {
  const path = join(tmpdir(), `kith-bench-${columns}-columns-${rows}.csv`);
  if (existsSync(path)) return path;
  const random = createRandom(20260630);
  const kinds = Object.keys(written);
  const more = Array.from({ length: columns - 4 }, (_, at) => kinds[at % kinds.length]);
  const file = await open(path, 'w');
  let block = `order_id,email,order_date,total,${more.map((kind, at) => `${kind}_${at + 1}`).join(',')}\n`;
  for (let row = 0; row < rows; row++) {
    const who = random.int(1, Math.ceil(rows / 5));
    const cells = more.map((kind) => written[kind](random));
    block += `${1001 + row},person${who}@example.com,${written.day(random)},${(5 + random.uniform() * 200).toFixed(2)},${cells.join(',')}\n`;
    if (block.length > 1 << 20) {
      await file.write(block);
      block = '';
    }
  }
  await file.write(block);
  await file.close();
  return path;
}

const has = async (page, testId) => (await page.getByTestId(testId).count()) > 0;

/** What a person does with the list of customers: every order both ways, filters, a search, the end and back. */
async function throughTheList(page, trace) {
  const grid = page.getByTestId('customers-grid');
  for (const sort of await page.locator('[data-testid^="sort-"]').all()) {
    const column = (await sort.getAttribute('data-testid')).slice('sort-'.length);
    await trace.step(`customers: sort by ${column}`);
    for (let turn = 0; turn < 2; turn++) {
      await sort.click();
      await page.waitForTimeout(400);
    }
  }
  await trace.step('customers: filter');
  for (const testId of ['customers-risk', 'customers-segment']) {
    if (!(await has(page, testId))) continue;
    const control = page.getByTestId(testId);
    for (const index of [1, 0]) {
      await control.selectOption({ index });
      await page.waitForTimeout(500);
    }
  }
  await trace.step('customers: search');
  await page.getByTestId('customers-search').pressSequentially('c0012', { delay: 120 });
  await page.waitForTimeout(600);
  await page.getByTestId('customers-search').fill('');
  await grid.waitFor();
  await page.waitForTimeout(600);
  await trace.step('customers: scroll');
  await grid.hover();
  for (let turn = 0; turn < 20; turn++) {
    await page.mouse.wheel(0, 900);
    await page.waitForTimeout(30);
  }
  for (let part = 1; part <= 10; part++) {
    await grid.evaluate((element, share) => (element.scrollTop = element.scrollHeight * share), part / 10);
    await page.waitForTimeout(60);
  }
  await grid.press('Home');
  await page.waitForTimeout(300);
}

async function throughTheScreens(page, trace) {
  for (const screen of ['customers', 'segments', 'predict', 'data', 'today']) {
    await trace.step(screen);
    await visit(page, screen);
    await page.waitForTimeout(watchMs);
    if (screen === 'data' && (await has(page, 'to-people'))) {
      await trace.step('people');
      await page.getByTestId('to-people').click();
      await settled(page, () => has(page, 'to-people').then((still) => !still));
      await page.waitForTimeout(watchMs);
    }
    if (screen !== 'customers' || !(await has(page, 'customers-grid'))) continue;
    await throughTheList(page, trace);
    await trace.step('customer');
    await page.locator('[data-testid="customers-grid"] [data-key] a').first().click();
    await page.waitForTimeout(watchMs);
  }
  await trace.step('reload');
  await page.reload();
  await page.locator('main h1').first().waitFor();
  await trace.step('reload');
  await page.waitForTimeout(watchMs);
}

/** The whole way with one file, or (null) with the made-up shop: its tasks, its seconds and its memory. */
async function throughTheApp(site, file) {
  const { browser, page } = await openApp(site.url);
  try {
    const trace = await traceTasks(browser, page);
    await trace.step('open');
    await page.reload();
    await page.locator('h1').first().waitFor();
    await trace.step('open');
    await page.waitForTimeout(watchMs);
    const began = performance.now();
    let read = began;
    if (file === null) {
      await trace.step('read and analyse');
      await page.getByTestId('made-up').click();
      await settled(page, () => page.evaluate(() => location.hash === '#/today'));
    } else {
      await trace.step('read and review');
      await giveFiles(page, file);
      read = performance.now();
      await page.waitForTimeout(watchMs);
      const folded = page.locator('main [data-testid="review-file"] summary:visible');
      await trace.step('review unfolded');
      for (const summary of await folded.all()) {
        await summary.click();
        await page.waitForTimeout(300);
      }
      await trace.step('store and analyse');
      await confirmImport(page);
    }
    const seconds = { read: (read - began) / 1000, today: (performance.now() - began) / 1000 };
    await page.waitForTimeout(watchMs);
    await throughTheScreens(page, trace);
    return { tasks: (await trace.stop()).tasks, seconds, peakMB: rendererPeakMB() };
  } finally {
    await browser.close();
  }
}

const shown = ({ wall, cpu, step }) => `${wall.toFixed(0)} ms (${cpu.toFixed(0)} computing), ${step}`;

/** Prints for every file the longest task by the clock and by computing, each with its step. `only`: files whose name has it. */
export async function benchTasks({ runs = 1, only } = {}) {
  const exports = shared ? join(shared, 'data', 'exports') : null;
  const files = [
    { name: 'made-up shop', path: () => null },
    ...(exports && existsSync(exports) ? readdirSync(exports).filter((name) => name.endsWith('.csv')) : []).map((name) => ({
      name,
      path: () => join(exports, name),
    })),
    { name: '100,000 customers', path: () => manyCustomers(100_000) },
    { name: '100 columns × 50,000 rows', path: () => wideFile(100, 50_000) },
  ].filter(({ name }) => only === undefined || name.includes(only));
  const site = await serve();
  console.log('\nlongest task on the page, after the first paint');
  try {
    for (const { name, path } of files) {
      const file = await path();
      for (let run = 0; run < runs; run++) {
        const { tasks, seconds, peakMB } = await throughTheApp(site, file);
        const { wall, cpu } = longest(tasks);
        const over = tasks.filter((task) => task.wall > 50).length;
        console.log(`  ${name.padEnd(36)} ${shown(wall)}; most computing ${shown(cpu)}; ${over} over 50 ms; peak ${peakMB} MB`);
        const steps = {};
        for (const task of tasks) {
          const step = (steps[task.step] ??= { wall: 0, cpu: 0 });
          step.wall = Math.max(step.wall, Math.round(task.wall));
          step.cpu = Math.max(step.cpu, Math.round(task.cpu));
        }
        record('tasks', { file: name, over50: over, wall, cpu, steps, seconds, peakMB });
      }
    }
  } finally {
    await site.close();
  }
}
