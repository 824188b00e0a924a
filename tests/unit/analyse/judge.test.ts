import { describe, expect, it } from 'vitest';
import { defaultPlan, finish, judgeModelIds, type AnalysisSettings, type JudgeReport, type MoneyPlan } from '../../../src/domain';
import { labelColumnOf } from '../../../src/jobs/prepared-for';
import { judgeModels } from '../../../src/jobs/analyse-judge';
import { prepare } from '../../../src/jobs/analyse-prepare';
import { backtest, cutoffsOf } from '../../../src/jobs/judge-backtest';
import { snapshotAt } from '../../../src/jobs/judge-data';
import { moneyReport } from '../../../src/jobs/judge-money';
import { runAll } from '../../../src/features/steps';
import { modelIds } from '../../../src/models/classifiers';
import type { StoredTable } from '../../../src/store';
import { isMessageKey } from '../../../src/text';
import { analyse, csv, settingsWith, shopHeader, smallShop, tableOf } from './run';

const clock = () => 0;

/** The analysis, and what judges it, as the worker does. */
async function about(tables: readonly StoredTable[], settings?: AnalysisSettings) {
  const { result } = await analyse(tables, settings);
  const prepared = runAll(prepare(tables, result.asOf, labelColumnOf(tables, result.settings), result.asOf));
  return { result, prepared };
}

const of = (report: JudgeReport, id: string) => report.judged.find((one) => one.id === id)!;

/** A shop where most order once, and some of them again soon. */
function sparseShop(): string[] {
  let state = 77;
  const chance = () => (state = (state * 1103515245 + 12345) % 2147483648) / 2147483648;
  return Array.from({ length: 500 }, (_, c) => {
    const first = Math.floor(chance() * 600);
    const days = chance() < 0.4 ? [first, first + 5 + Math.floor(chance() * 80)] : [first];
    return days.map((day, k) => {
      const date = new Date(Date.UTC(2023, 0, 1) + day * 86_400_000).toISOString().slice(0, 10);
      return `${c * 10 + k},S${c},s${c}@example.com,${date},mug,1,${(5 + chance() * 60).toFixed(2)}`;
    });
  }).flat();
}

/** Customers in a table: `left` says who left, `x` foretells it as well as `strength` says, `noise` does not. */
function members(n: number, strength: number, seed: number): string {
  let state = seed * 7919 + 13;
  const chance = () => (state = (state * 1103515245 + 12345) % 2147483648) / 2147483648;
  const lines = Array.from({ length: n }, (_, i) => {
    const left = chance() < 0.3;
    const x = (chance() + chance() + chance() - 1.5) * 2 + (left ? strength : 0);
    return `m${i},${x.toFixed(3)},${(chance() * 10).toFixed(2)},${['red', 'blue', 'green'][Math.floor(chance() * 3)]},${left ? 'Yes' : 'No'}`;
  });
  return csv('customer_id,x,noise,colour,churn', lines);
}

describe('models beside rules', () => {
  it('are the families that there are, each with a name', () => {
    expect([...judgeModelIds]).toEqual([...modelIds]);
    for (const id of modelIds) expect(isMessageKey(`judge.model.${id}`), id).toBe(true);
  });

  it('splits by time where orders leave room: learned from an earlier cut-off, tested on other customers after a later one', async () => {
    const tables = [await tableOf(csv(shopHeader, smallShop(240)), 'orders.csv')];
    const { result, prepared } = await about(tables);
    const { report, data } = await finish(judgeModels(prepared, result, ['logistic'], clock));
    expect(report.split).toBe('time');
    expect(report.testCutoff! - report.trainCutoff!).toBe(report.horizonDays);
    for (const { train, test } of data.splits) {
      const trained = new Set([...train].map((row) => data.customers[row]));
      expect([...test].some((row) => trained.has(data.customers[row]))).toBe(false);
    }
    expect(report.judged.map(({ id }) => id).sort()).toEqual(['base-rate', 'days-since-last-order', 'logistic', 'rfm']);
    expect(of(report, 'logistic').scores.auc.folds).toHaveLength(report.folds * report.repeats);
    expect(of(report, 'logistic').scores.auc.interval![0]).toBeGreaterThan(0.5);
    expect(of(report, 'base-rate').scores.auc.mean).toBe(0.5);
  });

  it('says which model is best, what that is worth over the rule, and what it looks at', async () => {
    const { result, prepared } = await about([await tableOf(members(600, 1.2, 4), 'members.csv')]);
    const { report } = await finish(judgeModels(prepared, result, ['logistic'], clock));
    expect(report.split).toBe('stratified');
    expect(report.verdict).not.toBe('chance');
    const best = of(report, report.best);
    expect(best.importance![0]!.feature).toBe('x');
    expect(best.importance![0]!.drop.interval![0]).toBeGreaterThan(0);
    const folds = best.scores.auc.folds.map((value, s) => value - of(report, report.bestRule).scores.auc.folds[s]!);
    expect(best.beyondRule!.auc!.mean).toBeCloseTo(folds.reduce((sum, one) => sum + one, 0) / folds.length, 12);
    expect(report.subgroups.length).toBeGreaterThan(0);
  });

  it('gives the logistic model the scores that the analysis gave it, where the splits are the same', async () => {
    const { result, prepared } = await about([await tableOf(members(300, 1, 5), 'members.csv')]);
    const { report } = await finish(judgeModels(prepared, result, ['logistic'], clock));
    if (!result.churn.ok) throw new Error('no churn');
    expect(of(report, 'logistic').scores.auc.mean).toBeCloseTo(result.churn.models[0]!.auc.mean, 2);
  });

  it('says "chance" of a label that is pure noise, in at least 95 of 100', async () => {
    let chance = 0;
    const seeds = process.env.KITH_FULL ? 100 : 20;
    for (let seed = 1; seed <= seeds; seed++) {
      const { result, prepared } = await about(
        [await tableOf(members(200, 0, seed), 'members.csv')],
        settingsWith({ churn: { repeats: 1 } }),
      );
      const { report } = await finish(judgeModels(prepared, result, ['logistic'], clock));
      if (report.verdict === 'chance') chance++;
    }
    expect(chance).toBeGreaterThanOrEqual(seeds * 0.95);
  }, 120_000);
});

