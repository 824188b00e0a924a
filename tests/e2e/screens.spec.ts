import type { Page } from '@playwright/test';
import { giveFiles, settled, visit } from '../../scripts/drive.mjs';
import { findings } from './axe';
import { expect, ordersFile, test } from './fixtures';

async function openMadeUp(page: Page, url: string) {
  await page.goto(url);
  await page.getByTestId('made-up').click();
  await settled(page, () => page.evaluate(() => location.hash === '#/today'));
}

/** Every screen that shows a result, with the page of one customer. */
async function* screens(page: Page): AsyncGenerator<string> {
  for (const screen of ['today', 'segments', 'predict', 'value', 'data', 'customers']) {
    await visit(page, screen);
    await page.waitForTimeout(300);
    yield screen;
  }
  await page.evaluate(() => (location.hash = '#/customer/C0001'));
  await expect(page.locator('main h1').first()).toContainText(/C0001|Tess/);
  yield 'customer';
  await page.evaluate(() => (location.hash = '#/people'));
  await page.getByTestId('people-orphans').waitFor();
  yield 'people';
  await page.evaluate(() => (location.hash = '#/quality'));
  await page.getByTestId('quality-table').first().waitFor();
  for (const summary of await page.locator('main details > summary').all()) await summary.click();
  yield 'quality';
  await page.locator('header a.brand').click();
  await page.getByTestId('file-input').waitFor({ state: 'attached' });
  yield 'start';
}

test('axe would say so: a picture without words and a button without a name are found', async ({ page, site }) => {
  await page.goto(site.url);
  await page.locator('main h1').first().waitFor();
  await page.evaluate(() => {
    const main = document.querySelector('main');
    main?.append(document.createElement('button'), document.createElement('img'));
  });
  const found = (await findings(page)).join();
  expect(found).toContain('button-name');
  expect(found).toContain('image-alt');
});

for (const width of [1280, 360]) {
  for (const language of ['en', 'zh-CN'] as const) {
    test(`axe finds nothing serious, light and dark: ${language}, ${width} px`, async ({ page, site, folder }) => {
      test.setTimeout(300_000);
      await page.setViewportSize({ width, height: 800 });
      await openMadeUp(page, site.url);
      await page.getByTestId('language').selectOption(language);
      for (const colorScheme of ['light', 'dark'] as const) {
        await page.emulateMedia({ colorScheme });
        for await (const screen of screens(page)) expect.soft(await findings(page), `${screen}, ${colorScheme}`).toEqual([]);
      }
      await giveFiles(page, [await ordersFile(folder, 500, 60)]);
      for (const colorScheme of ['light', 'dark'] as const) {
        await page.emulateMedia({ colorScheme });
        expect.soft(await findings(page), `review, ${colorScheme}`).toEqual([]);
      }
    });
  }
}

test('360 px: no screen scrolls sideways, in either language', async ({ page, site, folder }) => {
  test.setTimeout(300_000);
  await page.setViewportSize({ width: 360, height: 740 });
  await openMadeUp(page, site.url);
  const overflow = () => page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  for (const language of ['en', 'zh-CN']) {
    await page.getByTestId('language').selectOption(language);
    for await (const screen of screens(page)) expect.soft(await overflow(), `${screen}, ${language}`).toBeLessThanOrEqual(0);
  }
  await giveFiles(page, [await ordersFile(folder, 500, 60)]);
  expect.soft(await overflow(), 'review').toBeLessThanOrEqual(0);
});

test('the language changes at once, everywhere, and is remembered', async ({ page, site }) => {
  await openMadeUp(page, site.url);
  const english = (await page.locator('main h1').first().textContent()) ?? '';
  await page.getByTestId('language').selectOption('zh-CN');
  await expect(page.locator('main h1').first()).not.toHaveText(english);
  await expect(page.locator('main h1').first()).toHaveText(/\p{Script=Han}/u);
  await expect(page.locator('html')).toHaveAttribute('lang', 'zh-CN');
  await page.reload();
  await expect(page.locator('main h1').first()).toHaveText(/\p{Script=Han}/u);
  for await (const screen of screens(page)) {
    // Words of the app; names, e-mails and cells of the shop are in the shop's language.
    await expect(page.locator('main h1').first(), screen).toHaveText(screen === 'customer' ? /./ : /\p{Script=Han}/u);
  }
  await page.getByTestId('language').selectOption('en');
  await visit(page, 'today');
  await expect(page.locator('main h1').first()).toHaveText(english);
});

test('by keyboard alone: from Start to a customer, with the focus always to be seen', async ({ page, site }) => {
  await page.goto(site.url);
  await page.locator('main h1').first().waitFor();
  const focused = () =>
    page.evaluate(() => {
      const element = document.activeElement;
      if (!element || element === document.body) return { id: '', text: '', visible: true };
      const style = getComputedStyle(element);
      const visible = style.outlineStyle !== 'none' || style.boxShadow !== 'none' || element.matches('main, h1');
      return {
        id: element.getAttribute('data-testid') ?? element.getAttribute('href') ?? '',
        text: element.textContent,
        visible,
      };
    });
  const tabTo = async (id: string) => {
    for (let presses = 0; presses < 40; presses++) {
      await page.keyboard.press('Tab');
      const at = await focused();
      expect(at.visible, `${at.id} ${at.text}`).toBe(true);
      if (at.id === id) return;
    }
    throw new Error(`${id} cannot be reached by Tab`);
  };
  await tabTo('made-up');
  await page.keyboard.press('Enter');
  await settled(page, () => page.evaluate(() => location.hash === '#/today'));
  await page.evaluate(() => (document.activeElement as HTMLElement | null)?.blur());
  await tabTo('#/customers');
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/#\/customers/);
  await expect.poll(async () => (await focused()).text).not.toBe('');
  await tabTo('customers-grid');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/#\/customer\//);
});

test('the basics: title, language, description, manifest, icons', async ({ page, site }) => {
  await page.goto(site.url);
  await expect(page).toHaveTitle(/Kith/);
  await expect(page.locator('html')).toHaveAttribute('lang', /en/);
  await expect(page.locator('meta[name="description"]')).toHaveAttribute('content', /.{40,}/);
  const linked = await page
    .locator('link[rel="manifest"], link[rel="icon"], link[rel="apple-touch-icon"]')
    .evaluateAll((links) => links.map((link) => (link as HTMLLinkElement).href));
  expect(linked.length).toBeGreaterThanOrEqual(3);
  for (const url of linked) expect((await fetch(url)).status, url).toBe(200);
  const manifest = (await (await fetch(linked.find((url) => url.endsWith('.webmanifest')) ?? '')).json()) as {
    name: string;
    icons: { src: string }[];
  };
  expect(manifest.name).toContain('Kith');
  for (const icon of manifest.icons) expect((await fetch(new URL(icon.src, site.url))).status, icon.src).toBe(200);
});
