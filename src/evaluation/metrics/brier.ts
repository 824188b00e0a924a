/** Mean squared difference between prediction and outcome (Brier 1950). No rows give NaN. */
export function brier(y: Uint8Array, predictions: Float64Array): number {
  let total = 0;
  for (let i = 0; i < y.length; i++) total += (predictions[i]! - y[i]!) ** 2;
  return total / y.length;
}
