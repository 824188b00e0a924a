import type { SegmentsCheck, SegmentsPart } from '../../../domain';
import type { MessageKey } from '../../../text';
import { line } from '../../charts/line';
import type { Say } from '../../charts/say';
import type { ChartSpec } from '../../charts/spec';
import { segmentName } from './view';

/** The sentence that says it all. */
export function verdictKey({ because }: SegmentsCheck): MessageKey {
  return `segments.check.verdict.${because ?? 'clear'}`;
}

/** A group's name, how often it came again, how alike, and that in a word. Who stands apart is no group, and left out. */
export function stabilityRows(say: Say, part: SegmentsPart, { segments, resamples }: SegmentsCheck): string[][] {
  return part.segments.flatMap((segment) => {
    const found = segments[segment.index];
    if (!found || segment.index === part.apart) return [];
    const share = found.holds / resamples;
    const word = share >= 0.9 ? 'firm' : share >= 0.75 ? 'fair' : 'loose';
    return [
      [
        `${String(segment.index + 1)} ${segmentName(say, segment)}`,
        say.t('segments.check.times', { holds: found.holds, n: resamples }),
        say.format.number(found.jaccard, 2),
        say.t(`segments.check.${word}`),
      ],
    ];
  });
}

export function gapChart(say: Say, { gap, gapK }: SegmentsCheck): ChartSpec {
  return line(
    {
      points: gap.map(({ k }) => say.format.count(k)),
      pointTitle: say.t('segments.k'),
      series: [{ name: say.t('segments.gap.y'), values: gap.map((one) => one.gap) }],
      xTitle: say.t('segments.k'),
      yTitle: say.t('segments.gap.y'),
      show: (value) => say.format.number(value, 2),
    },
    { title: say.t('segments.gap', { k: gapK }), note: say.t('segments.gap.note'), fileName: 'kith-segment-gap' },
    say,
  );
}

/** BIC and ICL by the number of clouds; null where it is no mixture. */
export function bicChart(say: Say, { mixture }: SegmentsPart): ChartSpec | null {
  if (!mixture || mixture.candidates.length < 2) return null;
  const best = mixture.candidates.reduce((a, b) => (b.bic < a.bic ? b : a));
  return line(
    {
      points: mixture.candidates.map(({ k }) => say.format.count(k)),
      pointTitle: say.t('segments.k'),
      series: [
        { name: 'BIC', values: mixture.candidates.map(({ bic }) => bic) },
        { name: 'ICL', values: mixture.candidates.map(({ icl }) => icl) },
      ],
      xTitle: say.t('segments.k'),
      yTitle: say.t('segments.bic.y'),
      show: (value) => say.format.count(value),
    },
    {
      title: say.t('segments.bic.title', { k: best.k }),
      note: say.t('segments.bic.note', { value: say.format.number(mixture.mutualInformation, 3) }),
      fileName: 'kith-segment-bic',
    },
    say,
  );
}

/** How far the neighbours are, from the most crowded customer to the loneliest; null where it is not DBSCAN. */
export function distanceChart(say: Say, { density, n }: SegmentsPart): ChartSpec | null {
  if (!density || density.curve.length < 2) return null;
  const show = (value: number) => say.format.number(value, 2);
  const last = density.curve.length - 1;
  return line(
    {
      points: Array.from(density.curve, (_, at) => say.format.count(Math.round(1 + (at * (n - 1)) / last))),
      pointTitle: say.t('segments.distance.x'),
      series: [{ name: say.t('segments.distance.y', { n: density.neighbours }), values: [...density.curve] }],
      xTitle: say.t('segments.distance.x'),
      yTitle: say.t('segments.distance.y', { n: density.neighbours }),
      show,
    },
    {
      title: say.t('segments.distance.title', { value: show(density.proposed) }),
      note: say.t('segments.distance.note', {
        radius: show(density.radius),
        n: density.neighbours,
        apart: density.apart,
      }),
      fileName: 'kith-segment-distances',
    },
    say,
  );
}
