import { KithError, type FeatureSpread, type GroupSpread, type Progress, type SegmentSpreads } from '../domain';
import type { FeatureColumn } from '../features/frame';
import { density } from '../kernels/stats/density';
import { quantileSorted } from '../kernels/stats/quantile';
import type { AnalysisOutput } from './analysis-handlers';
import { frameOf } from './analyse-customer';

/** What owners ask of first, where it is known; else the first features that the segments were made of. */
const asked = ['totalSpend', 'meanGapDays'];
const pictured = 2;
const mostProfiled = 6;
const places = 41;

const step: Progress = { stage: 'insight', done: 0, total: null, unit: 'rows' };

/** How the telling numbers are spread within each segment. Throws what refused the segments. */
export function* spreadsOf({ result, customers }: AnalysisOutput): Generator<Progress, SegmentSpreads, void> {
  if (!result.segments.ok) throw new KithError(result.segments.error.code, result.segments.error.values);
  const { segments, features } = result.segments;
  yield step;
  const { columns } = frameOf(customers);
  const numeric = (id: string) =>
    columns.find(({ info, levels }) => info.id === id && levels === null && info.kind === 'numeric');
  const known = features.flatMap(({ id }) => numeric(id) ?? []);
  const first = asked.flatMap((id) => {
    const column = numeric(id);
    return column?.info.source === 'orders' ? [column] : [];
  });
  const chosen = [...new Set([...first, ...known])].slice(0, pictured);
  const found: FeatureSpread[] = [];
  for (const column of chosen) found.push(yield* spreadOf(column, customers.segment, segments.length));
  const profiled = known.slice(0, mostProfiled);
  const profile: number[][] = segments.map(() => []);
  for (const { values } of profiled) {
    const all = sortedWhere(values, customers.segment, (segment) => segment < segments.length);
    yield step;
    for (let k = 0; k < segments.length; k++) {
      const own = sortedWhere(values, customers.segment, (segment) => segment === k);
      profile[k]!.push(shareBelow(all, quantileSorted(own, 0.5)));
      yield step;
    }
  }
  return { features: found, profile, profiled: profiled.map(({ info }) => info) };
}

function* spreadOf({ info, values }: FeatureColumn, segment: Uint8Array, k: number): Generator<Progress, FeatureSpread, void> {
  const all = sortedWhere(values, segment, (of) => of < k);
  yield step;
  const middle = quantileSorted(all, 0.5);
  const uneven = all.length > 0 && all[0]! >= 0 && middle > 0 && all[all.length - 1]! > 20 * middle;
  const groups: GroupSpread[] = [];
  for (let at = 0; at < k; at++) {
    const own = sortedWhere(values, segment, (of) => of === at);
    const [p5, q1, median, q3, p95] = [0.05, 0.25, 0.5, 0.75, 0.95].map((p) => quantileSorted(own, p)) as [
      number,
      number,
      number,
      number,
      number,
    ];
    const shown = uneven ? own.map((value) => Math.log1p(value)) : own;
    const [low, high] = uneven ? [Math.log1p(p5), Math.log1p(p95)] : [p5, p95];
    const dense = own.length === 0 ? { at: [], much: [] } : density(shown, low, high, places);
    groups.push({
      n: own.length,
      p5,
      q1,
      median,
      q3,
      p95,
      mean: own.reduce((sum, value) => sum + value, 0) / own.length,
      density: { at: [...dense.at], much: [...dense.much] },
    });
    yield step;
  }
  return { feature: info, uneven, groups };
}

function sortedWhere(values: Float64Array, segment: Uint8Array, keep: (segment: number) => boolean): Float64Array {
  return values.filter((value, row) => !Number.isNaN(value) && keep(segment[row]!)).sort();
}

/** Half of those who have just as much count as below. */
function shareBelow(sorted: Float64Array, value: number): number {
  if (sorted.length === 0 || Number.isNaN(value)) return Number.NaN;
  const first = (holds: (at: number) => boolean) => {
    let [low, high] = [0, sorted.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (holds(sorted[middle]!)) high = middle;
      else low = middle + 1;
    }
    return low;
  };
  return (first((at) => at >= value) + first((at) => at > value)) / 2 / sorted.length;
}
