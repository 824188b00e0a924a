import {
  KithError,
  type AnalysisResult,
  type CustomerTable,
  type Json,
  type Progress,
  type SegmentsCheck,
  type SegmentsPart,
} from '../domain';
import { applyDesign, type Design } from '../features/design';
import { noSegment } from '../insight/portrait';
import { adjustedRand, bestJaccards } from '../kernels/clusters/agreement';
import { divide } from '../kernels/clusters/lloyd';
import { cloudIds, principalScores, referenceCloud } from '../kernels/clusters/reference-clouds';
import { silhouettesOf } from '../kernels/distance/silhouette';
import type { Matrix } from '../kernels/linalg/matrix';
import { takeRows } from '../kernels/linalg/take-rows';
import { createRandom, type Random } from '../kernels/random/random';
import { sampleIndices } from '../kernels/random/sample';
import { mean } from '../kernels/stats/mean';
import { cutRows, fitDbscan, fitMixture, growTree, mixture, silhouetteWidths } from '../models/clusters';
import { frameOf } from './analyse-customer';

/** Everything here is decided before any data is seen; the reasons stand in docs/decisions/clusters.md. */
export const checkRules = {
  resamples: 100,
  /** Clouds of each kind. */
  clouds: 20,
  cloudRows: 800,
  mostK: 8,
  starts: 3,
  /** So many standard deviations, and so much silhouette, above every kind of cloud. */
  above: 3,
  margin: 0.03,
  /** A group of fewer rows is a handful of odd ones: it is left out of the comparison with clouds. */
  leastShare: 0.01,
  /** Hennig 2007: found again. */
  jaccard: 0.75,
  /** Below this the groups are others with every resample. */
  agreement: 0.5,
  /** Of the resamples, for every group. */
  holds: 0.75,
  clearSilhouette: 0.5,
  exactSilhouette: 10_000,
} as const;

const stabilityRows: Readonly<Record<SegmentsPart['model'], number>> = {
  'k-means': 2000,
  ward: 1000,
  average: 1000,
  complete: 1000,
  mixture: 1000,
  dbscan: 2000,
};

/** The groups of an analysis as a matrix with labels. */
export interface Shown {
  readonly matrix: Matrix;
  readonly labels: Uint8Array;
  readonly part: Pick<SegmentsPart, 'model' | 'k' | 'apart' | 'mixture' | 'density'>;
  readonly seed: number;
}

/** What was shown, from what is kept of an analysis. Throws what the analysis said where it made no groups. */
export function shownGroups(
  result: Pick<AnalysisResult, 'segments' | 'seed'>,
  customers: CustomerTable,
  models: Readonly<Record<string, Json>>,
): Shown {
  const part = result.segments;
  if (!part.ok) throw new KithError(part.error.code, part.error.values);
  const kept = models[part.model] as { design?: Design } | undefined;
  if (!kept?.design) throw new KithError('analysis/no-data');
  const rows = Int32Array.from(customers.segment, (_, c) => c).filter((c) => customers.segment[c] !== noSegment);
  return {
    matrix: applyDesign(kept.design, frameOf(customers), rows),
    labels: Uint8Array.from(rows, (c) => customers.segment[c]!),
    part,
    seed: result.seed,
  };
}

/**
 * Whether the groups shown are more than a way of cutting one cloud: whether they come again when customers are drawn anew, and
 * whether they stand further apart than those that the same method cuts out of clouds without groups. Yields after every piece of
 * work; the same seed gives the same answer.
 */
export function* checkSegments(shown: Shown, clock: () => number): Generator<Progress, SegmentsCheck, void> {
  const began = clock();
  const { matrix, part, seed } = shown;
  const random = createRandom(seed).fork('check');
  const total = cloudIds.length * checkRules.clouds + checkRules.resamples + 2;
  let done = 0;
  const step = (): Progress => ({ stage: 'segments', done: done++, total, unit: 'rounds' });

  yield step();
  const compared = yield* againstClouds(matrix, part.k, random.fork('clouds'), step);
  const stability = yield* resampled(shown, random.fork('resamples'), step);
  yield step();
  const silhouette = yield* shownSilhouette(shown, random.fork('silhouette'));

  const { references } = compared;
  const real =
    references.above >= checkRules.above && references.clouds.every((c) => references.here - c.mean >= checkRules.margin);
  const groups = stability.segments.filter((_, at) => at !== part.apart);
  const lasting = groups.every(({ holds }) => holds >= checkRules.holds * checkRules.resamples);
  const wide = silhouette !== null && silhouette.value >= checkRules.clearSilhouette;
  const because: SegmentsCheck['because'] = !real
    ? 'like-a-cloud'
    : stability.againstShown < checkRules.agreement
      ? 'does-not-hold'
      : !lasting
        ? 'holds-in-part'
        : !wide
          ? 'edges'
          : null;
  return {
    ...stability,
    silhouette,
    ...compared,
    verdict: because === null ? 'clear' : because === 'like-a-cloud' || because === 'does-not-hold' ? 'none' : 'weak',
    because,
    ms: clock() - began,
  };
}

