import type {
  AnalysisResult,
  AnalysisSettings,
  CustomerDetail,
  CustomerPage,
  CustomerQuery,
  DayNumber,
  ErrorReport,
  ImportReport,
  Progress,
  ReadOptions,
  RowCounts,
} from '../domain';

/** Which database: the owner's, or the made-up shop's. They never mix. */
export type WorkspaceId = 'own' | 'made-up';

/** A file read and typed, waiting in the ingest worker for the owner's yes. */
export interface Staged {
  readonly stagedId: string;
  readonly report: ImportReport;
}

export interface ImportReceipt {
  readonly importId: string;
  readonly report: ImportReport;
  /** The same file was there already, and this took its place. */
  readonly replaced?: boolean;
  /** The same file was there already and was read in the same way: nothing had to be stored. */
  readonly known?: boolean;
}

/** Words of the receipt by row, in the page's language. */
export interface ReceiptWords {
  /** Line, key, outcome, what changed. */
  readonly headers: readonly string[];
  readonly outcomes: Readonly<Record<'created' | 'updated' | 'unchanged', string>>;
  /** What is said of a row of which a newer version was there, of a line more in a known order, and of lines that are gone from it. */
  readonly older: string;
  readonly more: string;
  readonly gone: string;
  /** What stands for an empty cell. */
  readonly blank: string;
}

/** Every job: its request and its answer. The ingest worker does the first five, the analysis worker the rest. */
export interface Jobs {
  /** Reads and types one file (or pasted text); nothing is stored yet. */
  read: { request: { file: Blob; name: string; options: ReadOptions }; response: Staged };
  /** Reads a staged file again with what the owner changed. */
  reread: { request: { stagedId: string; options: ReadOptions }; response: Staged };
  /** What the rows of staged files are to those that are stored: created, updated, unchanged. In the order asked. */
  compare: { request: { workspace: WorkspaceId; stagedIds: readonly string[] }; response: readonly RowCounts[] };
  discard: { request: { stagedIds: readonly string[] }; response: null };
  /** Stores staged files, all or none. */
  commit: { request: { workspace: WorkspaceId; stagedIds: readonly string[]; now: number }; response: readonly ImportReceipt[] };

  /** Loads, computes and keeps the result in the store. `today` is used only where no table has dates. */
  analyse: { request: { workspace: WorkspaceId; settings: AnalysisSettings; today: DayNumber }; response: AnalysisResult };
  /** Loads the kept result and customers for queries; null where there is none or it is out of date. */
  resume: { request: { workspace: WorkspaceId }; response: AnalysisResult | null };
  customers: { request: { query: CustomerQuery }; response: CustomerPage };
  customer: { request: { key: string }; response: CustomerDetail | null };
  /** The whole list as a formula-safe CSV, UTF-8 with BOM. `segmentNames` and header words come from the page, in its language. */
  customersCsv: {
    request: {
      headers: Readonly<Record<string, string>>;
      segmentNames: readonly string[];
      riskWords: Readonly<Record<'high' | 'medium' | 'low', string>>;
    };
    response: Blob;
  };
  /** What each row of an import was to those before it, as a formula-safe CSV, UTF-8 with BOM. */
  receipt: { request: { workspace: WorkspaceId; importId: string; words: ReceiptWords }; response: Blob };
  /** Backend, known answer, tensor count: for Data and for tests. */
  engine: { request: null; response: { engine: string; numTensors: number; selfTest: boolean } };
}

export type JobKind = keyof Jobs;

export type ToWorker =
  | {
      [K in JobKind]: { readonly type: 'run'; readonly id: number; readonly kind: K; readonly request: Jobs[K]['request'] };
    }[JobKind]
  | { readonly type: 'cancel'; readonly id: number };

export type FromWorker =
  | { readonly type: 'ready' }
  | { readonly type: 'progress'; readonly id: number; readonly progress: Progress }
  | { readonly type: 'done'; readonly id: number; readonly response: unknown }
  | { readonly type: 'failed'; readonly id: number; readonly error: ErrorReport }
  | { readonly type: 'cancelled'; readonly id: number }
  /** The policy refused so many more things in the worker: counted on the page. */
  | { readonly type: 'refused'; readonly count: number };
