import {
  isoDay,
  type ChurnPart,
  type Claim,
  type MonthlySeries,
  type Note,
  type SegmentsPart,
  type TodayPart,
  type ToContact,
} from '../domain';

/** How many people a founder can write to today. */
export const contactLimit = 12;

export interface TodayInput {
  readonly customers: number;
  readonly keys: readonly string[];
  readonly labels: readonly string[];
  /** NaN where not scored. */
  readonly risk: Float64Array;
  /** 1 = has not left yet, as far as anyone knows. */
  readonly still: Uint8Array;
  /** A year's worth of each customer in major units; null where nobody knows. */
  readonly worth: Float64Array | null;
  readonly worthNote: Note | null;
  readonly currency: string | null;
  readonly threshold: number;
  readonly churn: ChurnPart | null;
  readonly segments: SegmentsPart | null;
  readonly monthly: MonthlySeries | null;
  /** Net spend per customer, NaN without orders; null without money. */
  readonly spend: Float64Array | null;
  /** Two sentences a customer, asked for the few to contact only. */
  readonly reasons: (customer: number) => readonly Note[];
}

/** Who is slipping away: still customers, scored at or above the threshold. */
export function slippingCustomers(risk: Float64Array, still: Uint8Array, threshold: number): Int32Array {
  const found = new Int32Array(risk.length);
  let n = 0;
  for (let c = 0; c < risk.length; c++) if (still[c] === 1 && risk[c]! >= threshold) found[n++] = c;
  return found.slice(0, n);
}

/** The answer first: how many are slipping away, what they are worth, whom to write to (risk × worth, else risk), and what else stands out. */
export function today(input: TodayInput): TodayPart {
  const { risk, worth, keys, labels } = input;
  const slipping = slippingCustomers(risk, input.still, input.threshold);
  let slippingWorth: number | null = null;
  if (worth && input.churn) {
    slippingWorth = 0;
    for (const c of slipping) slippingWorth += Math.max(worth[c]!, 0);
    slippingWorth = Math.round(slippingWorth * 100) / 100;
  }
  const weight = (c: number) => (worth ? risk[c]! * Math.max(worth[c]!, 0) : risk[c]!);
  const first = [...slipping]
    .sort((a, b) => weight(b) - weight(a) || risk[b]! - risk[a]! || (keys[a]! < keys[b]! ? -1 : 1))
    .slice(0, contactLimit);
  const contacts: ToContact[] = first.map((c) => ({
    key: keys[c]!,
    label: labels[c]!,
    risk: risk[c]!,
    worth: worth ? Math.round(worth[c]! * 100) / 100 : null,
    reasons: input.reasons(c),
  }));
  return {
    slipping: slipping.length,
    slippingWorth,
    contacts,
    claims: claims(input, slipping.length, slippingWorth, contacts.length),
  };
}

function claims(input: TodayInput, slipping: number, worth: number | null, contacts: number): Claim[] {
  const found: Claim[] = [slippingClaim(input, slipping, worth, contacts)];
  const trend = trendClaim(input.monthly);
  if (trend) found.push(trend);
  const top = topShareClaim(input.spend);
  if (top) found.push(top);
  const segments = input.segments;
  if (segments) {
    found.push({
      code: segments.verdict === 'none' ? 'no-groups' : 'groups',
      values: { k: segments.k, share: segments.segments[0]?.share ?? 0 },
      caveats: segments.verdict === 'weak' ? [{ code: 'weak-groups', values: {} }] : [],
    });
  }
  return found;
}

function slippingClaim(input: TodayInput, slipping: number, worth: number | null, contacts: number): Claim {
  const { customers, churn, currency } = input;
  if (customers === 0) return { code: 'no-customers', values: {}, caveats: [] };
  if (!churn) return { code: 'customers-only', values: { customers }, caveats: [] };
  const caveats: Note[] = [];
  const model = churn.models[0];
  if (churn.gain === null || churn.gain.interval[0] <= 0) caveats.push({ code: 'no-better-than-baseline', values: {} });
  if (model && model.auc.mean < 0.6) caveats.push({ code: 'weak-score', values: { auc: model.auc.mean } });
  const leak = churn.leaks.find(({ used }) => used !== false);
  if (leak) caveats.push({ code: 'leak-suspected', values: { column: leak.column } });
  if (input.worthNote) caveats.push(input.worthNote);
  if (slipping === 0) return { code: 'nobody-slipping', values: { customers, threshold: input.threshold }, caveats };
  if (worth === null || worth <= 0) return { code: 'slipping', values: { customers, slipping, contacts }, caveats };
  const values = { customers, slipping, contacts, worth: Math.round(worth) };
  return currency === null
    ? { code: 'slipping-worth', values, caveats }
    : { code: 'slipping-worth-currency', values: { ...values, currency }, caveats };
}

/** The last whole month against the mean of up to three before it. */
function trendClaim(monthly: MonthlySeries | null): Claim | null {
  if (!monthly) return null;
  const last = monthly.months.length - (monthly.lastIncomplete ? 2 : 1);
  if (last < 1) return null;
  const before = monthly.revenue.slice(Math.max(last - 3, 0), last);
  const usual = before.reduce((sum, value) => sum + value, 0) / before.length;
  const own = monthly.revenue[last]!;
  if (!(usual > 0)) return null;
  const change = own / usual - 1;
  const month = isoDay(monthly.months[last]!).slice(0, 7);
  const code = Math.abs(change) < 0.05 ? 'month-level' : change > 0 ? 'month-up' : 'month-down';
  return { code, values: { month, change: Math.abs(change), months: before.length }, caveats: [] };
}

/** What share of net spend the best tenth of buyers brings; null under 20 buyers. */
function topShareClaim(spend: Float64Array | null): Claim | null {
  if (!spend) return null;
  const known = spend.filter((value) => value > 0).sort();
  if (known.length < 20) return null;
  const top = Math.max(1, Math.round(known.length / 10));
  let all = 0;
  let best = 0;
  for (let i = 0; i < known.length; i++) {
    all += known[i]!;
    if (i >= known.length - top) best += known[i]!;
  }
  return { code: 'top-tenth', values: { n: top, share: best / all }, caveats: [] };
}
