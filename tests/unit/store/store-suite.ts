import Dexie from 'dexie';
import fc from 'fast-check';
import { afterEach, describe, expect, it } from 'vitest';
import { KithError, type ColumnType, type Reject, type Table } from '../../../src/domain';
import { openStore, watchChanges, type Store, type StoreOptions } from '../../../src/store';
import { knownVersion } from '../../../src/store/schema';
import { tabId } from '../../../src/store/tab';
import type { Locks } from '../../../src/store/write-lock';
import { valuePart } from '../charts/fixture';
import { bits, customersOf, importOf, randomColumn, resultOf, smallTable } from './samples';

export interface Ground {
  readonly name: string;
  readonly factory: IDBFactory;
  readonly range: typeof IDBKeyRange;
  /** undefined: the environment's own. */
  readonly locks?: Locks | null;
}

const types: readonly ColumnType[] = ['number', 'text', 'date', 'instant', 'boolean'];
let counter = 0;

/** The code a promise is refused with. */
export async function codeOf(promise: Promise<unknown>): Promise<unknown> {
  const thrown: unknown = await promise.then(
    () => 'resolved',
    (reason: unknown) => reason,
  );
  return thrown instanceof KithError ? thrown.code : thrown;
}

const done = (request: IDBRequest) =>
  new Promise<void>((resolve, reject) => {
    request.onsuccess = () => resolve();
    request.onerror = () => reject(request.error ?? new Error('failed'));
  });

/** Native open, for what the store must not do itself. */
function openNative(
  factory: IDBFactory,
  name: string,
  version?: number,
  upgrade?: (db: IDBDatabase) => void,
): Promise<IDBDatabase> {
  return new Promise((resolve, reject) => {
    const request = factory.open(name, version);
    request.onupgradeneeded = () => upgrade?.(request.result);
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error ?? new Error('failed'));
  });
}

function countAll(db: IDBDatabase): Promise<Record<string, number>> {
  const names = [...db.objectStoreNames];
  const transaction = db.transaction(names);
  return Promise.all(
    names.map(
      (name) =>
        new Promise<[string, number]>((resolve, reject) => {
          const request = transaction.objectStore(name).count();
          request.onsuccess = () => resolve([name, request.result]);
          request.onerror = () => reject(request.error ?? new Error('failed'));
        }),
    ),
  ).then(Object.fromEntries) as Promise<Record<string, number>>;
}

/**
 * The whole contract of src/store/api.ts, run over a fake database in Node and over a real one in a browser. Longer than other
 * files, so that the contract can be read in one place.
 */
