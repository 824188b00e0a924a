import { describe, expect, it } from 'vitest';
import { finish, type Steps } from '../../../src/domain';
import {
  baseRateBaseline,
  bestColumnBaseline,
  columnBaseline,
  correctedDifference,
  correctedInterval,
  crossValidate,
  foldScore,
  heldOut,
  scoreModel,
  stratifiedSplits,
} from '../../../src/evaluation';
import { normal } from '../../../src/kernels/random/normal';
import { createRandom } from '../../../src/kernels/random/random';

const random = createRandom(3);
const y = Uint8Array.from({ length: 103 }, () => Number(random.next() < 0.25));
const splits = stratifiedSplits(y, 5, 3, createRandom(1));

describe('stratified splits', () => {
  it('test every row once a repeat, on the rest of the rows', () => {
    expect(splits.length).toBe(15);
    for (let repeat = 0; repeat < 3; repeat++) {
      const tested = splits.filter((split) => split.repeat === repeat).flatMap(({ test }) => [...test]);
      expect(tested.sort((a, b) => a - b)).toEqual(Array.from(y, (_, i) => i));
    }
    for (const { train, test } of splits) {
      expect([...train, ...test].sort((a, b) => a - b)).toEqual(Array.from(y, (_, i) => i));
      expect([...test]).toEqual([...test].sort((a, b) => a - b));
    }
  });

  it('give each fold its share of both classes and of rows, to one', () => {
    const positives = splits.map(({ test }) => test.reduce((total, row) => total + y[row]!, 0));
    const sizes = splits.map(({ test }) => test.length);
    expect(Math.max(...positives) - Math.min(...positives)).toBeLessThanOrEqual(1);
    expect(Math.max(...sizes) - Math.min(...sizes)).toBeLessThanOrEqual(1);
  });

  it('are the same for the same seed, others for another and in each repeat', () => {
    expect(stratifiedSplits(y, 5, 3, createRandom(1))).toEqual(splits);
    expect(stratifiedSplits(y, 5, 3, createRandom(2))[0]).not.toEqual(splits[0]);
    expect(splits[5]!.test).not.toEqual(splits[0]!.test);
    expect(stratifiedSplits(y, 5, 1, createRandom(1))).toEqual(splits.slice(0, 5));
  });

  it('refuse impossible numbers', () => {
    expect(() => stratifiedSplits(y, 1, 1, createRandom(1))).toThrow(RangeError);
    expect(() => stratifiedSplits(y.subarray(0, 4), 5, 1, createRandom(1))).toThrow(RangeError);
  });
});

describe('cross-validation', () => {
  it('hands out rows, and puts predictions back where they belong', async () => {
    const validated = await finish(crossValidate(y, splits, (_train, test) => Float64Array.from(test, (row) => row / 1000)));
    for (let repeat = 0; repeat < 3; repeat++) {
      expect([...heldOut(validated, repeat)]).toEqual(Array.from(y, (_, i) => i / 1000));
    }
  });

  it('breathes with the fits and counts folds', async () => {
    const seen: string[] = [];
    const steps = crossValidate(y, splits, function* (_train, test) {
      yield { stage: 'churn', done: 0, total: null, unit: 'rounds' } as const;
      return new Float64Array(test.length);
    });
    for (let next = await steps.next(); !next.done; next = await steps.next()) {
      seen.push(`${next.value.done}/${next.value.total} ${next.value.unit}`);
    }
    expect(seen.length).toBe(30);
    expect(seen.slice(0, 3)).toEqual(['0/15 folds', '1/15 folds', '1/15 folds']);
    expect(seen.at(-1)).toBe('15/15 folds');
  });

  it('ended early, it ends the fit under way', async () => {
    let freed = 0;
    const steps = crossValidate(y, splits, async function* (_train, test): Steps<Float64Array> {
      try {
        for (let i = 0; i < 5; i++)
          yield await Promise.resolve({ stage: 'churn', done: i, total: null, unit: 'rounds' } as const);
        return new Float64Array(test.length);
      } finally {
        freed++;
      }
    });
    await steps.next();
    await steps.next();
    await steps.return(undefined as never);
    expect(freed).toBe(1);
    expect((await steps.next()).done).toBe(true);
  });

  it('insists on a prediction a row', async () => {
    await expect(finish(crossValidate(y, splits, () => new Float64Array(1)))).rejects.toThrow(RangeError);
  });
});

