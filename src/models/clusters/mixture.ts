import { ok, type Json, type Progress, type Result, type Steps } from '../../domain';
import { divide } from '../../kernels/clusters/lloyd';
import {
  densitiesOf,
  freeParameters,
  mixtureFrom,
  mixtureRound,
  type Covariance,
  type Mixture,
} from '../../kernels/clusters/mixture';
import type { Matrix } from '../../kernels/linalg/matrix';
import { takeRows } from '../../kernels/linalg/take-rows';
import { sampleIndices } from '../../kernels/random/sample';
import type { Random } from '../../kernels/random/random';
import { badInput, checkMatrix } from '../bad-input';
import type { Model } from '../contract';
import { numberIn, numbersIn, openSaved, refuseUnreadable } from '../saved';
import { mostGroups } from './grouped';

export interface MixtureParams {
  /** Number of groups, 1..200. */
  readonly k: number;
  readonly covariance: Covariance;
  /** Runs from different k-means starts; the likeliest counts. */
  readonly starts: number;
  readonly maxRounds: number;
  /** A run ends when the mean log density of a row rises by less. */
  readonly tolerance: number;
  /** Added to every variance: a group of one customer has no width of its own. */
  readonly ridge: number;
  /** Above so many rows the starts are tried on a seeded sample of that size, and the best goes on with all rows. */
  readonly sampleLimit: number;
  /** A mixture to begin with, in place of all starts. */
  readonly initial: Mixture | null;
}

/** What was learned: no rows, no ids. Groups stand in order of their share, largest first. */
export interface MixtureFitted extends Mixture {
  /** Rows that belong to each group more than to any other. */
  readonly sizes: readonly number[];
  /** Natural logarithm, of all rows. */
  readonly logLikelihood: number;
  /** −2 log L + parameters · log n (Schwarz 1978): less is better. */
  readonly bic: number;
  /** BIC + 2 · entropy of the assignments (Biernacki, Celeux & Govaert 2000): blurred groups cost. */
  readonly icl: number;
  /** Between customers and groups, Σ π_ij log(π_ij / (π_i· π_·j)) in nats: the articles' objective. It grows with k. */
  readonly mutualInformation: number;
  readonly rounds: number;
  readonly converged: boolean;
  readonly n: number;
  readonly engine: string;
}

const id = 'mixture';
const version = 1;
const rowsAtATime = 4096;
const shortRounds = 30;
const promising = 5;
/** Of so few rows every start is followed to its end: the highest maximum may be the slowest to reach. */
const fewRows = 300;

const progress = (done: number, total: number | null): Progress => ({ stage: 'segments', done, total, unit: 'rounds' });

interface Run {
  readonly mixture: Mixture;
  readonly meanLogDensity: number;
  readonly rounds: number;
  readonly converged: boolean;
}

/** Rounds until the density hardly rises; null where a covariance has no inverse. */
function* climb(
  input: Matrix,
  start: Mixture,
  { maxRounds, tolerance, ridge }: MixtureParams,
): Generator<Progress, Run | null, void> {
  let mixture = start;
  let before = -Infinity;
  for (let round = 1; round <= maxRounds; round++) {
    const going = mixtureRound(input.values, mixture, ridge);
    let step = going.next();
    for (; !step.done; step = going.next()) yield progress(round, maxRounds);
    if (step.value === null) return null;
    mixture = step.value.mixture;
    const { meanLogDensity } = step.value;
    if (Math.abs(meanLogDensity - before) < tolerance) return { mixture, meanLogDensity, rounds: round, converged: true };
    before = meanLogDensity;
  }
  return { mixture, meanLogDensity: before, rounds: maxRounds, converged: false };
}

