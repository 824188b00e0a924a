import type { Json, Result, Steps } from '../domain';
import type { Matrix } from '../kernels/linalg/matrix';
import { exponentialDraw, gammaDraw } from '../kernels/random/gamma';
import { normal } from '../kernels/random/normal';
import type { Random } from '../kernels/random/random';
import { bgNbd, gammaGamma, mbgNbd, paretoNbd } from './btyd';
import type { Model, ModelCard } from './contract';
import { kMeans } from './k-means';
import { logistic, type LogisticInput } from './logistic';
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
  traits: Pick<Problem, 'probabilities' | 'constant'>,
): Registered {
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

/** Every model there is; tests run `checks` over each. */
export const registry: readonly Registered[] = [
  register(
    kMeans,
    (random, rows) => {
      const corners = [0, 0, 9, 0, 0, 9, 9, 9, 20, 20];
      const values = new Float64Array(rows * 2);
      // Sizes all different, so that the order of the groups is certain.
      const group = (i: number) => Math.min(4, Math.floor(Math.sqrt((i / rows) * 25)));
      for (let i = 0; i < rows; i++) {
        for (let j = 0; j < 2; j++) values[i * 2 + j] = corners[group(i) * 2 + j]! + normal(random) * 0.6;
      }
      return givenMatrix({ rows, cols: 2, values });
    },
    (_given, rows) => givenMatrix(rows),
    { probabilities: false, constant: 'refused' },
  ),
  register(
    logistic,
    (random, rows) => {
      const values = Float64Array.from({ length: rows * 3 }, () => normal(random));
      const y = Uint8Array.from({ length: rows }, (_, i) => {
        return Number(values[i * 3]! - 2 * values[i * 3 + 1]! + normal(random) > 0.5);
      });
      return givenLabelled({ rows, cols: 3, values }, y);
    },
    (given, rows, at) =>
      givenLabelled(
        rows,
        Uint8Array.from(at, (i) => given.input.y[i]!),
      ),
    { probabilities: true, constant: 'answered' },
  ),
  // Their chances are probabilities, but of histories only: values times −1 are none, so they have tests of their own.
  ...[bgNbd, mbgNbd, paretoNbd].map((model) =>
    register(model, histories, (_given, rows) => givenMatrix(rows), { probabilities: false, constant: 'answered' }),
  ),
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
