import { flushSync, mount, unmount } from 'svelte';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import '../../src/app/app.css';
import ChartView from '../../src/app/charts/Chart.svelte';
import { chartPicture, heatPicture } from '../../src/app/charts/png';
import { Chart } from '../../src/app/charts/register';
import { sayIn, type Say } from '../../src/app/charts/say';
import { readTheme } from '../../src/app/charts/theme';
import {
  calibrationPicture,
  confusionPicture,
  rocPicture,
  spreadPicture,
  weightsPicture,
} from '../../src/app/screens/predict/pictures';
import { choiceChart, cloudChart, sizesChart } from '../../src/app/screens/segments/view';
import { monthlyChart, spreadChart } from '../../src/app/screens/today/view';
import type { ChartSpec } from '../../src/app/charts/spec';
import { locale } from '../../src/app/state/locale.svelte';
import { theme } from '../../src/app/state/theme.svelte';
import { churnPart, makeResult, segmentsPart } from '../unit/charts/fixture';

const result = makeResult();
const part = churnPart();

function specs(say: Say): Record<string, ChartSpec | null> {
  const [model] = part.models;
  if (!model) throw new Error('no model');
  return {
    months: monthlyChart(say, result, 'revenue'),
    spread: spreadChart(say, result),
    sizes: sizesChart(say, segmentsPart()),
    cloud: cloudChart(say, segmentsPart(), result),
    choice: choiceChart(say, segmentsPart()),
    roc: rocPicture(say, model),
    calibration: calibrationPicture(say, model),
    forecasts: spreadPicture(say, part, model),
    weights: weightsPicture(say, model),
  };
}

let host: HTMLElement;
let shown: ReturnType<typeof mount> | null = null;
beforeEach(async () => {
  await locale.set('en');
  theme.set('light');
  host = document.createElement('div');
  host.style.width = '480px';
  document.body.append(host);
});
afterEach(async () => {
  if (shown) await unmount(shown);
  shown = null;
  host.remove();
});

async function show(spec: ChartSpec | null): Promise<HTMLCanvasElement> {
  if (!spec) throw new Error('no chart');
  shown = mount(ChartView, { target: host, props: { spec } });
  flushSync();
  const canvas = host.querySelector('canvas');
  if (!canvas) throw new Error('no canvas');
  await expect.poll(() => colours(canvas).size).toBeGreaterThan(0);
  return canvas;
}

/** Colours on the canvas, as `r,g,b`, of all opaque dots. */
function colours(canvas: HTMLCanvasElement): Set<string> {
  const ctx = canvas.getContext('2d');
  const { data } = ctx?.getImageData(0, 0, canvas.width, canvas.height) ?? { data: new Uint8ClampedArray() };
  const found = new Set<string>();
  for (let i = 0; i < data.length; i += 4) {
    if (data[i + 3] === 255) found.add(`${String(data[i])},${String(data[i + 1])},${String(data[i + 2])}`);
  }
  return found;
}

function rgb(hex: string): string {
  return [1, 3, 5].map((at) => String(Number.parseInt(hex.slice(at, at + 2), 16))).join(',');
}

describe.each(['en', 'zh-CN'] as const)('in %s', (language) => {
  test.each(Object.keys(specs(sayIn(language))))('%s is drawn, named and tabulated', async (name) => {
    const spec = specs(sayIn(language))[name] ?? null;
    const canvas = await show(spec);
    expect(canvas.getAttribute('role')).toBe('img');
    expect(canvas.getAttribute('aria-label')).toBe(spec?.alt);
    expect(host.querySelector('figcaption')?.textContent).toContain(spec?.title);
    expect(spec?.title).toMatch(/\d|“/);
    expect(colours(canvas).size).toBeGreaterThan(3);
    expect(host.querySelector('table')).toBeNull();
    host.querySelector<HTMLButtonElement>('.tools button')?.click();
    flushSync();
    await expect.poll(() => host.querySelectorAll('tbody tr').length).toBe(Math.min(spec?.table.rows.length ?? 0, 200));
  });
});

test('turning dark draws anew in the dark colours', async () => {
  const canvas = await show(specs(sayIn('en'))['choice'] ?? null);
  const light = readTheme().series[0];
  expect(colours(canvas)).toContain(rgb(light));
  theme.set('dark');
  flushSync();
  const dark = readTheme().series[0];
  expect(dark).not.toBe(light);
  await expect.poll(() => colours(canvas)).toContain(rgb(dark));
  expect(colours(canvas)).not.toContain(rgb(light));
});

