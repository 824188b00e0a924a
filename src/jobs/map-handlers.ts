import {
  KithError,
  type CustomerTable,
  type MapAxis,
  type MapPlaces,
  type MapPoints,
  type MapSample,
  type Progress,
  type SegmentsPart,
} from '../domain';
import { applyDesign, fitDesign, type Design } from '../features/design';
import { pick } from '../features/frame';
import { verdictOf } from '../insight/advice';
import { createKdTree } from '../kernels/distance/kd-tree';
import { silhouettesOf } from '../kernels/distance/silhouette';
import type { Matrix } from '../kernels/linalg/matrix';
import { takeRows } from '../kernels/linalg/take-rows';
import { createRandom } from '../kernels/random/random';
import { sampleIndices } from '../kernels/random/sample';
import { badInput } from '../models/bad-input';
import { pca } from '../models/pca';
import type { AnalysisOutput } from './analysis-handlers';
import { frameOf } from './analyse-customer';
import { skewedFeatures } from './analyse-prepare';
import { asynchronous } from './following';
import { customerRow } from './customer-list';
import type { Handlers } from './runner';
import { spreadsOf } from './spreads';

/**
 * A layout by likeness is found for so many customers at most; the others are placed beside those most like them. At 5,000 it
 * takes seconds (bench/map.mjs), and grows faster than the customers do.
 */
export const mostLaidOut = 5000;
/** The silhouette is measured on so many. */
const mostMeasured = 2000;
/** A customer who was not laid out stands among so many of those who were. */
const beside = 3;
const rowsAtATime = 500;
const weightsNamed = 4;

/** What the maps of one analysis share. */
interface Prepared {
  readonly rows: Int32Array;
  readonly matrix: Matrix;
  readonly scores: Float64Array;
  readonly sample: Int32Array;
}

const preparedOf = new WeakMap<AnalysisOutput, Prepared>();

const step = (done: number, total: number): Progress => ({ stage: 'map', done, total, unit: 'rows' });

/** The jobs of the map and of spreads, answered from the analysis in force, which `inForce` gives or throws for. */
export function createMapHandlers(inForce: () => AnalysisOutput): Handlers<'map' | 'mapSample' | 'mapPlace' | 'who' | 'spreads'> {
  return {
    async *map(_request, context) {
      const began = performance.now();
      const output = inForce();
      const { customers, result } = output;
      const segments = segmentsOf(output);
      const rows = membersOf(customers);
      yield step(0, rows.length);
      const frame = pick(
        frameOf(customers),
        segments.features.map(({ id }) => id),
      );
      // The same design as that of the segments, learned anew from the same customers.
      const { scale } = segments;
      const logged = scale === 'standard' ? skewedFeatures : new Set<string>();
      const design = fitDesign(frame, rows, { scale: scale === 'none' ? 'none' : 'standard', dropFirst: false, logged });
      yield step(0, rows.length);
      const matrix = applyDesign(design, frame, rows);
      yield step(0, rows.length);
      const fitted = yield* asynchronous(pca.fit(matrix, pca.defaults, createRandom(result.seed)));
      const scores = twoColumns(pca.predict(fitted, matrix), matrix.rows);
      yield step(rows.length, rows.length);
      const sample = distinctSample(matrix, result.seed);
      preparedOf.set(output, { rows, matrix, scores, sample });
      const measured = yield* measure(scores, customers.segment, rows, segments.segments.length, result.seed);
      context.handOver();
      const axes = [0, 1].map((at) =>
        axisOf(design, fitted.components.subarray(at * fitted.cols, (at + 1) * fitted.cols), fitted.ratios[at] ?? 0),
      );
      const money = customers.totalSpend.some((spent) => !Number.isNaN(spent));
      const worth = customers.worth?.residualClv;
      const worthKnown = worth?.some((value) => !Number.isNaN(value)) ?? false;
      const stage = customers.standings?.stage;
      const values = worthKnown ? worth! : customers.totalSpend;
      const points: MapPoints = {
        rows: rows.slice(),
        segment: Uint8Array.from(rows, (row) => customers.segment[row]!),
        stage: stage ? Uint8Array.from(rows, (row) => stage[row]!) : null,
        value: worthKnown || money ? Float32Array.from(rows, (row) => values[row]!) : null,
        valueKind: worthKnown ? 'worth' : 'spent',
        risk: customers.risk.some((risk) => !Number.isNaN(risk)) ? Float32Array.from(rows, (row) => customers.risk[row]!) : null,
        axes,
        ratios: [...fitted.ratios],
        engine: fitted.engine,
        pca: { ...placesOf(scores), ...measured, fitted: rows.length, ms: performance.now() - began },
      };
      return points;
    },

    *mapSample() {
      const output = inForce();
      const { matrix, scores, sample } = preparedFor(output);
      yield step(0, sample.length);
      const { rows, cols, values } = takeRows(matrix, sample);
      const start = Float64Array.from({ length: rows * 2 }, (_, i) => scores[sample[i >> 1]! * 2 + (i & 1)]!);
      const taken: MapSample = { rows, cols, values, start, seed: output.result.seed };
      return taken;
    },

    *mapPlace({ layout, ms }, context) {
      const began = performance.now();
      const output = inForce();
      const { matrix, sample, rows } = preparedFor(output);
      if (layout.length !== sample.length * 2) throw badInput('wrong-length');
      const all = yield* placeAmong(matrix, takeRows(matrix, sample), layout);
      const segments = segmentsOf(output);
      const measured = yield* measure(all, output.customers.segment, rows, segments.segments.length, output.result.seed);
      context.handOver();
      const places: MapPlaces = {
        ...placesOf(all),
        ...measured,
        fitted: rows.length <= mostLaidOut ? rows.length : sample.length,
        ms: ms + performance.now() - began,
      };
      return places;
    },

    *spreads() {
      return yield* spreadsOf(inForce());
    },

    *who({ rows }) {
      const { customers } = inForce();
      yield step(0, rows.length);
      return rows.filter((row) => row >= 0 && row < customers.rows).map((row) => customerRow(customers, row));
    },
  };
}

