import type { ChartConfiguration } from 'chart.js';
import { directLabels } from './direct-labels';
import { axis, baseOptions } from './options';
import type { Say } from './say';
import type { Caption, ChartSpec } from './spec';
import { faded, seriesColour } from './theme';

interface Bar {
  readonly name: string;
  readonly value: number;
  /** Stands out: filled, where the others are pale with an edge. */
  readonly chosen?: boolean;
}

/** Amounts by name, upright, each with its value over it; from zero. */
export function bars(
  data: {
    readonly bars: readonly Bar[];
    readonly nameTitle: string;
    readonly valueTitle: string;
    readonly show: (value: number) => string;
  },
  caption: Caption,
  say: Say,
): ChartSpec {
  const all = data.bars;
  const choice = all.some((bar) => bar.chosen);
  return {
    ...caption,
    height: caption.height ?? 240,
    alt: say.t('charts.alt', { title: caption.title, what: say.t('charts.kind.bars', { n: all.length }) }),
    table: {
      columns: [{ label: data.nameTitle }, { label: data.valueTitle, show: data.show }],
      rows: all.map((bar) => [bar.chosen ? say.t('charts.chosen', { name: bar.name }) : bar.name, bar.value]),
    },
    config: (theme) =>
      ({
        type: 'bar',
        data: {
          labels: all.map((bar) => bar.name),
          datasets: [
            {
              data: all.map((bar) => bar.value),
              backgroundColor: all.map((bar) =>
                choice && !bar.chosen ? faded(seriesColour(theme, 0), 0.25) : seriesColour(theme, 0),
              ),
              borderColor: seriesColour(theme, 0),
              borderWidth: 1,
              maxBarThickness: 48,
            },
          ],
        },
        options: baseOptions(theme, {
          x: axis(theme, { type: 'category', title: data.nameTitle, grid: false, maxTicks: 20 }),
          y: axis(theme, { title: data.valueTitle, tick: data.show, maxTicks: 5 }),
          top: 20,
          tooltip: (item) => data.show(item.parsed.y ?? Number.NaN),
        }),
        plugins: [
          directLabels(
            theme,
            all.map((bar, index) => ({
              dataset: 0,
              index,
              text: data.show(bar.value),
              place: bar.value < 0 ? ('below' as const) : ('above' as const),
              bold: bar.chosen ?? false,
            })),
          ),
        ],
      }) as unknown as ChartConfiguration,
  };
}

/** How many weights are drawn; the table holds all. */
export const weightsDrawn = 15;

/**
 * Weights of a model as bars to both sides of zero, largest first: to the right what makes the outcome likelier. The
 * side is the first sign, the colour the second.
 */
export function weights(
  data: {
    readonly weights: readonly { readonly name: string; readonly value: number }[];
    readonly nameTitle: string;
    readonly valueTitle: string;
  },
  caption: Caption,
  say: Say,
): ChartSpec {
  const sorted = [...data.weights].sort((a, b) => Math.abs(b.value) - Math.abs(a.value));
  const drawn = sorted.slice(0, weightsDrawn);
  const { reach, step } = roundReach(Math.max(...drawn.map((weight) => Math.abs(weight.value)), 1e-9) * 1.15);
  const show = (value: number) => say.format.number(value, 2);
  return {
    ...caption,
    height: caption.height ?? Math.max(drawn.length, 3) * 28 + 60,
    alt: say.t('charts.alt', { title: caption.title, what: say.t('charts.kind.weights', { n: drawn.length }) }),
    table: {
      columns: [{ label: data.nameTitle }, { label: data.valueTitle, show: (value) => say.format.number(value, 4) }],
      rows: sorted.map((weight) => [weight.name, weight.value]),
    },
    config: (theme) =>
      ({
        type: 'bar',
        data: {
          labels: drawn.map((weight) => weight.name),
          datasets: [
            {
              data: drawn.map((weight) => weight.value),
              backgroundColor: drawn.map((weight) => seriesColour(theme, weight.value > 0 ? 1 : 0)),
              maxBarThickness: 20,
            },
          ],
        },
        options: baseOptions(theme, {
          horizontal: true,
          x: axis(theme, {
            title: data.valueTitle,
            min: -reach,
            max: reach,
            step,
            tick: (value) => say.format.plain(Number(value.toPrecision(6))),
            maxTicks: 13,
          }),
          y: axis(theme, { type: 'category', title: '', grid: false, maxTicks: 40, names: drawn.map((weight) => weight.name) }),
          tooltipTitle: (items) => drawn[items[0]?.dataIndex ?? 0]?.name ?? '',
          tooltip: (item) => say.format.number(item.parsed.x, 4),
        }),
        plugins: [
          directLabels(
            theme,
            drawn.map((weight, index) => ({
              dataset: 0,
              index,
              text: show(weight.value),
              place: weight.value < 0 ? ('left' as const) : ('right' as const),
            })),
          ),
        ],
      }) as unknown as ChartConfiguration,
  };
}

/** The next multiple of a round step that is not under `wanted`, some two to four steps away. */
export function roundReach(wanted: number): { readonly reach: number; readonly step: number } {
  const power = 10 ** Math.floor(Math.log10(wanted / 2));
  const lead = wanted / 2 / power;
  const step = (lead >= 5 ? 5 : lead >= 2 ? 2 : 1) * power;
  return { reach: Math.ceil(wanted / step) * step, step };
}
