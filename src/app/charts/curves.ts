import type { ChartConfiguration } from 'chart.js';
import { directLabels } from './direct-labels';
import { axis, baseOptions } from './options';
import type { Say } from './say';
import { thinned } from './scatter';
import type { Caption, ChartSpec } from './spec';
import { seriesColour, type ChartTheme } from './theme';

const maxCurvePoints = 400;

function diagonal(theme: ChartTheme, label: string) {
  return {
    label,
    data: [
      { x: 0, y: 0 },
      { x: 1, y: 1 },
    ],
    borderColor: theme.inkSoft,
    borderDash: [5, 5],
    borderWidth: 1.5,
    pointRadius: 0,
    showLine: true,
  };
}

export function shareAxes(theme: ChartTheme, say: Say, xTitle: string, yTitle: string) {
  const tick = (value: number) => say.format.percent(value);
  return {
    x: axis(theme, { title: xTitle, min: 0, max: 1, tick, maxTicks: 6 }),
    y: axis(theme, { title: yTitle, min: 0, max: 1, tick, maxTicks: 6 }),
  };
}

/** Receiver operating characteristic: leavers found against stayers wrongly flagged, beside the line of pure guessing. */
export function roc(
  data: { readonly fpr: Float64Array; readonly tpr: Float64Array; readonly auc: number; readonly name: string },
  caption: Caption,
  say: Say,
): ChartSpec {
  const { fpr, tpr } = data;
  const points = thinned(fpr.length, maxCurvePoints);
  if (fpr.length > 0 && points.at(-1) !== fpr.length - 1) points.push(fpr.length - 1);
  const xTitle = say.t('charts.roc.x');
  const yTitle = say.t('charts.roc.y');
  const percent = (value: number) => say.format.percent(value, 1);
  return {
    ...caption,
    height: caption.height ?? 340,
    alt: say.t('charts.alt', { title: caption.title, what: say.t('charts.kind.roc') }),
    table: {
      columns: [
        { label: xTitle, show: percent },
        { label: yTitle, show: percent },
      ],
      rows: points.map((at) => [fpr[at] ?? null, tpr[at] ?? null]),
    },
    config: (theme) =>
      ({
        type: 'scatter',
        data: {
          datasets: [
            {
              label: data.name,
              data: points.map((at) => ({ x: fpr[at] ?? Number.NaN, y: tpr[at] ?? Number.NaN })),
              borderColor: seriesColour(theme, 0),
              borderWidth: 2,
              pointRadius: 0,
              pointHitRadius: 4,
              showLine: true,
            },
            diagonal(theme, say.t('charts.roc.guessing')),
          ],
        },
        options: baseOptions(theme, {
          ...shareAxes(theme, say, xTitle, yTitle),
          pick: 'nearest',
          tooltipTitle: () => '',
          tooltip: (item) =>
            `${yTitle} ${percent(item.parsed.y ?? Number.NaN)} · ${xTitle} ${percent(item.parsed.x ?? Number.NaN)}`,
        }),
        plugins: [
          directLabels(
            theme,
            [],
            [
              {
                // Under the diagonal there is always room.
                x: 0.68,
                y: 0.1,
                text: say.t('charts.roc.auc', { name: data.name, auc: say.format.number(data.auc, 3) }),
                colour: seriesColour(theme, 0),
              },
              { x: 0.76, y: 0.58, text: say.t('charts.roc.guessing'), colour: theme.inkSoft },
            ],
          ),
        ],
      }) as unknown as ChartConfiguration,
  };
}

