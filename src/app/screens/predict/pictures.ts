import type { ChurnPart, Confusion } from '../../../domain';
import { weights } from '../../charts/bars';
import { calibration, roc } from '../../charts/curves';
import { confusionHeat, type HeatSpec } from '../../charts/heat';
import { twoHistograms } from '../../charts/histogram';
import type { Say } from '../../charts/say';
import type { ChartSpec } from '../../charts/spec';
import { modelName, weightName, type ChurnModel } from './view';

const share = (part: number, whole: number) => (whole > 0 ? part / whole : Number.NaN);

/** Who was called what at the threshold in force. */
export function confusionPicture(say: Say, part: ChurnPart, model: ChurnModel): HeatSpec {
  const { truePositive, falsePositive, falseNegative }: Confusion = model.confusion;
  return confusionHeat(
    model.confusion,
    {
      title: say.t('predict.confusion.title', {
        threshold: say.format.percent(part.threshold),
        found: truePositive,
        leavers: truePositive + falseNegative,
        mistaken: falsePositive,
      }),
      note: say.t('predict.held-out'),
      fileName: 'kith-confusion',
    },
    say,
  );
}

export function rocPicture(say: Say, model: ChurnModel): ChartSpec {
  return roc(
    { fpr: model.roc.fpr, tpr: model.roc.tpr, auc: model.auc.mean, name: modelName(say, model.id) },
    {
      title: say.t('predict.roc.title', { times: Math.round(model.auc.mean * 100), auc: say.format.number(model.auc.mean, 3) }),
      note: say.t('predict.held-out'),
      fileName: 'kith-roc',
    },
    say,
  );
}

export function calibrationPicture(say: Say, model: ChurnModel): ChartSpec {
  return calibration(
    { ...model.calibration, name: modelName(say, model.id) },
    {
      title: say.t('predict.calibration.title', { ece: say.format.number(model.ece.mean * 100, 1) }),
      note: say.t('predict.held-out'),
      fileName: 'kith-calibration',
    },
    say,
  );
}

export function spreadPicture(say: Say, part: ChurnPart, model: ChurnModel): ChartSpec {
  const { truePositive, falsePositive, trueNegative, falseNegative } = model.confusion;
  return twoHistograms(
    {
      edges: model.histogram.edges,
      groups: [
        { name: say.t('charts.confusion.left'), counts: model.histogram.left },
        { name: say.t('charts.confusion.stayed'), counts: model.histogram.stayed },
      ],
      xTitle: say.t('charts.calibration.x'),
      yTitle: say.t('predict.spread.y'),
      edge: (value) => say.format.percent(value),
    },
    {
      title: say.t('predict.spread.title', {
        threshold: say.format.percent(part.threshold),
        left: say.format.percent(share(truePositive, truePositive + falseNegative)),
        stayed: say.format.percent(share(falsePositive, falsePositive + trueNegative)),
      }),
      note: say.t('predict.held-out'),
      fileName: 'kith-forecasts',
    },
    say,
  );
}

/** The strongest weights; null for a model that has none. */
export function weightsPicture(say: Say, model: ChurnModel): ChartSpec | null {
  if (model.coefficients.length === 0) return null;
  const named = model.coefficients.map((one) => ({ name: weightName(say, one), value: one.value }));
  const most = named.reduce((a, b) => (b.value > a.value ? b : a));
  const least = named.reduce((a, b) => (b.value < a.value ? b : a));
  const title =
    most.value > 0 && least.value < 0
      ? say.t('predict.weights.both', { up: most.name, down: least.name })
      : say.t('predict.weights.one', { name: most.value > 0 ? most.name : least.name });
  return weights(
    { weights: named, nameTitle: say.t('predict.weights.name'), valueTitle: say.t('predict.weights.value') },
    { title, note: say.t('predict.weights.note'), fileName: 'kith-weights' },
    say,
  );
}
