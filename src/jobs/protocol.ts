import type {
  AnalysisResult,
  AnalysisSettings,
  CohortsBy,
  CustomerDetail,
  CustomerPage,
  CustomerQuery,
  CustomNumber,
  DayNumber,
  ErrorReport,
  FlowPart,
  FlowWish,
  IdentityReport,
  BacktestReport,
  IdentitySettings,
  ImportReport,
  JudgeReport,
  JudgeTarget,
  LifeStage,
  MoneyPlan,
  MoneyReport,
  CustomerRow,
  MapPlaces,
  MapPoints,
  MapSample,
  NumberId,
  NumberPeriod,
  NumberRows,
  NumbersReport,
  MarkChange,
  MarkChanged,
  MarksView,
  Progress,
  QualityReport,
  QualitySettings,
  ReadOptions,
  RetentionPart,
  RfmGroup,
  RowCounts,
  SegmentsCheck,
  SegmentSpreads,
  Selection,
} from '../domain';
import type { BackupSummary, LockRow, Secret, StoreKey } from '../store';

/** Which database: the owner's, or the made-up shop's. They never mix. */
export type WorkspaceId = 'own' | 'made-up';

/** One table out of a dropped file, as a file of its own. */
export interface Part {
  readonly name: string;
  readonly file: Blob;
}

/** A file read and typed, waiting in the ingest worker for the owner's yes. */
export interface Staged {
  readonly stagedId: string;
  readonly report: ImportReport;
  /** Other tables that stand below the one read, each to be read as a file of its own. */
  readonly others?: readonly Part[];
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

/** A period, the day after which nothing counts, and the figures of the owner's own. */
export interface NumbersRequest {
  readonly asOf: DayNumber | null;
  readonly period: NumberPeriod;
  readonly custom: readonly CustomNumber[];
}

/** Words of the rows behind a figure: headers by column with `customer` and `name`, and what stands for each code. */
export interface NumberWords {
  readonly headers: Readonly<Record<string, string>>;
  readonly words: Readonly<Record<string, string>>;
}

/** A backup that was written and read back: to the chosen file, or (`blob`) to be handed over as a download. */
export interface BackupMade {
  readonly summary: BackupSummary;
  readonly bytes: number;
  readonly blob: Blob | null;
}

/** What is in a backup, every byte of which was checked; or only its date, until its passphrase is given. */
export type Inspected =
  { readonly locked: true; readonly createdAt: number } | { readonly locked: false; readonly summary: BackupSummary };

/** Opens a locked workspace. A key that cannot be taken out of the browser, only posted. */
interface Keyed {
  readonly workspace: WorkspaceId;
  readonly key?: StoreKey | undefined;
}

/** What of a result says what is to be judged. */
export type JudgeAbout = Pick<AnalysisResult, 'asOf' | 'seed' | 'settings' | 'churn'>;

/** Every job: its request and its answer. The ingest worker does those of reading and keeping, the analysis worker the rest. */
export interface Jobs {
  /** The tables in an archive or a workbook; the file itself where it is neither. */
  unpack: { request: { file: Blob; name: string }; response: readonly Part[] };
  /** Reads and types one file (or pasted text); nothing is stored yet. */
  read: { request: { file: Blob; name: string; options: ReadOptions }; response: Staged };
  /** Reads a staged file again with what the owner changed. */
  reread: { request: { stagedId: string; options: ReadOptions }; response: Staged };
  /** What the rows of staged files are to those that are stored: created, updated, unchanged. In the order asked. */
  compare: { request: Keyed & { stagedIds: readonly string[] }; response: readonly RowCounts[] };
  discard: { request: { stagedIds: readonly string[] }; response: null };
  /** Stores staged files, all or none. */
  commit: { request: Keyed & { stagedIds: readonly string[]; now: number }; response: readonly ImportReceipt[] };

  /** Writes everything to a file, or to a blob where `target` is null, and reads it back. `app`: this build's version. */
  backup: { request: Keyed & { target: FileSystemFileHandle | null; now: number; app: string }; response: BackupMade };
  /** The same of a workspace that a newer Kith wrote, unread and unchanged. */
  rescue: {
    request: { workspace: WorkspaceId; target: FileSystemFileHandle | null; now: number; app: string };
    response: BackupMade;
  };
  /** Goes through a whole backup and touches nothing. */
  inspectBackup: { request: { file: Blob; name: string; secret: Secret | null }; response: Inspected };
  /** Puts a backup in the place of everything, all or none. `key`: what opens the workspace from now on. */
  restore: {
    request: Keyed & { file: Blob; name: string; secret: Secret | null };
    response: { summary: BackupSummary; key: StoreKey | null };
  };
  /** Locks the workspace, or (null) unlocks it for good. */
  changeLock: { request: Keyed & { next: { readonly lock: LockRow; readonly key: StoreKey } | null }; response: null };

