import { lifeStages, NO_STAGE, type LifeStage, type StandingRules, type StandingSettings } from '../../domain';
import { quantiles } from '../../kernels/stats/quantile';
import { fitRhythm, quietAfter, usualGap, type PurchaseDays } from './rhythm';

const code = Object.fromEntries(lifeStages.map((stage, at) => [stage, at])) as Record<LifeStage, number>;

/** Where there are too few gaps to learn from: fixed days, said so. */
const fixed = { newDays: 30, quietDays: 90, churnDays: 180 };
const newRange = [14, 90] as const;
const churnRange = [60, 1095] as const;
/** A silence that only one completed gap in a hundred outlasted. */
const churnQuantile = 0.99;
/** A customer whose own silence is usual for long is not taken for gone before twice that. */
const goneFactor = 2;

const within = ([least, most]: readonly [number, number], value: number) => Math.min(most, Math.max(least, Math.round(value)));

/** The cut-offs: those that were set, else from the gaps between purchases up to a day. */
export function standingRules(purchases: PurchaseDays, settings: StandingSettings, asOf: number): StandingRules {
  const rhythm = fitRhythm(purchases, asOf);
  const { loyalPurchases, quiet } = settings;
  let { newDays, churnDays } = settings;
  if (rhythm !== null && (newDays === null || churnDays === null)) {
    const { offsets, day } = purchases;
    const gaps = new Int32Array(day.length);
    let n = 0;
    for (let c = 0; c + 1 < offsets.length; c++) {
      for (let i = offsets[c]! + 1; i < offsets[c + 1]! && day[i]! <= asOf; i++) gaps[n++] = day[i]! - day[i - 1]!;
    }
    const [middle, long] = quantiles(gaps.subarray(0, n), [0.5, churnQuantile]) as [number, number];
    newDays ??= within(newRange, middle);
    churnDays ??= within(churnRange, long);
  }
  return { newDays: newDays ?? fixed.newDays, churnDays: churnDays ?? fixed.churnDays, loyalPurchases, quiet, rhythm };
}

/** Days of silence by gaps and their sum, worked out once: a hundred thousand customers share some thousands of them. */
const known = { gaps: 64, days: 2_048 };
const quietOf = new WeakMap<StandingRules, Int32Array>();

/** Whole days, and at least one: who bought today is not silent. */
function ownQuiet(rules: StandingRules, gaps: number, days: number): number {
  const { rhythm } = rules;
  if (rhythm === null) return fixed.quietDays;
  const asked = () => Math.max(1, Math.ceil(quietAfter(rhythm, gaps, days, rules.quiet)));
  if (gaps >= known.gaps || days >= known.days) return asked();
  let table = quietOf.get(rules);
  if (!table) quietOf.set(rules, (table = new Int32Array(known.gaps * known.days)));
  const at = gaps * known.days + days;
  if (table[at] === 0) table[at] = asked();
  return table[at]!;
}

/** Of a customer with `purchases` of them from day `first` to day `last`: days of silence until at risk, and until gone. */
export function silences(rules: StandingRules, purchases: number, first: number, last: number): { quiet: number; gone: number } {
  const quiet = ownQuiet(rules, purchases - 1, last - first);
  return { quiet, gone: Math.max(rules.churnDays, goneFactor * quiet) };
}

/**
 * The stage on a day of a customer with so many purchases by that day, from `first` to `last`. Exactly one fits: nobody
 * without a purchase is anything but a prospect; then whoever is silent past the end of it is gone, past what is usual for
 * them at risk; of the others, those with many purchases are loyal (unless `content` says no), those of late new, and the rest active.
 */
export function stageOn(
  rules: StandingRules,
  purchases: number,
  first: number,
  last: number,
  day: number,
  content = true,
): LifeStage {
  if (purchases === 0) return 'prospect';
  const { quiet, gone } = silences(rules, purchases, first, last);
  return stageBy(rules, quiet, gone, purchases, first, last, day, content);
}

function stageBy(
  rules: StandingRules,
  quiet: number,
  gone: number,
  purchases: number,
  first: number,
  last: number,
  day: number,
  content: boolean,
): LifeStage {
  if (day - last > gone) return 'churned';
  if (day - last > quiet) return 'at-risk';
  if (purchases >= rules.loyalPurchases && content) return 'loyal';
  return day - first <= rules.newDays ? 'new' : 'active';
}

/** What is known beside purchases: since when somebody is known at all, and who left by their own word, as of today. */
export interface Known {
  /** Day of the first row that names the customer; NO_DAY where a row without a day does. */
  readonly since: Int32Array;
  /** 1 = a column of the files says that they left; it does not say when. Null where no column does. */
  readonly left: Uint8Array | null;
  /** 0 = what they said last was not that they are satisfied; 1 otherwise. Null where nobody was asked. */
  readonly content: Uint8Array | null;
}

