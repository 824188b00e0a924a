import { NO_DAY, type Note, type Progress } from '../domain';
import { dayInName, newestDay } from './export-age';
import { layoutGroups, type Laid } from './layouts';
import { orderStanding, sellsNothing } from './order-standing';
import { HashTable, KeyTable, rowHashes } from './row-hash';
import { customerMarks, rowKeys, type KeyMode, type RowKeys } from './row-keys';
import { Versions, type AgedFile } from './row-versions';
import type { SourceTable } from './source';
import { Vanishing } from './vanishing';
import { featureStep } from './steps';

/** An imported file, with what decides between two versions of one row. */
export interface Export extends Laid {
  /** Fingerprint of the file's bytes: where nothing else tells two files apart, the greater counts as the newer. */
  readonly hash: string;
  /** When it came, as a rank: files of one drop share theirs. It decides nothing but what is called new. */
  readonly batch: number;
}

/** What a row was to what was there before it came. `older`: known, and another version is newer than this one. */
export const rowOutcome = { created: 0, updated: 1, unchanged: 2, older: 3 } as const;

/** What became of the rows of one file. */
export interface Reconciled {
  /** 1 = the row stands; null where all do. */
  readonly keep: Uint8Array | null;
  /** One of rowOutcome a row; null where all were created. */
  readonly outcome: Uint8Array | null;
  /**
   * Of rows that changed: the file and the row there that they took the place of. Where there is none, the file is -1, and the
   * row -1 for a line more, -2 where the row is as it was and lines beside it are gone. Null where no row changed.
   */
  readonly before: { readonly file: Int16Array; readonly row: Int32Array } | null;
  readonly mode: KeyMode;
}

/** What the newest drop no longer has of what it should have, by its own period. */
export interface Vanished {
  readonly orders: number;
  readonly rows: number;
}

export interface Reconciliation {
  /** In the order of the files given. */
  readonly files: readonly Reconciled[];
  readonly vanished: Vanished;
  /** Whether the newest drop has an export of which an earlier one is here too, and the newest day in those earlier ones. */
  readonly again: boolean;
  readonly until: number;
  readonly notes: readonly Note[];
}

/**
 * Which rows of overlapping exports stand. Rows of exports of one layout that have one key (see rowKeys) are versions of the
 * same thing: the version of the newest export stands, whole. An export is as old as the newest date in it, else the date in its
 * name; of two as old, an order that is further on its way (paid, then refunded) is newer, then the longer file, then the
 * greater fingerprint. So neither the order nor the time of importing matters. Without keys, rows with the same cells are
 * counted: as often as they stand in the file that has them most. Files of different layouts leave each other alone.
 */
export function* reconcile(exports: readonly Export[]): Generator<Progress, Reconciliation, void> {
  const files: Reconciled[] = exports.map(() => ({ keep: null, outcome: null, before: null, mode: 'none' }));
  let orders = 0;
  let rows = 0;
  const notes: Note[] = [];
  let repeats = 0;
  let again = false;
  let until = NO_DAY;
  for (const group of layoutGroups(exports)) {
    if (group.length < 2) continue;
    const work = new Group(group, exports);
    yield* work.run(files);
    orders += work.vanishing.orders;
    rows += work.vanishing.rows;
    repeats += work.repeats;
    notes.push(...work.guesses());
    if (work.again) again = true;
    if (work.again && work.until > until) until = work.until;
  }
  if (repeats > 0) notes.unshift({ code: 'rows-in-several-exports', values: { n: repeats } });
  return { files, vanished: { orders, rows }, again, until, notes };
}

/** By version: what it was when it came, whether it does not stand, whether the newest drop knows its thing, what it replaced. */
interface Found {
  readonly result: Uint8Array;
  readonly dropped: Uint8Array;
  readonly seen: Uint8Array;
  readonly previous: Map<number, number>;
}

interface Aged {
  readonly at: number;
  readonly newest: number;
  readonly named: number;
}

const compare = (a: number | string, b: number | string): number => (a < b ? -1 : a > b ? 1 : 0);