  /** Loads, computes and keeps the result in the store. `today` is used only where no table has dates. */
  analyse: { request: Keyed & { settings: AnalysisSettings; today: DayNumber }; response: AnalysisResult };
  /** Loads the kept result and customers for queries; null where there is none or it is out of date. */
  resume: { request: Keyed; response: AnalysisResult | null };
  /** Whether the groups of the last analysis are real: worked out once for it, when it is first asked for. */
  segmentsCheck: { request: null; response: SegmentsCheck };
  customers: { request: { query: CustomerQuery }; response: CustomerPage };
  customer: { request: { key: string }; response: CustomerDetail | null };
  /** Customers of the answer in force by a column of their first order. */
  cohortsBy: { request: { column: string }; response: CohortsBy };
  /** Who went from where to where between two days. */
  flow: { request: FlowWish; response: FlowPart };
  /** How long subscriptions last, of the answer in force. */
  retention: { request: null; response: RetentionPart };
  /** The whole list as a formula-safe CSV, UTF-8 with BOM. `segmentNames` and header words come from the page, in its language. */
  customersCsv: {
    request: {
      headers: Readonly<Record<string, string>>;
      segmentNames: readonly string[];
      riskWords: Readonly<Record<'high' | 'medium' | 'low', string>>;
      stages: Readonly<Record<LifeStage, string>>;
      rfm: Readonly<Record<RfmGroup, string>>;
      /** Only these; left out for all. */
      only?: Selection;
    };
    response: Blob;
  };
  /** Keys of the customers that stand from … to (not including) in the list of that question. */
  customerKeys: { request: { query: CustomerQuery; from: number; to: number }; response: readonly string[] };
  /** Names of products, the most frequent first. */
  productNames: { request: null; response: readonly string[] };
  /** The owner's notes, tasks and tags, those of one customer among them. */
  marks: { request: { customer: string | null }; response: MarksView };
  /** Changes them, all or none; the answer says how to take it back. */
  mark: { request: Keyed & { change: MarkChange }; response: MarkChanged };
  /** What each row of an import was to those before it, as a formula-safe CSV, UTF-8 with BOM. */
  receipt: { request: Keyed & { importId: string; words: ReceiptWords }; response: Blob };
  /** Who is who, with the evidence, under settings that need not be in force yet. */
  people: {
    request: Keyed & {
      settings: IdentitySettings;
      limits: { readonly open: number; readonly joined: number; readonly apart: number };
      /** Repairs in force: rows that are left out are nobody's. */
      quality: QualitySettings;
    };
    response: IdentityReport;
  };
  /** What may be wrong with each stored table, worked out once for as long as the imports stay the same. */
  quality: { request: Keyed; response: QualityReport };
  /** Every row that a finding concerns, as a formula-safe CSV, UTF-8 with BOM. `lineHeader` heads the lines of the file. */
  qualityRows: { request: Keyed & { importId: string; findingId: string; lineHeader: string }; response: Blob };
  /** Models and simple rules beside one another, of what the result in `about` foretold. */
  judge: { request: Keyed & { about: JudgeAbout; models: 'all' | readonly string[] }; response: JudgeReport };
  /** The same for another question than who leaves. */
  foretell: {
    request: Keyed & { about: JudgeAbout; models: 'all' | readonly string[]; target: JudgeTarget };
    response: JudgeReport;
  };
  /** Whom to contact, by what that is expected to bring. */
  money: { request: Keyed & { about: JudgeAbout; plan: MoneyPlan }; response: MoneyReport };
  /** What contacting would have come to at past cut-offs. */
  backtest: { request: Keyed & { about: JudgeAbout; plan: MoneyPlan }; response: BacktestReport };
  /** Everybody by their main differences, with what the map can be coloured by. */
  map: { request: null; response: MapPoints };
  /** Who is laid out by likeness, after `map`. */
  mapSample: { request: null; response: MapSample };
  /** Lays a sample out by likeness, in a worker of its own that ends when it is stopped. Row-major [rows][2]. */
  layOut: { request: MapSample; response: Float64Array };
  /** Places everybody on such a layout, which took so many milliseconds. */
  mapPlace: { request: { layout: Float64Array; ms: number }; response: MapPlaces };
  /** How telling numbers are spread within each segment. */
  spreads: { request: null; response: SegmentSpreads };
  /** Customers by their place in the table. */
  who: { request: { rows: readonly number[] }; response: readonly CustomerRow[] };
  /** Every figure of a period as of a day (null = that of the analysis), with its months; and the owner's own. */
  numbers: { request: NumbersRequest; response: NumbersReport };
  /** One figure that is being written: its value, or why it cannot be read; and the names that it could use. */
  numberDraft: {
    request: NumbersRequest;
    response: { readonly report: NumbersReport; readonly names: Readonly<Record<CustomNumber['over'], readonly string[]>> };
  };
  /** A window of the rows that a figure counts. */
  numberRows: {
    request: Omit<NumbersRequest, 'custom'> & { of: NumberId | CustomNumber; offset: number; limit: number };
    response: NumberRows;
  };
  /** All of them as a formula-safe CSV, UTF-8 with BOM. */
  numberRowsCsv: {
    request: Omit<NumbersRequest, 'custom'> & { of: NumberId | CustomNumber; words: NumberWords };
    response: Blob;
  };
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
