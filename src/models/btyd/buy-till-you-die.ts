import type { Steps } from '../../domain';
import { distinctHistories, type Histories } from '../../kernels/btyd/histories';
import type { Random } from '../../kernels/random/random';
import { badInput, checkMatrix } from '../bad-input';
import type { Matrix, Model, ModelCard } from '../contract';
import { fittedOf, restoreFitted, serialiseFitted, type LikelihoodFitted } from './fitted';
import { maximise, maximiseDefaults, type MaximiseOptions } from './maximise';

/** The mathematics of one buy-till-you-die model, by its parameters in the order of its letters. Times in the unit of the fit. */
export interface Process {
  readonly id: string;
  readonly letters: readonly string[];
  readonly logLikelihood: (histories: Histories, parameters: Float64Array, gradient: Float64Array) => number;
  /** Where to begin, and where parameters are held that the data do not decide. */
  readonly start: (histories: Histories) => readonly number[];
  /** Chance of not being gone at T. */
  readonly alive: (parameters: Float64Array, x: number, tx: number, T: number) => number;
  /** Expected purchases in the time t after T of one who is alive at T. */
  readonly future: (parameters: Float64Array, x: number, T: number, t: number) => number;
  /** Expected repeat purchases of a new customer in their first t. */
  readonly expected: (parameters: Float64Array, t: number) => number;
  /** One possible future of one who is alive at T: `bought` hears the time after T of each purchase before `until`. */
  readonly simulate: (
    parameters: Float64Array,
    x: number,
    T: number,
    until: number,
    random: Random,
    bought: (time: number) => void,
  ) => void;
  readonly assumes: readonly string[];
  readonly beware: readonly string[];
}

/** A buy-till-you-die model: rows are x, tx, T of a customer; `predict` gives the chance that they are still a customer. */
export interface BuyTillYouDie extends Model<MaximiseOptions, Matrix, LikelihoodFitted, Float64Array> {
  readonly process: Process;
}

const version = 1;

function checkRows(input: Matrix, least: number): void {
  checkMatrix(input, least);
  const { rows, cols, values } = input;
  if (cols !== 3) throw badInput('wrong-columns');
  for (let i = 0; i < rows; i++) {
    const [x, tx, T] = [values[i * 3]!, values[i * 3 + 1]!, values[i * 3 + 2]!];
    if (!(x >= 0 && tx >= 0 && tx <= T && (x > 0 || tx === 0))) throw badInput('not-a-history');
  }
}

/** The common start: rates about as large as seen, with a wide spread between customers. */
export function meanRate(histories: Histories): { rate: number; meanT: number } {
  let [x, T, n] = [0, 0, 0];
  for (let i = 0; i < histories.rows; i++) {
    x += histories.weight[i]! * histories.x[i]!;
    T += histories.weight[i]! * histories.T[i]!;
    n += histories.weight[i]!;
  }
  // Nobody bought again, or all at once: half a purchase stands for none.
  return { rate: Math.max(x, 0.5) / Math.max(T, 1e-6), meanT: Math.max(T / Math.max(n, 1), 1e-6) };
}

/** The model of a process, by maximum likelihood. Throws KithError 'model/bad-input' for rows that are no histories. */
export function createBuyTillYouDie(process: Process): BuyTillYouDie {
  const { id, letters } = process;
  async function* fit(input: Matrix, params: MaximiseOptions): Steps<LikelihoodFitted> {
    checkRows(input, 2);
    if (!(params.maxRounds >= 1) || !(params.holdSpread > 0) || !(params.gradientTolerance >= 0)) throw badInput('bad-setting');
    yield { stage: 'value', done: 0, total: null, unit: 'rounds' };
    const histories = distinctHistories(input.values, input.rows, 3);
    let repeaters = 0;
    for (let i = 0; i < histories.rows; i++) if (histories.x[i]! > 0) repeaters += histories.weight[i]!;
    const parameters = new Float64Array(letters.length);
    const logLikelihood = (point: Float64Array, gradient: Float64Array): number => {
      for (let i = 0; i < point.length; i++) parameters[i] = Math.exp(point[i]!);
      return process.logLikelihood(histories, parameters, gradient);
    };
    const maximum = yield* maximise(logLikelihood, process.start(histories), input.rows, params);
    if (maximum === null) throw badInput('no-maximum');
    return fittedOf(maximum, input.rows, repeaters);
  }

  function predict({ parameters }: LikelihoodFitted, input: Matrix): Float64Array {
    checkRows(input, 0);
    const alive = new Float64Array(input.rows);
    for (let i = 0; i < input.rows; i++) {
      alive[i] = process.alive(parameters, input.values[i * 3]!, input.values[i * 3 + 1]!, input.values[i * 3 + 2]!);
    }
    return alive;
  }

  const describe = ({ engine, n }: LikelihoodFitted): ModelCard => ({
    id,
    version,
    engine,
    n,
    assumes: process.assumes,
    beware: process.beware,
  });

  return {
    id,
    version,
    defaults: maximiseDefaults,
    process,
    fit,
    predict,
    serialise: (fitted) => serialiseFitted(id, version, fitted),
    restore: (json) => restoreFitted(json, id, version, letters.length),
    describe,
  };
}
