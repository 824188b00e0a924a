import axe from 'axe-core';
import { flushSync, mount, unmount, type Component } from 'svelte';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import '../../src/app/app.css';
import CustomersView from '../../src/app/screens/customers/CustomersView.svelte';
import CustomerView from '../../src/app/screens/customers/CustomerView.svelte';
import PredictView from '../../src/app/screens/predict/PredictView.svelte';
import ValueView from '../../src/app/screens/value/ValueView.svelte';
import SegmentsView from '../../src/app/screens/segments/SegmentsView.svelte';
import TodayView from '../../src/app/screens/today/TodayView.svelte';
import { CustomersList } from '../../src/app/state/customers-list.svelte';
import { locale } from '../../src/app/state/locale.svelte';
import { theme } from '../../src/app/state/theme.svelte';
import { defaultSettings, type AnalysisSettings, type CustomerQuery, type ValueSettings } from '../../src/domain';
import { churnPart, detailOf, makeResult, pageOf, segmentsPart, valuePart } from '../unit/charts/fixture';

let host: HTMLElement;
let shown: ReturnType<typeof mount> | null = null;
beforeEach(async () => {
  await locale.set('en');
  theme.set('light');
  location.hash = '';
  host = document.createElement('main');
  document.body.append(host);
});
afterEach(async () => {
  if (shown) await unmount(shown);
  shown = null;
  host.remove();
});

const breath = (ms = 50) => new Promise((resolve) => setTimeout(resolve, ms));

function show<P extends Record<string, unknown>>(view: Component<P>, props: P): void {
  shown = mount(view, { target: host, props });
  flushSync();
}

const byId = <E extends HTMLElement = HTMLElement>(id: string): E => {
  const found = host.querySelector<E>(`[data-testid="${id}"]`);
  if (!found) throw new Error(`no ${id}`);
  return found;
};

function choose(id: string, value: string): void {
  const control = byId<HTMLSelectElement | HTMLInputElement>(id);
  control.value = value;
  control.dispatchEvent(new Event('input', { bubbles: true }));
  control.dispatchEvent(new Event('change', { bubbles: true }));
  flushSync();
}

/** Waits until a screen that is made panel by panel and line by line is all there. */
async function whole(): Promise<void> {
  for (let before = -1, now = 0; before !== now; now = host.querySelectorAll('*').length) {
    before = now;
    await breath();
  }
}

const noop = () => undefined;
const noSpreads = () => Promise.resolve({ features: [], profile: [], profiled: [] });
const refused = { ok: false, error: { code: 'analysis/too-few-customers', values: { n: 9, needed: 20 } } } as const;

function aList(total = 100_000): { list: CustomersList; asked: CustomerQuery[] } {
  const asked: CustomerQuery[] = [];
  const list = new CustomersList((query) => {
    asked.push(query);
    return Promise.resolve(pageOf(query, total));
  });
  return { list, asked };
}

const views: Record<string, () => void> = {
  today: () => show(TodayView, { result: makeResult() }),
  'today without a forecast': () => show(TodayView, { result: makeResult({ churn: refused }) }),
  segments: () => show(SegmentsView, { result: makeResult(), busy: false, onapply: noop, ask: noSpreads }),
  'segments refused': () =>
    show(SegmentsView, { result: makeResult({ segments: refused }), busy: false, onapply: noop, ask: noSpreads }),
  predict: () => show(PredictView, { result: makeResult(), labels: ['Churn'], busy: false, onapply: noop }),
  'predict refused': () => show(PredictView, { result: makeResult({ churn: refused }), labels: [], busy: false, onapply: noop }),
  value: () => show(ValueView, { result: makeResult(), busy: false, onapply: noop }),
  'value without money': () =>
    show(ValueView, {
      result: makeResult({
        value: {
          ok: true,
          ...valuePart({
            spend: null,
            horizons: valuePart().horizons.map((one) => ({ ...one, value: null })),
            forecast: [],
            concentration: { past: null, future: null },
            bySegment: [],
            top: [],
            holdOut: { ok: false, error: { code: 'value/no-holdout', values: { days: 9, needed: 28 } } },
          }),
        },
      }),
      busy: false,
      onapply: noop,
    }),
  'value refused': () =>
    show(ValueView, {
      result: makeResult({ value: { ok: false, error: { code: 'value/too-few-customers', values: { n: 9, needed: 20 } } } }),
      busy: false,
      onapply: noop,
    }),
  'value of an older result': () => {
    const { value: _none, ...result } = makeResult();
    show(ValueView, { result, busy: false, onapply: noop });
  },
  customers: () => {
    const { list } = aList();
    void list.reset('totalSpend');
    show(CustomersView, { result: makeResult(), list, onexport: noop });
  },
  customer: () => show(CustomerView, { result: makeResult(), detail: detailOf('C7') }),
};

