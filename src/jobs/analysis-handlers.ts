import {
  KithError,
  toErrorReport,
  type AnalysisResult,
  type AnalysisSettings,
  type CustomerDetail,
  type CustomerQuery,
  type CustomerTable,
  type DayNumber,
  type Json,
  type Progress,
  type Steps,
  type LifeStage,
  type RfmGroup,
} from '../domain';
import type { Store, StoredTable, Workspace } from '../store';
import { receiptCsv } from '../actions/receipt-csv';
import { breathe } from './breathe';
import { createCustomerList } from './customer-list';
import { Desk, type Current } from './desk';
import { asynchronous, following } from './following';
import { createMapHandlers } from './map-handlers';
import { createNumbersHandlers, type NumbersKinds, type NumbersParts } from './numbers-handlers';
import { createListMore, type ListParts } from './list-more';
import { chosenOf, createMarksHandlers, marksNow, tablesNow } from './marks-handlers';
import { receiptOf } from './receipts';
import type { Jobs } from './protocol';
import { checkSegments, shownGroups } from './segments-check';
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

interface CsvExtra {
  readonly rows?: ArrayLike<number>;
  readonly tagsOf?: (index: number) => readonly string[];
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
export interface AnalysisParts<E extends Engine> extends Omit<ListParts, 'keeper'> {
  /** Calls back when a workspace was wiped, by whichever tab. */
  readonly whenWiped: (callback: (workspace: Workspace) => void) => void;
  readonly startEngine: () => Promise<E>;
  readonly analyseTables: (
    tables: readonly StoredTable[],
    settings: AnalysisSettings,
    today: DayNumber,
    engine: E,
  ) => Steps<AnalysisOutput>;
  /** The answer with only some parts made anew, where other settings change no more than those; null where they do. */
  readonly reviseTables: (
    tables: readonly StoredTable[],
    before: AnalysisOutput,
    settings: AnalysisSettings,
  ) => Steps<AnalysisOutput> | null;
  readonly customerDetail: (
    tables: readonly StoredTable[],
    output: AnalysisOutput,
    key: string,
  ) => CustomerDetail | null | Promise<CustomerDetail | null>;
  /** What customerDetail needs of the tables, worked out once. */
  readonly prepareCustomers?: (tables: readonly StoredTable[], output: AnalysisOutput) => Steps<unknown>;
  /** What is worked out only when its screen is opened. */
  readonly looks: Looks;
  readonly customersCsv: (table: CustomerTable, words: CsvWords, extra?: CsvExtra) => Iterable<string>;
  readonly numbers: NumbersParts;
}

/** Questions about an answer and the tables it was made from. */
type Look<K extends LookKind> = (
  tables: readonly StoredTable[],
  output: AnalysisOutput,
  request: Jobs[K]['request'],
) => Steps<Jobs[K]['response']>;
export type LookKind = 'cohortsBy' | 'flow' | 'retention';
export type Looks = { readonly [K in LookKind]: Look<K> };

/** Milliseconds that a resumed result has for itself, and that work ahead takes between two breaths. */
const beforeAhead = 100;
const sliceMs = 30;

type Kinds =
  | keyof Looks
  | NumbersKinds
  | 'analyse'
  | 'resume'
  | 'segmentsCheck'
  | 'customers'
  | 'customer'
  | 'customersCsv'
  | 'customerKeys'
  | 'productNames'
  | 'marks'
  | 'mark'
  | 'receipt'
  | 'engine'
  | 'map'
  | 'mapSample'
  | 'mapPlace'
  | 'who'
  | 'spreads';

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
export function createAnalysisHandlers<E extends Engine>(given: AnalysisParts<E>, keeper = new TableKeeper()): Handlers<Kinds> {
  const parts = { ...given, keeper };
  const desk = new Desk();
  let ahead: { readonly of: Current; readonly work: Promise<void> } | null = null;
  const moreFor = createListMore(parts, desk);
  const listed = async function* (now: Current, query: CustomerQuery): AsyncGenerator<Progress, Uint32Array, void> {
    return yield* now.list.all(query, yield* moreFor(now, query));
  };
  let lastTurn = 0;
  let takenTurn = 0;
  parts.whenWiped((workspace) => {
    // What was wiped is not kept in memory either.
    keeper.forget(workspace);
    if (desk.current?.workspace === workspace) desk.current = null;
  });

  function take(turn: number, next: Omit<Current, 'threshold' | 'list' | 'check'>): void {
    // Of two that end well, the one begun later has the say, whichever ends first.
    if (turn < takenTurn) return;
    takenTurn = turn;
    const { result, customers } = next.output;
    const threshold = result.churn.ok ? result.churn.threshold : result.settings.churn.threshold;
    desk.current = { ...next, threshold, list: createCustomerList(customers, threshold), check: null };
  }

  function inForce(): Current {
    if (desk.current === null) throw new KithError('analysis/no-data');
    return desk.current;
  }

  /** The answer in force with the tables it was made from, loaded where they are not at hand (after a reload). */
  async function* withTables(): AsyncGenerator<
    Progress,
    { readonly tables: readonly StoredTable[]; readonly output: AnalysisOutput },
    void
  > {
    const now = inForce();
    const tables = yield* tablesNow(parts, now);
    // The imports have changed since: their rows would not be those behind the figures.
    if (tables === null) throw new KithError('analysis/no-data');
    return { tables, output: now.output };
  }

  /** All that the pages of customers are written from. */
  async function* readyFor(now: Current): AsyncGenerator<Progress, readonly StoredTable[], void> {
    const tables = yield* tablesNow(parts, now);
    // The imports have changed since: their rows would not be those behind the figures.
    if (tables === null) throw new KithError('analysis/no-data');
    if (parts.prepareCustomers) yield* asynchronous(parts.prepareCustomers(tables, now.output));
    return tables;
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
      while (desk.current === now && !(await steps.next()).done) {
        if (performance.now() - sliceStart < sliceMs) continue;
        await breathe();
        sliceStart = performance.now();
      }
      // The store is closed all the same.
      if (desk.current !== now) await steps.return([]);
    } catch {
      // Nobody has asked yet: whoever does tries again, and is told.
    }
  }

