import {
  lifeStages,
  type AnalysisResult,
  type FeatureInfo,
  type PortraitLine,
  type Segment,
  type SegmentsPart,
} from '../../../domain';
import { bars } from '../../charts/bars';
import { doughnut } from '../../charts/doughnut';
import type { Say } from '../../charts/say';
import { scatter } from '../../charts/scatter';
import type { ChartSpec } from '../../charts/spec';
import { currencyOf, featureName, featureShow, featureTitle, featureValue, noteText } from '../../charts/words';

/** A group brings notably more than its size would say. */
const notable = 1.5;

export const segmentName = (say: Say, segment: Segment): string => noteText(say, 'segment-name', segment.name);

/** What the groups come to, in a sentence; says aloud where there are none. */
export function finding(say: Say, part: SegmentsPart): string {
  if (part.verdict === 'none') return say.t('segments.answer.none', { k: part.k, n: part.n });
  const worthy = part.segments
    .filter(({ share, revenueShare }) => revenueShare !== null && share > 0 && revenueShare / share >= notable)
    .sort((a, b) => (b.revenueShare ?? 0) - (a.revenueShare ?? 0))[0];
  const weak = part.verdict === 'weak' ? say.t('segments.answer.weak') : '';
  if (worthy) {
    return say.t('segments.answer.revenue', {
      k: part.k,
      weak,
      name: segmentName(say, worthy),
      share: say.format.percent(worthy.share),
      revenue: say.format.percent(worthy.revenueShare),
    });
  }
  const largest = part.segments[0];
  if (!largest) return say.t('segments.answer.none', { k: part.k, n: part.n });
  return say.t('segments.answer.size', {
    k: part.k,
    weak,
    name: segmentName(say, largest),
    share: say.format.percent(largest.share),
  });
}

/** How the groups were made, in one line. */
export function method(say: Say, part: SegmentsPart): string {
  return say.t('segments.detail', {
    n: part.n,
    features: part.features.map(({ id }) => featureName(say, id)).join(say.t('segments.join')),
  });
}

export function sizesChart(say: Say, part: SegmentsPart): ChartSpec {
  const largest = part.segments[0];
  return doughnut(
    {
      parts: part.segments.map((segment) => ({ name: segmentName(say, segment), value: segment.size })),
      partTitle: say.t('segments.group'),
      valueTitle: say.t('charts.column.customers'),
      show: (value) => say.format.count(value),
    },
    {
      title: say.t('segments.sizes', {
        name: largest ? segmentName(say, largest) : '',
        n: largest?.size ?? 0,
        share: say.format.percent(largest?.share ?? Number.NaN),
      }),
      fileName: 'kith-segment-sizes',
    },
    say,
  );
}

/** Unknown ids, which only a result of another release could bring, are taken as plain numbers. */
function infoOf(part: SegmentsPart, id: string): FeatureInfo {
  return (
    [...part.features, ...part.available].find((feature) => feature.id === id) ?? {
      id,
      source: 'column',
      kind: 'numeric',
      unit: 'none',
    }
  );
}

/** The two features that tell the groups apart best, a dot a customer. */
export function cloudChart(say: Say, part: SegmentsPart, result: AnalysisResult): ChartSpec {
  const x = infoOf(part, part.scatter.xFeature);
  const y = infoOf(part, part.scatter.yFeature);
  const currency = currencyOf(result);
  return scatter(
    {
      x: part.scatter.x,
      y: part.scatter.y,
      group: part.scatter.segment,
      names: part.segments.map((segment) => segmentName(say, segment)),
      total: part.n,
      groupTitle: say.t('segments.group'),
      xTitle: featureTitle(say, x, currency),
      yTitle: featureTitle(say, y, currency),
      xShow: featureShow(say, x),
      yShow: featureShow(say, y),
    },
    {
      title: say.t('segments.cloud', { x: featureName(say, x.id), y: featureName(say, y.id), verdict: part.verdict }),
      fileName: 'kith-segment-scatter',
    },
    say,
  );
}

