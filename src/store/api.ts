import type { AnalysisResult, CustomerTable, ImportReport, Reject, Table } from '../domain';

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
}

/** What analysis keeps, so that a reload needs no training. `revision` is the imports' state it was made from. */
export interface StoredAnalysis {
  readonly revision: string;
  readonly result: AnalysisResult;
  readonly customers: CustomerTable;
  /** Serialised models by id. */
  readonly models: Readonly<Record<string, unknown>>;
}

/**
 * One workspace's database. Readers see only imports whose every chunk is written; what a crash left half-written is
 * swept when the store is opened. Errors: store/full, store/newer, store/blocked, store/failed.
 */
export interface Store {
  readonly workspace: string;
  /** All or none. `onChunk` is told how many chunks of how many are written. */
  addImports(imports: readonly NewImport[], onChunk?: (done: number, total: number) => void): Promise<void>;
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
  /** Rows, rejects and bytes, for the confirmation. */
  contents(): Promise<{ imports: number; rows: number; bytes: number }>;
  /** Deletes the whole database. */
  wipe(): Promise<void>;
  close(): void;
}
