import { describe, expect, it } from 'vitest';
import {
  auc,
  averagePrecision,
  brier,
  classReports,
  confusion,
  accuracyOf,
  ece,
  lift,
  logLoss,
  rank,
} from '../../../src/evaluation';
import { calibrationOf } from '../../../src/evaluation/metrics/calibration';
import { rocOf } from '../../../src/evaluation/metrics/roc';
import { scoreHistogram } from '../../../src/evaluation/metrics/score-histogram';
import { createRandom } from '../../../src/kernels/random/random';
import { shuffle } from '../../../src/kernels/random/shuffle';

const y = Uint8Array.of(1, 0, 1, 1, 0, 0, 1, 0, 0, 0, 1, 0);
const p = Float64Array.of(0.9, 0.8, 0.8, 0.7, 0.55, 0.5, 0.5, 0.4, 0.3, 0.2, 0.2, 0.1);

// Source: scikit-learn 1.2.1 on the twelve rows above (roc_auc_score, average_precision_score, brier_score_loss, log_loss,
// classification_report, roc_curve with drop_intermediate=False).
describe('against scikit-learn', () => {
  it('AUC, average precision, Brier, log loss', () => {
    expect(auc(y, p)).toBeCloseTo(0.7285714285714286, 14);
    expect(averagePrecision(y, p)).toBeCloseTo(0.6885281385281385, 14);
    expect(brier(y, p)).toBeCloseTo(0.21020833333333333, 14);
    expect(logLoss(y, p)).toBeCloseTo(0.6070717939827825, 14);
    expect(logLoss(Uint8Array.of(1, 0), Float64Array.of(0, 0))).toBeCloseTo(18.021826694558577, 10);
  });

  it('confusion and the classification report at .5', () => {
    const counts = confusion(y, p, 0.5);
    expect(counts).toEqual({ truePositive: 4, falsePositive: 3, trueNegative: 4, falseNegative: 1 });
    expect(accuracyOf(counts)).toBeCloseTo(2 / 3, 14);
    const { left, stayed } = classReports(counts);
    expect(left.precision).toBeCloseTo(4 / 7, 14);
    expect(left).toMatchObject({ recall: 0.8, support: 5 });
    expect(left.f1).toBeCloseTo(2 / 3, 14);
    expect(stayed).toMatchObject({ precision: 0.8, support: 7 });
    expect(stayed.recall).toBeCloseTo(4 / 7, 14);
    expect(classReports(confusion(y, p, 2)).left).toEqual({ precision: 0, recall: 0, f1: 0, support: 5 });
  });

  it('ROC curve', () => {
    const { fpr, tpr } = rocOf(rank(y, p));
    [0, 0, 1, 1, 2, 3, 4, 5, 6, 7].forEach((misses, i) => expect(fpr[i]).toBeCloseTo(misses / 7, 14));
    [0, 1, 2, 3, 3, 4, 4, 4, 5, 5].forEach((hits, i) => expect(tpr[i]).toBeCloseTo(hits / 5, 14));
    expect(fpr.length).toBe(10);
  });
});

