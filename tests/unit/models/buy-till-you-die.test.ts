import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { finish } from '../../../src/domain';
import { runAll } from '../../../src/features/steps';
import { betaGeometricAny, betaGeometricFuture, betaGeometricLogLikelihood } from '../../../src/kernels/btyd/beta-geometric';
import { distinctHistories } from '../../../src/kernels/btyd/histories';
import { paretoLogLikelihood } from '../../../src/kernels/btyd/pareto';
import { gaussLegendre } from '../../../src/kernels/btyd/quadrature';
import { betaDraw, exponentialDraw, gammaDraw } from '../../../src/kernels/random/gamma';
import { createRandom, type Random } from '../../../src/kernels/random/random';
import { hypergeometric2F1 } from '../../../src/kernels/special/hypergeometric';
import { logGamma } from '../../../src/kernels/special/log-gamma';
import {
  bgNbd,
  deviationOf,
  expectMonths,
  gammaGamma,
  gammaGammaSpendModel,
  mbgNbd,
  paretoNbd,
  plainSpendModel,
  positiveInterval,
  spreadOf,
  type BuyTillYouDie,
} from '../../../src/models/btyd';

const random = createRandom(1);
const models: readonly BuyTillYouDie[] = [bgNbd, mbgNbd, paretoNbd];
const truth: Readonly<Record<string, readonly number[]>> = {
  'bg-nbd': [0.6, 8, 0.9, 3],
  'mbg-nbd': [0.8, 6, 0.8, 2],
  'pareto-nbd': [0.6, 10, 0.7, 12],
};

/** Customers whose lives are played out by the story of the model, seen for 20 to 60 weeks. */
function lives(id: string, n: number, draws: Random): { rows: number; cols: number; values: Float64Array } {
  const [r, alpha, a, b] = truth[id] as [number, number, number, number];
  const values = new Float64Array(n * 3);
  for (let i = 0; i < n; i++) {
    const T = 20 + Math.floor(draws.next() * 280) / 7;
    const rate = gammaDraw(r, alpha, draws);
    const leaves = id === 'pareto-nbd' ? 0 : betaDraw(a, b, draws);
    const end = id === 'pareto-nbd' ? Math.min(T, exponentialDraw(gammaDraw(a, b, draws), draws)) : T;
    let [x, tx] = [0, 0];
    if (!(id === 'mbg-nbd' && draws.next() < leaves)) {
      for (let t = exponentialDraw(rate, draws); t < end; t += exponentialDraw(rate, draws)) {
        x++;
        tx = t;
        if (draws.next() < leaves) break;
      }
    }
    values.set([x, tx, T], i * 3);
  }
  return { rows: n, cols: 3, values };
}

const rowsOf = (...rows: readonly (readonly [number, number, number])[]) => ({
  rows: rows.length,
  cols: 3,
  values: Float64Array.from(rows.flat()),
});

