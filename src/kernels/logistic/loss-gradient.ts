/**
 * Log-loss of a logistic regression and its gradient, summed over rows: sum log(1 + e^z) − y z with z = x·w. Float32
 * data, float64 arithmetic. The logarithms are put off: the product of all (1 + e^−|z|) is carried as mantissa and
 * binary exponent, so that one logarithm at the end does (see lossOf). simd/assembly/logistic.as does the same.
 *
 * @param design row-major, rows of `width` (see Design)
 * @param y 0 or 1 a row
 * @param point weights, float64, intercept first, of `width`
 * @param out float64, `width` + 3: linear part of the loss, binary exponent, mantissa, then the gradient
 */
export function logisticLossGradient(
  design: Float32Array,
  y: Float32Array,
  rows: number,
  width: number,
  point: Float64Array,
  out: Float64Array,
): void {
  out.fill(0);
  let linear = 0;
  let product = 1;
  let exponent = 0;
  for (let i = 0; i < rows; i++) {
    const at = i * width;
    let z = 0;
    for (let j = 0; j < width; j++) z += design[at + j]! * point[j]!;
    const e = Math.exp(-Math.abs(z));
    const label = y[i]!;
    linear += Math.max(z, 0) - label * z;
    product *= 1 + e;
    if (product > 1e150) {
      product /= 2 ** 498;
      exponent += 498;
    }
    const residual = (z >= 0 ? 1 : e) / (1 + e) - label;
    for (let j = 0; j < width; j++) out[3 + j] = out[3 + j]! + residual * design[at + j]!;
  }
  out[0] = linear;
  out[1] = exponent;
  out[2] = product;
}

/** The loss from the first three numbers of `out`. */
export function lossOf(out: Float64Array): number {
  return out[0]! + out[1]! * Math.LN2 + Math.log(out[2]!);
}
