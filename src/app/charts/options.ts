import type { ChartOptions, ScaleOptionsByType, TooltipItem } from 'chart.js';
import type { ChartTheme } from './theme';

type Axis = ScaleOptionsByType<'linear' | 'category'>;

export interface AxisWish {
  /** With its unit. */
  readonly title: string;
  readonly tick?: (value: number) => string;
  readonly min?: number;
  readonly max?: number;
  readonly grid?: boolean;
  readonly type?: 'linear' | 'category';
  readonly zero?: boolean;
  readonly stacked?: boolean;
  readonly whole?: boolean;
  readonly maxTicks?: number;
  /** Names of a category axis that may be long: cut to leave room for the bars; the table has them whole. */
  readonly names?: readonly string[];
  /** Where the ticks are, and nowhere else. */
  readonly ticks?: readonly number[];
  /** Distance of the ticks. */
  readonly step?: number;
}

/** Names take up to a third of the picture's width, at some 6.5 pixels a letter, twice that in Chinese. */
const cutNames = (names: readonly string[]) =>
  function (this: { chart: { width: number } }, value: string | number) {
    const name = names[Number(value)] ?? '';
    const room = this.chart.width / 3 / 6.5;
    let used = 0;
    for (const [at, letter] of [...name].entries()) {
      used += letter > '\u2e7f' ? 2 : 1;
      if (used > room) return `${[...name].slice(0, Math.max(at - 1, 1)).join('')}…`;
    }
    return name;
  };

const ticksAt = (values: readonly number[]) => (scale: { ticks: { value: number }[] }) => {
  scale.ticks = values.map((value) => ({ value }));
};

/** An axis with a title; amounts start at zero unless `zero` is false. */
export function axis(theme: ChartTheme, wish: AxisWish) {
  const tick = wish.tick;
  return {
    type: wish.type ?? 'linear',
    beginAtZero: wish.zero ?? true,
    stacked: wish.stacked ?? false,
    ...(wish.min === undefined ? {} : { min: wish.min }),
    ...(wish.max === undefined ? {} : { max: wish.max }),
    ...(wish.ticks ? { max: wish.ticks.at(-1), afterBuildTicks: ticksAt(wish.ticks) } : {}),
    title: { display: wish.title !== '', text: wish.title, color: theme.inkSoft, font: { size: 12, family: theme.font } },
    grid: { display: wish.grid ?? true, color: theme.line, drawTicks: false },
    border: { color: theme.line },
    ticks: {
      color: theme.inkSoft,
      font: { size: 12, family: theme.font },
      padding: 6,
      maxRotation: 0,
      autoSkip: true,
      autoSkipPadding: 12,
      maxTicksLimit: wish.maxTicks ?? 7,
      ...(wish.whole ? { precision: 0 } : {}),
      ...(wish.step === undefined ? {} : { stepSize: wish.step }),
      ...(wish.names ? { callback: cutNames(wish.names) } : {}),
      ...(tick ? { callback: (value: string | number) => tick(Number(value)) } : {}),
    },
  } as unknown as Axis;
}

export interface OptionWish {
  readonly x?: ReturnType<typeof axis>;
  readonly y?: ReturnType<typeof axis>;
  readonly horizontal?: boolean;
  /** Room right of the plot for labels at the ends, CSS pixels. */
  readonly right?: number;
  readonly top?: number;
  readonly tooltipTitle?: (items: readonly TooltipItem<'bar'>[]) => string;
  readonly tooltip?: (item: TooltipItem<'bar'>) => string | string[];
  /** Which marks the pointer picks; the nearest along x without it. */
  readonly pick?: 'index' | 'nearest';
}

/** What all charts share: no motion, no built-in legend (labels are direct), the container's size. */
export function baseOptions(theme: ChartTheme, wish: OptionWish): ChartOptions {
  const { tooltip, tooltipTitle } = wish;
  const callbacks = {
    ...(tooltip ? { label: tooltip } : {}),
    ...(tooltipTitle ? { title: tooltipTitle } : {}),
  };
  const options = {
    animation: false,
    responsive: true,
    maintainAspectRatio: false,
    indexAxis: wish.horizontal ? 'y' : 'x',
    interaction: { mode: wish.pick ?? 'index', intersect: wish.pick === 'nearest' },
    layout: { padding: { right: wish.right ?? 8, top: wish.top ?? 8 } },
    font: { family: theme.font },
    plugins: {
      legend: { display: false },
      tooltip: {
        animation: false,
        backgroundColor: theme.ink,
        titleColor: theme.background,
        bodyColor: theme.background,
        titleFont: { family: theme.font },
        bodyFont: { family: theme.font },
        displayColors: false,
        callbacks,
      },
    },
    ...(wish.x && wish.y ? { scales: { x: wish.x, y: wish.y } } : {}),
  };
  return options as unknown as ChartOptions;
}
