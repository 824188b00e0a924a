import {
  habitFeatureIds,
  KithError,
  lifeStages,
  type AnalysisSettings,
  type FeatureInfo,
  type Json,
  type Note,
  type Progress,
  type Scatter,
  type Segment,
  type SegmentName,
  type SegmentsPart,
} from '../domain';
import { applyDesign, fitDesign, type Design } from '../features/design';
import { leastCustomers } from '../features/churn-data';
import { distinctValues, pick, type FeatureColumn, type Frame } from '../features/frame';
import { adviceFor, verdictOf } from '../insight/advice';
import { noSegment, placeOf, portraits } from '../insight/portrait';
import { segmentNames } from '../insight/segment-names';
import type { Matrix } from '../kernels/linalg/matrix';
import { createRandom } from '../kernels/random/random';
import { sampleIndices } from '../kernels/random/sample';
import { skewedFeatures, type Prepared } from './analyse-prepare';
import { fitSegments, type Fitting } from './segments-fit';

/** What shops are grouped by where nobody says otherwise. */
const shopFeatures = ['daysSinceLastOrder', 'orderCount', 'totalSpend', 'averageOrderValue', 'meanGapDays', 'distinctProducts'];
/** Of so many habits that differ between customers, kinds can be told by habit alone. */
const enoughHabits = 3;
const scatterPoints = 2000;
const typicalCustomers = 5;
const nameFeatures = ['daysSinceLastOrder', 'orderCount', 'totalSpend', 'averageOrderValue', 'ageDays'];

/** Groups found, before they are named: names and advice need the risks too. */
export interface FoundSegments {
  readonly frame: Frame;
  readonly rows: Int32Array;
  readonly matrix: Matrix;
  readonly design: Design;
  readonly chosen: Fitting;
  readonly features: readonly FeatureInfo[];
  readonly available: readonly FeatureInfo[];
  /** Per customer; 255 where in none. */
  readonly segment: Uint8Array;
  readonly notes: readonly Note[];
  readonly ms: number;
}

const segmentsStep: Progress = { stage: 'segments', done: 0, total: null, unit: 'rounds' };

/**
 * Groups by the chosen model over the chosen features (or a sensible set), their number by the model's own rule or by hand. Throws analysis/too-few-customers,
 * analysis/no-features, analysis/unknown-column.
 */
export async function* findSegments(
  prepared: Prepared,
  settings: AnalysisSettings,
  label: string | null,
  clock: () => number,
): AsyncGenerator<Progress, FoundSegments, void> {
  const began = clock();
  const { frame, shop, now, listed } = prepared;
  const { features: wanted, scale } = settings.segments;
  const available = frame.columns.filter((column) => column.info.id !== label);
  let rows: Int32Array;
  let used: Frame;
  if (wanted !== null) {
    const missing = wanted.find((id) => !available.some((column) => column.info.id === id));
    if (missing !== undefined) throw new KithError('analysis/unknown-column', { column: missing });
    used = pick(frame, wanted);
    rows = rowsWhere(frame.rows, (c) => used.columns.some((column) => !Number.isNaN(column.values[c]!)));
  } else {
    // Where no file lists customers, everybody whom a row names is one.
    const lists = listed.includes(1);
    rows = rowsWhere(frame.rows, (c) => (shop ? now.orderCount[c]! > 0 : !lists || listed[c] === 1));
    used = { rows: frame.rows, columns: usualColumns(available, rows, shop) };
  }
  if (rows.length < leastCustomers) throw new KithError('analysis/too-few-customers', { n: rows.length, needed: leastCustomers });
  if (used.columns.length === 0) throw new KithError('analysis/no-features');

  yield segmentsStep;
  const design = fitDesign(used, rows, {
    scale: scale === 'none' ? 'none' : 'standard',
    dropFirst: false,
    logged: scale === 'standard' ? skewedFeatures : new Set(),
  });
  yield segmentsStep;
  const matrix = applyDesign(design, used, rows);
  yield segmentsStep;
  let chosen: Fitting;
  try {
    chosen = yield* fitSegments(matrix, settings.segments, createRandom(settings.seed).fork('segments'));
  } catch (thrown) {
    // Everybody is alike in these features: there is nothing to divide.
    const alike = thrown instanceof KithError && thrown.values['reason'] === 'fewer-different-rows-than-groups';
    if (alike && settings.segments.k === null) throw new KithError('analysis/no-features');
    throw thrown;
  }
  const notes: Note[] = [
    ...design.imputed.map(({ feature, n }) => ({ code: 'filled-by-median', values: { column: feature, n } })),
    ...chosen.notes,
  ];
  const segment = new Uint8Array(frame.rows).fill(noSegment);
  for (let i = 0; i < rows.length; i++) segment[rows[i]!] = chosen.labels[i]!;
  return {
    frame,
    rows,
    matrix,
    design,
    chosen,
    features: used.columns.map((column) => column.info),
    available: available.map((column) => column.info),
    segment,
    notes,
    ms: clock() - began,
  };
}

