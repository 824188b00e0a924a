import { segments } from '../../../scripts/sample/world.mjs';
import type { LifeStage, StandingRules } from '../../../src/domain';
import { logGamma } from '../../../src/kernels/special/log-gamma';

interface Planted {
  readonly share: number;
  readonly gap: number;
  readonly steadiness: number;
  readonly again: number;
}

/** Days that the books of the made-up shop hold, and how far a customer's own mean gap is from that of the segment. */
const shopDays = 730;
const ownGaps = Array.from({ length: 9 }, (_, i) => 0.75 + (0.5 * (i + 0.5)) / 9);

/** Chance that an Erlang gap of that mean is over by then. */
function overBy(steadiness: number, mean: number, days: number): number {
  const x = (days * steadiness) / mean;
  let [term, sum] = [1, 1];
  for (let i = 1; i < steadiness; i++) sum += term *= x / i;
  return 1 - Math.exp(-x) * sum;
}

/** Kinds of customers there are, with the chance that a gap of theirs, begun on any day, is over before the books end. */
const kinds = (segments as readonly Planted[]).flatMap(({ share, gap, steadiness, again }) =>
  ownGaps.map((own) => {
    const mean = gap * own;
    const starts = Array.from({ length: 50 }, (_, i) => overBy(steadiness, mean, (shopDays * (i + 0.5)) / 50));
    return { share, again, steadiness, mean, seen: starts.reduce((a, b) => a + b, 0) / starts.length };
  }),
);

/**
 * Days of silence that nine in ten of the next gaps stay within, by one who knows the laws by which the shop was made, and of the
 * customer what anybody can see: the gaps so far. The rule speaks of gaps that end, so kinds count by how often theirs do.
 */
export function plantedQuiet(gaps: readonly number[], share: number): number {
  const logs = kinds.map(({ share: many, again, steadiness: k, mean, seen }) =>
    gaps.reduce(
      (sum, gap) => sum + k * Math.log(k / mean) - logGamma(k) + (k - 1) * Math.log(gap) - (gap * k) / mean,
      Math.log(many * seen) + (gaps.length + 1) * Math.log(again),
    ),
  );
  const most = Math.max(...logs);
  const weights = logs.map((log) => Math.exp(log - most));
  const all = weights.reduce((a, b) => a + b, 0);
  const chance = (days: number) =>
    kinds.reduce((sum, { steadiness, mean }, i) => sum + (weights[i]! / all) * overBy(steadiness, mean, days), 0);
  let [low, high] = [0.01, 20_000];
  for (let round = 0; round < 50; round++) {
    const middle = Math.sqrt(low * high);
    if (chance(middle) < share) low = middle;
    else high = middle;
  }
  return Math.ceil(high);
}

/** The stage that the rules as they are stated give, with the cut-offs in force and the shop's true laws in place of what was learned. */
export function plantedStage(
  days: readonly number[],
  rules: StandingRules,
  asOf: number,
  content: boolean,
): { stage: LifeStage; gone: number } {
  const quiet = plantedQuiet(
    days.slice(1).map((day, i) => day - days[i]!),
    rules.quiet,
  );
  const gone = Math.max(rules.churnDays, 2 * quiet);
  const silence = asOf - days.at(-1)!;
  const stage = (): LifeStage => {
    if (silence > gone) return 'churned';
    if (silence > quiet) return 'at-risk';
    if (days.length >= rules.loyalPurchases && content) return 'loyal';
    return asOf - days[0]! <= rules.newDays ? 'new' : 'active';
  };
  return { stage: stage(), gone };
}

/** How the stages that were told compare with those planted, and those told to be gone with those who left. */
export function compareStages(
  customers: readonly {
    readonly days: readonly number[];
    readonly left: boolean;
    readonly content: boolean;
    readonly told: LifeStage;
  }[],
  rules: StandingRules,
  asOf: number,
): { right: number; goneWhoLeft: number; leftLongAgoTold: number } {
  let [right, gone, goneLeft, longAgo, longAgoTold] = [0, 0, 0, 0, 0];
  for (const { days, left, content, told } of customers) {
    const planted = plantedStage(days, rules, asOf, content);
    if (planted.stage === told) right++;
    if (told === 'churned') {
      gone++;
      if (left) goneLeft++;
    }
    if (left && asOf - days.at(-1)! > planted.gone) {
      longAgo++;
      if (told === 'churned') longAgoTold++;
    }
  }
  return { right: right / customers.length, goneWhoLeft: goneLeft / gone, leftLongAgoTold: longAgoTold / longAgo };
}
