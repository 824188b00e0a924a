import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  dayFromCivil,
  defaultStanding,
  lifeStages,
  NO_STAGE,
  rfmGroups,
  type StandingPart,
  type StandingRules,
  type StandingSettings,
} from '../../../src/domain';
import { standingPart, type PurchaseDays } from '../../../src/insight/standing';
import { cohorts } from '../../../src/insight/standing/cohorts';
import { rfmGroupOf, tieAwareBins } from '../../../src/insight/standing/rfm';
import { fitRhythm, quietAfter, usualGap } from '../../../src/insight/standing/rhythm';
import { betaPrimeQuantile } from '../../../src/insight/standing/steadiness';
import {
  countStages,
  silences,
  stageChanges,
  stageOn,
  stagesOn,
  stagesOver,
  standingRules,
} from '../../../src/insight/standing/stages';
import { gammaDraw } from '../../../src/kernels/random/gamma';
import { createRandom } from '../../../src/kernels/random/random';

/** Purchases out of each customer's days and amounts; 10 each where none are given. */
function purchases(days: readonly (readonly number[])[], nets: readonly (readonly number[])[] = []): PurchaseDays {
  let count = 0;
  const offsets = Int32Array.from([0, ...days.map((own) => (count += own.length))]);
  return {
    offsets,
    day: Int32Array.from(days.flat()),
    net: Float64Array.from(days.flatMap((own, c) => nets[c] ?? own.map(() => 10))),
  };
}

const never = 2_147_483_647;
const nobody = (n: number) => ({ since: new Int32Array(n).fill(never), left: null, content: null });

function partOf(
  given: PurchaseDays,
  asOf: number,
  settings: Partial<StandingSettings> = {},
  known = nobody(given.offsets.length - 1),
) {
  const steps = standingPart(given, known, { ...defaultStanding, ...settings }, asOf, true);
  for (;;) {
    const step = steps.next();
    if (step.done) return step.value;
  }
}

const byStage = ({ stages }: StandingPart) => Object.fromEntries(lifeStages.map((stage, at) => [stage, stages[at]]));

describe('rhythm', () => {
  it('needs twenty gaps', () => {
    const nineteen = Array.from({ length: 19 }, (_, i) => [i, i + 10 + i]);
    expect(fitRhythm(purchases(nineteen))).toBeNull();
    expect(fitRhythm(purchases([...nineteen, [0, 8]]))?.gaps).toBe(20);
    expect(fitRhythm(purchases([...nineteen, [0, 8]]), 5)).toBeNull();
  });

  it('finds again what gaps were drawn from, and maximises', () => {
    // Ten whole gaps each: a last day would cut off the long ones.
    const random = createRandom(8);
    const wait = (rate: number) => -Math.log(1 - random.next()) / rate;
    const days = Array.from({ length: 4000 }, () => {
      // A gamma of shape 2 is a sum of two exponentials.
      const lambda = wait(60) + wait(60);
      let at = 0;
      return Array.from({ length: 11 }, () => Math.round((at += wait(lambda)) * 100));
    });
    const given = purchases(days);
    const { shape, rate } = fitRhythm(given)!;
    expect(shape).toBeGreaterThan(1.85);
    expect(shape).toBeLessThan(2.15);
    expect(rate / 100).toBeGreaterThan(55);
    expect(rate / 100).toBeLessThan(65);
  });

  it('draws a customer towards the shop', () => {
    const rhythm = { shape: 2, rate: 60, gaps: 100 };
    expect(usualGap(rhythm, 0, 0)).toBe(30);
    expect(usualGap(rhythm, 8, 740)).toBe(80);
    // (60 + 740) · (10^(1/10) − 1)
    expect(quietAfter(rhythm, 8, 740, 0.9)).toBeCloseTo(800 * (10 ** 0.1 - 1), 9);
    expect(quietAfter(rhythm, 0, 0, 0.9)).toBeCloseTo(60 * (Math.sqrt(10) - 1), 9);
  });
});

