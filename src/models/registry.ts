import type { Json, Result, Steps } from '../domain';
import type { Matrix } from '../kernels/linalg/matrix';
import { exponentialDraw, gammaDraw } from '../kernels/random/gamma';
import { normal } from '../kernels/random/normal';
import type { Random } from '../kernels/random/random';
import type { Classifier, ClassifierFitted, ClassifierInput, ModelId } from './classifier';
import { classifiers } from './classifiers';
import { bgNbd, gammaGamma, mbgNbd, paretoNbd } from './btyd';
import { dbscan, linkages, mixture } from './clusters';
import type { Model, ModelCard } from './contract';
import { hazard, type HazardInput } from './hazard';
import { kMeans } from './k-means';
import { logistic, type LogisticInput } from './logistic';
import { boostedAmounts, elasticNet, lasso, linearRegression, ridge, type AmountInput } from './regression';
import { shiftedBetaGeometric } from './sbg';
import { pca } from './pca';

/** A registered model with its types hidden, and what the common checks need to know to put questions to it. */
export interface Registered {
  readonly id: string;
  readonly version: number;
  /** A problem with a clear answer, of so many rows; the same for the same `random`. */
  problem(random: Random, rows?: number): Problem;
}

/** One model on one set of rows. */
export interface Problem {
  /** The rows to predict for. */
  readonly rows: Matrix;
  /** All the numbers that went in, to see whether they were changed. */
  readonly buffers: readonly (Float64Array | Uint8Array)[];
  fit(random: Random): Steps<unknown>;
  predict(fitted: unknown, rows: Matrix): ArrayLike<number>;
  serialise(fitted: unknown): Json;
  restore(json: Json): Result<unknown>;
  describe(fitted: unknown): ModelCard;
  /** Same rows in another order, or with the values changed. */
  reordered(order: readonly number[]): Problem;
  with(values: (value: number, at: number) => number): Problem;
  readonly probabilities: boolean;
  /** Whether NaN in a row is a gap that it can live with. */
  readonly missing: boolean;
  /** What a saved model grows with: nothing, what was found in the rows (nodes of trees), or the rows themselves. */
  readonly grows: 'not' | 'structure' | 'rows';
  /** Whether constant columns leave something to answer. */
  readonly constant: 'refused' | 'answered';
}

type Given<Input> = {
  readonly input: Input;
  readonly rows: Matrix;
  readonly buffers: readonly (Float64Array | Uint8Array)[];
};

/** Binds a model to a way of making inputs; `rebuild` makes an input of given rows, keeping `at`: each row's old place. */
function register<Params, Input, Fitted, Output extends ArrayLike<number>>(
  model: Model<Params, Input, Fitted, Output>,
  make: (random: Random, rows: number) => Given<Input>,
  rebuild: (given: Given<Input>, rows: Matrix, at: readonly number[]) => Given<Input>,
  given: Pick<Problem, 'probabilities' | 'constant'> & Partial<Pick<Problem, 'missing' | 'grows'>>,
): Registered {
  const traits = { missing: false, grows: 'not', ...given } as const;
  const problemOf = (given: Given<Input>): Problem => ({
    ...traits,
    rows: given.rows,
    buffers: given.buffers,
    fit: (random) => model.fit(given.input, model.defaults, random),
    predict: (fitted, rows) => model.predict(fitted as Fitted, rows),
    serialise: (fitted) => model.serialise(fitted as Fitted),
    restore: (json) => model.restore(json),
    describe: (fitted) => model.describe(fitted as Fitted),
    reordered(order) {
      const { cols, values } = given.rows;
      const moved = Float64Array.from({ length: order.length * cols }, (_, i) => {
        return values[order[Math.floor(i / cols)]! * cols + (i % cols)]!;
      });
      return problemOf(rebuild(given, { rows: order.length, cols, values: moved }, order));
    },
    with(change) {
      const rows = { ...given.rows, values: given.rows.values.map(change) };
      return problemOf(
        rebuild(
          given,
          rows,
          Array.from({ length: rows.rows }, (_, i) => i),
        ),
      );
    },
  });
  return { id: model.id, version: model.version, problem: (random, rows = 203) => problemOf(make(random, rows)) };
}

