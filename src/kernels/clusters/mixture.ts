import { cholesky } from '../linalg/cholesky';

/** 'full': each group has its own ellipse, turned as it likes; 'diagonal': its axes lie along the features. */
export type Covariance = 'full' | 'diagonal';

/** Parameters of a Gaussian mixture. */
export interface Mixture {
  readonly k: number;
  readonly cols: number;
  readonly covariance: Covariance;
  /** Shares, adding to 1. */
  readonly weights: Float64Array;
  /** Row-major [k][cols]. */
  readonly means: Float64Array;
  /** Row-major [k][cols][cols], or [k][cols] where diagonal. */
  readonly covariances: Float64Array;
}

const log2Pi = Math.log(2 * Math.PI);
const rowsAtATime = 4096;

/** Numbers that a mixture of this shape is free to choose: what BIC counts. */
export function freeParameters({ k, cols, covariance }: Pick<Mixture, 'k' | 'cols' | 'covariance'>): number {
  return k * (covariance === 'full' ? (cols * (cols + 1)) / 2 : cols) + k * cols + k - 1;
}

/** What rows come to under a mixture. */
export interface Densities {
  /** Log density of rows `from`..`to`−1 added up; each row's share in each group is written to `shares`, from 0, row-major [to − from][k]. */
  logDensity(points: Float64Array, from: number, to: number, shares: Float64Array): number;
}

/** Null where a covariance is not positive definite. */
export function densitiesOf({ k, cols, covariance, weights, means, covariances }: Mixture): Densities | null {
  // Rows of the inverse Cholesky factor, packed: of a full one (i, 0..i), of a diagonal one 1 / sd.
  const packed = covariance === 'full' ? (cols * (cols + 1)) / 2 : cols;
  const whitening = new Float64Array(k * packed);
  const constants = new Float64Array(k);
  for (let c = 0; c < k; c++) {
    let logDeterminant = 0;
    if (covariance === 'diagonal') {
      for (let j = 0; j < cols; j++) {
        const variance = covariances[c * cols + j]!;
        if (!(variance > 0)) return null;
        whitening[c * cols + j] = 1 / Math.sqrt(variance);
        logDeterminant += Math.log(variance);
      }
    } else {
      const lower = cholesky(covariances.subarray(c * cols * cols, (c + 1) * cols * cols), cols);
      if (lower === null) return null;
      invertLower(lower, cols, whitening, c * packed);
      for (let j = 0; j < cols; j++) logDeterminant += 2 * Math.log(lower[j * cols + j]!);
    }
    constants[c] = Math.log(weights[c]!) - 0.5 * (cols * log2Pi + logDeterminant);
  }
  const moved = new Float64Array(cols);
  return {
    logDensity(points, from, to, shares) {
      let total = 0;
      for (let i = from, into = 0; i < to; i++, into += k) {
        const row = i * cols;
        let top = -Infinity;
        for (let c = 0; c < k; c++) {
          const centre = c * cols;
          let at = c * packed;
          let square = 0;
          if (covariance === 'diagonal') {
            for (let j = 0; j < cols; j++) {
              const y = (points[row + j]! - means[centre + j]!) * whitening[at++]!;
              square += y * y;
            }
          } else {
            for (let j = 0; j < cols; j++) {
              moved[j] = points[row + j]! - means[centre + j]!;
              let y = 0;
              for (let m = 0; m <= j; m++) y += whitening[at++]! * moved[m]!;
              square += y * y;
            }
          }
          const log = constants[c]! - 0.5 * square;
          shares[into + c] = log;
          if (log > top) top = log;
        }
        let sum = 0;
        for (let c = 0; c < k; c++) {
          const share = Math.exp(shares[into + c]! - top);
          shares[into + c] = share;
          sum += share;
        }
        for (let c = 0; c < k; c++) shares[into + c] = shares[into + c]! / sum;
        total += top + Math.log(sum);
      }
      return total;
    },
  };
}

/** Sums from which the next mixture is made: shares, first and second moments about the means `about`. */
interface Moments {
  readonly about: Float64Array;
  readonly totals: Float64Array;
  readonly firsts: Float64Array;
  readonly seconds: Float64Array;
}

function emptyMoments({ k, cols, covariance }: Pick<Mixture, 'k' | 'cols' | 'covariance'>, about: Float64Array): Moments {
  const packed = covariance === 'full' ? (cols * (cols + 1)) / 2 : cols;
  return {
    about,
    totals: new Float64Array(k),
    firsts: new Float64Array(k * cols),
    seconds: new Float64Array(k * packed),
  };
}

/** A share this small moves no sum of double precision. */
const negligible = 1e-17;

