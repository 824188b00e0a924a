import type { Note, SegmentName, SegmentsPart } from '../domain';

/** Names that have an advice of their own (`advice.<code>`). */
const own = new Set([
  'best',
  'regulars',
  'new',
  'lapsed-big',
  'lapsed-regulars',
  'lapsed-once',
  'recent-once',
  'big-baskets',
  'small-baskets',
  'quiet',
  'lately',
  'occasional',
  'once',
]);

/**
 * What to do about one segment, as a sentence under `advice.<code>`. Where the groups are not real the advice is to leave
 * them be. `meanRisk` and `revenueShare` are null where unknown; `overallRisk` is the mean over all scored customers.
 */
export function adviceFor(
  name: SegmentName,
  verdict: SegmentsPart['verdict'],
  share: number,
  meanRisk: number | null,
  overallRisk: number | null,
  revenueShare: number | null,
): Note {
  if (verdict === 'none') return { code: 'no-groups', values: {} };
  if (own.has(name.code)) return { code: name.code, values: {} };
  if (meanRisk !== null && overallRisk !== null && meanRisk > overallRisk * 1.25) {
    return { code: 'at-risk', values: { risk: meanRisk, overall: overallRisk } };
  }
  if (meanRisk !== null && overallRisk !== null && meanRisk < overallRisk * 0.75) {
    return { code: 'safe', values: { risk: meanRisk, overall: overallRisk } };
  }
  if (revenueShare !== null && revenueShare > share * 1.25)
    return { code: 'worth-most', values: { revenue: revenueShare, share } };
  return { code: 'ask', values: { share } };
}

/** Kaufman & Rousseeuw 1990, table 2.4, drawn a little stricter: .5 and more is a clear structure, under .25 none. */
export function verdictOf(silhouette: number): SegmentsPart['verdict'] {
  return silhouette >= 0.5 ? 'clear' : silhouette >= 0.25 ? 'weak' : 'none';
}
