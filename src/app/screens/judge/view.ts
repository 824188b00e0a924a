import {
  judgeScoreIds,
  type Difference,
  type Gain,
  type Judged,
  type JudgedScore,
  type JudgeReport,
  type JudgeScoreId,
  type Subgroup,
} from '../../../domain';
import { calibration, concentration, roc } from '../../charts/curves';
import { precisionRecall } from '../../charts/precision-recall';
import type { Say } from '../../charts/say';
import type { ChartSpec } from '../../charts/spec';
import { featureName } from '../../charts/words';

export const modelName = (say: Say, id: string): string => say.tCode('judge.model', id);

/** A model's name, or what a rule goes by. */
export function judgedName(say: Say, one: Pick<Judged, 'id' | 'kind' | 'column'>): string {
  if (one.kind === 'model') return modelName(say, one.id);
  if (one.id === 'rfm') return say.t('judge.rule.rfm');
  return say.tCode('predict.rule', one.id, { column: one.column === null ? '' : featureName(say, one.column) });
}

export const find = (report: JudgeReport, id: string): Judged => report.judged.find((one) => one.id === id)!;

const digits: Readonly<Record<JudgeScoreId, number>> = {
  auc: 3,
  averagePrecision: 3,
  brier: 4,
  logLoss: 4,
  ece: 3,
  liftAt10: 2,
  gainAt20: 3,
  ks: 3,
  accuracy: 3,
  f1: 3,
};

export function rangeText(say: Say, { mean, interval }: JudgedScore, places: number): string {
  if (!Number.isFinite(mean)) return '–';
  const show = (value: number) => say.format.number(value, places);
  if (interval === null) return show(mean);
  return say.t('judge.score.range', { mean: show(mean), from: show(interval[0]), to: show(interval[1]) });
}

export function differenceText(say: Say, difference: Difference | null): string {
  if (difference === null) return '–';
  const show = (value: number) => say.format.number(value, 3);
  const [from, to] = difference.interval;
  return say.t('judge.score.range', { mean: show(difference.mean), from: show(from), to: show(to) });
}

export const scoreName = (say: Say, id: JudgeScoreId): string =>
  say.tCode('judge.score', id, {}, say.tCode('predict.score', id, {}));

/** Columns and rows of the table: models best first, then rules. */
export function compareTable(say: Say, report: JudgeReport) {
  return {
    columns: [
      { label: say.t('judge.column.model') },
      { label: scoreName(say, 'auc'), align: 'end' as const },
      { label: say.t('judge.column.beyond'), align: 'end' as const },
      ...judgeScoreIds.slice(1).map((id) => ({ label: scoreName(say, id), align: 'end' as const })),
      { label: say.t('judge.column.seconds'), align: 'end' as const },
    ],
    rows: report.judged.map((one) => [
      judgedName(say, one),
      rangeText(say, one.scores.auc, digits.auc),
      one.kind === 'model' ? differenceText(say, one.beyondRule?.auc ?? null) : '–',
      ...judgeScoreIds.slice(1).map((id) => rangeText(say, one.scores[id], digits[id])),
      one.kind === 'model' ? say.format.number(one.ms / 1000, 1) : '–',
    ]),
  };
}

/** What the comparison comes to, in one sentence; says aloud where no model is better than the rule, or than chance. */
export function answer(say: Say, report: JudgeReport): string {
  const best = find(report, report.best);
  const rule = find(report, report.bestRule);
  return say.t(`judge.answer.${report.verdict}`, {
    model: judgedName(say, best),
    auc: say.format.number(best.scores.auc.mean, 3),
    rule: judgedName(say, rule),
    other: say.format.number(rule.scores.auc.mean, 3),
  });
}

