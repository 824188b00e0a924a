import type { ChartConfiguration } from 'chart.js';
import { baseOptions } from './options';
import type { Say } from './say';
import { markOf, type Caption, type ChartSpec } from './spec';
import { faded, seriesColour } from './theme';

const dashes = [[], [6, 4], [2, 3], [10, 4, 2, 4], [1, 4], [12, 6]] as const;

/** Shares of several groups along several spokes, from 0 in the middle to 1; a polygon a group. */
export function radar(
  data: {
    readonly spokes: readonly string[];
    readonly spokeTitle: string;
    readonly groups: readonly { readonly name: string; readonly values: readonly number[] }[];
  },
  caption: Caption,
  say: Say,
): ChartSpec {
  const { spokes, groups } = data;
  const show = (value: number) => say.format.percent(value);
  return {
    ...caption,
    height: caption.height ?? 380,
    load: () => import('./more'),
    alt: say.t('charts.alt', {
      title: caption.title,
      what: say.t('charts.kind.radar', { n: groups.length, spokes: spokes.length }),
    }),
    key: groups.map(({ name }, at) => ({ ...markOf(at), label: name })),
    table: {
      columns: [{ label: data.spokeTitle }, ...groups.map(({ name }) => ({ label: name, show }))],
      rows: spokes.map((spoke, at) => [spoke, ...groups.map(({ values }) => values[at] ?? null)]),
    },
    config: (theme) =>
      ({
        type: 'radar',
        data: {
          labels: spokes,
          datasets: groups.map(({ name, values }, at) => ({
            label: name,
            data: values,
            borderColor: seriesColour(theme, at),
            backgroundColor: faded(seriesColour(theme, at), 0.08),
            borderWidth: 2,
            borderDash: dashes[at % dashes.length],
            pointStyle: markOf(at).shape,
            pointRadius: 4,
            pointBackgroundColor: faded(seriesColour(theme, at), 0.45),
            pointBorderColor: seriesColour(theme, at),
          })),
        },
        options: {
          ...baseOptions(theme, {
            pick: 'nearest',
            tooltipTitle: (items) => spokes[items[0]?.dataIndex ?? 0] ?? '',
            tooltip: (item) => `${item.dataset.label ?? ''} ${show((item.parsed as unknown as { r: number }).r)}`,
          }),
          scales: {
            r: {
              min: 0,
              max: 1,
              ticks: {
                stepSize: 0.25,
                callback: (value: number) => show(value),
                color: theme.inkSoft,
                backdropColor: theme.background,
                font: { size: 11, family: theme.font },
              },
              grid: { color: theme.line },
              angleLines: { color: theme.line },
              pointLabels: { color: theme.ink, font: { size: 12, family: theme.font } },
            },
          },
        },
      }) as unknown as ChartConfiguration,
  };
}
