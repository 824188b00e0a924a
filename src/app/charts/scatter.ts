import type { ChartConfiguration } from 'chart.js';
import { directLabels, type SpotLabel } from './direct-labels';
import { axis, baseOptions } from './options';
import type { Say } from './say';
import { markOf, type Caption, type ChartSpec } from './spec';
import { faded, seriesColour } from './theme';

/** More points than this are thinned evenly: the eye gains nothing and drawing would hold up the page. */
export const maxDrawn = 1500;

/** Every n-th of `length` so that at most `limit` remain; all indices where there are fewer. */
export function thinned(length: number, limit: number): number[] {
  const step = Math.max(1, Math.ceil(length / limit));
  return Array.from({ length: Math.ceil(length / step) }, (_, at) => at * step);
}

/**
 * Whether amounts are so uneven that a plain axis would press most of them into a corner: none is negative and the largest
 * is over 20 times the median.
 */
export function isUneven(values: ArrayLike<number>): boolean {
  const known = Float64Array.from(Array.from(values).filter(Number.isFinite)).sort();
  const median = known[known.length >> 1] ?? 0;
  return known.length > 0 && (known[0] ?? 0) >= 0 && median > 0 && (known.at(-1) ?? 0) > 20 * median;
}

/** 0, 1, 10, 100 … up to the first that covers `max`, as log(1 + value). */
export const tenfold = (max: number): number[] =>
  [0, ...Array.from({ length: Math.max(Math.ceil(Math.log10(max)), 1) + 1 }, (_, power) => 10 ** power)].map(Math.log1p);

/** Points of several groups by colour and shape, each group's name at the mean of its points. Points with NaN are left out. */
export function scatter(
  data: {
    readonly x: ArrayLike<number>;
    readonly y: ArrayLike<number>;
    readonly group: ArrayLike<number>;
    readonly names: readonly string[];
    /** Of which the points may be a sample already. */
    readonly total: number;
    readonly groupTitle: string;
    readonly xTitle: string;
    readonly yTitle: string;
    readonly xShow: (value: number) => string;
    readonly yShow: (value: number) => string;
  },
  caption: Caption,
  say: Say,
): ChartSpec {
  const { x, y, group, names } = data;
  const rows = thinned(x.length, maxDrawn).filter(
    (row) => Number.isFinite(x[row]) && Number.isFinite(y[row]) && (group[row] ?? names.length) < names.length,
  );
  // Uneven amounts are drawn at log(1 + value), with ticks at 0, 1, 10, 100 …
  const scale = (values: ArrayLike<number>, title: string, show: (value: number) => string) => {
    const uneven = isUneven(values);
    const at = (row: number) => (uneven ? Math.log1p(values[row] ?? Number.NaN) : (values[row] ?? Number.NaN));
    const back = (value: number) => (uneven ? Math.round(Math.expm1(value) * 1e9) / 1e9 : value);
    const max = rows.reduce((most, row) => Math.max(most, values[row] ?? 0), 0);
    const wish = {
      title: uneven ? say.t('charts.tenfold', { title }) : title,
      tick: (value: number) => show(back(value)),
      zero: false,
      ...(uneven ? { ticks: tenfold(max), min: 0 } : {}),
    };
    return { at, wish };
  };
  const xScale = scale(x, data.xTitle, data.xShow);
  const yScale = scale(y, data.yTitle, data.yShow);
  const clouds = names.map((_, index) => rows.filter((row) => group[row] === index));
  const centres: (SpotLabel & { index: number })[] = [];
  for (const [index, cloud] of clouds.entries()) {
    if (cloud.length === 0) continue;
    const mean = (at: (row: number) => number) => cloud.reduce((sum, row) => sum + at(row), 0) / cloud.length;
    centres.push({ index, x: mean(xScale.at), y: mean(yScale.at), text: String(index + 1) });
  }
  const drawn = say.t('charts.drawn', { drawn: rows.length, n: data.total });
  return {
    ...caption,
    ...(rows.length < data.total ? { note: caption.note ? `${caption.note} ${drawn}` : drawn } : {}),
    height: caption.height ?? 380,
    alt: say.t('charts.alt', {
      title: caption.title,
      what: say.t('charts.kind.scatter', { x: data.xTitle, y: data.yTitle, n: rows.length }),
    }),
    key: names.map((name, at) => ({ ...markOf(at), label: `${String(at + 1)} ${name}` })),
    table: {
      columns: [{ label: data.groupTitle }, { label: data.xTitle, show: data.xShow }, { label: data.yTitle, show: data.yShow }],
      rows: rows.map((row) => [names[group[row] ?? 0] ?? '', x[row] ?? null, y[row] ?? null]),
    },
    config: (theme) =>
      ({
        type: 'scatter',
        data: {
          datasets: clouds.map((cloud, at) => ({
            label: names[at] ?? '',
            data: cloud.map((row) => ({ x: xScale.at(row), y: yScale.at(row) })),
            pointStyle: markOf(at).shape,
            pointRadius: rows.length > 600 ? 3 : 4,
            borderColor: seriesColour(theme, at),
            backgroundColor: faded(seriesColour(theme, at), 0.45),
            borderWidth: 1.25,
          })),
        },
        options: baseOptions(theme, {
          x: axis(theme, xScale.wish),
          y: axis(theme, yScale.wish),
          pick: 'nearest',
          tooltipTitle: () => '',
          tooltip: (item) => [
            item.dataset.label ?? '',
            `${data.xTitle}: ${xScale.wish.tick(item.parsed.x ?? Number.NaN)}`,
            `${data.yTitle}: ${yScale.wish.tick(item.parsed.y ?? Number.NaN)}`,
          ],
        }),
        plugins: [directLabels(theme, [], centres)],
      }) as unknown as ChartConfiguration,
  };
}