describe('by hand', () => {
  it('lift: 4 rows of 12 hold 3 of 5 who left; half a tie is half of what is in it', () => {
    expect(lift(y, p, 1 / 3)).toBeCloseTo(3 / 4 / (5 / 12), 14);
    // Two rows: the one at .9 and one of the two at .8, of which one left.
    expect(lift(y, p, 2 / 12)).toBeCloseTo(1.5 / 2 / (5 / 12), 14);
    expect(lift(y, p, 0.0001)).toBeCloseTo(12 / 5, 14);
    expect(lift(y, p, 1)).toBeCloseTo(1, 14);
  });

  it('calibration: three bins of four, ECE from their gaps', () => {
    const { predicted, observed, n } = calibrationOf(rank(y, p), 3);
    expect(n).toEqual([4, 4, 4]);
    // Lowest: .1 .2 .2 .3, one of them left; then .4 .5 .5 .55; then .7 .8 .8 .9.
    [0.2, 0.4875, 0.8].forEach((value, bin) => expect(predicted[bin]).toBeCloseTo(value, 14));
    [0.25, 0.25, 0.75].forEach((value, bin) => expect(observed[bin]).toBeCloseTo(value, 14));
    expect(ece(y, p, 3)).toBeCloseTo((0.05 + 0.2375 + 0.05) / 3, 14);
  });

  it('calibration: bins as array_split makes them, ties shared over an edge', () => {
    const tied = rank(Uint8Array.of(1, 1, 0, 0, 0), Float64Array.of(0.4, 0.4, 0.4, 0.4, 0.4));
    const { n, predicted, observed } = calibrationOf(tied, 3);
    expect(n).toEqual([2, 2, 1]);
    predicted.forEach((value) => expect(value).toBeCloseTo(0.4, 14));
    observed.forEach((value) => expect(value).toBeCloseTo(0.4, 14));
    expect(calibrationOf(tied, 10).n).toEqual([1, 1, 1, 1, 1]);
  });

  it('histogram: edges belong to the bin above, 1 to the last', () => {
    const { edges, left, stayed } = scoreHistogram(Uint8Array.of(1, 0, 1, 0), Float64Array.of(0, 0.5, 1, 0.49), 2);
    expect(edges).toEqual([0, 0.5, 1]);
    expect(left).toEqual([1, 1]);
    expect(stayed).toEqual([1, 1]);
  });

  it('nothing to compare gives NaN, a NaN score is a mistake', () => {
    const none = rank(new Uint8Array(), new Float64Array());
    expect(auc(Uint8Array.of(1, 1), Float64Array.of(0.1, 0.2))).toBeNaN();
    expect(averagePrecision(Uint8Array.of(0, 0), Float64Array.of(0.1, 0.2))).toBeNaN();
    expect(lift(Uint8Array.of(0), Float64Array.of(0.1), 0.1)).toBeNaN();
    expect(ece(new Uint8Array(), new Float64Array())).toBeNaN();
    expect(brier(new Uint8Array(), new Float64Array())).toBeNaN();
    expect(rocOf(none).fpr.length).toBe(0);
    expect(() => rank(Uint8Array.of(1), Float64Array.of(Number.NaN))).toThrow(RangeError);
    expect(() => rank(Uint8Array.of(1), Float64Array.of(1, 2))).toThrow(RangeError);
  });
});

describe('invariances', () => {
  const random = createRandom(5);
  const n = 3000;
  const labels = Uint8Array.from({ length: n }, () => random.int(2));
  const scores = Float64Array.from(labels, (label) => Math.round((random.next() + 0.3 * label) * 50) / 65);
  const measures = [auc, averagePrecision, brier, logLoss, ece, (a: Uint8Array, b: Float64Array) => lift(a, b, 0.1)];

  it('the order of rows changes no measure, ties or not', () => {
    const order = shuffle(
      Array.from({ length: n }, (_, i) => i),
      random,
    );
    const moved = [Uint8Array.from(order, (i) => labels[i]!), Float64Array.from(order, (i) => scores[i]!)] as const;
    for (const measure of measures) expect(measure(...moved)).toBeCloseTo(measure(labels, scores), 12);
  });

  it('AUC: turned round it is one less itself, and a rising map changes nothing', () => {
    const found = auc(labels, scores);
    expect(
      auc(
        labels,
        scores.map((s) => -s),
      ),
    ).toBeCloseTo(1 - found, 12);
    expect(
      auc(
        labels,
        scores.map((s) => Math.exp(3 * s)),
      ),
    ).toBeCloseTo(found, 12);
  });

  it('the area under the ROC points is the AUC, and a thinned curve keeps it within .001', () => {
    const fine = Float64Array.from(scores, (score) => score + 1e-3 * random.next());
    const area = ({ fpr, tpr }: ReturnType<typeof rocOf>) => {
      let total = 0;
      for (let i = 1; i < fpr.length; i++) total += ((fpr[i]! - fpr[i - 1]!) * (tpr[i]! + tpr[i - 1]!)) / 2;
      return total;
    };
    const ranking = rank(labels, fine);
    expect(area(rocOf(ranking, 1e9))).toBeCloseTo(auc(labels, fine), 12);
    const thin = rocOf(ranking, 200);
    expect(thin.fpr.length).toBeLessThanOrEqual(200);
    expect(thin.fpr.length).toBeGreaterThan(100);
    expect([thin.fpr.at(-1), thin.tpr.at(-1)]).toEqual([1, 1]);
    expect(Math.abs(area(thin) - auc(labels, fine))).toBeLessThan(0.001);
  });
});
