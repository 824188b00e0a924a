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
function clusters(): boolean {
  const blocks = toBlocks(Float64Array.of(0, 1, 10, 11, 12), 5, 1);
  const centres = toBlockUnits(Float64Array.of(0, 12), blocks);
  return (['fused', 'tensor'] as const).every((formulation) => {
    const stepper = createStepper(blocks, 2, formulation);
    try {
      const { changed, sums } = stepper.step(centres);
      const mean = (group: number) => (sums[group * 2]! / sums[group * 2 + 1]!) * blocks.scale + blocks.offset[0]!;
      return (
        changed === 5 &&
        stepper.labels().join() === '0,0,1,1,1' &&
        near(mean(0), 0.5, 1e-5) &&
        near(mean(1), 11, 1e-5) &&
        stepper.step(centres).changed === 0
      );
    } finally {
      stepper.dispose();
    }
  });
}

/** x = 1, 2, 3 with y = 0, 1, 1 at intercept −1 and weight 1: z = 0, 1, 2; loss ln 2 + ln(1 + e⁻¹) + ln(1 + e⁻²). */
function classifies(): boolean {
  const design = toDesign(Float64Array.of(1, 2, 3), 3, 1, Uint8Array.of(0, 1, 1));
  const one = 1 / (1 + Math.E);
  const two = 1 / (1 + Math.E ** 2);
  const expected = [Math.LN2 + Math.log1p(1 / Math.E) + Math.log1p(Math.E ** -2), 0.5 - one - two, 0.5 - 2 * one - 3 * two];
  return (['fused', 'tensor'] as const).every((formulation) => {
    const objective = createObjective(design, formulation);
    const gradient = new Float64Array(design.width);
    try {
      const loss = objective.evaluate(Float64Array.of(-1, 1), gradient);
      return [loss, ...gradient].every((value, i) => near(value, expected[i]!, formulation === 'fused' ? 1e-14 : 1e-5));
    } finally {
      objective.dispose();
    }
  });
}

/** Whether the current back end gives known answers, through every kernel that we train with. */
export function passesSelfTest(): boolean {
  try {
    return multiplies() && clusters() && classifies();
  } catch {
    return false;
  }
}
