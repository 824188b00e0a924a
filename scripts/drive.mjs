// The app as a person uses it, for the scripts that run unattended: analyse, bench, screenshots. Every step presses
// what a person presses and waits for what a person waits for.
import { readdirSync, readFileSync } from 'node:fs';
import { chromium } from 'playwright-core';
import { chromiumArgs } from './chromium.mjs';
import { ensureChromium } from './install-chromium.mjs';

/** The app said no: its code and its sentence. */
export class Refusal extends Error {
  constructor(code, message) {
    super(message);
    this.name = 'Refusal';
    this.code = code;
  }
}

/** A headless browser with one page of the app. `locale` is what the browser says the reader speaks. */
export async function openApp(url, { locale = 'en-GB', ...context } = {}) {
  const browser = await chromium.launch({ executablePath: await ensureChromium(), args: chromiumArgs });
  const page = await (await browser.newContext({ locale, acceptDownloads: true, ...context })).newPage();
  page.setDefaultTimeout(30_000);
  await page.goto(url);
  await page.locator('h1').first().waitFor();
  return { browser, page };
}

/** Refusals of everything, above the screen; what a screen cannot say of itself (too few customers, say) is no refusal. */
const above = 'main > [role="alert"] [data-error]';
/** Refusals of single files too. */
const anywhere = 'main [role="alert"] [data-error]';

/** The refusal on screen, if there is one. */
async function refusalOn(page, where) {
  const notice = page.locator(where).first();
  if ((await notice.count()) === 0) return null;
  return new Refusal(await notice.getAttribute('data-error'), ((await notice.textContent()) ?? '').trim());
}

/**
 * Waits until nothing is being worked on and `done` holds; throws the app's refusal, should it refuse. Training may take as
 * long as it takes: only `timeout` milliseconds end it.
 */
export async function settled(page, done, { timeout = 1_800_000, where = above } = {}) {
  const end = Date.now() + timeout;
  for (;;) {
    const idle = async () => (await page.getByTestId('progress').count()) === 0;
    if (await idle()) {
      const refusal = await refusalOn(page, where);
      if (refusal) throw refusal;
      // Looked at again: what was idle a moment ago may have been between two jobs.
      if ((await done()) && (await idle())) return;
    }
    if (Date.now() > end) throw new Error(`nothing came for ${Math.round(timeout / 1000)} s`);
    await page.waitForTimeout(50);
  }
}

const at = (page, screen) => page.evaluate((hash) => location.hash === hash, `#/${screen}`);

/** Goes to a screen by its link in the header. */
export async function visit(page, screen) {
  const link = `header nav a[href="#/${screen}"]`;
  await page.locator(link).click();
  // The heading may still be that of the screen before; with this mark it no longer is.
  await page.locator(`${link}[aria-current="page"]`).waitFor();
  await page.locator('main h1').first().waitFor();
}

/** Gives files to the app's own file input and waits until it has understood them. */
export async function giveFiles(page, files) {
  await page.getByTestId('file-input').first().setInputFiles(files);
  const confirm = page.getByTestId('confirm-import');
  await settled(page, async () => (await confirm.count()) > 0 && (await confirm.isEnabled()), { where: anywhere });
}

/** The one button of the review; resolves when Today shows its answer. */
export async function confirmImport(page) {
  await page.getByTestId('confirm-import').click();
  await settled(page, () => at(page, 'today'));
  await page.locator('main h1').first().waitFor();
}

/** Sets a control by its test id, whatever kind it is. Throws where the screen has no such control or choice. */
async function setControl(page, testId, value) {
  const control = page.getByTestId(testId).first();
  if ((await control.count()) === 0) throw new Error(`the screen has no control for ${testId}`);
  const { tag, type } = await control.evaluate((element) => ({ tag: element.tagName, type: element.type ?? '' }));
  if (tag === 'SELECT') await control.selectOption(String(value), { timeout: 5_000 });
  else if (type === 'checkbox') await control.setChecked(Boolean(value));
  else {
    await control.fill(String(value));
    await control.dispatchEvent('change');
  }
}

async function has(page, testId) {
  return (await page.getByTestId(testId).count()) > 0;
}

/** Opens whatever is folded away on the screen, so that its controls can be reached. */
export async function unfold(page) {
  const closed = page.locator('main details:not([open]) > summary:visible');
  while ((await closed.count()) > 0) await closed.first().click();
}

async function apply(page, testId) {
  const button = page.getByTestId(testId);
  if (await button.isDisabled()) return;
  await button.click();
  await page.waitForTimeout(100);
  await settled(page, () => Promise.resolve(true));
}

