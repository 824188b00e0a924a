import { emptyMask, packedTextColumn, setNull, unpackTexts, type TextColumn } from '../domain';
import { TextTable, type DelimitedKernels } from '../kernels/delimited';
import { isBlankName } from './blanks';
import { isBrokenId } from './broken-ids';
import { textAt, textOf, type Cells } from './cells';

const linesKept = 20;

/** Marks that spreadsheets and exports put before an id so that it stays text. */
function cleanId(text: string): string {
  const first = text.charCodeAt(0);
  if (first === 61 && text.startsWith('="') && text.endsWith('"')) return text.slice(2, -1).trim();
  if (first === 39 || first === 96 || first === 0x2019) return text.slice(1).trim();
  return text;
}

/** Grows a text column, chunk by chunk: white space around a cell is not kept, the rest reads as in the file. */
export class TextBuilder {
  readonly type = 'text';
  rows = 0;
  missing = 0;
  readonly unreadable = 0;
  readonly unreadableLines: readonly number[] = [];
  private codes: Uint32Array;
  private readonly known: TextTable;
  private nulls: Uint8Array | null = null;

  /** `ids`: marks before an id go, and words for "nothing" count as missing. */
  constructor(
    readonly ids: boolean,
    capacity: number,
    kernels: DelimitedKernels,
  ) {
    this.known = new TextTable(kernels);
    this.codes = new Uint32Array(Math.max(capacity, 16));
  }

  /** How many different values there are. */
  get distinct(): number {
    return this.known.size;
  }

  /** The different values, in order of first sight, at most `most` of them. */
  values(most?: number): readonly string[] {
    return unpackTexts(this.known.texts(most));
  }

  get filled(): number {
    return this.rows - this.missing;
  }

  readable(_cell: string): boolean {
    return true;
  }

  add(rows: readonly (readonly string[])[], column: number, _lines: Int32Array): void {
    this.reserve(this.rows + rows.length);
    const codes = this.codes;
    const known = this.known;
    let at = this.rows;
    let last = '';
    let lastCode = -1;
    for (let i = 0; i < rows.length; i++, at++) {
      const cell = rows[i]![column];
      if (cell !== undefined && cell !== last) {
        last = cell;
        const text = this.clean(cell);
        if (text === '') lastCode = -1;
        else lastCode = known.codeOf(text);
      }
      if (cell === undefined || lastCode < 0) this.miss(at);
      else codes[at] = lastCode;
    }
    this.rows = at;
  }

  /** As `add`, from the bytes of the file, and without a string for each cell. */
  addBytes(cells: Cells, column: number): void {
    const { kernels, width, first, last, out, bytes } = cells;
    const { known, ids } = this;
    this.reserve(this.rows + last - first);
    const starts = cells.starts + 4 * column;
    const ends = cells.ends + 4 * column;
    let blanks = 0;
    for (let row = first; row < last; row++) {
      row = known.codes(starts, ends, width, row, last, ids, out, bytes);
      blanks += known.lastBlanks;
      if (row === last) break;
      const text = this.clean(textAt(cells, row, column));
      const code = text === '' ? -1 : known.codeOf(text);
      if (code < 0) blanks++;
      kernels.int32[(out >> 2) + row] = code;
    }
    const codes = kernels.int32.subarray((out >> 2) + first, (out >> 2) + last);
    this.codes.set(codes, this.rows);
    if (blanks > 0) {
      for (let i = 0; i < codes.length; i++) {
        if (codes[i]! >= 0) continue;
        this.codes[this.rows + i] = 0;
        this.miss(this.rows + i);
      }
    }
    this.rows += codes.length;
  }

  private clean(cell: string): string {
    const end = cell.length;
    if (end === 0) return cell;
    const first = cell.charCodeAt(0);
    const final = cell.charCodeAt(end - 1);
    const padded = first <= 32 || final <= 32 || first >= 0x80 || final >= 0x80;
    const text = padded ? cell.trim() : cell;
    if (!this.ids || text === '') return text;
    const id = cleanId(text);
    return isBlankName(id) ? '' : id;
  }

  private miss(at: number): void {
    this.nulls ??= emptyMask(this.codes.length);
    setNull(this.nulls, at);
    this.missing++;
  }

  private reserve(rows: number): void {
    if (rows <= this.codes.length) return;
    const capacity = Math.max(rows, Math.ceil(this.codes.length * 1.5));
    const codes = new Uint32Array(capacity);
    codes.set(this.codes);
    this.codes = codes;
    if (this.nulls) {
      const nulls = emptyMask(capacity);
      nulls.set(this.nulls);
      this.nulls = nulls;
    }
  }

  /** How often each dictionary entry occurs. */
  counts(): Uint32Array {
    const counts = new Uint32Array(this.distinct);
    for (let i = 0; i < this.rows; i++) {
      if (this.nulls === null || (this.nulls[i >> 3]! & (1 << (i & 7))) === 0) counts[this.codes[i]!]!++;
    }
    return counts;
  }

  /** Whether every filled cell is a whole number written as a float, `17850.0`. */
  get idsAsFloats(): boolean {
    const float = (text: string) => /^\d+\.0$/.test(text);
    // The first few spare most columns the making of all their strings.
    return this.ids && this.distinct > 0 && this.values(10).every(float) && this.values().every(float);
  }

  /** The ids that a spreadsheet has rounded, by code. */
  private get brokenCodes(): ReadonlyMap<number, string> {
    const broken = new Map<number, string>();
    const { bytes, ends } = this.known.view();
    for (let code = 0, from = 0; code < ends.length; from = ends[code++]!) {
      const end = ends[code]!;
      // They end in E+ and two digits: that spares all others the making of a string.
      if (end - from < 5 || bytes[end - 3] !== 43 || (bytes[end - 4]! | 32) !== 101) continue;
      const text = textOf(bytes, from, end);
      if (isBrokenId(text)) broken.set(code, text);
    }
    return broken;
  }

  /** How many cells are ids that a spreadsheet has rounded. */
  get brokenIds(): number {
    const broken = this.brokenCodes;
    if (broken.size === 0) return 0;
    const counts = this.counts();
    let cells = 0;
    for (const code of broken.keys()) cells += counts[code]!;
    return cells;
  }

  /**
   * Where such ids stand, with how many there are; null where there are none. In a column of ids they become missing, since
   * different ids have the same text and must not be taken for one.
   */
  takeBrokenIds(
    lineOf: (row: number) => number,
  ): { readonly n: number; readonly lines: number[]; readonly value: string } | null {
    const broken = this.brokenCodes;
    if (broken.size === 0) return null;
    const lines: number[] = [];
    let value = '';
    let n = 0;
    for (let row = 0; row < this.rows; row++) {
      const code = this.codes[row]!;
      if (!broken.has(code) || (this.nulls !== null && (this.nulls[row >> 3]! & (1 << (row & 7))) !== 0)) continue;
      if (n++ === 0) value = broken.get(code)!;
      if (lines.length < linesKept) lines.push(lineOf(row));
      if (!this.ids) continue;
      this.codes[row] = 0;
      this.miss(row);
    }
    return { n, lines, value };
  }

  finish(): TextColumn {
    const codes = this.codes.slice(0, this.rows);
    const nulls = this.nulls ? this.nulls.slice(0, (this.rows + 7) >> 3) : null;
    if (!this.idsAsFloats) return packedTextColumn(codes, this.known.texts(), nulls);
    return { type: 'text', codes, dictionary: this.values().map((text) => text.slice(0, -2)), nulls };
  }
}
