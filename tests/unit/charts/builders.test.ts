import { describe, expect, test } from 'vitest';
import type { ChartConfiguration } from 'chart.js';
import { bars, roundReach, weights, weightsDrawn } from '../../../src/app/charts/bars';
import { calibration, roc } from '../../../src/app/charts/curves';
import { doughnut } from '../../../src/app/charts/doughnut';
import { confusionHeat } from '../../../src/app/charts/heat';
import { histogram, twoHistograms } from '../../../src/app/charts/histogram';
import { line } from '../../../src/app/charts/line';
import { wrapText } from '../../../src/app/charts/png';
import { sayIn } from '../../../src/app/charts/say';
import { isUneven, maxDrawn, scatter, thinned } from '../../../src/app/charts/scatter';
import { markOf } from '../../../src/app/charts/spec';
import { tableTexts } from '../../../src/app/charts/table';
import { faded, type ChartTheme } from '../../../src/app/charts/theme';

const say = sayIn('en');
const theme: ChartTheme = {
  background: '#ffffff',
  ink: '#000000',
  inkSoft: '#444444',
  line: '#cccccc',
  series: ['#111111', '#222222', '#333333', '#444444', '#555555', '#666666'],
  font: 'serif',
};
const caption = { title: 'A finding with 5 in it', fileName: 'x' };
const show = (value: number) => say.format.count(value);

/** What the builders set and the tests read, without Chart.js's unions. */
interface Plain {
  type: string;
  data: {
    labels?: string[];
    datasets: { data: unknown[]; pointStyle?: string; segment?: { borderDash: (step: { p1DataIndex: number }) => unknown } }[];
  };
  options: {
    animation: boolean;
    scales: Record<string, { beginAtZero: boolean; min?: number; max?: number; title: { text: string; display: boolean } }>;
  };
}
const plain = (config: ChartConfiguration) => config as unknown as Plain;

describe('a histogram', () => {
  const spec = histogram(
    { edges: [0, 50, 100, 1000], counts: [3, 9, 2], xTitle: 'Spent (EUR)', yTitle: 'Customers', edge: show },
    caption,
    say,
  );
  test('has one table row a bin and says in words what it shows', () => {
    expect(spec.table.rows).toEqual([
      [0, 50, 3],
      [50, 100, 9],
      [100, 1000, 2],
    ]);
    expect(spec.alt).toBe('A finding with 5 in it A histogram of 3 bars over Spent (EUR). The numbers are in the table.');
  });
  test('puts the bars between their edges and begins at zero', () => {
    const { data, options } = plain(spec.config(theme));
    expect(data.datasets[0]?.data).toEqual([
      { x: 0.5, y: 3 },
      { x: 1.5, y: 9 },
      { x: 2.5, y: 2 },
    ]);
    expect(options.scales['y']?.beginAtZero).toBe(true);
    expect(options.scales['x']).toMatchObject({ min: 0, max: 3, title: { text: 'Spent (EUR)', display: true } });
    expect(options.animation).toBe(false);
  });
});

test('two groups are drawn as shares of their own, counted in the table', () => {
  const spec = twoHistograms(
    {
      edges: [0, 0.5, 1],
      groups: [
        { name: 'Left', counts: [1, 3] },
        { name: 'Stayed', counts: [0, 0] },
      ],
      xTitle: 'x',
      yTitle: 'y',
      edge: show,
    },
    caption,
    say,
  );
  const [left, stayed] = plain(spec.config(theme)).data.datasets;
  expect(left?.data).toEqual([
    { x: 0, y: 0.25 },
    { x: 0.5, y: 0.75 },
    { x: 1, y: 0.75 },
  ]);
  expect(stayed?.data).toEqual([0, 0.5, 1].map((x) => ({ x, y: 0 })));
  expect(spec.table.rows[1]).toEqual([0.5, 1, 3, 0]);
  expect(spec.key?.map((one) => one.line)).toEqual(['solid', 'dashed']);
});

