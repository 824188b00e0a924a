import * as tf from '@tensorflow/tfjs-core';
import { lossOf } from '../../kernels/logistic/loss-gradient';
import type { Design } from '../../kernels/logistic/design';
import type { ValueAndGradient } from '../../kernels/optimise/line-search';
import { float64Of, float64Tensor } from '../engine/float64';
import { lossGradientKernel } from './fused-kernel';

/** The data of one fit as tensors. `evaluate` gives the summed log-loss and its gradient; `dispose` frees the tensors. */
export interface Objective {
  readonly evaluate: ValueAndGradient;
  dispose(): void;
}

export type Formulation = 'fused' | 'tensor';

/** The objective of that formulation on the current back end, without penalty. */
export function createObjective(design: Design, formulation: Formulation): Objective {
  return formulation === 'fused' ? fusedObjective(design) : tensorObjective(design);
}

function fusedObjective({ rows, width, paddedRows, values, y }: Design): Objective {
  const design = tf.tensor2d(values, [paddedRows, width], 'float32');
  const labels = tf.tensor1d(y, 'float32');
  return {
    evaluate(point, gradient) {
      const result = tf.tidy(() => {
        const inputs = { design, y: labels, point: float64Tensor(point, [width]) };
        return tf.engine().runKernel<tf.Tensor>(lossGradientKernel, inputs, { rows, width });
      });
      const out = float64Of(result);
      result.dispose();
      gradient.set(out.subarray(3));
      return lossOf(out);
    },
    dispose: () => tf.dispose([design, labels]),
  };
}

/**
 * Plain tensor operations, gradient by hand: Xᵀ(σ(Xw) − y) as a row vector times X, so that nothing is transposed. Read
 * without waiting on the spot: on a WebGPU back end synchronous reads are slow at best, and wrong in a headless Chromium.
 */
function tensorObjective({ rows, width, paddedRows, values, y }: Design): Objective {
  const design = tf.tensor2d(values, [paddedRows, width], 'float32');
  const labels = tf.tensor2d(y, [paddedRows, 1], 'float32');
  const real = tf.tensor2d(new Float32Array(paddedRows).fill(1, 0, rows), [paddedRows, 1], 'float32');
  return {
    async evaluate(point, gradient) {
      const { losses, slopes } = tf.tidy(() => {
        const z = tf.matMul(design, tf.tensor2d(Float32Array.from(point), [width, 1], 'float32'));
        const losses = tf.sub(tf.softplus(z), tf.mul(labels, z));
        const residuals = tf.mul(tf.sub(tf.sigmoid(z), labels), real);
        const across = tf.matMul(tf.reshape(residuals, [1, paddedRows]), design);
        return { losses, slopes: across };
      });
      gradient.set(await slopes.data());
      // Summed here, in float64: a float32 sum hides what the last rounds gain.
      const each = await losses.data();
      let loss = 0;
      for (let i = 0; i < rows; i++) loss += each[i]!;
      tf.dispose([losses, slopes]);
      return loss;
    },
    dispose: () => tf.dispose([design, labels, real]),
  };
}