function givenMatrix(rows: Matrix): Given<Matrix> {
  return { input: rows, rows, buffers: [rows.values] };
}

function givenLabelled(x: Matrix, y: Uint8Array): Given<LogisticInput> {
  return { input: { x, y }, rows: x, buffers: [x.values, y] };
}

/** Two clouds that overlap: columns 0 and 1 decide, column 2 is noise. */
function labelled(random: Random, rows: number): Given<LogisticInput> {
  const values = Float64Array.from({ length: rows * 3 }, () => normal(random));
  const y = Uint8Array.from({ length: rows }, (_, i) => {
    return Number(values[i * 3]! - 2 * values[i * 3 + 1]! + normal(random) > 0.5);
  });
  return givenLabelled({ rows, cols: 3, values }, y);
}

const relabelled = (given: Given<{ readonly y: Uint8Array }>, rows: Matrix, at: readonly number[]) =>
  givenLabelled(
    rows,
    Uint8Array.from(at, (i) => given.input.y[i]!),
  );

function givenAmounts(x: Matrix, y: Float64Array): Given<AmountInput> {
  return { input: { x, y }, rows: x, buffers: [x.values, y] };
}

/** Amounts that two columns add up to, give or take. */
function amounts(random: Random, rows: number): Given<AmountInput> {
  const values = Float64Array.from({ length: rows * 3 }, () => normal(random));
  const y = Float64Array.from({ length: rows }, (_, i) => 20 + 5 * values[i * 3]! - 3 * values[i * 3 + 1]! + normal(random));
  return givenAmounts({ rows, cols: 3, values }, y);
}

const reamounted = (given: Given<AmountInput>, rows: Matrix, at: readonly number[]) =>
  givenAmounts(
    rows,
    Float64Array.from(at, (i) => given.input.y[i]!),
  );

/** Watches of ten periods at most: column 0 hastens the end, column 1 holds it off. */
function watches(random: Random, rows: number): Given<HazardInput> {
  const values = Float64Array.from({ length: rows * 3 }, () => normal(random));
  const periods = new Int32Array(rows).fill(10);
  const ended = new Uint8Array(rows);
  for (let i = 0; i < rows; i++) {
    const odds = Math.exp(values[i * 3]! - values[i * 3 + 1]! - 2);
    for (let t = 1; t <= 10 && ended[i] === 0; t++) {
      if (random.next() > odds / (1 + odds)) continue;
      periods[i] = t;
      ended[i] = 1;
    }
  }
  const x = { rows, cols: 3, values };
  return { input: { x, periods, ended }, rows: x, buffers: [values, Float64Array.from(periods), ended] };
}

function rewatched(given: Given<HazardInput>, rows: Matrix, at: readonly number[]): Given<HazardInput> {
  const periods = Int32Array.from(at, (i) => given.input.periods[i]!);
  const ended = Uint8Array.from(at, (i) => given.input.ended[i]!);
  return { input: { x: rows, periods, ended }, rows, buffers: [rows.values, ended] };
}

/** A classifier as the model that it is. */
function asModel(classifier: Classifier): Model<null, ClassifierInput, ClassifierFitted, Float64Array> {
  return { ...classifier, defaults: null, fit: (input, _, random) => classifier.fit(input, random) };
}

function growthOf(id: ModelId): Problem['grows'] {
  if (id === 'knn') return 'rows';
  return id === 'tree' || id === 'forest' || id === 'boosting' ? 'structure' : 'not';
}

/** Five round clouds of different sizes, so that the order of the groups is certain. */
function clouds(random: Random, rows: number): Given<Matrix> {
  const corners = [0, 0, 9, 0, 0, 9, 9, 9, 20, 20];
  const values = new Float64Array(rows * 2);
  const group = (i: number) => Math.min(4, Math.floor(Math.sqrt((i / rows) * 25)));
  for (let i = 0; i < rows; i++) {
    for (let j = 0; j < 2; j++) values[i * 2 + j] = corners[group(i) * 2 + j]! + normal(random) * 0.6;
  }
  return givenMatrix({ rows, cols: 2, values });
}

