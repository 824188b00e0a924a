import { betaGeometricFuture } from '../../../src/kernels/btyd/beta-geometric';
import { describe, expect, it } from 'vitest';
import { digamma } from '../../../src/kernels/special/digamma';
import { hypergeometric2F1 } from '../../../src/kernels/special/hypergeometric';
import { logAddExp } from '../../../src/kernels/special/log-add-exp';
import { logGamma } from '../../../src/kernels/special/log-gamma';

const close = (found: number, expected: number, tolerance = 1e-12) =>
  expect(Math.abs(found - expected) / Math.max(1e-300, Math.abs(expected)), `${found} for ${expected}`).toBeLessThan(tolerance);

// Expected values: mpmath, 40 digits.
describe('digamma', () => {
  it.each([
    [1e-3, -1000.5755719318103],
    [0.1, -10.423754940411076],
    [0.5, -1.9635100260214235],
    [1, -0.57721566490153286],
    [3.7, 1.1671535393615114],
    [10, 2.2517525890667211],
    [171.5, 5.1416649814339996],
    [1e5, 11.512920464961895],
  ])('of %d', (x, expected) => close(digamma(x), expected, 1e-14));

  it('is the slope of logGamma', () => {
    for (const x of [0.3, 2, 41]) close((logGamma(x + 1e-5) - logGamma(x - 1e-5)) / 2e-5, digamma(x), 1e-7);
  });

  it('has no value outside', () =>
    expect([digamma(0), digamma(-2), digamma(Number.NaN)]).toEqual([Number.NaN, Number.NaN, Number.NaN]));
});

describe('2F1', () => {
  it.each([
    [0.243, 2.426, 2.219, 0.9, 1.9476311698186019],
    [1, 1, 2, -0.5, 0.81093021621632876],
    [2.3, 3.1, 4.2, 0.97, 166.39952374533195],
    [2.3, 3.1, 4.2, -30, 0.0012359956170513262],
    [120.5, 50.2, 61, 0.6, 2.2696848638020091e41],
    [0.3, -0.2, 5, 0.999, 0.98667043991652675],
    [1.5, 0.5, 3, 1, 1.6976527263135502],
    [-3, 2, 1.5, 0.7, -0.0752],
    [1, 2, 4.5, 0.25, 1.1290663117048306],
    [6, 1.606, 6.606, 0.0936, 1.1536390641795802],
  ])('(%d, %d; %d; %d)', (a, b, c, z, expected) => close(hypergeometric2F1(a, b, c, z), expected));

  it('knows the closed forms: −ln(1 − z) / z, (1 − z)^−a, arcsin(z) / z', () => {
    for (const z of [-0.9, 0.1, 0.5, 0.95]) {
      close(hypergeometric2F1(1, 1, 2, z), -Math.log1p(-z) / z);
      close(hypergeometric2F1(1.7, 3, 3, z), Math.pow(1 - z, -1.7));
    }
    close(hypergeometric2F1(0.5, 0.5, 1.5, 0.49), Math.asin(0.7) / 0.7);
  });

  it('is symmetric, 1 at 0, and has no value beyond 1', () => {
    expect(hypergeometric2F1(2, 3, 4, 0.3)).toBe(hypergeometric2F1(3, 2, 4, 0.3));
    expect(hypergeometric2F1(2, 3, 4, 0)).toBe(1);
    expect(hypergeometric2F1(2, 3, 4, 1.01)).toBeNaN();
    expect(hypergeometric2F1(2, 3, 4, 1)).toBeNaN();
    expect(hypergeometric2F1(1, 1, 0, 0.5)).toBeNaN();
  });
});

it('logAddExp adds what would overflow or vanish', () => {
  close(logAddExp(Math.log(2), Math.log(3)), Math.log(5), 1e-15);
  close(logAddExp(-2000, -2001), -2000 + Math.log1p(Math.exp(-1)), 1e-15);
  expect(logAddExp(-Infinity, -7)).toBe(-7);
  expect(logAddExp(-7, -Infinity)).toBe(-7);
  expect(logAddExp(-Infinity, -Infinity)).toBe(-Infinity);
  expect(logAddExp(800, 800)).toBe(800 + Math.LN2);
});

describe('what is expected of one who never came back', () => {
  /** Mean over p from Beta(a, b) and the rate from gamma(r, A) of (1 − e^(−rate · p · t)) / p, by the middles of small pieces. */
  function byPieces(r: number, A: number, a: number, b: number, t: number): number {
    const beta = Math.exp(logGamma(a) + logGamma(b) - logGamma(a + b));
    const of = (p: number) => -Math.expm1(-r * Math.log1p((p * t) / A)) / p;
    const pieces = 100_000;
    let sum = 0;
    for (let i = 0; i < pieces; i++) {
      // Each half in a variable that takes its pole away: p^a below, (1 − p)^b above.
      const low = ((i + 0.5) / pieces) * Math.pow(0.5, a);
      const p = Math.pow(low, 1 / a);
      sum += ((of(p) * Math.pow(1 - p, b - 1)) / a) * (Math.pow(0.5, a) / pieces);
      const high = ((i + 0.5) / pieces) * Math.pow(0.5, b);
      const q = 1 - Math.pow(high, 1 / b);
      sum += ((of(q) * Math.pow(q, a - 1)) / b) * (Math.pow(0.5, b) / pieces);
    }
    return sum / beta;
  }

  // a + b below 1 makes the third argument of the series negative.
  it.each([
    [6.8, 63, 0.073, 0.226, 25.3, 16.4],
    [0.24, 4.4, 0.79, 2.4, 38.9, 39],
    [1, 10, 0.4, 0.6, 20, 30],
    [2, 10, 0.5, 0.4999, 20, 30],
    [0.5, 3, 1, 2, 5, 50],
  ])('r %d, alpha %d, a %d, b %d: as its integral', (r, alpha, a, b, T, t) => {
    const found = betaGeometricFuture({ r, alpha, a, b, first: 0 }, 0, T, t);
    expect(Math.abs(found / byPieces(r, alpha + T, a, b, t) - 1)).toBeLessThan(1e-4);
  });
});
