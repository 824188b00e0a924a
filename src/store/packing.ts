import type { Table } from '../domain';
import { chunkCount, columnBytes, cutColumn } from './chunks';
import { cutDictionary } from './dictionaries';
import type { DictionaryPart, StoredArrays } from './versions/v2';

/** Bytes of packed chunks that are kept until they are asked for; what is beyond is packed when it is. */
const mostAhead = 128 * 1024 * 1024;

/** A table as the database keeps it, piece by piece: packed when asked for, or `ahead`, while nobody waits. */
export class Packing {
  readonly chunks: number;
  private readonly packed = new Map<string, StoredArrays>();
  private readonly cut = new Map<number, readonly DictionaryPart[]>();
  private bytes: number | null = null;
  private begun = false;

  constructor(readonly table: Table) {
    this.chunks = chunkCount(table.rows);
  }

  /** Bytes the columns take in memory. */
  get storedBytes(): number {
    return (this.bytes ??= this.table.columns.reduce((sum, column) => sum + columnBytes(column), 0));
  }

  /** The records of a column's dictionary; none where it is not of text. */
  dictionary(at: number): readonly DictionaryPart[] {
    const again = this.cut.get(at);
    if (again !== undefined) return again;
    const column = this.table.columns[at]!;
    const parts = column.type === 'text' ? cutDictionary(column) : [];
    this.cut.set(at, parts);
    return parts;
  }

  /** One chunk of a column, which is not kept any longer. */
  take(column: number, chunk: number): StoredArrays {
    this.begun = true;
    const key = `${column} ${chunk}`;
    const packed = this.packed.get(key);
    this.packed.delete(key);
    return packed ?? cutColumn(this.table.columns[column]!, this.table.rows, chunk);
  }

  /** Packs one piece after the other, a short while each, up to a bound on memory, or until pieces are taken. */
  *ahead(): Generator<void> {
    let bytes = 0;
    for (let column = 0; column < this.table.columns.length && !this.begun; column++) {
      this.dictionary(column);
      yield;
      for (let chunk = 0; chunk < this.chunks && bytes < mostAhead && !this.begun; chunk++) {
        const arrays = cutColumn(this.table.columns[column]!, this.table.rows, chunk);
        for (const values of Object.values(arrays)) bytes += values.byteLength;
        this.packed.set(`${column} ${chunk}`, arrays);
        yield;
      }
    }
  }
}