/** SSE by k from 1, and the best silhouette of a division whose groups are all of some size. */
function divisions(points: Float64Array, cols: number, mostK: number, random: Random): { sse: number[]; best: number } {
  const n = points.length / cols;
  const sse: number[] = [];
  const found: { k: number; labels: Uint8Array; small: boolean }[] = [];
  for (let k = 1; k <= mostK; k++) {
    const division = divide(points, cols, k, k === 1 ? 1 : checkRules.starts, random);
    // Fewer different rows than groups: from here on nothing is left to divide.
    if (division === null) break;
    sse.push(division.sse);
    if (k === 1) continue;
    const sizes = new Float64Array(k);
    for (const label of division.labels) sizes[label]!++;
    found.push({ k, labels: division.labels, small: Math.min(...sizes) < Math.max(3, checkRules.leastShare * n) });
  }
  const widths = found.map(() => new Float64Array(n));
  silhouettesOf(points, cols, found)(0, n, widths);
  const sized = found.flatMap(({ small }, at) => (small ? [] : [mean(widths[at]!)]));
  return { sse, best: Math.max(0, ...sized) };
}

function* againstClouds(
  matrix: Matrix,
  k: number,
  random: Random,
  step: () => Progress,
): Generator<Progress, Pick<SegmentsCheck, 'gap' | 'gapK' | 'references'>, void> {
  const rows = sampleIndices(matrix.rows, checkRules.cloudRows, random.fork('rows'));
  const { cols } = matrix;
  const own = principalScores(takeRows(matrix, rows).values, cols);
  const mostK = Math.min(Math.max(checkRules.mostK, k), Math.max(1, rows.length - 1));
  const here = divisions(own.scores, cols, mostK, random.fork('here'));
  const clouds: { id: (typeof cloudIds)[number]; bests: number[] }[] = [];
  const uniform: number[][] = [];
  for (const id of cloudIds) {
    const bests: number[] = [];
    for (let draw = 0; draw < checkRules.clouds; draw++) {
      const chance = random.fork(`${id} ${draw}`);
      const found = divisions(referenceCloud(id, own, rows.length, chance), cols, mostK, chance);
      bests.push(found.best);
      if (id === 'uniform') uniform.push(found.sse);
      yield step();
    }
    clouds.push({ id, bests });
  }
  const references = clouds.map(({ id, bests }) => ({ id, mean: average(bests), sd: spread(bests), n: bests.length }));
  const gap = gapOf(here.sse, uniform);
  return {
    gap,
    gapK: gapChoice(gap),
    references: {
      here: here.best,
      clouds: references,
      above: Math.min(...references.map((cloud) => (here.best - cloud.mean) / Math.max(cloud.sd, 1e-6))),
    },
  };
}

/** Eq. 3 and step 2 of Tibshirani, Walther & Hastie; as far as the rows and every cloud could be divided. */
function gapOf(here: readonly number[], clouds: readonly (readonly number[])[]): SegmentsCheck['gap'] {
  const most = Math.min(here.length, ...clouds.map((sse) => sse.length));
  const gap: { k: number; gap: number; error: number }[] = [];
  for (let at = 0; at < most; at++) {
    // Rows that all lie on their centres: the logarithm has no end.
    if (!(here[at]! > 0)) break;
    const logs = clouds.map((sse) => Math.log(sse[at]!));
    gap.push({
      k: at + 1,
      gap: average(logs) - Math.log(here[at]!),
      error: spread(logs, 0) * Math.sqrt(1 + 1 / logs.length),
    });
  }
  return gap;
}

/**
 * The smallest k whose gap is within an error of the largest. Their own rule stops at the first k that the next does not beat: where
 * groups lie in groups, that is too early.
 */
function gapChoice(gap: SegmentsCheck['gap']): number {
  if (gap.length === 0) return 1;
  const top = gap.reduce((best, one) => (one.gap > best.gap ? one : best));
  return gap.find((one) => one.gap >= top.gap - top.error)!.k;
}

