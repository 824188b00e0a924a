import type { ChartConfiguration } from 'chart.js';
import { axis, baseOptions } from './options';
import type { Say } from './say';
import type { Caption, ChartSpec } from './spec';
import { faded, seriesColour } from './theme';

/** Expected amounts at named points with the band they lie in; from zero. */
export function band(
  data: {
    readonly points: readonly string[];
    readonly pointTitle: string;
    readonly expected: readonly number[];
    readonly low: readonly number[];
    readonly high: readonly number[];
    readonly names: { readonly expected: string; readonly low: string; readonly high: string };
    readonly xTitle: string;
    readonly yTitle: string;
    readonly show: (value: number) => string;
    /** How the axis writes it, where the unit stands in its title. */
    readonly tick: (value: number) => string;
  },
  caption: Caption,
  say: Say,
): ChartSpec {
  const { points, names, show } = data;
  const series = [
    { name: names.low, values: data.low },
    { name: names.expected, values: data.expected },
    { name: names.high, values: data.high },
  ] as const;
  return {
    ...caption,
    height: caption.height ?? 280,
    alt: say.t('charts.alt', {
      title: caption.title,
      what: say.t('charts.kind.line', { from: points[0] ?? '', to: points.at(-1) ?? '', n: points.length }),
    }),
    table: {
      columns: [{ label: data.pointTitle }, ...series.map(({ name }) => ({ label: name, show }))],
      rows: points.map((point, at) => [point, ...series.map(({ values }) => values[at] ?? null)]),
    },
    config: (theme) => {
      const colour = seriesColour(theme, 0);
      const edge = { borderColor: 'transparent', pointRadius: 0, pointHitRadius: 0, borderWidth: 0 };
      return {
        type: 'line',
        data: {
          labels: points,
          datasets: [
            { ...edge, label: names.low, data: data.low, fill: false },
            { ...edge, label: names.high, data: data.high, fill: 0, backgroundColor: faded(colour, 0.18) },
            {
              label: names.expected,
              data: data.expected,
              borderColor: colour,
              backgroundColor: colour,
              borderWidth: 2,
              pointRadius: 3,
              fill: false,
              tension: 0,
            },
          ],
        },
        options: baseOptions(theme, {
          x: axis(theme, { type: 'category', title: data.xTitle, grid: false, maxTicks: 12 }),
          y: axis(theme, { title: data.yTitle, tick: data.tick, maxTicks: 6 }),
          right: 16,
          top: 16,
          tooltipTitle: (items) => points[items[0]?.dataIndex ?? 0] ?? '',
          tooltip: (item) => `${item.dataset.label ?? ''} ${show(item.parsed.y ?? Number.NaN)}`,
        }),
      } as unknown as ChartConfiguration;
    },
  };
}
