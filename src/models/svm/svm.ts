import { ok, type Json, type Progress } from '../../domain';
import type { Matrix } from '../../kernels/linalg/matrix';
import { takeRows } from '../../kernels/linalg/take-rows';
import { minimiseLbfgs } from '../../kernels/optimise/lbfgs';
import { ownOrder } from '../../kernels/random/own-order';
import { sigmoid } from '../../kernels/logistic/sigmoid';
import { drawFourier, fourierFeatures, type Fourier } from '../../kernels/svm/fourier-features';
import { fitPlatt, type Platt } from '../../kernels/svm/platt';
import { squaredHinge } from '../../kernels/svm/squared-hinge';
import { badInput, checkLabels, checkMatrix } from '../bad-input';
import type { Classifier, ClassifierFitted } from '../classifier';
import { columnMoments, linearContributions, linearImportance } from '../logistic/as-classifier';
import { numberIn, numbersIn, openSaved, packed, refuseUnreadable, unpacked } from '../saved';

export interface SvmOptions {
  /** 'rbf' is the Gaussian kernel by random Fourier features: an approximation, better the more of them. */
  readonly kernel: 'linear' | 'rbf';
  /** Weight of a row's loss against ½‖w‖². */
  readonly c: number;
  /** Of the Gaussian kernel; 1 / (columns × mean variance) where null, as scikit-learn's 'scale'. */
  readonly gamma: number | null;
  readonly features: number;
  /** With a kernel at most so many rows are learned from, for their features fill memory. */
  readonly maxRowsWithKernel: number;
  readonly maxRounds: number;
}

const defaults: SvmOptions = Object.freeze({
  kernel: 'linear',
  c: 1,
  gamma: null,
  features: 256,
  maxRowsWithKernel: 20_000,
  maxRounds: 500,
});

interface Learned {
  readonly intercept: number;
  readonly weights: Float64Array;
  readonly platt: Platt;
  readonly fourier: Fourier | null;
  readonly means: Float64Array;
  readonly spreads: Float64Array;
}

const version = 1;
const engine = 'js';
/** Margins that the sigmoid learns from come from so many folds. */
const folds = 3;

async function* solve(x: Matrix, y: Uint8Array, { c, maxRounds }: SvmOptions): AsyncGenerator<Progress, Float64Array, void> {
  const search = minimiseLbfgs((point, gradient) => squaredHinge(x, y, c, point, gradient), new Float64Array(x.cols + 1), {
    memory: 10,
    maxRounds,
    gradientTolerance: 1e-4,
    valueTolerance: 1e-10,
  });
  for (;;) {
    const next = await search.next();
    if (next.done) return next.value.point;
    yield { stage: 'churn', done: next.value.round, total: null, unit: 'rounds' };
  }
}

function marginsOf(point: Float64Array, { rows, cols, values }: Matrix): Float64Array {
  const margins = new Float64Array(rows);
  for (let i = 0, at = 0; i < rows; i++) {
    let f = point[0]!;
    for (let j = 1; j <= cols; j++) f += point[j]! * values[at++]!;
    margins[i] = f;
  }
  return margins;
}

/**
 * A support vector machine with squared hinge loss (L2-loss SVM, as LIBLINEAR's), its margin made a probability by Platt
 * scaling on margins of rows held out. Expects standardised columns. Needs chance only for the kernel's features. Throws
 * KithError 'model/bad-input'.
 */
