import { addScaled } from '../linalg/add-scaled';
import { dot } from '../linalg/dot';
import { maxAbs } from '../linalg/max-abs';
import { searchLine, type ValueAndGradient } from './line-search';

export interface LbfgsOptions {
  /** Pairs of steps and gradient changes that are remembered. */
  readonly memory: number;
  readonly maxRounds: number;
  /** Stops when no entry of the gradient is larger. */
  readonly gradientTolerance: number;
  /** Stops when a round lowers the value by less than this share of it; about 1e-7 for a float32 objective. */
  readonly valueTolerance: number;
  /** Applies a first guess of the inverse Hessian in place; symmetric and positive definite. The identity where absent. */
  readonly precondition?: (vector: Float64Array) => void;
}

export interface LbfgsRound {
  readonly round: number;
  readonly value: number;
  readonly gradientMax: number;
}

export interface LbfgsResult extends LbfgsRound {
  readonly point: Float64Array;
  readonly evaluations: number;
  /** Why it stopped; 'rounding' is a line search that found no descent any more. */
  readonly stopped: 'gradient' | 'value' | 'rounding' | 'rounds';
}

/**
 * Minimises by L-BFGS (Nocedal 1980; two-loop recursion, Nocedal & Wright 2006, algorithm 7.4) with a strong Wolfe line
 * search. Yields after every round; `start` is not changed.
 */
export async function* minimiseLbfgs(
  evaluateOnce: ValueAndGradient,
  start: Float64Array,
  options: LbfgsOptions,
): AsyncGenerator<LbfgsRound, LbfgsResult, void> {
  const size = start.length;
  let evaluations = 0;
  const evaluate: ValueAndGradient = (at, into) => {
    evaluations++;
    return evaluateOnce(at, into);
  };
  let point = Float64Array.from(start);
  let gradient = new Float64Array(size);
  let nextPoint = new Float64Array(size);
  let nextGradient = new Float64Array(size);
  const direction = new Float64Array(size);
  const steps: Float64Array[] = [];
  const changes: Float64Array[] = [];
  const products: number[] = [];
  const alphas = new Float64Array(options.memory);
  let value = await evaluate(point, gradient);

  for (let round = 0; ; round++) {
    const gradientMax = maxAbs(gradient);
    const result = (stopped: LbfgsResult['stopped']): LbfgsResult => ({ point, value, gradientMax, round, evaluations, stopped });
    if (gradientMax <= options.gradientTolerance) return result('gradient');
    if (round >= options.maxRounds) return result('rounds');

    let slope = 0;
    let found: Awaited<ReturnType<typeof searchLine>> = null;
    // A second try, with the memory forgotten, where the first finds no descent.
    while (found === null) {
      direct(direction, gradient, steps, changes, products, alphas, options.precondition);
      slope = dot(gradient, direction);
      const firstStep = steps.length > 0 || options.precondition ? 1 : Math.min(1, 1 / Math.sqrt(dot(gradient, gradient)));
      if (slope < 0) found = await searchLine(evaluate, point, value, direction, slope, firstStep, nextPoint, nextGradient);
      if (found === null) {
        if (steps.length === 0) return result('rounding');
        steps.length = changes.length = products.length = 0;
      }
    }
    const step = nextPoint.map((next, i) => next - point[i]!);
    const change = nextGradient.map((next, i) => next - gradient[i]!);
    const product = dot(step, change);
    if (product > 2.2e-16 * dot(change, change)) {
      if (steps.length === options.memory) {
        steps.shift();
        changes.shift();
        products.shift();
      }
      steps.push(step);
      changes.push(change);
      products.push(product);
    }
    const before = value;
    value = found.value;
    [point, nextPoint] = [nextPoint, point];
    [gradient, nextGradient] = [nextGradient, gradient];
    yield { round: round + 1, value, gradientMax: maxAbs(gradient) };
    if (before - value <= options.valueTolerance * Math.max(Math.abs(before), Math.abs(value), 1)) {
      return { point, value, gradientMax: maxAbs(gradient), round: round + 1, evaluations, stopped: 'value' };
    }
  }
}

/** direction ← −H gradient by the two-loop recursion; `alphas` is scratch. */
function direct(
  direction: Float64Array,
  gradient: Float64Array,
  steps: readonly Float64Array[],
  changes: readonly Float64Array[],
  products: readonly number[],
  alphas: Float64Array,
  precondition: LbfgsOptions['precondition'],
): void {
  for (let i = 0; i < direction.length; i++) direction[i] = -gradient[i]!;
  for (let m = steps.length - 1; m >= 0; m--) {
    const alpha = dot(steps[m]!, direction) / products[m]!;
    alphas[m] = alpha;
    addScaled(direction, -alpha, changes[m]!);
  }
  precondition?.(direction);
  const newest = changes[changes.length - 1];
  if (newest) {
    // Scaled so that the newest pair fits (Nocedal & Wright 2006, eq. 7.20).
    const turned = Float64Array.from(newest);
    precondition?.(turned);
    const scale = products[products.length - 1]! / dot(newest, turned);
    for (let i = 0; i < direction.length; i++) direction[i] = direction[i]! * scale;
  }
  for (let m = 0; m < steps.length; m++) {
    const beta = dot(changes[m]!, direction) / products[m]!;
    addScaled(direction, alphas[m]! - beta, steps[m]!);
  }
}
