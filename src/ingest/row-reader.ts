import Papa from 'papaparse';
import { KithError } from '../domain';
import { scanRow } from './scan-row';
import { SpaceRuns, spaceRuns, wideSpaceRuns } from './space-runs';

/** PapaParse's own low-level parser: its types leave the constructor's options out. */
interface LowLevelParser {
  parse(
    text: string,
    baseIndex: number,
    ignoreLastRow: boolean,
  ): { data: string[][]; errors: { code: string; row?: number }[]; meta: { cursor: number } };
}
const Parser = Papa.Parser as unknown as new (config: {
  delimiter: string;
  newline: string;
  quoteChar: string;
}) => LowLevelParser;

/** A physical line on which a quote opens that never closes. */
export interface BrokenLine {
  readonly line: number;
  readonly raw: string;
}

/** Rows of one piece of text, each with the 1-based physical line it begins on. */
export interface Batch {
  readonly rows: string[][];
  readonly lines: Int32Array;
  readonly broken: readonly BrokenLine[];
}

/** A quoted cell longer than this is taken for a quote that was never closed. */
const longestCell = 64 * 1024 * 1024;
const largestPiece = 256 * 1024;
/** A row with more quotes inside its quoted cells that neither end them nor are doubled is no honest row. */
const mostStrayQuotes = 10_000;
/** No line may be longer. */
const longestLine = 256 * 1024 * 1024;

/**
 * Turns text that comes in pieces into rows, in PapaParse's reading of quotes, with two additions: physical line numbers,
 * and a way out of unclosed quotes. The line with the open quote is given back as broken, and the lines that the open
 * quote had swallowed are read one by one; and lines that stand whole in one quoted cell, as spreadsheets write them that
 * opened a file without parting it, are read as the lines they are. Each text is looked at a bounded number of times, however hostile.
 */
export class RowReader {
  /** Physical line on which the next unread row begins. */
  line = 1;
  private pieces: string[] = [];
  private held = 0;
  /** Below this length what is held is known to hold no whole row. */
  private parseFrom = 0;
  private readonly parser: LowLevelParser;
  private readonly delimiter: string;
  private readonly spaces: SpaceRuns | null;

  /** `newline` is LF unless the file has none; a CR before it ends up as white space around the last cell. */
  constructor(
    delimiter: string,
    private readonly newline: '\n' | '\r',
    /** Fields of a proper row, where known: tells a swallowed row from a cell with line breaks. */
    private readonly width: number | null,
    /** Lines in one quoted cell are opened whatever number of cells they make. */
    private readonly wrapped = false,
  ) {
    this.spaces = delimiter === spaceRuns || delimiter === wideSpaceRuns ? new SpaceRuns(delimiter) : null;
    this.delimiter = this.spaces ? '\t' : delimiter;
    this.parser = new Parser({ delimiter: this.delimiter, newline, quoteChar: '"' });
  }

  /** The whole rows that are there now; with `final`, also the last one without a line end. */
  push(given: string, final: boolean): Batch {
    const text = this.spaces ? this.spaces.push(given) : given;
    const collected = new Collector();
    let at = 0;
    // In pieces, so that no parse runs far into a row that does not end.
    for (; text.length - at > largestPiece; at += largestPiece) this.feed(text.slice(at, at + largestPiece), false, collected);
    this.feed(at === 0 ? text : text.slice(at), final, collected);
    return collected.batch();
  }

  private feed(text: string, final: boolean, collected: Collector): void {
    this.pieces.push(text);
    this.held += text.length;
    if (!final && this.held < this.parseFrom) return;
    const buffer = this.pieces.length === 1 ? text : this.pieces.join('');
    const rest = this.read(buffer, final, collected);
    this.pieces = rest.length > 0 ? [rest] : [];
    this.held = rest.length;
  }

