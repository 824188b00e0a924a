import {
  lifeStages,
  riskBand,
  type AnalysisResult,
  type MapAxis,
  type MapMethod,
  type MapPlaces,
  type MapPoints,
} from '../../../domain';
import type { CloudMark } from '../../charts/cloud/raster';
import type { Say } from '../../charts/say';
import { markOf, type ChartTable, type KeyLine } from '../../charts/spec';
import { seriesColour, type ChartTheme } from '../../charts/theme';
import { featureName, noteText } from '../../charts/words';

export const colourings = ['segment', 'stage', 'value', 'risk'] as const;
export type Colouring = (typeof colourings)[number];

/** Customers by group: what each is drawn as, and how many there are. */
export interface Grouping {
  /** A group each, in the order of the points. */
  readonly group: Uint8Array;
  readonly names: readonly string[];
  readonly counts: readonly number[];
  readonly marks: readonly { readonly series: number; readonly shape: KeyLine['shape'] }[];
  /** Of which the last holds those of whom it is not known. */
  readonly unknown: boolean;
}

/** What the customers can be coloured by. */
export function colouringsOf(points: MapPoints): Colouring[] {
  const has = { segment: true, stage: points.stage !== null, value: points.value !== null, risk: points.risk !== null };
  return colourings.filter((id) => has[id]);
}

/** Top tenth, the rest of the upper half, the lower half: a value can be told by rank where amounts are very uneven. */
const ranks = [0.9, 0.5] as const;

function cutsOf(values: Float32Array): number[] {
  const sorted = values.filter((value) => !Number.isNaN(value)).sort();
  return ranks.map((share) => sorted[Math.min(Math.floor(share * sorted.length), sorted.length - 1)] ?? Number.NaN);
}

/** Every customer's group under a colouring. Groups of which nobody is are kept, so that colours stay the same. */
export function groupingOf(say: Say, points: MapPoints, result: AnalysisResult, by: Colouring): Grouping {
  const n = points.rows.length;
  const group = new Uint8Array(n);
  let names: string[];
  let marks: Grouping['marks'];
  if (by === 'segment') {
    names = result.segments.ok ? result.segments.segments.map(({ name }) => noteText(say, 'segment-name', name)) : [];
    marks = names.map((_, at) => markOf(at));
    for (let i = 0; i < n; i++) group[i] = Math.min(points.segment[i]!, names.length);
  } else if (by === 'stage') {
    names = lifeStages.map((stage) => say.t(`standing.stage.${stage}`));
    marks = names.map((_, at) => markOf(at));
    for (let i = 0; i < n; i++) group[i] = Math.min(points.stage![i]!, names.length);
  } else if (by === 'value') {
    const cuts = cutsOf(points.value!);
    names = (['top', 'upper', 'lower'] as const).map((rank) => say.t(`map.value.${rank}`));
    marks = [
      { series: 1, shape: 'triangle' },
      { series: 0, shape: 'rect' },
      { series: 2, shape: 'circle' },
    ];
    for (let i = 0; i < n; i++) {
      const value = points.value![i]!;
      group[i] = Number.isNaN(value) ? 3 : value >= cuts[0]! ? 0 : value >= cuts[1]! ? 1 : 2;
    }
  } else {
    const threshold = result.churn.ok ? result.churn.threshold : result.settings.churn.threshold;
    names = (['high', 'medium', 'low'] as const).map((band) => say.t(`customers.risk.${band}`));
    marks = [
      { series: 1, shape: 'triangle' },
      { series: 3, shape: 'rectRot' },
      { series: 0, shape: 'circle' },
    ];
    for (let i = 0; i < n; i++) {
      const band = riskBand(points.risk![i]!, threshold);
      group[i] = band === null ? 3 : band === 'high' ? 0 : band === 'medium' ? 1 : 2;
    }
  }
  const counts = new Array<number>(names.length + 1).fill(0);
  for (let i = 0; i < n; i++) counts[group[i]!]!++;
  const unknown = (counts[names.length] ?? 0) > 0;
  if (!unknown) counts.pop();
  return {
    group,
    names: unknown ? [...names, say.t('map.unknown')] : names,
    counts,
    marks: unknown ? [...marks, { series: 5, shape: 'cross' }] : marks,
    unknown,
  };
}

export const drawnMarks = ({ marks }: Grouping, theme: ChartTheme): CloudMark[] =>
  marks.map(({ series, shape }) => ({ colour: seriesColour(theme, series), shape }));

