import type { Pass } from './pass';
import type { RowReader } from './row-reader';
import type { Sketch } from './sketch';

const quote = 34;
const lineFeed = 10;
const carriageReturn = 13;
/** Cells of which begin and end are noted before they are typed: few enough to stay near the processor. */
const cellsAtOnce = 32 * 1024;
/** An unfinished line longer than this is left to the text's reader, which waits without copying. */
const longestCarry = 1024 * 1024;

/** Thrown where strict UTF-8 meets a byte that it is not. */
export class NotUtf8 extends Error {}

/** In place of where the next line begins: quotes that need a parser. */
const hard = 0;

/**
 * Gives the bytes of a file to a pass. Rows as nearly all rows are go to the columns straight from the bytes; the first
 * ones, odd ones and all that quotes make hard go as text through the `RowReader`, so that both ways read the same.
 */
export class Feed {
  private readonly decoder: TextDecoder;
  private readonly strict = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
  private readonly direct: boolean;
  private readonly utf8: boolean;
  private readonly delimiter: number;
  private readonly starts: Int32Array;
  private readonly ends: Int32Array;
  private readonly most: number;
  /** Bytes after the last line end. */
  private carry: Uint8Array = new Uint8Array(0);
  private rows = 0;

  constructor(
    private readonly pass: Pass,
    private readonly reader: RowReader,
    private readonly sketch: Sketch,
  ) {
    const { label, strict } = sketch.encoding;
    this.decoder = new TextDecoder(label, { fatal: strict });
    this.utf8 = label === 'utf-8';
    this.delimiter = sketch.delimiter.charCodeAt(0);
    const oneByte = sketch.delimiter.length === 1 && this.delimiter < 0x80;
    this.direct = oneByte && sketch.newline === '\n' && !label.startsWith('utf-16') && pass.width >= 2;
    this.most = Math.max(16, Math.floor(cellsAtOnce / pass.width));
    this.starts = new Int32Array(this.most * pass.width);
    this.ends = new Int32Array(this.most * pass.width);
  }

  /** The next bytes of the file; throws `NotUtf8`. */
  push(slice: Uint8Array): void {
    if (!this.direct) {
      this.text(slice);
      return;
    }
    const block = this.carry.length === 0 ? slice : joined(this.carry, slice);
    const end = block.lastIndexOf(lineFeed) + 1;
    this.lines(block, end);
    this.carry = block.subarray(end);
    if (this.carry.length > longestCarry) {
      this.text(this.carry);
      this.carry = new Uint8Array(0);
    }
  }

  /** After the last bytes. */
  end(): void {
    this.text(this.carry);
    this.pass.add(this.reader.push(this.decode(null), true));
    this.pass.end();
  }

  private text(bytes: Uint8Array): void {
    this.pass.add(this.reader.push(this.decode(bytes), false));
  }

  private decode(bytes: Uint8Array | null): string {
    try {
      return bytes === null ? this.decoder.decode() : this.decoder.decode(bytes, { stream: true });
    } catch {
      throw new NotUtf8();
    }
  }

  /** The lines of a block up to `end`, which is the end of one. */
  private lines(block: Uint8Array, end: number): void {
    let at = 0;
    let odd = 0;
    let plain = 0;
    if (!this.reader.waiting && this.pass.takesBytes && this.readable(block, end)) {
      while (at < end) {
        const next = this.scan(block, at);
        if (next > 0) {
          plain++;
          at = next;
          if (this.rows === this.most) this.flush(block);
          continue;
        }
        this.flush(block);
        // Where every few lines are odd, one reading of them all costs less than one each.
        if (next === hard || ++odd > 16 + plain / 16) break;
        this.text(block.subarray(at, -next));
        at = -next;
        if (this.reader.waiting || !this.pass.takesBytes) break;
      }
      this.flush(block);
    }
    if (at < end) this.text(block.subarray(at, end));
  }

  /** Whether the bytes are ASCII, whatever the encoding, or valid UTF-8 where that is the encoding. */
  private readable(block: Uint8Array, end: number): boolean {
    if (isAscii(block, end)) return true;
    if (!this.utf8) return false;
    try {
      this.strict.decode(block.subarray(0, end));
      return true;
    } catch {
      if (this.sketch.encoding.strict) throw new NotUtf8();
      return false;
    }
  }

  /**
   * Notes where the cells of the line at `from` begin and end, and keeps the notes if its row is plain. Gives where the next
   * line begins: negative where this one is odd, a whole line that text must judge, and `hard` where it is not even that.
   */
  private scan(bytes: Uint8Array, from: number): number {
    const { starts, ends, delimiter } = this;
    const { width } = this.pass;
    const first = this.rows * width;
    let cell = first;
    let at = from;
    let odd = false;
    for (let fields = 1; ; fields++) {
      let start = at;
      let to: number;
      if (bytes[at] === quote) {
        start = ++at;
        while (bytes[at] !== quote && bytes[at] !== lineFeed) at++;
        if (bytes[at] === lineFeed) return hard;
        to = at++;
        if (bytes[at] === carriageReturn && bytes[at + 1] === lineFeed) at++;
        if (bytes[at] !== delimiter && bytes[at] !== lineFeed) return hard;
      } else {
        while (bytes[at] !== delimiter && bytes[at] !== lineFeed) at++;
        to = at;
        if (bytes[at] === lineFeed && to > start && bytes[to - 1] === carriageReturn) to--;
      }
      if (fields > width) odd = true;
      else {
        starts[cell] = start;
        ends[cell++] = to;
      }
      if (bytes[at++] === lineFeed) {
        if (odd || fields < width || !this.pass.plainlyKept(bytes, starts, ends, first)) return -at;
        this.rows++;
        return at;
      }
    }
  }

  /** Types the rows noted so far. */
  private flush(bytes: Uint8Array): void {
    if (this.rows === 0) return;
    const { starts, ends, rows } = this;
    this.pass.addBytes({ bytes, starts, ends, width: this.pass.width, rows, firstLine: this.reader.line });
    this.reader.line += rows;
    this.rows = 0;
  }
}

function joined(a: Uint8Array, b: Uint8Array): Uint8Array {
  const both = new Uint8Array(a.length + b.length);
  both.set(a);
  both.set(b, a.length);
  return both;
}

function isAscii(bytes: Uint8Array, end: number): boolean {
  let seen = 0;
  let i = 0;
  if (bytes.byteOffset % 4 === 0) {
    const words = new Int32Array(bytes.buffer, bytes.byteOffset, end >> 2);
    for (let k = 0; k < words.length; k++) seen |= words[k]!;
    i = words.length * 4;
  }
  for (; i < end; i++) seen |= bytes[i]!;
  return (seen & 0x80808080) === 0;
}