describe('likelihoods', () => {
  it('BG/NBD of one customer is F&H’s formula (eq. 6)', () => {
    const [r, alpha, a, b] = [0.25, 4, 0.8, 2.5];
    const [x, tx, T] = [2, 30, 39];
    const expected =
      Math.exp(logGamma(r + x) - logGamma(r)) *
      Math.pow(alpha, r) *
      Math.exp(logGamma(a + b) + logGamma(b + x) - logGamma(b) - logGamma(a + b + x)) *
      (Math.pow(1 / (alpha + T), r + x) + (a / (b + x - 1)) * Math.pow(1 / (alpha + tx), r + x));
    const found = betaGeometricLogLikelihood(
      distinctHistories(Float64Array.of(x, tx, T), 1, 3),
      { r, alpha, a, b, first: 0 },
      new Float64Array(4),
    );
    expect(found).toBeCloseTo(Math.log(expected), 12);
  });

  it.each([
    [0.55, 10.6, 0.6, 11.7],
    [0.55, 4, 0.6, 30],
    [2, 900, 1.3, 3],
  ])('Pareto/NBD of one customer is the form with 2F1, α = %d …', (r, alpha, s, beta) => {
    // Fader & Hardie 2005, "A note on deriving the Pareto/NBD model", A0 of eq. 20 and 21.
    const [x, tx, T] = [3, 20, 39];
    const most = Math.max(alpha, beta);
    const b = alpha >= beta ? s + 1 : r + x;
    const f = (t: number) =>
      hypergeometric2F1(r + s + x, b, r + s + x + 1, Math.abs(alpha - beta) / (most + t)) / Math.pow(most + t, r + s + x);
    const likelihood =
      Math.exp(logGamma(r + x) - logGamma(r)) *
      Math.pow(alpha, r) *
      Math.pow(beta, s) *
      (1 / (Math.pow(alpha + T, r + x) * Math.pow(beta + T, s)) + (s / (r + s + x)) * (f(tx) - f(T)));
    const found = paretoLogLikelihood(
      distinctHistories(Float64Array.of(x, tx, T), 1, 3),
      { r, alpha, s, beta },
      new Float64Array(4),
    );
    expect(found).toBeCloseTo(Math.log(likelihood), 9);
  });

  it.each(models.map((model) => [model.id, model] as const))('%s: the gradient is the slope of the value', (id, { process }) => {
    const histories = distinctHistories(lives(id, 40, createRandom(4)).values, 40, 3);
    const point = Float64Array.of(0.7, 5, 1.2, 3);
    const gradient = new Float64Array(4);
    process.logLikelihood(histories, point, gradient);
    for (let i = 0; i < 4; i++) {
      const at = (h: number) =>
        process.logLikelihood(
          histories,
          point.map((value, j) => (j === i ? value * Math.exp(h) : value)),
          new Float64Array(4),
        );
      expect((at(1e-5) - at(-1e-5)) / 2e-5).toBeCloseTo(gradient[i]!, 5);
    }
  });

  it('quadrature of order 20 knows polynomials up to degree 39', () => {
    const { nodes, weights } = gaussLegendre(20);
    const integral = (power: number) => nodes.reduce((sum, x, i) => sum + weights[i]! * x ** power, 0);
    expect(integral(0)).toBeCloseTo(2, 13);
    expect(integral(38)).toBeCloseTo(2 / 39, 13);
    expect(integral(7)).toBeCloseTo(0, 13);
  });
});

