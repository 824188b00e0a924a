import { inTurn } from '../../state/turns';
import { SvgContext } from '../svg';
import { faded, type ChartTheme } from '../theme';
import type { CloudMark } from './raster';
import { fitView, toPixel, type CloudPoints, type Size } from './view';

const dotsAtATime = 10_000;

/**
 * Everybody in sight as SVG: one path a group, each dot a line of no length with round ends, some ten bytes a dot. Colours
 * alone tell the groups apart there; shapes would cost ten times as much. Written some thousand dots a task.
 */
export async function cloudSvg(
  cloud: {
    readonly points: CloudPoints;
    readonly group: Uint8Array;
    readonly marks: readonly CloudMark[];
    readonly labels: readonly { readonly x: number; readonly y: number; readonly text: string }[];
    readonly radius: number;
  },
  size: Size,
  theme: ChartTheme,
): Promise<SvgContext> {
  const { points, group, marks, labels, radius } = cloud;
  const svg = new SvgContext(size.width, size.height, 'p');
  const view = fitView(points, size);
  const spot = (x: number, y: number) => {
    const { left, top } = toPixel(view, size, x, y);
    return [left, top] as const;
  };
  svg.lineCap = 'round';
  svg.lineWidth = radius * 2;
  for (const [at, { colour }] of marks.entries()) {
    svg.beginPath();
    for (let i = 0; i < group.length; i++) {
      if (group[i] === at) svg.dot(...spot(points.x[i]!, points.y[i]!));
      if (i % dotsAtATime === dotsAtATime - 1) await new Promise<void>((resolve) => inTurn(resolve));
    }
    svg.strokeStyle = faded(colour, 0.7);
    svg.stroke();
  }
  svg.font = `600 15px ${theme.font}`;
  svg.textAlign = 'center';
  svg.textBaseline = 'middle';
  svg.lineJoin = 'round';
  svg.lineWidth = 4;
  svg.strokeStyle = theme.background;
  svg.fillStyle = theme.ink;
  for (const { x, y, text } of labels) {
    svg.strokeText(text, ...spot(x, y));
    svg.fillText(text, ...spot(x, y));
  }
  return svg;
}
