/** A loss that boosting lowers: gradient and curvature of each row at its raw score, and how scores become answers. */
export interface Loss {
  readonly name: 'logistic' | 'squared' | 'tweedie';
  /** The raw score that is best for everybody. */
  start(y: Float64Array): number;
  /** Into `gradients` and `hessians`, for the rows from 0 to y.length. */
  derive(y: Float64Array, scores: Float64Array, gradients: Float64Array, hessians: Float64Array): void;
  /** Mean loss. */
  value(y: Float64Array, scores: Float64Array, from: number): number;
  answer(score: number): number;
}

const meanOf = (y: Float64Array) => y.reduce((total, value) => total + value, 0) / y.length;

/** Log-loss of labels 0 and 1; the score is the log-odds. */
export const logisticLoss: Loss = {
  name: 'logistic',
  start(y) {
    const rate = meanOf(y);
    return Math.log(rate / (1 - rate));
  },
  derive(y, scores, gradients, hessians) {
    for (let i = 0; i < y.length; i++) {
      const p = 1 / (1 + Math.exp(-scores[i]!));
      gradients[i] = p - y[i]!;
      hessians[i] = p * (1 - p);
    }
  },
  value(y, scores, from) {
    let total = 0;
    for (let i = from; i < y.length; i++) {
      const z = y[i] === 1 ? scores[i]! : -scores[i]!;
      total += z > 0 ? Math.log1p(Math.exp(-z)) : Math.log1p(Math.exp(z)) - z;
    }
    return total / (y.length - from);
  },
  answer: (score) => (score >= 0 ? 1 / (1 + Math.exp(-score)) : Math.exp(score) / (1 + Math.exp(score))),
};

/** Half the squared error. */
export const squaredLoss: Loss = {
  name: 'squared',
  start: meanOf,
  derive(y, scores, gradients, hessians) {
    for (let i = 0; i < y.length; i++) {
      gradients[i] = scores[i]! - y[i]!;
      hessians[i] = 1;
    }
  },
  value(y, scores, from) {
    let total = 0;
    for (let i = from; i < y.length; i++) total += (scores[i]! - y[i]!) ** 2 / 2;
    return total / (y.length - from);
  },
  answer: (score) => score,
};

/**
 * Half the deviance, but for its constant, of a Tweedie distribution of power 1 < p < 2 (Jørgensen 1987): amounts that are
 * often exactly 0 and else spread like their size. The score is the logarithm of the mean.
 */
export function tweedieLoss(power: number): Loss {
  if (!(power > 1 && power < 2)) throw new RangeError('1 < power < 2');
  return {
    name: 'tweedie',
    start: (y) => Math.log(meanOf(y)),
    derive(y, scores, gradients, hessians) {
      for (let i = 0; i < y.length; i++) {
        const a = y[i]! * Math.exp((1 - power) * scores[i]!);
        const b = Math.exp((2 - power) * scores[i]!);
        gradients[i] = b - a;
        hessians[i] = (power - 1) * a + (2 - power) * b;
      }
    },
    value(y, scores, from) {
      let total = 0;
      for (let i = from; i < y.length; i++) {
        const score = scores[i]!;
        total += (y[i]! * Math.exp((1 - power) * score)) / (power - 1) + Math.exp((2 - power) * score) / (2 - power);
      }
      return total / (y.length - from);
    },
    answer: Math.exp,
  };
}
