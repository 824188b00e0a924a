import { mean } from './mean';

function squares(values: ArrayLike<number>): number {
  const centre = mean(values);
  let total = 0;
  let rest = 0;
  for (let i = 0; i < values.length; i++) {
    const difference = values[i]! - centre;
    total += difference * difference;
    rest += difference;
  }
  // Corrected two-pass sum (Chan, Golub, LeVeque 1983, eq. 1.7): `rest` is 0 but for rounding.
  return total - (rest * rest) / Math.max(values.length, 1);
}

/** Population standard deviation (divides by n). Empty gives NaN, one value 0. */
export function populationSd(values: ArrayLike<number>): number {
  return values.length === 0 ? Number.NaN : Math.sqrt(Math.max(squares(values), 0) / values.length);
}

/** Sample standard deviation (divides by n − 1). Fewer than two values give NaN. */
export function sampleSd(values: ArrayLike<number>): number {
  return values.length < 2 ? Number.NaN : Math.sqrt(Math.max(squares(values), 0) / (values.length - 1));
}
