import type { ChartConfiguration } from 'chart.js';
import type { ChartTheme } from './theme';

/** Numbers stay numbers, so that the CSV holds them raw; null and NaN are blanks. */
export type Cell = string | number | null;

export interface TableColumn {
  readonly label: string;
  /** How a number of this column is shown; plain significant digits without it. */
  readonly show?: (value: number) => string;
}

/** The same numbers as the chart, for reading and for the CSV. */
export interface ChartTable {
  readonly columns: readonly TableColumn[];
  readonly rows: readonly (readonly Cell[])[];
}

/** One line of the key beside a chart. `shape` is the second sign beside the colour. */
export interface KeyLine {
  readonly series: number;
  readonly shape: Shape;
  /** For lines: drawn so in place of the shape. */
  readonly line?: 'solid' | 'dashed';
  /** A number written on the mark itself, where the picture carries the same. */
  readonly number?: number;
  readonly label: string;
  readonly value?: string;
}

export const shapes = ['circle', 'triangle', 'rect', 'rectRot', 'star', 'cross'] as const;
export type Shape = (typeof shapes)[number];

/** The mark of the i-th of up to 36 groups: no two share both colour and shape. */
export function markOf(index: number): { readonly series: number; readonly shape: Shape } {
  const round = Math.floor(index / 6);
  return { series: index % 6, shape: shapes[(index + round) % shapes.length] ?? 'circle' };
}

/** Everything one chart needs: words ready to show, numbers, and how to draw them in a theme. */
export interface ChartSpec {
  /** The finding, as a sentence with the number in it. */
  readonly title: string;
  /** What a listener hears in place of the picture. */
  readonly alt: string;
  /** A line under the title: how to read it, what was left out. */
  readonly note?: string;
  readonly table: ChartTable;
  /** Without extension. */
  readonly fileName: string;
  /** CSS pixels. */
  readonly height: number;
  readonly key?: readonly KeyLine[];
  /** Fetches the kind of chart, where it is one that few screens draw. */
  readonly load?: () => Promise<unknown>;
  readonly config: (theme: ChartTheme) => ChartConfiguration;
}

/** What every builder asks of its caller. */
export interface Caption {
  readonly title: string;
  readonly note?: string;
  readonly fileName: string;
  readonly height?: number;
}
