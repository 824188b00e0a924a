import { emptyMask, setNull, type TextColumn } from '../domain';
import { isBlankToken } from './blanks';
import { StringTable } from './string-table';

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
  private readonly known = new StringTable();
  private nulls: Uint8Array | null = null;

  /** `ids`: marks before an id go, and words for "nothing" count as missing. */
  constructor(
    readonly ids: boolean,
    capacity: number,
  ) {
    this.codes = new Uint32Array(Math.max(capacity, 16));
  }

  /** The different values, in order of first sight. */
  get dictionary(): readonly string[] {
    return this.known.strings;
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
    const counts = new Uint32Array(this.dictionary.length);
    for (let i = 0; i < this.rows; i++) {
      if (this.nulls === null || (this.nulls[i >> 3]! & (1 << (i & 7))) === 0) counts[this.codes[i]!]!++;
    }
    return counts;
  }

  /** Whether every filled cell is a whole number written as a float, `17850.0`. */
  get idsAsFloats(): boolean {
    return this.ids && this.dictionary.length > 0 && this.dictionary.every((text) => /^\d+\.0$/.test(text));
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