/** Histories of customers who leave after some purchases: x, tx, T. */
function histories(random: Random, rows: number): Given<Matrix> {
  const values = new Float64Array(rows * 3);
  for (let i = 0; i < rows; i++) {
    const T = 20 + 20 * random.next();
    const rate = gammaDraw(0.8, 8, random);
    let [x, tx] = [0, 0];
    for (let t = exponentialDraw(rate, random); t < T; t += exponentialDraw(rate, random)) {
      x++;
      tx = t;
      if (random.next() < 0.2) break;
    }
    values.set([x, tx, T], i * 3);
  }
  return givenMatrix({ rows, cols: 3, values });
}

/** Numbers of purchases and their mean spend. */
function spends(random: Random, rows: number): Given<Matrix> {
  const values = new Float64Array(rows * 2);
  for (let i = 0; i < rows; i++) {
    const x = 1 + random.int(6);
    values.set([x, gammaDraw(4 * x, gammaDraw(4, 30, random), random) / x], i * 2);
  }
  return givenMatrix({ rows, cols: 2, values });
}

/** Contracts that end with a chance of their own in each period; those that go on are last seen after up to 24. */
function lifetimes(random: Random, rows: number): Given<Matrix> {
  const values = new Float64Array(rows * 2);
  for (let i = 0; i < rows; i++) {
    const [a, b] = [gammaDraw(1.2, 1, random), gammaDraw(5, 1, random)];
    const until = random.int(25);
    let t = 0;
    while (t < until && random.next() >= a / (a + b)) t++;
    values.set(t < until ? [t + 1, 1] : [t, 0], i * 2);
  }
  return givenMatrix({ rows, cols: 2, values });
}

/** Every model there is; tests run `checks` over each. */
export const registry: readonly Registered[] = [
  register(kMeans, clouds, (_given, rows) => givenMatrix(rows), { probabilities: false, constant: 'refused' }),
  ...[linkages.ward, linkages.average, linkages.complete].map((model) =>
    register(model, clouds, (_given, rows) => givenMatrix(rows), { probabilities: false, constant: 'refused' }),
  ),
  register(dbscan, clouds, (_given, rows) => givenMatrix(rows), { probabilities: false, constant: 'refused' }),
  register(mixture, clouds, (_given, rows) => givenMatrix(rows), { probabilities: false, constant: 'refused' }),
  register(logistic, labelled, relabelled, { probabilities: true, constant: 'answered' }),
  ...[linearRegression, ridge, lasso, elasticNet].map((model) =>
    register(model, amounts, reamounted, { probabilities: false, constant: 'answered' }),
  ),
  register(boostedAmounts, amounts, reamounted, {
    probabilities: false,
    constant: 'answered',
    missing: true,
    grows: 'structure',
  }),
  register(hazard, watches, rewatched, { probabilities: true, constant: 'answered' }),
  // Their chances are probabilities, but of histories only: values times −1 are none, so they have tests of their own.
  ...[bgNbd, mbgNbd, paretoNbd].map((model) =>
    register(model, histories, (_given, rows) => givenMatrix(rows), { probabilities: false, constant: 'answered' }),
  ),
  register(shiftedBetaGeometric, lifetimes, (_given, rows) => givenMatrix(rows), { probabilities: false, constant: 'refused' }),
  // A row's place along the first component stands for all of them.
  register(
    { ...pca, predict: (fitted, rows) => pca.predict(fitted, rows).filter((_, at) => at % 2 === 0) },
    (random, rows) => {
      const spreads = [0.5, 0.2, 0.1];
      return givenMatrix({
        rows,
        cols: 3,
        values: Float64Array.from({ length: rows * 3 }, (_, i) => spreads[i % 3]! * normal(random)),
      });
    },
    (_given, rows) => givenMatrix(rows),
    { probabilities: false, constant: 'answered' },
  ),
  register(gammaGamma, spends, (_given, rows) => givenMatrix(rows), { probabilities: false, constant: 'refused' }),
];

/** The families of classifiers under the contract of classifier.ts; tests run `checks` over each of these too. */
export const families: readonly Registered[] = Object.values(classifiers).map((make) => {
  const family = make();
  return register(asModel(family), labelled, relabelled, {
    probabilities: true,
    constant: 'answered',
    missing: family.takes.missing,
    grows: growthOf(family.id),
  });
});
