import { KithError, type Progress, type Steps } from '../../domain';
import { silhouetteWidths } from '../../kernels/distance/silhouette';
import { takeRows } from '../../kernels/linalg/take-rows';
import type { Matrix } from '../../kernels/linalg/matrix';
import { sampleIndices } from '../../kernels/random/sample';
import type { Random } from '../../kernels/random/random';
import { mean } from '../../kernels/stats/mean';
import { badInput } from '../bad-input';
import { kMeans, type KMeansFitted, type KMeansParams } from './k-means';

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

/**
 * Fits k-means for each k and compares them by silhouette (Rousseeuw 1987): exact up to `sampleRows` rows, beyond that on
 * one seeded sample for all k. ks for which there are too few (different) rows are left out. Errors as kMeans.fit.
 */
export async function* chooseK(
  input: Matrix,
  ks: readonly number[],
  params: KMeansParams,
  random: Random,
  sampleRows = 4000,
): Steps<ChosenK> {
  const possible = ks.filter((k) => k <= Math.max(2, input.rows - 1));
  if (possible.length === 0) throw badInput('bad-setting');
  const fits: { k: number; fitted: KMeansFitted; labels: Uint8Array }[] = [];
  for (const k of possible) {
    try {
      const fitted = yield* kMeans.fit(input, { ...params, k }, random.fork(`k=${k}`));
      fits.push({ k, fitted, labels: kMeans.predict(fitted, input) });
    } catch (thrown) {
      const tooFew = thrown instanceof KithError && thrown.values['reason'] === 'fewer-different-rows-than-groups';
      if (!tooFew || fits.length === 0) throw thrown;
    }
  }
  const rows = sampleIndices(input.rows, sampleRows, random.fork('silhouette'));
  const points = takeRows(input, rows).values;
  const labellings = fits.map(({ k, labels }) => ({ k, labels: Uint8Array.from(rows, (row) => labels[row]!) }));
  const widths = fits.map(() => new Float64Array(rows.length));
  // Some 30 ms a slice.
  const slice = Math.max(1, Math.floor(2_000_000 / (rows.length * (input.cols + 2))));
  for (let from = 0; from < rows.length; from += slice) {
    const to = Math.min(rows.length, from + slice);
    silhouetteWidths(points, input.cols, labellings, from, to, widths);
    yield { stage: 'segments', done: to, total: rows.length, unit: 'rows' } satisfies Progress;
  }
  const candidates = fits.map((one, m) => ({
    ...one,
    sse: one.fitted.sse,
    silhouette: one.k === 1 ? Number.NaN : mean(widths[m]!),
  }));
  let best = candidates[0]!;
  for (const candidate of candidates) {
    if (candidate.silhouette > best.silhouette || Number.isNaN(best.silhouette)) best = candidate;
  }
  return { best, candidates, silhouetteSample: rows.length };
}
