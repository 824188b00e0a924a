import {
  KithError,
  lifeStages,
  NO_STAGE,
  type CustomerStandings,
  type Note,
  type Progress,
  type StandingPart,
  type StandingSettings,
} from '../../domain';
import { cohorts } from './cohorts';
import { firstDay, monthOf } from './months';
import { rfm } from './rfm';
import type { PurchaseDays } from './rhythm';
import { countMoves, countStages, stagesOn, stagesOver, standingRules, type Known } from './stages';

export { cohortsBy } from './cohorts-by';
export { rfm } from './rfm';
export type { PurchaseDays } from './rhythm';
export { countMoves, gapOf, type Known, silences, stageChanges, stagesOn, standingRules } from './stages';

const monthsBack = 24;

/** The last days of months before a day, and that day, oldest first. */
function monthEnds(asOf: number, first: number): number[] {
  const days = [asOf];
  const month = monthOf(asOf);
  for (let back = 0; back < monthsBack; back++) {
    const end = firstDay(month - back) - 1;
    if (end < first) break;
    days.unshift(end);
  }
  return days;
}

/**
 * Where everybody stands as of a day, what changed since, groups by recency, frequency and money, and cohorts. Nothing dated later is
 * looked at. `money`: the files hold amounts. Throws standing/no-orders where nobody has bought.
 */
export function* standingPart(
  purchases: PurchaseDays,
  known: Known,
  settings: StandingSettings,
  asOf: number,
  money: boolean,
): Generator<Progress, { part: StandingPart; standings: CustomerStandings }, void> {
  const { offsets, day } = purchases;
  if (offsets[offsets.length - 1] === 0) throw new KithError('standing/no-orders');
  const step = (done: number): Progress => ({ stage: 'standing', done, total: 4, unit: 'rounds' });
  yield step(0);
  const rules = standingRules(purchases, settings, asOf);
  yield step(1);
  const comparedWith = asOf - settings.compareDays;
  const stage = stagesOn(purchases, rules, known, asOf, true);
  const before = stagesOn(purchases, rules, known, comparedWith, false);
  yield step(2);
  const first = day.reduce((least, one) => Math.min(least, one));
  const days = monthEnds(asOf, first);
  const over = stagesOver(purchases, rules, known, days.slice(0, -1));
  let seen = over.next();
  for (; !seen.done; seen = over.next()) yield step(2);
  const counts = seen.value;
  for (const [s, count] of countStages(stage).entries()) counts[s]!.push(count);
  yield step(3);
  const found = rfm(purchases, asOf, comparedWith, money);
  yield step(4);
  const notes: Note[] = [];
  if (rules.rhythm === null) notes.push({ code: 'standing-fixed', values: {} });
  if (known.left !== null) notes.push({ code: 'standing-left', values: {} });
  if (known.content !== null) notes.push({ code: 'standing-content', values: {} });
  const customers = offsets.length - 1;
  return {
    part: {
      rules,
      n: customers,
      stages: countStages(stage),
      comparedWith,
      flow: countMoves(before, stage, lifeStages.length, NO_STAGE),
      overTime: { days, counts },
      rfm: found?.part ?? null,
      cohorts: cohorts(purchases, asOf),
      notes,
    },
    standings: {
      stage,
      rfm: found?.group ?? new Uint8Array(customers).fill(NO_STAGE),
      bins: found?.bins ?? new Int32Array(customers),
    },
  };
}
