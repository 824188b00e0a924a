import { symmetricEigen } from '../linalg/jacobi';
import { gammaDraw } from '../random/gamma';
import { normal } from '../random/normal';
import type { Random } from '../random/random';

export const cloudIds = ['normal', 'uniform', 'lopsided'] as const;
export type CloudId = (typeof cloudIds)[number];

/** Rows seen along their principal axes: distances between them are as before. */
export interface PrincipalScores {
  /** Row-major, `cols` columns, mean 0, widest first. */
  readonly scores: Float64Array;
  readonly axes: readonly { readonly sd: number; readonly low: number; readonly high: number; readonly skewness: number }[];
}

/** Turns rows to their principal axes, and says how they spread along each. Row-major, `cols` columns, at least one row. */
export function principalScores(points: Float64Array, cols: number): PrincipalScores {
  const n = points.length / cols;
  const means = new Float64Array(cols);
  for (let i = 0, at = 0; i < n; i++) for (let j = 0; j < cols; j++) means[j]! += points[at++]! / n;
  const covariance = new Float64Array(cols * cols);
  const moved = new Float64Array(cols);
  for (let i = 0; i < n; i++) {
    for (let j = 0; j < cols; j++) moved[j] = points[i * cols + j]! - means[j]!;
    for (let j = 0; j < cols; j++) for (let m = 0; m < cols; m++) covariance[j * cols + m]! += (moved[j]! * moved[m]!) / n;
  }
  const { vectors } = symmetricEigen(covariance, cols);
  const scores = new Float64Array(points.length);
  for (let i = 0; i < n; i++) {
    for (let j = 0; j < cols; j++) {
      let score = 0;
      for (let m = 0; m < cols; m++) score += (points[i * cols + m]! - means[m]!) * vectors[m * cols + j]!;
      scores[i * cols + j] = score;
    }
  }
  const axes = Array.from({ length: cols }, (_, j) => {
    let [low, high, squares, cubes] = [Infinity, -Infinity, 0, 0];
    for (let i = 0; i < n; i++) {
      const score = scores[i * cols + j]!;
      low = Math.min(low, score);
      high = Math.max(high, score);
      squares += score ** 2 / n;
      cubes += score ** 3 / n;
    }
    const sd = Math.sqrt(squares);
    return { sd, low, high, skewness: sd > 0 ? cubes / sd ** 3 : 0 };
  });
  return { scores, axes };
}

/** Nearly even: a gamma cloud of so little skewness is a normal one. */
const even = 0.1;

/**
 * A cloud without groups that spreads along each axis as the rows do: 'normal' of the same variance; 'uniform' over the same range
 * (reference b of Tibshirani, Walther & Hastie 2001); 'lopsided', a gamma of the same variance and skewness. Row-major.
 */
export function referenceCloud(id: CloudId, { axes }: PrincipalScores, n: number, random: Random): Float64Array {
  const cols = axes.length;
  const cloud = new Float64Array(n * cols);
  for (let j = 0; j < cols; j++) {
    const { sd, low, high, skewness } = axes[j]!;
    const shape = 4 / skewness ** 2;
    for (let i = 0; i < n; i++) {
      let value: number;
      if (id === 'uniform') value = low + (high - low) * random.next();
      else if (id === 'normal' || Math.abs(skewness) < even) value = sd * normal(random);
      else value = (Math.sign(skewness) * sd * (gammaDraw(shape, 1, random) - shape)) / Math.sqrt(shape);
      cloud[i * cols + j] = value;
    }
  }
  return cloud;
}