/** All groups beside each other, a line a feature; the last column is everybody. */
export function besideRows(say: Say, part: SegmentsPart, currency: string | null): string[][] {
  const { segments } = part;
  const ids = [
    ...new Set([...part.features.map(({ id }) => id), ...segments.flatMap(({ portrait }) => portrait.map((l) => l.feature))]),
  ];
  const rows = [[say.t('segments.beside.size'), ...segments.map(({ size }) => say.format.count(size)), say.format.count(part.n)]];
  if (segments.some(({ revenueShare }) => revenueShare !== null))
    rows.push([
      say.t('segments.beside.revenue'),
      ...segments.map(({ revenueShare }) => say.format.percent(revenueShare)),
      say.format.percent(1),
    ]);
  if (segments.some(({ meanRisk }) => meanRisk !== null))
    rows.push([
      say.t('segments.beside.risk'),
      ...segments.map(({ meanRisk }) => say.format.percent(meanRisk)),
      say.format.percent(null),
    ]);
  for (const id of ids) {
    const lines = segments.map(({ portrait }) => portrait.find((l) => l.feature === id));
    const known = lines.find((l) => l !== undefined);
    // Categories have no mean.
    if (!known) continue;
    const show = (value: number | undefined) =>
      value === undefined ? say.format.percent(null) : featureValue(say, infoOf(part, id), value, currency);
    rows.push([featureName(say, id), ...lines.map((l) => show(l?.mean)), show(known.overallMean)]);
  }
  return rows;
}

/** Where the customers of a group stand in their life, the most frequent stages first; null where nobody says. */
export function stageMix(say: Say, { stages, size }: Segment): string | null {
  if (!stages || size === 0) return null;
  const list = stages
    .map((n, at) => ({ n, stage: lifeStages[at]! }))
    .filter(({ n }) => n / size >= 0.005)
    .sort((a, b) => b.n - a.n)
    .map(({ n, stage }) =>
      say.t('segments.stages.one', { stage: say.t(`standing.stage.${stage}`), share: say.format.percent(n / size) }),
    );
  return list.length === 0 ? null : say.t('segments.stages', { list: list.join(say.t('segments.join')) });
}

/** How well every number of groups that was tried holds together; null where only one was tried. */
export function choiceChart(say: Say, part: SegmentsPart): ChartSpec | null {
  if (part.candidates.length < 2) return null;
  const best = part.candidates.reduce((a, b) => (b.silhouette > a.silhouette ? b : a));
  const value = say.format.number(best.silhouette, 3);
  return bars(
    {
      bars: part.candidates.map(({ k, silhouette }) => ({ name: say.format.count(k), value: silhouette, chosen: k === part.k })),
      nameTitle: say.t('segments.k'),
      valueTitle: say.t('segments.silhouette'),
      show: (silhouette) => say.format.number(silhouette, 2),
    },
    {
      title: say.t('segments.choice', { best: best.k, value, k: part.k, same: best.k === part.k ? 'yes' : 'no' }),
      ...(part.silhouetteSample < part.n
        ? { note: say.t('segments.sampled', { sample: part.silhouetteSample, n: part.n }) }
        : {}),
      fileName: 'kith-segment-silhouette',
    },
    say,
  );
}

export interface PortraitRow {
  readonly feature: string;
  readonly name: string;
  /** In the feature's own unit. */
  readonly mean: string;
  readonly overall: string;
  readonly median: string;
  /** −1 to 1 of the largest effect in any group, so that bars of different groups compare. */
  readonly length: number;
  readonly words: string;
}

/** The largest effect in any group, at least one standard deviation. */
function reachOf(part: SegmentsPart): number {
  return Math.max(1, ...part.segments.flatMap(({ portrait }) => portrait.map(({ effect }) => Math.abs(effect))));
}

/** One line of a portrait in words and as a bar. */
export function portraitRow(say: Say, part: SegmentsPart, line: PortraitLine, currency: string | null): PortraitRow {
  const info = infoOf(part, line.feature);
  const show = (value: number) => featureValue(say, info, value, currency);
  const way = line.effect < 0 ? 'below' : 'above';
  const size = Math.abs(line.effect);
  return {
    feature: line.feature,
    name: featureName(say, line.feature),
    mean: show(line.mean),
    overall: show(line.overallMean),
    median: show(line.median),
    length: line.effect / reachOf(part),
    words: say.t(`segments.effect.${size >= 1 ? (`far-${way}` as const) : size >= 0.3 ? way : 'same'}`, {
      sd: say.format.number(size, 1),
    }),
  };
}
