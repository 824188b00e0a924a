import type { DayNumber, MessageValues, QualityCheck, Spelling } from '../../domain';
import type { SourceTable } from '../source';

/** What ingest noted of a column. */
export interface ColumnNotes {
  /** Lowest and highest answer of a rating's scale. */
  readonly scale: readonly [number, number] | null;
  /** Filled cells that were not of the column's type, and the rows of the first of them. */
  readonly unreadable: number;
  readonly unreadableRows: readonly number[];
  /** What stands in the first of them, as far as it was noted. */
  readonly unreadableCells: readonly string[];
}

/** A table as it is looked through: as imported, with nothing repaired. */
export interface QualityTable {
  readonly source: SourceTable;
  /** The file's fingerprint, by which answers are remembered. */
  readonly key: string;
  /** The same for all exports of its layout. */
  readonly layout: string;
  /** Milliseconds since 1970. */
  readonly addedAt: number;
  /** The day it was taken in: what it tells of has happened by the day after, wherever on earth. */
  readonly day: DayNumber;
  readonly notes: ReadonlyMap<string, ColumnNotes>;
}

/** Something a check found. */
export interface Found {
  readonly check: QualityCheck;
  readonly rule: string;
  readonly column: string | null;
  readonly values: MessageValues;
  readonly of: number;
  /** Rows concerned, ascending; a repair acts on these. */
  readonly rows: Int32Array;
  /** All rows concerned, where `rows` holds only those that are known. */
  readonly count?: number;
  /** Rows to look at instead of the first of `rows`: pairs, or what stands before and after. */
  readonly look?: Int32Array;
  readonly repair: 'leave-out' | 'blank' | 'respell' | null;
  /** Another column that is concerned; `blank`: the repair reads its cells as missing too. */
  readonly also?: { readonly name: string; readonly blank: boolean };
  /** Bounds as which numbers beyond them may be read instead. */
  readonly cap?: { readonly low: number; readonly high: number };
  readonly spelling?: Spelling;
  /** Different words before and after a respelling. */
  readonly words?: readonly [number, number];
}

/** A growing list of row numbers. */
export class RowList {
  #rows = new Int32Array(16);
  length = 0;

  add(row: number): void {
    if (this.length === this.#rows.length) {
      const grown = new Int32Array(this.length * 2);
      grown.set(this.#rows);
      this.#rows = grown;
    }
    this.#rows[this.length++] = row;
  }

  /** The rows, each once, in the order they were added. */
  get rows(): Int32Array {
    return this.#rows.slice(0, this.length);
  }
}

/** Rows to look at of each finding. */
export const rowsShown = 20;

/** Keeps pairs to look at: each row once, at most so many. */
export class Pairs {
  readonly #seen = new Set<number>();
  readonly #list = new RowList();

  add(...rows: number[]): void {
    const fresh = rows.filter((row) => !this.#seen.has(row));
    if (this.#list.length + fresh.length > rowsShown) return;
    for (const row of fresh) {
      this.#seen.add(row);
      this.#list.add(row);
    }
  }

  get rows(): Int32Array {
    return this.#list.rows;
  }
}
