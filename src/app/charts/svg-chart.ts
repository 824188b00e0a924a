import type { ChartConfiguration } from 'chart.js';
import { framedSvg } from './png';
import { BasicPlatform, Chart } from './register';
import type { ChartSpec } from './spec';
import { SvgContext } from './svg';
import type { ChartTheme } from './theme';

/** A chart drawn by Chart.js itself, at a width in CSS pixels, into a context that writes SVG. */
export function drawSvg(spec: ChartSpec, theme: ChartTheme, width: number): SvgContext {
  const svg = new SvgContext(width, spec.height, 'p');
  const { data, options, ...rest } = spec.config(theme) as unknown as {
    data: { datasets: Record<string, unknown>[] };
    options: Record<string, unknown>;
  };
  const chart = new Chart(
    svg.canvas as unknown as HTMLCanvasElement,
    {
      ...rest,
      // Lines whose parts may differ are drawn part by part; others as a Path2D, which cannot be read.
      data: { ...data, datasets: data.datasets.map((set) => ({ segment: {}, ...set })) },
      options: { ...options, responsive: false, animation: false, devicePixelRatio: 1, events: [] },
      platform: BasicPlatform,
    } as unknown as ChartConfiguration,
  );
  chart.destroy();
  return svg;
}

/** A chart as an SVG file, with its title and key. */
export function chartSvg(spec: ChartSpec, theme: ChartTheme, width: number): string {
  return framedSvg(drawSvg(spec, theme, width), spec.title, spec.alt, spec.key ?? [], theme);
}
