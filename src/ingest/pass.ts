import { isBlank, isBlankRow } from './blanks';
import { DelimitedKernels } from '../kernels/delimited';
import { textOf, type Cells } from './cells';
import { DateBuilder } from './date-builder';
import { NumberBuilder } from './number-builder';
import type { Reject, RejectCode, MessageValues } from '../domain';
import { filledWidth } from './header';
import { headsTable, mayHeadTable } from './other-table';
import { requiredColumns, type Plan } from './plan';
import { RowLines } from './row-lines';
import type { Batch } from './row-reader';
import { TextBuilder } from './text-builder';

export type Builder = TextBuilder | NumberBuilder | DateBuilder;

const nothingMore: MessageValues = Object.freeze({});
const sampleRows = 8;
const longestRaw = 2000;
const longestSampleCell = 500;
/** Rows looked at as the header of another table: in a file where every few rows are odd, oddness says nothing. */
const mostLooks = 1000;
/** Words that begin a row of totals. */
const totalWords = new Set([
  'total', 'totals', 'grand total', 'sum', 'subtotal', 'summe', 'gesamt', 'gesamtsumme', 'totale', 'total general', 'somme', 'suma', '合计', '总计', '小计', '总和', '合計', '総計',
]); // prettier-ignore
/** First characters of those words, so that most rows are passed over at one comparison. */
const totalStarts = new Uint8Array(0x10000);
for (const word of totalWords) totalStarts[word.charCodeAt(0)] = totalStarts[word.toUpperCase().charCodeAt(0)] = 1;

/** One reading of the file by a plan: rows are judged, good ones go to the columns' builders, the rest to the rejects. */
export class Pass {
  readonly builders: readonly Builder[];
  readonly rejects: Reject[] = [];
  readonly sample: string[][] = [];
  readonly lines = new RowLines();
  imported = 0;
  padded = 0;
  blankLines = 0;
  /** The widest row, blanks at its end aside: a table without a header may have to be read again, wider. */
  widest = 0;
  /** Filled cells of required columns for which rows were turned away, by column. */
  readonly turnedAway = new Map<number, number>();
  readonly width: number;
  readonly kernels = new DelimitedKernels();
  private readonly required: readonly number[];
  private readonly firstHeader: string;
  /** Rows that may be a note under the table: only the end of the file tells. */
  private notes: { row: string[]; line: number }[] = [];
  private readonly notesPossible: boolean;
  /** The line on which another table begins, which is not read; 0 where there is none. */
  otherTable = 0;
  /** A row that may be the header of another table: the next row tells. */
  private candidate: { row: string[]; line: number; afterBlank: boolean; blank: number } | null = null;
  private afterBlank = false;
  private lastBlank = 0;
  private looked = 0;

  constructor(
    private readonly plan: Plan,
    private readonly delimiter: string,
    capacity: number,
  ) {
    this.width = plan.header.names.length;
    this.required = requiredColumns(plan);
    this.firstHeader = plan.header.line > 0 ? plan.header.cells[0]! : '\u0000';
    const first = plan.columns[0];
    const keyed = first && (['customerId', 'orderId', 'email', 'phone', 'date'].includes(first.role) || first.type !== 'text');
    this.notesPossible = plan.header.line > 0 && this.width >= 3 && keyed === true;
    this.builders = plan.columns.map(({ type, decimal, compact, epoch, order, ids }) =>
      type === 'text'
        ? new TextBuilder(ids, capacity, this.kernels)
        : type === 'number'
          ? new NumberBuilder(decimal, capacity)
          : new DateBuilder(compact, order, capacity, epoch),
    );
  }

  get rowsRead(): number {
    return this.imported + this.rejects.length;
  }

  add(batch: Batch): void {
    if (this.otherTable > 0) return;
    for (const { line, raw } of batch.broken) {
      if (line >= this.plan.header.line) this.reject(line, 'row/unclosed-quote', nothingMore, raw);
    }
    const rows: string[][] = [];
    const lines = new Int32Array(batch.rows.length + this.notes.length + 1);
    for (let i = 0; i < batch.rows.length; i++) {
      const row = batch.rows[i]!;
      const line = batch.lines[i]!;
      if (line <= this.plan.header.line) continue;
      const first = row[0]!;
      if (first.length === 0 || row.length !== this.width || first.charCodeAt(0) <= 32 || first.charCodeAt(0) >= 0x80) {
        if (isBlankRow(row)) {
          // A header stands right above its rows.
          this.takeCandidate(rows, lines);
          this.blankLines++;
          this.afterBlank = true;
          this.lastBlank = line;
          continue;
        }
      }
      if (this.candidate) {
        if (headsTable(this.candidate.row, row, this.candidate.afterBlank, this.width)) {
          this.endAt(this.candidate);
          break;
        }
        this.takeCandidate(rows, lines);
      }
      if (line === this.plan.header.explained) {
        this.reject(line, 'row/explanation', {}, this.toLine(row));
        continue;
      }
      // An empty line right under the header parts nothing from anything.
      const parted = this.afterBlank && this.sample.length > 0;
      if (this.mayEndTable(row, parted)) {
        this.candidate = { row, line, afterBlank: parted, blank: this.lastBlank };
        continue;
      }
      if (this.judge(row, line, rows, lines)) this.afterBlank = false;
    }
    this.build(rows, lines);
  }

