import { readFileSync } from 'node:fs';
import type { Page } from '@playwright/test';
import { confirmImport, giveFiles, settled } from '../../scripts/drive.mjs';
import { customersIn, expect, ordersFile, test } from './fixtures';

/** Pixels of the map that are no background, of those on a coarse lattice. */
const inked = (page: Page) =>
  page.getByTestId('map-canvas').evaluate((element) => {
    const canvas = element as HTMLCanvasElement;
    const data = canvas.getContext('2d')!.getImageData(0, 0, canvas.width, canvas.height).data;
    let count = 0;
    for (let i = 0; i < data.length; i += 4) {
      if (data[i] !== data[0] || data[i + 1] !== data[1] || data[i + 2] !== data[2]) count++;
    }
    return count;
  });

const near = (page: Page) => page.getByTestId('map-near').locator('tbody a').allTextContents();

test('every customer is a dot that can be found, coloured and opened, by both layouts', async ({ page, site, folder }) => {
  test.setTimeout(180_000);
  await page.setViewportSize({ width: 1280, height: 1100 });
  const path = await ordersFile(folder, 3000, 400);
  await page.goto(site.url);
  await giveFiles(page, path);
  await confirmImport(page);
  await page.goto(`${site.url}#/segments`);
  await page.getByTestId('to-map').click();
  await expect(page.locator('main h1').first()).toContainText(/groups (lie apart|touch|run into each other) on the map/);
  await expect(page.locator('main header p')).toContainText(String(customersIn(path)));
  await expect.poll(() => inked(page)).toBeGreaterThan(2000);

  // The key counts everybody, whatever the colours.
  for (const colour of ['segment', 'stage', 'value', 'risk']) {
    await page.getByTestId('map-colour').selectOption(colour);
    const counts = await page.locator('figure .key .value').allTextContents();
    expect(counts.reduce((sum, text) => sum + Number(text.replace(/\D/g, '')), 0)).toBe(customersIn(path));
  }

  // By keyboard: what is listed follows the middle of the map.
  const map = page.getByTestId('map-canvas');
  await expect.poll(async () => (await near(page)).length).toBe(8);
  const before = await near(page);
  await map.focus();
  for (const key of ['+', '+', 'ArrowRight', 'ArrowRight', 'ArrowRight', 'ArrowDown']) await page.keyboard.press(key);
  await expect.poll(() => near(page)).not.toEqual(before);
  await page.keyboard.press('0');
  await expect.poll(() => near(page)).toEqual(before);

  // By likeness: stopped at once, then laid out, the same each time.
  const shown = await inked(page);
  await page.getByTestId('map-method').selectOption('umap');
  await page.getByTestId('cancel').click();
  await expect(page.getByTestId('cancel')).toHaveCount(0, { timeout: 1000 });
  await expect(page.getByTestId('map-method')).toHaveValue('pca');
  await page.getByTestId('map-method').selectOption('umap');
  await expect(page.getByTestId('map-method')).toHaveValue('umap');
  await expect(page.getByTestId('cancel')).toHaveCount(0, { timeout: 60_000 });
  await expect.poll(() => inked(page)).not.toBe(shown);

  // Saved as a picture of so many dots.
  const svg = page.getByRole('button', { name: /^SVG/ });
  const [download] = await Promise.all([page.waitForEvent('download'), svg.click()]);
  const text = readFileSync(await download.path(), 'utf8');
  expect(text.match(/h0/g)).toHaveLength(customersIn(path));

  // Over a dot its customer is named; pressed, their page opens.
  await page.getByTestId('map-method').selectOption('pca');
  await page.waitForTimeout(600);
  await map.focus();
  for (let i = 0; i < 3; i++) await page.keyboard.press('+');
  await page.waitForTimeout(800);
  const closest = await near(page);
  const box = (await map.boundingBox())!;
  const at = await map.evaluate((element) => {
    const canvas = element as HTMLCanvasElement;
    const ratio = canvas.width / canvas.clientWidth;
    const data = canvas.getContext('2d')!.getImageData(0, 0, canvas.width, canvas.height).data;
    let best = { x: 0, y: 0, apart: Infinity };
    for (let y = 0; y < canvas.height; y++) {
      for (let x = 0; x < canvas.width; x++) {
        const i = (y * canvas.width + x) * 4;
        if (data[i] === data[0] && data[i + 1] === data[1] && data[i + 2] === data[2]) continue;
        const apart = Math.hypot(x - canvas.width / 2, y - canvas.height / 2);
        if (apart < best.apart) best = { x: x / ratio, y: y / ratio, apart };
      }
    }
    return best;
  });
  expect(at.apart).toBeLessThan(Infinity);
  await page.mouse.move(box.x + at.x, box.y + at.y);
  await expect.poll(async () => closest.includes((await page.locator('.cloud .tip strong').textContent()) ?? '')).toBe(true);
  await page.mouse.click(box.x + at.x, box.y + at.y);
  await expect(page).toHaveURL(/#\/customer\//);
  await page.goBack();
  await expect(page.getByTestId('map-canvas')).toBeVisible();
});

test('a shop without groups is told why there is no map', async ({ page, site, folder }) => {
  await page.goto(site.url);
  await giveFiles(page, await ordersFile(folder, 30, 6));
  await confirmImport(page);
  await page.evaluate(() => (location.hash = '#/map'));
  await expect(page.locator('main [data-error]').first()).toBeVisible();
  await expect(page.getByTestId('map-canvas')).toHaveCount(0);
});

test('Segments says whether its groups are real, and every chart is saved as SVG that holds its title as text', async ({
  page,
  site,
}) => {
  test.setTimeout(120_000);
  await page.goto(site.url);
  await page.getByTestId('made-up').click();
  await settled(page, () => page.evaluate(() => location.hash === '#/today'));
  for (const screen of ['segments', 'value']) {
    await page.evaluate((hash) => (location.hash = hash), `#/${screen}`);
    if (screen === 'segments') await page.getByTestId('segment-spreads').waitFor();
    // Panels further down are made when they are come near to, and move what is below them.
    const figures = page.locator('main figure');
    for (let before = -1, now = 0; before !== now; before = now, now = await figures.count()) {
      await figures.last().scrollIntoViewIfNeeded();
      await page.waitForTimeout(1500);
    }
    if (screen === 'segments') {
      // The groups of the made-up shop are planted: they are real, and the panel says so by itself.
      await expect(page.getByTestId('segments-verdict')).toHaveAttribute('data-verdict', 'clear');
    }
    for (const figure of await figures.all()) {
      const title = (await figure.locator('.title').textContent()) ?? '';
      const press = () => figure.getByRole('button', { name: /^SVG/ }).click();
      const saved = (timeout: number) => page.waitForEvent('download', { timeout });
      // One of many saved in a row is now and then held back by the browser until the next press.
      const [download] = await Promise.all([saved(5000), press()]).catch(() => Promise.all([saved(20_000), press()]));
      const read = await page.evaluate(
        (text) => {
          const doc = new DOMParser().parseFromString(text, 'image/svg+xml');
          return {
            broken: doc.querySelector('parsererror') !== null,
            title: doc.querySelector('title')?.textContent,
            marks: doc.querySelectorAll('path').length,
          };
        },
        readFileSync(await download.path(), 'utf8'),
      );
      expect(read.broken, title).toBe(false);
      expect(read.title).toBe(title);
      expect(read.marks, title).toBeGreaterThan(2);
    }
  }
});
