import type { Steps } from '../../domain';
import { gammaGammaLogLikelihood, gammaGammaSpend, type GammaGamma } from '../../kernels/btyd/gamma-gamma';
import { badInput, checkMatrix } from '../bad-input';
import type { Matrix, Model } from '../contract';
import { fittedOf, restoreFitted, serialiseFitted, type LikelihoodFitted } from './fitted';
import { maximise, maximiseDefaults, type MaximiseOptions } from './maximise';

const id = 'gamma-gamma';
const version = 1;

/** The parameters by their letters. */
export function gammaGammaOf({ parameters }: LikelihoodFitted): GammaGamma {
  const [p, q, v] = parameters as unknown as readonly [number, number, number];
  return { p, q, v };
}

/** Rows are x, the number of purchases, and their mean spend; of those with x = 0 the spend is not looked at. */
function checkRows(input: Matrix, least: number, fitting: boolean): void {
  checkMatrix(input, least);
  if (input.cols !== 2) throw badInput('wrong-columns');
  for (let i = 0; i < input.rows; i++) {
    const [x, m] = [input.values[i * 2]!, input.values[i * 2 + 1]!];
    if (!(x >= 0) || (fitting && !(x > 0)) || (x > 0 && !(m > 0))) throw badInput('not-a-spend');
  }
}

async function* fit(input: Matrix, params: MaximiseOptions): Steps<LikelihoodFitted> {
  checkRows(input, 2, true);
  if (!(params.maxRounds >= 1) || !(params.holdSpread > 0) || !(params.gradientTolerance >= 0)) throw badInput('bad-setting');
  yield { stage: 'value', done: 0, total: null, unit: 'rounds' };
  const { rows, values } = input;
  // Sorted, so that sums do not depend on the order of the customers.
  const order = Int32Array.from({ length: rows }, (_, i) => i).sort(
    (i, j) => values[i * 2]! - values[j * 2]! || values[i * 2 + 1]! - values[j * 2 + 1]!,
  );
  const x = Float64Array.from(order, (i) => values[i * 2]!);
  const m = Float64Array.from(order, (i) => values[i * 2 + 1]!);
  let [sum, n] = [0, 0];
  for (let i = 0; i < rows; i++) {
    sum += x[i]! * m[i]!;
    n += x[i]!;
  }
  const [p, q] = [4, 4];
  const logLikelihood = (point: Float64Array, gradient: Float64Array): number =>
    gammaGammaLogLikelihood(x, m, { p: Math.exp(point[0]!), q: Math.exp(point[1]!), v: Math.exp(point[2]!) }, gradient);
  const maximum = yield* maximise(logLikelihood, [p, q, ((sum / n) * (q - 1)) / p], rows, params);
  if (maximum === null) throw badInput('no-maximum');
  return fittedOf(maximum, rows, rows);
}

function predict(fitted: LikelihoodFitted, input: Matrix): Float64Array {
  checkRows(input, 0, false);
  const model = gammaGammaOf(fitted);
  return Float64Array.from({ length: input.rows }, (_, i) =>
    gammaGammaSpend(model, input.values[i * 2]!, input.values[i * 2 + 1]!),
  );
}

/**
 * Gamma-Gamma model of what a purchase comes to, by maximum likelihood on customers with a purchase to count (those who
 * bought again). `predict` gives each customer's expected spend a purchase. Throws KithError 'model/bad-input'.
 */
export const gammaGamma: Model<MaximiseOptions, Matrix, LikelihoodFitted, Float64Array> = {
  id,
  version,
  defaults: maximiseDefaults,
  fit,
  predict,
  serialise: (fitted) => serialiseFitted(id, version, fitted),
  restore: (json) => restoreFitted(json, id, version, 3),
  describe: ({ engine, n }) => ({
    id,
    version,
    engine,
    n,
    assumes: ['gamma-gamma.own-mean', 'gamma-gamma.apart-from-rate'],
    beware: ['gamma-gamma.no-trend'],
  }),
};
