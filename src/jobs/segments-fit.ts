import {
  KithError,
  type DensityDetails,
  type Json,
  type MixtureDetails,
  type Note,
  type Progress,
  type SegmentModelId,
  type SegmentSettings,
  type SegmentsPart,
} from '../domain';
import type { Matrix } from '../kernels/linalg/matrix';
import { takeRows } from '../kernels/linalg/take-rows';
import { sampleIndices } from '../kernels/random/sample';
import type { Random } from '../kernels/random/random';
import { mean } from '../kernels/stats/mean';
import {
  cutRows,
  dbscan,
  fitDbscan,
  fitMixture,
  grouped,
  growTree,
  limits,
  linkages,
  mixture,
  shares,
  silhouetteWidths,
  type Linkage,
  type MixtureFitted,
} from '../models/clusters';
import { chooseK, kMeans, type Candidate as KMeansCandidate, type ChosenK } from '../models/k-means';

/** Groups of the rows of a matrix, by whichever model. */
export interface Fitting {
  readonly model: SegmentModelId;
  readonly engine: string;
  /** Groups, that of those who stand apart among them. */
  readonly k: number;
  readonly chosenBy: SegmentsPart['chosenBy'];
  readonly labels: Uint8Array;
  readonly sizes: readonly number[];
  /** Row-major [k][cols]. */
  readonly centres: Float64Array;
  readonly sse: number;
  /** NaN where there is one group. */
  readonly silhouette: number;
  readonly silhouetteSample: number;
  readonly candidates: SegmentsPart['candidates'];
  readonly apart: number | null;
  readonly grown: number | null;
  readonly mixture: MixtureDetails | null;
  readonly density: DensityDetails | null;
  readonly notes: readonly Note[];
  /** The fit as it is kept. */
  readonly saved: Json;
}

const usualK = [2, 3, 4, 5, 6, 7, 8];
/** A handful is no group: a k that leaves a smaller one is not chosen, if any other will do. */
const leastGroup = 3;
const silhouetteRows = 3000;
/** Rows that mixtures of different k are compared on. */
const compareRows = 20_000;
const curvePoints = 200;
const sureShare = 0.8;

/** Runs of one fit: many where they cost little. Above 20,000 rows k-means tries its starts on a sample, so eight stay cheap. */
function startsFor(rows: number): number {
  return rows <= 2000 ? 20 : 8;
}

/** Groups by the chosen model; throws 'model/bad-input' where there is nothing to divide, or too little for the asked k. */
export function fitSegments(
  matrix: Matrix,
  settings: SegmentSettings,
  random: Random,
): AsyncGenerator<Progress, Fitting, void> | Generator<Progress, Fitting, void> {
  switch (settings.model) {
    case 'dbscan':
      return byDensity(matrix, settings, random);
    case 'mixture':
      return byMixture(matrix, settings, random);
    case 'ward':
    case 'average':
    case 'complete':
      return byTree(matrix, settings.model, settings.k, random);
    default:
      return byKMeans(matrix, settings.k, random);
  }
}

const ksFor = (k: number | null): number[] => (k === null || usualK.includes(k) ? usualK : [...usualK, k]);

/** Whether the data have too few different rows for so many groups: then there are simply fewer to choose from. */
const tooFew = (thrown: unknown): boolean => {
  const reason = thrown instanceof KithError ? thrown.values['reason'] : null;
  return reason === 'fewer-different-rows-than-groups' || reason === 'fewer-rows-than-groups';
};

function smallNote(best: number, chosen: number): Note[] {
  return best === chosen ? [] : [{ code: 'k-small-groups', values: { best, least: leastGroup } }];
}

/** The best silhouette among those whose groups are all of some size; the best of all where none is. */
function largeEnough<T extends { readonly sizes: readonly number[]; readonly silhouette: number }>(candidates: readonly T[]): T {
  const fit = candidates.filter(({ sizes }) => Math.min(...sizes) >= leastGroup);
  const from = fit.length > 0 ? fit : candidates;
  return from.reduce((top, next) => (next.silhouette > top.silhouette ? next : top));
}