/**
 * Codes of everybody's stage on a day, NO_STAGE for who was not known yet. What the files say without a date (who left, who is
 * content) counts on the last day only: `today`.
 */
export function stagesOn(
  { offsets, day }: PurchaseDays,
  rules: StandingRules,
  { since, left, content }: Known,
  on: number,
  today: boolean,
): Uint8Array {
  const customers = offsets.length - 1;
  const stages = new Uint8Array(customers);
  for (let c = 0; c < customers; c++) {
    const from = offsets[c]!;
    let to = offsets[c + 1]!;
    while (to > from && day[to - 1]! > on) to--;
    if (to === from) stages[c] = since[c]! <= on ? code.prospect : NO_STAGE;
    else {
      const happy = !today || content?.[c] !== 0;
      stages[c] = code[stageOn(rules, to - from, day[from]!, day[to - 1]!, on, happy)];
    }
    if (today && left?.[c] === 1) stages[c] = code.churned;
  }
  return stages;
}

/**
 * How many were in each stage on each of some days before today, ascending: the same as to ask `stagesOn` day after day, in one
 * pass over the purchases. Yields how many customers are done; stages × days.
 */
export function* stagesOver(
  { offsets, day }: PurchaseDays,
  rules: StandingRules,
  { since }: Pick<Known, 'since'>,
  days: readonly number[],
): Generator<number, number[][], void> {
  const counts = lifeStages.map(() => new Array<number>(days.length).fill(0));
  for (let c = 0; c + 1 < offsets.length; c++) {
    const from = offsets[c]!;
    const end = offsets[c + 1]!;
    if (c % 8192 === 8191) yield c;
    let to = from;
    let [quiet, gone] = [0, 0];
    for (let at = 0; at < days.length; at++) {
      const on = days[at]!;
      const seen = to;
      while (to < end && day[to]! <= on) to++;
      if (to === from) {
        if (since[c]! <= on) counts[code.prospect]![at]!++;
        continue;
      }
      const [first, last] = [day[from]!, day[to - 1]!];
      if (to !== seen) ({ quiet, gone } = silences(rules, to - from, first, last));
      counts[code[stageBy(rules, quiet, gone, to - from, first, last, on, true)]]![at]!++;
    }
  }
  return counts;
}

/** Customers by stage; NO_STAGE is not counted. */
export function countStages(stages: Uint8Array): number[] {
  const counts = lifeStages.map(() => 0);
  for (const stage of stages) if (stage !== NO_STAGE) counts[stage]!++;
  return counts;
}

/** How many went from which code to which; whoever has `none` before stands in the last row, whoever has it after in none. */
export function countMoves(before: Uint8Array, after: Uint8Array, codes: number, none: number): number[][] {
  const moves = Array.from({ length: codes + 1 }, () => new Array<number>(codes).fill(0));
  for (let c = 0; c < after.length; c++) {
    if (after[c] === none) continue;
    moves[before[c] === none ? codes : before[c]!]![after[c]!]!++;
  }
  return moves;
}

/**
 * The days on which one customer's stage changed, up to `until`, oldest first: the same as to ask `stageOn` day after day.
 * What the files say without a date is not in it.
 */
export function stageChanges(days: ArrayLike<number>, rules: StandingRules, until: number): { day: number; stage: LifeStage }[] {
  const changes: { day: number; stage: LifeStage }[] = [];
  for (let i = 0; i < days.length && days[i]! <= until; i++) {
    const [first, last] = [days[0]!, days[i]!];
    const { quiet, gone } = silences(rules, i + 1, first, last);
    const next = i + 1 < days.length ? days[i + 1]! : Number.POSITIVE_INFINITY;
    // A stage can only change on the day of a purchase, and on the first day past each cut-off.
    for (const day of [last, first + rules.newDays + 1, last + quiet + 1, last + gone + 1].sort((a, b) => a - b)) {
      if (day < last || day >= next || day > until) continue;
      const stage = stageOn(rules, i + 1, first, last, day);
      if (changes.at(-1)?.stage !== stage) changes.push({ day, stage });
    }
  }
  return changes;
}

/** The usual gap of a customer, null without a purchase or a rhythm. */
export function gapOf(rules: StandingRules, days: ArrayLike<number>): number | null {
  if (days.length === 0 || rules.rhythm === null) return null;
  return usualGap(rules.rhythm, days.length - 1, days[days.length - 1]! - days[0]!);
}
