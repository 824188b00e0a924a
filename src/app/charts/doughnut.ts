import type { ChartConfiguration } from 'chart.js';
import { directLabels } from './direct-labels';
import { baseOptions } from './options';
import type { Say } from './say';
import { markOf, type Caption, type ChartSpec } from './spec';
import { seriesColour } from './theme';

/** Slices too thin to carry their number, as a share of the whole. */
const thin = 0.04;

/** Parts of a whole. Every slice carries the number that its line in the key begins with, so that colour is not the only sign. */
export function doughnut(
  data: {
    readonly parts: readonly { readonly name: string; readonly value: number }[];
    readonly partTitle: string;
    readonly valueTitle: string;
    readonly show: (value: number) => string;
  },
  caption: Caption,
  say: Say,
): ChartSpec {
  const { parts } = data;
  const sum = parts.reduce((total, part) => total + part.value, 0);
  const share = (value: number) => (sum > 0 ? value / sum : Number.NaN);
  return {
    ...caption,
    height: caption.height ?? 240,
    alt: say.t('charts.alt', { title: caption.title, what: say.t('charts.kind.doughnut', { n: parts.length }) }),
    key: parts.map((part, at) => ({
      series: markOf(at).series,
      shape: 'circle',
      number: at + 1,
      label: part.name,
      value: say.t('charts.value-share', { value: data.show(part.value), share: say.format.percent(share(part.value)) }),
    })),
    table: {
      columns: [
        { label: data.partTitle },
        { label: data.valueTitle, show: data.show },
        { label: say.t('charts.column.share'), show: (value) => say.format.percent(value, 1) },
      ],
      rows: parts.map((part) => [part.name, part.value, share(part.value)]),
    },
    config: (theme) =>
      ({
        type: 'doughnut',
        data: {
          labels: parts.map((part) => part.name),
          datasets: [
            {
              data: parts.map((part) => part.value),
              backgroundColor: parts.map((_, at) => seriesColour(theme, at)),
              borderColor: theme.background,
              borderWidth: 2,
            },
          ],
        },
        options: {
          ...baseOptions(theme, {
            pick: 'nearest',
            tooltip: (item) => {
              const value = parts[item.dataIndex]?.value ?? Number.NaN;
              return say.t('charts.value-share', { value: data.show(value), share: say.format.percent(share(value)) });
            },
          }),
          cutout: '55%',
        },
        plugins: [
          directLabels(
            theme,
            parts.flatMap((part, at) =>
              share(part.value) < thin
                ? []
                : [{ dataset: 0, index: at, text: String(at + 1), place: 'centre' as const, colour: theme.ink, bold: true }],
            ),
          ),
        ],
      }) as unknown as ChartConfiguration,
  };
}
