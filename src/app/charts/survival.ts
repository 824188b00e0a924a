import type { ChartConfiguration } from 'chart.js';
import { axis, baseOptions } from './options';
import type { Say } from './say';
import type { Caption, ChartSpec } from './spec';
import { faded, seriesColour } from './theme';

/** Shares that are left after each month: a falling staircase with its band, and a dashed line of what is expected, past it too. */
export function survival(
  data: {
    readonly points: readonly number[];
    readonly seen: readonly number[];
    readonly low: readonly number[];
    readonly high: readonly number[];
    /** Empty where there is none. */
    readonly model: readonly number[];
    /** Stand in the table only. */
    readonly counts: readonly { readonly name: string; readonly values: readonly number[] }[];
    readonly names: {
      readonly point: string;
      readonly seen: string;
      readonly low: string;
      readonly high: string;
      readonly model: string;
    };
    readonly xTitle: string;
    readonly yTitle: string;
    readonly show: (value: number) => string;
    readonly tick: (value: number) => string;
    readonly count: (value: number) => string;
  },
  caption: Caption,
  say: Say,
): ChartSpec {
  const { points, names, show, count } = data;
  const series = [
    { name: names.seen, values: data.seen },
    { name: names.low, values: data.low },
    { name: names.high, values: data.high },
    ...(data.model.length > 0 ? [{ name: names.model, values: data.model }] : []),
  ];
  return {
    ...caption,
    height: caption.height ?? 300,
    alt: say.t('charts.alt', {
      title: caption.title,
      what: say.t('charts.kind.line', {
        from: count(points[0] ?? 0),
        to: count(points.at(-1) ?? 0),
        n: points.length,
      }),
    }),
    key: [
      { series: 0, shape: 'rect', line: 'solid', label: names.seen },
      ...(data.model.length > 0 ? [{ series: 1, shape: 'circle' as const, line: 'dashed' as const, label: names.model }] : []),
    ],
    table: {
      columns: [
        { label: names.point, show: count },
        ...data.counts.map(({ name }) => ({ label: name, show: count })),
        ...series.map(({ name }) => ({ label: name, show })),
      ],
      rows: points.map((point, at) => [
        point,
        ...data.counts.map(({ values }) => values[at] ?? null),
        ...series.map(({ values }) => values[at] ?? null),
      ]),
    },
    config: (theme) => {
      const [own, other] = [seriesColour(theme, 0), seriesColour(theme, 1)];
      const edge = { borderColor: 'transparent', pointRadius: 0, pointHitRadius: 0, borderWidth: 0, stepped: true };
      return {
        type: 'line',
        data: {
          labels: points.map(count),
          datasets: [
            { ...edge, label: names.low, data: data.low, fill: false },
            { ...edge, label: names.high, data: data.high, fill: 0, backgroundColor: faded(own, 0.2) },
            { label: names.seen, data: data.seen, borderColor: own, borderWidth: 2, pointRadius: 0, fill: false, stepped: true },
            {
              label: names.model,
              data: data.model,
              borderColor: other,
              borderDash: [6, 4],
              borderWidth: 2,
              pointRadius: 0,
              fill: false,
            },
          ],
        },
        options: baseOptions(theme, {
          x: axis(theme, { type: 'category', title: data.xTitle, grid: false, maxTicks: 13 }),
          y: axis(theme, { title: data.yTitle, tick: data.tick, maxTicks: 6, max: 1 }),
          right: 16,
          top: 16,
          tooltipTitle: (items) => `${names.point} ${count(points[items[0]?.dataIndex ?? 0] ?? 0)}`,
          tooltip: (item) => `${item.dataset.label ?? ''} ${show(item.parsed.y ?? Number.NaN)}`,
        }),
      } as unknown as ChartConfiguration;
    },
  };
}