/** Sets the as-of date where the app offers it. */
export async function setAsOf(page, day) {
  for (const screen of ['today', 'data']) {
    await visit(page, screen);
    await unfold(page);
    if (!(await has(page, 'as-of'))) continue;
    await setControl(page, 'as-of', day);
    await page.waitForTimeout(100);
    if (await has(page, 'as-of-apply')) await apply(page, 'as-of-apply');
    await settled(page, () => Promise.resolve(true));
    return;
  }
  throw new Error('the app offers no as-of date');
}

/**
 * Switches repairs on: of every finding that has the `check`, and the `file`, `rule` and `column` where they are given.
 * Refuses where there is none.
 */
async function switchRepairs(page, repairs) {
  await visit(page, 'data');
  await page.getByTestId('to-quality').click();
  await settled(page, async () => (await page.getByTestId('quality-table').count()) > 0);
  for (let more; (more = page.locator('main [data-testid="quality-more"]')), (await more.count()) > 0;)
    await more.first().click();
  for (const { file, check, rule, column } of repairs) {
    const having = { check, rule, column };
    const marks = Object.entries(having).map(([name, value]) =>
      value === undefined ? '' : `[data-${name}=${JSON.stringify(String(value))}]`,
    );
    const tables = page.locator(file === undefined ? 'main [data-file]' : `main [data-file=${JSON.stringify(file)}]`);
    const boxes = await tables.locator(`[data-testid="finding"]${marks.join('')} [data-testid="repair"]`).all();
    if (boxes.length === 0)
      throw new Refusal('analysis/unknown-repair', `There is nothing to repair for ${JSON.stringify({ file, ...having })}.`);
    for (const box of boxes) await box.check();
  }
  await settled(page, async () => (await page.getByTestId('quality-working').count()) === 0);
}

/** Asks a panel of Predict and waits for its answer; what the panel refuses is in the notes of nobody, so it is thrown. */
async function ask(page, panel, start, answer) {
  const box = page.getByTestId(panel);
  const end = Date.now() + 1_800_000;
  await page.getByTestId(start).click();
  for (;;) {
    if ((await box.getByTestId('judge-working').count()) === 0) {
      const notice = box.locator('[data-error]').first();
      if ((await notice.count()) > 0)
        throw new Refusal(await notice.getAttribute('data-error'), ((await notice.textContent()) ?? '').trim());
      if ((await page.getByTestId(answer).count()) > 0) return;
    }
    if (Date.now() > end) throw new Error(`nothing came of ${start}`);
    await page.waitForTimeout(100);
  }
}

/** What is asked on Predict beyond the analysis: `churn.models`, `churn.money`, `churn.backtest`. */
async function askBeyond(page, { models, money, backtest }) {
  if (models) {
    const boxes = page.locator('main [data-testid^="judge-model-"]');
    await boxes.first().waitFor();
    const known = [];
    for (const box of await boxes.all()) {
      const id = ((await box.getAttribute('data-testid')) ?? '').slice('judge-model-'.length);
      known.push(id);
      await box.setChecked(models === 'all' || models.includes(id));
    }
    const wrong = models === 'all' ? [] : models.filter((id) => !known.includes(id));
    if (wrong.length > 0) throw new Refusal('analysis/unknown-model', `There is no model called ${wrong.join(', ')}.`);
    await ask(page, 'compare', 'compare-start', 'compare-answer');
  }
  if (money || backtest) {
    await page.getByTestId('money').waitFor();
    const plan = { ...(typeof backtest === 'object' ? backtest : {}), ...(typeof money === 'object' ? money : {}) };
    const shares = { margin: 'money-margin', saveRate: 'money-save' };
    for (const [key, testId] of Object.entries(shares)) {
      if (plan[key] !== undefined) await setControl(page, testId, Number((plan[key] * 100).toPrecision(10)));
    }
    const amounts = { offerCost: 'money-cost', saveTries: 'money-tries', capacity: 'money-capacity', worth: 'money-worth' };
    for (const [key, testId] of Object.entries(amounts)) {
      if (plan[key] !== undefined && plan[key] !== null) await setControl(page, testId, plan[key]);
    }
    if (plan.model !== undefined && (await has(page, 'money-model'))) await setControl(page, 'money-model', plan.model);
  }
  if (money) await ask(page, 'money', 'money-start', 'money-answer');
  if (backtest) await ask(page, 'backtest', 'backtest-start', 'backtest-answer');
}

/**
 * Sets what a settings file asks for, through the screens' controls (result-contract: `segments.features/scale/k/model/covariance/radius/neighbours`,
 * `churn.source/label/exclude/cutoff/horizonDays/folds/repeats/threshold/allow/models/money/backtest`,
 * `value.model/timeUnit/calibrationEnd/horizonMonths/discountRate/margin`, `quality.repairs`). Gives the parts that no screen
 * offers.
 */
