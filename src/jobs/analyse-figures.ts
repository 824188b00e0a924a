import type { DayNumber, StandingPart } from '../domain';
import { kpis } from '../insight/kpis';
import type { Known } from './analyse-churn';
import type { Prepared } from './analyse-prepare';
import { leaversByStage } from './analyse-standing';

/** Key figures as of the as-of day, and what is to be said of them. `standing` null where nobody's stage could be told. */
export function figuresOf(prepared: Prepared, known: Known | null, standing: StandingPart | null): ReturnType<typeof kpis> {
  const { totals, lines, asOf, now, shop, identity, contacts, currency, pendingAsSales } = prepared;
  const money = shop && lines.has.money;
  const period = totals.firstDay > totals.lastDay || !lines.has.days ? null : ([totals.firstDay, asOf] as const);
  const main = totals.revenues.find((revenue) => revenue.currency === currency);
  let buyersNet = 0;
  for (let c = 0; c < now.net.length; c++) if (now.orderCount[c]! > 0) buyersNet += now.net[c]!;
  return kpis({
    asOf,
    period,
    customers: identity.customers,
    ratings: contacts.ratings,
    interactions: contacts.interactions,
    interactionPeriod: contacts.interactionDays,
    left: leftOf(known, standing, asOf),
    money: money && main ? { ordered: pendingAsSales ? main.gross : main.gross - main.pending, net: buyersNet } : null,
    orders: pendingAsSales ? totals.orders : totals.paidOrders,
    orderCount: now.orderCount,
    firstOrder: now.firstOrder,
    lastOrder: now.lastOrder,
  });
}

/**
 * Who left of how many: by a column that says so; else by silence, as the stages have it; else by the outcome that is
 * learned from.
 */
function leftOf(
  known: Known | null,
  standing: StandingPart | null,
  asOf: DayNumber,
): { positives: number; n: number; period: readonly [DayNumber, DayNumber] | null } | null {
  if (known?.source !== 'label' && standing) {
    const { left, n } = leaversByStage(standing);
    if (n > 0) return { positives: left, n, period: [standing.comparedWith + 1, asOf] };
  }
  if (!known) return null;
  const { source, outcome, cutoff, horizonDays } = known;
  const period = source === 'orders' ? ([cutoff! + 1, cutoff! + horizonDays!] as const) : null;
  return { positives: outcome.positives, n: outcome.rows.length, period };
}