/** What was said against what came: mean predicted probability and observed rate per bin; on the dashed line both agree. */
export function calibration(
  data: {
    readonly predicted: readonly number[];
    readonly observed: readonly number[];
    readonly n: readonly number[];
    readonly name: string;
  },
  caption: Caption,
  say: Say,
): ChartSpec {
  const xTitle = say.t('charts.calibration.x');
  const yTitle = say.t('charts.calibration.y');
  const percent = (value: number) => say.format.percent(value, 1);
  const { predicted, observed, n } = data;
  return {
    ...caption,
    height: caption.height ?? 340,
    alt: say.t('charts.alt', { title: caption.title, what: say.t('charts.kind.calibration', { n: predicted.length }) }),
    table: {
      columns: [
        { label: xTitle, show: percent },
        { label: yTitle, show: percent },
        { label: say.t('charts.column.customers'), show: (value) => say.format.count(value) },
      ],
      rows: predicted.map((value, at) => [value, observed[at] ?? null, n[at] ?? null]),
    },
    config: (theme) =>
      ({
        type: 'scatter',
        data: {
          datasets: [
            {
              label: data.name,
              data: predicted.map((x, at) => ({ x, y: observed[at] ?? Number.NaN })),
              borderColor: seriesColour(theme, 0),
              backgroundColor: seriesColour(theme, 0),
              borderWidth: 2,
              pointRadius: 4,
              showLine: true,
            },
            diagonal(theme, say.t('charts.calibration.perfect')),
          ],
        },
        options: baseOptions(theme, {
          ...shareAxes(theme, say, xTitle, yTitle),
          pick: 'nearest',
          tooltipTitle: () => '',
          tooltip: (item) => [
            `${xTitle} ${percent(item.parsed.x ?? Number.NaN)}`,
            `${yTitle} ${percent(item.parsed.y ?? Number.NaN)}`,
            ...(item.datasetIndex === 0 ? [say.t('charts.customers', { n: n[item.dataIndex] ?? 0 })] : []),
          ],
        }),
        plugins: [
          directLabels(theme, [], [{ x: 0.74, y: 0.4, text: say.t('charts.calibration.perfect'), colour: theme.inkSoft }]),
        ],
      }) as unknown as ChartConfiguration,
  };
}

/** Shares of a sum by shares of those who bring it, most first (Lorenz 1905, upside down); on the dashed line all bring alike. */
export function concentration(
  data: {
    readonly curves: readonly { readonly name: string; readonly points: readonly (readonly [number, number])[] }[];
    readonly xTitle: string;
    readonly yTitle: string;
    readonly even: string;
  },
  caption: Caption,
  say: Say,
): ChartSpec {
  const { curves, xTitle, yTitle } = data;
  const percent = (value: number) => say.format.percent(value, 1);
  return {
    ...caption,
    height: caption.height ?? 340,
    alt: say.t('charts.alt', { title: caption.title, what: say.t('charts.kind.concentration', { n: curves.length }) }),
    key: curves.map(({ name }, series) => ({ series, shape: 'circle', line: series === 0 ? 'solid' : 'dashed', label: name })),
    table: {
      columns: [{ label: say.t('charts.column.curve') }, { label: xTitle, show: percent }, { label: yTitle, show: percent }],
      rows: curves.flatMap(({ name, points }) => points.map(([x, y]) => [name, x, y])),
    },
    config: (theme) =>
      ({
        type: 'scatter',
        data: {
          datasets: [
            ...curves.map(({ name, points }, at) => ({
              label: name,
              data: points.map(([x, y]) => ({ x, y })),
              borderColor: seriesColour(theme, at),
              borderWidth: 2,
              ...(at === 0 ? {} : { borderDash: [6, 4] }),
              pointRadius: 0,
              pointHitRadius: 6,
              showLine: true,
            })),
            diagonal(theme, data.even),
          ],
        },
        options: baseOptions(theme, {
          ...shareAxes(theme, say, xTitle, yTitle),
          pick: 'nearest',
          tooltipTitle: (items) => items[0]?.dataset.label ?? '',
          tooltip: (item) => `${percent(item.parsed.x ?? Number.NaN)} → ${percent(item.parsed.y ?? Number.NaN)}`,
        }),
        plugins: [directLabels(theme, [], [{ x: 0.74, y: 0.64, text: data.even, colour: theme.inkSoft }])],
      }) as unknown as ChartConfiguration,
  };
}
