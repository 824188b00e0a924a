import type { Chart, Plugin } from 'chart.js';
import type { ChartTheme } from './theme';

/** A word drawn beside a mark of the chart, in place of a legend. */
export interface DirectLabel {
  readonly dataset: number;
  readonly index: number;
  readonly text: string;
  readonly place: 'above' | 'below' | 'right' | 'left' | 'centre';
  /** Series colour; ink without it. */
  readonly colour?: string;
  readonly bold?: boolean;
}

/** A word at data coordinates of the x and y scales. */
export interface SpotLabel {
  readonly x: number;
  readonly y: number;
  readonly text: string;
  readonly colour?: string;
}

const gap = 6;

function write(
  chart: Chart,
  theme: ChartTheme,
  text: string,
  x: number,
  y: number,
  colour: string,
  align: CanvasTextAlign,
  bold: boolean,
) {
  const { ctx } = chart;
  ctx.save();
  ctx.font = `${bold ? '600 ' : ''}12px ${theme.font}`;
  ctx.textBaseline = 'middle';
  ctx.lineJoin = 'round';
  const width = ctx.measureText(text).width;
  let left = align === 'right' ? x - width : align === 'center' ? x - width / 2 : x;
  // Kept inside the canvas: a clipped label is worse than one a little off its mark.
  left = Math.min(Math.max(left, 2), Math.max(chart.width - width - 2, 2));
  const top = Math.min(Math.max(y, 8), chart.height - 8);
  ctx.textAlign = 'left';
  ctx.lineWidth = 4;
  ctx.strokeStyle = theme.background;
  ctx.strokeText(text, left, top);
  ctx.fillStyle = colour;
  ctx.fillText(text, left, top);
  ctx.restore();
}

/** Draws labels beside marks, with a halo so that lines under them do not cross out the letters. */
export function directLabels(theme: ChartTheme, labels: readonly DirectLabel[], spots: readonly SpotLabel[] = []): Plugin {
  return {
    id: 'kithDirectLabels',
    afterDatasetsDraw(chart) {
      for (const label of labels) {
        const mark = chart.getDatasetMeta(label.dataset).data[label.index];
        if (!mark) continue;
        const { x, y } = label.place === 'centre' ? mark.tooltipPosition(true) : mark;
        if (x === null || y === null || !Number.isFinite(x) || !Number.isFinite(y)) continue;
        const colour = label.colour ?? theme.ink;
        const bold = label.bold ?? false;
        if (label.place === 'right') write(chart, theme, label.text, x + gap, y, colour, 'left', bold);
        else if (label.place === 'left') write(chart, theme, label.text, x - gap, y, colour, 'right', bold);
        else {
          const shift = label.place === 'above' ? -gap * 1.8 : label.place === 'below' ? gap * 1.8 : 0;
          write(chart, theme, label.text, x, y + shift, colour, 'center', bold);
        }
      }
      const { x: xScale, y: yScale } = chart.scales;
      if (!xScale || !yScale) return;
      for (const spot of spots) {
        write(
          chart,
          theme,
          spot.text,
          xScale.getPixelForValue(spot.x),
          yScale.getPixelForValue(spot.y),
          spot.colour ?? theme.ink,
          'center',
          true,
        );
      }
    },
  };
}
