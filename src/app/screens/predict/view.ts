import type { ChurnPart, FoldScore, ModelScores } from '../../../domain';
import type { Say } from '../../charts/say';
import { featureName, noteText } from '../../charts/words';

export type ChurnModel = ChurnPart['models'][number];
type Baseline = ChurnPart['baselines'][number];

/** The model that speaks first: the one with the best AUC. */
export function leadModel(part: ChurnPart): ChurnModel | null {
  return part.models.reduce<ChurnModel | null>((best, model) => (best && best.auc.mean >= model.auc.mean ? best : model), null);
}

/** The rule that is hardest to beat. */
export function bestBaseline(part: ChurnPart): Baseline | null {
  return part.baselines.reduce<Baseline | null>((best, rule) => (best && best.auc.mean >= rule.auc.mean ? best : rule), null);
}

export function modelName(say: Say, id: string): string {
  return say.tCode('predict.model', id);
}

/** What a simple rule does, in words. */
export function ruleName(say: Say, rule: Baseline): string {
  return say.t(`predict.rule.${rule.id}`, { column: rule.column === null ? '' : featureName(say, rule.column) });
}

/** Whether the model beats the best rule: surely, not surely, or it does worse. Without a comparison: unknown. */
export function verdict(part: ChurnPart): 'better' | 'same' | 'worse' | 'unknown' {
  if (!part.gain || !part.gain.interval.every(Number.isFinite)) return 'unknown';
  const [low, high] = part.gain.interval;
  return low > 0 ? 'better' : high < 0 ? 'worse' : 'same';
}

const times = (auc: number): number => Math.round(auc * 100);

/** How good the forecast is, beside the simple rule, in one sentence; says aloud where it is no better. */
export function finding(say: Say, part: ChurnPart): string {
  const model = leadModel(part);
  if (!model) return say.t('predict.refused');
  const values = { times: times(model.auc.mean), auc: say.format.number(model.auc.mean, 3) };
  const rule = bestBaseline(part);
  if (!rule) return say.t('predict.answer.alone', values);
  const beside = { ...values, rule: ruleName(say, rule), other: times(rule.auc.mean) };
  const judged = verdict(part);
  return say.t(`predict.answer.${judged === 'same' ? 'no-better' : judged}`, beside);
}

/** What was gained over the best rule, with its interval; null without a comparison. */
export function gainText(say: Say, part: ChurnPart): string | null {
  if (!part.gain || verdict(part) === 'unknown') return null;
  const show = (value: number) => say.format.number(value, 3);
  return say.t('predict.gain', {
    gain: show(part.gain.mean),
    from: show(part.gain.interval[0]),
    to: show(part.gain.interval[1]),
  });
}

/** What was predicted, and of how many. */
export function outcomeText(say: Say, part: ChurnPart): string {
  const share = say.format.percent(part.n > 0 ? part.positives / part.n : Number.NaN, 1);
  const counts = { n: part.n, left: part.positives, share };
  if (part.source === 'label' && part.positive === null) {
    return say.t('predict.outcome.dated', { ...counts, label: part.label ?? '' });
  }
  return part.source === 'label'
    ? say.t('predict.outcome.label', { ...counts, label: part.label ?? '', positive: part.positive ?? '' })
    : say.t('predict.outcome.orders', { ...counts, day: say.format.day(part.cutoff), days: part.horizonDays ?? 0 });
}

export const scoreIds = ['auc', 'averagePrecision', 'brier', 'logLoss', 'ece', 'liftAt10', 'accuracy'] as const;
export type ScoreId = (typeof scoreIds)[number];

const digits: Readonly<Record<ScoreId, number>> = {
  auc: 3,
  averagePrecision: 3,
  brier: 4,
  logLoss: 4,
  ece: 3,
  liftAt10: 2,
  accuracy: 3,
};

/** Mean ± spread over folds. */
export function scoreText(say: Say, id: ScoreId, score: FoldScore | null): string {
  if (!score || Number.isNaN(score.mean)) return '–';
  const mean = say.format.number(score.mean, digits[id]);
  return score.sd > 0 ? say.t('predict.score', { mean, sd: say.format.number(score.sd, digits[id]) }) : mean;
}

export interface ScoreTable {
  readonly columns: readonly string[];
  readonly rows: readonly { readonly id: ScoreId; readonly cells: readonly string[] }[];
}

/** Every score, models first, then the rules; a dash where a rule gives no such score. */
export function scoreTable(say: Say, part: ChurnPart): ScoreTable {
  return {
    columns: [...part.models.map(({ id }) => modelName(say, id)), ...part.baselines.map((rule) => ruleName(say, rule))],
    rows: scoreIds.map((id) => ({
      id,
      cells: [
        ...part.models.map((model) => scoreText(say, id, model[id])),
        ...part.baselines.map((rule) => scoreText(say, id, id === 'auc' ? rule.auc : id === 'brier' ? rule.brier : null)),
      ],
    })),
  };
}

/** Precision, recall and F1 per class as rows of texts. */
export function classRows(say: Say, model: Pick<ModelScores, 'report'>): string[][] {
  const percent = (value: number) => say.format.percent(value, 1);
  return (['left', 'stayed'] as const).map((outcome) => {
    const report = model.report[outcome];
    return [
      say.t(`charts.confusion.${outcome}`),
      percent(report.precision),
      percent(report.recall),
      say.format.number(report.f1, 3),
      say.format.count(report.support),
    ];
  });
}

/** A weight's name: a feature, or a feature and the level it stands for. */
export function weightName(say: Say, weight: { readonly feature: string; readonly level: string | null }): string {
  const feature = featureName(say, weight.feature);
  return weight.level === null ? feature : say.t('predict.weight.level', { feature, level: weight.level });
}

/** Calls at the bin edge nearest to a threshold, counted from the histogram of held-out predictions: exact there. */
export function callsNear(model: ModelScores, threshold: number) {
  const { edges, left, stayed } = model.histogram;
  let at = 0;
  for (let i = 0; i < edges.length; i++) {
    if (Math.abs((edges[i] ?? 0) - threshold) < Math.abs((edges[at] ?? 0) - threshold) - 1e-9) at = i;
  }
  const from = (counts: readonly number[]) => counts.slice(at).reduce((sum, count) => sum + count, 0);
  const all = (counts: readonly number[]) => counts.reduce((sum, count) => sum + count, 0);
  return { edge: edges[at] ?? 0, found: from(left), leavers: all(left), mistaken: from(stayed) };
}

/** What the model learned from and when not to trust it. */
export function cardLines(say: Say, part: ChurnPart, model: ChurnModel): string[] {
  return [
    say.t('predict.card.learned', { n: part.n, left: part.positives, features: part.features.length }),
    say.t('predict.card.how', { model: modelName(say, model.id), engine: model.engine }),
    say.t('predict.card.tested', { folds: part.folds, repeats: part.repeats, seconds: say.format.number(part.ms / 1000, 1) }),
    ...(part.positives < 50 ? [say.t('predict.card.few', { left: part.positives })] : []),
    say.t(`predict.card.${part.source}`),
    say.t('predict.card.change'),
    say.t('predict.card.cause'),
  ];
}

/** Columns that were not used, and why. */
export function excludedRows(say: Say, part: ChurnPart): string[][] {
  return part.excluded.map(({ column, why }) => [featureName(say, column), noteText(say, 'note', why)]);
}