describe('scores of a model', () => {
  it('are per fold, with pictures from the first repeat', async () => {
    const chance = createRandom(8);
    const truth = Float64Array.from(y, (label) => 1 / (1 + Math.exp(-(normal(chance) + 2 * label - 1.5))));
    const validated = await finish(crossValidate(y, splits, (_train, test) => Float64Array.from(test, (row) => truth[row]!)));
    const scores = scoreModel(validated, { id: 'logistic', engine: 'tfjs-cpu', threshold: 0.5, ms: 12 });
    expect(scores).toMatchObject({ id: 'logistic', engine: 'tfjs-cpu', ms: 12 });
    for (const name of ['auc', 'averagePrecision', 'brier', 'logLoss', 'ece', 'liftAt10', 'accuracy'] as const) {
      expect(scores[name].folds.length).toBe(15);
      expect(scores[name]).toEqual(foldScore(scores[name].folds));
      expect(Number.isFinite(scores[name].mean)).toBe(true);
    }
    expect(scores.auc.mean).toBeGreaterThan(0.7);
    const { truePositive, falsePositive, trueNegative, falseNegative } = scores.confusion;
    expect(truePositive + falsePositive + trueNegative + falseNegative).toBe(103);
    expect(scores.report.left.support + scores.report.stayed.support).toBe(103);
    expect(scores.calibration.n.reduce((a, b) => a + b)).toBe(103);
    expect([...scores.histogram.left, ...scores.histogram.stayed].reduce((a, b) => a + b)).toBe(103);
    expect([scores.roc.fpr[0], scores.roc.tpr.at(-1)]).toEqual([0, 1]);
  });

  it('leave out folds that lack a class', () => {
    expect(foldScore([0.5, Number.NaN, 0.7])).toMatchObject({ mean: 0.6 });
    expect(foldScore([0.5, Number.NaN, 0.7]).sd).toBeCloseTo(0.1, 14);
    expect(foldScore([]).mean).toBeNaN();
  });
});

describe('baselines', () => {
  const chance = createRandom(4);
  const days = Float64Array.from(y, (label) => 50 + 30 * label + 10 * normal(chance));
  const noise = Float64Array.from(y, () => normal(chance));

  it('base rate: AUC one half, Brier near p(1 − p)', () => {
    const rate = y.reduce((a, b) => a + b) / y.length;
    const { auc, brier } = baseRateBaseline(y, splits);
    expect(auc.mean).toBe(0.5);
    expect(Math.abs(brier!.mean - rate * (1 - rate))).toBeLessThan(0.005);
  });

  it('a column ranks as well in either direction', () => {
    const up = columnBaseline('days-since-last-order', { name: 'days', values: days }, y, splits);
    const down = columnBaseline('days-since-last-order', { name: 'days', values: days.map((day) => -day) }, y, splits);
    expect(up.auc.mean).toBeGreaterThan(0.9);
    up.auc.folds.forEach((value, fold) => expect(down.auc.folds[fold]).toBeCloseTo(value, 14));
    expect(up).toMatchObject({ id: 'days-since-last-order', column: 'days', brier: null });
  });

  it('missing values sit in the middle; a column of nothing else is worth nothing', () => {
    const holes = days.map((day, i) => (i % 10 === 0 ? Number.NaN : day));
    const found = columnBaseline('best-single-column', { name: 'days', values: holes }, y, splits).auc.mean;
    expect(found).toBeGreaterThan(0.8);
    expect(columnBaseline('best-single-column', { name: 'x', values: holes.fill(Number.NaN) }, y, splits).auc.mean).toBe(0.5);
  });

  it('the best column is chosen on training rows: noise alone does not look good', () => {
    const columns = [
      { name: 'noise', values: noise },
      { name: 'days', values: days },
    ];
    expect(bestColumnBaseline(columns, y, splits)).toMatchObject({ id: 'best-single-column', column: 'days' });
    expect(bestColumnBaseline([], y, splits)).toBeNull();
    const many = Array.from({ length: 30 }, (_, c) => ({ name: `n${c}`, values: Float64Array.from(y, () => normal(chance)) }));
    expect(Math.abs(bestColumnBaseline(many, y, splits)!.auc.mean - 0.5)).toBeLessThan(0.15);
  });
});

describe('corrected interval (Nadeau & Bengio 2003)', () => {
  it('by hand: mean 3, s² 2.5, five folds, a quarter tested: half width t × √(.2 + .25) × √2.5', () => {
    const { mean, interval } = correctedInterval([1, 2, 3, 4, 5], 0.25);
    const half = 2.7764451051977987 * Math.sqrt(0.45 * 2.5);
    expect(mean).toBe(3);
    expect(interval[0]).toBeCloseTo(3 - half, 8);
    expect(interval[1]).toBeCloseTo(3 + half, 8);
  });

  it('of a difference, over folds where both are known', () => {
    const found = correctedDifference([2, 4, Number.NaN, 6, 8, 10], [1, 2, 9, 3, 4, 5], 0.25);
    expect(found).toEqual(correctedInterval([1, 2, 3, 4, 5], 0.25));
    expect(() => correctedDifference([1], [1, 2], 0.25)).toThrow(RangeError);
    expect(correctedInterval([1], 0.25).interval[0]).toBeNaN();
  });
});
