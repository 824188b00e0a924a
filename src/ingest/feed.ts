import { startOf, endOf, type Cells } from './cells';
import type { Pass } from './pass';
import type { RowReader } from './row-reader';
import type { Sketch } from './sketch';

const lineFeed = 10;
/** Cells of which begin and end are noted before they are typed: few enough to stay near the processor. */
const cellsAtOnce = 32 * 1024;
/** An unfinished line longer than this is left to the text's reader, which waits without copying. */
const longestCarry = 1024 * 1024;
/** So many empty lines in a row are counted without making a row of each. */
const manyBlankLines = 256;
/** Why the kernel stopped before the block's end; assembly/scan.as. */
const verdicts = { oddLine: 1, hardQuotes: 2, doubtfulRow: 3 } as const;

/** Thrown where strict UTF-8 meets a byte that it is not. */
export class NotUtf8 extends Error {}

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
  private readonly cells: Cells;
  /** In the kernels' memory: the bytes of whole lines, the bytes that words for totals begin with, the first header, answers. */
  private block: number;
  private blockBytes = 0;
  private readonly begins: number;
  private readonly header: number;
  private readonly headerBytes: number;
  private readonly found: number;
  /** Bytes at the block's beginning that are of a line not yet ended. */
  private carried = 0;

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
    const { kernels, width } = pass;
    const most = Math.max(16, Math.floor(cellsAtOnce / width));
    this.cells = {
      kernels,
      width,
      most,
      starts: kernels.allocate(4 * most * width),
      ends: kernels.allocate(4 * most * width),
      out: kernels.allocate(8 * most),
      stats: kernels.allocate(64),
      bytes: 0,
      firstLine: 0,
      first: 0,
      last: 0,
    };
    const header = pass.firstHeaderBytes;
    this.headerBytes = header.length;
    this.begins = kernels.allocate(0x80);
    this.header = kernels.allocate(header.length);
    this.found = kernels.allocate(8);
    this.block = kernels.allocate(0);
    kernels.bytes.set(pass.totalBegins, this.begins);
    kernels.bytes.set(header, this.header);
  }

  /** The next bytes of the file; throws `NotUtf8`. */
  push(slice: Uint8Array): void {
    if (!this.direct) {
      this.text(slice);
      return;
    }
    const { kernels } = this.cells;
    const bytes = this.carried + slice.length;
    if (bytes > this.blockBytes) {
      this.block = kernels.reallocate(this.block, this.blockBytes, 2 * bytes, this.carried);
      this.blockBytes = 2 * bytes;
    }
    const { block } = this;
    kernels.bytes.set(slice, block + this.carried);
    // A line end in what was carried would have been found before.
    const lastBreak = slice.lastIndexOf(lineFeed);
    const whole = lastBreak < 0 ? block : block + this.carried + lastBreak + 1;
    this.cells.bytes = bytes;
    this.lines(block, whole);
    this.carried = block + bytes - whole;
    kernels.bytes.copyWithin(block, whole, block + bytes);
    if (this.carried > longestCarry) {
      this.textOfBlock(block, block + this.carried);
      this.carried = 0;
    }
  }

  /** After the last bytes. */
  end(): void {
    this.textOfBlock(this.block, this.block + this.carried);
    this.pass.add(this.reader.push(this.decode(null), true));
    this.pass.end();
  }

  private textOfBlock(from: number, to: number): void {
    this.text(this.cells.kernels.bytes.subarray(from, to));
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

  /** The lines between two addresses; the last one is whole. */
  private lines(from: number, end: number): void {
    let at = this.reader.waiting ? from : this.afterBlankLines(from, end);
    if (!this.reader.waiting && this.pass.takesBytes && this.readable(at, end)) at = this.plainLines(at, end);
    if (at < end) this.textOfBlock(at, end);
  }

  /** Passes over empty lines where there are very many of them; gives where they end. */
  private afterBlankLines(from: number, end: number): number {
    const { bytes } = this.cells.kernels;
    let at = from;
    while (at < end && bytes[at] === lineFeed) at++;
    if (at - from < manyBlankLines) return from;
    this.pass.addBlankLines(this.reader.line, at - from);
    this.reader.line += at - from;
    return at;
  }

  /** Types lines straight from their bytes, odd ones among them as text. Gives where it stopped; the rest is for the text. */
  private plainLines(from: number, end: number): number {
    const { cells, pass } = this;
    const { kernels, width, most, starts, ends } = cells;
    let odd = 0;
    let plain = 0;
    // Where every few lines are odd, one reading of them all costs less than one each.
    const tooOdd = () => ++odd > 16 + plain / 16;
    for (let at = from; at < end;) {
      const rows = kernels.run.scanRows(
        at,
        end,
        this.delimiter,
        width,
        most,
        starts,
        ends,
        this.begins,
        this.header,
        this.headerBytes,
        this.found,
      );
      const next = kernels.int32[this.found >> 2]! >>> 0;
      const verdict = kernels.int32[(this.found >> 2) + 1]!;
      const sure = verdict === verdicts.doubtfulRow ? rows - 1 : rows;
      for (let row = 0; row < rows;) {
        let kept = this.keepFrom(row, sure);
        if (kept === sure && sure < rows && pass.plainFirst(kernels.bytes, startOf(cells, sure, 0), endOf(cells, sure, 0))) {
          kept = this.keepFrom(sure, rows);
        }
        plain += kept - row;
        row = kept;
        if (row === rows) break;
        const line = this.lineStart(row, at);
        if (tooOdd()) return line;
        const after = this.lineEnd(endOf(cells, row, width - 1));
        this.textOfBlock(line, after);
        if (this.reader.waiting || !pass.takesBytes) return after;
        row++;
      }
      at = next;
      if (verdict === verdicts.hardQuotes) return at;
      if (verdict === verdicts.oddLine) {
        if (tooOdd()) return at;
        const after = this.lineEnd(at);
        this.textOfBlock(at, after);
        at = after;
        if (this.reader.waiting || !pass.takesBytes) return at;
      }
    }
    return end;
  }

  /** Types the rows from `row` on up to the first that is not plain, or to `last`; gives where that was. */
  private keepFrom(row: number, last: number): number {
    if (row >= last) return row;
    const { cells, pass, reader } = this;
    cells.first = row;
    cells.last = last;
    cells.last = pass.firstUnlike(cells);
    if (cells.last === row) return row;
    cells.firstLine = reader.line;
    pass.addBytes(cells);
    reader.line += cells.last - row;
    return cells.last;
  }

  /** Where the line of a row begins; nothing before `from` is looked at. */
  private lineStart(row: number, from: number): number {
    const { bytes } = this.cells.kernels;
    let at = startOf(this.cells, row, 0);
    while (at > from && bytes[at - 1] !== lineFeed) at--;
    return at;
  }

  /** Where the line goes on after its end. */
  private lineEnd(from: number): number {
    return this.cells.kernels.bytes.indexOf(lineFeed, from) + 1;
  }

  /** Whether the bytes are ASCII, whatever the encoding, or valid UTF-8 where that is the encoding. */
  private readable(from: number, end: number): boolean {
    const { kernels } = this.cells;
    if (kernels.run.isAscii(from, end) === 1) return true;
    if (!this.utf8) return false;
    try {
      this.strict.decode(kernels.bytes.subarray(from, end));
      return true;
    } catch {
      if (this.sketch.encoding.strict) throw new NotUtf8();
      return false;
    }
  }
}
