import type { HeatSpec } from './heat';
import type { SankeyBand, SankeyLayout } from './sankey';
import type { SankeySpec } from './sankey-spec';
import { SvgContext } from './svg';
import { faded, seriesColour, type ChartTheme } from './theme';

const margin = 16;
const titleSize = 16;
const lineHeight = 22;

/** Breaks a text into lines no wider than `width`, between words, or between letters where it has no spaces (Chinese). */
export function wrapText(text: string, width: number, measure: (text: string) => number): string[] {
  const pieces = text.match(/[\u2E80-\u9FFF\uF900-\uFAFF\uFF00-\uFFEF]|[^\s\u2E80-\u9FFF\uF900-\uFAFF\uFF00-\uFFEF]+|\s+/g) ?? [];
  const lines: string[] = [];
  let line = '';
  for (const piece of pieces) {
    if (line !== '' && measure((line + piece).trimEnd()) > width) {
      lines.push(line.trimEnd());
      line = piece.trimStart();
    } else line += piece;
  }
  if (line.trim() !== '') lines.push(line.trimEnd());
  return lines;
}

/** Something to draw on, whose size is set once the title has been measured. */
interface Sheet {
  readonly ctx: CanvasRenderingContext2D;
  readonly size: (width: number, height: number) => void;
}

function canvasSheet(scale: number): (Sheet & { readonly canvas: HTMLCanvasElement }) | null {
  const canvas = document.createElement('canvas');
  const ctx = canvas.getContext('2d');
  return (
    ctx && {
      canvas,
      ctx,
      size(width, height) {
        canvas.width = Math.round(width * scale);
        canvas.height = Math.round(height * scale);
        ctx.scale(scale, scale);
      },
    }
  );
}

function svgSheet(): Sheet & { readonly svg: SvgContext } {
  const svg = new SvgContext(0, 0);
  return {
    svg,
    ctx: svg as unknown as CanvasRenderingContext2D,
    size(width, height) {
      svg.canvas.width = width;
      svg.canvas.height = height;
    },
  };
}

/** The theme's background with the title written over a space for the picture; where that space begins. */
function titled({ ctx, size }: Sheet, title: string, theme: ChartTheme, width: number, height: number): number {
  const font = `600 ${String(titleSize)}px ${theme.font}`;
  ctx.font = font;
  const lines = wrapText(title, width - 2 * margin, (text) => ctx.measureText(text).width);
  const top = margin + lines.length * lineHeight + margin / 2;
  size(width, top + height + margin);
  ctx.fillStyle = theme.background;
  ctx.fillRect(0, 0, width, top + height + margin);
  ctx.fillStyle = theme.ink;
  ctx.font = font;
  ctx.textBaseline = 'top';
  for (const [at, line] of lines.entries()) ctx.fillText(line, margin, margin + at * lineHeight);
  return top;
}

type Key = readonly { readonly series: number; readonly label: string; readonly value?: string }[];

/** The key, a line each, under a picture of `height` that begins at `top`. */
function keyLines(ctx: CanvasRenderingContext2D, key: Key, theme: ChartTheme, top: number): void {
  ctx.font = `13px ${theme.font}`;
  ctx.textBaseline = 'top';
  for (const [at, line] of key.entries()) {
    const y = top + at * lineHeight + 4;
    ctx.fillStyle = seriesColour(theme, line.series);
    ctx.fillRect(margin, y + 2, 12, 12);
    ctx.fillStyle = theme.ink;
    ctx.fillText([line.label, line.value ?? ''].join('  '), margin + 20, y);
  }
}

/** A drawn chart with background, title and key, ready to be saved. */
export function chartPicture(chart: HTMLCanvasElement, title: string, key: Key, theme: ChartTheme): HTMLCanvasElement | null {
  const width = chart.clientWidth + 2 * margin;
  const sheet = canvasSheet(chart.width / Math.max(chart.clientWidth, 1));
  if (!sheet) return null;
  const top = titled(sheet, title, theme, width, chart.clientHeight + key.length * lineHeight);
  sheet.ctx.drawImage(chart, margin, top, chart.clientWidth, chart.clientHeight);
  keyLines(sheet.ctx, key, theme, top + chart.clientHeight);
  return sheet.canvas;
}

/** The same as SVG, of a picture that was drawn as one. */
export function framedSvg(picture: SvgContext, title: string, alt: string, key: Key, theme: ChartTheme): string {
  const sheet = svgSheet();
  const { width, height } = picture.canvas;
  const top = titled(sheet, title, theme, width + 2 * margin, height + key.length * lineHeight);
  sheet.svg.embed(picture, margin, top);
  keyLines(sheet.ctx, key, theme, top + height);
  return sheet.svg.toSvg(title, alt);
}

/** The confusion matrix, or another table of tints, as a picture. */
export function heatPicture(spec: HeatSpec, theme: ChartTheme): HTMLCanvasElement | null {
  const sheet = canvasSheet(2);
  if (sheet) drawHeat(sheet, spec, theme);
  return sheet?.canvas ?? null;
}

