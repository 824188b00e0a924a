import { paretoAlive, paretoExpected, paretoFuture, paretoLogLikelihood, type Pareto } from '../../kernels/btyd/pareto';
import { exponentialDraw, gammaDraw } from '../../kernels/random/gamma';
import { createBuyTillYouDie, meanRate } from './buy-till-you-die';

const of = (parameters: Float64Array): Pareto => {
  const [r, alpha, s, beta] = parameters as unknown as readonly [number, number, number, number];
  return { r, alpha, s, beta };
};

/** Pareto/NBD: customers leave at any time, not only after a purchase. */
export const paretoNbd = createBuyTillYouDie({
  id: 'pareto-nbd',
  letters: ['r', 'alpha', 's', 'beta'],
  logLikelihood: (histories, parameters, gradient) => paretoLogLikelihood(histories, of(parameters), gradient),
  start: (histories) => {
    const { rate, meanT } = meanRate(histories);
    return [0.5, 0.5 / rate, 0.5, meanT / 2];
  },
  alive: (parameters, x, tx, T) => paretoAlive(of(parameters), x, tx, T),
  future: (parameters, x, T, t) => paretoFuture(of(parameters), x, T, t),
  expected: (parameters, t) => paretoExpected(of(parameters), t),
  simulate(parameters, x, T, until, random, bought) {
    const { r, alpha, s, beta } = of(parameters);
    const rate = gammaDraw(r + x, alpha + T, random);
    const end = Math.min(until, exponentialDraw(gammaDraw(s, beta + T, random), random));
    for (let time = exponentialDraw(rate, random); time < end; time += exponentialDraw(rate, random)) bought(time);
  },
  assumes: ['btyd.steady-rate', 'btyd.leaves-any-time'],
  beware: ['btyd.no-season', 'btyd.not-new'],
});
