import {
  defaultStanding,
  KithError,
  lifeStages,
  NO_DAY,
  NO_STAGE,
  rfmGroups,
  type AnalysisResult,
  type CohortsBy,
  type FlowPart,
  type FlowWish,
  type Progress,
  type StandingSettings,
} from '../domain';
import { firstOrderValues } from '../features/first-order';
import { cohortsBy, countMoves, rfm, stagesOn, standingRules } from '../insight/standing';
import { knownOutcome } from './analyse-churn';
import type { Prepared } from './analyse-prepare';
import { whatIsKnown } from './analyse-standing';
import { purchasesNow } from './purchases-now';

const mostPicked = 100;
const step = (done: number): Progress => ({ stage: 'standing', done, total: 3, unit: 'rounds' });

/**
 * Who went from which stage, or group by recency, frequency and money, to which between two days, by the cut-offs in force; groups by
 * those of the later day. Nothing dated after the later day is looked at. Throws standing/no-orders.
 */
export function* findFlow(prepared: Prepared, { settings }: AnalysisResult, wish: FlowWish): Generator<Progress, FlowPart, void> {
  const { lines, shop, asOf, identity, now } = prepared;
  if (!lines.has.days || !shop) throw new KithError('standing/no-orders');
  yield step(0);
  const purchases = yield* purchasesNow(prepared);
  const first = purchases.day.reduce((least, one) => Math.min(least, one), asOf);
  const within = (day: number) => Math.min(asOf, Math.max(first, Math.round(day)));
  const [from, to] = [within(Math.min(wish.from, wish.to)), within(Math.max(wish.from, wish.to))];
  const codes = wish.what === 'stages' ? lifeStages.length : rfmGroups.length;
  let before: Uint8Array;
  let after: Uint8Array;
  yield step(1);
  if (wish.what === 'stages') {
    const rules = standingRules(purchases, (settings as { standing?: StandingSettings }).standing ?? defaultStanding, asOf);
    const known = whatIsKnown(prepared, outcomeOf(prepared, settings));
    before = stagesOn(purchases, rules, known, from, false);
    after = stagesOn(purchases, rules, known, to, to === asOf);
  } else {
    const found = rfm(purchases, to, from, lines.has.money);
    before = found?.before ?? new Uint8Array(identity.customers).fill(NO_STAGE);
    after = found?.group ?? before;
  }
  yield step(2);
  const picked: number[] = [];
  if (wish.pick !== null) {
    const [a, b] = wish.pick.map((code) => (code < 0 ? NO_STAGE : code)) as [number, number];
    for (let c = 0; c < after.length; c++) if (before[c] === a && after[c] === b) picked.push(c);
    picked.sort((c, d) => now.net[d]! - now.net[c]! || c - d);
  }
  return {
    what: wish.what,
    from,
    to,
    moves: countMoves(before, after, codes, NO_STAGE),
    picked: wish.pick && {
      from: wish.pick[0],
      to: wish.pick[1],
      n: picked.length,
      customers: picked
        .slice(0, mostPicked)
        .map((c) => ({ key: identity.keys[c]!, label: identity.labels[c]!, spent: now.net[c]! })),
    },
  };
}

function outcomeOf(prepared: Prepared, settings: AnalysisResult['settings']) {
  try {
    return knownOutcome(prepared, settings);
  } catch (thrown) {
    if (thrown instanceof KithError) return null;
    throw thrown;
  }
}

/** Customers by a column of their first order. Throws standing/no-orders, analysis/unknown-column. */
export function* findCohortsBy(prepared: Prepared, column: string): Generator<Progress, CohortsBy, void> {
  const { lines, shop, asOf, identity, sources } = prepared;
  if (!lines.has.days || !shop) throw new KithError('standing/no-orders');
  if (!sources.some((table) => table.columns.some(({ name }) => name === column)))
    throw new KithError('analysis/unknown-column', { column });
  yield step(0);
  const purchases = yield* purchasesNow(prepared);
  const { offsets, day } = purchases;
  const first = Int32Array.from({ length: identity.customers }, (_, c) =>
    offsets[c] === offsets[c + 1] ? NO_DAY : day[offsets[c]!]!,
  );
  yield step(1);
  const { codes, names } = firstOrderValues(sources, identity.rowCustomer, first, column);
  yield step(2);
  return { column, ...cohortsBy(purchases, codes, names, asOf) };
}
