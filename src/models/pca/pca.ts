import * as tf from '@tensorflow/tfjs-core';
import { ok, type Json, type Progress, type Result, type Steps } from '../../domain';
import type { Matrix } from '../../kernels/linalg/matrix';
import { symmetricEigen } from '../../kernels/linalg/symmetric-eigen';
import { badInput, checkMatrix } from '../bad-input';
import type { Model, ModelCard } from '../contract';
import { currentEngine } from '../engine';
import { numberIn, numbersIn, openSaved, refuseUnreadable } from '../saved';

export interface PcaParams {
  /** How many components are kept, 1..columns; fewer where there are fewer columns. */
  readonly components: number;
}

/** What was learned: no rows, no ids. */
export interface PcaFitted {
  readonly cols: number;
  readonly means: Float64Array;
  /** Row-major [kept][cols], unit length, at right angles; the weight of largest size of each is positive. */
  readonly components: Float64Array;
  /** Variance along every component, kept or not, largest first; divided by n, as the features are standardised. */
  readonly variances: Float64Array;
  /** The same as shares of the whole; all 0 where nothing varies. */
  readonly ratios: Float64Array;
  readonly n: number;
  readonly engine: string;
}

const id = 'pca';
const version = 1;
const rowsAtATime = 8192;

const step = (done: number, total: number): Progress => ({ stage: 'map', done, total, unit: 'rows' });

function columnMeans({ rows, cols, values }: Matrix): Float64Array {
  const means = new Float64Array(cols);
  for (let i = 0, at = 0; i < rows; i++) for (let j = 0; j < cols; j++) means[j]! += values[at++]!;
  return means.map((sum) => sum / rows);
}

async function* fit(input: Matrix, { components }: PcaParams): Steps<PcaFitted> {
  checkMatrix(input, 2);
  if (!Number.isInteger(components) || components < 1) throw badInput('bad-setting');
  const { rows, cols, values } = input;
  const engine = await currentEngine();
  const means = columnMeans(input);
  // A common scale keeps the products inside what float32 can hold.
  let scale = 0;
  for (let i = 0; i < values.length; i++) scale = Math.max(scale, Math.abs(values[i]! - means[i % cols]!));
  const covariance = new Float64Array(cols * cols);
  yield step(0, rows);
  for (let from = 0; scale > 0 && from < rows; from += rowsAtATime) {
    const count = Math.min(rowsAtATime, rows - from);
    const block = new Float32Array(count * cols);
    for (let i = 0; i < block.length; i++) block[i] = (values[from * cols + i]! - means[i % cols]!) / scale;
    const products = tf.tidy(() => {
      const centred = tf.tensor2d(block, [count, cols]);
      return tf.matMul(centred, centred, true, false).dataSync();
    });
    // Blocks are added up in float64: over many rows float32 would lose the small ones.
    for (let i = 0; i < products.length; i++) covariance[i]! += products[i]!;
    yield step(from + count, rows);
  }
  for (let i = 0; i < cols; i++) {
    for (let j = 0; j <= i; j++) {
      const both = ((covariance[i * cols + j]! + covariance[j * cols + i]!) / 2 / rows) * scale * scale;
      covariance[i * cols + j] = both;
      covariance[j * cols + i] = both;
    }
  }
  const eigen = symmetricEigen(covariance, cols);
  const variances = eigen.values.map((value) => Math.max(value, 0));
  const total = variances.reduce((sum, value) => sum + value, 0);
  return Object.freeze({
    cols,
    means,
    components: eigen.vectors.slice(0, Math.min(components, cols) * cols),
    variances,
    ratios: variances.map((value) => (total > 0 ? value / total : 0)),
    n: rows,
    engine: engine.name,
  });
}

/** Row-major [rows][kept]: each row's place along each kept component. */
function predict({ cols, means, components }: PcaFitted, input: Matrix): Float64Array {
  checkMatrix(input, 0);
  if (input.cols !== cols) throw badInput('wrong-columns');
  const kept = components.length / cols;
  const scores = new Float64Array(input.rows * kept);
  for (let i = 0; i < input.rows; i++) {
    for (let c = 0; c < kept; c++) {
      let sum = 0;
      for (let j = 0; j < cols; j++) sum += (input.values[i * cols + j]! - means[j]!) * components[c * cols + j]!;
      scores[i * kept + c] = sum;
    }
  }
  return scores;
}

function serialise(fitted: PcaFitted): Json {
  const { means, components, variances, ratios } = fitted;
  return {
    model: id,
    version,
    ...fitted,
    means: [...means],
    components: [...components],
    variances: [...variances],
    ratios: [...ratios],
  };
}

function restore(json: Json): Result<PcaFitted> {
  const opened = openSaved(json, id, version);
  if (!opened.ok) return opened;
  const { fields } = opened;
  const [cols, n] = [numberIn(fields['cols']), numberIn(fields['n'])];
  const { engine } = fields;
  if (cols === null || cols < 1 || n === null || typeof engine !== 'string') return refuseUnreadable();
  const [means, variances, ratios] = ['means', 'variances', 'ratios'].map((name) => numbersIn(fields[name], cols));
  const components = numbersIn(fields['components']);
  if (!means || !variances || !ratios || !components?.length || components.length % cols !== 0) return refuseUnreadable();
  return ok(Object.freeze({ cols, means, components, variances, ratios, n, engine }));
}

function describe({ engine, n }: PcaFitted): ModelCard {
  return { id, version, engine, n, assumes: ['pca.straight-lines', 'pca.scale-matters'], beware: ['pca.left-out'] };
}

/**
 * Principal component analysis (Jolliffe 2002, ch. 1): the directions along which rows differ most. The covariance, divided
 * by n, is worked out with TensorFlow.js, its eigenvectors in float64 by Jacobi rotations, since TensorFlow.js has no
 * eigensolver. Sign convention: of each component the weight of largest size is positive. Needs no chance. Example:
 * `predict(await finish(pca.fit(matrix, pca.defaults, random)), matrix)`.
 *
 * Throws KithError 'model/bad-input' (see BadInputReason) and 'engine/failed'.
 */
export const pca: Model<PcaParams, Matrix, PcaFitted, Float64Array> = {
  id,
  version,
  defaults: Object.freeze({ components: 2 }),
  fit,
  predict,
  serialise,
  restore,
  describe,
};
