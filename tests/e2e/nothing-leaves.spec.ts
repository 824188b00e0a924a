import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { serve } from '../../scripts/serve.mjs';
import { policy } from '../../scripts/vite-plugins.mjs';
import { confirmImport, giveFiles, visit } from '../../scripts/drive.mjs';
import { copyWithoutPolicy, dist, Elsewhere, expect, ordersFile, test } from './fixtures';
import { fromPage, fromWorker, tryFromPage, tryFromWorker } from './ways-out';

// The service worker is a second lock; it is kept away so that the first one is what is tested.
test.use({ serviceWorkers: 'block' });

let elsewhere: Elsewhere;
test.beforeEach(async () => {
  elsewhere = await Elsewhere.open();
});
test.afterEach(() => elsewhere.close());

const ways = [...fromPage, ...fromWorker];

test('nothing leaves: every way out is tried, and the other server hears nothing', async ({ page, site }) => {
  await page.goto(site.url);
  await page.evaluate(tryFromPage, elsewhere.port);
  await page.evaluate(tryFromWorker, elsewhere.port);
  await page.waitForTimeout(3000);
  expect(elsewhere.log).toEqual([]);
});

test('the same ways out without the policy all arrive, so the test above proves something', async ({ page }) => {
  const copy = copyWithoutPolicy();
  const site = await serve({ root: copy.root });
  try {
    await page.goto(site.url);
    await page.evaluate(tryFromPage, elsewhere.port);
    await page.evaluate(tryFromWorker, elsewhere.port);
    await expect.poll(() => ways.filter((way) => !elsewhere.log.includes(way)), { timeout: 15_000 }).toEqual([]);
    console.log(`      ${ways.length} ways out: all arrive without the policy, none with it`);
  } finally {
    await site.close();
    copy.remove();
  }
});

test('the app’s own workers are bound by the policy too, and importing and training ask nobody for anything', async ({
  page,
  site,
  folder,
}) => {
  const asked: string[] = [];
  page.on('request', (request) => asked.push(request.url()));
  await page.goto(site.url);
  await giveFiles(page, await ordersFile(folder, 3000, 400));
  await confirmImport(page);
  await visit(page, 'predict');
  const workers = page.workers();
  expect(workers.length).toBeGreaterThan(0);
  for (const worker of workers) {
    expect(worker.url()).toMatch(/^blob:/);
    const outcome = await worker.evaluate(
      (url) =>
        fetch(url).then(
          () => 'arrived',
          () => 'refused',
        ),
      `http://127.0.0.1:${elsewhere.port}/from-the-app`,
    );
    expect(outcome).toBe('refused');
  }
  expect(elsewhere.log).toEqual([]);
  expect(asked.filter((url) => !url.startsWith(site.url) && !/^(blob|data):/.test(url))).toEqual([]);
});

test('the built page carries the policy first in its head, and nothing that could load from elsewhere', () => {
  const html = readFileSync(join(dist, 'index.html'), 'utf8');
  const head = /<head>\s*(<[^>]*>)/.exec(html)?.[1];
  expect(head).toBe(`<meta http-equiv="Content-Security-Policy" content="${policy}" />`);
  // No inline script, no inline style, no handler: the policy would refuse them.
  expect([...html.matchAll(/<script(?![^>]*\ssrc=)[^>]*>/g)]).toEqual([]);
  expect(html).not.toMatch(/<style|\sstyle=|\son\w+=/);
  const loaded = [...html.matchAll(/\s(?:src|href)="([^"]*)"/g)].map((match) => match[1]);
  expect(loaded.length).toBeGreaterThan(2);
  for (const url of loaded) expect(url).toMatch(/^\.\//);
  const files = readdirSync(dist, { recursive: true, encoding: 'utf8' });
  for (const file of files.filter((name) => name.endsWith('.css'))) {
    expect(readFileSync(join(dist, file), 'utf8'), file).not.toMatch(/https?:\/\/|@import/);
  }
  // The workers' code is no module of the page, which would have to read and keep megabytes of text.
  for (const file of files.filter((name) => /\.worker-[\w-]+\.js$/.test(name))) {
    const text = readFileSync(join(dist, file), 'utf8');
    if (text.length > 1000) expect(text.slice(-200), file).not.toMatch(/export\s*\{/);
  }
  // No worker from a file: such a worker would not be bound by the policy of the page.
  for (const file of files.filter((name) => name.endsWith('.js'))) {
    expect(readFileSync(join(dist, file), 'utf8'), file).not.toMatch(/new (Shared)?Worker\(\s*(new URL\b|["'`](?!data:))/);
  }
});
