import { readFileSync } from 'node:fs';
import { IDBKeyRange, indexedDB } from 'fake-indexeddb';
import { afterAll, afterEach, expect, it } from 'vitest';
import { KithError } from '../../../src/domain';
import { createLock, openStore, type OpenOptions, type Store } from '../../../src/store';
import { faults, isDeadly, setTraps, threadFactory, trouble, type Fault, type Where } from './faulty-database';
import { putFrozen, rawOf, readFrozen, seenIn } from './frozen-samples';
import { fill, memory, stateOf } from './keeping-suite';
import { importOf, smallTable } from './samples';
import { codeOf } from './store-suite';
import { createThreadLocks } from './thread-locks';

// `npm run faults` prints, at the end, every point with what each fault came to: the code that the reader is told.
const removeTraps = setTraps();
const table = new Map<string, Map<string, string>>();
function note(operation: string, point: string, fault: string, outcome: unknown): void {
  const key = `${operation.padEnd(10)} | ${point.padEnd(48)}`;
  const row = table.get(key) ?? new Map<string, string>();
  table.set(key, row.set(fault, String(outcome)));
}
afterAll(() => {
  removeTraps();
  const rows = [...table].map(([key, row]) => `${key} | ${[...row].map(([fault, outcome]) => `${fault} ${outcome}`).join(', ')}`);
  const strikes = [...table.values()].reduce((sum, row) => sum + row.size, 0);
  console.log(`${rows.join('\n')}\n${table.size} points, ${strikes} faults; after each: the last good state, no orphan chunk`);
});

let counter = 0;
const opened: Store[] = [];
afterEach(() => {
  trouble.armed = null;
  trouble.now = 2_000_000_000_000;
  for (const store of opened.splice(0)) store.close();
});

/** A thread of its own: what it holds goes with it, its locks too. */
async function thread(base: string, more: Partial<OpenOptions> = {}): Promise<Store> {
  const ground = { indexedDB: threadFactory(), IDBKeyRange, base, locks: createThreadLocks(), now: () => trouble.now };
  const store = await openStore('own', { ...ground, ...more });
  opened.push(store);
  return store;
}

