import { ok, type Json, type Progress, type Result, type Steps } from '../../domain';
import { toBlocks, toBlockUnits, type Blocks } from '../../kernels/k-means/blocks';
import { nearestCentres, nearestCentresFrom, nearestCentresSure } from '../../kernels/k-means/nearest';
import { seedCentres } from '../../kernels/k-means/seeding';
import { takeRows } from '../../kernels/linalg/take-rows';
import type { Matrix } from '../../kernels/linalg/matrix';
import { sampleIndices } from '../../kernels/random/sample';
import type { Random } from '../../kernels/random/random';
import { badInput, checkMatrix } from '../bad-input';
import type { Model, ModelCard } from '../contract';
import { currentEngine } from '../engine';
import { numberIn, numbersIn, openSaved, refuseUnreadable } from '../saved';
import { meanVariance, pointsOf, runLloyd, sseOf, type LloydRun } from './lloyd';
import { createStepper, type Formulation, type Stepper } from './stepper';

export interface KMeansParams {
  /** Number of groups, 1..254. */
  readonly k: number;
  /** Runs from different starting centres; the best one counts. */
  readonly starts: number;
  /** Rounds a run may take. */
  readonly maxRounds: number;
  /** A run also ends when the centres move less: sum of squared moves, as a share of the mean column variance. 0 = until no label changes. */
  readonly tolerance: number;
  /** Above so many rows the starts are tried on a seeded sample of that size, and the best goes on with all rows. */
  readonly sampleLimit: number;
  readonly formulation: Formulation;
  /** Starting centres, row-major [k][cols] in the input's units, in place of all starts. */
  readonly initial: Float64Array | null;
}

/** What was learned: no rows, no ids. Groups stand in order of size, largest first. */
export interface KMeansFitted {
  readonly k: number;
  readonly cols: number;
  /** Row-major [k][cols], in the input's units. */
  readonly centres: Float64Array;
  readonly sizes: readonly number[];
  /** Sum of squared distances to the nearest centre, float64, on the input as given. */
  readonly sse: number;
  /** Of the run that counted. */
  readonly rounds: number;
  /** False where maxRounds ended it. */
  readonly converged: boolean;
  readonly n: number;
  readonly engine: string;
}

const id = 'k-means';
const version = 1;
const rowsAtATime = 20_000;

function progress(done: number, total: number | null): Progress {
  return { stage: 'segments', done, total, unit: 'rounds' };
}

function checkParams({ k, starts, maxRounds, tolerance, sampleLimit, initial }: KMeansParams, input: Matrix): void {
  const wholes = [k, starts, maxRounds].every((value) => Number.isInteger(value) && value >= 1);
  if (!wholes || k > 254 || !(tolerance >= 0) || !(sampleLimit >= 1)) throw badInput('bad-setting');
  if (input.rows < k) throw badInput('fewer-rows-than-groups');
  if (initial && (initial.length !== k * input.cols || !initial.every(Number.isFinite))) throw badInput('bad-setting');
}

/** The best of several runs over the stepper's points: its centres in the units of the input. */
async function* bestRun(
  blocks: Blocks,
  stepper: Stepper,
  params: KMeansParams,
  random: Random,
): AsyncGenerator<Progress, Run, void> {
  const given = params.initial;
  const starts = given ? 1 : params.starts;
  const points = given ? null : pointsOf(blocks);
  const still = params.tolerance > 0 ? params.tolerance * meanVariance(blocks) : -1;
  let best: Run | null = null;
  for (let start = 0; start < starts; start++) {
    const seeds = points ? seedCentres(points, blocks.cols, params.k, random) : null;
    const centres = given ? toBlockUnits(given, blocks) : seeds && Float32Array.from(seeds);
    if (centres === null) throw badInput('fewer-different-rows-than-groups');
    stepper.reset();
    const run = yield* runLloyd(stepper, blocks, centres, { ...params, still });
    const sse = starts > 1 ? sseOf(blocks, run.centres, run.labels) : 0;
    if (best === null || sse < best.sse) {
      const inUnits = (value: number, at: number) => value * blocks.scale + blocks.offset[at % blocks.cols]!;
      best = { ...run, sse, centres: Float64Array.from(run.centres, inUnits) };
    }
  }
  return best!;
}

/** Centres of the best run over a seeded sample. */
async function* tryOnSample(input: Matrix, params: KMeansParams, random: Random): AsyncGenerator<Progress, Float64Array, void> {
  const sample = takeRows(input, sampleIndices(input.rows, Math.max(params.sampleLimit, params.k), random));
  const blocks = toBlocks(sample.values, sample.rows, sample.cols);
  const stepper = createStepper(blocks, params.k, params.formulation);
  try {
    // Which start is best shows long before the last label settles.
    const rough = { ...params, tolerance: Math.max(params.tolerance, 1e-4) };
    return (yield* bestRun(blocks, stepper, rough, random)).centres;
  } finally {
    stepper.dispose();
  }
}

interface Run extends Omit<LloydRun, 'centres'> {
  readonly centres: Float64Array;
  /** In the blocks' units; worked out where there is something to compare. */
  readonly sse: number;
}