/** Makes the groups anew of customers drawn with replacement, and looks how many come again. */
function* resampled(
  { matrix, labels, part }: Shown,
  random: Random,
  step: () => Progress,
): Generator<Progress, Pick<SegmentsCheck, 'rows' | 'resamples' | 'agreement' | 'againstShown' | 'segments'>, void> {
  const rows = sampleIndices(matrix.rows, stabilityRows[part.model], random.fork('rows'));
  const base = takeRows(matrix, rows);
  const n = rows.length;
  const shown = Uint8Array.from(rows, (row) => labels[row]!);
  const holds = new Int32Array(part.k);
  const jaccards = new Float64Array(part.k);
  const seen = new Int32Array(part.k);
  const between: number[] = [];
  const against: number[] = [];
  let before: Int16Array | null = null;
  for (let draw = 0; draw < checkRules.resamples; draw++) {
    const chance = random.fork(`draw ${draw}`);
    const drawn = Int32Array.from({ length: n }, () => chance.int(n));
    const found = yield* madeAnew(takeRows(base, drawn), part, matrix.rows, chance);
    yield step();
    const now = new Int16Array(n).fill(-1);
    if (found !== null) drawn.forEach((row, at) => (now[row] = found[at]!));
    const here = Int32Array.from(now, (_, row) => row).filter((row) => now[row]! >= 0);
    if (found === null) {
      against.push(0);
    } else {
      const [a, b] = [Uint8Array.from(here, (row) => shown[row]!), Uint8Array.from(here, (row) => now[row]!)];
      against.push(adjustedRand(a, b));
      bestJaccards(a, b, part.k).forEach((value, group) => {
        if (Number.isNaN(value)) return;
        seen[group]!++;
        jaccards[group]! += value;
        if (value >= checkRules.jaccard) holds[group]!++;
      });
    }
    const last = before;
    if (last !== null) {
      const both = here.filter((row) => last[row]! >= 0);
      if (both.length > 1) {
        between.push(
          adjustedRand(
            Uint8Array.from(both, (row) => last[row]!),
            Uint8Array.from(both, (row) => now[row]!),
          ),
        );
      } else between.push(0);
    }
    before = now;
  }
  return {
    rows: n,
    resamples: checkRules.resamples,
    agreement: average(between),
    againstShown: average(against),
    segments: Array.from(holds, (times, group) => ({
      holds: times,
      jaccard: seen[group]! > 0 ? jaccards[group]! / seen[group]! : 0,
    })),
  };
}

/** Labels of the rows of a resample by the same model and settings; null where it finds nothing to divide. */
function* madeAnew(
  matrix: Matrix,
  { model, k, mixture: fitted, density }: Shown['part'],
  all: number,
  random: Random,
): Generator<Progress, Uint8Array | null, void> {
  try {
    switch (model) {
      case 'ward':
      case 'average':
      case 'complete':
        return cutRows(matrix, yield* growTree(matrix, model, matrix.rows, random), k).labels;
      case 'mixture': {
        const covariance = fitted?.covariance ?? 'full';
        const params = { ...mixture.defaults, k, covariance, starts: checkRules.starts, tolerance: 1e-3, maxRounds: 200 };
        return (yield* fitMixture(matrix, params, random)).labels;
      }
      case 'dbscan': {
        if (!density) return null;
        // Fewer customers lie further apart: the distance grows with them.
        const radius = density.radius * Math.pow(all / matrix.rows, 1 / matrix.cols);
        return (yield* fitDbscan(matrix, { radius, least: density.neighbours, sampleLimit: matrix.rows }, random)).labels;
      }
      default:
        return divide(matrix.values, matrix.cols, k, checkRules.starts, random)?.labels ?? null;
    }
  } catch (thrown) {
    // This draw has too few different customers, or no crowded place.
    if (thrown instanceof KithError && thrown.code === 'model/bad-input') return null;
    throw thrown;
  }
}

function* shownSilhouette(
  { matrix, labels, part }: Shown,
  random: Random,
): Generator<Progress, SegmentsCheck['silhouette'], void> {
  const inside = Int32Array.from(labels, (_, i) => i).filter((i) => labels[i] !== part.apart);
  const k = part.k - (part.apart === undefined ? 0 : 1);
  if (k < 2) return null;
  const chosen = sampleIndices(inside.length, checkRules.exactSilhouette, random);
  const rows = Int32Array.from(chosen, (at) => inside[at]!);
  const own = Uint8Array.from(rows, (row) => labels[row]!);
  const [widths] = yield* silhouetteWidths(takeRows(matrix, rows), [{ labels: own, k }]);
  const value = mean(widths!);
  const half = (1.96 * spread(widths!)) / Math.sqrt(rows.length);
  return { value, rows: rows.length, interval: rows.length < inside.length ? [value - half, value + half] : null };
}

const average = (values: ArrayLike<number>): number => mean(Float64Array.from(values));

/** Standard deviation; `less` 1: as an estimate, 0: of these values. */
function spread(values: ArrayLike<number>, less = 1): number {
  const centre = average(values);
  let squares = 0;
  for (let i = 0; i < values.length; i++) squares += (values[i]! - centre) ** 2;
  return Math.sqrt(squares / Math.max(1, values.length - less));
}