describe('steadiness', () => {
  it('comes back from simulated customers who buy evenly, or not, with how their rates differ', () => {
    for (const [k, shape, rate] of [
      [1, 3, 60],
      [6, 8, 50],
      [0.5, 5, 200],
    ] as const) {
      const random = createRandom(7);
      const days = Array.from({ length: 900 }, () => {
        const own = gammaDraw(shape, rate, random);
        const list = [0];
        for (let i = 0; i < 12; i++) list.push(list.at(-1) + Math.max(1, Math.round(100 * gammaDraw(k, own, random))));
        return list;
      });
      // In hundredths of days, so that rounding to whole ones takes nothing of how even they are.
      const found = fitRhythm(purchases(days))!;
      expect(Math.abs(Math.log(found.steadiness! / k))).toBeLessThan(0.08);
      expect(Math.abs(Math.log(found.shape / shape))).toBeLessThan(0.15);
      expect(Math.abs(Math.log(found.rate / (100 * rate)))).toBeLessThan(0.2);
    }
  });

  it('a silence is unusual sooner for who buys evenly', () => {
    const uneven = { shape: 4, rate: 120, gaps: 100, steadiness: 1 };
    const even = { shape: 4, rate: 20, gaps: 100, steadiness: 6 };
    expect(usualGap(even, 0, 0)).toBe(usualGap(uneven, 0, 0));
    expect(quietAfter(even, 10, 300, 0.9)).toBeLessThan(0.75 * quietAfter(uneven, 10, 300, 0.9));
  });

  it('beta prime: by hand, and Lomax without steadiness', () => {
    // I_x(2, 1) = x², so that nine in ten stay within x = √0.9.
    expect(betaPrimeQuantile(2, 1, 0.9)).toBeCloseTo(Math.sqrt(0.9) / (1 - Math.sqrt(0.9)), 9);
    expect(betaPrimeQuantile(1 + 1e-9, 4, 0.9)).toBeCloseTo(betaPrimeQuantile(1, 4, 0.9), 6);
    expect(quietAfter({ shape: 2, rate: 60, gaps: 100 }, 0, 0, 0.9)).toBeCloseTo(60 * (Math.sqrt(10) - 1), 9);
  });
});

const rules: StandingRules = { newDays: 30, loyalPurchases: 3, quiet: 0.9, churnDays: 180, rhythm: null };

describe('stages', () => {
  it.each([
    ['nobody bought', 0, 0, 0, 5, 'prospect'],
    ['first purchase today', 1, 5, 5, 5, 'new'],
    ['the last day of being new', 1, 0, 0, 30, 'new'],
    ['a day later', 1, 0, 0, 31, 'active'],
    ['the last day of a usual silence', 1, 0, 0, 90, 'active'],
    ['a day later', 1, 0, 0, 91, 'at-risk'],
    ['the last day before gone', 1, 0, 0, 180, 'at-risk'],
    ['gone', 1, 0, 0, 181, 'churned'],
    ['loyal though new', 3, 0, 20, 25, 'loyal'],
    ['loyal until silent', 9, 0, 500, 590, 'loyal'],
    ['at risk with many purchases', 9, 0, 500, 591, 'at-risk'],
  ] as const)('%s', (_, n, first, last, day, stage) => {
    expect(stageOn(rules, n, first, last, day)).toBe(stage);
  });

  it('who is not content is not loyal', () => {
    expect(stageOn(rules, 5, 0, 100, 110, false)).toBe('active');
  });

  it('a slow customer is given time', () => {
    const slow = { ...rules, rhythm: { shape: 2, rate: 60, gaps: 100 } };
    expect(silences(slow, 3, 0, 800).quiet).toBeGreaterThan(600);
    expect(stageOn(slow, 3, 0, 800, 800 + 500)).toBe('loyal');
    expect(silences(slow, 3, 0, 800).gone).toBe(2 * silences(slow, 3, 0, 800).quiet);
  });

  it('changes on the days on which asking day after day would see a change', () => {
    const someRules = fc.record({
      newDays: fc.integer({ min: 0, max: 100 }),
      loyalPurchases: fc.integer({ min: 1, max: 5 }),
      quiet: fc.constantFrom(0.5, 0.9, 0.95),
      churnDays: fc.integer({ min: 1, max: 300 }),
      rhythm: fc.constantFrom(null, { shape: 2, rate: 60, gaps: 99 }, { shape: 0.3, rate: 4, gaps: 99 }),
    });
    const someDays = fc.uniqueArray(fc.integer({ min: 0, max: 400 }), { minLength: 1, maxLength: 8 });
    fc.assert(
      fc.property(someDays, someRules, (unsorted, given) => {
        const days = unsorted.sort((a, b) => a - b);
        const daily: { day: number; stage: string }[] = [];
        for (let day = days[0]!; day <= 700; day++) {
          const until = days.filter((one) => one <= day);
          const stage = stageOn(given, until.length, days[0]!, until.at(-1), day);
          if (daily.at(-1)?.stage !== stage) daily.push({ day, stage });
        }
        expect(stageChanges(days, given, 700)).toEqual(daily);
      }),
    );
  });

  it('counts over days what asking on each would count', () => {
    const own = fc
      .array(fc.integer({ min: 0, max: 900 }), { maxLength: 9 })
      .map((days) => [...new Set(days)].sort((a, b) => a - b));
    fc.assert(
      fc.property(
        fc.array(own, { minLength: 1, maxLength: 40 }),
        fc.uniqueArray(fc.integer({ min: -5, max: 1000 }), { maxLength: 12 }),
        fc.integer({ min: -1, max: 900 }),
        (days, asked, since) => {
          const given = purchases(days);
          const ends = asked.sort((a, b) => a - b);
          const rules = standingRules(given, defaultStanding, 1000);
          const known = { ...nobody(days.length), since: new Int32Array(days.length).fill(since) };
          const steps = stagesOver(given, rules, known, ends);
          let step = steps.next();
          while (!step.done) step = steps.next();
          const slow = ends.map((on) => countStages(stagesOn(given, rules, known, on, false)));
          expect(step.value).toEqual(lifeStages.map((_, s) => slow.map((counts) => counts[s])));
        },
      ),
    );
  });

  it('sets fixed days for few orders, the shop’s own for many', () => {
    expect(standingRules(purchases([[0, 5]]), defaultStanding, 100)).toMatchObject({ newDays: 30, churnDays: 180, rhythm: null });
    // Gaps of 20 days, and one of 400: the 99th percentile of 100 gaps lies between.
    const steady = Array.from({ length: 99 }, (_, c) => [c, c + 20]);
    const own = standingRules(purchases([...steady, [0, 400]]), defaultStanding, 500);
    expect(own).toMatchObject({ newDays: 20, churnDays: 60 });
    expect(standingRules(purchases(steady), { ...defaultStanding, newDays: 3, churnDays: 77 }, 500)).toMatchObject({
      newDays: 3,
      churnDays: 77,
    });
  });
});

