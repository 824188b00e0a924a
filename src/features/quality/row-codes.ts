import { isNull, type Column, type Progress, type TextColumn } from '../../domain';
import type { SourceTable } from '../source';
import { RowList } from './found';
import { qualityStep, slice } from './steps';

/** Two lanes of 32 bits a row, so that equal sums are equal rows but for a chance of one in 10⁷ in a million rows. */
export interface RowCodes {
  readonly a: Uint32Array;
  readonly b: Uint32Array;
}

const one = new Float64Array(1);
const bits = new Uint32Array(one.buffer);
const lanes = { a: 0, b: 0 };

/** Source of the mixing: B. Ford, cyrb53, which is in the public domain. */
function stir(low: number, high: number, seed: number): void {
  const a = Math.imul(low ^ seed, 2654435761) ^ high;
  const b = Math.imul(high ^ seed, 1597334677) ^ low;
  const x = Math.imul(a ^ (a >>> 16), 2246822507) ^ Math.imul(b ^ (b >>> 13), 3266489909);
  const y = Math.imul(b ^ (b >>> 16), 2246822507) ^ Math.imul(x ^ (x >>> 13), 3266489909);
  lanes.a = x >>> 0;
  lanes.b = y >>> 0;
}

const seedOf = (index: number) => Math.imul(index + 1, 0x9e3779b1);

/** Adds (`sign` 1) or takes away (-1) what the cells of one column come to in the rows from `from` up to `to`. */
function addColumn(
  column: Column,
  index: number,
  words: Uint32Array | null,
  sign: 1 | -1,
  { a, b }: RowCodes,
  from: number,
  to: number,
): void {
  const seed = seedOf(index);
  const { nulls } = column;
  const wide = column.type === 'number' || column.type === 'instant';
  const values =
    column.type === 'text'
      ? column.codes
      : column.type === 'date'
        ? column.days
        : column.type === 'instant'
          ? column.ms
          : column.values;
  for (let i = from; i < to; i++) {
    // Blank cells come to nothing.
    if (nulls !== null && isNull(column, i)) continue;
    const value = values[i]!;
    if (wide) {
      if (Number.isNaN(value)) continue;
      one[0] = value === 0 ? 0 : value;
      stir(bits[0]!, bits[1]!, seed);
    } else if (words !== null) {
      if (words[2 * value]! === 0 && words[2 * value + 1] === 0) continue;
      stir(words[2 * value]!, words[2 * value + 1]!, seed);
    } else {
      stir(value, 0x51ed270b, seed);
    }
    a[i]! += sign * lanes.a;
    b[i]! += sign * lanes.b;
  }
}

/**
 * What the cells of each row come to: rows with the same cells come to the same. `words` gives, for the text columns that have
 * them, two numbers an entry of the dictionary to go by instead of the entry itself; two zeros for an entry that says nothing.
 */
export function* rowCodes(
  source: SourceTable,
  words: ReadonlyMap<number, Uint32Array> = new Map(),
): Generator<Progress, RowCodes, void> {
  const codes = { a: new Uint32Array(source.rows), b: new Uint32Array(source.rows) };
  for (const [index, { column }] of source.columns.entries()) {
    for (let from = 0; from < source.rows; from += slice) {
      const to = Math.min(from + slice, source.rows);
      addColumn(column, index, words.get(index) ?? null, 1, codes, from, to);
      yield qualityStep(to, source.rows);
    }
  }
  return codes;
}

/** The same without one column. */
export function* codesWithout(
  source: SourceTable,
  codes: RowCodes,
  index: number,
  words: ReadonlyMap<number, Uint32Array> = new Map(),
): Generator<Progress, RowCodes, void> {
  const without = { a: codes.a.slice(), b: codes.b.slice() };
  for (let from = 0; from < source.rows; from += slice) {
    const to = Math.min(from + slice, source.rows);
    addColumn(source.columns[index]!.column, index, words.get(index) ?? null, -1, without, from, to);
    yield qualityStep(to, source.rows);
  }
  return without;
}

/**
 * For each row the first row that comes to the same: itself where there is none before it. `among` (ascending): the only rows
 * that can; all others are themselves.
 */
export function* firstAlike({ a, b }: RowCodes, among: Int32Array | null = null): Generator<Progress, Int32Array, void> {
  const rows = among?.length ?? a.length;
  const first = new Int32Array(a.length);
  if (among !== null) for (let i = 0; i < first.length; i++) first[i] = i;
  let size = 16;
  while (size < rows * 2) size *= 2;
  const slots = new Int32Array(size).fill(-1);
  const mask = size - 1;
  for (let n = 0; n < rows; n++) {
    if (n % slice === slice - 1) yield qualityStep(n, rows);
    const i = among === null ? n : among[n]!;
    let at = (a[i]! ^ (b[i]! << 7)) & mask;
    for (;;) {
      const row = slots[at]!;
      if (row < 0) {
        slots[at] = i;
        first[i] = i;
        break;
      }
      if (a[row] === a[i] && b[row] === b[i]) {
        first[i] = row;
        break;
      }
      at = (at + 1) & mask;
    }
  }
  return first;
}

/**
 * The rows that can have their like among the others if one column (`without`) is not looked at: where another column of texts
 * has nearly as many different ones as there are rows, those whose text stands there more than once. null for all rows.
 */
export function candidates(source: SourceTable, without: number): Int32Array | null {
  let most = source.rows / 2;
  let best: TextColumn | null = null;
  for (const [index, { column }] of source.columns.entries()) {
    if (index === without || column.type !== 'text') continue;
    const size = column.packed?.ends.length ?? column.dictionary.length;
    if (size > most) [most, best] = [size, column];
  }
  if (best === null) return null;
  const { codes, nulls } = best;
  const seen = new Uint8Array(most);
  for (let i = 0; i < source.rows; i++) if (seen[codes[i]!]! < 2) seen[codes[i]!]!++;
  const rows = new RowList();
  for (let i = 0; i < source.rows; i++) if (seen[codes[i]!] === 2 || (nulls !== null && isNull(best, i))) rows.add(i);
  return rows.rows;
}

/** Whether two rows hold the same in every column. */
export function sameRow({ columns }: SourceTable, one: number, other: number): boolean {
  return columns.every(({ column }) => sameCell(column, one, other));
}

export function sameCell(column: Column, one: number, other: number): boolean {
  const [blank, otherBlank] = [isNull(column, one), isNull(column, other)];
  if (blank || otherBlank) return blank === otherBlank;
  switch (column.type) {
    case 'text':
      return column.codes[one] === column.codes[other];
    case 'date':
      return column.days[one] === column.days[other];
    case 'instant':
      return column.ms[one] === column.ms[other];
    default:
      return Object.is(column.values[one], column.values[other]) || column.values[one] === column.values[other];
  }
}
