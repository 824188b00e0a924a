import { ok, type Json, type Progress, type Result, type Steps } from '../../domain';
import { dbscan as findDense, kDistances, kneeOf } from '../../kernels/clusters/dbscan';
import type { Matrix } from '../../kernels/linalg/matrix';
import { takeRows } from '../../kernels/linalg/take-rows';
import { sampleIndices } from '../../kernels/random/sample';
import type { Random } from '../../kernels/random/random';
import { badInput, checkMatrix } from '../bad-input';
import type { Model } from '../contract';
import { numberIn, numbersIn, openSaved, refuseUnreadable } from '../saved';
import { grouped } from './grouped';

export interface DbscanParams {
  /** Rows within this distance are neighbours; null: where the k-distance curve bends. */
  readonly radius: number | null;
  /** So many neighbours, the row itself among them, make a place dense; null: twice the columns (Sander et al. 1998), at least 5. */
  readonly least: number | null;
  /** Above so many rows the dense places are looked for in a seeded sample of that size. */
  readonly sampleLimit: number;
}

/** What was learned: no rows, no ids. Groups stand in order of size, largest first. */
export interface DbscanFitted {
  /** Groups; rows in none get the label k. */
  readonly k: number;
  readonly cols: number;
  readonly radius: number;
  readonly least: number;
  /** Row-major [k][cols]: means of the groups. */
  readonly centres: Float64Array;
  /** Distance from each centre to its furthest row. */
  readonly reaches: Float64Array;
  readonly sizes: readonly number[];
  /** Rows in none. */
  readonly noise: number;
  readonly sse: number;
  readonly n: number;
  readonly engine: string;
}

const id = 'dbscan';
const version = 1;
/** More groups than anybody looks at: the smaller ones count as noise. */
const groupsKept = 40;
const curveRows = 4000;
export const curvePoints = 200;

const rounds = (done: number, total: number): Progress => ({ stage: 'segments', done, total, unit: 'rows' });

export const usualLeast = (cols: number): number => Math.max(5, 2 * cols);

/** The k-distance curve and where it bends. */
export interface Curve {
  readonly least: number;
  /** Distances to the `least`-th neighbour, smallest first: of all rows, or of a sample of them. */
  readonly distances: Float64Array;
  /** The distance at the bend; where that is 0, the smallest that is not. NaN where all rows are alike. */
  readonly proposed: number;
}

/** Distances of rows to their `least`-th neighbour among all. */
export function* distanceCurve(input: Matrix, least: number, random: Random): Generator<Progress, Curve, void> {
  const rows = sampleIndices(input.rows, curveRows, random);
  const finding = kDistances(input.values, input.cols, rows, Math.min(least, input.rows));
  for (;;) {
    const next = finding.next();
    if (!next.done) {
      yield rounds(next.value, rows.length);
      continue;
    }
    const distances = next.value;
    const bend = distances[kneeOf(distances)]!;
    return { least, distances, proposed: bend > 0 ? bend : (distances.find((distance) => distance > 0) ?? Number.NaN) };
  }
}

/** As dbscan.fit, and keeps the labels: k for rows in no group; with the curve where it was needed. */
export function* fitDbscan(
  input: Matrix,
  params: DbscanParams,
  random: Random,
): Generator<Progress, { fitted: DbscanFitted; labels: Uint8Array; curve: Curve }, void> {
  checkMatrix(input, 2);
  const least = params.least ?? usualLeast(input.cols);
  if (!Number.isInteger(least) || least < 1 || !(params.sampleLimit >= 2)) throw badInput('bad-setting');
  if (params.radius !== null && !(params.radius > 0 && Number.isFinite(params.radius))) throw badInput('bad-setting');
  const rows = sampleIndices(input.rows, params.sampleLimit, random.fork('sample'));
  const sample = rows.length === input.rows ? input : takeRows(input, rows);
  const curve = yield* distanceCurve(sample, least, random.fork('curve'));
  const radius = params.radius ?? curve.proposed;
  if (Number.isNaN(radius)) throw badInput('fewer-different-rows-than-groups');
  yield rounds(0, rows.length);
  const finding = findDense(sample.values, input.cols, radius, least);
  let dense = finding.next();
  for (; !dense.done; dense = finding.next()) yield rounds(dense.value >> 1, rows.length);
  const { labels: found, groups } = dense.value;
  if (groups === 0) throw badInput('no-dense-place');
  const k = Math.min(groups, groupsKept);
  // Ordered among all groups first, so that the smallest are those that go.
  const ordered = grouped(sample, found, groups).labels;
  const kept = ordered.map((label) => (label < k ? label : k));
  const learned = grouped(sample, kept, k);
  const reaches = reachesOf(sample, learned.labels, learned.centres, k);
  let all = learned;
  if (rows.length < input.rows) {
    // Who is outside the sample goes to the nearest centre whose group reaches as far as them, else to none.
    const assigned = nearestReached(input, learned.centres, reaches, k);
    rows.forEach((row, at) => (assigned[row] = learned.labels[at]!));
    all = grouped(input, assigned, k);
  }
  const { labels, centres, sizes, sse } = all;
  const noise = input.rows - sizes.reduce((sum, size) => sum + size, 0);
  const { cols, rows: n } = input;
  // In the order in which they are restored.
  const fitted = { k, cols, radius, least, centres, reaches: reachesOf(input, labels, centres, k), sizes, noise, sse, n };
  return { fitted: Object.freeze({ ...fitted, engine: 'float64' }), labels, curve };
}

