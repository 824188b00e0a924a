import { isSalesKind, type MessageValues, type Progress, type Role } from '../../domain';
import { normalQuantile } from '../../kernels/special/normal-quantile';
import { select, selectMedian } from '../../kernels/stats/select';
import { asNumbers, asText, columnWithRole, present, type SourceColumn, type SourceTable } from '../source';
import { RowList, type Found, type QualityTable } from './found';
import { qualityStep, slice } from './steps';

/** Fewer values have no usual. */
const leastValues = 30;
/** Where most values are one and the same, so many others must show how far values stray. */
const leastOthers = 10;
/** Iglewicz & Hoaglin 1993, How to Detect and Handle Outliers: a modified z-score beyond 3.5 is to be looked at. */
const fewestDeviations = 3.5;
/** More than so many beyond the fence, two at least, are no slips: the column has a long tail. */
const mostShare = 0.02;
const mostOfFew = 2;
/** A normal distribution's standard deviation in terms of its median absolute deviation. */
const deviation = 1.4826;
/** From here on the upper tenth reaches so much further than the lower one that ratios, not differences, are usual. */
const skewed = 1 / 3;

const judged: ReadonlySet<Role> = new Set<Role>(['amount', 'price', 'quantity', 'refund', 'number']);
const money: ReadonlySet<Role> = new Set<Role>(['amount', 'price', 'refund']);

export interface Fence {
  readonly low: number;
  readonly high: number;
  readonly median: number;
  /** Judged by ratios: on the logarithms of the values above zero. */
  readonly log: boolean;
}

/**
 * The fence beyond which a value is far from all others: median ± k × 1.4826 × the median absolute deviation, k the greater of
 * 3.5 and what one of n normal values passes with a chance of one in two; on logarithms where `ratios`. Where more than half of
 * the values are the median, the deviation is the median of those that are not. `values` hold no NaN and are moved. null where
 * there are too few values, or nothing strays.
 */
export function fenceOf(values: Float64Array, ratios: boolean): Fence | null {
  const n = values.length;
  if (n < leastValues) return null;
  if (ratios) for (let i = 0; i < n; i++) values[i] = Math.log(values[i]!);
  const centre = selectMedian(values);
  let others = 0;
  for (let i = 0; i < n; i++) {
    values[i] = Math.abs(values[i]! - centre);
    if (values[i]! > 0) others++;
  }
  let spread = selectMedian(values);
  if (spread === 0) {
    if (others < leastOthers) return null;
    let n0 = 0;
    for (let i = 0; i < n; i++) if (values[i]! > 0) values[n0++] = values[i]!;
    spread = selectMedian(values.subarray(0, n0));
  }
  const reach = Math.max(fewestDeviations, normalQuantile(1 - 1 / (4 * n))) * deviation * spread;
  const back = (value: number) => (ratios ? Math.exp(value) : value);
  return { low: back(centre - reach), high: back(centre + reach), median: back(centre), log: ratios };
}

/** Whether values should be judged by ratios: none below zero, and the upper tenth far from the middle. Moves `values`. */
export function isSkewed(values: Float64Array): boolean {
  const n = values.length;
  if (n < leastValues) return false;
  const [low, middle, high] = [0.1, 0.5, 0.9].map((p) => select(values, Math.floor((n - 1) * p))) as [number, number, number];
  return high > low && (high - middle - (middle - low)) / (high - low) > skewed;
}

