import { isoDay, type Progress } from '../../domain';
import { columnWithRole, daysOf, present } from '../source';
import type { Found, QualityTable } from './found';
import { ordersOf } from './order-fill';
import { qualityStep, slice } from './steps';

/** Fewer days with something have no rhythm. */
const leastDays = 20;
const leastSpan = 28;
/** The rhythm around a day is that of so many days before and after. */
const around = 28;
/** A gap is told where chance alone would bring one like it to one in so many files. */
const oneIn = 100;
/** More gaps than this are told as a number. */
const mostGaps = 12;
const longestSpan = 40 * 366;

export interface Gap {
  /** First and last day without anything. */
  readonly from: number;
  readonly to: number;
  /** What the rhythm would have brought in these days. */
  readonly expected: number;
}

/**
 * Runs of days without anything that the rhythm does not explain. A day's expectation is its weekday's share of what the 28 days
 * before and after the run brought; what a day brings strays like a negative binomial whose variance is φ times its mean, φ ≥ 1
 * being Pearson's (McCullagh & Nelder 1989, eq. 9.4) over all days. The chance of an empty day is then φ^(−μ/(φ−1)), e^(−μ) for
 * φ = 1, and a run is a gap where the product over its days, times the number of days in the file, is below one in a hundred.
 * `counts[i]` is what came on day `first` + i; the first and the last are not empty.
 */
export function gapsIn(counts: Int32Array, first: number): Gap[] {
  const n = counts.length;
  if (n < leastSpan) return [];
  const share = weekdayShares(counts, first);
  // Sums up to a day of what came and of what an even level would bring.
  const came = new Float64Array(n + 1);
  const due = new Float64Array(n + 1);
  for (let i = 0; i < n; i++) {
    came[i + 1] = came[i]! + counts[i]!;
    due[i + 1] = due[i]! + share[weekday(first + i)]!;
  }
  const level = (from: number, to: number, without: readonly [number, number] | null) => {
    let [sum, expected] = [came[to]! - came[from]!, due[to]! - due[from]!];
    if (without) expected -= due[without[1]]! - due[without[0]]!;
    if (without) sum -= came[without[1]]! - came[without[0]]!;
    return expected > 0 ? sum / expected : 0;
  };
  let pearson = 0;
  let days = 0;
  for (let i = 0; i < n; i++) {
    const mu = level(Math.max(0, i - around), Math.min(n, i + around + 1), null) * share[weekday(first + i)]!;
    if (mu < 0.05) continue;
    pearson += (counts[i]! - mu) ** 2 / mu;
    days++;
  }
  const phi = Math.max(1, days > 0 ? pearson / days : 1);
  const perExpected = phi > 1.0001 ? Math.log(phi) / (phi - 1) : 1;
  const gaps: Gap[] = [];
  for (let i = 0; i < n; i++) {
    if (counts[i] !== 0) continue;
    let end = i;
    while (counts[end] === 0) end++;
    // Later rows of an order count as none: the file may end with such days.
    if (i === 0 || end >= n) {
      i = end;
      continue;
    }
    const around0 = level(Math.max(0, i - around), Math.min(n, end + around), [i, end]);
    let expected = 0;
    for (let day = i; day < end; day++) expected += around0 * share[weekday(first + day)]!;
    if (expected * perExpected > Math.log(n * oneIn)) gaps.push({ from: first + i, to: first + end - 1, expected });
    i = end;
  }
  return gaps;
}

/** 1970-01-01 was a Thursday; 0 is Monday. */
const weekday = (day: number) => (((day + 3) % 7) + 7) % 7;

/** What each weekday brings, in terms of an average day. */
function weekdayShares(counts: Int32Array, first: number): Float64Array {
  const came = new Float64Array(7);
  const days = new Float64Array(7);
  let total = 0;
  for (let i = 0; i < counts.length; i++) {
    const at = weekday(first + i);
    days[at]!++;
    came[at]! += counts[i]!;
    total += counts[i]!;
  }
  return came.map((sum, at) => (days[at]! > 0 && total > 0 ? (sum / days[at]!) * (counts.length / total) : 0));
}

/** Gaps in what the table's dates tell of, orders counted once. */
export function* findGaps(table: QualityTable): Generator<Progress, Found[], void> {
  const { source } = table;
  if (!['orders', 'deals', 'answers', 'interactions'].includes(source.kind)) return [];
  const date = columnWithRole(source, 'date');
  const days = date ? daysOf(date.column) : null;
  if (!date || days === null) return [];
  let first = Infinity;
  let last = -Infinity;
  const { column } = date;
  const latest = table.day + 1;
  for (let i = 0; i < source.rows; i++) {
    if (i % slice === slice - 1) yield qualityStep(i, source.rows);
    const day = days[i]!;
    if ((day >= first && day <= last) || day <= 0 || day > latest || !present(column, i)) continue;
    if (day < first) first = day;
    if (day > last) last = day;
  }
  if (first > last || last - first + 1 > longestSpan) return [];
  const counts = new Int32Array(last - first + 1);
  const before = new Int32Array(counts.length).fill(-1);
  const orders = ordersOf(source);
  const seen = orders ? new Uint8Array(orders.count) : null;
  for (let i = 0; i < source.rows; i++) {
    if (i % slice === slice - 1) yield qualityStep(i, source.rows);
    const day = days[i]!;
    if (day < first || day > last || !present(column, i)) continue;
    const at = day - first;
    if (before[at]! < 0) before[at] = i;
    if (orders && seen && present(orders.column, i)) {
      const code = orders.codes[i]!;
      if (seen[code] === 1) continue;
      seen[code] = 1;
    }
    counts[at]!++;
  }
  if (counts.reduce((sum, count) => sum + (count > 0 ? 1 : 0), 0) < leastDays) return [];
  const gaps = gapsIn(counts, first);
  const longest = [...gaps].sort((a, b) => b.expected - a.expected || a.from - b.from).slice(0, mostGaps);
  const found = longest
    .sort((a, b) => a.from - b.from)
    .map((gap): Found => {
      const look = Int32Array.of(before[gap.from - first - 1]!, before[gap.to - first + 1]!);
      const [from, to] = [isoDay(gap.from), isoDay(gap.to)];
      const values = { from, to, days: gap.to - gap.from + 1, expected: Math.round(gap.expected), column: date.name };
      const where = { column: date.name, of: counts.length, rows: look, look, count: gap.to - gap.from + 1 };
      return { check: 'gaps', rule: `days ${from}`, values, repair: null, ...where };
    });
  if (gaps.length > found.length) {
    const values = { times: gaps.length - found.length, column: date.name };
    const where = { column: date.name, of: counts.length, rows: new Int32Array(0), count: 0 };
    found.push({ check: 'gaps', rule: 'more', values, repair: null, ...where });
  }
  return found;
}
