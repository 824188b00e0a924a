import type { ChartConfiguration } from 'chart.js';
import { axis, baseOptions } from './options';
import type { Say } from './say';
import type { Caption, ChartSpec } from './spec';
import { faded, seriesColour } from './theme';

/** NaN leaves a gap in a line, and a blank in the table. */
type Values = readonly number[];

/** A figure by month: this year's line with its band, the year before dashed; the step to a month that is not over is dashed too. */
export function history(
  data: {
    readonly points: readonly string[];
    readonly pointTitle: string;
    readonly now: Values;
    readonly yearBefore: Values | null;
    readonly band: { readonly low: Values; readonly high: Values } | null;
    readonly n: Values | null;
    readonly names: Readonly<Record<'now' | 'yearBefore' | 'low' | 'high' | 'n', string>>;
    readonly xTitle: string;
    readonly yTitle: string;
    readonly show: (value: number) => string;
    readonly tick: (value: number) => string;
    readonly zero: boolean;
    readonly lastIncomplete: boolean;
  },
  caption: Caption,
  say: Say,
): ChartSpec {
  const { points, names, show, band, yearBefore } = data;
  const last = points.length - 1;
  const pointName = (at: number) =>
    data.lastIncomplete && at === last ? say.t('charts.so-far', { point: points[at] ?? '' }) : (points[at] ?? '');
  const columns = [
    { label: names.now, values: data.now, show },
    ...(band
      ? [
          { label: names.low, values: band.low, show },
          { label: names.high, values: band.high, show },
        ]
      : []),
    ...(yearBefore ? [{ label: names.yearBefore, values: yearBefore, show }] : []),
    ...(data.n ? [{ label: names.n, values: data.n, show: (value: number) => say.format.count(value) }] : []),
  ];
  return {
    ...caption,
    height: caption.height ?? 300,
    alt: say.t('charts.alt', {
      title: caption.title,
      what: say.t('charts.kind.line', { from: points[0] ?? '', to: points[last] ?? '', n: points.length }),
    }),
    table: {
      columns: [{ label: data.pointTitle }, ...columns.map(({ label, show: own }) => ({ label, show: own }))],
      rows: points.map((_, at) => [pointName(at), ...columns.map(({ values }) => values[at] ?? null)]),
    },
    key: yearBefore
      ? [
          { series: 0, shape: 'circle', line: 'solid', label: names.now },
          { series: 5, shape: 'circle', line: 'dashed', label: names.yearBefore },
        ]
      : [],
    config: (theme) => {
      const colour = seriesColour(theme, 0);
      const soft = seriesColour(theme, 5);
      const gaps = (values: Values) => values.map((value) => (Number.isNaN(value) ? null : value));
      const edge = { borderColor: 'transparent', pointRadius: 0, pointHitRadius: 0, borderWidth: 0, tension: 0 };
      const dashed = ({ p1DataIndex }: { p1DataIndex: number }) =>
        data.lastIncomplete && p1DataIndex === last ? [5, 5] : undefined;
      return {
        type: 'line',
        data: {
          labels: points,
          datasets: [
            ...(band
              ? [
                  { ...edge, label: names.low, data: gaps(band.low), fill: false },
                  { ...edge, label: names.high, data: gaps(band.high), fill: 0, backgroundColor: faded(colour, 0.16) },
                ]
              : []),
            ...(yearBefore
              ? [
                  {
                    label: names.yearBefore,
                    data: gaps(yearBefore),
                    borderColor: soft,
                    backgroundColor: soft,
                    borderWidth: 1.5,
                    borderDash: [4, 4],
                    pointRadius: 0,
                    tension: 0,
                  },
                ]
              : []),
            {
              label: names.now,
              data: gaps(data.now),
              borderColor: colour,
              backgroundColor: colour,
              borderWidth: 2,
              pointRadius: 3,
              pointBackgroundColor: points.map((_, at) => (data.lastIncomplete && at === last ? theme.background : colour)),
              pointBorderWidth: 2,
              segment: { borderDash: dashed },
              tension: 0,
            },
          ],
        },
        options: baseOptions(theme, {
          x: axis(theme, { type: 'category', title: data.xTitle, grid: false, maxTicks: 12 }),
          y: axis(theme, { title: data.yTitle, tick: data.tick, maxTicks: 6, zero: data.zero }),
          right: 16,
          top: 16,
          tooltipTitle: (items) => pointName(items[0]?.dataIndex ?? 0),
          tooltip: (item) => `${item.dataset.label ?? ''} ${show(item.parsed.y ?? Number.NaN)}`,
        }),
      } as unknown as ChartConfiguration;
    },
  };
}
