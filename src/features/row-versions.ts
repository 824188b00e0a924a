import { NO_DAY, type Progress } from '../domain';
import { dayReader } from './contacts';
import type { RowHashes } from './row-hash';
import type { SourceTable } from './source';
import { featureStep, slice } from './steps';

/** A file on its way through reconciliation. Files stand in order of age, the newest last. */
export interface AgedFile {
  readonly source: SourceTable;
  readonly keys: Int32Array;
  readonly hashes: RowHashes;
}

/**
 * What each file has under each key: its rows as one version, whose hash is the sum of theirs. Rows of one key on several
 * days are a version a day, since an export of some weeks may hold a refund and not the order it belongs to.
 */
export class Versions {
  count = 0;
  readonly key: Int32Array;
  readonly file: Int32Array;
  readonly rows: Int32Array;
  readonly day: Int32Array;
  readonly a: Uint32Array;
  readonly b: Uint32Array;
  /** 1 = one of several of its key and file. */
  readonly split: Uint8Array;
  /** The version of the same key met before; -1 at the end. */
  readonly next: Int32Array;
  /** By key: the version met last. */
  readonly head: Int32Array;
  /** By file, by row: the row's version, -1 without a key. */
  readonly ofRow: Int32Array[] = [];
  private readonly from: number[] = [];
  private readonly listed: ({ offsets: Int32Array; rows: Int32Array } | null)[] = [];

  constructor(rows: number, keys: number) {
    this.key = new Int32Array(rows);
    this.file = new Int32Array(rows);
    this.rows = new Int32Array(rows);
    this.day = new Int32Array(rows);
    this.a = new Uint32Array(rows);
    this.b = new Uint32Array(rows);
    this.split = new Uint8Array(rows);
    this.next = new Int32Array(rows);
    this.head = new Int32Array(keys).fill(-1);
  }

  /** Adds the versions of the next file; with `dated`, by day. */
  *add({ source, keys, hashes }: AgedFile, dated: boolean): Generator<Progress, void, void> {
    const file = this.ofRow.length;
    const ofRow = new Int32Array(source.rows);
    const first = this.count;
    const day = dated ? dayReader(source) : () => NO_DAY;
    // 1 = a version with rows on several days; allocated where there is one.
    const several: { flags: Uint8Array | null } = { flags: null };
    for (let from = 0; from < source.rows; from += slice) {
      this.addRows(file, first, from, Math.min(from + slice, source.rows), keys, hashes, dated ? day : null, ofRow, several);
      yield featureStep(from, source.rows);
    }
    this.ofRow.push(ofRow);
    this.from.push(first);
    this.listed.push(null);
    if (several.flags !== null) this.splitByDay(file, first, day, several.flags, hashes);
    yield featureStep(source.rows, source.rows);
  }

  private addRows(
    file: number,
    first: number,
    from: number,
    to: number,
    keys: Int32Array,
    hashes: RowHashes,
    day: ((i: number) => number) | null,
    ofRow: Int32Array,
    several: { flags: Uint8Array | null },
  ): void {
    const { head, rows, a, b } = this;
    const days = this.day;
    for (let i = from; i < to; i++) {
      const key = keys[i]!;
      if (key < 0) {
        ofRow[i] = -1;
        continue;
      }
      let version = head[key]!;
      const at = day === null ? NO_DAY : day(i);
      if (version < first) version = this.open(key, file, at);
      else if (at !== NO_DAY && at !== days[version]) {
        const known = days[version]!;
        if (known === NO_DAY || at < known) days[version] = at;
        if (known !== NO_DAY) (several.flags ??= new Uint8Array(ofRow.length))[version - first] = 1;
      }
      ofRow[i] = version;
      rows[version]!++;
      a[version]! += hashes.a[i]!;
      b[version]! += hashes.b[i]!;
    }
  }

  /** The rows of a version, in the order of its file. */
  rowsOf(version: number): Int32Array {
    const file = this.file[version]!;
    const from = this.from[file]!;
    let list = this.listed[file];
    if (!list) {
      const ofRow = this.ofRow[file]!;
      const until = this.from[file + 1] ?? this.count;
      const offsets = new Int32Array(until - from + 1);
      for (const own of ofRow) if (own >= 0) offsets[own - from + 1]!++;
      for (let v = 1; v < offsets.length; v++) offsets[v]! += offsets[v - 1]!;
      const rows = new Int32Array(offsets[offsets.length - 1]!);
      const next = offsets.slice();
      for (let i = 0; i < ofRow.length; i++) if (ofRow[i]! >= 0) rows[next[ofRow[i]! - from]!++] = i;
      list = this.listed[file] = { offsets, rows };
    }
    return list.rows.subarray(list.offsets[version - from], list.offsets[version - from + 1]);
  }

  private open(key: number, file: number, day: number): number {
    const version = this.count++;
    this.key[version] = key;
    this.file[version] = file;
    this.day[version] = day;
    this.next[version] = this.head[key]!;
    this.head[key] = version;
    return version;
  }

  /** Rows on a later day than the first of their key become versions of their own; rows without a day stay with the first. */
  private splitByDay(file: number, first: number, day: (i: number) => number, several: Uint8Array, hashes: RowHashes): void {
    const ofRow = this.ofRow[file]!;
    const known = new Map<string, number>();
    for (let i = 0; i < ofRow.length; i++) {
      const version = ofRow[i]!;
      if (version < 0 || several[version - first] === 0) continue;
      const at = day(i);
      if (at === NO_DAY || at === this.day[version]) continue;
      const name = `${version} ${at}`;
      let own = known.get(name);
      if (own === undefined) {
        known.set(name, (own = this.open(this.key[version]!, file, at)));
        this.split[own] = this.split[version] = 1;
      }
      ofRow[i] = own;
      this.rows[version]!--;
      this.rows[own]!++;
      this.a[version]! -= hashes.a[i]!;
      this.b[version]! -= hashes.b[i]!;
      this.a[own]! += hashes.a[i]!;
      this.b[own]! += hashes.b[i]!;
    }
  }
}
