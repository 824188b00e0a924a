import type { ChartConfiguration } from 'chart.js';
import { shareAxes } from './curves';
import { directLabels } from './direct-labels';
import { baseOptions } from './options';
import type { Say } from './say';
import type { Caption, ChartSpec } from './spec';
import { seriesColour } from './theme';

/** Of those called so far, the share that left, by the share of leavers found; the dashed line is picking by chance. */
export function precisionRecall(
  data: {
    readonly recall: Float64Array;
    readonly precision: Float64Array;
    readonly base: number;
    readonly name: string;
    readonly xTitle: string;
    readonly yTitle: string;
    readonly guessing: string;
  },
  caption: Caption,
  say: Say,
): ChartSpec {
  const { recall, precision, base, xTitle, yTitle } = data;
  const percent = (value: number) => say.format.percent(value, 1);
  const points = Array.from(recall, (x, at) => ({ x, y: precision[at] ?? Number.NaN }));
  return {
    ...caption,
    height: caption.height ?? 340,
    alt: say.t('charts.alt', { title: caption.title, what: say.t('charts.kind.concentration', { n: 1 }) }),
    table: {
      columns: [
        { label: xTitle, show: percent },
        { label: yTitle, show: percent },
      ],
      rows: points.map(({ x, y }) => [x, y]),
    },
    config: (theme) =>
      ({
        type: 'scatter',
        data: {
          datasets: [
            {
              label: data.name,
              data: points,
              borderColor: seriesColour(theme, 0),
              borderWidth: 2,
              pointRadius: 0,
              pointHitRadius: 4,
              showLine: true,
            },
            {
              label: data.guessing,
              data: [
                { x: 0, y: base },
                { x: 1, y: base },
              ],
              borderColor: theme.inkSoft,
              borderDash: [5, 5],
              borderWidth: 1.5,
              pointRadius: 0,
              showLine: true,
            },
          ],
        },
        options: baseOptions(theme, {
          ...shareAxes(theme, say, xTitle, yTitle),
          pick: 'nearest',
          tooltipTitle: () => '',
          tooltip: (item) =>
            `${xTitle} ${percent(item.parsed.x ?? Number.NaN)} · ${yTitle} ${percent(item.parsed.y ?? Number.NaN)}`,
        }),
        plugins: [
          directLabels(
            theme,
            [],
            [{ x: 0.2, y: base > 0.12 ? base - 0.06 : base + 0.06, text: data.guessing, colour: theme.inkSoft }],
          ),
        ],
      }) as unknown as ChartConfiguration,
  };
}