/** Files of one layout. Inside, files are numbered by age, the newest last. */
class Group {
  repeats = 0;
  readonly again: boolean;
  readonly until: number;
  private readonly aged: Aged[];
  private readonly sources: SourceTable[];
  /** Files in the order they came. */
  private readonly arrivals: number[];
  private readonly arrival: Int32Array;
  private readonly last: readonly boolean[];
  private readonly keep: Uint8Array[];
  private readonly outcome: Uint8Array[];
  private readonly before: ({ file: Int16Array; row: Int32Array } | null)[];
  private readonly marks: (Int32Array | undefined)[] = [];
  private readonly markTable = new KeyTable();
  readonly vanishing: Vanishing;
  /** By pair of files of one age: rows that differ. */
  private readonly guessed = new Map<number, number>();

  constructor(
    group: readonly number[],
    private readonly exports: readonly Export[],
  ) {
    this.aged = group.map((at) => {
      const { source } = exports[at]!;
      return { at, newest: newestDay(source), named: dayInName(source.name) };
    });
    const own = (aged: Aged) => exports[aged.at]!;
    this.aged.sort(
      (a, b) =>
        this.compareAge(a, b) ||
        own(a).source.rows - own(b).source.rows ||
        compare(own(a).hash, own(b).hash) ||
        compare(own(a).source.name, own(b).source.name),
    );
    this.sources = this.aged.map((aged) => own(aged).source);
    this.arrivals = [...this.aged.keys()].sort((a, b) => own(this.aged[a]!).batch - own(this.aged[b]!).batch || a - b);
    this.arrival = new Int32Array(this.aged.length);
    for (const [rank, file] of this.arrivals.entries()) this.arrival[file] = rank;
    const newestBatch = exports.reduce((most, { batch }) => Math.max(most, batch), -Infinity);
    this.last = this.aged.map((aged) => own(aged).batch === newestBatch);
    this.again = this.last.includes(true) && this.last.includes(false);
    this.until = this.aged.reduce((day, { newest }, f) => (this.last[f] ? day : Math.max(day, newest)), NO_DAY);
    this.vanishing = new Vanishing(this.sources, this.last, (a, b) => this.compareAge(this.aged[a]!, this.aged[b]!) < 0);
    this.keep = this.sources.map(({ rows }) => new Uint8Array(rows).fill(1));
    this.outcome = this.sources.map(({ rows }) => new Uint8Array(rows));
    this.before = this.sources.map(() => null);
  }

  *run(files: Reconciled[]): Generator<Progress, void, void> {
    const keyed = yield* rowKeys(this.sources);
    const aged: AgedFile[] = [];
    let rows = 0;
    for (const [f, source] of this.sources.entries()) {
      aged.push({ source, keys: keyed.keys[f]!, hashes: yield* rowHashes(source) });
      rows += source.rows;
    }
    yield* this.byKey(aged, keyed, rows);
    yield* this.byCells(aged);
    for (const [f, { at }] of this.aged.entries()) {
      const keep = this.keep[f]!.includes(0) ? this.keep[f]! : null;
      files[at] = { keep, outcome: this.outcome[f]!, before: this.before[f]!, mode: keyed.mode };
      if (keep !== null) for (const stands of keep) if (stands === 0) this.repeats++;
    }
  }

  private compareAge(a: Aged, b: Aged): number {
    return a.newest - b.newest || a.named - b.named;
  }

  private *byKey(aged: readonly AgedFile[], keyed: RowKeys, rows: number): Generator<Progress, void, void> {
    if (keyed.count === 0) return;
    const versions = new Versions(rows, keyed.count);
    for (const file of aged) yield* versions.add(file, keyed.mode === 'order' || keyed.mode === 'id');
    const result = new Uint8Array(versions.count);
    const dropped = new Uint8Array(versions.count);
    const seen = new Uint8Array(versions.count);
    const previous = new Map<number, number>();
    for (let from = 0; from < versions.head.length; from += 1 << 15) {
      const to = Math.min(from + (1 << 15), versions.head.length);
      this.settleKeys(from, to, versions, keyed.mode, { result, dropped, seen, previous });
      yield featureStep(from, versions.head.length);
    }
    for (let f = 0; f < aged.length; f++) {
      const ofRow = versions.ofRow[f]!;
      for (let i = 0; i < ofRow.length; i++) {
        const version = ofRow[i]!;
        if (version < 0) continue;
        this.outcome[f]![i] = result[version]!;
        if (dropped[version] === 1) this.keep[f]![i] = 0;
      }
      yield featureStep(f, aged.length);
    }
    for (const [version, old] of previous) this.pairRows(version, old, versions, aged);
    this.vanishing.versions(versions, keyed.mode, dropped, seen);
  }

