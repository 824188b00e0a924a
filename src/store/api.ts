import type { AnalysisResult, CustomerTable, ImportReport, Marks, MarksEdit, Reject, Table } from '../domain';
import type { BackupSummary } from './backup';
import type { Sink } from './backup-format';
import type { Packing } from './packing';
import type { StoreKey } from './vault';
import type { LockRow } from './versions/v3';

/** A stored import, without its columns: small, safe to read on the page's thread. */
export interface ImportRecord {
  readonly id: string;
  /** Milliseconds since 1970, given by the page. */
  readonly addedAt: number;
  readonly report: ImportReport;
  /** Bytes the columns take in memory. */
  readonly storedBytes: number;
}

export interface StoredTable {
  readonly record: ImportRecord;
  readonly table: Table;
}

export interface NewImport {
  readonly id: string;
  readonly addedAt: number;
  readonly report: ImportReport;
  readonly table: Table;
  readonly rejects: readonly Reject[];
  /** Of this table, where it was begun ahead. */
  readonly packing?: Packing;
}

/** What analysis keeps, so that a reload needs no training. `revision` is the imports' state it was made from. */
export interface StoredAnalysis {
  readonly revision: string;
  readonly result: AnalysisResult;
  readonly customers: CustomerTable;
  /** Serialised models by id. */
  readonly models: Readonly<Record<string, unknown>>;
}

/** Called with how much of how much is done. */
export type Told = (done: number, total: number) => void;

/** What a finished backup is known by; `verify` reads the file again and compares every byte's hash. */
export interface BackupWritten {
  readonly summary: BackupSummary;
  readonly length: number;
  verify(file: Blob, onPart: Told): Promise<void>;
}

/**
 * One workspace's database. Readers see only imports whose every chunk is written; what a crash left half-written is
 * swept when the store is opened. Errors: store/full, store/newer, store/blocked, store/failed, store/locked.
 */
export interface Store {
  readonly workspace: string;
  /**
   * All or none. `onChunk` is told how many chunks of how many are written. A signal that aborts is heard until the one
   * small transaction that makes the imports seen: before it, nothing stays and its reason is thrown; after it, all is kept.
   */
  addImports(imports: readonly NewImport[], onChunk?: (done: number, total: number) => void, signal?: AbortSignal): Promise<void>;
  listImports(): Promise<readonly ImportRecord[]>;
  loadTables(onChunk?: (done: number, total: number) => void): Promise<readonly StoredTable[]>;
  loadRejects(importId: string): Promise<readonly Reject[]>;
  removeImport(importId: string): Promise<void>;
  /** Hides imports as if they had never come; what they had hidden shows again. They can be brought back until the next import. */
  setAside(importIds: readonly string[]): Promise<void>;
  bringBack(importIds: readonly string[]): Promise<void>;
  /** What was set aside and can still be brought back. */
  listAside(): Promise<readonly ImportRecord[]>;
  /** Changes whenever imports do. */
  revision(): Promise<string>;
  saveAnalysis(analysis: StoredAnalysis): Promise<void>;
  /** The newest kept analysis if it was made from the present revision, else null. */
  loadAnalysis(): Promise<StoredAnalysis | null>;
  getSetting<T>(key: string): Promise<T | undefined>;
  setSetting(key: string, value: unknown): Promise<void>;
  /** What the owner added by hand. */
  marks(): Promise<Marks>;
  /** Works out an edit from what is there and writes it, with nobody in between. What `edit` throws leaves all as it was. */
  editMarks(edit: (marks: Marks) => MarksEdit): Promise<void>;
  /** Rows, rejects and bytes, for the confirmation. */
  contents(): Promise<{ imports: number; rows: number; bytes: number }>;
  /** The lock in force, null where there is none. */
  lock(): Promise<LockRow | null>;
  /**
   * Locks everything under a new data key, or (null) unlocks it for good. The old state or the new one, never half: what
   * `onRow` throws ends it and nothing has changed. A signal that aborts gives up waiting for another writer.
   */
  changeLock(next: { readonly lock: LockRow; readonly key: StoreKey } | null, onRow?: Told, signal?: AbortSignal): Promise<void>;
  /** Another passphrase and recovery code for the same data key. store/locked where it is not the same. */
  rewriteLock(lock: LockRow): Promise<void>;
  /** Asks every other tab to forget the key. */
  lockOtherTabs(): void;
  /** Writes everything to the sink, some megabytes at a time; nothing that is written meanwhile is half in it. */
  backUp(sink: Sink, about: { readonly now: number; readonly app: string }, onRow?: Told): Promise<BackupWritten>;
  /**
   * Puts a backup in the place of everything, all or none, checking every byte first. `key` opens the backup's own lock,
   * which then is the workspace's; without one the workspace's present lock stays. `onPart`, `signal`: as in changeLock.
   * Errors: those of openBackup.
   */
  restore(file: Blob, name: string, key: StoreKey | null, onPart?: Told, signal?: AbortSignal): Promise<BackupSummary>;
  /** Deletes the whole database. */
  wipe(): Promise<void>;
  close(): void;
}
