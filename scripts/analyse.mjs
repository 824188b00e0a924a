// `npm run analyse -- FILE… [--out result.json] [--as-of YYYY-MM-DD] [--settings settings.json] [--lang en|zh]`
// Opens the built app in headless Chromium and uses it as a person would; writes what "Export all results" gives.
import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { ensureBuilt, ensureInstalled } from './project.mjs';
import { serve } from './serve.mjs';

const usage =
  'usage: npm run analyse -- FILE… [--out result.json] [--as-of YYYY-MM-DD] [--settings settings.json] [--lang en|zh]';

function wrong(message) {
  console.error(`${message}\n${usage}`);
  process.exit(2);
}

function readArguments() {
  try {
    return parseArgs({
      allowPositionals: true,
      options: { out: { type: 'string' }, 'as-of': { type: 'string' }, settings: { type: 'string' }, lang: { type: 'string' } },
    });
  } catch (error) {
    return wrong(error.message);
  }
}

// npm runs scripts in the repository; files are meant from where the person stands.
const here = process.env.INIT_CWD ?? process.cwd();
const { values, positionals } = readArguments();
const files = positionals.map((name) => resolve(here, name));
if (files.length === 0) wrong('No file was given.');
for (const file of files) if (!existsSync(file) || !statSync(file).isFile()) wrong(`There is no file ${file}`);
if (values['as-of'] && !/^\d{4}-\d{2}-\d{2}$/.test(values['as-of'])) wrong('--as-of takes a date such as 2026-06-30.');
if (values.lang && !['en', 'zh'].includes(values.lang)) wrong('--lang takes en or zh.');
let settings = {};
if (values.settings) {
  try {
    settings = JSON.parse(readFileSync(resolve(here, values.settings), 'utf8'));
  } catch (error) {
    wrong(`The settings could not be read: ${error.message}`);
  }
}
if (values['as-of']) settings = { ...settings, asOf: values['as-of'] };

const write = (result) => {
  const text = `${JSON.stringify(result, null, 2)}\n`;
  if (values.out) writeFileSync(resolve(here, values.out), text);
  else process.stdout.write(text);
};

await ensureInstalled();
await ensureBuilt({ quiet: true });
const { applySettings, confirmImport, exportResults, giveFiles, openApp, Refusal, rendererPeakMB } = await import('./drive.mjs');
const site = await serve();
const { browser, page } = await openApp(site.url, { locale: values.lang === 'zh' ? 'zh-CN' : 'en-GB' });
try {
  await giveFiles(page, files);
  await confirmImport(page);
  const unknown = await applySettings(page, settings);
  const result = await exportResults(page);
  const peakMB = rendererPeakMB();
  if (peakMB !== null && result.memory?.peakMB === undefined) result.memory = { ...result.memory, peakMB };
  for (const part of unknown) result.notes.push({ code: 'setting-not-offered', values: { setting: part } });
  write(result);
  if (values.out) console.log(`${values.out}: ${result.customers} customers, ${result.orders} orders`);
} catch (error) {
  if (!(error instanceof Refusal)) throw error;
  console.error(error.message);
  write({ error: { code: error.code, message: error.message } });
  process.exitCode = 1;
} finally {
  await browser.close();
  await site.close();
}