  private settleKeys(from: number, to: number, versions: Versions, mode: KeyMode, found: Found): void {
    const { head, next, day } = versions;
    for (let key = from; key < to; key++) {
      const first = head[key]!;
      if (first < 0 || next[first]! < 0) continue;
      const list: number[] = [];
      let oneDay = true;
      for (let v = first; v >= 0; v = next[v]!) {
        list.push(v);
        if (day[v] !== day[first]) oneDay = false;
      }
      if (oneDay) this.settle(list, versions, mode, found);
      else for (const same of this.sameThings(list, versions, mode)) this.settle(same, versions, mode, found);
    }
  }

  /**
   * Versions of one key in sets that are the same thing. Two shops may both count from 1001, so orders must share their day or
   * their customer; a refund alone, or one of several days of an order, must share its day.
   */
  private sameThings(list: readonly number[], versions: Versions, mode: KeyMode): number[][] {
    const { day, split } = versions;
    const set = list.map((_, at) => at);
    const root = (at: number): number => (set[at] === at ? at : (set[at] = root(set[at]!)));
    const isAlone = (v: number) => split[v] === 1 || sellsNothing(this.sources[versions.file[v]!]!, versions.rowsOf(v));
    for (let i = 0; i < list.length; i++) {
      for (let j = 0; j < i; j++) {
        const [v, w] = [list[i]!, list[j]!];
        if (versions.file[v] === versions.file[w]) continue;
        let same = day[v] === day[w] || day[v] === NO_DAY || day[w] === NO_DAY;
        if (!same && mode === 'order' && !isAlone(v) && !isAlone(w)) {
          const mark = this.markOf(v, versions);
          same = mark !== 0 && mark === this.markOf(w, versions);
        }
        if (same) set[root(i)] = root(j);
      }
    }
    const sets = new Map<number, number[]>();
    for (const [at, v] of list.entries()) {
      const known = sets.get(root(at));
      if (known) known.push(v);
      else sets.set(root(at), [v]);
    }
    return [...sets.values()];
  }

  private markOf(version: number, versions: Versions): number {
    const file = versions.file[version]!;
    const marks = (this.marks[file] ??= customerMarks(this.sources[file]!, this.markTable));
    for (const row of versions.rowsOf(version)) if (marks[row] !== 0) return marks[row]!;
    return 0;
  }

  /** Which version of one thing stands, and what each was when it came. Puts the list in the order of coming. */
  private settle(same: number[], versions: Versions, mode: KeyMode, found: Found): void {
    const { file, a, b } = versions;
    const { arrival } = this;
    if (same.length === 2) {
      if (arrival[file[same[0]!]!]! > arrival[file[same[1]!]!]!) same.reverse();
    } else same.sort((v, w) => arrival[file[v]!]! - arrival[file[w]!]!);
    let best = same[0]!;
    let last = this.last[file[best]!]!;
    for (let at = 1; at < same.length; at++) {
      const v = same[at]!;
      if (this.last[file[v]!]!) last = true;
      // Two days of one order in one file are no versions of each other.
      if (file[v] === file[best]) continue;
      const newer = this.isNewer(v, best, versions, mode);
      if (a[v] === a[best] && b[v] === b[best]) found.result[v] = rowOutcome.unchanged;
      else if (newer) {
        found.result[v] = rowOutcome.updated;
        found.previous.set(v, best);
      } else found.result[v] = rowOutcome.older;
      if (newer) best = v;
    }
    for (const v of same) {
      if (file[v] !== file[best]) found.dropped[v] = 1;
      if (last) found.seen[v] = 1;
    }
  }

  /** Nothing tells which of two files is the newer: rows of it took the place of the other's all the same. */
  private guess(one: number, other: number, rows: number): void {
    const [older, newer] = one < other ? [one, other] : [other, one];
    const id = older * this.aged.length + newer;
    this.guessed.set(id, (this.guessed.get(id) ?? 0) + rows);
  }

