import type { AnalysisResult, ColumnType, FeatureInfo, ImportReport, InstantColumn } from '../../domain';

/**
 * Version 1 of the database, as released: never edited again. A change is a new file beside this one, with an upgrade
 * and a test that opens a version 1 sample.
 */
export const v1 = {
  version: 1,
  /** Tables and their keys, in Dexie's words. Nothing here is one record per row of a file. */
  stores: {
    imports: 'id, state, hash',
    chunks: '[importId+column+chunk]',
    dictionaries: '[importId+column+chunk]',
    rejects: '[importId+chunk]',
    analyses: 'id',
    analysisChunks: '[column+chunk]',
    settings: 'key',
  },
} as const;

/** Rows in one chunk. A multiple of 8, so that null masks can be cut at byte borders. */
export const chunkRows = 65_536;

/** Typed arrays of one stretch of rows, by the field of the column they belong to (`values`, `codes`, `nulls` …). */
export type ChunkArrays = Readonly<Record<string, Float64Array | Int32Array | Uint32Array | Uint8Array>>;

export interface ColumnLayout {
  readonly name: string;
  readonly type: ColumnType;
  readonly zone: InstantColumn['zone'] | null;
  readonly hasNulls: boolean;
  /** Records in `dictionaries`; 0 but for text columns. */
  readonly dictionaryChunks: number;
}

/**
 * 'writing': its chunks are not all there. 'complete': seen by readers. 'removed': its chunks are about to go.
 * Only 'complete' outlives the next sweep.
 */
export type ImportState = 'writing' | 'complete' | 'removed';

export interface ImportRow {
  readonly id: string;
  readonly state: ImportState;
  /** Hash of the file, so that the same file takes its own place; '' matches nothing. */
  readonly hash: string;
  readonly addedAt: number;
  /** When writing began, by the clock of the thread that wrote. */
  readonly startedAt: number;
  readonly report: ImportReport;
  readonly storedBytes: number;
  readonly rows: number;
  readonly columns: readonly ColumnLayout[];
  readonly rejectChunks: number;
}

export interface ChunkRow {
  readonly importId: string;
  readonly column: number;
  readonly chunk: number;
  readonly arrays: ChunkArrays;
}

/** A stretch of a list of strings. `continued`: the last string goes on as the first one of the next chunk. */
export interface StringChunk {
  readonly strings: readonly string[];
  readonly continued: boolean;
}

export interface DictionaryRow extends StringChunk {
  readonly importId: string;
  readonly column: number;
  readonly chunk: number;
}

export interface RejectsRow {
  readonly importId: string;
  readonly chunk: number;
  readonly rejects: readonly unknown[];
}

/** The one kept analysis, without its columns. */
export interface AnalysisRow {
  readonly id: 'latest';
  readonly revision: string;
  readonly result: AnalysisResult;
  readonly models: Readonly<Record<string, unknown>>;
  readonly rows: number;
  readonly features: readonly FeatureInfo[];
  readonly levels: readonly (readonly string[] | null)[];
}

export interface AnalysisChunkRow {
  /** A field of CustomerTable, or `feature.<index>`. */
  readonly column: string;
  readonly chunk: number;
  readonly data: ChunkArrays[string] | StringChunk;
}

export interface SettingRow {
  readonly key: string;
  readonly value: unknown;
}
