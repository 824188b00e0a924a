import { describe, expect, it } from 'vitest';
import { defaultPlan, finish, type BacktestReport } from '../../../src/domain';
import { runAll } from '../../../src/features/steps';
import { labelColumnOf } from '../../../src/jobs/prepared-for';
import { judgeModels } from '../../../src/jobs/analyse-judge';
import { prepare } from '../../../src/jobs/analyse-prepare';
import { backtest } from '../../../src/jobs/judge-backtest';
import { readShared, sharedDir } from '../../shared';
import { analyse, tableOf } from '../../unit/analyse/run';

async function about(name: string) {
  const tables = [await tableOf(readShared(`data/${name}`), name)];
  const { result } = await analyse(tables);
  return { result, prepared: runAll(prepare(tables, result.asOf, labelColumnOf(tables, result.settings), result.asOf)) };
}

const reference = () =>
  (
    JSON.parse(new TextDecoder().decode(readShared('reference/open.json'))) as {
      telco_cv: { models: Record<string, Record<string, [number, number]>> };
    }
  ).telco_cv.models['logistic (L2, C=1)']!;

/** Counts add up, and every interval holds its mean. */
function sound({ cutoffs, model, rule, plan, horizonDays }: BacktestReport) {
  for (const [way, total] of [
    ['model', model],
    ['rule', rule],
  ] as const) {
    expect(total.contacted).toBe(cutoffs.reduce((sum, cutoff) => sum + cutoff[way].contacted, 0));
    expect(total.left).toBe(cutoffs.reduce((sum, cutoff) => sum + cutoff[way].left, 0));
    expect(total.spent).toBe(total.contacted * plan.offerCost);
    expect(total.saved.interval[0]).toBeLessThanOrEqual(total.saved.mean);
    expect(total.saved.interval[1]).toBeGreaterThanOrEqual(total.saved.mean);
  }
  for (const { cutoff, trainCutoff, n, left } of cutoffs) {
    expect(cutoff - trainCutoff).toBe(horizonDays);
    expect(left).toBeLessThan(n);
  }
}

describe.skipIf(sharedDir === null)('judged on real files (shared data; skipped where there is none)', () => {
  it('Telco: the reference’s scores, no false alarm, better than any single column', async () => {
    const { result, prepared } = await about('telco_churn.csv');
    if (!result.churn.ok) throw new Error(result.churn.error.code);
    expect(result.churn.leaks).toEqual([]);
    const { report } = await finish(judgeModels(prepared, result, ['logistic'], () => 0));
    const { scores } = report.judged.find(({ id }) => id === 'logistic')!;
    const golden = reference();
    expect(Math.abs(scores.auc.mean - golden['auc']![0])).toBeLessThan(0.002);
    expect(Math.abs(scores.brier.mean - golden['brier']![0])).toBeLessThan(0.001);
    expect(Math.abs(scores.logLoss.mean - golden['log_loss']![0])).toBeLessThan(0.002);
    expect(Math.abs(scores.ece.mean - golden['ece10']![0])).toBeLessThan(0.005);
    expect(Math.abs(scores.liftAt10.mean - golden['lift_at_10pct']![0])).toBeLessThan(0.05);
    expect(report.verdict).toBe('better');
    // What matters most there is known: how long they have been customers, and their contract.
    expect(report.judged[0]!.importance!.slice(0, 2).map(({ feature }) => feature)).toEqual(['tenure', 'Contract']);
  }, 120_000);

  it('Online Retail: six past days; the model ranks better than silence, and by time no better than fifths of RFM', async () => {
    const { result, prepared } = await about('online_retail_customers_mod10_3.csv');
    const { report } = await finish(judgeModels(prepared, result, ['logistic'], () => 0));
    expect(report.split).toBe('time');
    expect([report.n, report.positives]).toEqual([333, 158]);
    expect(report.verdict).toBe('rule');
    expect(report.bestRule).toBe('rfm');
    const found = await finish(backtest(prepared, result, { ...defaultPlan, offerCost: 10 }, () => 0));
    sound(found);
    expect(found.cutoffs.map(({ n, left }) => [n, left])).toEqual([
      [268, 138],
      [256, 132],
      [264, 132],
      [270, 128],
      [276, 125],
      [271, 114],
    ]);
    expect(found.aucDifference.interval[0]).toBeGreaterThan(0);
  }, 120_000);

  it('CDNOW: a year of past days, each told beside the rule', async () => {
    const { result, prepared } = await about('CDNOW_sample.txt');
    const found = await finish(backtest(prepared, result, defaultPlan, () => 0));
    sound(found);
    expect(found.cutoffs.length).toBeGreaterThanOrEqual(6);
    expect(found.cutoffs.map(({ n, left }) => [n, left])[0]).toEqual([2288, 1876]);
    // It ranks better than silence at every past day, and is told beside both rules in money.
    expect(found.cutoffs.every(({ aucDifference }) => aucDifference!.interval[0] > 0)).toBe(true);
    expect(found.aucDifference.mean).toBeCloseTo(0.048, 2);
    expect(found.spenders!.contacted).toBe(found.model.contacted);
    expect(found.winner).toBe('model');
    expect(found.beyondSpenders!.interval[0]).toBeGreaterThan(0);
  }, 120_000);
});
