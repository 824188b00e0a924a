import { emptyMask, setNull, type NumberColumn } from '../domain';
import { isBlank, isBlankToken } from './blanks';
import { endOf, startOf, textAt, type Cells } from './cells';
import { eitherWay, noProof, NumberReader, provesComma, provesPoint } from './numbers';

const linesKept = 20;
const longestShown = 100;

/** The first cell that proves something, for the evidence. */
export interface Proof {
  readonly line: number;
  readonly value: string;
}

/** Grows a number column. A filled cell that is no number becomes missing and is counted with its line. */
export class NumberBuilder {
  readonly type = 'number';
  rows = 0;
  unreadable = 0;
  readonly unreadableLines: number[] = [];
  readonly unreadableCells: string[] = [];
  /** The first unreadable cells, to judge what the column is instead. */
  readonly strange: string[] = [];
  pointProofs = 0;
  commaProofs = 0;
  ambiguous = 0;
  firstPoint: Proof | null = null;
  firstComma: Proof | null = null;
  /** The first that has commas between its thousands as well. */
  firstGrouped: Proof | null = null;
  minimum = Number.POSITIVE_INFINITY;
  maximum = Number.NEGATIVE_INFINITY;
  private blank = 0;
  /** What cells note as given back, by row; null where none does. */
  refunds: Float64Array | null = null;
  firstRefund: Proof | null = null;
  refundCount = 0;
  /** Signs of currencies that cells carry, each with its first cell and how many there are. */
  readonly signs: { readonly sign: string; readonly first: Proof; n: number }[] = [];
  /** By row, the place of its sign in `signs`, plus one; null where no cell has one. */
  signOf: Uint8Array | null = null;
  /** Of the cells that would do either way, how many have a point. */
  ambiguousPoints = 0;
  /** By how much the sum of the cells that would do either way differs under the other mark. */
  private otherwise = 0;
  private values: Float64Array;
  private readonly reader: NumberReader;

  constructor(
    readonly decimal: '.' | ',',
    capacity: number,
  ) {
    this.reader = new NumberReader(decimal);
    this.values = new Float64Array(Math.max(capacity, 16));
  }

  get missing(): number {
    return this.blank + this.unreadable;
  }

  get filled(): number {
    return this.rows - this.blank;
  }

  /** False only for a filled cell that is no number. */
  readable(cell: string): boolean {
    return !Number.isNaN(this.reader.read(cell)) || isBlank(cell) || isBlankToken(cell);
  }

  add(rows: readonly (readonly string[])[], column: number, lines: Int32Array): void {
    this.reserve(this.rows + rows.length);
    const values = this.values;
    const reader = this.reader;
    let at = this.rows;
    let { minimum, maximum } = this;
    for (let i = 0; i < rows.length; i++, at++) {
      const cell = rows[i]![column];
      if (cell === undefined || cell.length === 0) {
        values[at] = Number.NaN;
        this.blank++;
        continue;
      }
      const value = reader.read(cell);
      values[at] = value;
      if (value < minimum) minimum = value;
      if (value > maximum) maximum = value;
      if (value !== value) this.strangeCell(cell, lines[i]!);
      else if (reader.proof !== noProof) this.prove(cell, lines[i]!, value);
      if (reader.refunded === reader.refunded) this.noteRefund(at, cell, lines[i]!);
      if (reader.currency !== '' && value === value) this.noteSign(at, cell, lines[i]!);
    }
    this.minimum = minimum;
    this.maximum = maximum;
    this.rows = at;
  }

  /** As `add`, from the bytes of the file. */
  addBytes(cells: Cells, column: number): void {
    const { kernels, starts, ends, width, first, last, out, stats } = cells;
    this.reserve(this.rows + last - first);
    const point = this.decimal.charCodeAt(0);
    for (let row = first; row < last; row++) {
      const from = row;
      kernels.float64[stats >> 3] = this.minimum;
      kernels.float64[(stats >> 3) + 1] = this.maximum;
      const seen = (this.decimal === '.' ? this.firstPoint : this.firstComma) === null ? 0 : 1;
      row = kernels.run.numbers(starts + 4 * column, ends + 4 * column, width, row, last, point, seen, stats, out);
      if (row > from) this.takeNumbers(cells, column, from, row);
      if (row < last) this.addCell(cells, row, column);
    }
  }

  /** Takes over what the kernel read of rows `from` to `to`. */
  private takeNumbers(cells: Cells, column: number, from: number, to: number): void {
    const {
      kernels: { int32, float64 },
      out,
      stats,
    } = cells;
    const counts = (stats >> 2) + 4;
    this.values.set(float64.subarray((out >> 3) + from, (out >> 3) + to), this.rows);
    this.minimum = float64[stats >> 3]!;
    this.maximum = float64[(stats >> 3) + 1]!;
    this.blank += int32[counts]!;
    if (this.decimal === '.') this.pointProofs += int32[counts + 1]!;
    else this.commaProofs += int32[counts + 1]!;
    const ambiguous = int32[counts + 2]!;
    this.ambiguous += ambiguous;
    if (this.decimal === '.') this.ambiguousPoints += ambiguous;
    if (ambiguous > 0 && this.pointProofs + this.commaProofs === 0) this.addOtherwise(cells, column, from, to);
    this.rows += to - from;
  }