export function storeSuite(ground: Ground, scale: { readonly runs: number }): void {
  const opened: Store[] = [];
  const fresh = (): StoreOptions => ({
    indexedDB: ground.factory,
    IDBKeyRange: ground.range,
    base: `kith-test-${ground.name}-${++counter}`,
    ...(ground.locks === undefined ? {} : { locks: ground.locks }),
  });
  const open = async (options: StoreOptions, workspace: 'own' | 'made-up' = 'own') => {
    const store = await openStore(workspace, options);
    opened.push(store);
    return store;
  };
  afterEach(async () => {
    for (const store of opened.splice(0)) {
      await store.wipe().catch(() => undefined);
      store.close();
    }
  });

  describe(`store (${ground.name})`, () => {
    it('gives random tables back exactly as they were', async () => {
      const column = fc.record({
        type: fc.constantFrom(...types),
        missing: fc.boolean(),
        seed: fc.integer({ min: 0, max: 1e6 }),
      });
      const rows = fc.oneof(fc.constantFrom(0, 1, 7, 8, 9), fc.integer({ min: 0, max: 3000 }));
      const store = await open(fresh());
      let at = 0;
      await fc.assert(
        fc.asyncProperty(rows, fc.array(column, { maxLength: 6 }), async (count, columns) => {
          const table: Table = {
            rows: count,
            names: columns.map((_, i) => (i === 0 ? '__proto__' : `column ${i}`)),
            columns: columns.map(({ type, missing, seed }) => randomColumn(type, count, missing, seed)),
          };
          const id = `import ${++at}`;
          await store.addImports([importOf(id, table)]);
          const [stored] = (await store.loadTables()).filter(({ record }) => record.id === id);
          expect(bits(stored?.table)).toEqual(bits(table));
          await store.removeImport(id);
        }),
        { numRuns: scale.runs },
      );
    });

    it.each([0, 65_535, 65_536, 65_537, 131_072])(
      'gives back %i rows of every type, with and without missing cells',
      async (rows) => {
        const table: Table = {
          rows,
          names: types.flatMap((type) => [`${type} full`, `${type} missing`]),
          columns: types.flatMap((type, at) => [randomColumn(type, rows, false, at), randomColumn(type, rows, true, at + 50)]),
        };
        const options = fresh();
        const store = await open(options);
        await store.addImports([importOf('a', table)]);
        const again = await open(options);
        const stored = await again.loadTables();
        expect(stored).toHaveLength(1);
        expect(stored[0]!.table.rows).toBe(rows);
        expect(stored[0]!.table.names).toEqual(table.names);
        for (const [at, column] of table.columns.entries()) expect(bits(stored[0]!.table.columns[at])).toEqual(bits(column));
      },
    );

    it('cuts big dictionaries, and a word longer than a chunk, and puts them together again', async () => {
      const long = '中'.repeat(2_500_000);
      const dictionary = ['first', long, ...Array.from({ length: 40_000 }, (_, i) => `${i} ${'y'.repeat(60)}`), 'last'];
      const codes = Uint32Array.from(dictionary, (_, i) => i);
      const options = fresh();
      const store = await open(options);
      const column = { type: 'text' as const, codes, dictionary, nulls: null };
      await store.addImports([importOf('a', { rows: codes.length, names: ['words'], columns: [column] })]);
      const [stored] = await store.loadTables();
      const back = stored!.table.columns[0]!;
      expect(back.type === 'text' && back.dictionary.length === dictionary.length).toBe(true);
      expect(back.type === 'text' && back.dictionary.every((word, i) => word === dictionary[i])).toBe(true);
      const native = await openNative(ground.factory, options.base!);
      expect((await countAll(native))['dictionaries']).toBeGreaterThan(4);
      native.close();
    });

    it('keeps a buffer that is larger than the column out of the database', async () => {
      const values = new Float64Array(1000).fill(7).subarray(10, 13);
      const store = await open(fresh());
      await store.addImports([importOf('a', { rows: 3, names: ['n'], columns: [{ type: 'number', values, nulls: null }] })]);
      const [stored] = await store.loadTables();
      expect(stored!.table.columns[0]).toEqual({ type: 'number', values: new Float64Array([7, 7, 7]), nulls: null });
    });

    it('never writes a record per row', async () => {
      const options = fresh();
      const store = await open(options);
      const rejects: Reject[] = Array.from({ length: 3000 }, (_, i) => ({
        line: i + 2,
        code: 'row/too-many-fields',
        values: { expected: 3, found: 4 },
        raw: `a,b,c,${i}`,
      }));
      await store.addImports([importOf('a', smallTable(70_000), {}, rejects)]);
      const native = await openNative(ground.factory, options.base!);
      expect(await countAll(native)).toMatchObject({ imports: 1, chunks: 6, dictionaries: 1, rejects: 3 });
      native.close();
      expect(await store.loadRejects('a')).toEqual(rejects);
      expect(await store.loadRejects('nobody')).toEqual([]);
    });

    it('tells how far it is, in chunks', async () => {
      const store = await open(fresh());
      const written: [number, number][] = [];
      await store.addImports([importOf('a', smallTable(500_000))], (at, total) => written.push([at, total]));
      expect(written.length).toBeGreaterThan(1);
      expect(written.at(-1)).toEqual([25, 25]);
      const read: [number, number][] = [];
      await store.loadTables((at, total) => read.push([at, total]));
      expect(read.at(-1)).toEqual([25, 25]);
    });

    it('stores several files all or none: what stops in the middle leaves nothing', async () => {
      const options = fresh();
      const store = await open(options);
      await store.addImports([importOf('old', smallTable(10))]);
      const revision = await store.revision();
      const stop = new Error('stop');
      const adding = store.addImports([importOf('a', smallTable(500_000)), importOf('b', smallTable(10))], () => {
        throw stop;
      });
      expect(await codeOf(adding)).toBe(stop);
      expect((await store.listImports()).map(({ id }) => id)).toEqual(['old']);
      expect(await store.revision()).toBe(revision);
      const native = await openNative(ground.factory, options.base!);
      expect(await countAll(native)).toMatchObject({ imports: 1, chunks: 3, dictionaries: 1 });
      native.close();
      await store.addImports([importOf('a', smallTable(5)), importOf('b', smallTable(6))]);
      expect((await store.listImports()).map(({ id }) => id)).toEqual(['a', 'b', 'old']);
    });

    it('shows nobody a file before all of them are written', async () => {
      const options = fresh();
      const store = await open(options);
      const other = await open(options);
      const seen: Promise<number>[] = [];
      await store.addImports([importOf('a', smallTable(500_000)), importOf('b', smallTable(500_000))], (at, total) => {
        if (at < total) seen.push(other.listImports().then((list) => list.length));
      });
      expect(seen.length).toBeGreaterThan(1);
      // Asked before the last chunk was written; answered, at the latest, after the flip: none or both, never one.
      for (const count of await Promise.all(seen)) expect([0, 2]).toContain(count);
      expect(await seen[0]).toBe(0);
      expect(await other.listImports()).toHaveLength(2);
    });

    it('sweeps at opening what a crash left half-written, and nothing else', async () => {
      const options = fresh();
      const store = await open(options);
      await store.addImports([importOf('good', smallTable(100))]);
      await halfWrite(ground, options.base!, 0);
      store.close();
      const again = await open(options);
      expect((await again.listImports()).map(({ id }) => id)).toEqual(['good']);
      const native = await openNative(ground.factory, options.base!);
      expect(await countAll(native)).toMatchObject({ imports: 1, chunks: 3, dictionaries: 1, rejects: 0 });
      native.close();
      expect(await again.loadTables()).toHaveLength(1);
    });

    it('leaves alone what a living writer is writing', async () => {
      const options = fresh();
      const store = await open(options);
      let opening: Promise<Store> | null = null;
      await store.addImports([importOf('a', smallTable(500_000))], () => {
        opening ??= open(options);
      });
      const other = await opening!;
      expect((await other.listImports()).map(({ id }) => id)).toEqual(['a']);
      expect((await other.loadTables())[0]!.table.rows).toBe(500_000);
    });

    it('writes one after the other where two write at once', async () => {
      const options = fresh();
      const [one, two] = [await open(options), await open(options)];
      await Promise.all([one.addImports([importOf('a', smallTable(1000))]), two.addImports([importOf('b', smallTable(1000))])]);
      expect((await one.listImports()).map(({ id }) => id)).toEqual(['a', 'b']);
      expect(await two.loadTables()).toHaveLength(2);
    });

    it('puts the same file in the place of the earlier one', async () => {
      const options = fresh();
      const store = await open(options);
      await store.addImports([importOf('first', smallTable(100), { hash: 'same' })]);
      const before = await store.revision();
      await store.addImports([importOf('second', smallTable(100), { hash: 'same', kind: 'customers' })]);
      expect((await store.listImports()).map(({ id, report }) => [id, report.kind])).toEqual([['second', 'customers']]);
      expect(await store.revision()).not.toBe(before);
      const native = await openNative(ground.factory, options.base!);
      // The earlier reading stays, unseen, so that this import can be undone; taken out, the file is gone with all its readings.
      expect(await countAll(native)).toMatchObject({ imports: 2, chunks: 6, dictionaries: 2 });
      await store.removeImport('second');
      expect(await store.listImports()).toEqual([]);
      expect(await countAll(native)).toMatchObject({ imports: 0, chunks: 0, dictionaries: 0 });
      native.close();
    });

    it('sets imports aside as if they had never come, and brings them back until the next import', async () => {
      const options = fresh();
      const store = await open(options);
      await store.addImports([importOf('first', smallTable(100), { hash: 'same' })]);
      const [before, records, rows] = [await store.revision(), await store.listImports(), await store.loadTables()];
      await store.addImports([
        importOf('again', smallTable(100), { hash: 'same', kind: 'customers' }),
        importOf('new', smallTable(50)),
      ]);
      const after = await store.revision();
      await store.setAside(['again', 'new']);
      expect([await store.revision(), await store.listImports()]).toEqual([before, records]);
      expect(bits(await store.loadTables())).toEqual(bits(rows));
      expect((await store.listAside()).map(({ id }) => id).sort()).toEqual(['again', 'new']);
      // They outlive a restart, as long as nothing else is imported.
      const other = await open(options);
      await other.bringBack(['again', 'new', 'unknown']);
      expect(await store.revision()).toBe(after);
      expect((await store.listImports()).map(({ id }) => id).sort()).toEqual(['again', 'new']);
      expect(await store.listAside()).toEqual([]);
      await store.setAside(['new']);
      await store.addImports([importOf('third', smallTable(10))]);
      await store.bringBack(['new']);
      expect((await store.listImports()).map(({ id }) => id).sort()).toEqual(['again', 'third']);
      const native = await openNative(ground.factory, options.base!);
      expect(await countAll(native)).toMatchObject({ imports: 3, chunks: 9 });
      native.close();
    });

    it('shows the reading before where of three the last or the middle one is set aside', async () => {
      const store = await open(fresh());
      for (const id of ['one', 'two', 'three']) await store.addImports([importOf(id, smallTable(10), { hash: 'same' })]);
      const seen = async () => (await store.listImports()).map(({ id }) => id).join();
      expect(await seen()).toBe('three');
      await store.setAside(['two']);
      expect(await seen()).toBe('three');
      await store.setAside(['three']);
      expect(await seen()).toBe('one');
      await store.bringBack(['two']);
      expect(await seen()).toBe('two');
    });

    it('removes one import and leaves the others', async () => {
      const store = await open(fresh());
      await store.addImports([importOf('a', smallTable(10)), importOf('ab', smallTable(20))]);
      const revision = await store.revision();
      expect(await store.contents()).toMatchObject({ imports: 2, rows: 30 });
      await store.removeImport('a');
      expect(await store.revision()).not.toBe(revision);
      expect((await store.loadTables()).map(({ record, table }) => [record.id, table.rows])).toEqual([['ab', 20]]);
      expect((await store.contents()).bytes).toBeGreaterThan(0);
    });

    it('refuses a database of a newer Kith, and leaves it as it is', async () => {
      const options = fresh();
      const native = await openNative(ground.factory, options.base!, 10 * (knownVersion + 1), (db) =>
        db.createObjectStore('tomorrow'),
      );
      const put = native.transaction('tomorrow', 'readwrite').objectStore('tomorrow').put('kept', 'key');
      await done(put);
      native.close();
      const opening = openStore('own', options);
      await expect(opening).rejects.toMatchObject({
        code: 'store/newer',
        values: { found: knownVersion + 1, known: knownVersion },
      });
      const after = await openNative(ground.factory, options.base!);
      expect(after.version).toBe(10 * (knownVersion + 1));
      expect([...after.objectStoreNames]).toEqual(['tomorrow']);
      after.close();
      await Dexie.delete(options.base!).catch(() => undefined);
      await done(ground.factory.deleteDatabase(options.base!));
    });

    it('says so where another tab has upgraded the database under its feet', async () => {
      const options = fresh();
      const store = await open(options);
      const native = await openNative(ground.factory, options.base!, 10 * (knownVersion + 1));
      expect(await codeOf(store.listImports())).toBe('store/newer');
      expect(native.version).toBe(10 * (knownVersion + 1));
      native.close();
      await done(ground.factory.deleteDatabase(options.base!));
    });

    it('leaves nothing behind where the database is not there yet and cannot be made', async () => {
      const options = fresh();
      const open = () => ground.factory.open(options.base!, -1);
      const broken: IDBFactory = Object.create(ground.factory, { open: { value: open } }) as IDBFactory;
      expect(await codeOf(openStore('own', { ...options, indexedDB: broken }))).toBe('store/failed');
      const names = (await ground.factory.databases()).map(({ name }) => name);
      expect(names).not.toContain(options.base);
    });

    it('keeps the made-up shop in a database of its own', async () => {
      const options = fresh();
      const [own, madeUp] = [await open(options), await open(options, 'made-up')];
      await madeUp.addImports([importOf('a', smallTable(10))]);
      await madeUp.setSetting('colour', 'green');
      expect(await own.listImports()).toEqual([]);
      expect(await own.getSetting('colour')).toBeUndefined();
      await own.wipe();
      expect(await madeUp.listImports()).toHaveLength(1);
    });

    it('wipes everything, and can be used again', async () => {
      const options = fresh();
      const store = await open(options);
      const other = await open(options);
      await store.addImports([importOf('a', smallTable(10))]);
      await store.setSetting('colour', { name: 'green' });
      expect(await other.getSetting('colour')).toEqual({ name: 'green' });
      await store.wipe();
      expect((await ground.factory.databases()).map(({ name }) => name)).not.toContain(options.base);
      expect(await store.listImports()).toEqual([]);
      expect(await other.listImports()).toEqual([]);
      expect(await other.getSetting('colour')).toBeUndefined();
      await other.addImports([importOf('b', smallTable(10))]);
      expect((await store.listImports()).map(({ id }) => id)).toEqual(['b']);
    });

    it('does not wipe while somebody writes, and says so when it takes too long', async () => {
      if (ground.locks === null) return;
      const options = fresh();
      const store = await open(options);
      const other = await open({ ...options, patienceMs: 30 });
      let wiping: Promise<unknown> | null = null;
      await store.addImports([importOf('a', smallTable(500_000))], () => {
        wiping ??= codeOf(other.wipe());
      });
      const outcome = await wiping!;
      expect(['store/blocked', 'resolved']).toContain(outcome);
      expect(await store.listImports()).toHaveLength(outcome === 'resolved' ? 0 : 1);
    });

    it('says that it is blocked where another tab does not let go', async () => {
      const options = { ...fresh(), patienceMs: 50 };
      const store = await open(options);
      const native = await openNative(ground.factory, options.base!);
      expect(await codeOf(store.wipe())).toBe('store/blocked');
      native.close();
    });

    it('keeps an analysis with its typed arrays, until the imports change', async () => {
      const options = fresh();
      const store = await open(options);
      expect(await store.loadAnalysis()).toBeNull();
      await store.addImports([importOf('a', smallTable(10))]);
      const revision = await store.revision();
      const customers = customersOf(70_000);
      const monthly = { months: [1], revenue: [2], orders: [3], buyers: [4], newBuyers: [5], lastIncomplete: false };
      const result = { ...resultOf(70_000), monthly };
      const models = { logistic: { weights: [1, 2, -3.5], nested: { deep: null } } };
      await store.saveAnalysis({ revision, result, customers: customersOf(3), models: {} });
      await store.saveAnalysis({ revision, result, customers, models });
      const again = await open(options);
      expect(bits(await again.loadAnalysis())).toEqual(bits({ revision, result, customers, models }));
      await store.addImports([importOf('b', smallTable(10))]);
      expect(await again.loadAnalysis()).toBeNull();
      await store.removeImport('b');
      expect((await again.loadAnalysis())?.customers.rows).toBe(70_000);
    });

    it('keeps what customers are worth, to the bit, and knows that older results have none', async () => {
      const store = await open(fresh());
      const revision = await store.revision();
      const plain = { revision, result: resultOf(3), customers: customersOf(3), models: {} };
      await store.saveAnalysis(plain);
      expect((await store.loadAnalysis())?.customers.worth).toBeUndefined();
      const worth = {
        pAlive: Float64Array.of(0.25, Number.NaN, 1),
        expectedOrders: Float64Array.of(1 / 3, Number.NaN, 7),
        residualClv: Float64Array.of(10.125, Number.NaN, Number.NaN),
      };
      const result = { ...plain.result, value: { ok: true, ...valuePart() } as const };
      await store.saveAnalysis({ ...plain, result, customers: { ...plain.customers, worth } });
      const kept = await store.loadAnalysis();
      expect(bits(kept?.customers.worth)).toEqual(bits(worth));
      expect(kept?.result.value).toEqual(result.value);
    });

    it('does not keep an analysis of imports that have changed since', async () => {
      const store = await open(fresh());
      await store.addImports([importOf('a', smallTable(10))]);
      const revision = await store.revision();
      const kept = { revision, result: resultOf(2), customers: customersOf(2), models: {} };
      await store.saveAnalysis(kept);
      await store.saveAnalysis({ ...kept, revision: 'of long ago', customers: customersOf(9) });
      expect((await store.loadAnalysis())?.customers.rows).toBe(2);
    });

    it('gives an empty customer list back', async () => {
      const store = await open(fresh());
      const kept = { revision: await store.revision(), result: resultOf(0), customers: customersOf(0), models: {} };
      await store.saveAnalysis(kept);
      expect(await store.loadAnalysis()).toEqual(kept);
    });

    it('tells other tabs of what changed, and not its own', async () => {
      const options = fresh();
      const store = await open(options);
      const heard: unknown[] = [];
      const stop = watchChanges('own', (change) => heard.push(change), { base: options.base! });
      const tabs: string[] = [];
      const raw = new BroadcastChannel(`${options.base!}-changes`);
      raw.onmessage = (event: MessageEvent<{ tab: string; change: string }>) =>
        tabs.push(`${event.data.tab} ${event.data.change}`);
      await store.addImports([importOf('a', smallTable(10))]);
      await store.wipe();
      await expect.poll(() => tabs).toEqual([`${tabId} imports`, `${tabId} wiped`]);
      raw.postMessage({ tab: 'another', change: 'analysis' });
      await expect.poll(() => heard).toEqual(['analysis']);
      stop();
      raw.close();
    });

    it('opens a database as version 1 wrote it', async () => {
      const options = fresh();
      const native = await openNative(ground.factory, options.base!, 10, makeV1);
      await fillV1(native);
      native.close();
      const store = await open(options);
      expect((await store.listImports()).map(({ id, addedAt, storedBytes }) => [id, addedAt, storedBytes])).toEqual([
        ['import-1', 1_700_000_000_000, 40],
      ]);
      const [stored] = await store.loadTables();
      expect(stored!.table).toEqual({
        rows: 2,
        names: ['name', 'when'],
        columns: [
          { type: 'text', codes: new Uint32Array([0, 0]), dictionary: ['Ada'], nulls: new Uint8Array([2]) },
          { type: 'instant', ms: new Float64Array([1, 2]), days: new Int32Array([0, 0]), zone: 'UTC', nulls: null },
        ],
      });
      expect(await store.loadRejects('import-1')).toEqual([{ line: 3, code: 'row/totals', values: {}, raw: 'Total,9' }]);
      expect(await store.getSetting('language')).toBe('zh-CN');
      const analysis = await store.loadAnalysis();
      expect(analysis?.customers.keys).toEqual(['Ada']);
      expect(analysis?.customers.risk).toEqual(new Float64Array([0.25]));
      expect(analysis?.models).toEqual({ logistic: [1] });
    });
  });
}