async function* byKMeans(matrix: Matrix, k: number | null, random: Random): AsyncGenerator<Progress, Fitting, void> {
  const params = { ...kMeans.defaults, starts: startsFor(matrix.rows) };
  const all: ChosenK = yield* chooseK(matrix, ksFor(k), params, random);
  const byHand = k === null ? undefined : all.candidates.find((candidate) => candidate.k === k);
  if (k !== null && byHand === undefined) throw new KithError('model/bad-input', { reason: 'fewer-different-rows-than-groups' });
  const sized = all.candidates.map((candidate) => ({ ...candidate, sizes: candidate.fitted.sizes }));
  const chosen: KMeansCandidate = byHand ?? largeEnough(sized);
  const { fitted } = chosen;
  return {
    model: 'k-means',
    engine: fitted.engine,
    k: chosen.k,
    chosenBy: byHand ? 'hand' : 'silhouette',
    labels: chosen.labels,
    sizes: fitted.sizes,
    centres: fitted.centres,
    sse: chosen.sse,
    silhouette: chosen.silhouette,
    silhouetteSample: all.silhouetteSample,
    candidates: all.candidates.map((one) => ({ k: one.k, sse: one.sse, silhouette: one.silhouette })),
    apart: null,
    grown: null,
    mixture: null,
    density: null,
    notes: byHand ? [] : smallNote(all.best.k, chosen.k),
    saved: kMeans.serialise(fitted),
  };
}

/** Mean silhouettes of several divisions over the same seeded sample; rows labelled k or more are left out. */
function* compared(
  matrix: Matrix,
  divisions: readonly { readonly labels: Uint8Array; readonly k: number }[],
  random: Random,
): Generator<Progress, { silhouettes: number[]; rows: number }, void> {
  const rows = sampleIndices(matrix.rows, silhouetteRows, random.fork('silhouette'));
  const several = divisions.filter(({ k }) => k > 1);
  const points = takeRows(matrix, rows);
  const labellings = several.map(({ labels, k }) => ({ k, labels: Uint8Array.from(rows, (row) => labels[row]!) }));
  const widths = yield* silhouetteWidths(points, labellings);
  const found = new Map(several.map((division, at) => [division, mean(widths[at]!)]));
  return { silhouettes: divisions.map((division) => found.get(division) ?? Number.NaN), rows: rows.length };
}

function* byTree(matrix: Matrix, linkage: Linkage, k: number | null, random: Random): Generator<Progress, Fitting, void> {
  const tree = yield* growTree(matrix, linkage, limits[linkage], random.fork('tree'));
  const cuts: ReturnType<typeof cutRows>[] = [];
  for (const wanted of ksFor(k)) {
    try {
      cuts.push(cutRows(matrix, tree, wanted));
    } catch (thrown) {
      if (!tooFew(thrown) || cuts.length === 0 || wanted === k) throw thrown;
    }
    yield { stage: 'segments', done: cuts.length, total: null, unit: 'rounds' };
  }
  const divisions = cuts.map(({ fitted, labels }) => ({ labels, k: fitted.k }));
  const { silhouettes, rows } = yield* compared(matrix, divisions, random);
  const candidates = cuts.map((cut, at) => ({ ...cut, sizes: cut.fitted.sizes, silhouette: silhouettes[at]! }));
  const best = candidates.reduce((top, next) => (next.silhouette > top.silhouette ? next : top));
  const chosen = candidates.find(({ fitted }) => fitted.k === k) ?? largeEnough(candidates);
  const { fitted } = chosen;
  const notes: Note[] = k === null ? smallNote(best.fitted.k, fitted.k) : [];
  if (fitted.grown < fitted.n) notes.push({ code: 'tree-sampled', values: { grown: fitted.grown, n: fitted.n } });
  return {
    model: linkage,
    engine: fitted.engine,
    k: fitted.k,
    chosenBy: k === null ? 'silhouette' : 'hand',
    labels: chosen.labels,
    sizes: fitted.sizes,
    centres: fitted.centres,
    sse: fitted.sse,
    silhouette: chosen.silhouette,
    silhouetteSample: rows,
    candidates: candidates.map((one) => ({ k: one.fitted.k, sse: one.fitted.sse, silhouette: one.silhouette })),
    apart: null,
    grown: fitted.grown < fitted.n ? fitted.grown : null,
    mixture: null,
    density: null,
    notes,
    saved: linkages[linkage].serialise(fitted),
  };
}

