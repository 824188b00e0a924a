import type { AnalysisResult, FeatureSpread, SegmentSpreads, SegmentsPart } from '../../../domain';
import { spreads } from '../../charts/box';
import { radar } from '../../charts/radar';
import type { Say } from '../../charts/say';
import type { ChartSpec } from '../../charts/spec';
import { currencyOf, featureName, featureShow, featureTitle, featureValue } from '../../charts/words';
import { segmentName } from './view';

/** A web of more groups than this is a tangle, of fewer spokes a line. */
const [mostWoven, leastSpokes] = [6, 3];

/** Whether the middle halves of the highest and the lowest group meet, in a sentence. */
function finding(say: Say, names: readonly string[], spread: FeatureSpread, currency: string | null): string {
  const ranked = spread.groups
    .map((group, at) => ({ group, name: names[at] ?? '' }))
    .filter(({ group }) => group.n > 0)
    .sort((a, b) => b.group.median - a.group.median);
  const [top, low] = [ranked[0], ranked.at(-1)];
  const feature = featureName(say, spread.feature.id);
  if (!top || !low || top === low) return feature;
  return say.t('segments.spread.finding', {
    apart: top.group.q1 > low.group.q3 ? 'yes' : 'no',
    feature,
    top: top.name,
    low: low.name,
    most: featureValue(say, spread.feature, top.group.median, currency),
    least: featureValue(say, spread.feature, low.group.median, currency),
  });
}

/** A picture for each of the telling features. */
export function spreadCharts(
  say: Say,
  part: SegmentsPart,
  result: AnalysisResult,
  found: SegmentSpreads,
  kind: 'box' | 'violin',
): ChartSpec[] {
  const names = part.segments.map((segment) => segmentName(say, segment));
  const currency = currencyOf(result);
  return found.features
    .filter(({ groups }) => groups.some(({ n }) => n > 0))
    .map((spread) =>
      spreads(
        {
          kind,
          names,
          groups: spread.groups,
          uneven: spread.uneven,
          nameTitle: say.t('segments.group'),
          valueTitle: featureTitle(say, spread.feature, currency),
          show: featureShow(say, spread.feature),
        },
        {
          title: finding(say, names, spread, currency),
          note: say.t(`segments.spread.read-${kind}`),
          fileName: `kith-segment-${spread.feature.id.replace(/[^\p{L}\p{N}]+/gu, '-')}`,
        },
        say,
      ),
    );
}

/** All groups over all features as a web; null where it would be a tangle or a line. */
export function profileChart(say: Say, part: SegmentsPart, { profile, profiled }: SegmentSpreads): ChartSpec | null {
  if (profiled.length < leastSpokes || part.segments.length < 2 || part.segments.length > mostWoven) return null;
  const names = part.segments.map((segment) => segmentName(say, segment));
  // The feature on which the groups' medians stand furthest from each other.
  const widths = profiled.map((_, at) => {
    const places = profile.map((row) => row[at] ?? Number.NaN).filter(Number.isFinite);
    return places.length === 0 ? 0 : Math.max(...places) - Math.min(...places);
  });
  const widest = widths.indexOf(Math.max(...widths));
  const info = profiled[widest];
  return radar(
    {
      spokes: profiled.map(({ id }) => featureName(say, id)),
      spokeTitle: say.t('segments.feature'),
      groups: names.map((name, at) => ({ name, values: profile[at] ?? [] })),
    },
    {
      title: say.t('segments.profile', { feature: info ? featureName(say, info.id) : '' }),
      note: say.t('segments.profile.read'),
      fileName: 'kith-segment-profile',
    },
    say,
  );
}