  /** What was guessed, for the owner to know. */
  guesses(): Note[] {
    const name = (file: number) => this.sources[file]!.name;
    return [...this.guessed].map(([id, n]) => {
      const [older, newer] = [name(Math.floor(id / this.aged.length)), name(id % this.aged.length)];
      return { code: 'newer-guessed', values: { one: older, other: newer, newer, n } };
    });
  }

  private isNewer(v: number, w: number, versions: Versions, mode: KeyMode): boolean {
    const [one, other] = [versions.file[v]!, versions.file[w]!];
    const age = this.compareAge(this.aged[one]!, this.aged[other]!);
    if (age !== 0) return age > 0;
    if ((mode === 'order' || mode === 'record') && (versions.a[v] !== versions.a[w] || versions.b[v] !== versions.b[w])) {
      const standing =
        orderStanding(this.sources[one]!, versions.rowsOf(v)) - orderStanding(this.sources[other]!, versions.rowsOf(w));
      if (standing !== 0) return standing > 0;
    }
    if (versions.a[v] !== versions.a[w] || versions.b[v] !== versions.b[w])
      this.guess(one, other, versions.rows[one > other ? v : w]!);
    return one > other;
  }

  /** Of a version that changed, the rows that are as they were are unchanged; the others are set against those they replaced. */
  private pairRows(version: number, old: number, versions: Versions, aged: readonly AgedFile[]): void {
    const [file, oldFile] = [versions.file[version]!, versions.file[old]!];
    const rows = versions.rowsOf(version);
    const oldRows = versions.rowsOf(old);
    const { hashes } = aged[file]!;
    const oldHashes = aged[oldFile]!.hashes;
    const left: number[] = [];
    const free = [...oldRows];
    for (const row of rows) {
      const same = free.findIndex((other) => oldHashes.a[other] === hashes.a[row] && oldHashes.b[other] === hashes.b[row]);
      if (same < 0) left.push(row);
      else {
        free.splice(same, 1);
        this.outcome[file]![row] = rowOutcome.unchanged;
      }
    }
    const length = this.sources[file]!.rows;
    const before = (this.before[file] ??= {
      file: new Int16Array(length).fill(-1),
      row: new Int32Array(length).fill(-1),
    });
    // All lines are as they were, but some are gone: the change is told at the first.
    if (left.length === 0) {
      this.outcome[file]![rows[0]!] = rowOutcome.updated;
      before.row[rows[0]!] = -2;
    }
    for (const [at, row] of left.entries()) {
      if (at >= free.length) break;
      before.file[row] = this.aged[oldFile]!.at;
      before.row[row] = free[at]!;
    }
  }

  /** Rows without a key: the k-th of one kind in one file is the k-th of that kind in any other. */
  private *byCells(aged: readonly AgedFile[]): Generator<Progress, void, void> {
    let most = 0;
    for (const { keys } of aged) for (const key of keys) if (key < 0) most++;
    if (most === 0) return;
    const table = new HashTable(most);
    const entries: Int32Array[] = [];
    for (const { keys, hashes } of aged) {
      const entry = new Int32Array(keys.length).fill(-1);
      for (let i = 0; i < keys.length; i++) if (keys[i]! < 0) entry[i] = table.entryOf(hashes.a[i]!, hashes.b[i]!);
      entries.push(entry);
      yield featureStep(entries.length, aged.length);
    }
    const passes: [readonly number[], (file: number, row: number) => void][] = [
      [this.arrivals, (file, row) => (this.outcome[file]![row] = rowOutcome.unchanged)],
      [[...aged.keys()].reverse(), (file, row) => (this.keep[file]![row] = 0)],
    ];
    for (const [order, known] of passes) {
      const copies = new Int32Array(table.count);
      for (const file of order) {
        const own = new Int32Array(table.count);
        const entry = entries[file]!;
        for (let i = 0; i < entry.length; i++) {
          const at = entry[i]!;
          if (at < 0) continue;
          if (++own[at]! <= copies[at]!) known(file, i);
          else copies[at] = own[at]!;
        }
        yield featureStep(file, aged.length);
      }
    }
    this.vanishing.entries(entries, this.keep);
  }
}
