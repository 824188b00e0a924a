import type {
  AnalysisSettings,
  CustomerStanding,
  CustomerStandings,
  CustomerTable,
  Progress,
  StandingPart,
  StandingSettings,
} from '../domain';
import { defaultStanding, KithError, lifeStages, NO_DAY, NO_STAGE, rfmGroups } from '../domain';
import { dayReader, recommends } from '../features/contacts';
import { asNumbers } from '../features/source';
import { runAll } from '../features/steps';
import { scaleTopOf } from '../insight/kpis';
import { gapOf, silences, stageChanges, standingPart } from '../insight/standing';
import type { Known } from './analyse-churn';
import type { Prepared, PreparedLines } from './analyse-prepare';
import { purchasesNow } from './purchases-now';

/**
 * What each customer said last on a rating, as of the as-of day: 0 = not in the top two boxes of its scale, 1 = satisfied or never
 * asked. Answers without a day count as older than all others. Null where nobody was asked.
 */
function contentOf({ sources, identity, asOf }: Prepared): Uint8Array | null {
  const content = new Uint8Array(identity.customers).fill(1);
  const saidOn = new Int32Array(identity.customers).fill(NO_DAY);
  let asked = false;
  for (const [t, table] of sources.entries()) {
    const day = dayReader(table);
    const owners = identity.rowCustomer[t]!;
    const ratings = table.columns.filter(({ role }) => role === 'rating');
    // Whether one would recommend the shop stands in where nothing else was asked.
    const satisfied = ratings.filter(({ name }) => !recommends.test(name));
    for (const { column, scaleTop } of satisfied.length > 0 ? satisfied : ratings) {
      const numbers = asNumbers(column);
      if (!numbers) continue;
      const values = numbers.filter((value) => !Number.isNaN(value));
      const top = scaleTopOf({ column: '', values, scaleTop: scaleTop ?? null, days: new Int32Array(0) });
      if (top === null) continue;
      for (let i = 0; i < table.rows; i++) {
        const c = owners[i]!;
        const at = day(i);
        if (c < 0 || Number.isNaN(numbers[i]!) || at > asOf || at < saidOn[c]!) continue;
        saidOn[c] = at;
        content[c] = numbers[i]! >= top - 1 ? 1 : 0;
        asked = true;
      }
    }
  }
  return asked ? content : null;
}

/** Since when somebody is known: a row of orders has a day; a list of customers, or any other row, does not say. */
function knownSince({ grouped, listed }: Prepared): Int32Array {
  const { offsets, day } = grouped;
  return Int32Array.from({ length: grouped.customers }, (_, c) => {
    if (listed[c] === 1 || offsets[c] === offsets[c + 1]) return NO_DAY;
    return day.subarray(offsets[c], offsets[c + 1]).reduce((least, one) => Math.min(least, one));
  });
}

/** 1 = a column says that the customer left. Null where no column does. */
function leftOf(known: Known | null, customers: number): Uint8Array | null {
  if (known?.source !== 'label') return null;
  const left = new Uint8Array(customers);
  for (const [i, c] of known.outcome.rows.entries()) left[c] = known.outcome.outcome[i]!;
  return left;
}

/** What is known of customers beside their purchases. */
export function whatIsKnown(prepared: Prepared, known: Known | null) {
  const { customers } = prepared.identity;
  return { since: knownSince(prepared), left: leftOf(known, customers), content: contentOf(prepared) };
}

/** Stages, groups by recency, frequency and money, and cohorts. Throws standing/no-orders. */
export function* findStanding(
  prepared: Prepared,
  settings: AnalysisSettings,
  known: Known | null,
): Generator<Progress, { part: StandingPart; standings: CustomerStandings }, void> {
  const { lines, shop, asOf } = prepared;
  if (!lines.has.days || !shop) throw new KithError('standing/no-orders');
  const purchases = yield* purchasesNow(prepared);
  // Settings kept by an older Kith know no such thing.
  const { standing } = settings as { standing?: StandingSettings };
  const also = whatIsKnown(prepared, known);
  return yield* standingPart(purchases, also, standing ?? defaultStanding, asOf, lines.has.money);
}

/** One customer's: rhythm, group and the days of change. Null where nothing was worked out. */
export function describeStanding(
  prepared: PreparedLines,
  { standings }: CustomerTable,
  part: StandingPart,
  index: number,
): CustomerStanding | null {
  const { asOf } = prepared;
  const { offsets, day } = runAll(purchasesNow(prepared));
  const days = day.subarray(offsets[index], offsets[index + 1]);
  const stage = standings?.stage[index] ?? NO_STAGE;
  if (!standings || stage === NO_STAGE) return null;
  const group = standings.rfm[index]!;
  const bins = standings.bins[index]!;
  const { rules } = part;
  const last = days.length > 0 ? days[days.length - 1]! : null;
  const usualGap = gapOf(rules, days);
  const changes = stageChanges(days, rules, asOf);
  // What the files say without a date (who left, who is not content) is known from the as-of day on.
  if (days.length > 0 && changes.at(-1)?.stage !== lifeStages[stage]) changes.push({ day: asOf, stage: lifeStages[stage]! });
  return {
    stage: lifeStages[stage]!,
    rfm:
      group === NO_STAGE
        ? null
        : { group: rfmGroups[group]!, r: Math.floor(bins / 100), f: Math.floor(bins / 10) % 10, m: bins % 10 },
    usualGap,
    due: last === null || usualGap === null ? null : last + Math.round(usualGap),
    quietFrom: last === null ? null : last + silences(rules, days.length, days[0]!, last).quiet + 1,
    changes,
  };
}

/** Of the customers on the earlier day (new, active, loyal or at risk), how many are gone today. */
export function leaversByStage({ flow }: StandingPart): { readonly left: number; readonly n: number } {
  let [left, n] = [0, 0];
  for (const stage of ['new', 'active', 'loyal', 'at-risk'] as const) {
    const row = flow[lifeStages.indexOf(stage)]!;
    n += row.reduce((sum, count) => sum + count, 0);
    left += row[lifeStages.indexOf('churned')]!;
  }
  return { left, n };
}