/** Short runs from every start; the most promising go on to their end (Biernacki, Celeux & Govaert 2003). */
function* bestStart(input: Matrix, params: MixtureParams, random: Random): Generator<Progress, Run, void> {
  const few = input.rows <= fewRows;
  const short = few ? params : { ...params, maxRounds: Math.min(params.maxRounds, shortRounds) };
  const tried: Run[] = [];
  for (let start = 0; start < params.starts; start++) {
    const division = divide(input.values, input.cols, params.k, 1, random);
    if (division === null) throw badInput('fewer-different-rows-than-groups');
    const { labels, centres } = division;
    const first = mixtureFrom(input.values, input.cols, params.covariance, labels, centres, params.ridge);
    const run: Run | null = yield* climb(input, first, short);
    if (run === null) continue;
    // Starts that have come to the same place are one.
    const same = tried.some(({ meanLogDensity }) => Math.abs(meanLogDensity - run.meanLogDensity) < 1e-9);
    if (!same) tried.push(run);
  }
  tried.sort((one, other) => other.meanLogDensity - one.meanLogDensity);
  let best: Run | null = null;
  for (const run of few ? tried : tried.slice(0, promising)) {
    const end: Run | null = few || run.converged ? run : yield* climb(input, run.mixture, params);
    if (end !== null && (best === null || end.meanLogDensity > best.meanLogDensity)) best = end;
  }
  if (best === null) throw badInput('no-maximum');
  return best;
}

/** As mixture.fit, and keeps the group that each row belongs to most. */
export function* fitMixture(
  input: Matrix,
  params: MixtureParams,
  random: Random,
): Generator<Progress, { fitted: MixtureFitted; labels: Uint8Array }, void> {
  checkMatrix(input, 2);
  const { k, initial, sampleLimit } = params;
  const wholes = [k, params.starts, params.maxRounds].every((value) => Number.isInteger(value) && value >= 1);
  if (!wholes || k > mostGroups || !(params.tolerance >= 0) || !(params.ridge >= 0) || !(sampleLimit >= 2))
    throw badInput('bad-setting');
  if (input.rows < k) throw badInput('fewer-rows-than-groups');
  let run: Run | null;
  if (initial !== null) run = yield* climb(input, initial, params);
  else if (input.rows <= sampleLimit) run = yield* bestStart(input, params, random);
  else {
    const sample = takeRows(input, sampleIndices(input.rows, Math.max(sampleLimit, k), random.fork('sample')));
    const rough = { ...params, tolerance: Math.max(params.tolerance, 1e-4) };
    const { mixture } = yield* bestStart(sample, rough, random);
    run = yield* climb(input, mixture, params);
  }
  if (run === null) throw badInput('no-maximum');
  return yield* settled(input, run);
}

/** Puts the groups in order, and works out what the rows come to under the mixture. */
function* settled(input: Matrix, run: Run): Generator<Progress, { fitted: MixtureFitted; labels: Uint8Array }, void> {
  const mixture = ordered(run.mixture);
  const { k } = mixture;
  const n = input.rows;
  const densities = densitiesOf(mixture);
  if (densities === null) throw badInput('no-maximum');
  const labels = new Uint8Array(n);
  const sizes = new Array<number>(k).fill(0);
  const shares = new Float64Array(rowsAtATime * k);
  const inGroup = new Float64Array(k);
  let [logLikelihood, entropy] = [0, 0];
  for (let from = 0; from < n; from += rowsAtATime) {
    const to = Math.min(n, from + rowsAtATime);
    logLikelihood += densities.logDensity(input.values, from, to, shares);
    for (let i = from, at = 0; i < to; i++) {
      let top = 0;
      const row = at;
      for (let c = 0; c < k; c++, at++) {
        const share = shares[at]!;
        inGroup[c]! += share;
        if (share > 0) entropy -= share * Math.log(share);
        if (share > shares[row + top]!) top = c;
      }
      labels[i] = top;
      sizes[top]!++;
    }
    yield progress(run.rounds, null);
  }
  const bic = -2 * logLikelihood + freeParameters(mixture) * Math.log(n);
  let between = -entropy / n;
  for (const total of inGroup) if (total > 0) between -= (total / n) * Math.log(total / n);
  const fitted: MixtureFitted = Object.freeze({
    ...mixture,
    sizes,
    logLikelihood,
    bic,
    icl: bic + 2 * entropy,
    // Never below 0 but for rounding.
    mutualInformation: Math.max(0, between),
    rounds: run.rounds,
    converged: run.converged,
    n,
    engine: 'float64',
  });
  return { fitted, labels };
}

