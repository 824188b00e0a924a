import { IDBKeyRange, IDBObjectStore as FakeStore, indexedDB } from 'fake-indexeddb';
import { afterAll, afterEach, expect, it } from 'vitest';
import { readFile } from '../../../src/ingest';
import { createIngestHandlers } from '../../../src/jobs/ingest-handlers';
import { createKeepingHandlers } from '../../../src/jobs/keeping-handlers';
import { createLock, lockOfBackup, openBackup, openStore, rescue, unlock, type Store } from '../../../src/store';
import { importOf, smallTable } from '../store/samples';
import { createThreadLocks } from '../store/thread-locks';
import { inThread } from './in-thread';
import { codeOf, ordersCsv } from './jobs-suite';

type Call = 'add' | 'put' | 'clear';
type Patched = Record<string, (...given: unknown[]) => unknown>;

/** What is to happen when the database is asked for something the nth time. */
let armed: { readonly store: string; readonly call: Call; nth: number; readonly then: () => void } | null = null;
const calls = FakeStore.prototype as unknown as Patched;
const real: Partial<Patched> = {};
for (const call of ['add', 'put', 'clear'] as const) {
  const made = (real[call] = calls[call]!);
  calls[call] = function (this: IDBObjectStore, ...given) {
    if (armed !== null && armed.store === this.name && armed.call === call && --armed.nth === 0) {
      armed.then();
      armed = null;
    }
    return made.apply(this, given);
  };
}
afterAll(() => Object.assign(calls, real));

let counter = 0;
const opened: Store[] = [];
afterEach(async () => {
  armed = null;
  for (const store of opened.splice(0)) {
    await store.wipe();
    store.close();
  }
});

async function ground() {
  const options = { indexedDB, IDBKeyRange, base: `kith-cancel-${++counter}`, locks: createThreadLocks() };
  const open: typeof openStore = (workspace, more) => openStore(workspace, { ...options, ...more });
  const parts = { openStore: open, rescue, lockOfBackup, openBackup, unlock };
  const client = inThread({ ...createIngestHandlers({ readFile, openStore: open }), ...createKeepingHandlers(parts) });
  const store = await open('own');
  opened.push(store);
  return { client, store, locks: options.locks, base: options.base };
}

const countOf = (base: string, name: string) =>
  new Promise<number>((resolve, reject) => {
    const opening = indexedDB.open(base);
    opening.onerror = () => reject(opening.error ?? new Error('failed'));
    opening.onsuccess = () => {
      const db = opening.result;
      const counting = db.transaction(name).objectStore(name).count();
      counting.onsuccess = () => {
        db.close();
        resolve(counting.result);
      };
    };
  });

/** Where the cancel is sent, and what must come of it. After the flip has begun either may, but both must agree. */
const phases = [
  ['while its place is announced', { store: 'imports', call: 'add', nth: 1 }, 'cancelled'],
  ['at the first chunk', { store: 'chunks', call: 'put', nth: 1 }, 'cancelled'],
  ['in the middle of the chunks', { store: 'chunks', call: 'put', nth: 9 }, 'cancelled'],
  ['at the last words, when all is written aside', { store: 'dictionaries', call: 'put', nth: 3 }, 'cancelled'],
  ['while it is made seen', { store: 'imports', call: 'put', nth: 1 }, 'resolved'],
] as const;

it.each(phases)('an import cancelled %s: page and store agree', async (_, where, expected) => {
  const { client, store, base } = await ground();
  const { stagedId } = await client.run('read', { file: new Blob([ordersCsv(150_000)]), name: 'a.csv', options: {} }).promise;
  const committing = client.run('commit', { workspace: 'own', stagedIds: [stagedId], now: 1 });
  armed = { ...where, then: () => committing.cancel() };
  const ended = await codeOf(committing.promise);
  expect(armed, 'the point was reached').toBeNull();
  expect(ended).toBe(expected);
  expect(await store.listImports()).toHaveLength(expected === 'resolved' ? 1 : 0);
  if (expected === 'cancelled') {
    for (const name of ['imports', 'chunks', 'dictionaries', 'rejects']) expect(await countOf(base, name)).toBe(0);
    // The owner can change their mind.
    expect(await codeOf(client.run('commit', { workspace: 'own', stagedIds: [stagedId], now: 1 }).promise)).toBe('resolved');
  }
  expect((await store.loadTables())[0]!.table.rows).toBe(150_000);
});

it('an import cancelled while it waits for another writer is given up at once', async () => {
  const { client, store, locks, base } = await ground();
  const { stagedId } = await client.run('read', { file: new Blob([ordersCsv(30)]), name: 'a.csv', options: {} }).promise;
  let letGo = () => {};
  void locks.request(`${base}-write`, {}, () => new Promise<void>((resolve) => (letGo = resolve)));
  const committing = client.run('commit', { workspace: 'own', stagedIds: [stagedId], now: 1 });
  setTimeout(() => committing.cancel(), 30);
  expect(await codeOf(committing.promise)).toBe('cancelled');
  letGo();
  expect(await store.listImports()).toEqual([]);
});

it('a lock or a restore that is cancelled is answered by what came of it', async () => {
  const { client, store } = await ground();
  await store.addImports([importOf('a', smallTable(30))]);
  const parts: Uint8Array<ArrayBuffer>[] = [];
  await store.backUp({ write: (bytes) => Promise.resolve(void parts.push(bytes.slice())) }, { now: 1, app: '0' });
  const restoring = () => client.run('restore', { workspace: 'own', file: new Blob(parts), name: 'a.kith', secret: null });
  await store.addImports([importOf('b', smallTable(30))]);
  const early = restoring();
  armed = { store: 'staged', call: 'add', nth: 1, then: () => early.cancel() };
  expect(await codeOf(early.promise)).toBe('cancelled');
  expect(await store.listImports()).toHaveLength(2);
  const late = restoring();
  armed = { store: 'staged', call: 'clear', nth: 2, then: () => late.cancel() };
  expect(await codeOf(late.promise)).toBe('resolved');
  expect(await store.listImports()).toHaveLength(1);

  const next = await createLock('correct horse');
  const locking = () => client.run('changeLock', { workspace: 'own', next });
  const soon = locking();
  armed = { store: 'staged', call: 'add', nth: 1, then: () => soon.cancel() };
  expect(await codeOf(soon.promise)).toBe('cancelled');
  expect(await store.lock()).toBeNull();
  const over = locking();
  armed = { store: 'lock', call: 'put', nth: 1, then: () => over.cancel() };
  expect(await codeOf(over.promise)).toBe('resolved');
  expect((await store.lock())?.key).toBe(next.lock.key);
});
