/** Colours and font of the page, as a canvas needs them. */
export interface ChartTheme {
  readonly background: string;
  readonly ink: string;
  readonly inkSoft: string;
  readonly line: string;
  readonly series: readonly [string, string, string, string, string, string];
  readonly font: string;
}

/** The tokens of app.css as they are now. */
export function readTheme(): ChartTheme {
  const style = getComputedStyle(document.documentElement);
  const token = (name: string, otherwise: string) => style.getPropertyValue(name).trim() || otherwise;
  return {
    background: token('--raised', '#ffffff'),
    ink: token('--ink', '#1d2125'),
    inkSoft: token('--ink-soft', '#545b63'),
    line: token('--line', '#ddd7cc'),
    series: [
      token('--series-1', '#0b6b5d'),
      token('--series-2', '#c4622d'),
      token('--series-3', '#3f6fb5'),
      token('--series-4', '#a8842c'),
      token('--series-5', '#8a4f8f'),
      token('--series-6', '#5d6670'),
    ],
    font: getComputedStyle(document.body).fontFamily || 'sans-serif',
  };
}

/** Colours of paper, whatever the page's: dark ink on white, as the light theme has them. */
export const paperTheme = (font: string): ChartTheme => ({
  background: '#ffffff',
  ink: '#1d2125',
  inkSoft: '#545b63',
  line: '#ddd7cc',
  series: ['#0b6b5d', '#c4622d', '#3f6fb5', '#a8842c', '#8a4f8f', '#5d6670'],
  font,
});

/** Colour of the i-th series; six, then again from the first (the shape tells them apart). */
export function seriesColour(theme: ChartTheme, index: number): string {
  return theme.series[index % theme.series.length] ?? theme.ink;
}

/** A `#rrggbb` colour with an opacity, 0..1. */
export function faded(colour: string, opacity: number): string {
  const alpha = Math.round(Math.min(Math.max(opacity, 0), 1) * 255);
  return /^#[0-9a-f]{6}$/i.test(colour) ? `${colour}${alpha.toString(16).padStart(2, '0')}` : colour;
}
