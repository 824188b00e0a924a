import type { PortraitLine, Progress } from '../domain';
import { quantiles } from '../kernels/stats/quantile';
import type { InsightColumn } from './columns';

/** Where a customer is in no segment. */
export const noSegment = 255;

/**
 * How each segment differs from all customers that are in some segment: for every numeric or 0/1 feature the effect
 * (segment mean − overall mean) / overall sd (population; 0 where nothing varies), largest effects first, ties by name.
 * Missing values are left out of both means. Categories have no mean and no line. A segment without one known value of a
 * feature has no line for it.
 */
export function* portraits(
  segment: Uint8Array,
  k: number,
  columns: readonly InsightColumn[],
): Generator<Progress, PortraitLine[][], void> {
  const lines: PortraitLine[][] = Array.from({ length: k }, () => []);
  const n = segment.length;
  let at = 0;
  for (const { info, values, levels } of columns) {
    if (levels !== null) continue;
    yield { stage: 'insight', done: at++, total: columns.length, unit: 'rounds' };
    const count = new Float64Array(k);
    const sum = new Float64Array(k);
    for (let i = 0; i < n; i++) {
      const s = segment[i]!;
      const value = values[i]!;
      if (s >= k || value !== value) continue;
      count[s]!++;
      sum[s]! += value;
    }
    let all = 0;
    let total = 0;
    for (let s = 0; s < k; s++) {
      all += count[s]!;
      total += sum[s]!;
    }
    if (all === 0) continue;
    const overallMean = total / all;
    let squares = 0;
    const members = Array.from(count, (size) => new Float64Array(size));
    const filled = new Int32Array(k);
    for (let i = 0; i < n; i++) {
      const s = segment[i]!;
      const value = values[i]!;
      if (s >= k || value !== value) continue;
      squares += (value - overallMean) ** 2;
      members[s]![filled[s]!++] = value;
    }
    const sd = Math.sqrt(squares / all);
    for (let s = 0; s < k; s++) {
      if (count[s] === 0) continue;
      const mean = sum[s]! / count[s]!;
      const [median = Number.NaN, ninth = Number.NaN] = quantiles(members[s]!, [0.5, 0.9]);
      lines[s]!.push({
        feature: info.id,
        effect: sd > 0 ? (mean - overallMean) / sd : 0,
        mean,
        overallMean,
        median,
        ninth,
      });
    }
  }
  for (const own of lines) {
    own.sort((a, b) => Math.abs(b.effect) - Math.abs(a.effect) || (a.feature < b.feature ? -1 : 1));
  }
  return lines;
}

/** Share of the filled values of one column, in segments only, that lie below `value`, equals counted half: its place in 0..1. */
export function placeOf(value: number, column: InsightColumn, segment: Uint8Array): number {
  let below = 0;
  let equal = 0;
  let n = 0;
  for (let i = 0; i < segment.length; i++) {
    const other = column.values[i]!;
    if (segment[i] === noSegment || other !== other) continue;
    n++;
    if (other < value) below++;
    else if (other === value) equal++;
  }
  return n === 0 ? 0.5 : (below + equal / 2) / n;
}