test('a chart is made, given its numbers and drawn in tasks of their own, and no two charts share one', async () => {
  // Everything up to the next microtask is one task.
  let task = 0;
  const done: { chart: Chart; task: number }[] = [];
  const names = ['update', 'draw'] as const;
  const own = names.map((name) => Reflect.get(Chart.prototype, name) as (...given: unknown[]) => void);
  for (const [at, name] of names.entries()) {
    const told = function (this: Chart, ...given: unknown[]) {
      done.push({ chart: this, task });
      void Promise.resolve().then(() => task++);
      own[at]?.apply(this, given);
    };
    Reflect.set(Chart.prototype, name, told);
  }
  const pair = [host.appendChild(document.createElement('div')), host.appendChild(document.createElement('div'))];
  const views = pair.map((target) => mount(ChartView, { target, props: { spec: specs(sayIn('en'))['months']! } }));
  try {
    flushSync();
    await expect.poll(() => pair.every((target) => colours(target.querySelector('canvas')!).size > 0)).toBe(true);
  } finally {
    for (const [at, name] of names.entries()) Reflect.set(Chart.prototype, name, own[at]);
    await Promise.all(views.map((view) => unmount(view)));
  }
  const charts = new Set(done.map(({ chart }) => chart));
  expect(charts.size).toBe(2);
  for (const chart of charts) {
    const tasks = done.filter((one) => one.chart === chart).map((one) => one.task);
    expect(new Set(tasks).size).toBeGreaterThanOrEqual(3);
    expect(done.some((one) => one.chart !== chart && tasks.includes(one.task))).toBe(false);
  }
});

test('a chart that is taken away is let go', async () => {
  const canvas = await show(specs(sayIn('en'))['months'] ?? null);
  expect(Chart.getChart(canvas)).toBeDefined();
  if (shown) await unmount(shown);
  shown = null;
  expect(Chart.getChart(canvas)).toBeUndefined();
});

test('the picture to save has paper, title and key around the chart', async () => {
  const spec = specs(sayIn('en'))['sizes'];
  const canvas = await show(spec ?? null);
  const look = readTheme();
  const picture = chartPicture(canvas, spec?.title ?? '', spec?.key ?? [], look);
  if (!picture) throw new Error('no picture');
  expect(picture.height).toBeGreaterThan(canvas.height);
  const corner = picture.getContext('2d')?.getImageData(0, 0, 1, 1).data;
  expect([...(corner ?? [])]).toEqual([...rgb(look.background).split(',').map(Number), 255]);
  expect(colours(picture)).toContain(rgb(look.ink));
  for (const at of [0, 1, 2]) expect(colours(picture)).toContain(rgb(look.series[at] ?? ''));
  const blob = await new Promise<Blob | null>((resolve) => picture.toBlob(resolve, 'image/png'));
  expect(blob?.type).toBe('image/png');
});

test('the confusion matrix can be saved as a picture too', () => {
  const [model] = part.models;
  if (!model) throw new Error('no model');
  const picture = heatPicture(confusionPicture(sayIn('zh-CN'), part, model), readTheme());
  expect(picture && colours(picture).size).toBeGreaterThan(10);
});

test.each([
  ['PNG', 'image/png', '.png'],
  ['CSV', 'text/csv;charset=utf-8', '.csv'],
])('%s is handed over as a file', async (label, type, ending) => {
  await show(specs(sayIn('en'))['spread'] ?? null);
  const saved: { blob: Blob; name: string }[] = [];
  const made: Blob[] = [];
  const address = vi.spyOn(URL, 'createObjectURL').mockImplementation((blob) => {
    made.push(blob as Blob);
    return 'blob:none';
  });
  const click = vi.spyOn(HTMLAnchorElement.prototype, 'click').mockImplementation(function (this: HTMLAnchorElement) {
    saved.push({ blob: made.at(-1) ?? new Blob(), name: this.download });
  });
  try {
    const button = [...host.querySelectorAll<HTMLButtonElement>('.tools button')].find((one) => one.textContent.trim() === label);
    button?.click();
    await expect.poll(() => saved).toHaveLength(1);
  } finally {
    address.mockRestore();
    click.mockRestore();
  }
  expect(saved[0]?.blob.type).toBe(type);
  expect(saved[0]?.name).toBe(`kith-spread${ending}`);
  if (label === 'CSV') expect(await saved[0]?.blob.text()).toContain('50,100,260');
});