/** Records that belong to no visible import, or to a state that was being built. */
async function orphans(base: string): Promise<number> {
  const { stores } = await rawOf(indexedDB, base);
  const all = (name: string) =>
    (stores.find((store) => store.name === name)?.rows ?? []) as { id?: string; importId?: string; state?: string }[];
  const ids = new Set(all('imports').map(({ id }) => id));
  let count = all('imports').filter(({ state }) => state !== 'complete' && state !== 'undone').length + all('staged').length;
  for (const name of ['chunks', 'dictionaries', 'rejects']) {
    count += all(name).filter(({ importId }) => !ids.has(importId)).length;
  }
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
  'bring back': (store: Store) => store.bringBack(['b']),
  remove: (store: Store) => store.removeImport('b'),
  lock: async (store: Store) => store.changeLock(await lockOf),
  note: (store: Store) =>
    store.editMarks(() => ({
      notes: [{ id: 'new', kind: 'note', who: ['x'], text: 'y', day: 1, done: null, at: 2 }],
      tags: [{ id: 't', name: 'Others', members: [['x']] }],
      dropNotes: ['n'],
      dropTags: [],
    })),
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
  ['showing it again', 'bring back', { store: 'imports', call: 'put', nth: 1 }],
  ['the first chunks of a file taken out', 'remove', { store: 'chunks', call: 'delete', nth: 1 }],
  ['the last record of a file taken out', 'remove', { store: 'imports', call: 'delete', nth: 1 }],
  ['a note that goes', 'note', { store: 'notes', call: 'delete', nth: 1 }],
  ['a note that comes', 'note', { store: 'notes', call: 'put', nth: 1 }],
  ['a tag that changes', 'note', { store: 'tags', call: 'put', nth: 1 }],
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

/** How an operation ends that a fault strikes: its code, or 'silence' of a thread that is gone. */
async function endOf(doing: Promise<unknown>, fault: Fault): Promise<unknown> {
  const silence = async () => {
    while (!trouble.struck) await new Promise((resolve) => setTimeout(resolve, 10));
    // A thread that is gone may leave its promise open for ever.
    await new Promise((resolve) => setTimeout(resolve, isDeadly(fault) ? 300 : 60_000));
    return 'silence';
  };
  return Promise.race([codeOf(doing), silence()]);
}

function expectTold(ended: unknown, fault: Fault): void {
  const expected = isDeadly(fault) ? ['silence', 'store/failed'] : [fault === 'quota' ? 'store/full' : 'store/failed'];
  expect(expected).toContain(ended);
}

for (const [name, operation, where] of points) {
  it.each(faults)(`${operation}, ${name}: %s`, async (fault) => {
    await lockOf;
    await other;
    const base = `kith-faults-${++counter}`;
    const store = await thread(base);
    await fill(store);
    if (operation === 'bring back') await store.setAside(['b']);
    const before = await stateOf(store);
    trouble.struck = false;
    trouble.armed = { ...where, fault };
    const ended = await endOf(operations[operation](store), fault);
    expect(trouble.struck, 'the point was reached').toBe(true);
    expectTold(ended, fault);
    // Whoever comes next finds the last good state, whole, and nothing beside it.
    const next = await thread(base);
    expect(await stateOf(next)).toEqual(before);
    expect(await orphans(base)).toBe(0);
    // And it can be done after all.
    expect(await codeOf(operations[operation](next))).toBe('resolved');
    note(operation, name, fault, ended);
  });
}

/** While a database of an earlier version is opened: its upgrade, and the sweeping of what a crash had left in it. */
const openings: readonly (readonly [string, 'v1' | 'v2' | 'v3' | 'v4', Where])[] = [
  ['version 1 to 4: making a place for the lock', 'v1', { store: 'lock', call: 'create', nth: 1 }],
  ['version 1 to 4: making a place for new states', 'v1', { store: 'staged', call: 'create', nth: 1 }],
  ['version 1 to 4: sweeping what a crash had left', 'v1', { store: 'chunks', call: 'delete', nth: 1 }],
  ['version 2 to 4: making a place for the lock', 'v2', { store: 'lock', call: 'create', nth: 1 }],
  ['version 2 to 4: making a place for new states', 'v2', { store: 'staged', call: 'create', nth: 1 }],
  ['version 2 to 4: sweeping what a crash had left', 'v2', { store: 'imports', call: 'delete', nth: 1 }],
  ['version 3 to 4: making a place for notes', 'v3', { store: 'notes', call: 'create', nth: 1 }],
  ['version 3 to 4: making a place for tags', 'v3', { store: 'tags', call: 'create', nth: 1 }],
  ['version 3 to 4: sweeping what a crash had left', 'v3', { store: 'chunks', call: 'delete', nth: 1 }],
  ['version 4: sweeping what a crash had left', 'v4', { store: 'chunks', call: 'delete', nth: 1 }],
];

for (const [name, version, where] of openings) {
  it.each(faults)(`upgrade, ${name}: %s`, async (fault) => {
    const file = readFileSync(new URL(`./frozen/${version}.json.gz`, import.meta.url));
    const { database, seen } = await readFrozen(new Blob([file]));
    const base = `kith-faults-${++counter}`;
    await putFrozen(indexedDB, base, database);
    trouble.struck = false;
    trouble.armed = { ...where, fault };
    const ended = await endOf(thread(base), fault);
    expect(trouble.struck, 'the point was reached').toBe(true);
    if (where.call === 'delete' || fault === 'disk') {
      // What cannot be swept is left for the next opening; and a failed upgrade Dexie tries once more of its own accord.
      expect(ended).toBe('resolved');
    } else {
      expectTold(ended, fault);
      expect(await rawOf(indexedDB, base)).toEqual(database);
    }
    const next = await thread(base);
    expect(await seenIn(next)).toEqual(seen);
    expect(await orphans(base)).toBe(0);
    note('upgrade', name, fault, ended);
  });
}

/** Writes of a backup, in order: the head, its parts, the manifest, the trailer. */
const backupPoints = [
  ['writing the head of the file', () => 1],
  ['writing a part in the middle', (writes: number) => writes >> 1],
  ['writing the list of parts', (writes: number) => writes - 1],
  ['writing the last bytes', (writes: number) => writes],
] as const;

it.each(backupPoints)('backup, %s: the disk fills up, the thread is gone', async (name, which) => {
  const base = `kith-faults-${++counter}`;
  const store = await thread(base);
  await fill(store);
  const before = await stateOf(store);
  let writes = 0;
  await store.backUp({ write: () => Promise.resolve(void writes++) }, { now: 1, app: '0' });
  const at = which(writes);
  for (const fault of ['disk', 'kill'] as const) {
    let left = at;
    const never = new Promise<void>(() => undefined);
    const full = () => Promise.reject(new KithError('backup/unwritten', { reason: 'full' }));
    const write = () => (--left > 0 ? Promise.resolve() : fault === 'kill' ? never : full());
    trouble.struck = true;
    const ended = await endOf(store.backUp({ write }, { now: 1, app: '0' }), fault);
    expect(left, 'the point was reached').toBe(0);
    expect(ended).toBe(fault === 'kill' ? 'silence' : 'backup/unwritten');
    const next = await thread(base);
    expect(await stateOf(next)).toEqual(before);
    expect(await orphans(base)).toBe(0);
    note('backup', name, fault, ended);
  }
});

/** Damage to a file, and where: the head, a part, the list of parts, the trailer, by share of its length. */
const damages = [
  ['its head', 0.0005],
  ['a part of it', 0.5],
  ['its last quarter', 0.75],
  ['its last bytes', 1],
] as const;

function damaged(bytes: Uint8Array<ArrayBuffer>, share: number, how: 'truncated' | 'bit-flipped'): Blob {
  const at = Math.min(bytes.length - 1, Math.max(20, Math.floor(bytes.length * share)));
  if (how === 'truncated') return new Blob([bytes.subarray(0, at)]);
  const flipped = bytes.slice();
  flipped[at]! ^= 1 << (at % 8);
  return new Blob([flipped]);
}

it.each(damages)('backup and restore, %s: truncated, bit-flipped, unreadable', async (name, share) => {
  const base = `kith-faults-${++counter}`;
  const store = await thread(base);
  await fill(store);
  const before = await stateOf(store);
  const sink = memory();
  const written = await store.backUp(sink, { now: 1, app: '0' });
  const bytes = new Uint8Array(await sink.file().arrayBuffer());
  const target = await thread(`${base}-target`);
  await target.addImports([importOf('there', smallTable(10))]);
  const there = await stateOf(target);
  for (const how of ['truncated', 'bit-flipped'] as const) {
    const file = damaged(bytes, share, how);
    const read = await codeOf(written.verify(file, () => undefined));
    expect(read).toBe('backup/unwritten');
    note('backup', `reading back, ${name}`, how, read);
    const restored = await codeOf(target.restore(file, 'a.kith', null));
    expect(how === 'truncated' ? ['backup/truncated'] : ['backup/damaged', 'backup/truncated']).toContain(restored);
    expect(await stateOf(target)).toEqual(there);
    expect(await orphans(`${base}-target`)).toBe(0);
    note('restore', `reading ${name}`, how, restored);
  }
  // The stick is pulled out while it is read.
  let reads = 0;
  const failing = new Proxy(sink.file(), {
    get: (blob, field) => {
      if (field === 'slice' && ++reads > 2 + Math.floor(share * 4)) {
        return () => ({ arrayBuffer: () => Promise.reject(new DOMException('gone', 'NotReadableError')) });
      }
      const value: unknown = Reflect.get(blob, field, blob);
      return typeof value === 'function' ? (value.bind(blob) as unknown) : value;
    },
  });
  const code = await codeOf(target.restore(failing, 'a.kith', null));
  expect(code).toBe('file/unreadable');
  expect(await stateOf(target)).toEqual(there);
  expect(await orphans(`${base}-target`)).toBe(0);
  note('restore', `reading ${name}`, 'unreadable', code);
  expect(await stateOf(store)).toEqual(before);
});

it('a clock that is set back sweeps no import that lives', async () => {
  const base = 'kith-faults-clock';
  const locks = createThreadLocks();
  const store = await thread(base, { locks });
  await store.addImports([importOf('a', smallTable(10))]);
  let looked: Promise<Store> | null = null;
  await store.addImports([importOf('b', smallTable(66_000))], () => {
    trouble.now = 1;
    looked ??= thread(base, { locks });
  });
  expect((await (await looked!).listImports()).map(({ id }) => id)).toContain('a');
  expect((await store.loadTables()).map(({ table: { rows } }) => rows)).toEqual([10, 66_000]);
});