/** What a thread leaves that dies in the middle of writing. */
async function halfWrite(ground: Ground, name: string, startedAt: number): Promise<void> {
  const native = await openNative(ground.factory, name);
  const transaction = native.transaction(['imports', 'chunks', 'dictionaries', 'rejects'], 'readwrite');
  const ended = new Promise((resolve) => (transaction.oncomplete = resolve));
  const { report } = importOf('dead', smallTable(1));
  const row = {
    state: 'writing',
    hash: 'x',
    addedAt: 1,
    startedAt,
    report,
    storedBytes: 1,
    rows: 1,
    columns: [],
    rejectChunks: 0,
  };
  transaction.objectStore('imports').put({ id: 'dead', ...row });
  transaction.objectStore('imports').put({ id: 'replaced', ...row, state: 'removed' });
  for (const importId of ['dead', 'replaced']) {
    transaction.objectStore('chunks').put({ importId, column: 0, chunk: 0, arrays: { values: new Float64Array(10) } });
    transaction.objectStore('dictionaries').put({ importId, column: 0, chunk: 0, strings: ['a'], continued: false });
    transaction.objectStore('rejects').put({ importId, chunk: 0, rejects: [] });
  }
  await ended;
  native.close();
}

/** Version 1 as released, in the browser's own words; frozen. */
function makeV1(db: IDBDatabase): void {
  const imports = db.createObjectStore('imports', { keyPath: 'id' });
  imports.createIndex('state', 'state');
  imports.createIndex('hash', 'hash');
  db.createObjectStore('chunks', { keyPath: ['importId', 'column', 'chunk'] });
  db.createObjectStore('dictionaries', { keyPath: ['importId', 'column', 'chunk'] });
  db.createObjectStore('rejects', { keyPath: ['importId', 'chunk'] });
  db.createObjectStore('analyses', { keyPath: 'id' });
  db.createObjectStore('analysisChunks', { keyPath: ['column', 'chunk'] });
  db.createObjectStore('settings', { keyPath: 'key' });
}

