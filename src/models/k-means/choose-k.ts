import { KithError, type Progress, type Steps } from '../../domain';
import { silhouettesOf } from '../../kernels/distance/silhouette';
import { takeRows } from '../../kernels/linalg/take-rows';
import type { Matrix } from '../../kernels/linalg/matrix';
import { sampleIndices } from '../../kernels/random/sample';
import type { Random } from '../../kernels/random/random';
import { mean } from '../../kernels/stats/mean';
import { badInput } from '../bad-input';
import { fitRows, type KMeansFitted, type KMeansParams } from './k-means';

export interface Candidate {
  readonly k: number;
  readonly fitted: KMeansFitted;
  /** Group of every row. */
  readonly labels: Uint8Array;
  readonly sse: number;
  /** Mean silhouette width over the sampled rows; NaN for k = 1. */
  readonly silhouette: number;
}

export interface ChosenK {
  /** The candidate with the largest silhouette, the fewer groups among equals. */
  readonly best: Candidate;
  readonly candidates: readonly Candidate[];
  /** Rows the silhouettes were worked out on: all, or a seeded sample. */
  readonly silhouetteSample: number;
}

/** How far the centres of a candidate may still move where there are many rows; the chosen one is followed to its end. */
const roughTolerance = 1e-4;

/**
 * Fits k-means for each k and compares them by silhouette (Rousseeuw 1987): exact up to `sampleRows` rows, beyond that on
 * one seeded sample for all k. Above `params.sampleLimit` rows only the chosen candidate is carried on until no label changes.
 * ks for which there are too few (different) rows are left out. Errors as kMeans.fit.
 */
export async function* chooseK(
  input: Matrix,
  ks: readonly number[],
  params: KMeansParams,
  random: Random,
  sampleRows = 3000,
): Steps<ChosenK> {
  const possible = ks.filter((k) => k <= Math.max(2, input.rows - 1));
  if (possible.length === 0) throw badInput('bad-setting');
  const many = input.rows > params.sampleLimit && params.tolerance < roughTolerance;
  const fits: Fit[] = [];
  for (const k of possible) {
    try {
      const rough = { ...params, k, tolerance: many ? roughTolerance : params.tolerance };
      fits.push({ k, ...(yield* fitRows(input, rough, random.fork(`k=${k}`))) });
    } catch (thrown) {
      const tooFew = thrown instanceof KithError && thrown.values['reason'] === 'fewer-different-rows-than-groups';
      if (!tooFew || fits.length === 0) throw thrown;
    }
  }
  const rows = sampleIndices(input.rows, sampleRows, random.fork('silhouette'));
  const points = takeRows(input, rows).values;
  const candidates = yield* compare(points, input.cols, rows, fits);
  let best = candidates[0]!;
  for (const candidate of candidates) {
    if (candidate.silhouette > best.silhouette || Number.isNaN(best.silhouette)) best = candidate;
  }
  if (many) {
    const settled = { k: best.k, ...(yield* fitRows(input, { ...params, k: best.k, initial: best.fitted.centres }, random)) };
    const [again] = yield* compare(points, input.cols, rows, [settled]);
    candidates[candidates.indexOf(best)] = best = again!;
  }
  return { best, candidates, silhouetteSample: rows.length };
}

type Fit = Pick<Candidate, 'k' | 'fitted' | 'labels'>;

/** Silhouettes of several fits over the same sampled rows, in slices of a few milliseconds. */
function* compare(
  points: Float64Array,
  cols: number,
  rows: Int32Array,
  fits: readonly Fit[],
): Generator<Progress, Candidate[], void> {
  const labellings = fits.map(({ k, labels }) => ({ k, labels: Uint8Array.from(rows, (row) => labels[row]!) }));
  const widths = fits.map(() => new Float64Array(rows.length));
  const widthsOf = silhouettesOf(points, cols, labellings);
  const slice = Math.max(1, Math.floor(8_000_000 / (rows.length * (cols + 4))));
  for (let from = 0; from < rows.length; from += slice) {
    const to = Math.min(rows.length, from + slice);
    widthsOf(from, to, widths);
    yield { stage: 'segments', done: to, total: rows.length, unit: 'rows' };
  }
  return fits.map((fit, m) => ({ ...fit, sse: fit.fitted.sse, silhouette: fit.k === 1 ? Number.NaN : mean(widths[m]!) }));
}
