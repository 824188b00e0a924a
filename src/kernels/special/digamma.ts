/**
 * Derivative of the logarithm of the gamma function for x > 0, to about 15 digits: recurrence up to 10, then the asymptotic
 * series (Abramowitz & Stegun 6.3.5, 6.3.18). Else NaN.
 */
export function digamma(x: number): number {
  if (!(x > 0)) return Number.NaN;
  let value = 0;
  let y = x;
  for (; y < 10; y++) value -= 1 / y;
  const z = 1 / (y * y);
  const series = z * (1 / 12 - z * (1 / 120 - z * (1 / 252 - z * (1 / 240 - z * (1 / 132 - z * (691 / 32760 - z / 12))))));
  return value + Math.log(y) - 0.5 / y - series;
}