test('a line dashes only its last step, and only where the last point is not complete', () => {
  const make = (lastIncomplete: boolean) =>
    line(
      {
        points: ['May', 'June', 'July'],
        pointTitle: 'Month',
        series: [{ name: 'Orders', values: [1, 2, 3] }],
        xTitle: 'Month',
        yTitle: 'Orders',
        show,
        lastIncomplete,
      },
      caption,
      say,
    );
  const dash = (lastIncomplete: boolean, p1DataIndex: number) =>
    plain(make(lastIncomplete).config(theme)).data.datasets[0]?.segment?.borderDash({ p1DataIndex });
  expect(dash(true, 2)).toEqual([5, 5]);
  expect(dash(true, 1)).toBeUndefined();
  expect(dash(false, 2)).toBeUndefined();
  expect(make(true).table.rows[2]).toEqual(['July (so far)', 3]);
  expect(make(false).table.rows[2]).toEqual(['July', 3]);
});

test('a doughnut says every share, of nothing too', () => {
  const make = (values: number[]) =>
    doughnut(
      {
        parts: values.map((value, at) => ({ name: `g${String(at)}`, value })),
        partTitle: 'Group',
        valueTitle: 'Customers',
        show,
      },
      caption,
      say,
    );
  expect(make([3, 1]).table.rows).toEqual([
    ['g0', 3, 0.75],
    ['g1', 1, 0.25],
  ]);
  expect(make([3, 1]).key?.[0]).toMatchObject({ number: 1, label: 'g0', value: '3 (75%)' });
  expect(make([0]).table.rows[0]?.[2]).toBeNaN();
});

describe('a scatter', () => {
  const make = (n: number, total = n) => {
    const x = Float64Array.from({ length: n }, (_, i) => i % 50);
    return scatter(
      {
        x,
        y: x,
        group: Uint8Array.from({ length: n }, (_, i) => i % 2),
        names: ['a', 'b'],
        total,
        groupTitle: 'Group',
        xTitle: 'x',
        yTitle: 'y',
        xShow: show,
        yShow: show,
      },
      caption,
      say,
    );
  };
  test('draws few points all, many thinned evenly, and says so', () => {
    expect(make(100).table.rows).toHaveLength(100);
    expect(make(100).note).toBeUndefined();
    expect(make(5001).table.rows.length).toBeLessThanOrEqual(maxDrawn);
    expect(make(100, 7043).note).toBe('100 of 7,043 customers are drawn, picked evenly.');
  });
  test('tells groups apart by shape too', () => {
    expect(plain(make(100).config(theme)).data.datasets.map(({ pointStyle }) => pointStyle)).toEqual(['circle', 'triangle']);
  });
  test('leaves out points without a value', () => {
    const spec = scatter(
      {
        x: [1, Number.NaN, 3],
        y: [1, 2, 3],
        group: [0, 0, 255],
        names: ['a'],
        total: 3,
        groupTitle: 'Group',
        xTitle: 'x',
        yTitle: 'y',
        xShow: show,
        yShow: show,
      },
      caption,
      say,
    );
    expect(spec.table.rows).toEqual([['a', 1, 1]]);
  });
  test('no two of 36 groups share colour and shape', () => {
    expect(new Set(Array.from({ length: 36 }, (_, i) => JSON.stringify(markOf(i)))).size).toBe(36);
  });
  test.each([
    [[1, 2, 3, 4, 100], true],
    [[1, 2, 3, 4, 5], false],
    [[-1, 2, 3, 4, 1000], false],
    [[], false],
  ])('%j uneven: %s', (values, uneven) => {
    expect(isUneven(values)).toBe(uneven);
  });
  test('thins to the limit and never below one in n', () => {
    expect(thinned(10, 5)).toEqual([0, 2, 4, 6, 8]);
    expect(thinned(3, 5)).toEqual([0, 1, 2]);
    expect(thinned(0, 5)).toEqual([]);
  });
});

test('a ROC keeps its ends however many points there are', () => {
  const n = 5000;
  const rate = Float64Array.from({ length: n }, (_, i) => i / (n - 1));
  const { rows } = roc({ fpr: rate, tpr: rate, auc: 0.5, name: 'm' }, caption, say).table;
  expect(rows.length).toBeLessThan(500);
  expect(rows[0]).toEqual([0, 0]);
  expect(rows.at(-1)).toEqual([1, 1]);
});

