// `npm run screenshots [-- --keep]`: every screen of the made-up shop at 1280 and 360 px, light and dark, English and
// Chinese, into screenshots/ (not committed). With --keep the two of the README are written to docs/images/ too.
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { ensureBuilt, ensureInstalled, root } from './project.mjs';
import { serve } from './serve.mjs';

await ensureInstalled();
await ensureBuilt({ quiet: true });
const { giveFiles, openApp, settled, visit } = await import('./drive.mjs');
const folder = join(root, 'screenshots');
mkdirSync(folder, { recursive: true });
const keep = process.argv.includes('--keep');
const kept = {
  'today-1280-light-en': 'today.png',
  'segments-1280-light-en': 'segments.png',
  'today-360-dark-zh-CN': 'today-phone-zh.png',
};
const site = await serve();
let count = 0;

async function shoot(page, screen, width, language) {
  for (const scheme of ['light', 'dark']) {
    await page.emulateMedia({ colorScheme: scheme, reducedMotion: 'reduce' });
    await page.waitForTimeout(350);
    const name = `${screen}-${width}-${scheme}-${language}`;
    await page.screenshot({ path: join(folder, `${name}.png`), fullPage: true });
    count++;
    if (keep && kept[name]) {
      mkdirSync(join(root, 'docs/images'), { recursive: true });
      await page.screenshot({ path: join(root, 'docs/images', kept[name]), scale: 'css' });
    }
  }
}

for (const width of [1280, 360]) {
  const { browser, page } = await openApp(site.url, { viewport: { width, height: width === 360 ? 740 : 860 }, locale: 'en-GB' });
  const languages = ['en', 'zh-CN'];
  for (const language of languages) {
    await page.getByTestId('language').selectOption(language);
    await shoot(page, 'start', width, language);
    const name = language === 'en' ? 'orders.csv' : '订单.csv';
    const rows = Array.from(
      { length: 240 },
      (_, i) =>
        `C${i % 40},${1000 + i},2026-0${1 + (i % 6)}-1${i % 9},${['Tea', 'Coffee', 'Mug'][i % 3]},${1 + (i % 3)},${4 + (i % 5)}.50`,
    );
    rows.splice(120, 0, 'C1,9001,soon,Tea,1,4.50', 'C2,9002,2026-03-12,Tea,1,4.50,one,two,many');
    const buffer = Buffer.from(`customer_id,order_id,order_date,product,quantity,unit_price\n${rows.join('\n')}\n`);
    await giveFiles(page, { name, mimeType: 'text/csv', buffer });
    await shoot(page, 'review', width, language);
    await page.locator('header a.brand').click();
    await page.reload();
  }
  await page.getByTestId('language').selectOption('en');
  await page.getByTestId('made-up').click();
  await settled(page, () => page.evaluate(() => location.hash === '#/today'));
  for (const language of languages) {
    await page.getByTestId('language').selectOption(language);
    for (const screen of ['today', 'customers', 'segments', 'predict', 'data']) {
      await visit(page, screen);
      await shoot(page, screen, width, language);
    }
    await page.evaluate(() => (location.hash = '#/customer/C0001'));
    await page.waitForTimeout(500);
    await shoot(page, 'customer', width, language);
  }
  await browser.close();
}
await site.close();
console.log(`${count} pictures in screenshots/`);
