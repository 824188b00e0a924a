import { emptyMask, setNull, type TextColumn } from '../domain';
import { isBlankToken, longestToken } from './blanks';
import { ByteTable, textOf, type Cells } from './byte-table';

/** Whether a mark that `cleanId` takes off may begin with this. */
const isMark = (code: number): boolean => code === 61 || code === 39 || code === 96;

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
  private readonly known = new ByteTable();
  private nulls: Uint8Array | null = null;

  /** `ids`: marks before an id go, and words for "nothing" count as missing. */
  constructor(
    readonly ids: boolean,
    capacity: number,
  ) {
    this.codes = new Uint32Array(Math.max(capacity, 16));
  }

  /** How many different values there are. */
  get distinct(): number {
    return this.known.size;
  }

  /** The different values, in order of first sight. */
  get dictionary(): readonly string[] {
    return this.known.texts();
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
  addBytes({ bytes, starts, ends, width, rows }: Cells, column: number): void {
    this.reserve(this.rows + rows);
    const { codes, known, ids } = this;
    let at = this.rows;
    for (let i = 0, cell = column; i < rows; i++, cell += width, at++) {
      const from = starts[cell]!;
      const to = ends[cell]!;
      const first = bytes[from]!;
      const final = bytes[to - 1]!;
      let code = -1;
      // Nothing to trim, and no mark before an id: the cell is the text.
      if (from < to && first > 32 && first < 0x80 && final > 32 && final < 0x80 && !(ids && isMark(first))) {
        code = known.find(bytes, from, to);
        if (code < 0 && !(ids && to - from <= longestToken && isBlankToken(textOf(bytes, from, to)))) {
          code = known.learn(bytes, from, to);
        }
      } else if (from < to) {
        const text = this.clean(textOf(bytes, from, to));
        if (text !== '') code = known.codeOf(text);
      }
      if (code < 0) this.miss(at);
      else codes[at] = code;
    }
    this.rows = at;
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
    return isBlankToken(id) ? '' : id;
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
    return this.ids && this.distinct > 0 && this.dictionary.every((text) => /^\d+\.0$/.test(text));
  }

  finish(): TextColumn {
    const dictionary = this.idsAsFloats ? this.dictionary.map((text) => text.slice(0, -2)) : this.dictionary;
    return {
      type: 'text',
      codes: this.codes.slice(0, this.rows),
      dictionary,
      nulls: this.nulls ? this.nulls.slice(0, (this.rows + 7) >> 3) : null,
    };
  }
}
