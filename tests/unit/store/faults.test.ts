import { IDBDatabase as FakeDatabase, IDBKeyRange, IDBObjectStore as FakeStore, indexedDB } from 'fake-indexeddb';
import { afterAll, afterEach, expect, it } from 'vitest';
import { KithError } from '../../../src/domain';
import { createLock, openStore, type OpenOptions, type Store } from '../../../src/store';
import { fill, memory, stateOf } from './keeping-suite';
import { importOf, smallTable } from './samples';
import { codeOf } from './store-suite';
import { createThreadLocks } from './thread-locks';

/** 'kill': the thread is gone, with its tab or without, and says nothing more. The others are told to the code. */
type Fault = 'kill' | 'abort' | 'quota' | 'disk';
type Call = 'put' | 'add' | 'clear' | 'delete';

interface Where {
  readonly store: string;
  readonly call: Call;
  /** Which of the calls of that kind, from the operation's beginning. */
  readonly nth: number;
}

let armed: (Omit<Where, 'nth'> & { nth: number; readonly fault: Fault }) | null = null;
let struck = false;
/** Databases of threads that are gone; a thread's own open, too, answers nothing any more. */
const dead = new WeakSet<object>();
let running: { alive: boolean } = { alive: true };

function strike(store: IDBObjectStore, call: Call): void {
  if (armed === null || armed.store !== store.name || armed.call !== call || --armed.nth > 0) return;
  const { fault } = armed;
  armed = null;
  struck = true;
  const { transaction } = store;
  if (fault === 'kill') {
    dead.add(transaction.db);
    running.alive = false;
  }
  // As in browsers: a request that the disk refuses takes its transaction along, which then carries the reason.
  if (fault === 'quota') Object.defineProperty(transaction, 'error', { value: new DOMException('full', 'QuotaExceededError') });
  transaction.abort();
  if (fault === 'disk') throw new DOMException('the disk cannot be written', 'UnknownError');
}

type Patched = Record<string, (...given: unknown[]) => unknown>;
const calls = FakeStore.prototype as unknown as Patched;
const realCalls: Partial<Patched> = {};
for (const call of ['put', 'add', 'clear', 'delete'] as const) {
  const real = (realCalls[call] = calls[call]!);
  calls[call] = function (this: IDBObjectStore, ...given) {
    strike(this, call);
    return real.apply(this, given);
  };
}
const databases = FakeDatabase.prototype as unknown as Patched;
const realTransaction = databases['transaction']!;
databases['transaction'] = function (this: object, ...given) {
  if (dead.has(this)) throw new DOMException('the thread is gone', 'InvalidStateError');
  return realTransaction.apply(this, given);
};

const table: string[] = [];
afterAll(() => {
  Object.assign(calls, realCalls);
  databases['transaction'] = realTransaction;
  console.log(table.join('\n'));
});

let counter = 0;
const opened: Store[] = [];
afterEach(() => {
  armed = null;
  for (const store of opened.splice(0)) store.close();
});

/** A thread of its own: what it holds goes with it, its locks too. */
async function thread(base: string, more: Partial<OpenOptions> = {}): Promise<Store> {
  const life = (running = { alive: true });
  const factory = Object.create(indexedDB, {
    open: {
      value: (name: string, version?: number) => {
        if (!life.alive) throw new DOMException('the thread is gone', 'InvalidStateError');
        return indexedDB.open(name, version);
      },
    },
  }) as IDBFactory;
  const store = await openStore('own', { indexedDB: factory, IDBKeyRange, base, locks: createThreadLocks(), ...more });
  opened.push(store);
  return store;
}

/** Records that belong to no visible import, or to a state that was being built. */
async function orphans(base: string): Promise<number> {
  const db = await new Promise<IDBDatabase>((resolve, reject) => {
    const request = indexedDB.open(base);
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error ?? new Error('failed'));
  });
  const all = (name: string) =>
    new Promise<{ id?: string; importId?: string; state?: string }[]>((resolve) => {
      const request = db.transaction(name).objectStore(name).getAll();
      request.onsuccess = () => resolve(request.result as []);
    });
  const imports = await all('imports');
  const ids = new Set(imports.map(({ id }) => id));
  let count = imports.filter(({ state }) => state !== 'complete').length + (await all('staged')).length;
  for (const name of ['chunks', 'dictionaries', 'rejects']) {
    count += (await all(name)).filter(({ importId }) => !ids.has(importId)).length;
  }
  db.close();
  return count;
}

const rejects = [{ line: 9, code: 'row/too-many-fields' as const, values: {}, raw: 'x' }];
const added = () => importOf('new', smallTable(66_000), {}, rejects);
const again = () => importOf('new', smallTable(66_000), { hash: 'hash-b' }, rejects);
const lockOf = createLock('correct horse');
const backupOf = async (store: Store): Promise<Blob> => {
  const sink = memory();
  await store.backUp(sink, { now: 1, app: '0' });
  return sink.file();
};
const other = (async () => {
  const store = await thread('kith-faults-other');
  await store.addImports([importOf('other', smallTable(100))]);
  return backupOf(store);
})();

