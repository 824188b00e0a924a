import * as tf from '@tensorflow/tfjs-core';
import { toBlocks, toBlockUnits } from '../../kernels/k-means/blocks';
import { toDesign } from '../../kernels/logistic/design';
import { createStepper } from '../k-means/stepper';
import { createObjective } from '../logistic/objective';

const near = (a: number, b: number, tolerance: number) => Math.abs(a - b) <= tolerance;

/** [[1, 2], [3, 4]] × [[5, 6], [7, 8]] = [[19, 22], [43, 50]]. */
function multiplies(): boolean {
  const product = tf.tidy(() => tf.matMul(tf.tensor2d([1, 2, 3, 4], [2, 2]), tf.tensor2d([5, 6, 7, 8], [2, 2])).dataSync());
  return [19, 22, 43, 50].every((value, i) => product[i] === value);
}

/** Points 0, 1, 10, 11, 12 and centres 0, 12: labels 0 0 1 1 1, sums 1 and 33, sizes 2 and 3. */
async function clusters(): Promise<boolean> {
  const blocks = toBlocks(Float64Array.of(0, 1, 10, 11, 12), 5, 1);
  const centres = toBlockUnits(Float64Array.of(0, 12), blocks);
  for (const formulation of ['fused', 'tensor'] as const) {
    const stepper = createStepper(blocks, 2, formulation);
    try {
      const { changed, sums } = await stepper.step(centres);
      const mean = (group: number) => (sums[group * 2]! / sums[group * 2 + 1]!) * blocks.scale + blocks.offset[0]!;
      const right =
        changed === 5 &&
        (await stepper.labels()).join() === '0,0,1,1,1' &&
        near(mean(0), 0.5, 1e-5) &&
        near(mean(1), 11, 1e-5) &&
        (await stepper.step(centres)).changed === 0;
      if (!right) return false;
    } finally {
      stepper.dispose();
    }
  }
  return true;
}

/** x = 1, 2, 3 with y = 0, 1, 1 at intercept −1 and weight 1: z = 0, 1, 2; loss ln 2 + ln(1 + e⁻¹) + ln(1 + e⁻²). */
async function classifies(): Promise<boolean> {
  const design = toDesign(Float64Array.of(1, 2, 3), 3, 1, Uint8Array.of(0, 1, 1));
  const one = 1 / (1 + Math.E);
  const two = 1 / (1 + Math.E ** 2);
  const expected = [Math.LN2 + Math.log1p(1 / Math.E) + Math.log1p(Math.E ** -2), 0.5 - one - two, 0.5 - 2 * one - 3 * two];
  for (const formulation of ['fused', 'tensor'] as const) {
    const objective = createObjective(design, formulation);
    const gradient = new Float64Array(design.width);
    try {
      const loss = await objective.evaluate(Float64Array.of(-1, 1), gradient);
      const tolerance = formulation === 'fused' ? 1e-14 : 1e-5;
      if (![loss, ...gradient].every((value, i) => near(value, expected[i]!, tolerance))) return false;
    } finally {
      objective.dispose();
    }
  }
  return true;
}

/** Whether the current back end gives known answers, through every kernel that we train with. */
export async function passesSelfTest(): Promise<boolean> {
  try {
    return multiplies() && (await clusters()) && (await classifies());
  } catch {
    return false;
  }
}