function segmentsOf({ result }: AnalysisOutput): SegmentsPart {
  if (result.segments.ok) return result.segments;
  throw new KithError(result.segments.error.code, result.segments.error.values);
}

function preparedFor(output: AnalysisOutput): Prepared {
  const prepared = preparedOf.get(output);
  if (prepared === undefined) throw new KithError('analysis/no-data');
  return prepared;
}

/** Who belongs to a segment: those the segments were made of. */
function membersOf({ segment, rows }: CustomerTable): Int32Array {
  const members = new Int32Array(rows);
  let count = 0;
  for (let i = 0; i < rows; i++) if (segment[i] !== 255) members[count++] = i;
  return members.slice(0, count);
}

/** A single component is drawn along a line. */
function twoColumns(scores: Float64Array, rows: number): Float64Array {
  if (scores.length === rows * 2) return scores;
  return Float64Array.from({ length: rows * 2 }, (_, i) => (i % 2 === 0 ? scores[i >> 1]! : 0));
}

function placesOf(points: Float64Array): Pick<MapPlaces, 'x' | 'y'> {
  const n = points.length / 2;
  const [x, y] = [new Float32Array(n), new Float32Array(n)];
  for (let i = 0; i < n; i++) {
    x[i] = points[i * 2]!;
    y[i] = points[i * 2 + 1]!;
  }
  return { x, y };
}

function axisOf({ terms }: Design, weights: Float64Array, share: number): MapAxis {
  return {
    share,
    weights: terms
      .map(({ feature, level }, at) => ({ feature, level, weight: weights[at] ?? 0 }))
      .sort((a, b) => Math.abs(b.weight) - Math.abs(a.weight))
      .slice(0, weightsNamed),
  };
}

/** Rows of a seeded sample, without those that equal an earlier one. */
function distinctSample(matrix: Matrix, seed: number): Int32Array {
  const { rows, cols, values } = matrix;
  const seen = new Set<string>();
  return sampleIndices(rows, mostLaidOut, createRandom(seed).fork('map')).filter((row) => {
    const key = values.subarray(row * cols, (row + 1) * cols).join();
    return !seen.has(key) && seen.add(key);
  });
}

/** Mean silhouette of the groups on the map, on a seeded sample. */
function* measure(
  points: Float64Array,
  segment: Uint8Array,
  rows: Int32Array,
  k: number,
  seed: number,
): Generator<Progress, Pick<MapPlaces, 'silhouette' | 'verdict'>, void> {
  const chosen = sampleIndices(rows.length, mostMeasured, createRandom(seed).fork('map-silhouette'));
  const own = Float64Array.from({ length: chosen.length * 2 }, (_, i) => points[chosen[i >> 1]! * 2 + (i & 1)]!);
  const labels = Uint8Array.from(chosen, (i) => segment[rows[i]!]!);
  if (k < 2 || chosen.length === 0) return { silhouette: Number.NaN, verdict: null };
  const widthsOf = silhouettesOf(own, 2, [{ labels, k }]);
  const widths = new Float64Array(chosen.length);
  for (let from = 0; from < chosen.length; from += rowsAtATime) {
    widthsOf(from, Math.min(from + rowsAtATime, chosen.length), [widths]);
    yield step(rows.length, rows.length);
  }
  const silhouette = widths.reduce((sum, width) => sum + width, 0) / widths.length;
  return { silhouette, verdict: verdictOf(silhouette) };
}

/**
 * Every row of a matrix on a map that was laid out for some: at the mean of its nearest laid-out rows, weighed by likeness as
 * UMAP weighs them, exp(−(distance − nearest) / spread); one that equals a laid-out row stands where that does.
 */
function* placeAmong(matrix: Matrix, known: Matrix, layout: Float64Array): Generator<Progress, Float64Array, void> {
  const { rows, cols, values } = matrix;
  const tree = createKdTree(known.values, cols);
  const k = Math.min(beside, known.rows);
  const into = { index: new Int32Array(k), distance: new Float64Array(k) };
  const placed = new Float64Array(rows * 2);
  for (let i = 0; i < rows; i++) {
    if (i % rowsAtATime === 0) yield step(i, rows);
    tree.nearest(values, i * cols, k, into);
    const nearest = into.distance[0]!;
    const spread = into.distance.reduce((sum, distance) => sum + distance - nearest, 0) / k;
    let [x, y, total] = [0, 0, 0];
    for (let j = 0; j < k; j++) {
      const apart = into.distance[j]! - nearest;
      const weight = nearest === 0 ? Number(j === 0) : spread > 0 ? Math.exp(-apart / spread) : 1;
      x += weight * layout[into.index[j]! * 2]!;
      y += weight * layout[into.index[j]! * 2 + 1]!;
      total += weight;
    }
    placed[i * 2] = x / total;
    placed[i * 2 + 1] = y / total;
  }
  return placed;
}