  private read(buffer: string, final: boolean, into: Collector): string {
    const scan = scanRow(buffer, this.delimiter, this.newline);
    let rest = buffer;
    if (scan.end >= 0 && scan.strayQuotes > mostStrayQuotes) {
      // Made to keep a parser busy: line by line it takes no time.
      this.readLines(buffer, scan.end, into, true);
      return this.read(buffer.slice(scan.end), final, into);
    }
    if (scan.end >= 0) {
      const result = this.parser.parse(buffer, 0, true);
      const end = result.meta.cursor;
      this.take(buffer, end, result, into);
      rest = buffer.slice(end);
    }
    if (!final) {
      // Only a long unfinished row is waited for: looking at it again at every piece would take quadratic time.
      this.parseFrom = scan.end < 0 ? rest.length * 2 : 0;
      return rest.length > longestCell ? this.readStuck(rest, into) : rest;
    }
    if (rest.length === 0) return '';
    const { open } = scan.end < 0 ? scan : scanRow(rest, this.delimiter, this.newline);
    const last = open ? null : this.parser.parse(rest, 0, false);
    if (!open && last?.errors.some((error) => error.code === 'MissingQuotes')) {
      // White space after the last closing quote: only before a line end does it count as none.
      const closed = rest + this.newline;
      this.take(closed, closed.length, this.parser.parse(closed, 0, true), into);
      return '';
    }
    if (last === null) {
      // Nothing after this quote closes a cell, so nothing after any later open quote does: line by line to the end.
      this.readLines(rest, rest.length, into, true);
      return '';
    }
    this.take(rest, rest.length, last, into);
    return '';
  }

  /** Far more text than a cell should hold: the line with the open quote is given up, the rest waits as before. */
  private readStuck(rest: string, into: Collector): string {
    const firstEnd = rest.indexOf(this.newline) + 1;
    if (firstEnd === 0) {
      if (rest.length > longestLine) throw new KithError('file/cell-too-long', { line: this.line, limit: longestLine });
      return rest;
    }
    const end = rest.lastIndexOf(this.newline) + 1;
    this.readLines(rest, end, into, true);
    this.parseFrom = 0;
    return rest.slice(end);
  }

  /** Adds parsed rows, which fill `text` up to `end`, with their lines. */
  private take(text: string, end: number, result: ReturnType<LowLevelParser['parse']>, into: Collector): void {
    const rows = result.data;
    if (rows.length === 0) return;
    this.unwrap(rows);
    const breaks = this.countBreaks(text, end);
    const closed = text.charCodeAt(end - 1) === this.newline.charCodeAt(0) && end > 0;
    if (breaks === rows.length - (closed ? 0 : 1)) {
      into.simple(rows, this.line);
      this.line += rows.length;
      return;
    }
    const malformed = new Set<number>();
    for (const error of result.errors) if (error.row !== undefined) malformed.add(error.row);
    // Start of row k in `text`, kept up with only when a suspicious row needs it.
    let offset = 0;
    let offsetLine = this.line;
    for (let k = 0; k < rows.length; k++) {
      const row = rows[k]!;
      const inside = this.breaksInside(row);
      const suspicious = inside > 0 && this.width !== null && (malformed.has(k) || row.length !== this.width);
      if (!suspicious) {
        into.row(row, this.line);
        this.line += inside + 1;
        continue;
      }
      offset = this.skipLines(text, offset, this.line - offsetLine);
      const next = Math.min(this.skipLines(text, offset, inside + 1), end);
      if (this.swallowed(text.slice(offset, next))) {
        this.readLines(text.slice(offset, next), next - offset, into, true);
      } else {
        into.row(row, this.line);
        this.line += inside + 1;
      }
      offset = next;
      offsetLine = this.line;
    }
  }

  /** Opens lines that stand whole in one quoted cell. */
  private unwrap(rows: string[][]): void {
    if (this.width === 1) return;
    for (let i = 0; i < rows.length; i++) {
      const row = rows[i]!;
      // A delimiter in the only cell of a row can only stand in quotes.
      if (row.length !== 1 || !row[0]!.includes(this.delimiter)) continue;
      if (row[0]!.includes(this.newline) && scanRow(row[0]!, this.delimiter, this.newline).end >= 0) continue;
      const inner = this.readLine(row[0]!);
      if (inner !== null && (this.wrapped ? inner.length > 1 : inner.length === this.width)) rows[i] = inner;
    }
  }