function reachesOf({ rows, cols, values }: Matrix, labels: Uint8Array, centres: Float64Array, k: number): Float64Array {
  const reaches = new Float64Array(k);
  for (let i = 0; i < rows; i++) {
    const label = labels[i]!;
    if (label >= k) continue;
    reaches[label] = Math.max(reaches[label]!, distance(values, i * cols, centres, label * cols, cols));
  }
  return reaches;
}

function distance(a: Float64Array, from: number, b: Float64Array, at: number, cols: number): number {
  let square = 0;
  for (let j = 0; j < cols; j++) square += (a[from + j]! - b[at + j]!) ** 2;
  return Math.sqrt(square);
}

function nearestReached({ rows, cols, values }: Matrix, centres: Float64Array, reaches: Float64Array, k: number): Uint8Array {
  return Uint8Array.from({ length: rows }, (_, i) => {
    let [best, least] = [k, Infinity];
    for (let c = 0; c < k; c++) {
      const far = distance(values, i * cols, centres, c * cols, cols);
      if (far <= reaches[c]! && far < least) [best, least] = [c, far];
    }
    return best;
  });
}

function restore(json: Json): Result<DbscanFitted> {
  const opened = openSaved(json, id, version);
  if (!opened.ok) return opened;
  const { fields } = opened;
  const names = ['k', 'cols', 'radius', 'least', 'noise', 'sse', 'n'];
  const [k, cols, radius, least, noise, sse, n] = names.map((name) => numberIn(fields[name]));
  const { engine } = fields;
  if (k == null || cols == null || radius == null || least == null || noise == null || sse == null || n == null)
    return refuseUnreadable();
  const centres = numbersIn(fields['centres'], k * cols);
  const reaches = numbersIn(fields['reaches'], k);
  const sizes = numbersIn(fields['sizes'], k);
  if (centres === null || reaches === null || sizes === null || typeof engine !== 'string') return refuseUnreadable();
  return ok(Object.freeze({ k, cols, radius, least, centres, reaches, sizes: [...sizes], noise, sse, n, engine }));
}

/**
 * DBSCAN (Ester et al. 1996): groups are places where customers lie close together, of any form; who lies in none is in no
 * group. Input: one finite row a customer, already scaled as wanted. As rows are not kept, `predict` goes by centres and how far
 * each group reaches from its own: rough where groups are not round; it gives k, the number of groups, for rows in none. Throws
 * KithError 'model/bad-input', 'no-dense-place' where everybody stands alone.
 */
export const dbscan: Model<DbscanParams, Matrix, DbscanFitted, Uint8Array> = {
  id,
  version,
  defaults: Object.freeze({ radius: null, least: null, sampleLimit: 20_000 }),
  *fit(input, params, random): Steps<DbscanFitted> {
    return (yield* fitDbscan(input, params, random)).fitted;
  },
  predict(fitted, input) {
    checkMatrix(input, 0);
    if (input.cols !== fitted.cols) throw badInput('wrong-columns');
    return nearestReached(input, fitted.centres, fitted.reaches, fitted.k);
  },
  serialise: (fitted) => ({
    model: id,
    version,
    ...fitted,
    centres: [...fitted.centres],
    reaches: [...fitted.reaches],
    sizes: [...fitted.sizes],
  }),
  restore,
  describe: ({ engine, n }) => ({
    id,
    version,
    engine,
    n,
    assumes: ['dbscan.one-density', 'k-means.scale-matters'],
    beware: ['dbscan.radius', 'dbscan.by-centre'],
  }),
};
