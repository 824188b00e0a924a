import { describe, expect, it } from 'vitest';
import { defaultPlan, type MoneyPlan } from '../../../src/domain';
import { bendOf, chooseContacts, heldOutMoney } from '../../../src/insight/money/plan';
import { sigmoid } from '../../../src/kernels/logistic/sigmoid';
import { normal } from '../../../src/kernels/random/normal';
import { createRandom, type Random } from '../../../src/kernels/random/random';

/** Customers whose true chances are known; the forecast is too sure by a factor. */
function world(n: number, random: Random) {
  const z = Float64Array.from({ length: n }, () => normal(random) - 1);
  return {
    truth: z.map(sigmoid),
    forecast: z.map((value) => sigmoid(1.8 * value)),
    worth: Float64Array.from({ length: n }, () => 40 + 400 * random.next() ** 3),
    left: Uint8Array.from(z, (value) => (random.next() < sigmoid(value) ? 1 : 0)),
  };
}

describe('contacts by money', () => {
  it('brings a profit within its interval in at least 90 of 100 simulated truths', () => {
    let within = 0;
    const worlds = 100;
    for (let seed = 1; seed <= worlds; seed++) {
      const random = createRandom(seed);
      const past = world(1500, random);
      const now = world(300, random);
      const truth = 0.3;
      const tries = 40;
      let kept = 0;
      for (let i = 0; i < tries; i++) if (random.next() < truth) kept++;
      const plan: MoneyPlan = { ...defaultPlan, offerCost: 3, saveRate: kept / tries, saveTries: tries, capacity: 60 };
      const chosen = chooseContacts(now.forecast, now.worth, bendOf(past.forecast, past.left), plan, random.fork('draws'));
      let profit = -plan.offerCost * chosen.contacts.length;
      for (const i of chosen.contacts) {
        if (random.next() < now.truth[i]! * truth) profit += plan.margin * now.worth[i]!;
      }
      if (profit >= chosen.gain.interval[0] && profit <= chosen.gain.interval[1]) within++;
    }
    expect(within).toBeGreaterThanOrEqual(90);
  });

  it('names by hand whom it pays to contact: chance × save rate × margin × worth above the cost', () => {
    const bend = { curve: { slope: 1, intercept: 0 }, covariance: { slope: 0, intercept: 0, both: 0 } };
    const plan: MoneyPlan = { ...defaultPlan, margin: 0.5, offerCost: 5, saveRate: 0.2, capacity: 10 };
    // 0.5 × 0.2 × 0.5 × 200 = 10; × 90 = 4.5; 0.9 × … × 100 = 9.
    const chosen = chooseContacts(Float64Array.of(0.5, 0.5, 0.9), Float64Array.of(200, 90, 100), bend, plan, createRandom(1));
    expect(chosen.contacts).toEqual([0, 2]);
    expect([...chosen.gains].map((gain) => Math.round(gain * 1000) / 1000)).toEqual([5, -0.5, 4]);
    expect(chosen.worthIt).toBe(2);
    // The first pays from 5 / (0.5 × 0.5 × 200) on.
    expect(chosen.breakEven).toBeCloseTo(0.1, 12);
  });

  it('contacts no one where no offer pays, or nobody is worth anything', () => {
    const random = createRandom(4);
    const { forecast, worth, left } = world(300, random);
    const bend = bendOf(forecast, left);
    const none = chooseContacts(forecast, worth, bend, { ...defaultPlan, saveRate: 0 }, random);
    expect(none.contacts).toEqual([]);
    expect(none.gain).toEqual({ mean: 0, interval: [0, 0] });
    expect(chooseContacts(forecast, new Float64Array(300), bend, defaultPlan, random).breakEven).toBeNull();
  });

  it('counts the confusion matrix in money', () => {
    const bend = { curve: { slope: 1, intercept: 0 }, covariance: { slope: 0, intercept: 0, both: 0 } };
    const plan: MoneyPlan = { ...defaultPlan, margin: 0.5, offerCost: 5, saveRate: 0.2 };
    const { cells, policies } = heldOutMoney(
      {
        y: Uint8Array.of(1, 0, 1, 0),
        chances: Float64Array.of(0.9, 0.9, 0.1, 0.1),
        rule: Float64Array.of(0.1, 0.9, 0.8, 0.1),
        worth: Float64Array.of(100, 100, 100, 100),
      },
      bend,
      plan,
      createRandom(1),
    );
    expect(cells.truePositive).toEqual({ n: 1, money: 5 });
    expect(cells.falsePositive).toEqual({ n: 1, money: -5 });
    expect(cells.falseNegative).toEqual({ n: 1, money: -10 });
    expect(cells.trueNegative).toEqual({ n: 1, money: 0 });
    expect(policies.map(({ id, contacted, left, gain }) => [id, contacted, left, gain.mean])).toEqual([
      ['model', 2, 1, 0],
      ['rule', 2, 1, 0],
      ['everyone', 4, 2, 0],
    ]);
  });
});
