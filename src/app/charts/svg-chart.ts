import type { ChartConfiguration, Plugin } from 'chart.js';
import { framedSvg } from './png';
import { BasicPlatform, Chart } from './register';
import type { ChartSpec } from './spec';
import { SvgContext } from './svg';
import type { ChartTheme } from './theme';

/** Ids differ from picture to picture: several stand on one printed page. */
let drawn = 0;

/** A chart drawn by Chart.js itself, at a width in CSS pixels, into a context that writes SVG. */
export function drawSvg(spec: ChartSpec, theme: ChartTheme, width: number): SvgContext {
  const svg = new SvgContext(width, spec.height, `p${String(++drawn)}-`);
  const { options, plugins = [], ...rest } = spec.config(theme);
  // Chart.js draws lines as a Path2D, which cannot be read back, except those whose parts may each look different.
  const inParts: Plugin = {
    id: 'kithInParts',
    beforeDatasetDraw(_chart, { meta }) {
      const line = meta.dataset as { options: { segment?: object } } | undefined;
      if (line) line.options = { ...line.options, segment: line.options.segment ?? {} };
    },
  };
  const chart = new Chart(
    svg.canvas as unknown as HTMLCanvasElement,
    {
      ...rest,
      plugins: [...plugins, inParts],
      options: { ...options, responsive: false, animation: false, devicePixelRatio: 1, events: [] },
      platform: BasicPlatform,
    } as unknown as ChartConfiguration,
  );
  svg.finish();
  chart.destroy();
  return svg;
}

/** A chart as an SVG file, with its title and key. */
export function chartSvg(spec: ChartSpec, theme: ChartTheme, width: number): string {
  return framedSvg(drawSvg(spec, theme, width), spec.title, spec.alt, spec.key ?? [], theme);
}
