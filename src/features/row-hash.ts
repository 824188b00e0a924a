import { isNull, type Column, type Progress, type TextColumn } from '../domain';
import type { SourceTable } from './source';
import { featureStep, slice } from './steps';

/** What the cells of each row come to, in two lanes of 32 bits: rows with the same cells have the same, whatever their columns' order. */
export interface RowHashes {
  readonly a: Uint32Array;
  readonly b: Uint32Array;
}

const one = new Float64Array(1);
const bits = new Uint32Array(one.buffer);
/** Lanes of the value hashed last: two numbers without an object each. */
export const lanes = { a: 0, b: 0 };

/** Source: B. Ford, cyrb53, which is in the public domain; both of its halves are kept. */
export function hashText(text: string, seed: number): void {
  let a = 0xdeadbeef ^ seed;
  let b = 0x41c6ce57 ^ seed;
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    a = Math.imul(a ^ unit, 2654435761);
    b = Math.imul(b ^ unit, 1597334677);
  }
  stir(a, b);
}

function stir(a: number, b: number): void {
  const x = Math.imul(a ^ (a >>> 16), 2246822507) ^ Math.imul(b ^ (b >>> 13), 3266489909);
  const y = Math.imul(b ^ (b >>> 16), 2246822507) ^ Math.imul(x ^ (x >>> 13), 3266489909);
  lanes.a = x >>> 0;
  lanes.b = y >>> 0;
}

function hashNumber(value: number, seed: number): void {
  one[0] = value === 0 ? 0 : value;
  stir(Math.imul(bits[0]! ^ seed, 2654435761) ^ bits[1]!, Math.imul(bits[1]! ^ seed, 1597334677) ^ bits[0]!);
}

/** Whether a text is a number as JavaScript writes it: it then counts as that number, for the next file may hold only numbers. */
function isPlainNumber(text: string): boolean {
  if (text.length > 16) return false;
  const first = text.charCodeAt(0);
  return (first === 45 || (first >= 48 && first <= 57)) && String(Number(text)) === text;
}

const dateTag = 0x5bd1e995;
const instantTag = 0x1b873593;

/**
 * The hash of every row: the sum over its filled cells of a hash of column name and value. Blank cells add nothing, so that
 * a column which a later export has more changes no row that it leaves blank.
 */
export function* rowHashes(table: SourceTable): Generator<Progress, RowHashes, void> {
  const a = new Uint32Array(table.rows);
  const b = new Uint32Array(table.rows);
  for (const { name, column } of table.columns) {
    hashText(name.trim().toLowerCase(), 1);
    const seed = lanes.a;
    const words = column.type === 'text' ? wordHashes(column.dictionary, seed) : null;
    for (let from = 0; from < table.rows; from += slice) {
      const to = Math.min(from + slice, table.rows);
      if (words !== null) addWords(column as TextColumn, words, a, b, from, to);
      else addNumbers(column as Exclude<Column, TextColumn>, seed, a, b, from, to);
      yield featureStep(from, table.rows);
    }
  }
  return { a, b };
}

function wordHashes(dictionary: readonly string[], seed: number): RowHashes {
  const a = new Uint32Array(dictionary.length);
  const b = new Uint32Array(dictionary.length);
  for (let code = 0; code < dictionary.length; code++) {
    const word = dictionary[code]!;
    if (word.trim() === '') continue;
    if (isPlainNumber(word)) hashNumber(Number(word), seed);
    else hashText(word, seed);
    a[code] = lanes.a;
    b[code] = lanes.b;
  }
  return { a, b };
}

function addWords(column: TextColumn, words: RowHashes, a: Uint32Array, b: Uint32Array, from: number, to: number): void {
  const { codes, nulls } = column;
  for (let i = from; i < to; i++) {
    if (nulls !== null && isNull(column, i)) continue;
    const code = codes[i]!;
    a[i]! += words.a[code]!;
    b[i]! += words.b[code]!;
  }
}

function addNumbers(
  column: Exclude<Column, TextColumn>,
  seed: number,
  a: Uint32Array,
  b: Uint32Array,
  from: number,
  to: number,
): void {
  const { nulls } = column;
  const tag = column.type === 'date' ? dateTag : column.type === 'instant' ? instantTag : 0;
  const values = column.type === 'date' ? column.days : column.type === 'instant' ? column.ms : column.values;
  for (let i = from; i < to; i++) {
    const value = values[i]!;
    if (Number.isNaN(value) || (nulls !== null && isNull(column, i))) continue;
    hashNumber(value, seed ^ tag);
    a[i]! += lanes.a;
    b[i]! += lanes.b;
  }
}

/** Numbers texts from 0, each once, over the dictionaries of several files. */
export class KeyTable {
  readonly texts: string[] = [];
  private slots = new Int32Array(1024).fill(-1);
  private readonly home: number[] = [];
  private readonly lane: number[] = [];

  /** The number of a text of that kind (kinds do not meet). */
  keyOf(text: string, kind: number): number {
    hashText(text, kind + 11);
    const { a, b } = lanes;
    let at = a & (this.slots.length - 1);
    for (;;) {
      const key = this.slots[at]!;
      if (key < 0) break;
      if (this.lane[key] === b && this.texts[key] === text) return key;
      at = (at + 1) & (this.slots.length - 1);
    }
    const key = this.texts.length;
    this.texts.push(text);
    this.lane.push(b);
    this.slots[at] = key;
    this.home.push(a);
    if (this.texts.length * 2 > this.slots.length) this.grow();
    return key;
  }

  private grow(): void {
    const slots = new Int32Array(this.slots.length * 4).fill(-1);
    for (let key = 0; key < this.home.length; key++) {
      let at = this.home[key]! & (slots.length - 1);
      while (slots[at]! >= 0) at = (at + 1) & (slots.length - 1);
      slots[at] = key;
    }
    this.slots = slots;
  }
}

/** Numbers row hashes from 0, each once. */
export class HashTable {
  private slots: Int32Array;
  private readonly a: Uint32Array;
  private readonly b: Uint32Array;
  count = 0;

  constructor(most: number) {
    let size = 16;
    while (size < most * 2) size *= 2;
    this.slots = new Int32Array(size).fill(-1);
    this.a = new Uint32Array(most);
    this.b = new Uint32Array(most);
  }

  entryOf(a: number, b: number): number {
    const mask = this.slots.length - 1;
    let at = (a ^ (b << 7)) & mask;
    for (;;) {
      const entry = this.slots[at]!;
      if (entry < 0) break;
      if (this.a[entry] === a && this.b[entry] === b) return entry;
      at = (at + 1) & mask;
    }
    this.a[this.count] = a;
    this.b[this.count] = b;
    this.slots[at] = this.count;
    return this.count++;
  }
}
