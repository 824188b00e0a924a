import * as tf from '@tensorflow/tfjs-core';
import { ok, type Progress } from '../../domain';
import { takeRows } from '../../kernels/linalg/take-rows';
import { sigmoid } from '../../kernels/logistic/sigmoid';
import { ownOrder } from '../../kernels/random/own-order';
import { shuffle } from '../../kernels/random/shuffle';
import { badInput, checkLabels, checkMatrix } from '../bad-input';
import type { Classifier, ClassifierFitted } from '../classifier';
import { currentEngine } from '../engine';
import { numberIn, numbersIn, openSaved, packed, refuseUnreadable, unpacked } from '../saved';
import { countWeights, gradientOf, logOddsOf, lossOn, startWeights } from './network';

export interface NeuralOptions {
  /** Neurons of each hidden layer. */
  readonly hidden: readonly number[];
  readonly epochs: number;
  readonly batch: number;
  /** Of Adam (Kingma & Ba 2015). */
  readonly learningRate: number;
  /** L2 penalty a row on the weights, as scikit-learn's alpha. */
  readonly l2: number;
  /** This share of the rows is kept aside to see when to stop; 0 runs all epochs. */
  readonly stoppingShare: number;
  /** Stops when the loss on the rows kept aside has not fallen for so many epochs, and takes the weights of the best. */
  readonly patience: number;
}

const defaults: NeuralOptions = Object.freeze({
  hidden: [32, 16],
  epochs: 100,
  batch: 256,
  learningRate: 2e-3,
  l2: 1e-3,
  stoppingShare: 0.15,
  patience: 10,
});

/** Loss after each epoch: on the rows learned from (sum of its batches), and on those kept aside. */
export interface LossCurve {
  readonly heldOut: readonly number[];
  /** The epoch whose weights were taken, from 1. */
  readonly best: number;
}

interface Learned {
  readonly sizes: readonly number[];
  readonly weights: Float32Array;
  readonly curve: LossCurve;
}

const version = 1;
/** Below so many rows none are kept aside, and epochs are as few as this. */
const fewRows = 100;
const epochsForFew = 60;

/** The losses of a network ('neural') epoch by epoch. Throws KithError 'model/bad-input' for another family. */
export function lossCurveOf(fitted: ClassifierFitted): LossCurve {
  if (fitted.model !== 'neural') throw badInput('bad-setting');
  return (fitted.learned as Learned).curve;
}

/**
 * A network of rectified layers with one sigmoid at its end, trained by TensorFlow.js: batches, Adam, early stopping. Expects
 * standardised columns. Throws KithError 'model/bad-input' and 'engine/failed'.
 */
