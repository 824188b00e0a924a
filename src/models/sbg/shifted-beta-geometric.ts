import type { Steps } from '../../domain';
import {
  shiftedBetaGeometricLogLikelihood,
  shiftedBetaGeometricRetention,
  type PeriodCounts,
} from '../../kernels/survival/shifted-beta-geometric';
import { badInput, checkMatrix } from '../bad-input';
import { fittedOf, restoreFitted, serialiseFitted, type LikelihoodFitted } from '../btyd/fitted';
import { maximise, maximiseDefaults, type MaximiseOptions } from '../btyd/maximise';
import type { Matrix, Model } from '../contract';

const id = 'sbg';
const version = 1;
/** Fifty years of months: longer lives are a mistake of the file. */
const mostPeriods = 600;

/** Rows are a number of periods and whether the life ended in the last of them (1) or had come through them when last seen (0). */
function checkRows(input: Matrix, least: number): void {
  checkMatrix(input, least);
  if (input.cols !== 2) throw badInput('wrong-columns');
  for (let i = 0; i < input.rows; i++) {
    const [t, ended] = [input.values[i * 2]!, input.values[i * 2 + 1]!];
    if (!(Number.isInteger(t) && t <= mostPeriods && (ended === 0 ? t >= 0 : ended === 1 && t >= 1))) {
      throw badInput('not-a-lifetime');
    }
  }
}

/** The rows counted by period. */
export function periodCounts({ rows, values }: Matrix): PeriodCounts {
  let most = 0;
  for (let i = 0; i < rows; i++) most = Math.max(most, values[i * 2]!);
  const counts = { ended: new Float64Array(most + 1), seen: new Float64Array(most + 1) };
  for (let i = 0; i < rows; i++) (values[i * 2 + 1] === 1 ? counts.ended : counts.seen)[values[i * 2]!]!++;
  return counts;
}

async function* fit(input: Matrix, params: MaximiseOptions): Steps<LikelihoodFitted> {
  checkRows(input, 2);
  if (!(params.maxRounds >= 1) || !(params.holdSpread > 0) || !(params.gradientTolerance >= 0)) throw badInput('bad-setting');
  yield { stage: 'value', done: 0, total: null, unit: 'rounds' };
  const counts = periodCounts(input);
  const left = counts.ended.reduce((a, b) => a + b, 0);
  const lived = input.values.reduce((sum, value, i) => sum + (i % 2 === 0 ? value : 0), 0);
  // Begins with customers who differ some, and leave as often on average as they did.
  const share = Math.min(0.9, Math.max(0.5 / Math.max(lived, 1), left / Math.max(lived, 1)));
  const likelihood = (point: Float64Array, gradient: Float64Array): number =>
    shiftedBetaGeometricLogLikelihood(counts, Math.exp(point[0]!), Math.exp(point[1]!), gradient);
  const maximum = yield* maximise(likelihood, [1, (1 - share) / share], input.rows, params);
  if (maximum === null) throw badInput('no-maximum');
  return fittedOf(maximum, input.rows, left);
}

/** Chance of coming through the next period, of who has come through that many: the second column is not looked at. */
function predict({ parameters }: LikelihoodFitted, input: Matrix): Float64Array {
  checkRows(input, 0);
  const [alpha, beta] = parameters as unknown as readonly [number, number];
  return Float64Array.from({ length: input.rows }, (_, i) => shiftedBetaGeometricRetention(alpha, beta, input.values[i * 2]!));
}

/**
 * Shifted-beta-geometric model of how long contracts last, by maximum likelihood. `repeaters` of the fitted value counts those that
 * ended. Throws KithError 'model/bad-input'.
 */
export const shiftedBetaGeometric: Model<MaximiseOptions, Matrix, LikelihoodFitted, Float64Array> = {
  id,
  version,
  defaults: maximiseDefaults,
  fit,
  predict,
  serialise: (fitted) => serialiseFitted(id, version, fitted),
  restore: (json) => restoreFitted(json, id, version, 2),
  describe: ({ engine, n }) => ({
    id,
    version,
    engine,
    n,
    assumes: ['sbg.own-chance', 'sbg.chances-differ'],
    beware: ['sbg.no-calendar', 'sbg.far-ahead'],
  }),
};
