import type { Progress, Steps } from '../../domain';
import { createKdTree } from '../../kernels/distance/kd-tree';
import type { Matrix } from '../../kernels/linalg/matrix';
import type { Random } from '../../kernels/random/random';
import { badInput, checkMatrix } from '../bad-input';

export interface UmapParams {
  /** Of so many nearest, itself among them, each row is kept near. */
  readonly neighbours: number;
  /** How close rows may lie on the picture, of its own units. */
  readonly minDistance: number;
  readonly rounds: number;
}

export const umapDefaults: UmapParams = Object.freeze({ neighbours: 15, minDistance: 0.1, rounds: 200 });

/** Fewer rows than this are no map. */
export const leastRows = 5;

/** Half the width of the start, as in umap-learn. */
const reach = 10;
const rowsAtATime = 200;

/**
 * Lays rows out in two dimensions so that rows that are alike lie near each other: UMAP (McInnes, Healy, Melville 2018) by
 * umap-js, in its own steps. Row-major [rows][2]. No Model: a fit holds its rows, so none is kept.
 *
 * The neighbours are exact, worked out here. The layout begins at `start` (row-major [rows][2], say two principal components)
 * in place of umap-js' random one: then far-apart groups keep their places and another seed gives nearly the same picture.
 * No two rows may be equal: umap-js takes the square of the rows' number for each row whose neighbours all equal it.
 *
 * Setting up is one step of up to a second, so this belongs into a worker that can be ended. Throws KithError
 * 'model/bad-input'.
 */
export async function* layOut(input: Matrix, start: Float64Array, params: UmapParams, random: Random): Steps<Float64Array> {
  checkMatrix(input, 0);
  if (input.rows < leastRows) throw badInput('too-alike');
  if (start.length !== input.rows * 2) throw badInput('wrong-length');
  const { rows } = input;
  const step = (done: number): Progress => ({ stage: 'map', done, total: params.rounds, unit: 'rounds' });
  yield step(0);
  // Evaluated when a map is laid out, not when the worker starts.
  const { UMAP } = await import('umap-js');
  const neighbours = Math.min(params.neighbours, rows - 1);
  const umap = new UMAP({
    nComponents: 2,
    nNeighbors: neighbours,
    minDist: params.minDistance,
    nEpochs: params.rounds,
    random: () => random.next(),
  });
  const { indices, distances } = yield* nearestOf(input, neighbours, step(0));
  umap.setPrecomputedKNN(indices, distances);
  yield step(0);
  umap.initializeFit(rowsOf(input));
  // Its layout is moved in place: what is written here is where it begins.
  const placed = umap.getEmbedding();
  const largest = start.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
  const scale = largest > 0 ? reach / largest : 0;
  for (const [i, place] of placed.entries()) {
    for (let c = 0; c < 2; c++) place[c] = start[i * 2 + c]! * scale + (random.next() - 0.5) * 1e-3;
  }
  for (let round = 0; round < params.rounds; round++) {
    yield step(round);
    umap.step();
  }
  return Float64Array.from(umap.getEmbedding().flat());
}

function rowsOf({ rows, cols, values }: Matrix): number[][] {
  return Array.from({ length: rows }, (_, i) => [...values.subarray(i * cols, (i + 1) * cols)]);
}

function* nearestOf(
  { rows, cols, values }: Matrix,
  k: number,
  step: Progress,
): Generator<Progress, { indices: number[][]; distances: number[][] }, void> {
  const tree = createKdTree(values, cols);
  const into = { index: new Int32Array(k), distance: new Float64Array(k) };
  const indices: number[][] = [];
  const distances: number[][] = [];
  for (let i = 0; i < rows; i++) {
    if (i % rowsAtATime === 0) yield step;
    tree.nearest(values, i * cols, k, into);
    indices.push([...into.index]);
    distances.push([...into.distance]);
  }
  return { indices, distances };
}