describe.each(models.map((model) => [model.id, model] as const))('%s', (id, model) => {
  const { process } = model;

  it('finds the parameters that made the data, within four standard errors, and says how sure it is', async () => {
    const fitted = await finish(model.fit(lives(id, 4000, createRandom(11)), model.defaults, random));
    expect(fitted.held).toBe(false);
    truth[id]!.forEach((value, i) => {
      const { parameters, standardErrors } = fitted;
      expect(Math.abs(parameters[i]! - value) / standardErrors[i]!).toBeLessThan(4);
      expect(standardErrors[i]! / value).toBeLessThan(0.6);
    });
    // A quarter of the customers, twice the standard errors.
    const fewer = await finish(model.fit(lives(id, 1000, createRandom(12)), model.defaults, random));
    expect(fewer.standardErrors[0]! / fewer.parameters[0]! / (fitted.standardErrors[0]! / fitted.parameters[0]!)).toBeGreaterThan(
      1.4,
    );
  });

  it('is indifferent to the unit of time', async () => {
    const weeks = lives(id, 800, createRandom(2));
    const days = { ...weeks, values: weeks.values.map((value, i) => (i % 3 === 0 ? value : value * 7)) };
    const [a, b] = [
      await finish(model.fit(weeks, model.defaults, random)),
      await finish(model.fit(days, model.defaults, random)),
    ];
    const times = id === 'pareto-nbd' ? [1, 7, 1, 7] : [1, 7, 1, 1];
    a.parameters.forEach((value, i) => expect(b.parameters[i]! / value / times[i]!).toBeCloseTo(1, 5));
    const alive = [model.predict(a, weeks), model.predict(b, days)];
    alive[0]!.forEach((value, i) => expect(alive[1]![i]).toBeCloseTo(value, 6));
  });

  it('twice the same customers: the same parameters, standard errors less by √2', async () => {
    const once = lives(id, 600, createRandom(5));
    const twice = { rows: 1200, cols: 3, values: Float64Array.from([...once.values, ...once.values]) };
    const [a, b] = [
      await finish(model.fit(once, model.defaults, random)),
      await finish(model.fit(twice, model.defaults, random)),
    ];
    a.parameters.forEach((value, i) => {
      expect(b.parameters[i]! / value).toBeCloseTo(1, 5);
      expect(a.standardErrors[i]! / b.standardErrors[i]!).toBeCloseTo(Math.SQRT2, 3);
    });
  });

  it.each([
    [0, 0, 30],
    [3, 25, 30],
    [12, 29, 30],
  ])('expects what its own futures come to on average (x %d, tx %d, T %d)', (x, _tx, T) => {
    const parameters = Float64Array.from(truth[id]!);
    const draws = createRandom(9);
    let [count, squares] = [0, 0];
    const rounds = 20_000;
    for (let round = 0; round < rounds; round++) {
      let own = 0;
      process.simulate(parameters, x, T, 52, draws, () => own++);
      count += own;
      squares += own * own;
    }
    const mean = count / rounds;
    const error = Math.sqrt((squares / rounds - mean * mean) / rounds);
    expect(Math.abs(process.future(parameters, x, T, 52) - mean)).toBeLessThan(4 * error);
  });

  it('a longer silence, a smaller chance; a longer horizon, more orders; nothing at once', () => {
    const parameters = Float64Array.from(truth[id]!);
    const alive = [39, 35, 20, 5].map((tx) => process.alive(parameters, 4, tx, 39));
    expect(alive).toEqual([...alive].sort((a, b) => b - a));
    const future = [1e-9, 1, 10, 100, 1000].map((t) => process.future(parameters, 4, 39, t));
    expect(future).toEqual([...future].sort((a, b) => a - b));
    expect(future[0]).toBeLessThan(1e-8);
    expect(process.expected(parameters, 52)).toBeGreaterThan(0);
  });

  it('chances stay in [0, 1] and expectations finite, whatever the history', () => {
    const parameters = Float64Array.from(truth[id]!);
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 5000 }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        fc.double({ min: 0, max: 5000, noNaN: true }),
        (x, share, T) => {
          const alive = process.alive(parameters, x, x === 0 ? 0 : share * T, T);
          const future = process.future(parameters, x, T, 52);
          return alive >= 0 && alive <= 1 && future >= 0 && Number.isFinite(future);
        },
      ),
      { seed: 3, numRuns: 400 },
    );
  });

  it('holds the parameters where the data decide none: customers all alike, nobody who came again', async () => {
    for (const rows of [rowsOf([3, 30, 40], [3, 30, 40], [3, 30, 40]), rowsOf([0, 0, 40], [0, 0, 30], [0, 0, 20])]) {
      const fitted = await finish(model.fit(rows, model.defaults, random));
      expect(fitted.held).toBe(true);
      expect([...fitted.parameters, ...fitted.standardErrors].every((value) => value > 0 && Number.isFinite(value))).toBe(true);
    }
  });

  it('refuses what is no history', async () => {
    for (const bad of [
      [-1, 0, 5],
      [1, 6, 5],
      [0, 2, 5],
      [1, -1, 5],
    ] as const) {
      await expect(finish(model.fit(rowsOf([1, 2, 9], bad), model.defaults, random))).rejects.toMatchObject({
        code: 'model/bad-input',
        values: { reason: 'not-a-history' },
      });
    }
  });
});

describe('BG/NBD', () => {
  it('is smooth where its formula has a hole, at a = 1', () => {
    const at = (a: number) => betaGeometricFuture({ r: 0.5, alpha: 5, a, b: 2.5, first: 0 }, 3, 30, 52);
    expect(at(1)).toBeCloseTo((at(0.999) + at(1.001)) / 2, 5);
  });

  it('counts nobody gone who never came again, and one purchase at least as often as its futures do', () => {
    const parameters = Float64Array.from(truth['bg-nbd']!);
    expect(bgNbd.process.alive(parameters, 0, 0, 500)).toBe(1);
    expect(mbgNbd.process.alive(parameters, 0, 0, 500)).toBeLessThan(0.5);
    const draws = createRandom(3);
    let any = 0;
    for (let round = 0; round < 20_000; round++) {
      let own = 0;
      bgNbd.process.simulate(parameters, 2, 30, 26, draws, () => own++);
      if (own > 0) any++;
    }
    expect(betaGeometricAny({ r: 0.6, alpha: 8, a: 0.9, b: 3, first: 0 }, 2, 30, 26)).toBeCloseTo(any / 20_000, 2);
  });
});

