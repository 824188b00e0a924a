import { NO_DAY } from '../domain';
import { dayReader } from './contacts';
import type { KeyMode } from './row-keys';
import type { Versions } from './row-versions';
import type { SourceTable } from './source';

/**
 * What the newest drop no longer has of what it should have, by its own period. Files are numbered by age; `last` says of each
 * whether it is of the newest drop, `isOlder(a, b)` whether file a is older than file b by what is in it.
 */
export class Vanishing {
  orders = 0;
  rows = 0;
  private readonly spans: (readonly [number, number] | undefined)[] = [];

  constructor(
    private readonly sources: readonly SourceTable[],
    private readonly last: readonly boolean[],
    private readonly isOlder: (file: number, than: number) => boolean,
  ) {}

  /** Days that a file of the newest drop covers of an earlier, not newer file: [from, to], or null where it covers none. */
  private covered(file: number, earlier: number): readonly [number, number] | null {
    if (!this.last[file] || this.last[earlier] || this.isOlder(file, earlier)) return null;
    const [from, to] = this.spanOf(file);
    const [begun] = this.spanOf(earlier);
    // The first day of a window may be half in it.
    return from > to ? null : [from <= begun ? begun : from + 1, to];
  }

  private spanOf(file: number): readonly [number, number] {
    const known = this.spans[file];
    if (known) return known;
    const source = this.sources[file]!;
    const day = dayReader(source);
    let from = 2147483647;
    let to = NO_DAY;
    for (let i = 0; i < source.rows; i++) {
      const at = day(i);
      if (at === NO_DAY) continue;
      if (at < from) from = at;
      if (at > to) to = at;
    }
    return (this.spans[file] = [from, to]);
  }

  private coverOf(earlier: number): readonly (readonly [number, number])[] {
    return this.sources.flatMap((_, file) => {
      const span = this.covered(file, earlier);
      return span ? [span] : [];
    });
  }

  /** Counts versions of earlier files that no file of the newest drop knows (`seen`) although it covers their day. */
  versions(versions: Versions, mode: KeyMode, dropped: Uint8Array, seen: Uint8Array): void {
    const covers = this.sources.map((_, file) => this.coverOf(file));
    for (let v = 0; v < versions.count; v++) {
      const cover = covers[versions.file[v]!]!;
      if (cover.length === 0 || dropped[v] === 1 || seen[v] === 1) continue;
      const day = versions.day[v]!;
      if (!cover.some(([from, to]) => day >= from && day <= to)) continue;
      if (mode === 'order') this.orders++;
      else this.rows += versions.rows[v]!;
    }
  }

  /** The same for rows without a key, of which those that stand are only in an earlier file. */
  entries(entries: readonly Int32Array[], keep: readonly Uint8Array[]): void {
    for (const [file, entry] of entries.entries()) {
      const cover = this.coverOf(file);
      if (cover.length === 0) continue;
      const day = dayReader(this.sources[file]!);
      for (let i = 0; i < entry.length; i++) {
        if (entry[i]! < 0 || keep[file]![i] === 0) continue;
        const at = day(i);
        if (cover.some(([from, to]) => at >= from && at <= to)) this.rows++;
      }
    }
  }
}