  /** Whether the lines after the first are, for the most part, rows of their own. */
  private swallowed(raw: string): boolean {
    if (this.width === null || this.width < 2) return false;
    let from = this.skipLines(raw, 0, 1);
    let seen = 0;
    let proper = 0;
    while (from < raw.length && seen < 50) {
      const next = this.skipLines(raw, from, 1);
      const line = this.bare(raw, from, next);
      from = next;
      if (line.trim() === '') continue;
      seen++;
      if (this.readLine(line)?.length === this.width) proper++;
    }
    return seen > 0 && proper * 2 >= seen;
  }

  /** Reads up to `end` with every physical line a row of its own; the first is broken, as is any with an open quote. */
  private readLines(text: string, end: number, into: Collector, firstBroken: boolean): void {
    let from = 0;
    let broken = firstBroken;
    while (from < end) {
      const next = Math.min(this.skipLines(text, from, 1), end);
      const line = this.bare(text, from, next);
      from = next;
      if (broken) into.broke(line, this.line);
      else {
        const row = this.readLine(line);
        if (row === null) into.broke(line, this.line);
        else into.row(row, this.line);
      }
      broken = false;
      this.line++;
    }
  }

  /** The fields of one line by itself; null where a quote stays open. */
  private readLine(line: string): string[] | null {
    if (!line.includes('"')) return line.split(this.delimiter);
    if (scanRow(line, this.delimiter, this.newline).open) return null;
    // With its line end, before which white space after a closing quote counts as none.
    const parsed = this.parser.parse(line + this.newline, 0, true);
    return parsed.errors.some((error) => error.code === 'MissingQuotes') ? null : (parsed.data[0] ?? ['']);
  }

  /** Offset after `lines` more line ends, at most the length. */
  private skipLines(text: string, from: number, lines: number): number {
    let at = from;
    for (let i = 0; i < lines; i++) {
      const next = text.indexOf(this.newline, at);
      if (next < 0) return text.length;
      at = next + 1;
    }
    return at;
  }

  private bare(text: string, from: number, to: number): string {
    let end = to;
    if (end > from && text.charCodeAt(end - 1) === this.newline.charCodeAt(0)) end--;
    if (end > from && text.charCodeAt(end - 1) === 13) end--;
    return text.slice(from, end);
  }

  private countBreaks(text: string, end: number): number {
    let breaks = 0;
    for (let at = text.indexOf(this.newline); at >= 0 && at < end; at = text.indexOf(this.newline, at + 1)) breaks++;
    return breaks;
  }

  private breaksInside(row: readonly string[]): number {
    let breaks = 0;
    for (const cell of row) {
      for (let at = cell.indexOf(this.newline); at >= 0; at = cell.indexOf(this.newline, at + 1)) breaks++;
    }
    return breaks;
  }

  /** Text is held that is no whole row yet. */
  get waiting(): boolean {
    return this.held > 0;
  }
}

class Collector {
  private rows: string[][] = [];
  private lines = new Int32Array(64);
  private readonly broken: BrokenLine[] = [];

  row(row: string[], line: number): void {
    this.reserve(1);
    this.lines[this.rows.length] = line;
    this.rows.push(row);
  }

  /** Rows of one line each. */
  simple(rows: string[][], line: number): void {
    this.reserve(rows.length);
    const at = this.rows.length;
    for (let i = 0; i < rows.length; i++) this.lines[at + i] = line + i;
    if (at === 0) this.rows = rows;
    else for (const row of rows) this.rows.push(row);
  }

  broke(raw: string, line: number): void {
    this.broken.push({ line, raw });
  }

  batch(): Batch {
    return { rows: this.rows, lines: this.lines.subarray(0, this.rows.length), broken: this.broken };
  }

  private reserve(more: number): void {
    const rows = this.rows.length + more;
    if (rows <= this.lines.length) return;
    const lines = new Int32Array(Math.max(rows, this.lines.length * 2));
    lines.set(this.lines);
    this.lines = lines;
  }
}