export function keyOf(say: Say, { names, counts, marks }: Grouping, numbered: boolean): KeyLine[] {
  return names.flatMap((name, at) =>
    counts[at] === 0
      ? []
      : [{ ...marks[at]!, label: numbered ? `${String(at + 1)} ${name}` : name, value: say.format.count(counts[at] ?? 0) }],
  );
}

/** Where each group's middle is; NaN for a group of nobody. */
export function middles({ x, y }: MapPlaces, { group, names, counts }: Grouping): { readonly x: number; readonly y: number }[] {
  const sums = names.map(() => ({ x: 0, y: 0 }));
  for (let i = 0; i < x.length; i++) {
    const sum = sums[group[i]!];
    if (!sum) continue;
    sum.x += x[i]!;
    sum.y += y[i]!;
  }
  return sums.map((sum, at) => ({ x: sum.x / (counts[at] || Number.NaN), y: sum.y / (counts[at] || Number.NaN) }));
}

/** Where each group's number is written: at the customer nearest to its middle, so that it never stands in a gap. */
export function spots(places: MapPlaces, grouping: Grouping): { readonly x: number; readonly y: number }[] {
  const at = middles(places, grouping);
  const best = at.map(() => ({ x: Number.NaN, y: Number.NaN, apart: Infinity }));
  for (let i = 0; i < places.x.length; i++) {
    const middle = at[grouping.group[i]!];
    const spot = best[grouping.group[i]!];
    if (!middle || !spot) continue;
    const [x, y] = [places.x[i]!, places.y[i]!];
    const apart = (x - middle.x) ** 2 + (y - middle.y) ** 2;
    if (apart < spot.apart) best[grouping.group[i]!] = { x, y, apart };
  }
  return best;
}

/** What the map shows, in a sentence that was measured on the map itself. */
export function findingOf(say: Say, places: MapPlaces, result: AnalysisResult): string {
  const k = result.segments.ok ? result.segments.segments.length : 0;
  if (places.verdict === null) return say.t('map.title');
  return say.t(`map.finding.${places.verdict}`, { k });
}

function axisText(say: Say, { weights }: MapAxis): string {
  const strong = weights.filter(({ weight }) => Math.abs(weight) >= 0.3).slice(0, 3);
  return strong
    .map(({ feature, level, weight }) => {
      const name = level === null || level === '1' ? featureName(say, feature) : `${featureName(say, feature)} ${level}`;
      return say.t(weight > 0 ? 'map.axis.more' : 'map.axis.less', { name });
    })
    .join(say.t('segments.join'));
}

/** How to read it, and what it leaves out. */
export function readingOf(say: Say, points: MapPoints, places: MapPlaces, method: MapMethod): string[] {
  if (method === 'umap') {
    const n = points.rows.length;
    return [say.t('map.read.umap'), ...(places.fitted < n ? [say.t('map.read.umap-sample', { fitted: places.fitted, n })] : [])];
  }
  const [across, up] = points.axes;
  const held = (across?.share ?? 0) + (up?.share ?? 0);
  return [
    say.t('map.read.pca', { share: say.format.percent(held) }),
    ...(across ? [say.t('map.axis.across', { share: say.format.percent(across.share), what: axisText(say, across) })] : []),
    ...(up && up.share > 0 ? [say.t('map.axis.up', { share: say.format.percent(up.share), what: axisText(say, up) })] : []),
  ];
}

/** The groups in numbers: how many, and where their middle is. */
export function tableOf(say: Say, places: MapPlaces, grouping: Grouping, by: Colouring): ChartTable {
  const at = middles(places, grouping);
  const total = grouping.counts.reduce((sum, count) => sum + count, 0);
  return {
    columns: [
      { label: say.t(`map.colour.${by}`) },
      { label: say.t('charts.column.customers'), show: (value) => say.format.count(value) },
      { label: say.t('charts.column.share'), show: (value) => say.format.percent(value, 1) },
      { label: say.t('map.middle.across'), show: (value) => say.format.number(value, 2) },
      { label: say.t('map.middle.up'), show: (value) => say.format.number(value, 2) },
    ],
    rows: grouping.names.map((name, index) => [
      name,
      grouping.counts[index] ?? 0,
      total === 0 ? null : (grouping.counts[index] ?? 0) / total,
      at[index]?.x ?? null,
      at[index]?.y ?? null,
    ]),
  };
}

/** CSS pixels: small where there are many, larger as one goes nearer. */
export function radiusFor(n: number, nearer: number): number {
  const base = n > 50_000 ? 1.6 : n > 10_000 ? 2 : n > 2000 ? 2.6 : 3.6;
  return base * Math.min(Math.max(Math.sqrt(nearer), 1), 3);
}