describe.each([
  ['en', 'light'],
  ['zh-CN', 'dark'],
] as const)('%s, %s', (language, colours) => {
  test.each(Object.keys(views))('%s: no key without a sentence, nothing for axe, no sideways scroll', async (name) => {
    await locale.set(language);
    theme.set(colours);
    views[name]?.();
    await whole();
    for (const details of host.querySelectorAll('details')) details.open = true;
    for (const button of host.querySelectorAll<HTMLElement>('.tools button:first-child')) button.click();
    flushSync();
    await whole();
    expect(host.querySelector('h1')?.textContent.trim()).not.toBe('');
    expect(host.textContent).not.toMatch(
      /\{\w+|\b(today|customers|segments|predict|value|charts|claim|note|reason|advice)\.[a-z]/,
    );
    const { violations } = await axe.run(host, { resultTypes: ['violations'] });
    expect(violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html ?? ''}`)).toEqual([]);
    host.style.width = '328px';
    await expect.poll(() => host.scrollWidth).toBeLessThanOrEqual(328);
  });
});

test('switching the language rewrites the screen at once', async () => {
  views['predict']?.();
  await breath();
  expect(host.querySelector('h1')?.textContent).toContain('The model ranks');
  await locale.set('zh-CN');
  flushSync();
  expect(host.querySelector('h1')?.textContent).toContain('模型在');
  expect(host.querySelector('canvas')?.getAttribute('aria-label')).toMatch(/\p{Script=Han}/u);
});

describe('today', () => {
  test('links to customers whatever their key holds', () => {
    views['today']?.();
    const links = [...host.querySelectorAll<HTMLAnchorElement>('[data-testid=contacts] a')];
    expect(links.map((link) => [link.textContent, link.getAttribute('href')])).toEqual([
      ['Ada', '#/customer/C1%2F%C3%A4'],
      ['C2', '#/customer/C2'],
    ]);
  });
  test('says why nobody is named where there is no forecast', () => {
    show(TodayView, {
      result: makeResult({ churn: refused, today: { slipping: 0, slippingWorth: null, contacts: [], claims: [] } }),
    });
    expect(host.querySelector('[data-error="analysis/too-few-customers"]')).not.toBeNull();
  });
  test('cell text is text', () => {
    const result = makeResult();
    const [contact] = result.today.contacts;
    if (!contact) throw new Error('no contact');
    const label = '<img src=x onerror=alert(1)>';
    show(TodayView, { result: { ...result, today: { ...result.today, contacts: [{ ...contact, label }] } } });
    expect(host.querySelector('img')).toBeNull();
    expect(host.textContent).toContain(label);
  });
});

describe('segments', () => {
  test('applies what was chosen, and only then', () => {
    const applied: Partial<AnalysisSettings['segments']>[] = [];
    show(SegmentsView, {
      ask: noSpreads,
      result: makeResult(),
      busy: false,
      onapply: (settings: Partial<AnalysisSettings['segments']>) => applied.push(settings),
    });
    const button = byId<HTMLButtonElement>('seg-apply');
    expect(button.disabled).toBe(true);
    byId('seg-feature-totalSpend').click();
    choose('seg-k', '5');
    choose('seg-scale', 'none');
    expect(button.disabled).toBe(false);
    expect(applied).toEqual([]);
    button.click();
    expect(applied).toEqual([
      {
        features: ['daysSinceLastOrder', 'orderCount'],
        scale: 'none',
        k: 5,
        model: 'k-means',
        covariance: 'full',
        neighbours: null,
        radius: null,
      },
    ]);
  });
  test('says aloud that there are no groups', () => {
    show(SegmentsView, {
      ask: noSpreads,
      result: makeResult({ segments: { ok: true, ...segmentsPart({ verdict: 'none', silhouette: 0.11 }) } }),
      busy: false,
      onapply: noop,
    });
    expect(host.querySelector('h1')?.textContent).toMatch(/^No real groups/);
    expect(host.querySelector('[role=status]')?.textContent).toContain('0.11');
  });
  test('a refusal says what can still be done', () => {
    views['segments refused']?.();
    expect(host.querySelector('[data-error="analysis/too-few-customers"]')?.textContent).toContain('9');
    expect(host.textContent).toContain('can still be searched');
  });
});

describe('value', () => {
  test('answers first, and says how sure that is', async () => {
    views['value']?.();
    await breath();
    expect(host.querySelector('h1')?.textContent).toBe('Today’s customers will bring about €22,800 over the next 12 months');
    expect(host.textContent).toContain('95% sure: €20,520 to €25,080.');
    const links = [...host.querySelectorAll<HTMLAnchorElement>('[data-testid=value-top] a')];
    expect(links.map((link) => link.getAttribute('href'))).toEqual(['#/customer/C1%2F%C3%A4', '#/customer/C2']);
  });
  test('says aloud where the simple rule came nearer', () => {
    const { holdOut } = valuePart();
    if (!holdOut.ok) throw new Error('no hold-out');
    const methods = holdOut.methods.map((method) => ({ ...method, meanAbsoluteError: method.id === 'model' ? 2 : 1 }));
    const value = { ok: true, ...valuePart({ holdOut: { ...holdOut, methods } }) } as const;
    show(ValueView, { result: makeResult({ value }), busy: false, onapply: noop });
    expect(host.textContent).toContain('On held-back orders the simple rule came nearer.');
  });
  test('applies what was chosen, shares typed in per cent', () => {
    const applied: Partial<ValueSettings>[] = [];
    show(ValueView, { result: makeResult(), busy: false, onapply: (settings: Partial<ValueSettings>) => applied.push(settings) });
    expect(byId<HTMLButtonElement>('value-apply').disabled).toBe(true);
    choose('value-horizon', '24');
    choose('value-discount', '12.5');
    choose('value-margin', '40');
    choose('value-model', 'pareto-nbd');
    choose('value-unit', 'month');
    choose('value-calibration', '2024-05-05');
    byId('value-apply').click();
    expect(applied).toEqual([
      { model: 'pareto-nbd', timeUnit: 'month', calibrationEnd: 19_848, horizonMonths: 24, discountRate: 0.125, margin: 0.4 },
    ]);
  });
  test('a share that is none is said to be wrong and cannot be applied', () => {
    views['value']?.();
    choose('value-margin', '0');
    expect(byId('value-margin').getAttribute('aria-invalid')).toBe('true');
    expect(byId<HTMLButtonElement>('value-apply').disabled).toBe(true);
  });
  test('the simple sums are right, and refuse what is no chance', () => {
    views['value refused']?.();
    expect(byId('sum-stream').textContent).toBe('Worth today: 24,868.52');
    expect(byId('sum-retained').textContent).toBe('Kept over one period: 800.00. This is no lifetime.');
    choose('sum-p', '3.33');
    expect(byId('sum-rate-result').textContent).toContain('3.33 is no chance');
    choose('sum-p', '');
    expect(byId('sum-rate-result').textContent).toBe('Fill in numbers, please.');
  });
});

describe('predict', () => {
  test('applies what was chosen', () => {
    const applied: AnalysisSettings['churn'][] = [];
    show(PredictView, {
      result: makeResult(),
      labels: ['Churn', 'Partner'],
      busy: false,
      onapply: (settings: AnalysisSettings['churn']) => applied.push(settings),
    });
    expect(byId<HTMLButtonElement>('churn-apply').disabled).toBe(true);
    choose('churn-source', 'label');
    choose('churn-label', 'Partner');
    choose('churn-cutoff', '2024-05-05');
    choose('churn-horizon', '30');
    choose('churn-folds', '4');
    choose('churn-repeats', '2');
    choose('churn-threshold', '0.3');
    byId('churn-exclude-plan').click();
    flushSync();
    byId('churn-apply').click();
    expect(applied).toEqual([
      {
        ...defaultSettings.churn,
        source: 'label',
        label: 'Partner',
        cutoff: 19_848,
        horizonDays: 30,
        folds: 4,
        repeats: 2,
        threshold: 0.3,
        exclude: ['plan'],
      },
    ]);
  });
  test('a number that is none is said to be wrong and cannot be applied', () => {
    views['predict']?.();
    choose('churn-folds', '1');
    expect(byId('churn-folds').getAttribute('aria-invalid')).toBe('true');
    expect(byId<HTMLButtonElement>('churn-apply').disabled).toBe(true);
  });
  test('moving the threshold says at once what it would mean', () => {
    views['predict']?.();
    choose('churn-threshold', '0.75');
    expect(host.textContent).toContain('At 75% it finds 30 of 120 leavers and suspects 10 stayers by mistake.');
  });
  test('says aloud that the simple rule does as well', () => {
    show(PredictView, {
      result: makeResult({ churn: { ok: true, ...churnPart({ gain: { mean: 0.01, interval: [-0.01, 0.03] } }) } }),
      labels: [],
      busy: false,
      onapply: noop,
    });
    expect(host.querySelector('h1')?.textContent).toMatch(/^Not clearly better than a simple rule/);
    expect(host.textContent).toContain('its interval includes zero');
  });
  test('names a column that gives the answer away', () => {
    const leaks = [{ column: 'Reason', why: { code: 'leak-alone', values: { column: 'Reason', auc: 0.99 } } }];
    show(PredictView, {
      result: makeResult({ churn: { ok: true, ...churnPart({ leaks }) } }),
      labels: [],
      busy: false,
      onapply: noop,
    });
    expect(host.textContent).toContain('Too good to be true? Reason');
  });
  test('the confusion matrix holds the counts', async () => {
    views['predict']?.();
    await expect.poll(() => host.querySelector('[data-testid="confusion"]')).not.toBeNull();
    const counts = [...byId('confusion').querySelectorAll('[data-count]')].map((cell) => cell.getAttribute('data-count'));
    expect(counts).toEqual(['70', '50', '30', '250']);
  });
});

describe('the list of 100,000', () => {
  async function open() {
    const { list, asked } = aList();
    await list.reset('totalSpend');
    show(CustomersView, { result: makeResult({ customers: 100_000 }), list, onexport: noop });
    await breath();
    return { list, asked, grid: byId('customers-grid') };
  }
  const press = (grid: HTMLElement, key: string) => {
    grid.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true }));
    flushSync();
  };

  test('draws a screenful, says how many there are', async () => {
    const { grid } = await open();
    expect(grid.getAttribute('aria-rowcount')).toBe('100001');
    expect(grid.querySelectorAll('[data-key]').length).toBeLessThan(60);
    expect(host.querySelector('h1')?.textContent).toBe('You have 100,000 customers');
  });
  test('keys go to the end and back, Enter opens', async () => {
    const { grid, list } = await open();
    grid.focus();
    press(grid, 'End');
    await expect.poll(() => grid.querySelector('[data-key="C99999"]')).not.toBeNull();
    expect(document.getElementById(grid.getAttribute('aria-activedescendant') ?? '')?.dataset['key']).toBe('C99999');
    press(grid, 'PageUp');
    press(grid, 'Home');
    await expect.poll(() => grid.querySelector('[data-key="C0"]')).not.toBeNull();
    press(grid, 'ArrowDown');
    press(grid, 'ArrowDown');
    expect(list.active).toBe(2);
    press(grid, 'Enter');
    expect(location.hash).toBe('#/customer/C2');
  });
  test('a header sorts, and sorts the other way', async () => {
    const { grid, asked } = await open();
    const header = () => grid.querySelector('[role=columnheader].risk')?.getAttribute('aria-sort');
    expect(header()).toBe('none');
    byId('sort-risk').click();
    await breath();
    expect(header()).toBe('descending');
    expect(asked.at(-1)).toMatchObject({ sort: 'risk', descending: true, offset: 0 });
    byId('sort-risk').click();
    await breath();
    expect(header()).toBe('ascending');
  });
  test('the search waits for a pause and asks once; filters ask at once', async () => {
    const { asked } = await open();
    const before = asked.length;
    const box = byId<HTMLInputElement>('customers-search');
    for (const text of ['a', 'ad', 'ada']) {
      box.value = text;
      box.dispatchEvent(new Event('input', { bubbles: true }));
      await breath(20);
    }
    expect(asked).toHaveLength(before);
    await expect.poll(() => asked.length).toBe(before + 1);
    expect(asked.at(-1)?.search).toBe('ada');
    choose('customers-segment', '1');
    choose('customers-risk', 'high');
    await breath();
    expect(asked.at(-1)).toMatchObject({ search: 'ada', segment: 1, risk: 'high', offset: 0 });
  });
  test('nobody fits: says so, and leads back', async () => {
    const list = new CustomersList((query) => Promise.resolve(pageOf(query, query.search === '' ? 400 : 0)));
    await list.reset('totalSpend');
    show(CustomersView, { result: makeResult(), list, onexport: noop });
    list.type('zzz');
    await expect.poll(() => host.textContent).toContain('Nobody fits');
    [...host.querySelectorAll('button')].find((button) => button.textContent.includes('Show everybody'))?.click();
    await expect.poll(() => host.querySelector('[data-key="C0"]')).not.toBeNull();
  });
  test('scrolling from end to end makes no new rows (how long a step takes: npm run bench -- tasks)', async () => {
    const { grid, list } = await open();
    const made: string[] = [];
    const observer = new MutationObserver((changes) => {
      for (const node of changes.flatMap(({ addedNodes }) => [...addedNodes])) {
        if (node instanceof HTMLElement && node.getAttribute('role') === 'row') made.push(node.id);
      }
    });
    observer.observe(grid, { childList: true, subtree: true });
    for (let step = 0; step < 60; step++) {
      grid.scrollTop = ((grid.scrollHeight - grid.clientHeight) * step) / 59;
      list.scrolled(grid.scrollTop);
      flushSync();
      await new Promise(requestAnimationFrame);
    }
    await expect.poll(() => grid.querySelector('[data-key="C99999"]')).not.toBeNull();
    observer.disconnect();
    // The first screenful has room above it for spare rows only once it is scrolled.
    expect(made.length).toBeLessThan(20);
  });
});