  return {
    ...createNumbersHandlers(parts.numbers, withTables),
    ...createMapHandlers(() => inForce().output),

    async *analyse({ workspace, key, settings, today }) {
      const turn = ++lastTurn;
      const store = await parts.openStore(workspace, { key });
      try {
        const { current } = desk;
        const before = current?.workspace === workspace && current.revision === (await store.revision()) ? current : null;
        // Tables at hand are taken: what was worked out of them before is known by them.
        const { tables, revision } =
          before?.tables != null ? { tables: before.tables, revision: before.revision } : yield* loadTables(store, keeper);
        if (tables.length === 0) throw new KithError('analysis/no-data');
        const revised = before?.revision === revision ? parts.reviseTables(tables, before.output, settings) : null;
        const output = yield* asynchronous(revised ?? parts.analyseTables(tables, settings, today, await parts.startEngine()));
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
        const { current } = desk;
        if (current?.tables === null && parts.prepareCustomers) ahead = { of: current, work: getAhead(current) };
        return result;
      } finally {
        store.close();
      }
    },

    *segmentsCheck() {
      const now = inForce();
      const { result, customers, models } = now.output;
      now.check ??= yield* checkSegments(shownGroups(result, customers, models), () => performance.now());
      return now.check;
    },

    async *customers({ query }) {
      const now = inForce();
      return yield* now.list.query(query, yield* moreFor(now, query));
    },

    async *customerKeys({ query, from, to }) {
      const now = inForce();
      const { keys } = now.output.customers;
      return Array.from((yield* listed(now, query)).subarray(from, to), (index) => keys[index]!);
    },

    async *productNames() {
      const now = inForce();
      const tables = yield* tablesNow(parts, now);
      return tables === null ? [] : yield* parts.products(tables, now.output);
    },

    ...createMarksHandlers(parts, desk, listed),

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

    async *cohortsBy(request) {
      const { tables, output } = yield* withTables();
      return yield* asynchronous(parts.looks.cohortsBy(tables, output, request));
    },

    async *flow(request) {
      const { tables, output } = yield* withTables();
      return yield* asynchronous(parts.looks.flow(tables, output, request));
    },

    async *retention(request) {
      const { tables, output } = yield* withTables();
      return yield* asynchronous(parts.looks.retention(tables, output, request));
    },

    async *customersCsv({ only, ...words }) {
      const now = inForce();
      const { output, threshold } = now;
      const { tags } = yield* marksNow(parts, desk, now, false, true);
      const rows = only && (yield* chosenOf(only, now, desk.placer(now, null), (query) => listed(now, query)));
      const tagsOf = (index: number) => tags.filter(({ has }) => has[index] === 1).map(({ tag }) => tag.name);
      const extra = { ...(rows ? { rows } : {}), ...(tags.length > 0 ? { tagsOf } : {}) };
      const pieces: string[] = ['\ufeff'];
      for (const piece of parts.customersCsv(output.customers, { ...words, threshold }, extra)) {
        pieces.push(piece);
        yield { stage: 'load', done: pieces.length - 1, total: null, unit: 'chunks' };
      }
      return new Blob(pieces, { type: 'text/csv;charset=utf-8' });
    },

    async *receipt({ workspace, key, importId, words }) {
      const store = await parts.openStore(workspace, { key });
      try {
        const { current } = desk;
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
