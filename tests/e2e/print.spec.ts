import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { settled, visit } from '../../scripts/drive.mjs';
import { expect, test } from './fixtures';

/** Points of an A4 page. */
const a4 = { width: 595, height: 842 };

/** Sizes of the pages of a PDF, in points. */
function pagesOf(pdf: Uint8Array): { width: number; height: number }[] {
  const text = Buffer.from(pdf).toString('latin1');
  return [...text.matchAll(/\/MediaBox\s*\[\s*0 0 ([\d.]+) ([\d.]+)\s*\]/g)].map((match) => ({
    width: Math.round(Number(match[1])),
    height: Math.round(Number(match[2])),
  }));
}

for (const language of ['en', 'zh-CN'] as const) {
  test(`Today, Segments and Value print as a report on A4, light though the page is dark: ${language}`, async ({
    page,
    site,
    folder,
  }) => {
    test.setTimeout(240_000);
    await page.emulateMedia({ colorScheme: 'dark' });
    await page.goto(site.url);
    await page.getByTestId('made-up').click();
    await settled(page, () => page.evaluate(() => location.hash === '#/today'));
    await page.getByTestId('language').selectOption(language);
    for (const screen of ['today', 'segments', 'value']) {
      await visit(page, screen);
      if (screen === 'segments') await page.getByTestId('segment-spreads').waitFor();
      await page.waitForTimeout(1000);
      const path = join(folder, `${screen}.pdf`);
      await page.pdf({ path, preferCSSPageSize: true, printBackground: true });
      const pages = pagesOf(readFileSync(path));
      expect(pages.length, screen).toBeGreaterThan(0);
      expect(pages.length, screen).toBeLessThan(14);
      for (const size of pages) expect(size).toEqual(a4);

      // As laid out for paper: 182 mm wide, which is 688 CSS pixels.
      await page.setViewportSize({ width: 688, height: 972 });
      await page.emulateMedia({ colorScheme: 'dark', media: 'print' });
      await page.evaluate(() => dispatchEvent(new Event('beforeprint')));
      const seen = await page.evaluate(() => {
        const shown = (selector: string) =>
          [...document.querySelectorAll<HTMLElement>(selector)].filter((element) => element.checkVisibility()).length;
        const wide = [...document.querySelectorAll<HTMLElement>('main *')]
          .filter((element) => element.checkVisibility() && element.getBoundingClientRect().right > innerWidth + 1)
          .filter((element) => !element.closest('.visually-hidden, svg'))
          .map((element) => `${element.tagName} ${element.className}`);
        return {
          wide,
          buttons: shown('button, select, input, #app > header, nav'),
          canvases: shown('canvas'),
          charts: shown('figure .paper svg'),
          frames: document.querySelectorAll('figure canvas').length,
          head: document.querySelector('[data-testid="report-head"]')?.checkVisibility(),
          background: getComputedStyle(document.body).backgroundColor,
          ink: getComputedStyle(document.querySelector('main h1') ?? document.body).color,
          // Every piece of a picture that is cut to a shape is cut to its own.
          ids: [...document.querySelectorAll('.paper clipPath')].map(({ id }) => id),
        };
      });
      expect(seen.wide, screen).toEqual([]);
      expect(seen.buttons, screen).toBe(0);
      expect(seen.canvases, screen).toBe(0);
      expect(seen.charts, screen).toBe(seen.frames);
      expect(seen.charts, screen).toBeGreaterThan(0);
      expect(seen.head, screen).toBe(true);
      expect(seen.background, screen).toBe('rgb(255, 255, 255)');
      expect(seen.ink, screen).toBe('rgb(29, 33, 37)');
      expect(new Set(seen.ids).size, screen).toBe(seen.ids.length);
      await page.evaluate(() => dispatchEvent(new Event('afterprint')));
      await expect(page.locator('.paper')).toHaveCount(0);
      await page.emulateMedia({ colorScheme: 'dark', media: 'screen' });
      await page.setViewportSize({ width: 1280, height: 800 });
    }
  });
}

test('the name at the head of the report is asked for, remembered, and shown as text', async ({ page, site }) => {
  await page.addInitScript(() => {
    window.print = () => {
      (window as unknown as { printed: number }).printed = document.querySelectorAll('.paper svg').length;
    };
  });
  await page.goto(site.url);
  await page.getByTestId('made-up').click();
  await settled(page, () => page.evaluate(() => location.hash === '#/today'));
  await page.getByTestId('print').click();
  await page.getByTestId('print-name').fill('<b>Müller & 张</b>');
  await page.getByTestId('print-go').click();
  // Every chart of the page is there before the browser is asked to print.
  await expect.poll(() => page.evaluate(() => (window as unknown as { printed?: number }).printed)).toBe(2);
  await page.reload();
  await page.getByTestId('print').click();
  await expect(page.getByTestId('print-name')).toHaveValue('<b>Müller & 张</b>');
});