function ordered(mixture: Mixture): Mixture {
  const { k, cols, weights, means, covariances } = mixture;
  const byMeans = (a: number, b: number) => {
    for (let j = 0; j < cols; j++) {
      const difference = means[a * cols + j]! - means[b * cols + j]!;
      if (difference !== 0) return difference;
    }
    return 0;
  };
  const order = Array.from({ length: k }, (_, c) => c).sort((a, b) => weights[b]! - weights[a]! || byMeans(a, b));
  const taken = (values: Float64Array) => {
    const width = values.length / k;
    const out = new Float64Array(values.length);
    order.forEach((old, fresh) => out.set(values.subarray(old * width, (old + 1) * width), fresh * width));
    return out;
  };
  return { ...mixture, weights: taken(weights), means: taken(means), covariances: taken(covariances) };
}

/** Each row's share in each group, row-major [rows][k], adding to 1. Errors as mixture.predict. */
export function shares(fitted: MixtureFitted, input: Matrix): Float64Array {
  checkMatrix(input, 0);
  if (input.cols !== fitted.cols) throw badInput('wrong-columns');
  const densities = densitiesOf(fitted);
  if (densities === null) throw badInput('unreadable-model');
  const out = new Float64Array(input.rows * fitted.k);
  densities.logDensity(input.values, 0, input.rows, out);
  return out;
}

function predict(fitted: MixtureFitted, input: Matrix): Uint8Array {
  const { k } = fitted;
  const belongs = shares(fitted, input);
  return Uint8Array.from({ length: input.rows }, (_, i) => {
    let top = 0;
    for (let c = 1; c < k; c++) if (belongs[i * k + c]! > belongs[i * k + top]!) top = c;
    return top;
  });
}

function serialise(fitted: MixtureFitted): Json {
  const { weights, means, covariances, sizes, ...rest } = fitted;
  return {
    model: id,
    version,
    ...rest,
    weights: [...weights],
    means: [...means],
    covariances: [...covariances],
    sizes: [...sizes],
  };
}

function restore(json: Json): Result<MixtureFitted> {
  const opened = openSaved(json, id, version);
  if (!opened.ok) return opened;
  const { fields } = opened;
  const names = ['k', 'cols', 'logLikelihood', 'bic', 'icl', 'mutualInformation', 'rounds', 'n'];
  const [k, cols, logLikelihood, bic, icl, mutualInformation, rounds, n] = names.map((name) => numberIn(fields[name]));
  const { engine, converged, covariance } = fields;
  if (k == null || cols == null || logLikelihood == null || bic == null || icl == null) return refuseUnreadable();
  if (mutualInformation == null || rounds == null || n == null) return refuseUnreadable();
  if (covariance !== 'full' && covariance !== 'diagonal') return refuseUnreadable();
  const weights = numbersIn(fields['weights'], k);
  const means = numbersIn(fields['means'], k * cols);
  const covariances = numbersIn(fields['covariances'], covariance === 'full' ? k * cols * cols : k * cols);
  const sizes = numbersIn(fields['sizes'], k);
  if (weights === null || means === null || covariances === null || sizes === null) return refuseUnreadable();
  if (typeof engine !== 'string' || typeof converged !== 'boolean') return refuseUnreadable();
  const mixture = { k, cols, covariance, weights, means, covariances } as const;
  if (densitiesOf(mixture) === null) return refuseUnreadable();
  return ok(
    Object.freeze({
      ...mixture,
      ...{ sizes: [...sizes], logLikelihood, bic, icl, mutualInformation, rounds, converged, n, engine },
    }),
  );
}

/**
 * Mixture of Gaussians by expectation and maximisation (Dempster, Laird & Rubin 1977) from k-means starts, in double precision.
 * Input: one finite row a customer, already scaled as wanted. Output: the group each row belongs to most, 0 the largest; `shares`
 * gives how much it belongs to each. Throws KithError 'model/bad-input'.
 */
export const mixture: Model<MixtureParams, Matrix, MixtureFitted, Uint8Array> = {
  id,
  version,
  defaults: Object.freeze({
    k: 5,
    covariance: 'full',
    starts: 10,
    maxRounds: 500,
    tolerance: 1e-6,
    ridge: 1e-6,
    sampleLimit: 2000,
    initial: null,
  }),
  *fit(input, params, random): Steps<MixtureFitted> {
    return (yield* fitMixture(input, params, random)).fitted;
  },
  predict,
  serialise,
  restore,
  describe: ({ engine, n }) => ({
    id,
    version,
    engine,
    n,
    assumes: ['mixture.normal-clouds', 'mixture.shares'],
    beware: ['mixture.bic', 'k-means.outliers'],
  }),
};
