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

/** Points of several groups by colour and shape, each group's name at the mean of its points. Points with NaN are left out. */
export function scatter(
  data: {
    readonly x: ArrayLike<number>;
    readonly y: ArrayLike<number>;
    readonly group: ArrayLike<number>;
    readonly names: readonly string[];
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
  const clouds = names.map((_, index) => rows.filter((row) => group[row] === index));
  const centres: (SpotLabel & { index: number })[] = [];
  for (const [index, cloud] of clouds.entries()) {
    if (cloud.length === 0) continue;
    const mean = (values: ArrayLike<number>) => cloud.reduce((sum, row) => sum + (values[row] ?? 0), 0) / cloud.length;
    centres.push({ index, x: mean(x), y: mean(y), text: String(index + 1) });
  }
  const drawn = say.t('charts.drawn', { drawn: rows.length, n: x.length });
  return {
    ...caption,
    ...(rows.length < x.length ? { note: caption.note ? `${caption.note} ${drawn}` : drawn } : {}),
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
            data: cloud.map((row) => ({ x: x[row] ?? Number.NaN, y: y[row] ?? Number.NaN })),
            pointStyle: markOf(at).shape,
            pointRadius: rows.length > 600 ? 3 : 4,
            borderColor: seriesColour(theme, at),
            backgroundColor: faded(seriesColour(theme, at), 0.45),
            borderWidth: 1.25,
          })),
        },
        options: baseOptions(theme, {
          x: axis(theme, { title: data.xTitle, tick: data.xShow, zero: false }),
          y: axis(theme, { title: data.yTitle, tick: data.yShow, zero: false }),
          pick: 'nearest',
          tooltipTitle: () => '',
          tooltip: (item) => [
            item.dataset.label ?? '',
            `${data.xTitle}: ${data.xShow(item.parsed.x ?? Number.NaN)}`,
            `${data.yTitle}: ${data.yShow(item.parsed.y ?? Number.NaN)}`,
          ],
        }),
        plugins: [directLabels(theme, [], centres)],
      }) as unknown as ChartConfiguration,
  };
}
