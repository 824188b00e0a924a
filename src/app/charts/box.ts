import type { ChartConfiguration } from 'chart.js';
import type { GroupSpread } from '../../domain';
import { axis, baseOptions } from './options';
import type { Say } from './say';
import { tenfold } from './scatter';
import type { Caption, ChartSpec } from './spec';
import { faded, seriesColour } from './theme';

/**
 * Spreads of one amount by group, lying under each other: a box for the middle half with a line at the median, and whiskers to
 * where nine in ten are; or a violin, as wide as customers are many. Uneven amounts are drawn at log(1 + value).
 */
export function spreads(
  data: {
    readonly kind: 'box' | 'violin';
    readonly names: readonly string[];
    readonly groups: readonly GroupSpread[];
    readonly uneven: boolean;
    readonly nameTitle: string;
    readonly valueTitle: string;
    readonly show: (value: number) => string;
  },
  caption: Caption,
  say: Say,
): ChartSpec {
  const { kind, uneven, show } = data;
  const at = (value: number) => (uneven ? Math.log1p(value) : value);
  const back = (value: number) => (uneven ? Math.round(Math.expm1(value) * 1e9) / 1e9 : value);
  const drawn = data.groups.flatMap((group, index) => (group.n === 0 ? [] : [{ group, name: data.names[index] ?? '' }]));
  const names = drawn.map(({ name }) => name);
  const most = Math.max(...drawn.map(({ group }) => group.p95));
  const columns = ['p5', 'q1', 'median', 'q3', 'p95', 'mean'] as const;
  const title = uneven ? say.t('charts.tenfold', { title: data.valueTitle }) : data.valueTitle;
  return {
    ...caption,
    height: caption.height ?? 72 + drawn.length * 44,
    load: () => import('./more'),
    alt: say.t('charts.alt', { title: caption.title, what: say.t(`charts.kind.${kind}`, { n: drawn.length }) }),
    table: {
      columns: [
        { label: data.nameTitle },
        { label: say.t('charts.column.customers'), show: (value) => say.format.count(value) },
        ...columns.map((id) => ({ label: say.t(`charts.spread.${id}`), show })),
      ],
      rows: drawn.map(({ group, name }) => [name, group.n, ...columns.map((id) => group[id])]),
    },
    config: (theme) =>
      ({
        type: kind === 'box' ? 'boxplot' : 'violin',
        data: {
          labels: names,
          datasets: [
            {
              data: drawn.map(({ group }) => ({
                min: at(group.p5),
                whiskerMin: at(group.p5),
                q1: at(group.q1),
                median: at(group.median),
                q3: at(group.q3),
                whiskerMax: at(group.p95),
                max: at(group.p95),
                mean: at(group.mean),
                items: [],
                outliers: [],
                coords: group.density.at.map((v, index) => ({ v, estimate: group.density.much[index] ?? 0 })),
                maxEstimate: 1,
              })),
              backgroundColor: faded(seriesColour(theme, 0), 0.25),
              borderColor: seriesColour(theme, 0),
              borderWidth: 1.5,
              medianColor: theme.ink,
              meanRadius: 0,
              maxBarThickness: 30,
            },
          ],
        },
        options: baseOptions(theme, {
          horizontal: true,
          x: axis(theme, {
            title,
            tick: (value) => show(back(value)),
            zero: !uneven,
            ...(uneven ? { ticks: tenfold(most), min: 0 } : {}),
          }),
          y: axis(theme, { type: 'category', title: '', grid: false, names, maxTicks: 40 }),
          tooltipTitle: (items) => names[items[0]?.dataIndex ?? 0] ?? '',
          tooltip: (item) => {
            const group = drawn[item.dataIndex]?.group;
            return group ? columns.map((id) => `${say.t(`charts.spread.${id}`)} ${show(group[id])}`) : '';
          },
        }),
      }) as unknown as ChartConfiguration,
  };
}
