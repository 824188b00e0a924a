/** Nothing is more certain than this: an outcome that was called impossible costs 36, not infinity (as scikit-learn). */
const least = Number.EPSILON;

/** Mean negative log-likelihood of the outcomes, natural logarithm. No rows give NaN. */
export function logLoss(y: Uint8Array, predictions: Float64Array): number {
  let total = 0;
  for (let i = 0; i < y.length; i++) {
    const p = Math.min(1 - least, Math.max(least, predictions[i]!));
    total -= y[i] === 1 ? Math.log(p) : Math.log1p(-p);
  }
  return total / y.length;
}
