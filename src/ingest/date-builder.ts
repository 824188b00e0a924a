import { emptyMask, setNull, type DateColumn, type DateOrder, type InstantColumn } from '../domain';
import { isBlank, isBlankToken } from './blanks';
import { endOf, startOf, textAt, type Cells } from './cells';
import { counted, DateReader, either, iso, isPacked, noOffset, noTime, orderOf, unpackDay } from './dates';
import type { Epoch } from './epochs';
import type { Proof } from './number-builder';

const linesKept = 20;
const longestShown = 100;
const missingDay = -2147483648;
const dayMs = 86_400_000;

/** What the whole column says of its order. `decided` is false where every cell would do either way. */
export interface OrderVerdict {
  readonly order: DateOrder;
  readonly decided: boolean;
  /** Cells that are no date in that order. */
  readonly misfits: number;
}

/**
 * Grows a column of dates. Dates such as 03/04/26 keep their two numbers until the end, so that the whole column decides
 * which of them is the day.
 */
export class DateBuilder {
  readonly type = 'date';
  rows = 0;
  unreadable = 0;
  readonly unreadableLines: number[] = [];
  readonly unreadableCells: string[] = [];
  readonly strange: string[] = [];
  /** Cells that can only be day first, only month first, and that would do either way. */
  dayProofs = 0;
  monthProofs = 0;
  undecided = 0;
  firstDay: Proof | null = null;
  firstMonth: Proof | null = null;
  /** The first cell whose digits count from an epoch, with the day they make. */
  firstCounted: (Proof & { readonly day: number }) | null = null;
  private blank = 0;
  private isoCells = 0;
  private dotted = 0;
  private timed = false;
  private offsets = 0;
  private zeroOffsets = 0;
  private days: Int32Array;
  private times: Int32Array | null = null;
  private offset: Int16Array | null = null;
  private readonly reader: DateReader;

  /** `fixed`: the order a person chose or an earlier pass proved; cells that do not fit it are unreadable. */
  constructor(
    compact: boolean,
    readonly fixed: DateOrder | null,
    capacity: number,
    epoch: Epoch | null = null,
  ) {
    this.reader = new DateReader(compact, epoch);
    this.days = new Int32Array(Math.max(capacity, 16));
  }

  get missing(): number {
    return this.blank + this.unreadable;
  }

  get filled(): number {
    return this.rows - this.blank;
  }

  /** False only for a filled cell that is no date. */
  readable(cell: string): boolean {
    return (this.reader.read(cell) && this.fits(this.reader.day)) || isBlank(cell) || isBlankToken(cell);
  }

  private fits(day: number): boolean {
    if (!isPacked(day) || this.fixed === null) return true;
    if (this.fixed === 'day-first' || this.fixed === 'month-first')
      return !Number.isNaN(unpackDay(day, this.fixed === 'day-first'));
    return true;
  }

  add(rows: readonly (readonly string[])[], column: number, lines: Int32Array): void {
    this.reserve(this.rows + rows.length);
    const reader = this.reader;
    const days = this.days;
    let at = this.rows;
    let last: string | null = null;
    let lastOk = false;
    for (let i = 0; i < rows.length; i++, at++) {
      const cell = rows[i]![column];
      if (cell === undefined || cell.length === 0) {
        days[at] = missingDay;
        this.blank++;
        continue;
      }
      if (cell !== last) {
        last = cell;
        lastOk = reader.read(cell) && this.fits(reader.day);
      }
      if (!lastOk) {
        days[at] = missingDay;
        this.strangeCell(cell, lines[i]!);
        continue;
      }
      days[at] = reader.day;
      if (reader.form === iso) this.isoCells++;
      else if (reader.form === either) this.prove(cell, lines[i]!);
      else if (reader.form === counted) this.firstCounted ??= { line: lines[i]!, value: cell.trim(), day: reader.day };
      if (reader.time !== noTime) this.addTime(at);
    }
    this.rows = at;
  }

  /** As `add`, from the bytes of the file. */
  addBytes(cells: Cells, column: number): void {
    const { kernels, starts, ends, width, first, last, out, stats } = cells;
    this.reserve(this.rows + last - first);
    const times = out + 4 * cells.most;
    for (let row = first; row < last; row++) {
      const from = row;
      // The kernel knows dates, not digits that count.
      if (this.reader.epoch === null)
        row = kernels.run.days(starts + 4 * column, ends + 4 * column, width, row, last, stats, out, times);
      if (row > from) this.takeDays(cells, from, row, times);
      if (row < last) this.addCell(cells, row, column);
    }
  }

