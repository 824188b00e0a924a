import type { ChartConfiguration } from 'chart.js';
import { directLabels } from './direct-labels';
import { axis, baseOptions } from './options';
import type { Say } from './say';
import type { Caption, ChartSpec } from './spec';
import { seriesColour } from './theme';

/** A series over named points in time; the step to the last point is dashed where that point is not complete. */
export function line(
  data: {
    readonly points: readonly string[];
    readonly pointTitle: string;
    readonly series: readonly { readonly name: string; readonly values: readonly number[] }[];
    readonly xTitle: string;
    readonly yTitle: string;
    readonly show: (value: number) => string;
    /** How the axis writes it, where the unit stands in its title. */
    readonly tick?: (value: number) => string;
    readonly lastIncomplete?: boolean;
  },
  caption: Caption,
  say: Say,
): ChartSpec {
  const { points, series } = data;
  const last = points.length - 1;
  const named = data.lastIncomplete && last >= 0;
  const pointName = (at: number) =>
    named && at === last ? say.t('charts.so-far', { point: points[at] ?? '' }) : (points[at] ?? '');
  return {
    ...caption,
    height: caption.height ?? 280,
    alt: say.t('charts.alt', {
      title: caption.title,
      what: say.t('charts.kind.line', { from: points[0] ?? '', to: points[last] ?? '', n: points.length }),
    }),
    table: {
      columns: [{ label: data.pointTitle }, ...series.map((one) => ({ label: one.name, show: data.show }))],
      rows: points.map((_, at) => [pointName(at), ...series.map((one) => one.values[at] ?? null)]),
    },
    config: (theme) => {
      const dashed = ({ p1DataIndex }: { p1DataIndex: number }) => (named && p1DataIndex === last ? [5, 5] : undefined);
      return {
        type: 'line',
        data: {
          labels: points,
          datasets: series.map((one, at) => ({
            label: one.name,
            data: one.values,
            borderColor: seriesColour(theme, at),
            backgroundColor: seriesColour(theme, at),
            borderWidth: 2,
            pointRadius: points.length > 40 ? 0 : 3,
            // A hollow last point: not yet complete.
            pointBackgroundColor: points.map((_, index) =>
              named && index === last ? theme.background : seriesColour(theme, at),
            ),
            pointBorderWidth: 2,
            segment: { borderDash: dashed },
            tension: 0,
          })),
        },
        options: baseOptions(theme, {
          x: axis(theme, { type: 'category', title: data.xTitle, grid: false, maxTicks: 12 }),
          y: axis(theme, { title: data.yTitle, tick: data.tick ?? data.show, maxTicks: 6 }),
          right: 16,
          top: 16,
          tooltipTitle: (items) => pointName(items[0]?.dataIndex ?? 0),
          tooltip: (item) => `${item.dataset.label ?? ''} ${data.show(item.parsed.y ?? Number.NaN)}`,
        }),
        plugins: [
          directLabels(
            theme,
            series.map((one, at) => ({
              dataset: at,
              index: last,
              text:
                series.length > 1
                  ? `${one.name} ${data.show(one.values[last] ?? Number.NaN)}`
                  : data.show(one.values[last] ?? Number.NaN),
              // On the side away from the line that leads there.
              place: (one.values[last] ?? 0) < (one.values[last - 1] ?? 0) ? ('below' as const) : ('above' as const),
              colour: series.length > 1 ? seriesColour(theme, at) : theme.ink,
              bold: true,
            })),
          ),
        ],
      } as unknown as ChartConfiguration;
    },
  };
}
