import type { ClassReport, Confusion } from '../../domain';

/** Counts at a threshold: a prediction of at least `threshold` says 1 ("left"). */
export function confusion(y: Uint8Array, predictions: Float64Array, threshold: number): Confusion {
  let truePositive = 0;
  let falsePositive = 0;
  let trueNegative = 0;
  let falseNegative = 0;
  for (let i = 0; i < y.length; i++) {
    const says = predictions[i]! >= threshold;
    if (y[i] === 1) {
      if (says) truePositive++;
      else falseNegative++;
    } else if (says) falsePositive++;
    else trueNegative++;
  }
  return { truePositive, falsePositive, trueNegative, falseNegative };
}

/** Share of right calls. No rows give NaN. */
export function accuracyOf({ truePositive, falsePositive, trueNegative, falseNegative }: Confusion): number {
  return (truePositive + trueNegative) / (truePositive + falsePositive + trueNegative + falseNegative);
}

function reportOf(hit: number, wrong: number, missed: number): ClassReport {
  const rate = (part: number, whole: number) => (whole === 0 ? 0 : part / whole);
  return {
    precision: rate(hit, hit + wrong),
    recall: rate(hit, hit + missed),
    f1: rate(2 * hit, 2 * hit + wrong + missed),
    support: hit + missed,
  };
}

/** Precision, recall and F1 of both classes; 0 where nobody was called, or nobody is, of that class (as scikit-learn). */
export function classReports(counts: Confusion): { readonly left: ClassReport; readonly stayed: ClassReport } {
  const { truePositive, falsePositive, trueNegative, falseNegative } = counts;
  return {
    left: reportOf(truePositive, falsePositive, falseNegative),
    stayed: reportOf(trueNegative, falseNegative, falsePositive),
  };
}