/** Numbers far from all others of their column, money by currency. */
export function* findOutliers({ source }: QualityTable): Generator<Progress, Found[], void> {
  const found: Found[] = [];
  for (const column of source.columns) {
    if (!judged.has(column.role)) continue;
    const numbers = asNumbers(column.column);
    if (numbers === null || column.column.type !== 'number') continue;
    for (const group of currenciesOf(source, column)) {
      yield qualityStep(source.rows);
      const values = valuesOf(numbers, group);
      const positive = aboveZero(values);
      yield qualityStep(source.rows);
      // Money and quantities are counted in ratios; what is below zero there is given back, and no measure of what is usual.
      const counted = money.has(column.role) || column.role === 'quantity';
      const fromZero = noneBelowZero(values);
      const ratios = counted || (fromZero && isSkewed(positive.slice()));
      yield qualityStep(source.rows);
      const fence = fenceOf(ratios ? positive : values, ratios);
      if (fence === null) continue;
      const rows = new RowList();
      let of = 0;
      for (let i = 0; i < source.rows; i++) {
        if (i % slice === slice - 1) yield qualityStep(i, source.rows);
        const value = numbers[i]!;
        if (Number.isNaN(value) || (ratios && value <= 0) || (group !== everything && !group.has(i))) continue;
        of++;
        if (value < fence.low || value > fence.high) rows.add(i);
      }
      if (rows.length === 0 || rows.length > Math.max(mostOfFew, mostShare * of)) continue;
      found.push({
        check: 'outliers',
        rule: group.name === null ? (ratios ? 'ratio' : 'difference') : `ratio ${group.name}`,
        column: column.name,
        values: fenceValues(column.name, group.name, fence, fromZero),
        of,
        rows: rows.rows,
        look: farthest(rows.rows, numbers, fence),
        repair: counted && isSalesKind(source.kind) ? 'leave-out' : 'blank',
      });
    }
  }
  return found;
}

function fenceValues(column: string, currency: string | null, { low, high, median }: Fence, fromZero: boolean): MessageValues {
  return {
    column,
    low: figure(fromZero ? Math.max(low, 0) : low),
    high: figure(high),
    median: figure(median),
    ...(currency === null ? {} : { currency }),
  };
}

/** Four digits are enough to know a fence by. */
const figure = (value: number) => Number(value.toPrecision(4));

/** The rows in the order of how far they are beyond the fence; of those equally far, in the file's order. */
function farthest(rows: Int32Array, numbers: Float64Array, { low, high, median, log }: Fence): Int32Array {
  if (rows.length > 100_000) return rows;
  const far = (row: number) => {
    const value = numbers[row]!;
    return log ? Math.abs(Math.log(value / median)) : Math.max(value - high, low - value);
  };
  return rows.slice().sort((a, b) => far(b) - far(a) || a - b);
}

interface Group {
  readonly name: string | null;
  readonly has: (row: number) => boolean;
}

const everything: Group = { name: null, has: () => true };

/** Money of several currencies is judged each by itself; at most the first fifty. */
function currenciesOf(source: SourceTable, { role }: SourceColumn): Group[] {
  const currency = money.has(role) ? columnWithRole(source, 'currency') : undefined;
  if (!currency) return [everything];
  const text = asText(currency.column);
  if (text.dictionary.length < 2) return [everything];
  const named = new Map<string, Set<number>>();
  for (const [code, word] of text.dictionary.entries()) {
    const name = word.trim().toUpperCase();
    named.set(name, (named.get(name) ?? new Set()).add(code));
  }
  if (named.size < 2) return [everything];
  return [...named].slice(0, 50).map(([name, codes]): Group => ({
    name,
    has: (row) => present(text, row) && codes.has(text.codes[row]!),
  }));
}

function valuesOf(numbers: Float64Array, group: Group): Float64Array {
  const values = new Float64Array(numbers.length);
  let n = 0;
  const all = group === everything;
  for (let i = 0; i < numbers.length; i++) if (!Number.isNaN(numbers[i]!) && (all || group.has(i))) values[n++] = numbers[i]!;
  return values.subarray(0, n);
}

function aboveZero(values: Float64Array): Float64Array {
  const above = new Float64Array(values.length);
  let n = 0;
  for (let i = 0; i < values.length; i++) if (values[i]! > 0) above[n++] = values[i]!;
  return above.subarray(0, n);
}

/** Whether no value is below zero. */
function noneBelowZero(values: Float64Array): boolean {
  for (let i = 0; i < values.length; i++) if (values[i]! < 0) return false;
  return true;
}