const operations = {
  import: (store: Store) => store.addImports([added()]),
  're-import': (store: Store) => store.addImports([again()]),
  undo: (store: Store) => store.setAside(['b']),
  remove: (store: Store) => store.removeImport('b'),
  lock: async (store: Store) => store.changeLock(await lockOf),
  restore: async (store: Store) => store.restore(await other, 'other.kith', null),
} as const;
type Operation = keyof typeof operations;

/** After a fault at each of these the state must be what it was: nothing is decided before the last transaction is through. */
const points: readonly (readonly [string, Operation, Where])[] = [
  ['announcing an import', 'import', { store: 'imports', call: 'add', nth: 1 }],
  ['its first chunk', 'import', { store: 'chunks', call: 'put', nth: 1 }],
  ['a chunk in the middle', 'import', { store: 'chunks', call: 'put', nth: 4 }],
  ['its words', 'import', { store: 'dictionaries', call: 'put', nth: 1 }],
  ['its rows not taken in', 'import', { store: 'rejects', call: 'put', nth: 1 }],
  ['making it seen', 'import', { store: 'imports', call: 'put', nth: 1 }],
  ['a chunk of a file that comes again', 're-import', { store: 'chunks', call: 'put', nth: 3 }],
  ['showing the later reading of a file', 're-import', { store: 'imports', call: 'put', nth: 1 }],
  ['hiding an import', 'undo', { store: 'imports', call: 'put', nth: 1 }],
  ['the first chunks of a file taken out', 'remove', { store: 'chunks', call: 'delete', nth: 1 }],
  ['the last record of a file taken out', 'remove', { store: 'imports', call: 'delete', nth: 1 }],
  ['sealing the first records', 'lock', { store: 'staged', call: 'add', nth: 1 }],
  ['sealing the last records', 'lock', { store: 'staged', call: 'add', nth: 20 }],
  ['clearing what was readable', 'lock', { store: 'chunks', call: 'clear', nth: 1 }],
  ['putting sealed records in place', 'lock', { store: 'chunks', call: 'put', nth: 2 }],
  ['putting the lock in place', 'lock', { store: 'lock', call: 'put', nth: 1 }],
  ['writing a backup’s records beside', 'restore', { store: 'staged', call: 'add', nth: 2 }],
  ['clearing what was there', 'restore', { store: 'imports', call: 'clear', nth: 1 }],
  ['putting a backup’s records in place', 'restore', { store: 'chunks', call: 'put', nth: 1 }],
  ['clearing what was written beside', 'restore', { store: 'staged', call: 'clear', nth: 2 }],
];
const faults: readonly Fault[] = ['kill', 'abort', 'quota', 'disk'];

for (const [name, operation, where] of points) {
  it.each(faults)(`${operation}, ${name}: %s`, async (fault) => {
    await lockOf;
    await other;
    const base = `kith-faults-${++counter}`;
    const store = await thread(base);
    await fill(store);
    const before = await stateOf(store);
    struck = false;
    armed = { ...where, fault };
    const ended = await Promise.race([
      codeOf(operations[operation](store)),
      // A thread that is gone may leave its promise open for ever.
      new Promise((resolve) => setTimeout(resolve, 1500, 'silence')),
    ]);
    expect(struck, 'the point was reached').toBe(true);
    const expected = fault === 'quota' ? ['store/full'] : ['store/failed'];
    if (fault === 'kill') expected.push('silence', 'store/failed');
    expect(expected).toContain(ended);
    // Whoever comes next finds the last good state, whole, and nothing beside it.
    const next = await thread(base);
    expect(await stateOf(next)).toEqual(before);
    expect(await orphans(base)).toBe(0);
    // And it can be done after all.
    expect(await codeOf(operations[operation](next))).toBe('resolved');
    table.push(
      `${operation.padEnd(9)} | ${name.padEnd(38)} | ${fault.padEnd(5)} | ${String(ended).padEnd(12)} | old state, 0 orphans`,
    );
  });
}

it('a backup that the disk cuts short says so, and the workspace is as it was', async () => {
  const store = await thread('kith-faults-backup');
  await fill(store);
  const before = await stateOf(store);
  let writes = 0;
  const full = {
    write: () => (++writes > 3 ? Promise.reject(new KithError('backup/unwritten', { reason: 'full' })) : Promise.resolve()),
  };
  expect(await codeOf(store.backUp(full, { now: 1, app: '0' }))).toBe('backup/unwritten');
  expect(await stateOf(store)).toEqual(before);
  table.push('backup    | the disk fills up                      | disk  | backup/unwritten | old state');
});

it('a clock that was set back neither sweeps a living import nor keeps a dead one', async () => {
  let now = 2_000_000_000_000;
  const base = 'kith-faults-clock';
  const store = await thread(base, { now: () => now });
  await store.addImports([importOf('a', smallTable(10))]);
  armed = { store: 'chunks', call: 'put', nth: 2, fault: 'kill' };
  await Promise.race([
    codeOf(store.addImports([importOf('b', smallTable(10))])),
    new Promise((resolve) => setTimeout(resolve, 500)),
  ]);
  now = 1;
  const next = await thread(base, { now: () => now });
  expect((await next.listImports()).map(({ id }) => id)).toEqual(['a']);
  expect(await orphans(base)).toBe(0);
  table.push('import    | the clock is set back after a crash    | kill  | silence      | old state, 0 orphans');
});