describe('other questions', () => {
  it('loyalty: of customers with one order, who came again; by time, beside the rules', async () => {
    const { result, prepared } = await about([await tableOf(csv(shopHeader, sparseShop()), 'orders.csv')]);
    const { report, data } = await finish(judgeModels(prepared, result, ['logistic'], clock, 'second-order'));
    expect(report.n).toBeGreaterThan(20);
    expect(data.frame.columns.map(({ info }) => info.id)).not.toContain('orderCount');
    const best = await finish(judgeModels(prepared, result, ['logistic'], clock, 'best-fifth'));
    expect(best.report.positives / best.report.n).toBeLessThanOrEqual(0.2);
    expect(best.report.judged.some(({ id }) => id === 'rfm')).toBe(true);
  });

  it('are refused where nothing answers them, or too few did', async () => {
    const { result, prepared } = await about([await tableOf(members(300, 1, 5), 'members.csv')]);
    const ask = (target: 'second-order' | 'satisfied') => finish(judgeModels(prepared, result, ['logistic'], clock, target));
    await expect(ask('second-order')).rejects.toMatchObject({ code: 'target/not-here' });
    await expect(ask('satisfied')).rejects.toMatchObject({ code: 'target/not-here' });
  });
});

describe('what was knowable', () => {
  it('changes in no feature when rows dated after the cut-off change', async () => {
    const lines = smallShop(80);
    const one = await about([await tableOf(csv(shopHeader, lines), 'orders.csv')]);
    if (!one.result.churn.ok) throw new Error('no churn');
    const { cutoff, horizonDays } = one.result.churn;
    const features = one.result.churn.features.map(({ id }) => id);
    const day = new Date(cutoff! * 86_400_000).toISOString().slice(0, 10);
    const changed = lines.map((line) => {
      const cells = line.split(',');
      return cells[3]! > day ? [...cells.slice(0, 4), 'other', '9', '9999.99'].join(',') : line;
    });
    expect(changed).not.toEqual(lines);
    const other = await about([await tableOf(csv(shopHeader, changed), 'orders.csv')]);
    const at = (prepared: typeof one.prepared) => runAll(snapshotAt(prepared, cutoff!, horizonDays!, features));
    expect(at(other.prepared).frame).toEqual(at(one.prepared).frame);
  });
});

describe('past cut-offs', () => {
  it('are a month apart where six fit, closer where not, and never look into the future', () => {
    const far = cutoffsOf(0, 900, 90);
    expect(far.stepDays).toBe(30);
    expect(far.cutoffs).toHaveLength(12);
    expect(far.cutoffs.at(-1)).toBe(810);
    const near = cutoffsOf(0, 373, 90);
    expect(near.cutoffs).toHaveLength(6);
    expect(near.cutoffs[0]!).toBeGreaterThanOrEqual(180);
    expect(cutoffsOf(0, 200, 90).cutoffs).toEqual([]);
  });

  it('tell what contacting would have come to, beside the rule', async () => {
    const { result, prepared } = await about([await tableOf(csv(shopHeader, smallShop(400)), 'orders.csv')]);
    const plan: MoneyPlan = { ...defaultPlan, capacity: 10 };
    const report = await finish(backtest(prepared, result, plan, clock));
    expect(report.cutoffs.length).toBeGreaterThanOrEqual(6);
    for (const { cutoff, trainCutoff, model, rule } of report.cutoffs) {
      expect(trainCutoff).toBe(cutoff - report.horizonDays);
      expect(model.contacted).toBe(10);
      expect(rule.contacted).toBe(10);
      expect(model.gain).toBeCloseTo(plan.saveRate * model.atStake - plan.offerCost * 10, 9);
    }
    expect(report.model.left).toBe(report.cutoffs.reduce((sum, { model }) => sum + model.left, 0));
    expect(report.model.spent).toBe(report.model.contacted * plan.offerCost);
    expect(report.model.saved.mean).toBeCloseTo(report.model.left * plan.saveRate, 9);
  });
});

describe('whom to contact', () => {
  it('is nobody where an offer costs more than anybody is worth', async () => {
    const { result, prepared } = await about([await tableOf(csv(shopHeader, smallShop(200)), 'orders.csv')]);
    const work = await finish(judgeModels(prepared, result, ['logistic'], clock));
    const dear = await finish(moneyReport(prepared, result, work, { ...defaultPlan, offerCost: 1e6 }));
    expect(dear.contacts).toEqual([]);
    expect(dear.gain).toEqual({ mean: 0, interval: [0, 0] });
    const cheap = await finish(moneyReport(prepared, result, work, { ...defaultPlan, offerCost: 0.01, capacity: 7 }));
    expect(cheap.contacts).toHaveLength(7);
    expect(cheap.gain.mean).toBeGreaterThan(0);
    const gains = cheap.contacts.map(({ gain }) => gain);
    expect([...gains].sort((a, b) => b - a)).toEqual(gains);
    const { cells, policies } = cheap.heldOut;
    const model = policies.find(({ id }) => id === 'model')!;
    expect(cells.truePositive.n + cells.falsePositive.n).toBe(model.contacted);
    expect(cells.truePositive.money + cells.falsePositive.money).toBeCloseTo(model.gain.mean, 6);
  });
});
