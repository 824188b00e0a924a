import { countTexts, isNull, type Column, type Progress, type TextColumn } from '../../domain';
import type { SourceTable } from '../source';
import { RowList } from './found';
import { qualityStep, slice } from './steps';

/** Two lanes of 32 bits a row, so that equal sums are equal rows but for a chance of one in 10⁷ in a million rows. */
export interface RowCodes {
  readonly a: Int32Array;
  readonly b: Int32Array;
}

/**
 * By the column's index, for each code of a text column the code that it counts as, -1 where it counts as blank. Columns that
 * are not there are read by their own codes.
 */
export type FoldedCodes = ReadonlyMap<number, Int32Array>;

const one = new Float64Array(1);
const bits = new Int32Array(one.buffer);
/** Dictionaries up to this size are stirred once a word; of greater ones a row's own code costs less than to look it up. */
const mostStirred = 1 << 16;
/** Rows from which on it is worth looking first which of them can have their like. */
const manyRows = 1 << 16;

const seedOf = (index: number) => Math.imul(index + 1, 0x9e3779b1);

/** Adds a cell to what row `i` comes to. Source of the mixing: B. Ford, cyrb53, which is in the public domain. */
function add(a: Int32Array, b: Int32Array, i: number, low: number, high: number, seed: number, sign: 1 | -1): void {
  const p = Math.imul(low ^ seed, 2654435761) ^ high;
  const q = Math.imul(high ^ seed, 1597334677) ^ low;
  const x = Math.imul(p ^ (p >>> 16), 2246822507) ^ Math.imul(q ^ (q >>> 13), 3266489909);
  const y = Math.imul(q ^ (q >>> 16), 2246822507) ^ Math.imul(x ^ (x >>> 13), 3266489909);
  a[i] = a[i]! + Math.imul(sign, x);
  b[i] = b[i]! + Math.imul(sign, y);
}

/** What is stirred in beside a code, so that it is no number. */
const codeTag = 0x51ed270b;

/** Adds (`sign` 1) or takes away (-1) what the cells of one column come to in the rows at `from` up to `to` of `among`, or of all. */
type Adder = (codes: RowCodes, among: Int32Array | null, from: number, to: number, sign: 1 | -1) => void;

function adderOf(column: Column, index: number, folded: Int32Array | undefined, rows: number): Adder {
  const seed = seedOf(index);
  if (column.type === 'number' || column.type === 'instant') return addNumbers(column, seed);
  if (column.type === 'text') {
    const size = countTexts(column);
    if (folded !== undefined || (size <= mostStirred && size < rows)) return addWords(column, seed, folded, size);
  }
  return addCodes(column, seed);
}

/** Blank cells come to nothing, here as below. */
function addNumbers(column: Column & { type: 'number' | 'instant' }, seed: number): Adder {
  const { nulls } = column;
  const values = column.type === 'number' ? column.values : column.ms;
  return ({ a, b }, among, from, to, sign) => {
    for (let n = from; n < to; n++) {
      const i = among === null ? n : among[n]!;
      const value = values[i]!;
      if (value !== value || (nulls !== null && isNull(column, i))) continue;
      one[0] = value === 0 ? 0 : value;
      add(a, b, i, bits[0]!, bits[1]!, seed, sign);
    }
  };
}

function addCodes(column: Column & { type: 'text' | 'date' | 'boolean' }, seed: number): Adder {
  const { nulls } = column;
  const values = column.type === 'text' ? column.codes : column.type === 'date' ? column.days : column.values;
  return ({ a, b }, among, from, to, sign) => {
    for (let n = from; n < to; n++) {
      const i = among === null ? n : among[n]!;
      if (nulls !== null && isNull(column, i)) continue;
      add(a, b, i, values[i]!, codeTag, seed, sign);
    }
  };
}

function addWords(column: TextColumn, seed: number, folded: Int32Array | undefined, size: number): Adder {
  const { codes, nulls } = column;
  const x = new Int32Array(size);
  const y = new Int32Array(size);
  for (let code = 0; code < size; code++) {
    const own = folded === undefined ? code : folded[code]!;
    if (own >= 0) add(x, y, code, own, codeTag, seed, 1);
  }
  return ({ a, b }, among, from, to, sign) => {
    for (let n = from; n < to; n++) {
      const i = among === null ? n : among[n]!;
      if (nulls !== null && isNull(column, i)) continue;
      const code = codes[i]!;
      a[i] = a[i]! + Math.imul(sign, x[code]!);
      b[i] = b[i]! + Math.imul(sign, y[code]!);
    }
  };
}

/**
 * What the cells of each row come to: rows with the same cells come to the same. `among` (ascending): the only rows that are
 * asked for. `without`: the index of a column that is not looked at.
 */
export function* rowCodes(
  source: SourceTable,
  folded: FoldedCodes = new Map(),
  among: Int32Array | null = null,
  without = -1,
): Generator<Progress, RowCodes, void> {
  const codes = { a: new Int32Array(source.rows), b: new Int32Array(source.rows) };
  for (const index of source.columns.keys()) {
    if (index !== without) yield* addColumn(source, index, folded, among, codes, 1);
  }
  return codes;
}

function* addColumn(
  source: SourceTable,
  index: number,
  folded: FoldedCodes,
  among: Int32Array | null,
  codes: RowCodes,
  sign: 1 | -1,
): Generator<Progress, void, void> {
  const rows = among?.length ?? source.rows;
  const adder = adderOf(source.columns[index]!.column, index, folded.get(index), rows);
  for (let from = 0; from < rows; from += slice) {
    const to = Math.min(from + slice, rows);
    adder(codes, among, from, to, sign);
    yield qualityStep(to, rows);
  }
}