/** Float64 means of the input by label, ordered by size, largest first, then by coordinates; and each old label's place. */
function orderedMeans(
  input: Matrix,
  labels: ArrayLike<number>,
  k: number,
  fallback: Float64Array,
): { readonly centres: Float64Array; readonly place: Uint8Array } {
  const { rows, cols, values } = input;
  const sums = new Float64Array(k * cols);
  const sizes = new Float64Array(k);
  for (let i = 0, at = 0; i < rows; i++) {
    const label = labels[i]!;
    sizes[label] = sizes[label]! + 1;
    const end = (label + 1) * cols;
    for (let into = label * cols; into < end; into++, at++) sums[into] = sums[into]! + values[at]!;
  }
  for (let c = 0; c < k; c++) {
    for (let j = 0; j < cols; j++) {
      const at = c * cols + j;
      sums[at] = sizes[c]! > 0 ? sums[at]! / sizes[c]! : fallback[at]!;
    }
  }
  const byCoordinates = (a: number, b: number) => {
    for (let j = 0; j < cols; j++) {
      const difference = sums[a * cols + j]! - sums[b * cols + j]!;
      if (difference !== 0) return difference;
    }
    return 0;
  };
  const order = Array.from({ length: k }, (_, c) => c).sort((a, b) => sizes[b]! - sizes[a]! || byCoordinates(a, b));
  const place = new Uint8Array(k);
  order.forEach((old, fresh) => (place[old] = fresh));
  return { centres: takeRows({ rows: k, cols, values: sums }, order).values, place };
}

/** A fit, and the label of every row: what `predict` says of the same rows. */
export interface FittedRows {
  readonly fitted: KMeansFitted;
  readonly labels: Uint8Array;
}

/** As kMeans.fit, and keeps the labels that it comes to anyway. */
export async function* fitRows(input: Matrix, params: KMeansParams, random: Random): AsyncGenerator<Progress, FittedRows, void> {
  checkMatrix(input, 1);
  if (input.rows === 1) throw badInput('one-row');
  checkParams(params, input);
  const { k } = params;
  const { rows, cols, values } = input;
  const engine = await currentEngine();
  let initial = params.initial;
  if (initial === null && rows > params.sampleLimit) initial = yield* tryOnSample(input, params, random);
  const blocks = toBlocks(values, rows, cols);
  const stepper = createStepper(blocks, k, params.formulation);
  try {
    const run = yield* bestRun(blocks, stepper, { ...params, initial }, random);
    const { centres, place } = orderedMeans(input, run.labels, k, run.centres);

    // The last word is float64, on the input as given: what `predict` will say of the same rows.
    const known = stepper.settle(toBlockUnits(centres, blocks));
    const labels = known ? new Uint8Array(rows) : Uint8Array.from(run.labels, (label) => place[label]!);
    const sizes = new Array<number>(k).fill(0);
    let sse = 0;
    for (let from = 0; from < rows; from += rowsAtATime) {
      const to = Math.min(rows, from + rowsAtATime);
      sse += known
        ? nearestCentresSure(values, cols, centres, known, labels, from, to)
        : nearestCentresFrom(values, cols, centres, labels, from, to);
      for (let i = from; i < to; i++) sizes[labels[i]!]!++;
      yield progress(run.rounds, null);
    }
    const { rounds, converged } = run;
    return { fitted: Object.freeze({ k, cols, centres, sizes, sse, rounds, converged, n: rows, engine: engine.name }), labels };
  } finally {
    stepper.dispose();
  }
}

async function* fit(input: Matrix, params: KMeansParams, random: Random): Steps<KMeansFitted> {
  return (yield* fitRows(input, params, random)).fitted;
}

function predict(fitted: KMeansFitted, input: Matrix): Uint8Array {
  checkMatrix(input, 0);
  if (input.cols !== fitted.cols) throw badInput('wrong-columns');
  const labels = new Uint8Array(input.rows);
  nearestCentres(input.values, input.cols, fitted.centres, labels, 0, input.rows);
  return labels;
}

function serialise(fitted: KMeansFitted): Json {
  return { model: id, version, ...fitted, centres: [...fitted.centres], sizes: [...fitted.sizes] };
}

function restore(json: Json): Result<KMeansFitted> {
  const opened = openSaved(json, id, version);
  if (!opened.ok) return opened;
  const { fields } = opened;
  const [k, cols, sse, rounds, n] = ['k', 'cols', 'sse', 'rounds', 'n'].map((name) => numberIn(fields[name]));
  const { engine, converged } = fields;
  if (k == null || cols == null || sse == null || rounds == null || n == null) return refuseUnreadable();
  const centres = numbersIn(fields['centres'], k * cols);
  const sizes = numbersIn(fields['sizes'], k);
  if (centres === null || sizes === null || typeof engine !== 'string' || typeof converged !== 'boolean')
    return refuseUnreadable();
  return ok(Object.freeze({ k, cols, centres, sizes: [...sizes], sse, rounds, converged, n, engine }));
}

function describe({ engine, n }: KMeansFitted): ModelCard {
  return {
    id,
    version,
    engine,
    n,
    assumes: ['k-means.round-groups', 'k-means.scale-matters'],
    beware: ['k-means.always-groups', 'k-means.outliers'],
  };
}

/**
 * k-means (Lloyd 1982) from greedy k-means++ starts, trained with TensorFlow.js. Input: one finite row a customer, already
 * scaled as wanted. Output: group 0..k−1 a row, group 0 the largest of the fit. Example:
 * `predict(await finish(kMeans.fit(matrix, { ...kMeans.defaults, k: 5 }, random)), matrix)`.
 *
 * Throws KithError 'model/bad-input' (see BadInputReason) and 'engine/failed'.
 */
export const kMeans: Model<KMeansParams, Matrix, KMeansFitted, Uint8Array> = {
  id,
  version,
  defaults: Object.freeze({
    k: 5,
    starts: 10,
    maxRounds: 300,
    tolerance: 0,
    sampleLimit: 10_000,
    formulation: 'fused',
    initial: null,
  }),
  fit,
  predict,
  serialise,
  restore,
  describe,
};
