import {
  betaGeometricAlive,
  betaGeometricExpected,
  betaGeometricFuture,
  betaGeometricLogLikelihood,
  type BetaGeometric,
} from '../../kernels/btyd/beta-geometric';
import { betaDraw, exponentialDraw, gammaDraw } from '../../kernels/random/gamma';
import { createBuyTillYouDie, meanRate, type BuyTillYouDie, type Process } from './buy-till-you-die';

function betaGeometric(id: string, first: 0 | 1): BuyTillYouDie {
  const of = (parameters: Float64Array): BetaGeometric => {
    const [r, alpha, a, b] = parameters as unknown as readonly [number, number, number, number];
    return { r, alpha, a, b, first };
  };
  const process: Process = {
    id,
    letters: ['r', 'alpha', 'a', 'b'],
    logLikelihood: (histories, parameters, gradient) => betaGeometricLogLikelihood(histories, of(parameters), gradient),
    start: (histories) => {
      const { rate } = meanRate(histories);
      return [0.5, 0.5 / rate, 0.8, 2.5];
    },
    alive: (parameters, x, tx, T) => betaGeometricAlive(of(parameters), x, tx, T),
    future: (parameters, x, T, t) => betaGeometricFuture(of(parameters), x, T, t),
    expected: (parameters, t) => betaGeometricExpected(of(parameters), t),
    simulate(parameters, x, T, until, random, bought) {
      // Being alive is known, so the rate and the chance of leaving are gamma and beta again, apart from one another.
      const { r, alpha, a, b } = of(parameters);
      const rate = gammaDraw(r + x, alpha + T, random);
      const leaves = betaDraw(a, b + x + first, random);
      for (let time = exponentialDraw(rate, random); time < until; time += exponentialDraw(rate, random)) {
        bought(time);
        if (random.next() < leaves) return;
      }
    },
    assumes: ['btyd.steady-rate', 'btyd.leaves-after-purchase'],
    beware: ['btyd.no-season', 'btyd.not-new'],
  };
  return createBuyTillYouDie(process);
}

/** BG/NBD: nobody leaves right after the first purchase. */
export const bgNbd = betaGeometric('bg-nbd', 0);

/** MBG/NBD: one may leave after the first purchase already, so that many one-time buyers do not look as if they waited. */
export const mbgNbd = betaGeometric('mbg-nbd', 1);
