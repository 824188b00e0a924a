import { dot } from '../linalg/dot';

/** Value of the objective at `point`; writes its gradient. A promise where the answer must be fetched (from a graphics card). */
export type ValueAndGradient = (point: Float64Array, gradient: Float64Array) => number | Promise<number>;

const sufficientDecrease = 1e-4;
const curvature = 0.9;

/** Where a line search stands: step along the direction, value and slope there. */
interface Trial {
  readonly step: number;
  readonly value: number;
  readonly slope: number;
}

/** Minimiser of the cubic through two trials (Nocedal & Wright 2006, eq. 3.59), kept off the ends; bisects where there is none. */
function between(a: Trial, b: Trial): number {
  const width = b.step - a.step;
  const d1 = a.slope + b.slope - (3 * (b.value - a.value)) / width;
  const root = d1 * d1 - a.slope * b.slope;
  let step = (a.step + b.step) / 2;
  if (root >= 0) {
    const d2 = Math.sign(width) * Math.sqrt(root);
    const cubic = b.step - (width * (b.slope + d2 - d1)) / (b.slope - a.slope + 2 * d2);
    if (Number.isFinite(cubic)) step = cubic;
  }
  const low = Math.min(a.step, b.step);
  const high = Math.max(a.step, b.step);
  const margin = 0.1 * (high - low);
  return Math.min(Math.max(step, low + margin), high - margin);
}

/**
 * A step that meets the strong Wolfe conditions (Nocedal & Wright 2006, algorithms 3.5 and 3.6), c1 = 1e-4, c2 = 0.9.
 * `nextPoint` and `nextGradient` are left at that step. Returns null where none is found, which near a minimum means
 * that rounding hides all further descent.
 */
export async function searchLine(
  evaluate: ValueAndGradient,
  point: Float64Array,
  value: number,
  direction: Float64Array,
  slope: number,
  firstStep: number,
  nextPoint: Float64Array,
  nextGradient: Float64Array,
): Promise<{ readonly value: number; readonly step: number } | null> {
  const attempt = async (step: number): Promise<Trial> => {
    for (let i = 0; i < point.length; i++) nextPoint[i] = point[i]! + step * direction[i]!;
    const found = await evaluate(nextPoint, nextGradient);
    return { step, value: found, slope: dot(nextGradient, direction) };
  };
  const tooHigh = (trial: Trial) => !(trial.value <= value + sufficientDecrease * trial.step * slope);
  const flat = (trial: Trial) => Math.abs(trial.slope) <= -curvature * slope;

  let last: Trial = { step: 0, value, slope };
  let low: Trial | null = null;
  let high: Trial | null = null;
  let step = firstStep;
  for (let i = 0; i < 12; i++) {
    const trial = await attempt(step);
    if (tooHigh(trial) || (i > 0 && trial.value >= last.value)) {
      low = last;
      high = trial;
      break;
    }
    if (flat(trial)) return trial;
    if (trial.slope >= 0) {
      low = trial;
      high = last;
      break;
    }
    last = trial;
    step *= 4;
  }
  if (low === null || high === null) return null;
  for (let i = 0; i < 20; i++) {
    const trial = await attempt(Number.isFinite(high.value) ? between(low, high) : low.step + 0.1 * (high.step - low.step));
    if (tooHigh(trial) || trial.value >= low.value) {
      high = trial;
    } else {
      if (flat(trial)) return trial;
      if (trial.slope * (high.step - low.step) >= 0) high = low;
      low = trial;
    }
  }
  // Float32 objectives end here: accept what descent there was.
  return low.step > 0 && low.value < value ? attempt(low.step) : null;
}