describe('Gamma-Gamma', () => {
  const spends = (n: number, [p, q, v]: readonly [number, number, number], draws: Random) => {
    const values = new Float64Array(n * 2);
    for (let i = 0; i < n; i++) {
      const x = 1 + Math.floor(draws.next() * 8);
      values.set([x, gammaDraw(p * x, gammaDraw(q, v, draws), draws) / x], i * 2);
    }
    return { rows: n, cols: 2, values };
  };

  it('finds the parameters that made the data', async () => {
    const fitted = await finish(gammaGamma.fit(spends(3000, [5, 4, 30], createRandom(8)), gammaGamma.defaults, random));
    [5, 4, 30].forEach((value, i) => expect(Math.abs(fitted.parameters[i]! - value) / fitted.standardErrors[i]!).toBeLessThan(4));
  });

  it('is indifferent to the currency: ten times the money, ten times v', async () => {
    const dollars = spends(500, [5, 4, 30], createRandom(6));
    const dimes = { ...dollars, values: dollars.values.map((value, i) => (i % 2 === 1 ? value * 10 : value)) };
    const [a, b] = [
      await finish(gammaGamma.fit(dollars, gammaGamma.defaults, random)),
      await finish(gammaGamma.fit(dimes, gammaGamma.defaults, random)),
    ];
    [1, 1, 10].forEach((times, i) => expect(b.parameters[i]! / a.parameters[i]! / times).toBeCloseTo(1, 5));
  });

  it('draws a mean towards everybody’s, the less so the more orders speak for it', async () => {
    const fitted = await finish(gammaGamma.fit(spends(500, [5, 4, 30], createRandom(6)), gammaGamma.defaults, random));
    const of = (x: number, m: number) => gammaGamma.predict(fitted, { rows: 1, cols: 2, values: Float64Array.of(x, m) })[0]!;
    const everybody = of(0, 0);
    expect(of(0, 1e9)).toBe(everybody);
    expect(of(1, 500)).toBeLessThan(of(20, 500));
    expect(of(20, 500)).toBeLessThan(500);
    expect(of(20, 500)).toBeGreaterThan(everybody);
  });

  it('refuses spends that are not above 0', async () => {
    for (const m of [0, -5]) {
      const rows = { rows: 2, cols: 2, values: Float64Array.of(1, 20, 2, m) };
      await expect(finish(gammaGamma.fit(rows, gammaGamma.defaults, random))).rejects.toMatchObject({
        values: { reason: 'not-a-spend' },
      });
    }
  });

  it('its possible futures come to its mean', async () => {
    const fitted = await finish(gammaGamma.fit(spends(500, [5, 4, 30], createRandom(6)), gammaGamma.defaults, random));
    const spend = gammaGammaSpendModel(fitted);
    const draws = createRandom(5);
    let sum = 0;
    for (let round = 0; round < 20_000; round++) sum += spend.draw(3, 80, draws)(2);
    expect(sum / 20_000 / 2 / spend.of(spend.parameters, 3, 80)).toBeCloseTo(1, 1.5);
  });
});

