// `npm run screenshots [-- --keep] [-- --story madeUp,own] [-- --width 360]`: every screen, dialog, empty state and refusal
// (scripts/screenshot-scenes.mjs) at 1280 and 360 px, light and dark, English and Chinese, into screenshots/ (not committed).
// With --keep those of the README are written to docs/images/ too.
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { ensureBuilt, ensureInstalled, root } from './project.mjs';
import { serve } from './serve.mjs';

const { values: wanted } = parseArgs({
  options: { keep: { type: 'boolean', default: false }, story: { type: 'string' }, width: { type: 'string' } },
});
await ensureInstalled();
await ensureBuilt({ quiet: true });
const { openApp } = await import('./drive.mjs');
const { stories } = await import('./screenshot-scenes.mjs');
const folder = join(root, 'screenshots');
mkdirSync(folder, { recursive: true });
const images = join(root, 'docs/images');
const kept = {
  'today-1280-light-en': 'today.png',
  'segments-1280-light-en': 'segments.png',
  'today-360-dark-zh-CN': 'today-phone-zh.png',
};
const named = wanted.story?.split(',') ?? Object.keys(stories);
for (const name of named)
  if (!(name in stories)) throw new Error(`no story is called ${name}: ${Object.keys(stories).join(', ')}`);
const widths = wanted.width ? [Number(wanted.width)] : [1280, 360];
const site = await serve();
let count = 0;

for (const width of widths) {
  for (const language of ['en', 'zh-CN']) {
    for (const name of named) {
      const height = width === 360 ? 740 : 860;
      const { browser, page } = await openApp(site.url, {
        viewport: { width, height },
        locale: 'en-GB',
        reducedMotion: 'reduce',
      });
      const own = mkdtempSync(join(tmpdir(), 'kith-shots-'));
      await page.addInitScript(() => Reflect.deleteProperty(window, 'showSaveFilePicker'));
      await page.reload();
      await page.locator('h1').first().waitFor();
      await page.getByTestId('language').selectOption(language);
      const shoot = async (screen, { whole = true } = {}) => {
        for (const scheme of ['light', 'dark']) {
          await page.emulateMedia({ colorScheme: scheme, reducedMotion: 'reduce' });
          await page.waitForTimeout(350);
          const picture = `${screen}-${width}-${scheme}-${language}`;
          // The whole page in a window as tall as it is, so that what sticks to the edge stands at the end.
          if (whole) {
            const tall = await page.evaluate(() => document.documentElement.scrollHeight);
            await page.setViewportSize({ width, height: Math.max(height, tall) });
            await page.waitForTimeout(150);
          }
          await page.screenshot({ path: join(folder, `${picture}.png`), fullPage: whole });
          if (whole) await page.setViewportSize({ width, height });
          count++;
          if (wanted.keep && kept[picture]) {
            mkdirSync(images, { recursive: true });
            await page.screenshot({ path: join(images, kept[picture]), scale: 'css' });
          }
        }
      };
      await stories[name]({ page, shoot, folder: own });
      await browser.close();
      rmSync(own, { recursive: true });
    }
  }
}
await site.close();
console.log(`${count} pictures in screenshots/`);
