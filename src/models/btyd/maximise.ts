import type { Progress } from '../../domain';
import { spdInverse } from '../../kernels/linalg/spd-inverse';
import { hessianOf } from '../../kernels/optimise/hessian';
import { minimiseLbfgs } from '../../kernels/optimise/lbfgs';

/** ln-likelihood at the logarithms of the parameters; writes its gradient by them. */
export type LogLikelihood = (point: Float64Array, gradient: Float64Array) => number;

export interface Maximum {
  /** Logarithms of the parameters. */
  readonly point: Float64Array;
  /** Without the pull of `held`. */
  readonly logLikelihood: number;
  /** Of the logarithms, row-major; the inverse of the negative Hessian. */
  readonly covariance: Float64Array;
  readonly rounds: number;
  readonly evaluations: number;
  /** The data alone decide no parameters: they were pulled towards the starting values. */
  readonly held: boolean;
}

export interface MaximiseOptions {
  readonly maxRounds: number;
  /** On the gradient of the likelihood a customer. */
  readonly gradientTolerance: number;
  /** Ends when a round gains less than this share of it; a Newton step then takes what is left, at no cost. */
  readonly valueTolerance: number;
  /** Spread (of logarithms) of the pull where the data alone decide nothing; e⁴ ≈ 55 times as much or as little is nothing unusual. */
  readonly holdSpread: number;
}

export const maximiseDefaults: MaximiseOptions = Object.freeze({
  maxRounds: 300,
  gradientTolerance: 1e-9,
  valueTolerance: 1e-12,
  holdSpread: 4,
});

/** A logarithm beyond this, or a standard error of it beyond the next, is a parameter that the data do not decide. */
const farthest = 12;
const vaguest = 4;
/** No likelihood is asked beyond this: its exponentials overflow. */
const edge = 40;
/** Rounding may end the search a little before the gradient tolerance is met. */
const flatEnough = 1e-6;

async function* search(
  objective: LogLikelihood,
  start: Float64Array,
  customers: number,
  options: MaximiseOptions,
): AsyncGenerator<
  Progress,
  { point: Float64Array; covariance: Float64Array | null; rounds: number; evaluations: number; flat: boolean },
  void
> {
  const evaluate = (point: Float64Array, gradient: Float64Array): number => {
    // A line search may step to where numbers end; NaN sends it back.
    if (!point.every((value) => Math.abs(value) <= edge)) return Number.NaN;
    const value = objective(point, gradient);
    for (let i = 0; i < gradient.length; i++) gradient[i] = -gradient[i]! / customers;
    return -value / customers;
  };
  const steps = minimiseLbfgs(evaluate, start, {
    memory: 10,
    maxRounds: options.maxRounds,
    gradientTolerance: options.gradientTolerance,
    valueTolerance: options.valueTolerance,
  });
  for (;;) {
    const next = await steps.next();
    if (!next.done) {
      yield { stage: 'value', done: next.value.round, total: null, unit: 'rounds' };
      continue;
    }
    const { point, round, evaluations, gradientMax } = next.value;
    const progress: Progress = { stage: 'value', done: round, total: null, unit: 'rounds' };
    const curvature = hessianOf(evaluate, point, 1e-4);
    let told = curvature.next();
    for (; !told.done; told = curvature.next()) yield progress;
    const information = told.value.map((value) => value * customers);
    const covariance = spdInverse(information, point.length);
    const gradient = new Float64Array(point.length);
    evaluate(point, gradient);
    if (covariance) newtonStep(point, gradient, covariance, customers);
    return { point, covariance, rounds: round, evaluations, flat: gradientMax <= flatEnough };
  }
}

/** What the search left, taken at once where it is little: the Hessian is at hand. Changes `point`. */
function newtonStep(point: Float64Array, gradient: Float64Array, covariance: Float64Array, customers: number): void {
  const size = point.length;
  const step = point.map((_, i) => {
    let sum = 0;
    for (let j = 0; j < size; j++) sum += covariance[i * size + j]! * gradient[j]! * customers;
    return sum;
  });
  if (!step.every((value) => Math.abs(value) < 1e-3)) return;
  for (let i = 0; i < size; i++) point[i] = point[i]! - step[i]!;
}

/**
 * Maximum of a likelihood over parameters > 0, by L-BFGS on their logarithms, with the covariance from the Hessian there. Where
 * the data do not decide (no maximum inside, a Hessian that is not definite, a standard error of a logarithm above 4) the
 * logarithms are pulled towards `start` by a normal prior of spread `holdSpread`, and `held` says so. Null where not even that
 * has a maximum. `start` holds the parameters themselves.
 */
export async function* maximise(
  logLikelihood: LogLikelihood,
  start: readonly number[],
  customers: number,
  options: MaximiseOptions,
): AsyncGenerator<Progress, Maximum | null, void> {
  const centre = Float64Array.from(start, Math.log);
  const free = yield* search(logLikelihood, centre, customers, options);
  const { covariance } = free;
  const decided =
    free.flat &&
    covariance !== null &&
    free.point.every((value, i) => Math.abs(value) <= farthest && Math.sqrt(covariance[i * (centre.length + 1)]!) <= vaguest);
  const scratch = new Float64Array(centre.length);
  if (decided) {
    const { point, rounds, evaluations } = free;
    return { point, covariance, rounds, evaluations, logLikelihood: logLikelihood(point, scratch), held: false };
  }
  const pull = 1 / options.holdSpread ** 2;
  const drawn: LogLikelihood = (point, gradient) => {
    let value = logLikelihood(point, gradient);
    for (let i = 0; i < point.length; i++) {
      const off = point[i]! - centre[i]!;
      value -= 0.5 * pull * off * off;
      gradient[i] = gradient[i]! - pull * off;
    }
    return value;
  };
  const held = yield* search(drawn, centre, customers, options);
  if (!held.flat || held.covariance === null) return null;
  const { point, rounds, evaluations } = held;
  return {
    point,
    covariance: held.covariance,
    rounds: free.rounds + rounds,
    evaluations: free.evaluations + evaluations,
    logLikelihood: logLikelihood(point, scratch),
    held: true,
  };
}
