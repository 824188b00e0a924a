import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { brotliCompressSync } from 'node:zlib';
import { dist, expect, test } from './fixtures';

// What the page asks for by itself, without the service worker's copy for later.
test.use({ serviceWorkers: 'block' });

test('the first load is small: the shell under 150 kB by brotli, TensorFlow.js only when it is needed', async ({
  page,
  site,
}) => {
  const files = new Set<string>();
  page.on('request', (request) => {
    if (request.url().startsWith(site.url)) files.add(new URL(request.url()).pathname.slice(1) || 'index.html');
  });
  await page.goto(site.url);
  await page.locator('main h1').first().waitFor();
  await page.waitForLoadState('networkidle');
  let bytes = 0;
  for (const file of files) {
    const content = readFileSync(join(dist, file));
    bytes += file.endsWith('.png') ? content.length : brotliCompressSync(content).length;
    if (file.endsWith('.js')) expect(content.includes('tfjs'), file).toBe(false);
  }
  console.log(`      first load: ${files.size} files, ${(bytes / 1000).toFixed(0)} kB by brotli`);
  expect(bytes).toBeLessThan(150_000);
});
