import { expect, it } from 'vitest';
import { createKeepingHandlers } from '../../src/jobs/keeping-handlers';
import { createLock, lockOfBackup, openBackup, openStore, rescue, unlock } from '../../src/store';
import { inThread } from '../unit/jobs/in-thread';
import { keepingSuite } from '../unit/store/keeping-suite';
import { importOf, randomColumn, smallTable } from '../unit/store/samples';

keepingSuite({ name: 'browser', factory: indexedDB, range: IDBKeyRange });

it('writes to a real file, reads it back, and leaves the file as it was where writing fails', async () => {
  const base = 'kith-keeping-files';
  const folder = await navigator.storage.getDirectory();
  const target = await folder.getFileHandle('a.kith', { create: true });
  const open: typeof openStore = (workspace, options) => openStore(workspace, { ...options, base });
  const jobs = inThread(createKeepingHandlers({ openStore: open, rescue, lockOfBackup, openBackup, unlock }));
  const store = await open('own');
  await store.addImports([importOf('a', smallTable(1000))]);
  const request = { workspace: 'own' as const, target, now: 1, app: '0' };
  const made = await jobs.run('backup', request).promise;
  expect(made.blob).toBeNull();
  const file = await target.getFile();
  expect(file.size).toBe(made.bytes);
  expect((await store.restore(file, 'a.kith', null)).rows).toBe(1000);
  // The disk refuses half way.
  const good = await file.arrayBuffer();
  const failing = new Proxy(target, {
    get: (real, name) => {
      if (name !== 'createWritable') return Reflect.get(real, name, real) as unknown;
      return async () => {
        const stream = await real.createWritable();
        const write = stream.write.bind(stream);
        let writes = 0;
        stream.write = (data) => (++writes > 2 ? Promise.reject(new DOMException('disk', 'QuotaExceededError')) : write(data));
        return stream;
      };
    },
  });
  const handlers = createKeepingHandlers({ openStore: open, rescue, lockOfBackup, openBackup, unlock });
  const steps = handlers.backup(
    { ...request, target: failing },
    {
      handOver: () => undefined,
      signal: new AbortController().signal,
    },
  );
  const ended = (async () => {
    for (;;) if ((await steps.next()).done === true) return 'done';
  })();
  await expect(ended).rejects.toMatchObject({ code: 'backup/unwritten' });
  expect(new Uint8Array(await (await target.getFile()).arrayBuffer())).toEqual(new Uint8Array(good));
  await store.wipe();
  store.close();
});

/** Prints; asserts only that the rows come back. Time depends on the machine. */
it('prints what a lock, a backup and a restore of 1M rows cost', async () => {
  const rows = 1_000_000;
  const types = ['text', 'text', 'number', 'number', 'date', 'instant'] as const;
  const table = { rows, names: types.map((_, i) => `c${i}`), columns: types.map((type, i) => randomColumn(type, rows, true, i)) };
  const base = 'kith-keeping-timings';
  const store = await openStore('own', { base });
  const timed = async (what: string, work: () => Promise<unknown>) => {
    const at = performance.now();
    await work();
    console.log(`${what}: ${Math.round(performance.now() - at)} ms`);
  };
  await timed('write 1M rows of 6 columns, open', () => store.addImports([importOf('a', table)]));
  await timed('read, open', () => store.loadTables());
  const parts: Blob[] = [];
  await timed('back up', async () => {
    const sink = { write: (bytes: Uint8Array<ArrayBuffer>) => Promise.resolve(void parts.push(new Blob([bytes]))) };
    const written = await store.backUp(sink, { now: 1, app: '0' });
    await written.verify(new Blob(parts), () => undefined);
  });
  const file = new Blob(parts);
  console.log(`backup: ${Math.round(file.size / 1e6)} MB`);
  await timed('restore', () => store.restore(file, 'a.kith', null));
  await timed('turn the lock on', async () => store.changeLock(await createLock('correct horse')));
  await timed('read, locked', () => store.loadTables());
  await timed('write the same again, locked', () => store.addImports([importOf('b', table)]));
  await store.removeImport('b');
  await timed('turn the lock off', () => store.changeLock(null));
  expect((await store.loadTables())[0]!.table.rows).toBe(rows);
  await store.wipe();
  store.close();
});