describe('the whole', () => {
  it('counts everybody once, tells who came from where', () => {
    // As of day 200, compared with day 110: long gone; silent; loyal; new since; listed but never bought; unknown to everybody.
    const given = purchases([[0], [80], [60, 100, 150, 190], [195], [], []]);
    const known = { ...nobody(6), since: Int32Array.of(never, never, never, never, 0, never) };
    const { part, standings } = partOf(given, 200, {}, known);
    expect(byStage(part)).toEqual({ prospect: 1, new: 1, active: 0, loyal: 1, 'at-risk': 1, churned: 1 });
    expect([...standings.stage]).toEqual([5, 4, 3, 1, 0, NO_STAGE]);
    expect(part.comparedWith).toBe(110);
    const [prospect, , active, , atRisk, churned] = [0, 1, 2, 3, 4, 5];
    expect(part.flow[prospect]![0]).toBe(1);
    expect(part.flow[atRisk]![churned]).toBe(1);
    expect(part.flow[1]![4]).toBe(1);
    expect(part.flow[active]![3]).toBe(1);
    expect(part.flow[6]![1]).toBe(1);
    expect(part.flow.flat().reduce((a, b) => a + b)).toBe(5);
  });

  it('believes a file that says who left, today', () => {
    const known = { ...nobody(1), left: Uint8Array.of(1) };
    expect(byStage(partOf(purchases([[90]]), 100, {}, known as never).part)).toMatchObject({ churned: 1 });
  });

  it('refuses where nobody bought', () => {
    expect(() => partOf(purchases([[], []]), 10)).toThrow(expect.objectContaining({ code: 'standing/no-orders' }) as Error);
  });

  it('does not know what is dated later', () => {
    const someone = fc.uniqueArray(fc.integer({ min: 0, max: 600 }), { maxLength: 6 }).map((days) => days.sort((a, b) => a - b));
    const shops = fc.array(someone, { minLength: 30, maxLength: 60 }).filter((days) => days.some((own) => own[0]! <= 300));
    fc.assert(
      fc.property(shops, (days) => {
        const cut = days.map((own) => own.filter((day) => day <= 300));
        expect(partOf(purchases(days), 300)).toEqual(partOf(purchases(cut), 300));
      }),
      { numRuns: 40 },
    );
  });
});