  /** Takes empty lines, from line `first` on. */
  addBlankLines(first: number, n: number): void {
    const last = first + n - 1;
    const below = Math.min(n, last - this.plan.header.line);
    if (this.otherTable > 0 || below <= 0) return;
    const rows: string[][] = [];
    const lines = new Int32Array(this.notes.length + 1);
    this.takeCandidate(rows, lines);
    this.build(rows, lines);
    this.blankLines += below;
    this.afterBlank = true;
    this.lastBlank = last;
  }

  private mayEndTable(row: readonly string[], parted: boolean): boolean {
    if (this.plan.header.line === 0 || (!parted && row.length === this.width)) return false;
    return ++this.looked <= mostLooks && mayHeadTable(row, parted, this.width) && !this.repeatsHeader(row);
  }

  /** Another table begins: notes between it and the empty line before it are its title. */
  private endAt({ line, afterBlank, blank }: { line: number; afterBlank: boolean; blank: number }): void {
    const title = afterBlank ? this.notes.find((note) => note.line > blank) : undefined;
    this.otherTable = title?.line ?? line;
    this.notes = this.notes.filter((note) => note.line < this.otherTable);
    for (let i = this.rejects.length - 1; i >= 0; i--) if (this.rejects[i]!.line >= this.otherTable) this.rejects.splice(i, 1);
    this.candidate = null;
  }

  private takeCandidate(rows: string[][], lines: Int32Array): void {
    if (!this.candidate) return;
    const { row, line } = this.candidate;
    this.candidate = null;
    this.afterBlank = false;
    this.judge(row, line, rows, lines);
  }

  /** Keeps a row, rejects it, or puts it aside as a possible note; false where it is put aside. */
  private judge(row: string[], line: number, rows: string[][], lines: Int32Array): boolean {
    if (this.refused(row, line)) return true;
    const possible = this.notesPossible || (this.afterBlank && this.width >= 3 && row.length === 1);
    if (possible && isNote(row, this.afterBlank)) {
      this.notes.push({ row, line });
      return false;
    }
    for (const note of this.notes) this.keep(note.row, note.line, rows, lines);
    this.notes = [];
    this.keep(row, line, rows, lines);
    return true;
  }

  /** Rows may come as bytes: the first ones, which are shown, and those after an empty line or a possible note come as text. */
  get takesBytes(): boolean {
    return this.width >= 2 && this.sample.length === sampleRows && this.notes.length === 0 && !this.afterBlank && !this.candidate;
  }

  /** For the kernel that finds rows: a byte for each byte that a word for totals begins with, and the first header. */
  get totalBegins(): Uint8Array {
    return totalStarts.subarray(0, 0x80);
  }

  get firstHeaderBytes(): Uint8Array {
    return new TextEncoder().encode(this.firstHeader);
  }

  /** Whether a first cell with a visible ASCII character in front, which may be a header or a word for totals, is neither. */
  plainFirst(bytes: Uint8Array, from: number, to: number): boolean {
    const first = bytes[from]!;
    if (from === to || first <= 32 || first >= 0x80) return false;
    const text = textOf(bytes, from, to);
    return text !== this.firstHeader && !(totalStarts[first] === 1 && totalWords.has(totalWord(text)));
  }

  /** The first row with a cell in a required column that is not plainly readable: `add` decides. `cells.last` where none is. */
  firstUnlike(cells: Cells): number {
    const { first, last } = cells;
    for (const column of this.required) {
      cells.last = (this.builders[column] as NumberBuilder | DateBuilder).firstUnlike(cells, column);
      if (cells.last === first) break;
    }
    const found = cells.last;
    cells.last = last;
    return found;
  }

  /** Takes the rows at hand, which are plainly kept. */
  addBytes(cells: Cells): void {
    for (let column = 0; column < this.width; column++) this.builders[column]!.addBytes(cells, column);
    this.lines.note(this.imported, cells.firstLine);
    this.imported += cells.last - cells.first;
  }

