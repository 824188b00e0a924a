import {
  KithError,
  toErrorReport,
  type AnalysisResult,
  type AnalysisSettings,
  type CustomerDetail,
  type CustomerTable,
  type DayNumber,
  type Json,
  type Progress,
  type Steps,
  type LifeStage,
  type RfmGroup,
} from '../domain';
import type { OpenOptions, Store, StoredTable, StoreKey, Workspace } from '../store';
import { receiptCsv } from '../actions/receipt-csv';
import { breathe } from './breathe';
import { createCustomerList, type CustomerList } from './customer-list';
import { asynchronous, following } from './following';
import { receiptOf } from './receipts';
import type { Handlers } from './runner';
import { TableKeeper } from './table-keeper';

/** Everything an analysis gives: what the page sees, and what stays in the worker and the store. */
export interface AnalysisOutput {
  readonly result: AnalysisResult;
  readonly customers: CustomerTable;
  /** Serialised models by id. */
  readonly models: Readonly<Record<string, Json>>;
}

interface Engine {
  readonly name: string;
  readonly selfTest: boolean;
  numTensors(): number;
}

interface CsvWords {
  readonly headers: Readonly<Record<string, string>>;
  readonly segmentNames: readonly string[];
  readonly riskWords: Readonly<Record<'high' | 'medium' | 'low', string>>;
  readonly stages: Readonly<Record<LifeStage, string>>;
  readonly rfm: Readonly<Record<RfmGroup, string>>;
  readonly threshold: number;
}

/** The parts of the house the analysis worker joins. */
export interface AnalysisParts<E extends Engine> {
  readonly openStore: (workspace: Workspace, options?: OpenOptions) => Promise<Store>;
  /** Calls back when a workspace was wiped, by whichever tab. */
  readonly whenWiped: (callback: (workspace: Workspace) => void) => void;
  readonly startEngine: () => Promise<E>;
  readonly analyseTables: (
    tables: readonly StoredTable[],
    settings: AnalysisSettings,
    today: DayNumber,
    engine: E,
  ) => Steps<AnalysisOutput>;
  readonly customerDetail: (
    tables: readonly StoredTable[],
    output: AnalysisOutput,
    key: string,
  ) => CustomerDetail | null | Promise<CustomerDetail | null>;
  /** What customerDetail needs of the tables, worked out once. */
  readonly prepareCustomers?: (tables: readonly StoredTable[], output: AnalysisOutput) => Steps<unknown>;
  readonly customersCsv: (table: CustomerTable, words: CsvWords) => Iterable<string>;
}

/** What the worker answers queries from. */
interface Current {
  readonly workspace: Workspace;
  readonly key: StoreKey | undefined;
  readonly revision: string;
  readonly output: AnalysisOutput;
  readonly threshold: number;
  readonly list: CustomerList;
  /** null after a resume, until a customer's page needs them. */
  tables: readonly StoredTable[] | null;
}

/** Milliseconds that a resumed result has for itself, and that work ahead takes between two breaths. */
const beforeAhead = 100;
const sliceMs = 30;

type Kinds = 'analyse' | 'resume' | 'customers' | 'customer' | 'customersCsv' | 'receipt' | 'engine';

/** The tables and the revision they belong to. */
export async function* loadTables(
  store: Store,
  keeper: TableKeeper,
): AsyncGenerator<Progress, { tables: readonly StoredTable[]; revision: string }, void> {
  for (;;) {
    const revision = await store.revision();
    const kept = keeper.of(store.workspace, revision);
    if (kept !== null) return { tables: kept, revision };
    const tables = yield* following((tell) =>
      store.loadTables((done, total) => tell({ stage: 'load', done, total, unit: 'chunks' })),
    );
    // Another tab may have changed the imports in between.
    if ((await store.revision()) !== revision) continue;
    keeper.keep(store.workspace, revision, tables);
    return { tables, revision };
  }
}

