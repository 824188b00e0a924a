import type { Note, RiskBand, SegmentName, SegmentsPart } from '../domain';

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
  'apart',
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

/** Advice for groups that have gone quiet or leave often: it fits whoever among them is at risk, not who is safe. */
const winBack = new Set(['lapsed-big', 'lapsed-regulars', 'lapsed-once', 'quiet', 'at-risk']);
/** Groups whose people are worth a word in person before they are gone. */
const valued = new Set(['best', 'regulars', 'big-baskets', 'worth-most', 'safe', 'lately']);

/**
 * What to do about one customer: what their group is advised, unless their own risk says otherwise. `group` is the advice of
 * their segment, null where they are in none; `band` is null where they were not scored. Null: nothing is advised.
 */
export function adviceForCustomer(group: Note | null, band: RiskBand | null): Note | null {
  const code = group?.code ?? 'no-groups';
  if (band === 'high' && !winBack.has(code)) {
    return { code: valued.has(code) ? 'own-high-valued' : 'own-high', values: {} };
  }
  if (band === 'low' && winBack.has(code)) return { code: 'own-low', values: {} };
  return code === 'no-groups' ? null : group;
}

/** Kaufman & Rousseeuw 1990, table 2.4, drawn a little stricter: .5 and more is a clear structure, under .25 none. */
export function verdictOf(silhouette: number): SegmentsPart['verdict'] {
  return silhouette >= 0.5 ? 'clear' : silhouette >= 0.25 ? 'weak' : 'none';
}
