import {
  judgeScoreIds,
  type CalibratedBy,
  type Difference,
  type Judged,
  type JudgedScore,
  type JudgeScoreId,
  type JudgeVerdict,
} from '../domain';
import { correctedInterval } from './corrected-interval';
import { heldOut, type CrossValidated } from './cross-validate';
import { foldScore } from './fold-score';
import { aucOf } from './metrics/auc';
import { averagePrecisionOf } from './metrics/average-precision';
import { brier } from './metrics/brier';
import { calibrationOf, eceOf } from './metrics/calibration';
import { accuracyOf, classReports, confusion } from './metrics/confusion';
import { gainAtOf, gainsOf, ksOf } from './metrics/gains';
import { liftOf } from './metrics/lift';
import { logLoss } from './metrics/log-loss';
import { precisionRecallOf } from './metrics/precision-recall';
import { rank } from './metrics/ranking';
import { rocOf } from './metrics/roc';
import { labelsAt } from './splits';

/** What is known of a model or a rule besides its held-out chances. */
export interface Told {
  readonly id: string;
  readonly kind: Judged['kind'];
  readonly column: string | null;
  readonly engine: string;
  readonly calibratedBy: CalibratedBy | null;
  readonly threshold: number;
  /** Rows tested over rows trained on, for the corrected interval. */
  readonly testToTrain: number;
  readonly ms: number;
}

/** Interval of a mean over folds, or null where it is not finite. */
export function scoreOver(folds: readonly number[], testToTrain: number): JudgedScore {
  const known = folds.filter((value) => !Number.isNaN(value));
  const { interval } = correctedInterval(known, testToTrain);
  return { ...foldScore(folds), interval: interval.every(Number.isFinite) ? interval : null };
}

/** Every score of a model or a rule per fold with its interval, and its curves from the first repeat's held-out rows. */
export function judge(validated: CrossValidated, told: Told): Judged {
  const { threshold, testToTrain } = told;
  const folds = validated.splits.map(({ test }, s): Record<JudgeScoreId, number> => {
    const y = labelsAt(validated.y, test);
    const p = validated.predictions[s]!;
    const ranking = rank(y, p);
    const counts = confusion(y, p, threshold);
    return {
      auc: aucOf(ranking),
      averagePrecision: averagePrecisionOf(ranking),
      brier: brier(y, p),
      logLoss: logLoss(y, p),
      ece: eceOf(ranking),
      liftAt10: liftOf(ranking, 0.1),
      gainAt20: gainAtOf(ranking, 0.2),
      ks: ksOf(ranking),
      accuracy: accuracyOf(counts),
      f1: classReports(counts).left.f1,
    };
  });
  const scores = Object.fromEntries(
    judgeScoreIds.map((id) => [
      id,
      scoreOver(
        folds.map((fold) => fold[id]),
        testToTrain,
      ),
    ]),
  ) as Record<JudgeScoreId, JudgedScore>;
  const { y, p } = tested(validated);
  const ranking = rank(y, p);
  const counts = confusion(y, p, threshold);
  const { id, kind, column, engine, calibratedBy, ms } = told;
  return {
    id,
    kind,
    column,
    engine,
    scores,
    confusion: counts,
    report: classReports(counts),
    roc: rocOf(ranking),
    pr: precisionRecallOf(ranking),
    gains: gainsOf(ranking),
    calibration: calibrationOf(ranking),
    calibratedBy,
    beyondRule: null,
    beyondThis: null,
    ms,
  };
}

/** Labels and chances of the rows that the first repeat held out (of two stacked snapshots, only the later is tested). */
export function tested(validated: CrossValidated): {
  readonly rows: Int32Array;
  readonly y: Uint8Array;
  readonly p: Float64Array;
} {
  const all = heldOut(validated, 0);
  const rows = Int32Array.from(all.keys()).filter((row) => !Number.isNaN(all[row]!));
  return { rows, y: labelsAt(validated.y, rows), p: Float64Array.from(rows, (row) => all[row]!) };
}

/** How much the first is better than the second on the same folds (Brier and log loss: smaller is better); null without enough. */
export function beyond(one: Judged, other: Judged, score: JudgeScoreId, testToTrain: number, level = 0.95): Difference | null {
  const smaller = score === 'brier' || score === 'logLoss' || score === 'ece' ? -1 : 1;
  const theirs = other.scores[score].folds;
  const gains = one.scores[score].folds.map((value, s) => smaller * (value - theirs[s]!)).filter((gain) => !Number.isNaN(gain));
  const found = correctedInterval(gains, testToTrain, level);
  return found.interval.every(Number.isFinite) ? found : null;
}

export interface Standing {
  /** Models best AUC first, then rules best first; models with what they gain over the best rule. */
  readonly judged: readonly Judged[];
  readonly best: string;
  readonly bestRule: string;
  readonly verdict: JudgeVerdict;
  readonly gain: Difference | null;
}

/**
 * Puts models and rules beside one another. The best of several models looks better than it is, since it was picked for
 * looking good: the verdict's interval is widened for their number (Bonferroni). 'chance' where even the best may rank no
 * better than by lot; 'rule' where it is not surely better than the best rule.
 */
export function standings(all: readonly Judged[], testToTrain: number): Standing {
  const by = (kind: Judged['kind']) =>
    all.filter((one) => one.kind === kind).sort((a, b) => b.scores.auc.mean - a.scores.auc.mean || (a.id < b.id ? -1 : 1));
  const models = by('model');
  const rules = by('rule');
  const rule = rules[0];
  const best = models[0];
  if (!best || !rule) throw new RangeError('at least one model and one rule');
  const level = 1 - 0.05 / models.length;
  const folds = best.scores.auc.folds.filter((value) => !Number.isNaN(value));
  const [low] = correctedInterval(folds, testToTrain, level).interval;
  const gain = beyond(best, rule, 'auc', testToTrain, level);
  const verdict: JudgeVerdict = !(low > 0.5) ? 'chance' : gain && gain.interval[0] > 0 ? 'better' : 'rule';
  const judged = [
    ...models.map((one) => ({
      ...one,
      beyondRule: { auc: beyond(one, rule, 'auc', testToTrain), brier: beyond(one, rule, 'brier', testToTrain) },
    })),
    ...rules,
  ].map((one) => ({ ...one, beyondThis: one.id === best.id ? null : beyond(best, one, 'auc', testToTrain) }));
  return { judged, best: best.id, bestRule: rule.id, verdict, gain };
}
