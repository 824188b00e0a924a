import { ok, type Progress } from '../../domain';
import type { Matrix } from '../../kernels/linalg/matrix';
import { countNear } from '../../kernels/distance/count-near';
import { sigmoid } from '../../kernels/logistic/sigmoid';
import { fitPlatt, type Platt } from '../../kernels/svm/platt';
import { ownOrder } from '../../kernels/random/own-order';
import { badInput, checkLabels, checkMatrix } from '../bad-input';
import type { Classifier, ClassifierFitted } from '../classifier';
import { numberIn, openSaved, packed, refuseUnreadable, unpacked } from '../saved';

export interface KnnOptions {
  /** Neighbours asked; the square root of the rows, between 5 and 200, where null. */
  readonly k: number | null;
  /** At most so many rows are kept to be compared with, drawn by their own order: every score looks at all of them. */
  readonly maxReferences: number;
}

const defaults: KnnOptions = Object.freeze({ k: null, maxReferences: 6000 });

/** The one family that keeps rows: figures without names or ids, but somebody's figures all the same. */
interface Learned {
  readonly k: number;
  readonly cols: number;
  readonly references: Float32Array;
  readonly labels: Uint8Array;
  readonly platt: Platt;
}

const version = 1;
const engine = 'js';
/** Far beyond any standardised number, and its square still a float32. */
const far = 1e15;

/** References whose own neighbours teach the sigmoid. */
const asked = 1500;
const askedAtOnce = 100;

/** Log-odds of a share, half a neighbour added to either side so that none is endless. */
const oddsOf = (hits: number, near: number): number => Math.log((hits + 0.5) / (near - hits + 0.5));

const toFloat32 = (values: Float64Array) => Float32Array.from(values, (value) => Math.min(Math.max(value, -far), far));

/**
 * k nearest neighbours (Cover & Hart 1967) by Euclid: the share of 1 among those alike. Shares are drawn towards the middle, as
 * some neighbours always belong elsewhere: Platt's sigmoid, learned from the references' own neighbours (each without itself),
 * undoes that. Expects standardised columns. Throws KithError 'model/bad-input'.
 */
export function knnModel(options: Partial<KnnOptions> = {}): Classifier {
  const params = { ...defaults, ...options };
  if ((params.k !== null && !(params.k >= 1)) || !(params.maxReferences >= 2)) throw badInput('bad-setting');
  const learnedOf = (fitted: ClassifierFitted) => fitted.learned as Learned;
  const wrap = (learned: Learned, n: number, positives: number): ClassifierFitted =>
    Object.freeze({ model: 'knn', engine, n, positives, learned: Object.freeze(learned) });
  const step = (): Progress => ({ stage: 'churn', done: 0, total: 1, unit: 'rounds' });
  return {
    id: 'knn',
    version,
    takes: { missing: false, categories: false },
    *fit({ x, y }) {
      checkMatrix(x, 2);
      const positives = checkLabels(y, x.rows);
      yield step();
      const order = ownOrder(x.values, x.cols, y).subarray(0, params.maxReferences);
      yield step();
      const { cols } = x;
      const references = new Float32Array(order.length * cols);
      order.forEach((row, i) => references.set(toFloat32(x.values.subarray(row * cols, (row + 1) * cols)), i * cols));
      const labels = Uint8Array.from(order, (row) => y[row]!);
      const k = Math.min(params.k ?? Math.min(Math.max(Math.round(Math.sqrt(order.length)), 5), 200), order.length);
      const sample = Math.min(asked, labels.length);
      const odds = new Float64Array(sample);
      for (let from = 0; from < sample; from += askedAtOnce) {
        const to = Math.min(from + askedAtOnce, sample);
        const found = countNear(references.subarray(from * cols, to * cols), cols, references, labels, k + 1);
        for (let i = from; i < to; i++) odds[i] = oddsOf(found.hits[i - from]! - labels[i]!, found.near[i - from]! - 1);
        yield step();
      }
      const platt = fitPlatt(odds, labels.subarray(0, sample));
      return wrap({ k, cols, references, labels, platt }, x.rows, positives);
    },
    predict(fitted, x: Matrix) {
      const { k, cols, references, labels, platt } = learnedOf(fitted);
      checkMatrix(x, 0);
      if (x.cols !== cols) throw badInput('wrong-columns');
      const { near, hits } = countNear(toFloat32(x.values), cols, references, labels, k);
      return Float64Array.from(near, (count, i) => sigmoid(platt.slope * oddsOf(hits[i]!, count) + platt.intercept));
    },
    explain: () => null,
    importance: () => null,
    serialise(fitted) {
      const { k, cols, references, labels, platt } = learnedOf(fitted);
      const { n, positives } = fitted;
      const rows = { references: packed(references), labels: packed(labels) };
      return { model: 'knn', version, engine, n, positives, k, cols, ...rows, slope: platt.slope, intercept: platt.intercept };
    },
    restore(json) {
      const opened = openSaved(json, 'knn', version);
      if (!opened.ok) return opened;
      const { fields } = opened;
      const [n, positives, k, cols] = ['n', 'positives', 'k', 'cols'].map((name) => numberIn(fields[name]));
      const [slope, intercept] = ['slope', 'intercept'].map((name) => numberIn(fields[name]));
      const labels = unpacked(fields['labels'], Uint8Array);
      if (n == null || positives == null || k == null || cols == null || !labels || labels.length === 0)
        return refuseUnreadable();
      if (slope == null || intercept == null || fields['engine'] !== engine || !(k >= 1 && k <= labels.length && cols >= 1))
        return refuseUnreadable();
      const references = unpacked(fields['references'], Float32Array, labels.length * cols);
      if (!references || labels.some((label) => label > 1) || !references.every(Number.isFinite)) return refuseUnreadable();
      return ok(wrap({ k, cols, references, labels, platt: { slope, intercept } }, n, positives));
    },
    describe: (fitted) => ({
      id: 'knn',
      version,
      engine,
      n: fitted.n,
      assumes: ['knn.alike', 'logistic.future-like-past'],
      beware: ['knn.keeps-figures', 'knn.every-column-counts'],
    }),
  };
}