test('calibration: axes from 0 to 1, one row a bin with its customers', () => {
  const spec = calibration({ predicted: [0.1, 0.9], observed: [0.2, 0.8], n: [5, 6], name: 'm' }, caption, say);
  expect(spec.table.rows).toEqual([
    [0.1, 0.2, 5],
    [0.9, 0.8, 6],
  ]);
  expect(plain(spec.config(theme)).options.scales).toMatchObject({ x: { min: 0, max: 1 }, y: { min: 0, max: 1 } });
});

describe('weights', () => {
  const many = Array.from({ length: 20 }, (_, i) => ({ name: `w${String(i)}`, value: (i % 2 ? -1 : 1) * i }));
  const spec = weights({ weights: many, nameTitle: 'What', valueTitle: 'Weight' }, caption, say);
  test('draws the strongest, tabulates all, strongest first', () => {
    expect(plain(spec.config(theme)).data.datasets[0]?.data).toHaveLength(weightsDrawn);
    expect(spec.table.rows).toHaveLength(20);
    expect(spec.table.rows[0]).toEqual(['w19', -19]);
  });
  test('has zero in the middle', () => {
    const x = plain(spec.config(theme)).options.scales['x'];
    expect(x?.min).toBe(-(x?.max ?? 0));
    expect(x?.max).toBeGreaterThan(19);
  });
  test.each([
    [19, 20, 5],
    [0.9, 1, 0.2],
    [2.3, 3, 1],
  ])('%f reaches %f in steps of %f', (wanted, reach, step) => {
    const found = roundReach(wanted);
    expect(found.reach).toBeCloseTo(reach, 9);
    expect(found.step).toBeCloseTo(step, 9);
  });
});

test('bars mark the chosen one in the table too', () => {
  const spec = bars(
    {
      bars: [
        { name: '2', value: 0.3 },
        { name: '3', value: 0.5, chosen: true },
      ],
      nameTitle: 'k',
      valueTitle: 'Silhouette',
      show,
    },
    caption,
    say,
  );
  expect(spec.table.rows).toEqual([
    ['2', 0.3],
    ['3 (chosen)', 0.5],
  ]);
});

test('a confusion matrix has what happened down its side, right calls on the diagonal', () => {
  const heat = confusionHeat({ truePositive: 70, falseNegative: 50, falsePositive: 30, trueNegative: 250 }, caption, say);
  expect(heat.rows.map((row) => row.cells.map(({ count, right }) => [count, right]))).toEqual([
    [
      [70, true],
      [50, false],
    ],
    [
      [30, false],
      [250, true],
    ],
  ]);
  expect(heat.table.rows).toEqual([
    ['Left', 70, 50],
    ['Stayed', 30, 250],
  ]);
  expect(heat.rows[0]?.cells[0]?.text).toBe('70 (58%)');
});

test('tables are formatted as asked, numbers to the right, blanks as a dash', () => {
  const texts = tableTexts(
    {
      columns: [{ label: 'a' }, { label: 'b', show: (value) => say.format.percent(value) }, { label: 'c' }],
      rows: [
        ['x', 0.5, 1234.5],
        ['y', Number.NaN, null],
      ],
    },
    say.format,
  );
  expect(texts.rows).toEqual([
    ['x', '50%', '1,234.5'],
    ['y', '–', '–'],
  ]);
  expect(texts.columns.map(({ align }) => align)).toEqual(['start', 'end', 'end']);
});

test('titles wrap between words, and between Chinese letters', () => {
  const measure = (text: string) => [...text].length;
  expect(wrapText('one two three', 7, measure)).toEqual(['one two', 'three']);
  expect(wrapText('客户正在离开', 4, measure)).toEqual(['客户正在', '离开']);
  expect(wrapText('', 4, measure)).toEqual([]);
});

test('an opacity is added to a hex colour, and to nothing else', () => {
  expect(faded('#123456', 0.5)).toBe('#12345680');
  expect(faded('red', 0.5)).toBe('red');
});