  /** After the last batch. */
  end(): void {
    const rows: string[][] = [];
    const lines = new Int32Array(this.notes.length + 1);
    this.takeCandidate(rows, lines);
    this.build(rows, lines);
    for (const { row, line } of this.notes) this.reject(line, 'row/footer', {}, this.toLine(row));
    this.notes = [];
    this.rejects.sort((a, b) => a.line - b.line);
  }

  /** Rejects a row for its shape or for what it is. */
  private refused(row: string[], line: number): boolean {
    const first = row[0]!;
    if (row.length > this.width) {
      let filled = row.length;
      while (filled > this.width && isBlank(row[filled - 1])) filled--;
      if (filled > this.width) {
        this.widest = Math.max(this.widest, filled);
        this.reject(line, 'row/too-many-fields', { expected: this.width, found: row.length }, this.toLine(row));
        return true;
      }
    }
    if (first === this.firstHeader && this.repeatsHeader(row)) {
      this.reject(line, 'row/repeated-header', {}, this.toLine(row));
      return true;
    }
    if ((first.length === 0 || totalStarts[first.charCodeAt(0)] === 1) && this.isTotals(row)) {
      this.reject(line, 'row/totals', {}, this.toLine(row));
      return true;
    }
    for (const column of this.required) {
      const cell = row[column];
      const builder = this.builders[column]!;
      if (cell === undefined || cell.length === 0 || builder.readable(cell)) continue;
      this.turnedAway.set(column, (this.turnedAway.get(column) ?? 0) + 1);
      const plan = this.plan.columns[column]!;
      if (builder.type === 'number') builder.turnAway(cell, line);
      const code: RejectCode = plan.role === 'date' ? 'value/no-date' : 'value/no-amount';
      this.reject(line, code, { column: plan.name, value: cell.trim().slice(0, 100) }, this.toLine(row));
      return true;
    }
    return false;
  }

  private repeatsHeader(row: readonly string[]): boolean {
    if (this.width < 2) return false;
    return this.plan.header.cells.every((cell, i) => cell.trim() === (row[i] ?? '').trim());
  }

  /** Its first filled cell says "total" and everything else in it is a number. */
  private isTotals(row: readonly string[]): boolean {
    let said = false;
    let numbers = 0;
    for (const cell of row) {
      if (isBlank(cell)) continue;
      if (!said) {
        if (!totalWords.has(totalWord(cell))) return false;
        said = true;
      } else if (/^[^\p{L}]*\d[^\p{L}]*$/u.test(cell)) numbers++;
      else return false;
    }
    return said && numbers > 0;
  }

  private keep(row: string[], line: number, rows: string[][], lines: Int32Array): void {
    if (row.length < this.width) this.padded++;
    lines[rows.length] = line;
    rows.push(row);
    if (this.sample.length < sampleRows) {
      this.sample.push(Array.from({ length: this.width }, (_, i) => (row[i] ?? '').slice(0, longestSampleCell)));
    }
  }

  private build(rows: string[][], lines: Int32Array): void {
    if (rows.length === 0) return;
    for (let column = 0; column < this.width; column++) this.builders[column]!.add(rows, column, lines);
    for (let i = 0; i < rows.length; i++) this.lines.note(this.imported + i, lines[i]!);
    this.imported += rows.length;
  }

  private reject(line: number, code: RejectCode, values: MessageValues, raw: string): void {
    this.rejects.push({ line, code, values, raw: raw.slice(0, longestRaw) });
  }

  /** A row as a line of the file again: quoted only where it must be. */
  private toLine(row: readonly string[]): string {
    let line = '';
    for (let i = 0; i < row.length && line.length <= longestRaw; i++) {
      const cell = row[i]!.slice(0, longestRaw);
      const quoted = cell.includes('"') || cell.includes(this.delimiter) || cell.includes('\n');
      line += (i > 0 ? this.delimiter : '') + (quoted ? `"${cell.replaceAll('"', '""')}"` : cell);
    }
    return line.replace(/\r$/, '');
  }
}

/** One cell only: of several words, or a ruler; after an empty line also any word. */
function isNote(row: readonly string[], afterBlank: boolean): boolean {
  if (row.length > 1 && !(afterBlank && filledWidth(row) === 1)) return false;
  const cell = row[0]!.trim();
  return /\s|[-=_*]{3}/u.test(cell) || (afterBlank && /^\D+$/.test(cell));
}

const totalWord = (cell: string): string =>
  cell
    .trim()
    .replace(/[:：]$/, '')
    .toLowerCase();