async function fillV1(db: IDBDatabase): Promise<void> {
  const transaction = db.transaction([...db.objectStoreNames], 'readwrite');
  const ended = new Promise((resolve) => (transaction.oncomplete = resolve));
  const put = (name: string, value: unknown) => transaction.objectStore(name).put(value);
  const { report } = importOf('import-1', smallTable(2));
  const none = { zone: null, hasNulls: false, dictionaryChunks: 0 };
  put('imports', {
    id: 'import-1',
    state: 'complete',
    hash: 'h',
    addedAt: 1_700_000_000_000,
    startedAt: 1_700_000_000_000,
    report,
    storedBytes: 40,
    rows: 2,
    columns: [
      { ...none, name: 'name', type: 'text', hasNulls: true, dictionaryChunks: 2 },
      { ...none, name: 'when', type: 'instant', zone: 'UTC' },
    ],
    rejectChunks: 1,
  });
  const chunk = { importId: 'import-1', chunk: 0 };
  put('chunks', { ...chunk, column: 0, arrays: { codes: new Uint32Array([0, 0]), nulls: new Uint8Array([2]) } });
  put('chunks', { ...chunk, column: 1, arrays: { ms: new Float64Array([1, 2]), days: new Int32Array([0, 0]) } });
  put('dictionaries', { ...chunk, column: 0, strings: ['A'], continued: true });
  put('dictionaries', { ...chunk, column: 0, chunk: 1, strings: ['da'], continued: false });
  put('rejects', { ...chunk, rejects: [{ line: 3, code: 'row/totals', values: {}, raw: 'Total,9' }] });
  put('settings', { key: 'language', value: 'zh-CN' });
  put('analyses', {
    id: 'latest',
    revision: 'import-1',
    result: resultOf(1),
    models: { logistic: [1] },
    rows: 1,
    features: [],
    levels: [],
  });
  const typed = {
    orderCount: new Int32Array([1]),
    totalSpend: new Float64Array([9]),
    firstOrder: new Int32Array([1]),
    lastOrder: new Int32Array([1]),
    segment: new Uint8Array([0]),
    risk: new Float64Array([0.25]),
  };
  for (const [column, data] of Object.entries(typed)) put('analysisChunks', { column, chunk: 0, data });
  put('analysisChunks', { column: 'keys', chunk: 0, data: { strings: ['Ada'], continued: false } });
  put('analysisChunks', { column: 'labels', chunk: 0, data: { strings: [''], continued: false } });
  await ended;
}
