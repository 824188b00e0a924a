import { quantiles } from '../kernels/stats/quantile';
import type { CustomerLines } from './customer-lines';
import { lineKind } from './orders';

const usual = 0.9;
/** Fewer gaps than this show no rhythm. */
const leastGaps = 50;
const week = 7;

/**
 * Within how many days nine in ten repeat orders came after the one before, up to a day, in whole weeks: the silence from
 * which on somebody is later than customers of this shop usually are. Null with fewer than fifty repeat orders or no days.
 */
export function rhythmOf(lines: CustomerLines, until: number): number | null {
  if (!lines.has.days) return null;
  const { customers, offsets, day, kind } = lines;
  const gaps: number[] = [];
  for (let c = 0; c < customers; c++) {
    const days: number[] = [];
    for (let j = offsets[c]!; j < offsets[c + 1]!; j++) {
      if (kind[j] === lineKind.sale && day[j]! <= until) days.push(day[j]!);
    }
    days.sort((a, b) => a - b);
    for (let i = 1; i < days.length; i++) if (days[i]! > days[i - 1]!) gaps.push(days[i]! - days[i - 1]!);
  }
  if (gaps.length < leastGaps) return null;
  return Math.ceil(quantiles(gaps, [usual])[0]! / week) * week;
}
