import type { ModelScores } from '../domain';
import { heldOut, type CrossValidated } from './cross-validate';
import { foldScore } from './fold-score';
import { aucOf } from './metrics/auc';
import { averagePrecisionOf } from './metrics/average-precision';
import { brier } from './metrics/brier';
import { calibrationOf, eceOf } from './metrics/calibration';
import { accuracyOf, classReports, confusion } from './metrics/confusion';
import { liftOf } from './metrics/lift';
import { logLoss } from './metrics/log-loss';
import { rank } from './metrics/ranking';
import { rocOf } from './metrics/roc';
import { scoreHistogram } from './metrics/score-histogram';
import { labelsAt } from './splits';

/** Every score of methods.md per fold, and the pictures from the first repeat's held-out predictions. `ms` is the caller's clock. */
export function scoreModel(
  validated: CrossValidated,
  {
    id,
    engine,
    threshold,
    ms,
  }: { readonly id: string; readonly engine: string; readonly threshold: number; readonly ms: number },
): ModelScores {
  const folds = validated.splits.map(({ test }, s) => {
    const y = labelsAt(validated.y, test);
    const predictions = validated.predictions[s]!;
    const ranking = rank(y, predictions);
    return {
      auc: aucOf(ranking),
      averagePrecision: averagePrecisionOf(ranking),
      brier: brier(y, predictions),
      logLoss: logLoss(y, predictions),
      ece: eceOf(ranking),
      liftAt10: liftOf(ranking, 0.1),
      accuracy: accuracyOf(confusion(y, predictions, threshold)),
    };
  });
  const score = (name: keyof (typeof folds)[number]) => foldScore(folds.map((fold) => fold[name]));
  const predictions = heldOut(validated, 0);
  const ranking = rank(validated.y, predictions);
  const counts = confusion(validated.y, predictions, threshold);
  return {
    id,
    engine,
    auc: score('auc'),
    averagePrecision: score('averagePrecision'),
    brier: score('brier'),
    logLoss: score('logLoss'),
    ece: score('ece'),
    liftAt10: score('liftAt10'),
    accuracy: score('accuracy'),
    confusion: counts,
    report: classReports(counts),
    roc: rocOf(ranking),
    calibration: calibrationOf(ranking),
    histogram: scoreHistogram(validated.y, predictions),
    ms,
  };
}
