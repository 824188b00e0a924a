import * as tf from '@tensorflow/tfjs-core';
import type { Blocks } from '../../kernels/k-means/blocks';
import { doubtOf } from '../../kernels/k-means/settle';
import { float64Of, float64Tensor } from '../engine/float64';
import { kMeansSettleKernel, kMeansStepKernel } from './fused-kernel';

/** A round's outcome: how many labels changed, and per group its column sums and size, [k][cols + 1] float64. */
export interface Round {
  readonly changed: number;
  readonly sums: Float64Array;
}

/**
 * Holds the data of one fit as tensors, and the labels of the last round. `dispose` frees them. Answers come as promises where
 * they must be fetched: on a WebGPU back end synchronous reads are slow at best, and wrong in a headless Chromium.
 */
export interface Stepper {
  /** Forgets the last round: the next one is a first. */
  reset(): void;
  /** Assigns every point to the nearest of the centres ([k][cols], in the units of the blocks). */
  step(centres: Float32Array): Round | Promise<Round>;
  /** Labels of the last round, as many as rows. */
  labels(): Int32Array | Promise<Int32Array>;
  /** Labels of those centres, ~label where float32 leaves doubt (kernels/k-means/settle.ts); null where there is no such kernel. */
  settle(centres: Float32Array): Int32Array | null;
  dispose(): void;
}

/** How the step is computed: one fused kernel, or plain tensor operations (for back ends without the kernel). */
export type Formulation = 'fused' | 'tensor';

/** The stepper of that formulation on the current back end. */
export function createStepper(blocks: Blocks, k: number, formulation: Formulation): Stepper {
  return formulation === 'fused' ? fusedStepper(blocks, k) : tensorStepper(blocks, k);
}

function fusedStepper(blocks: Blocks, k: number): Stepper {
  const { rows, cols } = blocks;
  const padded = (rows + 3) & ~3;
  const points = tf.tensor3d(blocks.values, [padded / 4, cols, 4], 'float32');
  let labels: tf.Tensor | null = null;
  let sums: tf.Tensor | null = null;
  const reset = () => {
    labels?.dispose();
    sums?.dispose();
    labels = sums = null;
  };
  return {
    reset,
    step(centres) {
      const outputs: tf.Tensor[] = tf.tidy(() =>
        tf.engine().runKernel<tf.Tensor[]>(
          kMeansStepKernel,
          {
            points,
            centres: tf.tensor2d(centres, [k, cols], 'float32'),
            labels: labels ?? tf.tensor1d(new Int32Array(padded).fill(-1), 'int32'),
            sums: sums ?? float64Tensor(new Float64Array(k * (cols + 1)), [k, cols + 1]),
          },
          { rows, cols, k },
        ),
      );
      reset();
      const [nextLabels, nextSums, changed] = outputs as [tf.Tensor, tf.Tensor, tf.Tensor];
      labels = nextLabels;
      sums = nextSums;
      const round = { changed: changed.dataSync()[0]!, sums: float64Of(sums) };
      changed.dispose();
      return round;
    },
    labels: () => Int32Array.from(labels?.dataSync() ?? []).subarray(0, rows),
    settle(centres) {
      const settled = tf.tidy(() => {
        const inputs = { points, centres: tf.tensor2d(centres, [k, cols], 'float32') };
        return tf.engine().runKernel<tf.Tensor>(kMeansSettleKernel, inputs, { rows, cols, k, doubt: doubtOf(blocks) });
      });
      const found = Int32Array.from(settled.dataSync()).subarray(0, rows);
      settled.dispose();
      return found;
    },
    dispose() {
      reset();
      points.dispose();
    },
  };
}

/**
 * ‖x − c‖² = ‖x‖² − 2 x·c + ‖c‖², whose first part is the same for every centre: one matMul, one argMin; then the sums by
 * a matMul with one-hot labels. The points are kept in both directions: a transposing matMul is far slower on wasm.
 */
function tensorStepper(blocks: Blocks, k: number): Stepper {
  const { rows, cols } = blocks;
  const flat = new Float32Array(rows * cols);
  const turned = new Float32Array(rows * cols);
  for (let i = 0; i < rows; i++) {
    const base = (i >> 2) * 4 * cols + (i & 3);
    for (let j = 0; j < cols; j++) {
      const value = blocks.values[base + j * 4]!;
      flat[i * cols + j] = value;
      turned[j * rows + i] = value;
    }
  }
  const points = tf.tensor2d(flat, [rows, cols], 'float32');
  const columns = tf.tensor2d(turned, [cols, rows], 'float32');
  let labels: tf.Tensor | null = null;
  const reset = () => {
    labels?.dispose();
    labels = null;
  };
  return {
    reset,
    async step(centres) {
      const across = new Float32Array(cols * k);
      const norms = new Float32Array(k);
      for (let c = 0; c < k; c++) {
        for (let j = 0; j < cols; j++) {
          const value = centres[c * cols + j]!;
          across[j * k + c] = -2 * value;
          norms[c] = norms[c]! + value * value;
        }
      }
      const { fresh, sums, sizes, same } = tf.tidy(() => {
        const products = tf.matMul(points, tf.tensor2d(across, [cols, k], 'float32'));
        const found = tf.argMin(tf.add(products, tf.tensor1d(norms, 'float32')), 1);
        const members = tf.cast(tf.oneHot(tf.cast(found, 'int32'), k), 'float32') as tf.Tensor2D;
        const kept = labels ? tf.sum(tf.cast(tf.equal(found, labels), 'float32')) : tf.scalar(0);
        return { fresh: found, sums: tf.matMul(columns, members), sizes: tf.sum(members, 0), same: kept };
      });
      reset();
      labels = fresh;
      const [sumValues, sizeValues, sameValue] = await Promise.all([sums.data(), sizes.data(), same.data()]);
      tf.dispose([sums, sizes, same]);
      const packed = new Float64Array(k * (cols + 1));
      for (let c = 0; c < k; c++) {
        for (let j = 0; j < cols; j++) packed[c * (cols + 1) + j] = sumValues[j * k + c]!;
        packed[c * (cols + 1) + cols] = sizeValues[c]!;
      }
      return { changed: rows - sameValue[0]!, sums: packed };
    },
    labels: async () => Int32Array.from((await labels?.data()) ?? []),
    settle: () => null,
    dispose() {
      reset();
      tf.dispose([points, columns]);
    },
  };
}
