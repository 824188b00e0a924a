import { describe, expect, it } from 'vitest';
import {
  aucDifference,
  aucInterval,
  auc,
  baseRateRule,
  columnRule,
  judge,
  placementsOf,
  rank,
  rfmRule,
  standings,
  stratifiedSplits,
} from '../../../src/evaluation';
import { gainAtOf, gainsOf, ksOf } from '../../../src/evaluation/metrics/gains';
import { precisionRecallOf } from '../../../src/evaluation/metrics/precision-recall';
import { orderOf, weightedAuc } from '../../../src/evaluation/metrics/weighted-auc';
import { normal } from '../../../src/kernels/random/normal';
import { createRandom } from '../../../src/kernels/random/random';

const y = Uint8Array.of(1, 0, 1, 0, 0);
const scores = Float64Array.of(0.9, 0.8, 0.7, 0.2, 0.1);

describe('by hand', () => {
  it('gain, KS, precision and recall of five customers', () => {
    const ranking = rank(y, scores);
    // The top two hold one of two leavers.
    expect(gainAtOf(ranking, 0.4)).toBe(0.5);
    // After three: all leavers, one of three stayers.
    expect(ksOf(ranking)).toBeCloseTo(1 - 1 / 3, 12);
    expect([...gainsOf(ranking).found]).toEqual([0, 0.5, 0.5, 1, 1, 1]);
    const { recall, precision } = precisionRecallOf(ranking);
    expect(recall[0]).toBe(0.5);
    expect(precision[0]).toBe(1);
    expect(precision.at(-1)).toBe(0.4);
  });
  it('are NaN or empty with one class', () => {
    const none = rank(new Uint8Array(3), Float64Array.of(1, 2, 3));
    expect(gainAtOf(none, 0.2)).toBeNaN();
    expect(ksOf(none)).toBeNaN();
    expect(gainsOf(none).share).toHaveLength(0);
    expect(aucInterval(placementsOf(new Uint8Array(3), Float64Array.of(1, 2, 3)))).toBeNull();
  });
  it('placements give the AUC, ties counting half; weights give it again', () => {
    const tied = Float64Array.of(0.9, 0.7, 0.7, 0.2, 0.7);
    expect(placementsOf(y, tied).auc).toBeCloseTo(auc(y, tied), 12);
    expect(weightedAuc(orderOf(tied), y, () => 1)).toBeCloseTo(auc(y, tied), 12);
    // Twice the second leaver is the same as a copy of that row.
    const copied = auc(Uint8Array.of(1, 0, 1, 1, 0, 0), Float64Array.of(0.9, 0.7, 0.7, 0.7, 0.2, 0.7));
    expect(weightedAuc(orderOf(tied), y, (row) => (row === 2 ? 2 : 1))).toBeCloseTo(copied, 12);
  });
});

describe('intervals of an AUC', () => {
  it('hold the truth in about 95 of 100 samples', () => {
    // Normal scores one standard deviation apart: AUC = Φ(1/√2) = .76025.
    let held = 0;
    for (let seed = 1; seed <= 200; seed++) {
      const random = createRandom(seed);
      const labels = Uint8Array.from({ length: 300 }, () => (random.next() < 0.4 ? 1 : 0));
      const found = aucInterval(
        placementsOf(
          labels,
          Float64Array.from(labels, (one) => one + normal(random)),
        ),
      )!;
      if (found[0] <= 0.76025 && found[1] >= 0.76025) held++;
    }
    expect(held).toBeGreaterThanOrEqual(182);
    expect(held).toBeLessThanOrEqual(199);
  });
  it('of a score against itself there is no difference', () => {
    const placed = placementsOf(y, scores);
    expect(aucDifference(placed, placed)).toEqual({ mean: 0, interval: [0, 0] });
  });
});

describe('models beside rules', () => {
  const random = createRandom(5);
  const n = 400;
  const labels = Uint8Array.from({ length: n }, () => (random.next() < 0.3 ? 1 : 0));
  const splits = stratifiedSplits(labels, 5, 2, random.fork('splits'));
  const telling = Float64Array.from(labels, (one) => one + normal(random));
  const told = { column: null, engine: '', calibratedBy: null, threshold: 0.5, testToTrain: 0.25, ms: 0 };
  const scored = (id: string, kind: 'model' | 'rule', by: (row: number) => number) =>
    judge({ y: labels, splits, predictions: splits.map(({ test }) => Float64Array.from(test, by)) }, { id, kind, ...told });
  const chance = scored('base-rate', 'rule', () => 0.3);

  it('say "chance" of noise, "rule" of a copy of the rule, "better" of what is', () => {
    const noise = Float64Array.from(labels, () => random.next());
    expect(standings([chance, scored('noise', 'model', (row) => noise[row]!)], 0.25).verdict).toBe('chance');
    const rule = scored('column', 'rule', (row) => telling[row]!);
    expect(standings([chance, rule, scored('copy', 'model', (row) => telling[row]!)], 0.25).verdict).toBe('rule');
    const better = standings([chance, scored('good', 'model', (row) => telling[row]!)], 0.25);
    expect(better.verdict).toBe('better');
    expect(better.gain!.mean).toBeCloseTo(better.judged[0]!.scores.auc.mean - 0.5, 12);
  });

  it('widen the interval for the number of models that the best was picked from', () => {
    const good = (id: string) => scored(id, 'model', (row) => telling[row]!);
    const width = ({ gain }: ReturnType<typeof standings>) => gain!.interval[1] - gain!.interval[0];
    expect(width(standings([chance, good('a'), good('b'), good('c')], 0.25))).toBeGreaterThan(
      width(standings([chance, good('a')], 0.25)),
    );
  });
});

describe('rules', () => {
  const labels = Uint8Array.of(0, 0, 0, 1, 1, 1);
  const train = Int32Array.of(0, 1, 2, 3, 4, 5);
  it('give the training rate, learn which way round a column goes, and count fifths', () => {
    expect([...baseRateRule.predict(labels, train, train).chances]).toEqual(new Array(6).fill(0.5));
    const falling = { name: 'visits', values: Float64Array.of(9, 8, 7, 3, 2, Number.NaN), levels: null };
    const { chances } = columnRule('days-since-last-order', falling).predict(labels, train, train);
    expect(chances[3]!).toBeGreaterThan(chances[0]!);
    const days = Float64Array.of(1, 5, 9, 100, 200, 300);
    const orders = Float64Array.of(9, 7, 5, 3, 2, 1);
    const rfm = rfmRule(days, orders, null).predict(labels, train, train).chances;
    expect(rfm[5]!).toBeGreaterThan(rfm[0]!);
    expect(auc(labels, rfm)).toBe(1);
  });
});
