import { defaultSettings, KithError, type AnalysisResult, type ErrorReport, type ImportReport } from '../../src/domain';
import type { JobKind, Jobs, Ports, WorkspaceId } from '../../src/app/state/ports';
import type { ImportRecord, Store, StoreChange } from '../../src/store';

/** A report of a two-column file; the name says which. */
export function reportOf(name: string, patch: Partial<ImportReport> = {}): ImportReport {
  const column = { type: 'text', evidence: [], missing: 0, unreadable: 0, unreadableLines: [] } as const;
  return {
    name,
    bytes: 10,
    hash: `hash of ${name}`,
    encoding: 'utf-8',
    delimiter: ',',
    newline: '\n',
    headerLine: 1,
    preset: null,
    kind: 'orders',
    rowsRead: 3,
    rowsImported: 3,
    rowsRejected: 0,
    rowsPadded: 0,
    blankLines: 0,
    rejects: [],
    questions: [],
    columns: [
      { ...column, name: 'who', header: 'who', role: 'email' },
      { ...column, name: 'when', header: 'when', role: 'date' },
    ],
    sample: [['a@b.ch', '03/04/2025']],
    warnings: [],
    timings: {},
    ...patch,
  };
}

export const resultOf = (customers: number): AnalysisResult =>
  ({
    schema: 'kith-result',
    version: 1,
    asOf: 20_000,
    customers,
    settings: defaultSettings,
    revenues: [],
  }) as unknown as AnalysisResult;

interface Call {
  readonly kind: JobKind;
  readonly request: never;
  done(response: unknown): void;
  fail(code: ErrorReport['code'], values?: ErrorReport['values']): void;
  /** Nothing came of it, as it was told. */
  stop(): void;
  readonly cancelled: boolean;
}

/**
 * The world as the session sees it, held still: every job waits in `calls` until the test ends it. The stores are real
 * enough to keep imports and settings, in memory.
 */
export class World implements Ports {
  readonly calls: Call[] = [];
  readonly stores: Record<WorkspaceId, ImportRecord[]> = { own: [], 'made-up': [] };
  readonly settings: Record<WorkspaceId, Record<string, unknown>> = { own: {}, 'made-up': {} };
  readonly opened: WorkspaceId[] = [];
  readonly wiped: WorkspaceId[] = [];
  disposed = 0;
  storeError: KithError | null = null;
  changed: (change: StoreChange) => void = () => undefined;

  client: Ports['client'] = () =>
    Promise.resolve({
      warm: () => undefined,
      run: <K extends JobKind>(kind: K, request: Jobs[K]['request']) => {
        // The engine is started ahead of its first job; nobody waits for it.
        if (kind === 'engine') return { promise: new Promise<never>(() => undefined), cancel: () => undefined };
        type Response = Jobs[K]['response'];
        let resolve: (response: Response) => void = () => undefined;
        let reject: (reason: Error) => void = () => undefined;
        const promise = new Promise<Response>((...ends) => ([resolve, reject] = ends));
        let cancelled = false;
        this.calls.push({
          kind,
          request: request as never,
          done: (response) => resolve(response as Response),
          fail: (code, values = {}) => reject(new KithError(code, values)),
          stop: () => reject(new Error('cancelled')),
          get cancelled() {
            return cancelled;
          },
        });
        const cancel = () => {
          cancelled = true;
          // A job that decides something answers for itself: the test ends it.
          if (kind !== 'commit') reject(new Error('cancelled'));
        };
        return { promise, cancel };
      },
      dispose: () => void this.disposed++,
    });

  store: Ports['store'] = (workspace) => {
    if (this.storeError) return Promise.reject(this.storeError);
    this.opened.push(workspace);
    const records = this.stores[workspace];
    let closed = false;
    const whileOpen = async <T>(value: () => T): Promise<T> => {
      // A real database takes its time, in which it may be closed.
      await new Promise((resolve) => setTimeout(resolve, 1));
      if (closed) throw new KithError('store/failed', { reason: 'DatabaseClosedError' });
      return value();
    };
    const store: Partial<Store> = {
      workspace,
      lock: () => whileOpen(() => null),
      listImports: () => whileOpen(() => [...records]),
      listAside: () => Promise.resolve([]),
      setAside: (ids) =>
        Promise.resolve(void records.splice(0, records.length, ...records.filter(({ id }) => !ids.includes(id)))),
      removeImport: (id) =>
        Promise.resolve(
          void records.splice(
            records.findIndex((record) => record.id === id),
            1,
          ),
        ),
      getSetting: <T>(key: string) => whileOpen(() => this.settings[workspace][key] as T | undefined),
      setSetting: (key, value) => Promise.resolve(void (this.settings[workspace][key] = value)),
      contents: () => Promise.resolve({ imports: records.length, rows: 3 * records.length, bytes: 100 * records.length }),
      wipe: () => {
        this.wiped.push(workspace);
        records.length = 0;
        return Promise.resolve();
      },
      close: () => void (closed = true),
    };
    return Promise.resolve(store as Store);
  };

  watch: Ports['watch'] = (_workspace, changed) => {
    this.changed = changed;
    return () => undefined;
  };
  sampleFiles: Ports['sampleFiles'] = () =>
    Promise.resolve([
      { name: 'orders.csv', text: 'a,b' },
      { name: 'customers.csv', text: 'a,b' },
    ]);
  now = () => 1_700_000_000_000;
  persisted = 0;
  reloads = 0;
  persist = () => Promise.resolve(++this.persisted > 0);
  reload = () => void this.reloads++;
  pickTarget = () => Promise.resolve('none' as const);
  today = () => 20_000;

  /** Puts an import into a store, as the ingest worker would. */
  keep(workspace: WorkspaceId, name: string): void {
    this.stores[workspace].push({ id: name, addedAt: 5, report: reportOf(name), storedBytes: 100 });
  }

  /** The next job that waits, when it is there. */
  async next(kind: JobKind): Promise<Call> {
    for (let round = 0; round < 200; round++) {
      const call = this.calls.shift();
      if (call?.kind === kind) return call;
      if (call) throw new Error(`expected ${kind}, not ${call.kind}`);
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
    throw new Error(`no ${kind} was asked for`);
  }
}
