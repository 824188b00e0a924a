import type { ChartConfiguration } from 'chart.js';
import { axis, baseOptions } from './options';
import type { Say } from './say';
import type { Caption, ChartSpec } from './spec';
import { faded, seriesColour } from './theme';

/** A picture thins out its edges' labels: at most so many. */
const maxTicks = 9;

/**
 * Counts per bin as touching bars. `edges` has one entry more than `counts` and need not be evenly spaced: every bin is
 * drawn equally wide and the edges are written under the bars. An empty histogram draws only its axes.
 */
export function histogram(
  data: {
    readonly edges: readonly number[];
    readonly counts: readonly number[];
    /** With its unit. */
    readonly xTitle: string;
    readonly yTitle: string;
    readonly edge: (value: number) => string;
  },
  caption: Caption,
  say: Say,
): ChartSpec {
  const { edges, counts } = data;
  const range = (bin: number) =>
    say.t('charts.range', { from: data.edge(edges[bin] ?? Number.NaN), to: data.edge(edges[bin + 1] ?? Number.NaN) });
  return {
    ...caption,
    height: caption.height ?? 260,
    alt: say.t('charts.alt', {
      title: caption.title,
      what: say.t('charts.kind.histogram', { x: data.xTitle, n: counts.length }),
    }),
    table: {
      columns: [
        { label: say.t('charts.column.from'), show: data.edge },
        { label: say.t('charts.column.to'), show: data.edge },
        { label: data.yTitle, show: (value: number) => say.format.count(value) },
      ],
      rows: counts.map((count, bin) => [edges[bin] ?? null, edges[bin + 1] ?? null, count]),
    },
    config: (theme) =>
      ({
        type: 'bar',
        data: {
          datasets: [
            {
              data: counts.map((count, bin) => ({ x: bin + 0.5, y: count })),
              backgroundColor: faded(seriesColour(theme, 0), 0.85),
              borderColor: theme.background,
              borderWidth: { left: 1, right: 1, top: 0, bottom: 0 },
              barPercentage: 1,
              categoryPercentage: 1,
            },
          ],
        },
        options: baseOptions(theme, {
          x: {
            ...axis(theme, {
              title: data.xTitle,
              min: 0,
              max: Math.max(counts.length, 1),
              grid: false,
              maxTicks,
              // The end is always marked, so the mark just before it would stand in its way.
              tick: (at) =>
                Number.isInteger(at) && at < edges.length && !(at === edges.length - 2 && counts.length > maxTicks)
                  ? data.edge(edges[at] ?? Number.NaN)
                  : '',
            }),
            offset: false,
          },
          y: axis(theme, { title: data.yTitle, tick: (value) => say.format.count(value), whole: true, maxTicks: 6 }),
          tooltipTitle: (items) => (items[0] ? range(items[0].dataIndex) : ''),
          tooltip: (item) => say.format.count(counts[item.dataIndex] ?? null),
        }),
      }) as unknown as ChartConfiguration,
  };
}

/**
 * The shares of two groups over the same bins as two stepped lines, one solid and one dashed: groups of very unequal
 * size can be compared. `edges` as in `histogram`; a group of nobody draws a line at zero.
 */
export function twoHistograms(
  data: {
    readonly edges: readonly number[];
    readonly groups: readonly { readonly name: string; readonly counts: readonly number[] }[];
    readonly xTitle: string;
    readonly yTitle: string;
    readonly edge: (value: number) => string;
  },
  caption: Caption,
  say: Say,
): ChartSpec {
  const { edges, groups } = data;
  const shares = groups.map(({ counts }) => {
    const sum = counts.reduce((total, count) => total + count, 0);
    return counts.map((count) => (sum === 0 ? 0 : count / sum));
  });
  const bins = Math.max(edges.length - 1, 0);
  return {
    ...caption,
    height: caption.height ?? 260,
    alt: say.t('charts.alt', { title: caption.title, what: say.t('charts.kind.histogram', { x: data.xTitle, n: bins }) }),
    key: groups.map((group, at) => ({
      series: at,
      shape: at === 0 ? ('rect' as const) : ('cross' as const),
      line: at === 0 ? ('solid' as const) : ('dashed' as const),
      label: group.name,
    })),
    table: {
      columns: [
        { label: say.t('charts.column.from'), show: data.edge },
        { label: say.t('charts.column.to'), show: data.edge },
        ...groups.map((group) => ({ label: group.name, show: (value: number) => say.format.count(value) })),
      ],
      rows: Array.from({ length: bins }, (_, bin) => [
        edges[bin] ?? null,
        edges[bin + 1] ?? null,
        ...groups.map((group) => group.counts[bin] ?? null),
      ]),
    },
    config: (theme) =>
      ({
        type: 'line',
        data: {
          datasets: shares.map((share, at) => ({
            label: groups[at]?.name ?? '',
            // The last bin is drawn to its right edge by one point more.
            data: [...share, share.at(-1) ?? 0].map((y, bin) => ({ x: edges[bin] ?? Number.NaN, y })),
            stepped: 'before' as const,
            borderColor: seriesColour(theme, at),
            backgroundColor: faded(seriesColour(theme, at), 0.12),
            fill: 'origin',
            borderWidth: 2,
            borderDash: at === 0 ? [] : [6, 4],
            pointRadius: 0,
          })),
        },
        options: baseOptions(theme, {
          x: axis(theme, { title: data.xTitle, min: edges[0] ?? 0, max: edges.at(-1) ?? 1, grid: false, tick: data.edge }),
          y: axis(theme, { title: data.yTitle, tick: (value) => say.format.percent(value), maxTicks: 6 }),
          tooltipTitle: (items) => {
            const bin = Math.min(items[0]?.dataIndex ?? 0, bins - 1);
            return say.t('charts.range', { from: data.edge(edges[bin] ?? 0), to: data.edge(edges[bin + 1] ?? 0) });
          },
          tooltip: (item) => `${item.dataset.label ?? ''} ${say.format.percent(item.parsed.y, 1)}`,
        }),
      }) as unknown as ChartConfiguration,
  };
}