/** The found groups with portraits, names, worth, risk and advice. `risk` is NaN where not scored. */
export function* describeSegments(
  found: FoundSegments,
  prepared: Prepared,
  settings: AnalysisSettings,
  risk: Float64Array | null,
  stage: Uint8Array | null,
): Generator<Progress, SegmentsPart, void> {
  const { chosen, segment, rows, frame } = found;
  const { k } = chosen;
  const ids = new Set([...found.features.map((feature) => feature.id), ...nameFeatures]);
  const columns = frame.columns.filter(
    (column) => found.features.some((f) => f.id === column.info.id) || column.info.source !== 'column',
  );
  const described = yield* portraits(segment, k, columns);
  const verdict = verdictOf(chosen.silhouette);
  const names = segmentNames(
    described.map((portrait) => ({
      portrait,
      place: Object.fromEntries(
        portrait
          .filter((line) => ids.has(line.feature))
          .map((line) => [
            line.feature,
            placeOf(
              line.median,
              columns.find((column) => column.info.id === line.feature)!,
              segment,
            ),
          ]),
      ),
    })),
    found.features,
  ).map((name, index): SegmentName => (index === chosen.apart ? { code: 'apart', values: {} } : name));
  const spend = prepared.shop && prepared.lines.has.money ? prepared.now.net : null;
  const shares = spend ? sharesOf(spend, segment, k) : null;
  const risks = risk ? meansOf(risk, segment, k) : null;
  const overallRisk = risk ? meansOf(risk, new Uint8Array(risk.length), 1)[0]! : null;
  const stages = stage ? stagesOf(stage, segment, k) : null;
  const typical = typicalOf(found, prepared.identity.keys);
  const segments = described.map((portrait, index): Segment => {
    const size = chosen.sizes[index]!;
    const share = size / rows.length;
    const revenueShare = shares ? shares[index]! : null;
    const meanRisk = risks ? nullIfNaN(risks[index]!) : null;
    return {
      index,
      size,
      share,
      name: names[index]!,
      portrait,
      revenueShare,
      meanRisk,
      ...(stages ? { stages: stages[index]! } : {}),
      typical: typical[index]!,
      advice: adviceFor(
        names[index]!,
        verdict,
        share,
        meanRisk,
        overallRisk === null ? null : nullIfNaN(overallRisk),
        revenueShare,
      ),
    };
  });
  return {
    model: chosen.model,
    engine: chosen.engine,
    features: found.features,
    available: found.available,
    scale: settings.segments.scale,
    k: chosen.k,
    chosenBy: chosen.chosenBy,
    sse: chosen.sse,
    silhouette: chosen.silhouette,
    silhouetteSample: chosen.silhouetteSample,
    candidates: chosen.candidates,
    ...(chosen.apart === null ? {} : { apart: chosen.apart }),
    ...(chosen.grown === null ? {} : { grown: chosen.grown }),
    ...(chosen.mixture === null ? {} : { mixture: chosen.mixture }),
    ...(chosen.density === null ? {} : { density: chosen.density }),
    verdict,
    segments,
    scatter: scatterOf(found, settings.seed),
    n: rows.length,
    ms: found.ms,
  };
}

/** What is kept of the model, under its id: the fit and the design, no customers. */
export function savedSegments({ chosen, design }: FoundSegments): Readonly<Record<string, Json>> {
  return { [chosen.model]: { fitted: chosen.saved, design: design as unknown as Json } };
}

function stagesOf(stage: Uint8Array, segment: Uint8Array, k: number): number[][] {
  const counts = Array.from({ length: k }, () => new Array<number>(lifeStages.length).fill(0));
  for (let c = 0; c < stage.length; c++) {
    const own = counts[segment[c]!];
    if (own && stage[c]! < lifeStages.length) own[stage[c]!]!++;
  }
  return counts;
}

