import { countTexts, isSalesKind, textOfCode, type MessageValues, type Progress, type Role } from '../../domain';
import { asText, columnWithRole, present, type SourceColumn, type SourceTable } from '../source';
import { capBounds } from './cap';
import type { Fence } from './fence';
import { figure } from './figure';
import { RowList, type Found, type QualityTable } from './found';
import { qualityStep, slice } from './steps';
import { tallyValues, type Groups, type Tally } from './tally';

/** More than so many beyond the fence, two at least, are no slips: the column has a long tail. */
const mostShare = 0.02;
const mostOfFew = 2;
const mostGroups = 50;

const judged: ReadonlySet<Role> = new Set<Role>(['amount', 'price', 'quantity', 'refund', 'number']);
const money: ReadonlySet<Role> = new Set<Role>(['amount', 'price', 'refund']);

/** Numbers far from all others of their column, money by currency. */
export function* findOutliers({ source }: QualityTable): Generator<Progress, Found[], void> {
  const found: Found[] = [];
  for (const column of source.columns) {
    if (!judged.has(column.role) || column.column.type !== 'number') continue;
    const numbers = column.column.values;
    const groups = currenciesOf(source, column);
    const tallies = yield* tallyValues(numbers, groups);
    const judgements: (Judgement | null)[] = [];
    for (const tally of tallies) {
      judgements.push(yield* judge(tally, column.role));
    }
    const lists = yield* rowsBeyond(numbers, groups, judgements);
    for (const [g, judgement] of judgements.entries()) {
      if (judgement === null) continue;
      const { fence, fromZero, of } = judgement;
      const rows = lists[g]!;
      if (rows.length === 0 || rows.length > Math.max(mostOfFew, mostShare * of)) continue;
      const name = groups.names[g]!;
      found.push({
        check: 'outliers',
        rule: name === null ? (fence.log ? 'ratio' : 'difference') : `ratio ${name}`,
        column: column.name,
        values: fenceValues(column.name, name, fence, fromZero),
        of,
        rows: rows.rows,
        look: farthest(rows.rows, numbers, fence),
        cap: capBounds(fence, fromZero, numbers),
        repair: isCounted(column.role) && isSalesKind(source.kind) ? 'leave-out' : 'blank',
      });
    }
  }
  return found;
}

/** Money and quantities are counted in ratios; what is below zero there is given back, and no measure of what is usual. */
const isCounted = (role: Role): boolean => money.has(role) || role === 'quantity';

interface Judgement {
  readonly fence: Fence;
  readonly fromZero: boolean;
  /** Values that were judged. */
  readonly of: number;
}

function* judge(tally: Tally, role: Role): Generator<Progress, Judgement | null, void> {
  const positive = tally.aboveZero();
  const fromZero = tally.noneBelowZero();
  yield qualityStep(tally.count);
  const ratios = isCounted(role) || (fromZero && positive.isSkewed());
  yield qualityStep(tally.count);
  const judged = ratios ? positive : tally;
  const fence = judged.fence(ratios);
  return fence === null ? null : { fence, fromZero, of: judged.count };
}

/** The rows beyond the fence of their group, ascending, by group. */
function* rowsBeyond(
  numbers: Float64Array,
  groups: Groups,
  judgements: readonly (Judgement | null)[],
): Generator<Progress, RowList[], void> {
  const lists = judgements.map(() => new RowList());
  // No value is beyond bounds that are not there, and of ratios none that is not above zero.
  const low = Float64Array.from(judgements, (own) => own?.fence.low ?? -Infinity);
  const high = Float64Array.from(judgements, (own) => own?.fence.high ?? Infinity);
  const least = Float64Array.from(judgements, (own) => (own?.fence.log ? Number.MIN_VALUE : -Infinity));
  for (let i = 0; i < numbers.length; i++) {
    if (i % slice === slice - 1) yield qualityStep(i, numbers.length);
    const group = groups.of === null ? 0 : groups.of(i);
    if (group < 0) continue;
    const value = numbers[i]!;
    if ((value < low[group]! || value > high[group]!) && value >= least[group]!) lists[group]!.add(i);
  }
  return lists;
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

/** The rows in the order of how far they are beyond the fence; of those equally far, in the file's order. */
function farthest(rows: Int32Array, numbers: Float64Array, { low, high, median, log }: Fence): Int32Array {
  if (rows.length > 100_000) return rows;
  const far = (row: number) => {
    const value = numbers[row]!;
    return log ? Math.abs(Math.log(value / median)) : Math.max(value - high, low - value);
  };
  return rows.slice().sort((a, b) => far(b) - far(a) || a - b);
}

/** Money of several currencies is judged each by itself; at most the first fifty. */
function currenciesOf(source: SourceTable, { role }: SourceColumn): Groups {
  const everything: Groups = { names: [null], of: null };
  const currency = money.has(role) ? columnWithRole(source, 'currency') : undefined;
  if (!currency) return everything;
  const text = asText(currency.column);
  const names: string[] = [];
  const known = new Map<string, number>();
  const groupOf = new Int32Array(countTexts(text));
  for (let code = 0; code < groupOf.length; code++) {
    const name = textOfCode(text, code).trim().toUpperCase();
    let group = known.get(name);
    if (group === undefined) {
      known.set(name, (group = names.length));
      names.push(name);
    }
    groupOf[code] = group < mostGroups ? group : -1;
  }
  if (names.length < 2) return everything;
  const { codes } = text;
  return { names: names.slice(0, mostGroups), of: (row) => (present(text, row) ? groupOf[codes[row]!]! : -1) };
}