export function svmModel(options: Partial<SvmOptions> = {}): Classifier {
  const params = { ...defaults, ...options };
  if (!(params.c > 0) || !(params.features >= 1) || !(params.maxRounds >= 1) || (params.gamma !== null && !(params.gamma > 0))) {
    throw badInput('bad-setting');
  }
  const learnedOf = (fitted: ClassifierFitted) => fitted.learned as Learned;
  const wrap = (learned: Learned, n: number, positives: number): ClassifierFitted =>
    Object.freeze({ model: 'svm', engine, n, positives, learned: Object.freeze(learned) });
  const checkColumns = ({ means }: Learned, x: Matrix) => {
    checkMatrix(x, 0);
    if (x.cols !== means.length) throw badInput('wrong-columns');
  };
  const step = (): Progress => ({ stage: 'churn', done: 0, total: null, unit: 'rounds' });
  return {
    id: 'svm',
    version,
    takes: { missing: false, categories: false },
    async *fit({ x: given, y: labels }, random) {
      checkMatrix(given, 2);
      const positives = checkLabels(labels, given.rows);
      yield step();
      // In an order of the rows' own: folds and sums do not depend on how they came.
      let order = ownOrder(given.values, given.cols, labels);
      if (params.kernel === 'rbf' && order.length > params.maxRowsWithKernel) {
        const kept = order.subarray(0, params.maxRowsWithKernel);
        if (kept.some((row) => labels[row] === 1) && kept.some((row) => labels[row] === 0)) order = kept;
      }
      const raw = takeRows(given, order);
      const y = Uint8Array.from(order, (row) => labels[row]!);
      const { means, spreads } = columnMoments(raw);
      yield step();
      let fourier: Fourier | null = null;
      let x = raw;
      if (params.kernel === 'rbf') {
        const variance = spreads.reduce((total, spread) => total + spread * spread, 0);
        const gamma = params.gamma ?? (variance > 0 ? 1 / variance : 1);
        fourier = drawFourier(raw.cols, params.features, gamma, random.fork('fourier'));
        const block = 1000;
        const values = new Float64Array(raw.rows * params.features);
        for (let from = 0; from < raw.rows; from += block) {
          const rows = Math.min(block, raw.rows - from);
          const part = { rows, cols: raw.cols, values: raw.values.subarray(from * raw.cols, (from + rows) * raw.cols) };
          values.set(fourierFeatures(fourier, part).values, from * params.features);
          yield step();
        }
        x = { rows: raw.rows, cols: params.features, values };
      }
      const point = yield* solve(x, y, params);
      const margins = new Float64Array(x.rows);
      for (let fold = 0; fold < folds; fold++) {
        const rows = Int32Array.from({ length: x.rows }, (_, i) => i);
        const [learn, held] = [rows.filter((i) => i % folds !== fold), rows.filter((i) => i % folds === fold)];
        if (held.length === 0) continue;
        const own = Uint8Array.from(learn, (i) => y[i]!);
        const both = own.includes(1) && own.includes(0);
        // Too few of one class for folds: margins of the rows learned from must do.
        const foldPoint = both ? yield* solve(takeRows(x, learn), own, params) : point;
        const found = marginsOf(foldPoint, takeRows(x, held));
        held.forEach((row, i) => (margins[row] = found[i]!));
      }
      const platt = fitPlatt(margins, y);
      return wrap({ intercept: point[0]!, weights: point.slice(1), platt, fourier, means, spreads }, given.rows, positives);
    },
    predict(fitted, x) {
      const learned = learnedOf(fitted);
      checkColumns(learned, x);
      const seen = learned.fourier === null ? x : fourierFeatures(learned.fourier, x);
      const margins = marginsOf(Float64Array.of(learned.intercept, ...learned.weights), seen);
      return margins.map((margin) => sigmoid(learned.platt.slope * margin + learned.platt.intercept));
    },
    explain(fitted, x) {
      const { platt, weights, intercept, fourier, means } = learnedOf(fitted);
      if (fourier !== null) return null;
      const scaled = weights.map((weight) => weight * platt.slope);
      return linearContributions(intercept * platt.slope + platt.intercept, scaled, means, x);
    },
    importance(fitted) {
      const { weights, fourier, spreads } = learnedOf(fitted);
      return fourier === null ? linearImportance(weights, spreads) : null;
    },
    serialise(fitted): Json {
      const { intercept, weights, platt, fourier, means, spreads } = learnedOf(fitted);
      return {
        model: 'svm',
        version,
        engine,
        n: fitted.n,
        positives: fitted.positives,
        intercept,
        weights: packed(weights),
        slope: platt.slope,
        plattIntercept: platt.intercept,
        directions: fourier === null ? '' : packed(fourier.directions),
        shifts: fourier === null ? '' : packed(fourier.shifts),
        means: [...means],
        spreads: [...spreads],
      };
    },
    restore(json) {
      const opened = openSaved(json, 'svm', version);
      if (!opened.ok) return opened;
      const { fields } = opened;
      const numbers = ['n', 'positives', 'intercept', 'slope', 'plattIntercept'].map((name) => numberIn(fields[name]));
      const [n, positives, intercept, slope, plattIntercept] = numbers;
      const means = numbersIn(fields['means']);
      const spreads = numbersIn(fields['spreads'], means?.length);
      const weights = unpacked(fields['weights'], Float64Array);
      const shifts = unpacked(fields['shifts'], Float64Array);
      const directions = unpacked(fields['directions'], Float64Array);
      if (numbers.includes(null) || !means || !spreads || !weights || !shifts || !directions) return refuseUnreadable();
      const linear = shifts.length === 0;
      if (fields['engine'] !== engine || directions.length !== shifts.length * means.length) return refuseUnreadable();
      if (weights.length !== (linear ? means.length : shifts.length) || !weights.every(Number.isFinite))
        return refuseUnreadable();
      const fourier = linear ? null : { directions, shifts };
      const platt = { slope: slope!, intercept: plattIntercept! };
      return ok(wrap({ intercept: intercept!, weights, platt, fourier, means, spreads }, n!, positives!));
    },
    describe: (fitted) => ({
      id: 'svm',
      version,
      engine,
      n: fitted.n,
      assumes: [learnedOf(fitted).fourier === null ? 'svm.straight-line' : 'svm.curved-line', 'logistic.future-like-past'],
      beware: ['svm.chance-from-margin', 'logistic.association'],
    }),
  };
}
