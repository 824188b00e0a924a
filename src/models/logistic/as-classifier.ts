import { ok, type Json } from '../../domain';
import type { Matrix } from '../../kernels/linalg/matrix';
import { badInput, checkMatrix } from '../bad-input';
import type { Classifier, ClassifierFitted, Contributions } from '../classifier';
import { numbersIn, refuseUnreadable } from '../saved';
import { logistic, type LogisticFitted, type LogisticParams } from './logistic';

interface Learned {
  readonly fitted: LogisticFitted;
  /** Means and population deviations of the columns that were learned from: what contributions are measured against. */
  readonly means: Float64Array;
  readonly spreads: Float64Array;
}

/** Mean and population standard deviation of every column. */
export function columnMoments({ rows, cols, values }: Matrix): { readonly means: Float64Array; readonly spreads: Float64Array } {
  const means = new Float64Array(cols);
  const spreads = new Float64Array(cols);
  for (let i = 0, at = 0; i < rows; i++) for (let j = 0; j < cols; j++) means[j]! += values[at++]!;
  for (let j = 0; j < cols; j++) means[j]! /= rows;
  for (let i = 0, at = 0; i < rows; i++) for (let j = 0; j < cols; j++) spreads[j]! += (values[at++]! - means[j]!) ** 2;
  for (let j = 0; j < cols; j++) spreads[j] = Math.sqrt(spreads[j]! / rows);
  return { means, spreads };
}

/**
 * Shapley values of a weighted sum whose columns are taken one independent of another: weight × (value − mean)
 * (Štrumbelj & Kononenko 2014; Lundberg & Lee 2017, corollary 1).
 */
export function linearContributions(intercept: number, weights: Float64Array, means: Float64Array, x: Matrix): Contributions {
  checkMatrix(x, 0);
  if (x.cols !== weights.length) throw badInput('wrong-columns');
  const values = new Float64Array(x.values.length);
  for (let at = 0, j = 0; at < values.length; at++) {
    values[at] = weights[j]! * (x.values[at]! - means[j]!);
    if (++j === x.cols) j = 0;
  }
  const base = weights.reduce((total, weight, j) => total + weight * means[j]!, intercept);
  return { base, values, unit: 'log-odds' };
}

/** |weight| × spread of every column as shares of their sum. */
export function linearImportance(weights: Float64Array, spreads: Float64Array): Float64Array {
  const sizes = weights.map((weight, j) => Math.abs(weight) * spreads[j]!);
  const total = sizes.reduce((sum, size) => sum + size, 0);
  return total > 0 ? sizes.map((size) => size / total) : sizes;
}

const learnedOf = (fitted: ClassifierFitted) => fitted.learned as Learned;

function wrap(fitted: LogisticFitted, means: Float64Array, spreads: Float64Array): ClassifierFitted {
  const learned: Learned = { fitted, means, spreads };
  return Object.freeze({ model: 'logistic', engine: fitted.engine, n: fitted.n, positives: fitted.positives, learned });
}

/** Logistic regression as one family among others. */
export function logisticClassifier(options: Partial<LogisticParams> = {}): Classifier {
  const params = { ...logistic.defaults, ...options };
  return {
    id: 'logistic',
    version: logistic.version,
    takes: { missing: false, categories: false },
    async *fit({ x, y }, random) {
      const fitted = yield* logistic.fit({ x, y }, params, random);
      const { means, spreads } = columnMoments(x);
      return wrap(fitted, means, spreads);
    },
    predict: (fitted, x) => logistic.predict(learnedOf(fitted).fitted, x),
    explain(fitted, x) {
      const { fitted: inner, means } = learnedOf(fitted);
      return linearContributions(inner.intercept, inner.weights, means, x);
    },
    importance(fitted) {
      const { fitted: inner, spreads } = learnedOf(fitted);
      return linearImportance(inner.weights, spreads);
    },
    serialise(fitted) {
      const { fitted: inner, means, spreads } = learnedOf(fitted);
      return { ...(logistic.serialise(inner) as Record<string, Json>), means: [...means], spreads: [...spreads] };
    },
    restore(json) {
      const inner = logistic.restore(json);
      if (!inner.ok) return inner;
      const fields = json as Record<string, Json>;
      const size = inner.value.weights.length;
      const means = numbersIn(fields['means'], size);
      const spreads = numbersIn(fields['spreads'], size);
      return means && spreads ? ok(wrap(inner.value, means, spreads)) : refuseUnreadable();
    },
    describe: (fitted) => logistic.describe(learnedOf(fitted).fitted),
  };
}
