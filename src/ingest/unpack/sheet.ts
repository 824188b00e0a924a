import { formatOf, numberText, type NumberFormat, builtInFormat } from './number-formats';
import { attribute, BadXml, type XmlHandler } from './xml';

/** What the cells of a workbook refer to. */
export interface Book {
  readonly strings: readonly string[];
  /** By the number of a cell's style. */
  readonly formats: readonly NumberFormat[];
  readonly from1904: boolean;
}

const mostColumns = 16_384;
const mostRows = 1_048_576;
const plain: NumberFormat = { is: 'plain' };

/** `_x000D_` and the like stand for characters that XML does not have. */
const unescape = (text: string): string =>
  text.includes('_x')
    ? text.replace(/_x([0-9A-Fa-f]{4})_/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)))
    : text;

/** The shared strings of a workbook: the text of each, without its fonts and without the readings above Japanese. */
export class StringsHandler implements XmlHandler {
  readonly strings: string[] = [];
  private parts = '';
  private inText = false;
  private inReading = false;

  open(name: string): void {
    if (name === 'si') this.parts = '';
    else if (name === 't') this.inText = !this.inReading;
    else if (name === 'rPh') this.inReading = true;
  }

  text(text: string): void {
    if (this.inText) this.parts += text;
  }

  close(name: string): void {
    if (name === 'si') this.strings.push(unescape(this.parts));
    else if (name === 't') this.inText = false;
    else if (name === 'rPh') this.inReading = false;
  }
}

/** The number formats of a workbook's styles, in the order in which cells refer to them. */
export class StylesHandler implements XmlHandler {
  readonly formats: NumberFormat[] = [];
  private readonly own = new Map<number, NumberFormat>();
  private inCells = false;

  open(name: string, tag: string): void {
    if (name === 'numFmt') this.own.set(Number(attribute(tag, 'numFmtId')), formatOf(attribute(tag, 'formatCode') ?? ''));
    else if (name === 'cellXfs') this.inCells = true;
    else if (name === 'xf' && this.inCells) {
      const id = Number(attribute(tag, 'numFmtId') ?? 0);
      this.formats.push(this.own.get(id) ?? builtInFormat(id));
    }
  }

  text(): void {
    // Styles have none.
  }

  close(name: string): void {
    if (name === 'cellXfs') this.inCells = false;
  }
}

/**
 * The cells of a sheet as lines of CSV, row for row, so that line numbers are those of the sheet (cells with line breaks aside).
 * Of a formula, its kept result.
 */
export class SheetHandler implements XmlHandler {
  /** Whether any cell has something in it. */
  filled = false;
  private lines: string[] = [];
  private row = 0;
  private cells: string[] = [];
  private column = -1;
  private type = '';
  private style = 0;
  private value = '';
  private collecting = false;
  private inReading = false;

  constructor(private readonly book: Book) {}

  open(name: string, tag: string): void {
    if (name === 'c') {
      this.column = columnOf(attribute(tag, 'r'), this.column + 1);
      this.type = attribute(tag, 't') ?? 'n';
      this.style = Number(attribute(tag, 's') ?? 0);
      this.value = '';
    } else if (name === 'v' || (name === 't' && !this.inReading)) this.collecting = true;
    else if (name === 'rPh') this.inReading = true;
    else if (name === 'row') this.startRow(Number(attribute(tag, 'r') ?? this.row + 1));
  }

  text(text: string): void {
    if (this.collecting) this.value += text;
  }

  close(name: string): void {
    if (name === 'v' || name === 't') this.collecting = false;
    else if (name === 'rPh') this.inReading = false;
    else if (name === 'c') this.endCell();
    else if (name === 'row') this.endRow();
  }

  /** The lines since the last call. */
  take(): string {
    const text = this.lines.join('');
    this.lines = [];
    return text;
  }

  private startRow(row: number): void {
    if (!(row > this.row && row <= mostRows)) throw new BadXml('rows out of order');
    if (row > this.row + 1) this.lines.push('\n'.repeat(row - this.row - 1));
    this.row = row;
    this.cells = [];
    this.column = -1;
  }

  private endRow(): void {
    this.lines.push(`${this.cells.join(',')}\n`);
  }

  private endCell(): void {
    const text = this.textOf();
    if (text === '') return;
    this.filled = true;
    while (this.cells.length < this.column) this.cells.push('');
    this.cells[this.column] = /[",;\t|\n\r]|^\s|\s$/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
  }

  private textOf(): string {
    const { value, type } = this;
    if (value === '') return '';
    if (type === 's') return this.book.strings[Number(value)] ?? '';
    if (type === 'b') return value === '1' ? 'TRUE' : 'FALSE';
    if (type === 'd')
      return value
        .replace('T', ' ')
        .replace(/\.\d+|Z$/g, '')
        .replace(/ 00:00:00$/, '');
    if (type !== 'n') return unescape(value);
    const format = this.book.formats[this.style] ?? plain;
    // Whole numbers may be ids: as written, to the last digit.
    if (format.is === 'plain' && /^-?\d+$/.test(value)) return value;
    const number = Number(value);
    return Number.isFinite(number) ? numberText(number, format, this.book.from1904) : value;
  }
}

/** `B7` is 1. */
function columnOf(reference: string | undefined, next: number): number {
  if (reference === undefined) return next;
  let column = 0;
  for (let i = 0; i < reference.length; i++) {
    const code = reference.charCodeAt(i) & ~32;
    if (code < 65 || code > 90) break;
    column = column * 26 + code - 64;
  }
  if (column < 1 || column > mostColumns) throw new BadXml('a cell outside the sheet');
  return column - 1;
}