/** The analysis worker's jobs. Queries are answered from the last analysis that ended well, or was resumed. */
export function createAnalysisHandlers<E extends Engine>(parts: AnalysisParts<E>, keeper = new TableKeeper()): Handlers<Kinds> {
  let current: Current | null = null;
  let ahead: { readonly of: Current; readonly work: Promise<void> } | null = null;
  let lastTurn = 0;
  let takenTurn = 0;
  parts.whenWiped((workspace) => {
    // What was wiped is not kept in memory either.
    keeper.forget(workspace);
    if (current?.workspace === workspace) current = null;
  });

  function take(turn: number, next: Omit<Current, 'threshold' | 'list'>): void {
    // Of two that end well, the one begun later has the say, whichever ends first.
    if (turn < takenTurn) return;
    takenTurn = turn;
    const { result, customers } = next.output;
    const threshold = result.churn.ok ? result.churn.threshold : result.settings.churn.threshold;
    current = { ...next, threshold, list: createCustomerList(customers, threshold) };
  }

  function inForce(): Current {
    if (current === null) throw new KithError('analysis/no-data');
    return current;
  }

  /** All that the pages of customers are written from. */
  async function* readyFor(now: Current): AsyncGenerator<Progress, readonly StoredTable[], void> {
    if (now.tables === null) {
      const store = await parts.openStore(now.workspace, { key: now.key });
      try {
        const { tables, revision } = yield* loadTables(store, keeper);
        // The imports have changed since: their rows would not be those behind the figures.
        if (revision !== now.revision) throw new KithError('analysis/no-data');
        now.tables = tables;
      } finally {
        store.close();
      }
    }
    if (parts.prepareCustomers) yield* asynchronous(parts.prepareCustomers(now.tables, now.output));
    return now.tables;
  }

  /**
   * After a reload, while the reader looks at what was kept: the first customer who is opened should not wait for all tables.
   * Given up where another result takes the place of this one.
   */
  async function getAhead(now: Current): Promise<void> {
    await new Promise((resolve) => setTimeout(resolve, beforeAhead));
    let sliceStart = performance.now();
    try {
      const steps = readyFor(now);
      while (current === now && !(await steps.next()).done) {
        if (performance.now() - sliceStart < sliceMs) continue;
        await breathe();
        sliceStart = performance.now();
      }
      // The store is closed all the same.
      if (current !== now) await steps.return([]);
    } catch {
      // Nobody has asked yet: whoever does tries again, and is told.
    }
  }

  return {
    async *analyse({ workspace, key, settings, today }) {
      const turn = ++lastTurn;
      const store = await parts.openStore(workspace, { key });
      try {
        const { tables, revision } = yield* loadTables(store, keeper);
        if (tables.length === 0) throw new KithError('analysis/no-data');
        const engine = await parts.startEngine();
        const output = yield* asynchronous(parts.analyseTables(tables, settings, today, engine));
        let { result } = output;
        try {
          await store.saveAnalysis({ revision, ...output });
        } catch (thrown) {
          // The answer stands though there was no room to keep it: a reload will compute it again.
          const { code } = toErrorReport(thrown);
          result = { ...result, notes: [...result.notes, { code: 'analysis-not-kept', values: { code } }] };
        }
        take(turn, { workspace, key, revision, output: { ...output, result }, tables });
        return result;
      } finally {
        store.close();
      }
    },

    async *resume({ workspace, key }) {
      const turn = ++lastTurn;
      const store = await parts.openStore(workspace, { key });
      try {
        yield { stage: 'load', done: 0, total: null, unit: 'chunks' };
        const kept = await store.loadAnalysis();
        if (kept === null) return null;
        const { revision, result, customers } = kept;
        const models = kept.models as Readonly<Record<string, Json>>;
        take(turn, { workspace, key, revision, output: { result, customers, models }, tables: null });
        if (current?.tables === null && parts.prepareCustomers) ahead = { of: current, work: getAhead(current) };
        return result;
      } finally {
        store.close();
      }
    },

    *customers({ query }) {
      return yield* inForce().list.query(query);
    },

    async *customer({ key }) {
      const now = inForce();
      if (ahead?.of === now) {
        yield { stage: 'features', done: 0, total: null, unit: 'rows' };
        await ahead.work;
        ahead = null;
      }
      const tables = yield* readyFor(now);
      return await parts.customerDetail(tables, now.output, key);
    },

    *customersCsv(words) {
      const { output, threshold } = inForce();
      const pieces: string[] = ['\ufeff'];
      for (const piece of parts.customersCsv(output.customers, { ...words, threshold })) {
        pieces.push(piece);
        yield { stage: 'load', done: pieces.length - 1, total: null, unit: 'chunks' };
      }
      return new Blob(pieces, { type: 'text/csv;charset=utf-8' });
    },

    async *receipt({ workspace, key, importId, words }) {
      const store = await parts.openStore(workspace, { key });
      try {
        const tables = current?.workspace === workspace && current.revision === (await store.revision()) ? current.tables : null;
        const loaded = tables ?? (yield* loadTables(store, keeper)).tables;
        const pieces: string[] = ['\ufeff'];
        for (const piece of receiptCsv(words.headers, yield* receiptOf(loaded, importId, words))) {
          pieces.push(piece);
          yield { stage: 'load', done: pieces.length - 1, total: null, unit: 'chunks' };
        }
        return new Blob(pieces, { type: 'text/csv;charset=utf-8' });
      } finally {
        store.close();
      }
    },

    async *engine() {
      yield { stage: 'load', done: 0, total: null, unit: 'rounds' };
      const engine = await parts.startEngine();
      return { engine: engine.name, numTensors: engine.numTensors(), selfTest: engine.selfTest };
    },
  };
}