  /** What the other mark would change in the sum: of cells such as `1.500`, which the kernel read and only counted. */
  private addOtherwise(cells: Cells, column: number, from: number, to: number): void {
    const { bytes, float64 } = cells.kernels;
    const point = this.decimal.charCodeAt(0);
    for (let row = from; row < to; row++) {
      const end = endOf(cells, row, column);
      let start = startOf(cells, row, column);
      if (bytes[start] === 45) start++;
      const whole = end - 4 - start;
      if (whole < 1 || whole > 3 || bytes[end - 4] !== point || bytes[start] === 48) continue;
      this.otherwise += float64[(cells.out >> 3) + row]! * 999;
    }
  }

  private addCell(cells: Cells, row: number, column: number): void {
    const { reader } = this;
    const text = textAt(cells, row, column);
    const value = reader.read(text);
    this.values[this.rows++] = value;
    if (value < this.minimum) this.minimum = value;
    if (value > this.maximum) this.maximum = value;
    const line = cells.firstLine + row - cells.first;
    if (value !== value) this.strangeCell(text, line);
    else if (reader.proof !== noProof) this.prove(text, line, value);
    if (reader.refunded === reader.refunded) this.noteRefund(this.rows - 1, text, line);
    if (reader.currency !== '' && value === value) this.noteSign(this.rows - 1, text, line);
  }

  /** The first row whose filled cell is no plain number: `readable` has to tell. `cells.last` where there is none. */
  firstUnlike({ kernels, starts, ends, width, first, last }: Cells, column: number): number {
    const point = this.decimal.charCodeAt(0);
    return kernels.run.firstUnlikeNumber(starts + 4 * column, ends + 4 * column, width, first, last, point);
  }

  private strangeCell(cell: string, line: number): void {
    if (isBlank(cell) || isBlankToken(cell)) {
      this.blank++;
      return;
    }
    this.prove(cell, line);
    this.unreadable++;
    if (this.unreadableLines.length < linesKept) {
      this.unreadableLines.push(line);
      this.unreadableCells.push(cell.trim().slice(0, longestShown));
    }
    if (this.strange.length < 200) this.strange.push(cell);
  }

  /** A cell whose row is turned away for it: nothing is stored, but what it proves still counts. */
  turnAway(cell: string, line: number): void {
    this.reader.read(cell);
    this.prove(cell, line);
    if (this.strange.length < 200) this.strange.push(cell);
  }

  private noteRefund(at: number, cell: string, line: number): void {
    this.refunds ??= new Float64Array(this.values.length);
    this.refunds[at] = this.reader.refunded;
    this.firstRefund ??= { line, value: cell.trim() };
    this.refundCount++;
  }

  private noteSign(at: number, cell: string, line: number): void {
    this.signOf ??= new Uint8Array(this.values.length);
    const { currency } = this.reader;
    let place = this.signs.findIndex(({ sign }) => sign === currency);
    // More than these are no currencies.
    if (place < 0 && this.signs.length < 100) {
      place = this.signs.push({ sign: currency, first: { line, value: cell.trim().slice(0, longestShown) }, n: 0 }) - 1;
    }
    if (place < 0) return;
    this.signs[place]!.n++;
    this.signOf[at] = place + 1;
  }

  private prove(cell: string, line: number, value = Number.NaN): void {
    const proof = this.reader.proof;
    if (proof === provesPoint) {
      this.firstPoint ??= { line, value: cell.trim() };
      if (this.firstGrouped === null && cell.includes(',')) this.firstGrouped = { line, value: cell.trim() };
      this.pointProofs++;
    } else if (proof === provesComma) {
      this.firstComma ??= { line, value: cell.trim() };
      this.commaProofs++;
    } else if (proof === eitherWay) {
      const own = cell.includes(this.decimal);
      if (own === (this.decimal === '.')) this.ambiguousPoints++;
      this.ambiguous++;
      // Three digits behind the mark: the other reading is a thousand times this one, or a thousandth.
      if (value === value) this.otherwise += own ? value * 999 : value * -0.999;
    }
  }

  private reserve(rows: number): void {
    if (rows <= this.values.length) return;
    const values = new Float64Array(Math.max(rows, Math.ceil(this.values.length * 1.5)));
    values.set(this.values);
    this.values = values;
    if (this.signOf) {
      const signOf = new Uint8Array(values.length);
      signOf.set(this.signOf);
      this.signOf = signOf;
    }
    if (this.refunds) {
      const refunds = new Float64Array(values.length);
      refunds.set(this.refunds);
      this.refunds = refunds;
    }
  }

  /** The sum of the column as read, and as the other decimal mark would have it where no cell proves either. */
  get totals(): { readonly own: number; readonly other: number } {
    let own = 0;
    for (let i = 0; i < this.rows; i++) if (this.values[i] === this.values[i]) own += this.values[i]!;
    return { own, other: own + this.otherwise };
  }

  /** What the cells note as given back, 0 where they note nothing; null where no cell does. */
  finishRefunds(): NumberColumn | null {
    return this.refunds && { type: 'number', values: this.refunds.slice(0, this.rows), nulls: null };
  }

  finish(): NumberColumn {
    const values = this.values.slice(0, this.rows);
    let nulls: Uint8Array | null = null;
    if (this.missing > 0) {
      nulls = emptyMask(this.rows);
      for (let i = 0; i < values.length; i++) if (values[i] !== values[i]) setNull(nulls, i);
    }
    return { type: 'number', values, nulls };
  }
}