  /** Takes over what the kernel read of rows `from` to `to`. */
  private takeDays({ kernels: { int32 }, out, stats }: Cells, from: number, to: number, times: number): void {
    const [blank, zoned, timed] = int32.subarray(stats >> 2, (stats >> 2) + 3) as unknown as [number, number, number];
    this.days.set(int32.subarray((out >> 2) + from, (out >> 2) + to), this.rows);
    if (timed > 0) {
      this.times ??= new Int32Array(this.days.length);
      this.times.set(int32.subarray((times >> 2) + from, (times >> 2) + to), this.rows);
    }
    this.blank += blank;
    this.isoCells += to - from - blank;
    this.offsets += zoned;
    this.zeroOffsets += zoned;
    if (timed > 0 || zoned > 0) this.timed = true;
    this.rows += to - from;
  }

  private addCell(cells: Cells, row: number, column: number): void {
    const { reader } = this;
    const at = this.rows++;
    if (
      !reader.readBytes(cells.kernels.bytes, startOf(cells, row, column), endOf(cells, row, column)) ||
      !this.fits(reader.day)
    ) {
      this.days[at] = missingDay;
      this.strangeCell(textAt(cells, row, column), cells.firstLine + row - cells.first);
      return;
    }
    this.days[at] = reader.day;
    if (reader.form === iso) this.isoCells++;
    else if (reader.form === either) this.prove(textAt(cells, row, column), cells.firstLine + row - cells.first);
    else if (reader.form === counted && this.firstCounted === null)
      this.firstCounted = {
        line: cells.firstLine + row - cells.first,
        value: textAt(cells, row, column).trim(),
        day: reader.day,
      };
    if (reader.time !== noTime) this.addTime(at);
  }

  /** The first row whose filled cell is not plainly a date: `readable` has to tell. `cells.last` where there is none. */
  firstUnlike(cells: Cells, column: number): number {
    const { kernels, starts, ends, width, last } = cells;
    for (let row = cells.first; ; row++) {
      if (this.reader.epoch === null) row = kernels.run.firstUnlikeDay(starts + 4 * column, ends + 4 * column, width, row, last);
      if (row === last || !this.plainlyReadable(cells, row, column)) return row;
    }
  }

  private plainlyReadable(cells: Cells, row: number, column: number): boolean {
    const { reader } = this;
    return reader.readBytes(cells.kernels.bytes, startOf(cells, row, column), endOf(cells, row, column)) && this.fits(reader.day);
  }

  private addTime(at: number): void {
    const { time, offset } = this.reader;
    if (time !== 0 || offset !== noOffset) this.timed = true;
    if (time !== 0) (this.times ??= new Int32Array(this.days.length))[at] = time;
    if (offset === noOffset) return;
    this.offsets++;
    if (offset === 0) this.zeroOffsets++;
    else (this.offset ??= new Int16Array(this.days.length))[at] = offset;
  }

  private prove(cell: string, line: number): void {
    const order = orderOf(this.reader.day);
    if (this.reader.mark !== 47) this.dotted++;
    if (order > 0) {
      this.firstDay ??= { line, value: cell.trim() };
      this.dayProofs++;
    } else if (order < 0) {
      this.firstMonth ??= { line, value: cell.trim() };
      this.monthProofs++;
    } else if (((this.reader.day >> 5) & 31) !== (this.reader.day & 31)) {
      this.undecided++;
    }
  }

  private strangeCell(cell: string, line: number): void {
    if (isBlank(cell) || isBlankToken(cell)) {
      this.blank++;
      return;
    }
    this.unreadable++;
    if (this.unreadableLines.length < linesKept) {
      this.unreadableLines.push(line);
      this.unreadableCells.push(cell.trim().slice(0, longestShown));
    }
    if (this.strange.length < 200) this.strange.push(cell);
  }

  private reserve(rows: number): void {
    if (rows <= this.days.length) return;
    const capacity = Math.max(rows, Math.ceil(this.days.length * 1.5));
    const grown = new Int32Array(capacity);
    grown.set(this.days);
    this.days = grown;
    if (this.times) {
      const times = new Int32Array(capacity);
      times.set(this.times);
      this.times = times;
    }
    if (this.offset) {
      const offset = new Int16Array(capacity);
      offset.set(this.offset);
      this.offset = offset;
    }
  }

