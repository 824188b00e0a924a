import { isNull, type Column, type PackedTexts, type Progress, type TextColumn } from '../domain';
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
    const words = column.type === 'text' ? wordHashes(column, seed) : null;
    for (let from = 0; from < table.rows; from += slice) {
      const to = Math.min(from + slice, table.rows);
      if (words !== null) addWords(column as TextColumn, words, a, b, from, to);
      else addNumbers(column as Exclude<Column, TextColumn>, seed, a, b, from, to);
      yield featureStep(from, table.rows);
    }
  }
  return { a, b };
}

/** The hash of each different text of a column; of blank ones 0. Packed texts are hashed as they lie, without a string of each. */
function wordHashes(column: TextColumn, seed: number): RowHashes {
  if (column.packed) return packedHashes(column.packed, seed);
  const { dictionary } = column;
  const a = new Uint32Array(dictionary.length);
  const b = new Uint32Array(dictionary.length);
  for (let code = 0; code < dictionary.length; code++) {
    if (!hashWord(dictionary[code]!, seed)) continue;
    a[code] = lanes.a;
    b[code] = lanes.b;
  }
  return { a, b };
}

/** False where the word is blank: then there is no hash. */
function hashWord(word: string, seed: number): boolean {
  if (word.trim() === '') return false;
  if (isPlainNumber(word)) hashNumber(Number(word), seed);
  else hashText(word, seed);
  return true;
}

const decoder = new TextDecoder('utf-8', { ignoreBOM: true });
/** 1 = a digit, 2 = what a number may hold besides, after its first digit: `.`, `e`, `+`, `-`. */
const numeric = new Uint8Array(256);
for (let byte = 48; byte <= 57; byte++) numeric[byte] = 1;
for (const mark of '.e+-') numeric[mark.charCodeAt(0)] = 2;

function packedHashes({ bytes, ends }: PackedTexts, seed: number): RowHashes {
  const a = new Uint32Array(ends.length);
  const b = new Uint32Array(ends.length);
  for (let code = 0, from = 0; code < ends.length; from = ends[code++]!) {
    const to = ends[code]!;
    const first = bytes[from]!;
    let x = 0xdeadbeef ^ seed;
    let y = 0x41c6ce57 ^ seed;
    let all = 0;
    let kinds = 1;
    let value = 0;
    for (let i = from; i < to; i++) {
      const byte = bytes[i]!;
      x = Math.imul(x ^ byte, 2654435761);
      y = Math.imul(y ^ byte, 1597334677);
      all |= byte;
      const kind = numeric[byte]!;
      if (kind !== kinds) kinds = kind === 0 ? 0 : kinds === 0 ? 0 : 2;
      value = value * 10 + byte - 48;
    }
    if (to === from) continue;
    if (kinds === 1 && to - from <= 15 && (first !== 48 || to - from === 1)) hashNumber(value, seed);
    else if (all >= 0x80 || first <= 32 || first === 45 || (numeric[first] === 1 && (kinds === 2 || to - from === 16))) {
      // Not ASCII, perhaps blank, or perhaps a number: by the string, as texts that are not packed.
      if (!hashWord(decoder.decode(bytes.subarray(from, to)), seed)) continue;
    } else stir(x, y);
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

const encoder = new TextEncoder();

/** Numbers texts from 0, each once, over the dictionaries of several files. Texts are kept and compared as UTF-8. */
export class KeyTable {
  count = 0;
  /** By place: the key's number and one; 0 where there is none. */
  private slots = new Int32Array(1024);
  private home = new Int32Array(512);
  private lane = new Uint32Array(512);
  /** Where the text of each key ends in `pool`. */
  private ends = new Uint32Array(512);
  private pool = new Uint8Array(8192);
  private kinds = new Uint8Array(512);
  private found = -1;
  private scratch = new Uint8Array(256);

  /** The number of a text of that kind (kinds do not meet). */
  keyOf(text: string, kind: number): number {
    if (text.length * 3 > this.scratch.length) this.scratch = new Uint8Array(text.length * 6);
    return this.keyOfBytes(this.scratch, 0, encoder.encodeInto(text, this.scratch).written, kind);
  }

  /** The same of a text's bytes, from one place up to another. */
  keyOfBytes(bytes: Uint8Array, from: number, to: number, kind: number): number {
    // Two exports mostly list what both hold in one order: what comes after the text found last is looked at first.
    const next = this.found + 1;
    if (next < this.count && this.kinds[next] === kind && this.isSame(next, bytes, from, to)) return (this.found = next);
    let x = 0xdeadbeef ^ (kind + 11);
    let y = 0x41c6ce57 ^ (kind + 11);
    const last = to - 1;
    for (let i = from; i < last; i++) {
      const byte = bytes[i]!;
      x = Math.imul(x ^ byte, 2654435761);
      y = Math.imul(y ^ byte, 1597334677);
    }
    const final = bytes[last]!;
    stir(x, y);
    // Ids that differ in their last character only stand side by side: ids come in order, and memory is what takes the time.
    const home = (lanes.a & ~15) | (final & 15);
    const lane = (lanes.b ^ Math.imul(final, 2654435761)) >>> 0;
    const { slots } = this;
    const mask = slots.length - 1;
    let at = home & mask;
    for (;;) {
      const key = slots[at]! - 1;
      if (key < 0) break;
      if (this.lane[key] === lane && this.kinds[key] === kind && this.isSame(key, bytes, from, to)) return (this.found = key);
      at = (at + 1) & mask;
    }
    this.kinds[this.count] = kind;
    return (this.found = this.add(bytes, from, to, at, home, lane));
  }

  /** Makes room for so many more: for the first file's at once, for what later ones add as it comes. */
  reserve(more: number): void {
    const most = this.count + more;
    if (most > this.home.length) {
      const grow = (old: Uint32Array) => {
        const wider = new Uint32Array(most);
        wider.set(old);
        return wider;
      };
      this.lane = grow(this.lane);
      this.ends = grow(this.ends);
      const home = new Int32Array(most);
      home.set(this.home);
      this.home = home;
      const kinds = new Uint8Array(most);
      kinds.set(this.kinds);
      this.kinds = kinds;
    }
    if (most * 2 <= this.slots.length) return;
    let size = this.slots.length;
    while (size < most * 2) size *= 2;
    const slots = new Int32Array(size);
    for (let key = 0; key < this.count; key++) {
      let at = this.home[key]! & (size - 1);
      while (slots[at]! > 0) at = (at + 1) & (size - 1);
      slots[at] = key + 1;
    }
    this.slots = slots;
  }

  private isSame(key: number, bytes: Uint8Array, from: number, to: number): boolean {
    const begin = key === 0 ? 0 : this.ends[key - 1]!;
    if (this.ends[key]! - begin !== to - from) return false;
    for (let i = from, j = begin; i < to; i++, j++) if (this.pool[j] !== bytes[i]) return false;
    return true;
  }

  private add(bytes: Uint8Array, from: number, to: number, slot: number, home: number, lane: number): number {
    const key = this.count++;
    const begin = key === 0 ? 0 : this.ends[key - 1]!;
    const end = begin + to - from;
    if (end > this.pool.length) {
      const pool = new Uint8Array(end * 2);
      pool.set(this.pool.subarray(0, begin));
      this.pool = pool;
    }
    for (let i = from, j = begin; i < to; i++, j++) this.pool[j] = bytes[i]!;
    this.ends[key] = end;
    this.lane[key] = lane;
    this.home[key] = home;
    this.slots[slot] = key + 1;
    if (this.count >= this.home.length) this.reserve(this.count);
    return key;
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