const nullIfNaN = (value: number): number | null => (Number.isNaN(value) ? null : value);

/**
 * What customers are compared by where nobody says otherwise. Of shops: how they buy, not since when, how often or how lately:
 * that stages, groups by recency and cohorts tell, and it would hide the kinds, as each kind has its old and new, here and gone.
 * Where the files tell too little of habits, all of it together. Of lists: their numbers.
 */
function usualColumns(available: readonly FeatureColumn[], rows: Int32Array, shop: boolean): FeatureColumn[] {
  const varying = (ids: readonly string[]) =>
    available.filter(
      ({ info, values }) => info.source === 'orders' && ids.includes(info.id) && distinctValues(values, rows, 1) > 1,
    );
  if (shop) {
    const habits = varying(habitFeatureIds);
    return habits.length >= enoughHabits ? habits : varying(shopFeatures);
  }
  return available.filter(
    ({ info, values }) => info.source === 'column' && info.kind === 'numeric' && distinctValues(values, rows, 1) > 1,
  );
}

function rowsWhere(n: number, keep: (c: number) => boolean): Int32Array {
  const rows = new Int32Array(n);
  let count = 0;
  for (let c = 0; c < n; c++) if (keep(c)) rows[count++] = c;
  return rows.slice(0, count);
}

function sharesOf(values: Float64Array, segment: Uint8Array, k: number): Float64Array | null {
  const sums = new Float64Array(k);
  let total = 0;
  for (let c = 0; c < values.length; c++) {
    const value = values[c]!;
    if (segment[c]! >= k || value !== value) continue;
    sums[segment[c]!]! += value;
    total += value;
  }
  return total > 0 ? sums.map((sum) => sum / total) : null;
}

function meansOf(values: Float64Array, segment: Uint8Array, k: number): Float64Array {
  const sums = new Float64Array(k);
  const counts = new Float64Array(k);
  for (let c = 0; c < values.length; c++) {
    const value = values[c]!;
    if (segment[c]! >= k || value !== value) continue;
    sums[segment[c]!]! += value;
    counts[segment[c]!]!++;
  }
  return sums.map((sum, s) => sum / counts[s]!);
}

function typicalOf({ matrix, rows, chosen }: FoundSegments, keys: readonly string[]): string[][] {
  const { cols, values } = matrix;
  const { centres } = chosen;
  const nearest: { at: number; distance: number }[][] = Array.from({ length: chosen.k }, () => []);
  for (let i = 0; i < rows.length; i++) {
    const group = chosen.labels[i]!;
    let distance = 0;
    for (let j = 0; j < cols; j++) distance += (values[i * cols + j]! - centres[group * cols + j]!) ** 2;
    const best = nearest[group]!;
    if (best.length === typicalCustomers && distance >= best[typicalCustomers - 1]!.distance) continue;
    let at = best.length;
    while (at > 0 && best[at - 1]!.distance > distance) at--;
    best.splice(at, 0, { at: rows[i]!, distance });
    if (best.length > typicalCustomers) best.pop();
  }
  return nearest.map((best) => best.map(({ at }) => keys[at]!));
}

function scatterOf({ features, frame, rows, segment }: FoundSegments, seed: number): Scatter {
  const numeric = features.filter((feature) => feature.kind !== 'category');
  const shop = ['daysSinceLastOrder', 'totalSpend'].filter((id) => numeric.some((feature) => feature.id === id));
  const ids = shop.length === 2 ? shop : numeric.slice(0, 2).map((feature) => feature.id);
  const other = frame.columns.find((column) => column.levels === null && !ids.includes(column.info.id))?.info.id;
  const xFeature = ids[0] ?? other ?? '';
  const yFeature = ids[1] ?? other ?? xFeature;
  const chosen = sampleIndices(rows.length, scatterPoints, createRandom(seed).fork('scatter'));
  const valuesOf = (id: string) => {
    const column = frame.columns.find((candidate) => candidate.info.id === id);
    return Float64Array.from(chosen, (i) => column?.values[rows[i]!] ?? Number.NaN);
  };
  return {
    xFeature,
    yFeature,
    x: valuesOf(xFeature),
    y: valuesOf(yFeature),
    segment: Uint8Array.from(chosen, (i) => segment[rows[i]!]!),
  };
}