function* byMixture(matrix: Matrix, settings: SegmentSettings, random: Random): Generator<Progress, Fitting, void> {
  const { covariance, k } = settings;
  const params = {
    ...mixture.defaults,
    covariance,
    // Small files have many maxima, and cost little.
    starts: matrix.rows <= 300 ? 100 : 10,
    tolerance: matrix.rows <= 2000 ? 1e-6 : 1e-5,
  };
  const many = matrix.rows > compareRows;
  const sample = many ? takeRows(matrix, sampleIndices(matrix.rows, compareRows, random.fork('compare'))) : matrix;
  const fits: { fitted: MixtureFitted; labels: Uint8Array }[] = [];
  for (const wanted of [1, ...ksFor(k)]) {
    try {
      fits.push(yield* fitMixture(sample, { ...params, k: wanted }, random.fork(`k=${wanted}`)));
    } catch (thrown) {
      if (!tooFew(thrown) || fits.length < 2 || wanted === k) throw thrown;
    }
  }
  const several = fits.filter(({ fitted }) => fitted.k > 1 || fitted.k === k);
  const best = several.reduce((top, next) => (next.fitted.bic < top.fitted.bic ? next : top));
  let chosen = several.find(({ fitted }) => fitted.k === k) ?? best;
  if (many) {
    const going = { ...params, k: chosen.fitted.k, initial: chosen.fitted, tolerance: 1e-4 };
    chosen = yield* fitMixture(matrix, going, random);
  }
  const { fitted, labels } = chosen;
  // Those who belong to each group most need not be in the order of the shares.
  const own = grouped(matrix, labels, fitted.k);
  const { silhouettes, rows } = yield* compared(
    sample,
    [...several.map((one) => ({ labels: one.labels, k: one.fitted.k }))],
    random,
  );
  const at = several.findIndex((one) => one.fitted.k === fitted.k);
  let sure = 0;
  const belongs = shares(fitted, matrix);
  for (let i = 0; i < matrix.rows; i++) if (belongs[i * fitted.k + labels[i]!]! >= sureShare) sure++;
  const one = fits.find((fit) => fit.fitted.k === 1);
  const notes: Note[] = one && one.fitted.bic < best.fitted.bic ? [{ code: 'bic-one-group', values: { k: fitted.k } }] : [];
  const { logLikelihood, bic, icl, mutualInformation } = fitted;
  return {
    model: 'mixture',
    engine: fitted.engine,
    k: fitted.k,
    chosenBy: k === null ? 'bic' : 'hand',
    labels: own.labels,
    sizes: own.sizes,
    centres: own.centres,
    sse: own.sse,
    silhouette: silhouettes[at]!,
    silhouetteSample: rows,
    candidates: several.map((each, index) => ({
      k: each.fitted.k,
      sse: grouped(sample, each.labels, each.fitted.k).sse,
      silhouette: silhouettes[index]!,
    })),
    apart: null,
    grown: null,
    mixture: {
      ...{ covariance, logLikelihood, bic, icl, mutualInformation },
      sure: sure / matrix.rows,
      candidates: fits.map((each) => ({
        k: each.fitted.k,
        logLikelihood: each.fitted.logLikelihood,
        bic: each.fitted.bic,
        icl: each.fitted.icl,
        mutualInformation: each.fitted.mutualInformation,
      })),
      rows: sample.rows,
    },
    density: null,
    notes,
    saved: mixture.serialise(fitted),
  };
}

function* byDensity(matrix: Matrix, settings: SegmentSettings, random: Random): Generator<Progress, Fitting, void> {
  const params = { ...dbscan.defaults, radius: settings.radius, least: settings.neighbours };
  const { fitted, labels, curve } = yield* fitDbscan(matrix, params, random.fork('dbscan'));
  const apart = fitted.noise > 0 ? fitted.k : null;
  const k = fitted.k + (apart === null ? 0 : 1);
  const centres = new Float64Array(k * matrix.cols);
  centres.set(fitted.centres);
  if (apart !== null) {
    for (let i = 0; i < matrix.rows; i++) {
      if (labels[i] !== apart) continue;
      for (let j = 0; j < matrix.cols; j++) {
        const at = apart * matrix.cols + j;
        centres[at] = centres[at]! + matrix.values[i * matrix.cols + j]! / fitted.noise;
      }
    }
  }
  // Those who stand apart are no group: how far groups are from each other is asked of the others.
  const inside = Int32Array.from(labels, (_, i) => i).filter((i) => labels[i] !== fitted.k);
  const { silhouettes, rows } = yield* compared(
    takeRows(matrix, inside),
    [{ labels: Uint8Array.from(inside, (i) => labels[i]!), k: fitted.k }],
    random,
  );
  const notes: Note[] =
    dbscan.defaults.sampleLimit < matrix.rows
      ? [{ code: 'density-sampled', values: { sample: dbscan.defaults.sampleLimit, n: matrix.rows } }]
      : [];
  const { distances } = curve;
  const thinned = Math.min(curvePoints, distances.length);
  return {
    model: 'dbscan',
    engine: fitted.engine,
    k,
    chosenBy: settings.radius === null ? 'density' : 'hand',
    labels,
    sizes: apart === null ? fitted.sizes : [...fitted.sizes, fitted.noise],
    centres,
    sse: fitted.sse,
    silhouette: silhouettes[0]!,
    silhouetteSample: rows,
    candidates: [],
    apart,
    grown: null,
    mixture: null,
    density: {
      radius: fitted.radius,
      neighbours: fitted.least,
      proposed: curve.proposed,
      apart: fitted.noise,
      curve: Float64Array.from({ length: thinned }, (_, at) => {
        return distances[Math.round((at * (distances.length - 1)) / Math.max(1, thinned - 1))]!;
      }),
    },
    notes,
    saved: dbscan.serialise(fitted),
  };
}
