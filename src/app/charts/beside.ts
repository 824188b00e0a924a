import type { ChartConfiguration } from 'chart.js';
import { axis, baseOptions } from './options';
import type { Say } from './say';
import type { Caption, ChartSpec } from './spec';
import { faded, seriesColour } from './theme';

/** Colour and fill of each of the bars beside one another: the first full, the second pale, the third an outline. */
const fills = [1, 0.35, 0] as const;

/** A few bars beside one another at each name, to be compared; from zero. `counts` stand in the table only. */
export function barsBeside(
  data: {
    readonly names: readonly string[];
    readonly nameTitle: string;
    readonly series: readonly { readonly name: string; readonly values: readonly number[] }[];
    readonly counts: readonly number[];
    readonly countTitle: string;
    readonly valueTitle: string;
    readonly show: (value: number) => string;
  },
  caption: Caption,
  say: Say,
): ChartSpec {
  const { names, series, show } = data;
  return {
    ...caption,
    height: caption.height ?? 280,
    alt: say.t('charts.alt', { title: caption.title, what: say.t('charts.kind.bars', { n: names.length * series.length }) }),
    key: series.map(({ name }, at) => ({ series: at, shape: 'rect', label: name })),
    table: {
      columns: [
        { label: data.nameTitle },
        { label: data.countTitle, show: (value) => say.format.count(value) },
        ...series.map(({ name }) => ({ label: name, show })),
      ],
      rows: names.map((name, at) => [name, data.counts[at] ?? null, ...series.map(({ values }) => values[at] ?? null)]),
    },
    config: (theme) =>
      ({
        type: 'bar',
        data: {
          labels: names,
          datasets: series.map(({ name, values }, at) => ({
            label: name,
            data: values,
            backgroundColor: faded(seriesColour(theme, at), fills[at] ?? 1),
            borderColor: seriesColour(theme, at),
            borderWidth: 2,
            maxBarThickness: 28,
          })),
        },
        options: baseOptions(theme, {
          x: axis(theme, { type: 'category', title: data.nameTitle, grid: false, maxTicks: 20 }),
          y: axis(theme, { title: data.valueTitle, tick: show, maxTicks: 6 }),
          top: 12,
          tooltipTitle: (items) => names[items[0]?.dataIndex ?? 0] ?? '',
          tooltip: (item) => `${item.dataset.label ?? ''} ${show(item.parsed.y ?? Number.NaN)}`,
        }),
      }) as unknown as ChartConfiguration,
  };
}