export function heatSvg(spec: HeatSpec, theme: ChartTheme): string {
  const sheet = svgSheet();
  drawHeat(sheet, spec, theme);
  return sheet.svg.toSvg(spec.title, spec.alt);
}

function drawHeat(sheet: Sheet, spec: HeatSpec, theme: ChartTheme): void {
  // Many columns: as narrow as a share is.
  const cell = spec.columns.length > 8 ? { width: 72, height: 34 } : { width: 150, height: 64 };
  const first = 150;
  const head = 32;
  const width = first + spec.columns.length * cell.width;
  const top = titled(sheet, spec.title, theme, width + 2 * margin, head + spec.rows.length * cell.height);
  const { ctx } = sheet;
  ctx.font = `13px ${theme.font}`;
  ctx.textBaseline = 'middle';
  ctx.fillStyle = theme.inkSoft;
  for (const [x, name] of spec.columns.entries())
    ctx.fillText(name, margin + first + x * cell.width + 8, top + head / 2, cell.width - 16);
  for (const [y, row] of spec.rows.entries()) {
    const middle = top + head + y * cell.height + cell.height / 2;
    ctx.fillStyle = theme.inkSoft;
    ctx.fillText(row.name, margin, middle, first - 8);
    for (const [x, one] of row.cells.entries()) {
      const left = margin + first + x * cell.width;
      ctx.fillStyle = faded(seriesColour(theme, one.right ? 0 : 1), Number.isFinite(one.share) ? 0.08 + one.share * 0.3 : 0);
      ctx.fillRect(left + 1, middle - cell.height / 2 + 1, cell.width - 2, cell.height - 2);
      ctx.fillStyle = theme.ink;
      ctx.fillText(one.text, left + 8, middle, cell.width - 16);
    }
  }
}

/** Streams between two days as a picture. */
export function sankeyPicture(spec: SankeySpec, layout: SankeyLayout, theme: ChartTheme): HTMLCanvasElement | null {
  const sheet = canvasSheet(2);
  if (sheet) drawSankey(sheet, spec, layout, theme);
  return sheet?.canvas ?? null;
}

export function sankeySvg(spec: SankeySpec, layout: SankeyLayout, theme: ChartTheme): string {
  const sheet = svgSheet();
  drawSankey(sheet, spec, layout, theme);
  return sheet.svg.toSvg(spec.title, spec.alt);
}

function drawSankey(sheet: Sheet, spec: SankeySpec, layout: SankeyLayout, theme: ChartTheme): void {
  const [width, from, to, bar] = [720, 190, 530, 8];
  const top = titled(sheet, spec.title, theme, width + 2 * margin, layout.height + spec.key.length * lineHeight + margin);
  const { ctx } = sheet;
  const colours = {
    up: faded(seriesColour(theme, 0), 0.55),
    down: faded(seriesColour(theme, 1), 0.6),
    same: faded(theme.inkSoft, 0.25),
    fresh: faded(seriesColour(theme, 2), 0.45),
  };
  ctx.translate(margin, top);
  for (const band of layout.bands) {
    const kind = spec.streams.find((stream) => stream.from === band.from && stream.to === band.to)?.kind ?? 'same';
    ctx.fillStyle = colours[kind];
    tracePath(ctx, band, from + bar, to - bar);
    ctx.fill();
  }
  ctx.font = `13px ${theme.font}`;
  ctx.textBaseline = 'middle';
  for (const side of ['from', 'to'] as const) {
    ctx.textAlign = side === 'from' ? 'right' : 'left';
    for (const node of side === 'from' ? layout.left : layout.right) {
      ctx.fillStyle = theme.inkSoft;
      ctx.fillRect(side === 'from' ? from : to - bar, node.top, bar, node.height);
      ctx.fillStyle = theme.ink;
      ctx.fillText(spec.nodeName(side, node), side === 'from' ? from - 8 : to + 8, node.top + node.height / 2);
    }
  }
  ctx.textAlign = 'left';
  for (const [at, { kind, label }] of spec.key.entries()) {
    const y = layout.height + margin + at * lineHeight;
    ctx.fillStyle = colours[kind];
    ctx.fillRect(0, y - 6, 12, 12);
    ctx.fillStyle = theme.ink;
    ctx.fillText(label, 20, y);
  }
}

/** The outline that `bandPath` says in words, on a canvas. */
function tracePath(ctx: CanvasRenderingContext2D, { left, right, height }: SankeyBand, x0: number, x1: number): void {
  const middle = (x0 + x1) / 2;
  ctx.beginPath();
  ctx.moveTo(x0, left);
  ctx.bezierCurveTo(middle, left, middle, right, x1, right);
  ctx.lineTo(x1, right + height);
  ctx.bezierCurveTo(middle, right + height, middle, left + height, x0, left + height);
  ctx.closePath();
}
