import type { BacktestReport, BacktestTotal, FoldScore, JudgeReport, Judged, JudgedScore, MoneyReport } from '../domain';
import { isoDay, judgeScoreIds } from '../domain';

const finite = (value: number): number | undefined => (Number.isFinite(value) ? value : undefined);

/** A figure that some folds could not give has no mean rather than a NaN. */
function score(value: JudgedScore | FoldScore): Record<string, unknown> {
  const [mean, sd] = [finite(value.mean), finite(value.sd)];
  return {
    ...(mean === undefined ? {} : { mean }),
    ...(sd === undefined ? {} : { sd }),
    ...('interval' in value && value.interval ? { interval: value.interval } : {}),
    folds: value.folds.map((fold) => finite(fold) ?? null),
  };
}

function judgedEntry(one: Judged): Record<string, unknown> {
  return {
    id: one.id,
    ...(one.column === null ? {} : { column: one.column }),
    ...(one.kind === 'model' ? { engine: one.engine } : {}),
    ...Object.fromEntries(judgeScoreIds.map((id) => [id, score(one.scores[id])])),
    confusion: one.confusion,
    report: one.report,
    ...(one.calibratedBy ? { calibratedBy: one.calibratedBy } : {}),
    ...(one.beyondRule ? { beyondRule: one.beyondRule } : {}),
    ...(one.beyondThis ? { behindBest: one.beyondThis } : {}),
    ...(one.importance
      ? { importance: Object.fromEntries(one.importance.map(({ feature, drop }) => [feature, score(drop)])) }
      : {}),
    ms: one.ms,
  };
}

/**
 * `churn.models` and `churn.baselines` where models were compared: all on the same splits, best first, with what the analysis
 * says besides of the model of that id. `churn.comparison` says how they were split and what it comes to.
 */
export function judgeEntry(
  report: JudgeReport,
  analysed: readonly { readonly id: string; readonly entry: Record<string, unknown> }[],
): Record<string, unknown> {
  const day = (value: number | null) => (value === null ? null : isoDay(value));
  const of = (kind: Judged['kind']) => report.judged.filter((one) => one.kind === kind);
  return {
    models: of('model').map((one) => ({ ...analysed.find(({ id }) => id === one.id)?.entry, ...judgedEntry(one) })),
    baselines: of('rule').map(judgedEntry),
    comparison: {
      split: report.split,
      trainCutoff: day(report.trainCutoff),
      testCutoff: day(report.testCutoff),
      ...(report.rhythmDays === null ? {} : { rhythmDays: report.rhythmDays }),
      n: report.n,
      positives: report.positives,
      folds: report.folds,
      repeats: report.repeats,
      best: report.best,
      bestRule: report.bestRule,
      verdict: report.verdict,
      gain: report.gain,
      ...(report.sampledFrom === null ? {} : { sampledFrom: report.sampledFrom }),
      unfitted: report.unfitted.map(({ id, code }) => ({ id, code })),
      subgroups: report.subgroups,
      ms: report.ms,
    },
  };
}

/** `churn.money`: whom to contact and what that is expected to bring. */
export function moneyEntry(report: MoneyReport): Record<string, unknown> {
  return {
    plan: report.plan,
    currency: report.currency,
    worthFrom: report.worthFrom,
    n: report.n,
    worthIt: report.worthIt,
    contacts: report.contacts.map(({ key, risk, worth, gain }) => ({ key, risk, worth, gain })),
    gain: report.gain,
    lossChance: report.lossChance,
    saveInterval: report.saveInterval,
    breakEven: report.breakEven,
    curve: report.curve,
    heldOut: report.heldOut,
  };
}

const total = ({ contacted, left, saved, spent, gain }: BacktestTotal) => ({ contacted, left, saved, spent, gain });

/** `churn.backtest`: what the model and the rule would have come to at past cut-offs. */
export function backtestEntry(report: BacktestReport): Record<string, unknown> {
  return {
    plan: report.plan,
    currency: report.currency,
    horizonDays: report.horizonDays,
    stepDays: report.stepDays,
    winner: report.winner,
    aucDifference: report.aucDifference,
    moneyDifference: report.moneyDifference,
    model: total(report.model),
    rule: total(report.rule),
    ...(report.spenders ? { spenders: total(report.spenders), beyondSpenders: report.beyondSpenders } : {}),
    cutoffs: report.cutoffs.map(({ cutoff, trainCutoff, ...rest }) => ({
      cutoff: isoDay(cutoff),
      trainCutoff: isoDay(trainCutoff),
      ...rest,
    })),
    ms: report.ms,
  };
}
