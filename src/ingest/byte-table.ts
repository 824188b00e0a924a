/** Bytes of a block of whole lines, and where the cells of some of its rows begin and end in it, row after row. */
export interface Cells {
  readonly bytes: Uint8Array;
  readonly starts: Int32Array;
  readonly ends: Int32Array;
  /** Cells of a row. */
  readonly width: number;
  readonly rows: number;
  /** Physical line of the first row; each row is one line. */
  readonly firstLine: number;
}

const decoder = new TextDecoder('utf-8', { ignoreBOM: true });
const encoder = new TextEncoder();
/** A column of so few texts is looked up as fast as it is compared. */
const fewTexts = 1024;
/** Bytes of the longest string of which others are made. */
const stringsAtOnce = 16 * 1024 * 1024;

/** The text of some UTF-8 bytes. */
export function textOf(bytes: Uint8Array, from: number, to: number): string {
  let text = '';
  if (to - from > 24) return decoder.decode(bytes.subarray(from, to));
  for (let i = from; i < to; i++) {
    if (bytes[i]! >= 0x80) return decoder.decode(bytes.subarray(from, to));
    text += String.fromCharCode(bytes[i]!);
  }
  return text;
}

/** Four bytes from `at` on as a word, of which those from `to` on are 0. */
function wordAt(bytes: Uint8Array, at: number, to: number): number {
  if (at + 4 <= to) return bytes[at]! | (bytes[at + 1]! << 8) | (bytes[at + 2]! << 16) | (bytes[at + 3]! << 24);
  let word = 0;
  for (let i = at, shift = 0; i < to; i++, shift += 8) word |= bytes[i]! << shift;
  return word;
}

/** A hash of more than eight bytes, 32 bits: multiplicative over words of four. */
function hashOf(bytes: Uint8Array, from: number, to: number): number {
  let hash = to - from;
  for (let i = from; i < to; i += 4) {
    hash = Math.imul(hash ^ wordAt(bytes, i, to), 0x9e3779b1 | 0);
    hash ^= hash >>> 15;
  }
  return hash;
}

/** Where to begin to look for a text of which these are the two words of its slot; the steps are MurmurHash3's last. */
function mixed(a: number, b: number, length: number): number {
  let hash = Math.imul(a, 0x9e3779b1 | 0) ^ Math.imul(b ^ length, 0x85ebca6b | 0);
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b | 0);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35 | 0);
  return hash ^ (hash >>> 16);
}

/** Texts of up to so many bytes stand in their slot whole. */
const inSlot = 8;

/**
 * Numbers the different texts of a column in order of first sight, by their UTF-8 bytes. A table of our own, because the
 * cells of a file are all fresh: to make a string of each, and to look it up in a `Map`, takes several times as long. Ids
 * that come in order, as those of orders do, are told apart without a look at the table, which would wait for memory.
 */
export class ByteTable {
  size = 0;
  /**
   * Four numbers each: two words, the length, and code + 1 (0 where free), side by side, so that one look at memory fetches
   * all. The words are the text itself where it is short, else its hash and its last bytes.
   */
  private slots = new Int32Array(4 * 1024);
  private mask = 1023;
  /** Codes below this stand in the slots. */
  private indexed = 0;
  /** The texts, end to end; `ends[code]` is where each ends. */
  private arena = new Uint8Array(4096);
  private ends = new Uint32Array(512);
  private scratch = new Uint8Array(256);
  private strings: readonly string[] = [];
  /** Codes of the least and the greatest text, by length and then by bytes. */
  private least = 0;
  private greatest = 0;
  /** Texts came in order, mostly: what lies beyond all others is new without a look. */
  private ordered = true;
  private between = 0;

  /** The code of a text; −1 where it is new. */
  find(bytes: Uint8Array, from: number, to: number): number {
    if (this.ordered && this.size >= fewTexts) {
      const order = this.compare(this.greatest, bytes, from, to);
      if (order === 0) return this.greatest;
      if (order < 0 || this.compare(this.least, bytes, from, to) > 0) return -1;
      this.ordered = ++this.between * 2 < this.size;
    }
    if (this.indexed < this.size) this.index();
    const { slots, mask } = this;
    const length = to - from;
    const short = length <= inSlot;
    const a = short ? wordAt(bytes, from, to) : hashOf(bytes, from, to);
    const b = wordAt(bytes, short ? from + 4 : to - 4, to);
    for (let at = mixed(a, b, length) & mask; ; at = (at + 1) & mask) {
      const code = slots[4 * at + 3]! - 1;
      if (code < 0) return -1;
      if (slots[4 * at] !== a || slots[4 * at + 1] !== b || slots[4 * at + 2] !== length) continue;
      if (short || this.compare(code, bytes, from, to) === 0) return code;
    }
  }