  /** Whether cells such as 03/04/26 occur. */
  get hasPacked(): boolean {
    return this.dayProofs + this.monthProofs + this.undecided > 0 || this.dotted > 0;
  }

  /**
   * The order by proof; where nothing proves it, `hint` (what another column of the file proved, or the tool is known
   * to write), else the order in which the rows are sorted, else day first between dots and dashes and month first
   * between slashes.
   */
  verdict(hint: DateOrder | null): OrderVerdict {
    if (!this.hasPacked)
      return { order: this.isoCells > 0 || this.filled === 0 ? 'iso' : 'year-first', decided: true, misfits: 0 };
    if (this.fixed === 'day-first' || this.fixed === 'month-first') return { order: this.fixed, decided: true, misfits: 0 };
    if (this.dayProofs > this.monthProofs) return { order: 'day-first', decided: true, misfits: this.monthProofs };
    if (this.monthProofs > 0) return { order: 'month-first', decided: true, misfits: this.dayProofs };
    const decided = this.undecided === 0;
    if (hint === 'day-first' || hint === 'month-first') return { order: hint, decided, misfits: 0 };
    const sorted = this.steps(true) - this.steps(false);
    const dayFirst = sorted !== 0 ? sorted < 0 : this.dotted > 0;
    return { order: dayFirst ? 'day-first' : 'month-first', decided, misfits: 0 };
  }

  /** How often the rows, read in that order, turn between rising and falling: least in the order they were sorted by. */
  private steps(dayFirst: boolean): number {
    let rises = 0;
    let falls = 0;
    let before = Number.NaN;
    const rows = Math.min(this.rows, 20_000);
    for (let i = 0; i < rows; i++) {
      const day = this.days[i]!;
      if (day === missingDay) continue;
      const now = isPacked(day) ? unpackDay(day, dayFirst) : day;
      if (now > before) rises++;
      else if (now < before) falls++;
      before = now;
    }
    return Math.min(rises, falls);
  }

  /** The first and last day that the column has in that order; null where it has none. */
  span(dayFirst: boolean): { readonly first: number; readonly last: number } | null {
    let first = Number.POSITIVE_INFINITY;
    let last = Number.NEGATIVE_INFINITY;
    for (let i = 0; i < this.rows; i++) {
      const written = this.days[i]!;
      if (written === missingDay) continue;
      const day = isPacked(written) ? unpackDay(written, dayFirst) : written;
      if (day < first) first = day;
      if (day > last) last = day;
    }
    return first > last ? null : { first, last };
  }

  /** `header`: names such as `Created (UTC)` say the zone. Instants where a time of day or a zone occurs, else dates. */
  finish(order: DateOrder, header: string): DateColumn | InstantColumn {
    const days = this.days.slice(0, this.rows);
    const dayFirst = order === 'day-first';
    let missing = 0;
    for (let i = 0; i < days.length; i++) {
      let day = days[i]!;
      if (isPacked(day)) {
        day = unpackDay(day, dayFirst);
        if (Number.isNaN(day)) {
          // Proof the other way in a column that was decided: not guessed cell by cell.
          day = missingDay;
          this.unreadable++;
        }
        days[i] = day;
      }
      if (day === missingDay) missing++;
    }
    const nulls = missing > 0 ? emptyMask(this.rows) : null;
    const dated = this.rows - missing;
    const zoned = this.offsets > 0 && this.offsets >= dated;
    const zone = zoned ? (this.zeroOffsets === this.offsets ? 'UTC' : 'offset') : /\bUTC\b/i.test(header) ? 'UTC' : 'local';
    const ms = this.timed ? new Float64Array(this.rows) : null;
    for (let i = 0; i < days.length; i++) {
      const day = days[i]!;
      if (day === missingDay) {
        setNull(nulls!, i);
        days[i] = 0;
        if (ms) ms[i] = Number.NaN;
      } else if (ms) {
        ms[i] = day * dayMs + (this.times?.[i] ?? 0) - (zoned ? (this.offset?.[i] ?? 0) * 60_000 : 0);
      }
    }
    return ms ? { type: 'instant', ms, days, zone, nulls } : { type: 'date', days, nulls };
  }
}