function addMoments(
  shape: Pick<Mixture, 'k' | 'cols' | 'covariance'>,
  { about, totals, firsts, seconds }: Moments,
  points: Float64Array,
  from: number,
  to: number,
  shares: Float64Array,
): void {
  const { k, cols, covariance } = shape;
  const packed = seconds.length / k;
  const moved = new Float64Array(cols);
  for (let i = from, at = 0; i < to; i++) {
    const row = i * cols;
    for (let c = 0; c < k; c++) {
      const share = shares[at++]!;
      if (share < negligible) continue;
      totals[c] = totals[c]! + share;
      const centre = c * cols;
      let into = c * packed;
      for (let j = 0; j < cols; j++) {
        const difference = points[row + j]! - about[centre + j]!;
        moved[j] = difference;
        const weighted = share * difference;
        firsts[centre + j] = firsts[centre + j]! + weighted;
        if (covariance === 'diagonal') {
          seconds[into] = seconds[into]! + weighted * difference;
          into++;
        } else {
          for (let m = 0; m <= j; m++, into++) seconds[into] = seconds[into]! + weighted * moved[m]!;
        }
      }
    }
  }
}

/** The mixture that makes the shares likeliest; `ridge` is added to every variance, as scikit-learn's reg_covar. */
function fromMoments(shape: Pick<Mixture, 'k' | 'cols' | 'covariance'>, moments: Moments, n: number, ridge: number): Mixture {
  const { k, cols, covariance } = shape;
  const { about, totals, firsts, seconds } = moments;
  const packed = seconds.length / k;
  const weights = new Float64Array(k);
  const means = new Float64Array(k * cols);
  const covariances = new Float64Array(covariance === 'full' ? k * cols * cols : k * cols);
  for (let c = 0; c < k; c++) {
    // As scikit-learn: a group that nobody belongs to divides by something all the same.
    const total = totals[c]! + 10 * Number.EPSILON;
    weights[c] = total / n;
    const shift = Float64Array.from({ length: cols }, (_, j) => firsts[c * cols + j]! / total);
    for (let j = 0; j < cols; j++) means[c * cols + j] = about[c * cols + j]! + shift[j]!;
    if (covariance === 'diagonal') {
      for (let j = 0; j < cols; j++) {
        covariances[c * cols + j] = Math.max(seconds[c * cols + j]! / total - shift[j]! ** 2, 0) + ridge;
      }
      continue;
    }
    for (let j = 0, at = c * packed; j < cols; j++) {
      for (let m = 0; m <= j; m++, at++) {
        const value = seconds[at]! / total - shift[j]! * shift[m]! + (j === m ? ridge : 0);
        covariances[(c * cols + j) * cols + m] = value;
        covariances[(c * cols + m) * cols + j] = value;
      }
    }
  }
  const sum = weights.reduce((all, weight) => all + weight, 0);
  return { k, cols, covariance, weights: weights.map((weight) => weight / sum), means, covariances };
}

/** The mixture that a division of the rows begins with. */
export function mixtureFrom(
  points: Float64Array,
  cols: number,
  covariance: Covariance,
  labels: ArrayLike<number>,
  centres: Float64Array,
  ridge: number,
): Mixture {
  const shape = { k: centres.length / cols, cols, covariance };
  const moments = emptyMoments(shape, centres);
  const shares = new Float64Array(shape.k);
  for (let i = 0; i < labels.length; i++) {
    shares.fill(0);
    shares[labels[i]!] = 1;
    addMoments(shape, moments, points, i, i + 1, shares);
  }
  return fromMoments(shape, moments, labels.length, ridge);
}

export interface Round {
  readonly mixture: Mixture;
  /** Mean log density of a row under the mixture that the round began with. */
  readonly meanLogDensity: number;
}

/**
 * One round of expectation and maximisation (Dempster, Laird & Rubin 1977) over all rows, in one pass. Yields the number of rows
 * done, every few milliseconds. Null where a covariance has no inverse.
 */
export function* mixtureRound(points: Float64Array, mixture: Mixture, ridge: number): Generator<number, Round | null, void> {
  const { k, cols } = mixture;
  const n = points.length / cols;
  const densities = densitiesOf(mixture);
  if (densities === null) return null;
  const moments = emptyMoments(mixture, mixture.means);
  const shares = new Float64Array(rowsAtATime * k);
  let total = 0;
  for (let from = 0; from < n; from += rowsAtATime) {
    const to = Math.min(n, from + rowsAtATime);
    total += densities.logDensity(points, from, to, shares);
    addMoments(mixture, moments, points, from, to, shares);
    yield to;
  }
  return { mixture: fromMoments(mixture, moments, n, ridge), meanLogDensity: total / n };
}

/** Inverse of a lower triangle, its rows packed one after the other. */
function invertLower(lower: Float64Array, size: number, into: Float64Array, base: number): void {
  const at = (i: number, j: number) => base + (i * (i + 1)) / 2 + j;
  for (let i = 0; i < size; i++) {
    const diagonal = lower[i * size + i]!;
    into[at(i, i)] = 1 / diagonal;
    for (let j = 0; j < i; j++) {
      let sum = 0;
      for (let m = j; m < i; m++) sum += lower[i * size + m]! * into[at(m, j)]!;
      into[at(i, j)] = -sum / diagonal;
    }
  }
}