  /** Gives a text its code that `find` has not found. */
  learn(bytes: Uint8Array, from: number, to: number): number {
    const code = this.size++;
    const start = code === 0 ? 0 : this.ends[code - 1]!;
    const end = start + to - from;
    if (end > this.arena.length) {
      const arena = new Uint8Array(Math.max(end, this.arena.length * 2));
      arena.set(this.arena);
      this.arena = arena;
    }
    if (code === this.ends.length) {
      const ends = new Uint32Array(code * 2);
      ends.set(this.ends);
      this.ends = ends;
    }
    for (let i = from, k = start; i < to; i++, k++) this.arena[k] = bytes[i]!;
    this.ends[code] = end;
    if (this.ordered && code > 0) {
      if (this.compare(this.greatest, bytes, from, to) < 0) this.greatest = code;
      else if (this.compare(this.least, bytes, from, to) > 0) this.least = code;
    }
    return code;
  }

  /** The code of a string, new or not. */
  codeOf(text: string): number {
    if (text.length * 3 > this.scratch.length) this.scratch = new Uint8Array(text.length * 6);
    const { scratch } = this;
    let length = text.length;
    for (let i = 0; i < length; i++) {
      const code = text.charCodeAt(i);
      if (code >= 0x80) {
        length = encoder.encodeInto(text, scratch).written;
        break;
      }
      scratch[i] = code;
    }
    const code = this.find(scratch, 0, length);
    return code < 0 ? this.learn(scratch, 0, length) : code;
  }

  /** Negative where the text of the code comes before the other, by length and then by bytes. */
  private compare(code: number, bytes: Uint8Array, from: number, to: number): number {
    const { arena } = this;
    const start = code === 0 ? 0 : this.ends[code - 1]!;
    const length = this.ends[code]! - start;
    if (length !== to - from) return length - (to - from);
    for (let k = 0; k < length; k++) if (arena[start + k] !== bytes[from + k]) return arena[start + k]! - bytes[from + k]!;
    return 0;
  }

  /** Puts all texts into the slots, of which at most half are in use. */
  private index(): void {
    if (2 * this.size > this.mask) {
      while (2 * this.size > this.mask) this.mask = this.mask * 2 + 1;
      this.slots = new Int32Array(4 * (this.mask + 1));
      this.indexed = 0;
    }
    const { slots, mask, arena, ends } = this;
    for (; this.indexed < this.size; this.indexed++) {
      const from = this.indexed === 0 ? 0 : ends[this.indexed - 1]!;
      const to = ends[this.indexed]!;
      const length = to - from;
      const short = length <= inSlot;
      const a = short ? wordAt(arena, from, to) : hashOf(arena, from, to);
      const b = wordAt(arena, short ? from + 4 : to - 4, to);
      let at = mixed(a, b, length) & mask;
      while (slots[4 * at + 3] !== 0) at = (at + 1) & mask;
      slots[4 * at] = a;
      slots[4 * at + 1] = b;
      slots[4 * at + 2] = length;
      slots[4 * at + 3] = this.indexed + 1;
    }
  }

  /** The texts in the order of their codes. Strings are made when first asked for, many at once from one. */
  texts(): readonly string[] {
    if (this.strings.length === this.size) return this.strings;
    const { arena, ends, size } = this;
    const strings = new Array<string>(size);
    for (let code = 0, byte = 0; code < size;) {
      let last = code;
      while (last + 1 < size && ends[last + 1]! - byte <= stringsAtOnce) last++;
      const all = decoder.decode(arena.subarray(byte, ends[last]));
      for (let from = 0; code <= last; code++) {
        let to = from;
        // One unit of UTF-16 for each character, two for those of four bytes.
        for (const end = ends[code]!; byte < end; byte++) {
          const lead = arena[byte]!;
          if (lead < 0x80 || lead >= 0xc0) to += lead >= 0xf0 ? 2 : 1;
        }
        strings[code] = all.slice(from, to);
        from = to;
      }
    }
    return (this.strings = strings);
  }
}