describe('what to expect and how surely', () => {
  const ahead = { months: 12, unitsPerMonth: 4.348 };
  const parameters = Float64Array.from(truth['bg-nbd']!);

  it('months add up to the horizon', () => {
    const histories = distinctHistories(Float64Array.of(0, 0, 30, 4, 25, 30, 4, 25, 30, 4, 29, 30), 4, 3);
    expect([...histories.weight]).toEqual([1, 2, 1]);
    const { alive, byMonth } = runAll(expectMonths(bgNbd.process, parameters, histories, ahead));
    for (let i = 0; i < 3; i++) {
      const sum = byMonth.subarray(i * 12, i * 12 + 12).reduce((total, value) => total + value, 0);
      expect(sum).toBeCloseTo(alive[i]! * bgNbd.process.future(parameters, histories.x[i]!, 30, 12 * 4.348), 10);
    }
  });

  it('an interval that holds the truth about as often as it says', async () => {
    // 40 shops of 150 customers: fit on their past, foretell a year of orders, then let it happen.
    const spend = plainSpendModel(10, 0.5);
    let inside = 0;
    const shops = 40;
    for (let shop = 0; shop < shops; shop++) {
      const draws = createRandom(100 + shop);
      const past = lives('bg-nbd', 150, draws);
      const fitted = await finish(bgNbd.fit(past, bgNbd.defaults, random));
      const column = (k: number) => Float64Array.from({ length: 150 }, (_, i) => past.values[i * 3 + k]!);
      const sample = { x: column(0), tx: column(1), T: column(2), spendX: column(0), spendM: column(0).fill(10), each: 1 };
      const spread = runAll(spreadOf(bgNbd.process, fitted, spend, sample, ahead, createRandom(1)));
      const sd = deviationOf(spread, { of: 'orders', weights: new Float64Array(12).fill(1) });
      let expected = 0;
      for (let i = 0; i < 150; i++) {
        expected +=
          bgNbd.process.alive(fitted.parameters, sample.x[i]!, sample.tx[i]!, sample.T[i]!) *
          bgNbd.process.future(fitted.parameters, sample.x[i]!, sample.T[i]!, 12 * 4.348);
      }
      // The year that comes, by the true parameters, given the past.
      let actual = 0;
      for (let i = 0; i < 150; i++) {
        if (draws.next() >= bgNbd.process.alive(parameters, sample.x[i]!, sample.tx[i]!, sample.T[i]!)) continue;
        bgNbd.process.simulate(parameters, sample.x[i]!, sample.T[i]!, 12 * 4.348, draws, () => actual++);
      }
      const [low, high] = positiveInterval(expected, sd);
      if (actual >= low && actual <= high) inside++;
    }
    // 38 of 40 are expected; 33 and fewer would come in 4 of 1,000 trials of an honest interval.
    expect(inside).toBeGreaterThanOrEqual(34);
  });

  it('a forecast of revenue that holds what comes about as often as it says, for 3, 6 and 12 months', async () => {
    // 40 shops of 200 customers whose spend differs too: fit both models on the past, then let a year happen.
    const [p, q, v] = [6, 4, 15];
    const shops = 40;
    const horizons = [3, 6, 12] as const;
    const inside = [0, 0, 0];
    for (let shop = 0; shop < shops; shop++) {
      const draws = createRandom(500 + shop);
      const past = lives('bg-nbd', 200, draws);
      const fitted = await finish(bgNbd.fit(past, bgNbd.defaults, random));
      const column = (k: number) => Float64Array.from({ length: 200 }, (_, i) => past.values[i * 3 + k]!);
      const x = column(0);
      const rates = x.map(() => gammaDraw(q, v, draws));
      const spendM = x.map((n, i) => (n > 0 ? gammaDraw(p * n, n * rates[i]!, draws) : 0));
      const known = Int32Array.from(x.keys()).filter((i) => x[i]! > 0);
      const spends = { rows: known.length, cols: 2, values: Float64Array.from([...known].flatMap((i) => [x[i]!, spendM[i]!])) };
      const spend = gammaGammaSpendModel(await finish(gammaGamma.fit(spends, gammaGamma.defaults, random)));
      const sample = { x, tx: column(1), T: column(2), spendX: x, spendM, each: 1 };
      const spread = runAll(spreadOf(bgNbd.process, fitted, spend, sample, ahead, createRandom(1)));
      const came = new Float64Array(12);
      for (let i = 0; i < 200; i++) {
        if (draws.next() >= bgNbd.process.alive(parameters, x[i]!, sample.tx[i]!, sample.T[i]!)) continue;
        bgNbd.process.simulate(parameters, x[i]!, sample.T[i]!, 12 * 4.348, draws, (time) => {
          came[Math.floor(time / 4.348)]! += gammaDraw(p, rates[i]!, draws);
        });
      }
      for (const [h, months] of horizons.entries()) {
        let expected = 0;
        for (let i = 0; i < 200; i++) {
          expected +=
            bgNbd.process.alive(fitted.parameters, x[i]!, sample.tx[i]!, sample.T[i]!) *
            bgNbd.process.future(fitted.parameters, x[i]!, sample.T[i]!, months * 4.348) *
            spend.of(spend.parameters, x[i]!, spendM[i]!);
        }
        const sd = deviationOf(spread, { of: 'revenue', weights: new Float64Array(months).fill(1) });
        const [low, high] = positiveInterval(expected, sd);
        const actual = came.slice(0, months).reduce((sum, value) => sum + value, 0);
        if (actual >= low && actual <= high) inside[h]!++;
      }
    }
    // 38 of 40 are expected of each; 33 and fewer would come in 4 of 1,000 trials of an honest interval.
    for (const held of inside) expect(held).toBeGreaterThanOrEqual(34);
  });

  it('gives an interval above 0 around the mean, and none of nothing', () => {
    const [low, high] = positiveInterval(100, 80);
    expect(low).toBeGreaterThan(0);
    expect(low).toBeLessThan(100);
    expect(high).toBeGreaterThan(200);
    expect(positiveInterval(100, 1)[0]).toBeCloseTo(98.05, 1);
    expect(positiveInterval(0, 0)).toEqual([0, 0]);
  });
});