export function neuralModel(options: Partial<NeuralOptions> = {}): Classifier {
  const params = { ...defaults, ...options };
  const { hidden, epochs, batch, learningRate, l2, stoppingShare, patience } = params;
  const positive = [...hidden, epochs, batch, learningRate, patience];
  if (positive.some((value) => !(value > 0)) || !hidden.every(Number.isInteger) || !(l2 >= 0)) throw badInput('bad-setting');
  if (!(stoppingShare >= 0 && stoppingShare < 1)) throw badInput('bad-setting');
  const learnedOf = (fitted: ClassifierFitted) => fitted.learned as Learned;
  const wrap = (learned: Learned, engine: string, n: number, positives: number): ClassifierFitted =>
    Object.freeze({ model: 'neural', engine, n, positives, learned: Object.freeze(learned) });
  return {
    id: 'neural',
    version,
    takes: { missing: false, categories: false },
    async *fit({ x: given, y: labels }, chance) {
      checkMatrix(given, 2);
      const positives = checkLabels(labels, given.rows);
      const engine = await currentEngine();
      const progress = (done: number): Progress => ({ stage: 'churn', done, total: epochs, unit: 'rounds' });
      yield progress(0);
      const random = chance.fork('neural');
      const order = ownOrder(given.values, given.cols, labels);
      const few = given.rows < fewRows || stoppingShare === 0;
      const kept = few ? 0 : Math.max(1, Math.round(given.rows * stoppingShare));
      const n = given.rows - kept;
      const rounds = few && stoppingShare > 0 ? Math.min(epochs, epochsForFew) : epochs;
      const { cols } = given;
      const x = Float32Array.from(takeRows(given, order).values, (value) => Math.min(Math.max(value, -1000), 1000));
      const y = Uint8Array.from(order, (row) => labels[row]!);
      const heldY = y.subarray(n);
      const sizes = [cols, ...hidden, 1];
      let weights: Float32Array = startWeights(sizes, Math.log(positives / (given.rows - positives)), random);
      const first = new Float64Array(weights.length);
      const second = new Float64Array(weights.length);
      const perEpoch = Math.ceil(n / batch);
      const losses: number[] = [];
      let best: { epoch: number; loss: number; weights: Float32Array } = { epoch: 0, loss: Infinity, weights };
      const held = kept > 0 ? tf.tensor2d(x.subarray(n * cols), [kept, cols]) : null;
      try {
        let turn = 0;
        const rows = Int32Array.from({ length: n }, (_, i) => i);
        const batchX = new Float32Array(batch * cols);
        const batchY = new Float32Array(batch);
        for (let epoch = 0; epoch < rounds; epoch++) {
          shuffle(rows, random);
          for (let b = 0; b < perEpoch; b++) {
            const from = b * batch;
            const size = Math.min(batch, n - from);
            for (let i = 0; i < size; i++) {
              const row = rows[from + i]!;
              for (let j = 0, at = row * cols; j < cols; j++) batchX[i * cols + j] = x[at + j]!;
              batchY[i] = y[row]!;
            }
            const [tx, ty] = [
              tf.tensor2d(batchX.slice(0, size * cols), [size, cols]),
              tf.tensor2d(batchY.slice(0, size), [size, 1]),
            ];
            const gradient = gradientOf(weights, sizes, tx, ty);
            tf.dispose([tx, ty]);
            weights = adam(weights, gradient, first, second, ++turn, learningRate, l2 / size);
            if (b % 8 === 7) yield progress(epoch);
          }
          if (held !== null) {
            const loss = lossOn(weights, sizes, held, heldY);
            losses.push(loss);
            if (loss < best.loss) best = { epoch, loss, weights };
          } else best = { epoch, loss: 0, weights };
          yield progress(epoch + 1);
          if (epoch - best.epoch >= patience) break;
        }
      } finally {
        held?.dispose();
      }
      const curve = Object.freeze({ heldOut: losses, best: best.epoch + 1 });
      return wrap({ sizes, weights: best.weights, curve }, engine.name, given.rows, positives);
    },
    predict(fitted, x) {
      const { sizes, weights } = learnedOf(fitted);
      checkMatrix(x, 0);
      if (x.cols !== sizes[0]) throw badInput('wrong-columns');
      return logOddsOf(weights, sizes, x.values, x.rows).map(sigmoid);
    },
    explain: () => null,
    importance: () => null,
    serialise(fitted) {
      const { sizes, weights, curve } = learnedOf(fitted);
      const { engine, n, positives } = fitted;
      const { heldOut, best } = curve;
      return { model: 'neural', version, engine, n, positives, sizes, weights: packed(weights), heldOut, best };
    },
    restore(json) {
      const opened = openSaved(json, 'neural', version);
      if (!opened.ok) return opened;
      const { fields } = opened;
      const [n, positives, best] = ['n', 'positives', 'best'].map((name) => numberIn(fields[name]));
      const sizes = numbersIn(fields['sizes']);
      const heldOut = numbersIn(fields['heldOut']);
      if (n == null || positives == null || best == null || !sizes || !heldOut) return refuseUnreadable();
      if (sizes.length < 2 || sizes.at(-1) !== 1 || !sizes.every((size) => Number.isInteger(size) && size > 0))
        return refuseUnreadable();
      const weights = unpacked(fields['weights'], Float32Array, countWeights([...sizes]));
      const { engine } = fields;
      if (!weights?.every(Number.isFinite) || typeof engine !== 'string') return refuseUnreadable();
      const learned = { sizes: [...sizes], weights, curve: { heldOut: [...heldOut], best } };
      return ok(wrap(learned, engine, n, positives));
    },
    describe: (fitted) => ({
      id: 'neural',
      version,
      engine: fitted.engine,
      n: fitted.n,
      assumes: ['neural.bends', 'logistic.future-like-past'],
      beware: ['neural.no-reasons', 'neural.needs-many', 'logistic.association'],
    }),
  };
}

/** One step of Adam (Kingma & Ba 2015, algorithm 1), β₁ = .9, β₂ = .999; the decay pulls on biases too, which are few. New weights. */
function adam(
  weights: Float32Array,
  gradient: Float32Array,
  first: Float64Array,
  second: Float64Array,
  turn: number,
  rate: number,
  decay: number,
): Float32Array {
  const next = new Float32Array(weights.length);
  const [bias1, bias2] = [1 - 0.9 ** turn, 1 - 0.999 ** turn];
  for (let i = 0; i < weights.length; i++) {
    const g = gradient[i]! + decay * weights[i]!;
    const m = (first[i] = 0.9 * first[i]! + 0.1 * g);
    const v = (second[i] = 0.999 * second[i]! + 0.001 * g * g);
    next[i] = weights[i]! - (rate * (m / bias1)) / (Math.sqrt(v / bias2) + 1e-8);
  }
  return next;
}