/** How it was tested, and what else is to be known. */
export function details(say: Say, report: JudgeReport): string[] {
  const { gain } = report;
  const show = (value: number) => say.format.number(value, 3);
  const models = report.judged.filter(({ kind }) => kind === 'model');
  const near = models.filter(({ beyondThis }) => beyondThis !== null && beyondThis.interval[0] <= 0);
  return [
    ...(gain
      ? [
          say.t('judge.gain', {
            gain: show(gain.mean),
            from: show(gain.interval[0]),
            to: show(gain.interval[1]),
            n: models.length,
          }),
        ]
      : []),
    ...(near.length > 0 && report.verdict !== 'chance'
      ? [say.t('judge.as-good', { models: near.map((one) => judgedName(say, one)).join(say.t('segments.join')) })]
      : []),
    report.split === 'time'
      ? say.t('judge.split.time', {
          train: say.format.day(report.trainCutoff),
          test: say.format.day(report.testCutoff),
          n: report.n,
          left: report.positives,
        })
      : say.t('judge.split.stratified', { n: report.n, left: report.positives }),
    say.t('judge.split.folds', { folds: report.folds, repeats: report.repeats }),
    ...(report.sampledFrom === null ? [] : [say.t('judge.sampled', { n: report.sampledFrom })]),
    ...report.unfitted.map(({ id, code, values }) =>
      say.t('judge.unfitted', { model: modelName(say, id), why: say.tCode('error', code, values) }),
    ),
  ];
}

/** Pictures of one model or rule, on customers it had not seen. */
export function pictures(say: Say, report: JudgeReport, one: Judged): ChartSpec[] {
  const name = judgedName(say, one);
  const note = say.t('predict.held-out');
  const auc = one.scores.auc.mean;
  const top = one.scores.liftAt10.mean * (report.positives / report.n);
  const rule = find(report, report.bestRule);
  const curves = [one, ...(rule.id === one.id ? [] : [rule])].map((each) => ({
    name: judgedName(say, each),
    points: Array.from(each.gains.share, (share, at) => [share, each.gains.found[at] ?? Number.NaN] as const),
  }));
  const base = report.positives / report.n;
  return [
    roc(
      { ...one.roc, auc, name },
      { title: say.t('judge.roc', { model: name, times: Math.round(auc * 100) }), note, fileName: `kith-roc-${one.id}` },
      say,
    ),
    precisionRecall(
      {
        ...one.pr,
        base,
        name,
        xTitle: say.t('judge.pr.recall'),
        yTitle: say.t('judge.pr.precision'),
        guessing: say.t('judge.pr.base', { share: say.format.percent(base) }),
      },
      { title: say.t('judge.pr', { model: name, share: say.format.percent(top) }), note, fileName: `kith-pr-${one.id}` },
      say,
    ),
    concentration(
      { curves, xTitle: say.t('judge.gains.x'), yTitle: say.t('judge.gains.y'), even: say.t('judge.gains.even') },
      {
        title: say.t('judge.gains', { model: name, share: say.format.percent(one.scores.gainAt20.mean) }),
        note,
        fileName: `kith-gains-${one.id}`,
      },
      say,
    ),
    calibration(
      { ...one.calibration, name },
      {
        title: say.t('judge.calibration', { model: name, ece: say.format.number(one.scores.ece.mean * 100, 1) }),
        note,
        fileName: `kith-calibration-${one.id}`,
      },
      say,
    ),
  ];
}

export function bentText(say: Say, { calibratedBy }: Judged): string | null {
  if (calibratedBy === null) return null;
  const { none, platt, isotonic } = calibratedBy;
  return say.t('judge.bent', { none, platt, isotonic, folds: none + platt + isotonic });
}

export function groupName(say: Say, { feature, level, from, to }: Subgroup): string {
  const name = featureName(say, feature);
  if (level !== null) return say.t('judge.groups.is', { feature: name, level });
  return from === null
    ? say.t('judge.groups.below', { feature: name, value: say.format.plain(to) })
    : say.t('judge.groups.from', { feature: name, value: say.format.plain(from) });
}

export function groupRows(say: Say, report: JudgeReport): string[][] {
  return report.subgroups.map((group) => [
    groupName(say, group),
    say.format.count(group.n),
    say.format.percent(group.left / group.n, 1),
    say.format.percent(group.predicted, 1),
    group.auc === null ? '–' : rangeText(say, { mean: group.auc, sd: 0, folds: [], interval: group.interval }, 3),
  ]);
}

/** A sum with its range. */
export function gainText(say: Say, { mean, interval }: Gain, currency: string | null): string {
  const show = (value: number) => say.format.money(value, currency, true);
  return say.t('judge.score.range', { mean: show(mean), from: show(interval[0]), to: show(interval[1]) });
}
