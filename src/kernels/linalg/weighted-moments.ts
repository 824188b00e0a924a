import type { Matrix } from './matrix';

/** Sums over the rows, each of its weight: means, and centred products of columns and of columns with `y`. */
export interface WeightedMoments {
  readonly total: number;
  readonly means: Float64Array;
  readonly yMean: number;
  /** Σ w (x − mean)(x − mean)ᵀ, row-major. */
  readonly gram: Float64Array;
  /** Σ w (x − mean)(y − yMean). */
  readonly cross: Float64Array;
}

/** Rows between two yields. */
const block = 20_000;

/** Moments of the rows about their weighted means, in two passes. Weights are above 0, all 1 where null. */
export function* weightedMoments(
  { rows, cols, values }: Matrix,
  y: Float64Array,
  weights: Float64Array | null,
): Generator<void, WeightedMoments, void> {
  const means = new Float64Array(cols);
  let [total, yMean] = [0, 0];
  for (let i = 0, at = 0; i < rows; i++) {
    const w = weights ? weights[i]! : 1;
    total += w;
    yMean += w * y[i]!;
    for (let j = 0; j < cols; j++) means[j]! += w * values[at++]!;
  }
  yMean /= total;
  for (let j = 0; j < cols; j++) means[j]! /= total;
  const gram = new Float64Array(cols * cols);
  const cross = new Float64Array(cols);
  const centred = new Float64Array(cols);
  for (let i = 0, at = 0; i < rows; i++) {
    const w = weights ? weights[i]! : 1;
    const apart = w * (y[i]! - yMean);
    for (let j = 0; j < cols; j++) centred[j] = values[at++]! - means[j]!;
    for (let j = 0; j < cols; j++) {
      const value = centred[j]!;
      cross[j]! += apart * value;
      const scaled = w * value;
      for (let k = 0, to = j * cols; k <= j; k++) gram[to + k]! += scaled * centred[k]!;
    }
    if (i % block === block - 1) yield;
  }
  for (let j = 0; j < cols; j++) for (let k = 0; k < j; k++) gram[k * cols + j] = gram[j * cols + k]!;
  return { total, means, yMean, gram, cross };
}
