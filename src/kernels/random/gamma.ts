import { normal } from './normal';
import type { Random } from './random';

/** A draw from the gamma distribution of that shape and rate (Marsaglia & Tsang 2000). NaN unless both are > 0. */
export function gammaDraw(shape: number, rate: number, random: Random): number {
  if (!(shape > 0) || !(rate > 0)) return Number.NaN;
  if (shape < 1) return gammaDraw(shape + 1, rate, random) * Math.pow(1 - random.next(), 1 / shape);
  const d = shape - 1 / 3;
  const c = 1 / Math.sqrt(9 * d);
  for (;;) {
    const x = normal(random);
    const v = (1 + c * x) ** 3;
    if (v > 0 && Math.log(1 - random.next()) < 0.5 * x * x + d - d * v + d * Math.log(v)) return (d * v) / rate;
  }
}

/** A draw from the beta distribution, as a share of two gamma draws. NaN unless both parameters are > 0. */
export function betaDraw(a: number, b: number, random: Random): number {
  const x = gammaDraw(a, 1, random);
  const y = gammaDraw(b, 1, random);
  // Tiny parameters may give 0 twice: the draw is then at one end.
  return x + y > 0 ? x / (x + y) : a >= b ? 1 : 0;
}

/** A draw from the exponential distribution of that rate. */
export function exponentialDraw(rate: number, random: Random): number {
  return -Math.log(1 - random.next()) / rate;
}