describe('recency, frequency, money', () => {
  it('puts equal values into one bin', () => {
    expect(tieAwareBins(Float64Array.of(1, 1, 1, 1, 1, 1, 1, 2, 3, 9), 5)).toEqual([
      { bin: 2, from: 1, to: 1, n: 7 },
      { bin: 4, from: 2, to: 2, n: 1 },
      { bin: 5, from: 3, to: 9, n: 2 },
    ]);
    expect(
      tieAwareBins(
        Float64Array.from({ length: 10 }, (_, i) => i),
        5,
      ).map(({ n }) => n),
    ).toEqual([2, 2, 2, 2, 2]);
    expect(tieAwareBins(Float64Array.of(Number.NaN), 5)).toEqual([]);
  });

  it.each([2, 3, 4, 5])('names every combination of %i bins, from the best to the lost', (bins) => {
    expect(rfmGroups[rfmGroupOf(bins, bins, bins, bins)]).toBe('champions');
    expect(rfmGroups[rfmGroupOf(1, 1, 1, bins)]).toBe('lost');
    expect(rfmGroups[rfmGroupOf(1, bins, bins, bins)]).toBe('cannot-lose');
    expect(rfmGroups[rfmGroupOf(bins, 1, null, bins)]).toBe('recent');
    for (let r = 1; r <= bins; r++) for (let f = 1; f <= bins; f++) expect(rfmGroups[rfmGroupOf(r, f, f, bins)]).toBeDefined();
  });

  it('puts every buyer in one group, and moves by the same cuts', () => {
    const days = Array.from({ length: 120 }, (_, c) => (c % 3 === 0 ? [c] : [c, 200 + c]));
    const { part, standings } = partOf(purchases(days), 400);
    expect(part.rfm!.groups.reduce((sum, { n }) => sum + n, 0)).toBe(120);
    expect(part.rfm!.groups.reduce((sum, { spent }) => sum + spent, 0)).toBeCloseTo(2000, 6);
    expect([...standings.rfm].every((group) => group < rfmGroups.length)).toBe(true);
    expect(part.rfm!.moves.flat().reduce((a, b) => a + b)).toBe(120);
    // Days since the last purchase, the longest first.
    expect(part.rfm!.cuts.r[0]!.to).toBeLessThan(part.rfm!.cuts.r[0]!.from + 1e9);
    expect(part.rfm!.cuts.r.at(-1)!.from).toBe(400 - 319);
    expect(part.rfm!.bins).toBe(5);
  });

  it('needs ten buyers', () => {
    expect(partOf(purchases(Array.from({ length: 9 }, () => [1])), 9).part.rfm).toBeNull();
    expect(partOf(purchases(Array.from({ length: 10 }, () => [1])), 9).part.rfm?.bins).toBe(2);
  });
});

describe('cohorts', () => {
  const day = (year: number, month: number, date: number) => dayFromCivil(year, month, date);

  it('counts who came back in which month, and adds up what they spent', () => {
    const given = purchases(
      [
        [day(2024, 11, 30), day(2024, 12, 1), day(2024, 12, 31), day(2025, 2, 1)],
        [day(2024, 11, 2)],
        [day(2025, 1, 5), day(2025, 2, 5)],
      ],
      [[10, 20, 30, 40], [5], [7, 8]],
    );
    expect(cohorts(given, day(2025, 2, 10))).toEqual({
      months: [day(2024, 11, 1), day(2024, 12, 1), day(2025, 1, 1), day(2025, 2, 1)],
      sizes: [2, 0, 1, 0],
      bought: [[2, 1, 0, 1], [0, 0, 0], [1, 1], [0]],
      spent: [[15, 65, 65, 105], [0, 0, 0], [7, 15], [0]],
      lastIncomplete: true,
      left: 0,
    });
    expect(cohorts(given, day(2025, 2, 28)).lastIncomplete).toBe(false);
  });

  it('shows the latest 24 and says how many it left', () => {
    const { months, left, sizes } = cohorts(purchases([[day(2020, 1, 1)], [day(2025, 1, 1)]]), day(2025, 1, 2));
    expect(months).toHaveLength(24);
    expect(left).toBe(37);
    expect(sizes.at(-1)).toBe(1);
  });
});