/** The same of all rows without one column. */
export function* codesWithout(
  source: SourceTable,
  codes: RowCodes,
  index: number,
  folded: FoldedCodes,
): Generator<Progress, RowCodes, void> {
  const without = { a: codes.a.slice(), b: codes.b.slice() };
  yield* addColumn(source, index, folded, null, without, -1);
  return without;
}

/** Rows that come to the same as others: `first` of each of `rows` (ascending) is the first that does, maybe itself. */
export interface Alike {
  readonly rows: Int32Array;
  readonly first: Int32Array;
}

/** The rows that come to the same as another, and some more. `among` (ascending): the only rows that can. */
export function* findAlike(codes: RowCodes, among: Int32Array | null = null): Generator<Progress, Alike, void> {
  const { a, b } = codes;
  const rows = (among?.length ?? a.length) < manyRows ? among : yield* notAlone(codes, among);
  const count = rows?.length ?? a.length;
  const first = new Int32Array(count);
  let size = 16;
  while (size < count * 2) size *= 2;
  // By place: the number among the rows and one; 0 where there is none.
  const slots = new Int32Array(size);
  const mask = size - 1;
  for (let n = 0; n < count; n++) {
    if (n % slice === slice - 1) yield qualityStep(n, count);
    const i = rows === null ? n : rows[n]!;
    let at = (a[i]! ^ (b[i]! << 7)) & mask;
    for (;;) {
      const known = slots[at]! - 1;
      if (known < 0) {
        slots[at] = n + 1;
        first[n] = i;
        break;
      }
      const row = rows === null ? known : rows[known]!;
      if (a[row] === a[i] && b[row] === b[i]) {
        first[n] = row;
        break;
      }
      at = (at + 1) & mask;
    }
  }
  if (rows !== null) return { rows, first };
  return { rows: Int32Array.from(first, (_, n) => n), first };
}

/** The first row that comes to the same as a row, itself where there is none. */
export function firstOf({ rows, first }: Alike, row: number): number {
  let low = 0;
  let high = rows.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (rows[middle]! < row) low = middle + 1;
    else high = middle;
  }
  return rows[low] === row ? first[low]! : row;
}

/**
 * All rows that share a bit of a small field with another, which all do that are alike: the field stays in the processor's cache,
 * a table of all rows does not.
 */
function* notAlone({ a, b }: RowCodes, among: Int32Array | null): Generator<Progress, Int32Array, void> {
  const count = among?.length ?? a.length;
  let size = 1 << 16;
  while (size < count * 16 && size < 1 << 27) size *= 2;
  const mask = size - 1;
  const once = new Int32Array(size >> 5);
  const twice = new Int32Array(size >> 5);
  for (let n = 0; n < count; n++) {
    if (n % slice === slice - 1) yield qualityStep(n, count);
    const i = among === null ? n : among[n]!;
    const at = (a[i]! ^ Math.imul(b[i]!, 31)) & mask;
    const bit = 1 << (at & 31);
    if ((once[at >> 5]! & bit) === 0) once[at >> 5]! |= bit;
    else twice[at >> 5]! |= bit;
  }
  const rows = new RowList();
  for (let n = 0; n < count; n++) {
    if (n % slice === slice - 1) yield qualityStep(n, count);
    const i = among === null ? n : among[n]!;
    const at = (a[i]! ^ Math.imul(b[i]!, 31)) & mask;
    if ((twice[at >> 5]! & (1 << (at & 31))) !== 0) rows.add(i);
  }
  return rows.rows;
}

/** The column of texts (not `without`, -1 for none) that has nearly as many different ones as there are rows; -1 for none. */
function tellingColumn(source: SourceTable, without: number): number {
  let most = source.rows / 2;
  let best = -1;
  for (const [index, { column }] of source.columns.entries()) {
    if (index === without || column.type !== 'text') continue;
    const size = countTexts(column);
    if (size > most) [most, best] = [size, index];
  }
  return best;
}

/** The rows whose text stands there more than once; those without one are alike. */
function* repeatedIn(source: SourceTable, index: number, own: Int32Array | undefined): Generator<Progress, Int32Array, void> {
  const column = source.columns[index]!.column as TextColumn;
  const { codes, nulls } = column;
  const blank = countTexts(column);
  const seen = new Uint8Array(blank + 1);
  const codeOf = (i: number): number => {
    if (nulls !== null && isNull(column, i)) return blank;
    const code = own === undefined ? codes[i]! : own[codes[i]!]!;
    return code < 0 ? blank : code;
  };
  for (let i = 0; i < source.rows; i++) {
    if (i % slice === slice - 1) yield qualityStep(i, source.rows);
    const code = codeOf(i);
    if (seen[code]! < 2) seen[code]!++;
  }
  const rows = new RowList();
  for (let i = 0; i < source.rows; i++) {
    if (i % slice === slice - 1) yield qualityStep(i, source.rows);
    if (seen[codeOf(i)] === 2) rows.add(i);
  }
  return rows.rows;
}

/** Which rows of a table can have their like among the others, by what of them is looked at. */
export class Candidates {
  readonly #known = new Map<number, Int32Array>();

  constructor(
    private readonly source: SourceTable,
    private readonly folded: FoldedCodes = new Map(),
  ) {}

  /**
   * Where a column of texts, another than `without`, has nearly as many different ones as there are rows: the rows whose text
   * stands there more than once. null for all rows.
   */
  *without(without = -1): Generator<Progress, Int32Array | null, void> {
    const best = tellingColumn(this.source, without);
    if (best < 0) return null;
    let rows = this.#known.get(best);
    if (!rows) this.#known.set(best, (rows = yield* repeatedIn(this.source, best, this.folded.get(best))));
    return rows;
  }
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