export async function applySettings(page, settings) {
  const unknown = Object.keys(settings).filter((key) => !['segments', 'churn', 'value', 'asOf', 'quality'].includes(key));
  if (settings.asOf) await setAsOf(page, settings.asOf);
  if (settings.quality?.repairs) await switchRepairs(page, settings.quality.repairs);
  const { segments, churn, value } = settings;
  if (segments) {
    await visit(page, 'segments');
    await unfold(page);
    if (segments.features) {
      const boxes = page.locator('main [data-testid^="seg-feature-"]');
      const wanted = new Set(segments.features);
      for (const box of await boxes.all()) {
        const id = ((await box.getAttribute('data-testid')) ?? '').slice('seg-feature-'.length);
        if (wanted.delete(id)) await box.setChecked(true);
        else await box.setChecked(false);
      }
      if (wanted.size > 0) throw new Refusal('analysis/unknown-column', `There is no feature called ${[...wanted].join(', ')}.`);
    }
    if (segments.model) await setControl(page, 'seg-model', segments.model);
    if (segments.covariance) await setControl(page, 'seg-covariance', segments.covariance);
    if (segments.radius) await setControl(page, 'seg-radius', segments.radius);
    if (segments.neighbours) await setControl(page, 'seg-neighbours', segments.neighbours);
    if (segments.scale) await setControl(page, 'seg-scale', segments.scale);
    if (segments.k !== undefined) await setControl(page, 'seg-k', segments.k ?? 'auto');
    await apply(page, 'seg-apply');
  }
  if (churn) {
    await visit(page, 'predict');
    await unfold(page);
    const source = churn.source ?? (churn.label ? 'label' : undefined);
    if (source) await setControl(page, 'churn-source', source);
    if (churn.label) await setControl(page, 'churn-label', churn.label);
    for (const column of churn.exclude ?? []) await setControl(page, `churn-exclude-${column}`, true);
    const controls = {
      cutoff: 'churn-cutoff',
      horizonDays: 'churn-horizon',
      folds: 'churn-folds',
      repeats: 'churn-repeats',
      threshold: 'churn-threshold',
    };
    for (const [key, testId] of Object.entries(controls)) {
      if (churn[key] !== undefined && churn[key] !== null) await setControl(page, testId, churn[key]);
    }
    await apply(page, 'churn-apply');
    for (const column of churn.allow ?? []) {
      await apply(page, `leak-allow-${column}`);
      await unfold(page);
    }
    await askBeyond(page, churn);
  }
  if (value) {
    await visit(page, 'value');
    await unfold(page);
    const controls = {
      model: 'value-model',
      timeUnit: 'value-unit',
      calibrationEnd: 'value-calibration',
      horizonMonths: 'value-horizon',
    };
    for (const [key, testId] of Object.entries(controls)) {
      if (value[key] !== undefined && value[key] !== null) await setControl(page, testId, value[key]);
    }
    // Shares are typed in per cent.
    for (const [key, testId] of Object.entries({ discountRate: 'value-discount', margin: 'value-margin' })) {
      if (value[key] !== undefined) await setControl(page, testId, Number((value[key] * 100).toPrecision(10)));
    }
    await apply(page, 'value-apply');
  }
  return unknown;
}

/** Presses "export all results (JSON)" and gives what was downloaded, parsed. */
export async function exportResults(page) {
  await visit(page, 'data');
  const button = page.getByTestId('export-json').first();
  await button.waitFor();
  const [download] = await Promise.all([page.waitForEvent('download', { timeout: 120_000 }), button.click()]);
  return JSON.parse(readFileSync(await download.path(), 'utf8'));
}

/** Largest memory a renderer of this process's browsers has held, in MB, where the system tells (Linux); else null. */
export function rendererPeakMB() {
  try {
    const parents = new Map();
    for (const name of readdirSync('/proc')) {
      if (!/^\d+$/.test(name)) continue;
      try {
        const stat = readFileSync(`/proc/${name}/stat`, 'utf8');
        parents.set(Number(name), Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1]));
      } catch {
        // It ended while we looked.
      }
    }
    const isOurs = (pid) => {
      for (let at = pid; at > 1; at = parents.get(at) ?? 0) if (at === process.pid) return true;
      return false;
    };
    let peak = 0;
    for (const pid of parents.keys()) {
      if (!isOurs(pid)) continue;
      try {
        if (!readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes('--type=renderer')) continue;
        const kB = /VmHWM:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'));
        if (kB) peak = Math.max(peak, Number(kB[1]) / 1024);
      } catch {
        // It ended while we looked.
      }
    }
    return peak > 0 ? Math.round(peak) : null;
  } catch {
    return null;
  }
}
