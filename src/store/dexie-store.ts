import { KithError } from '../domain';
import type { NewImport, Store, StoredAnalysis, Told } from './api';
import { keepAnalysis, readAnalysis } from './analysis-keeper';
import { openBackup, readAll, sealBatches, verifyWritten, writeBackup, type BackupSummary } from './backup';
import type { Sink } from './backup-format';
import { createTeller } from './changes';
import { toStoreError } from './errors';
import { bringBack, setAside, withHidden } from './import-aside';
import { readAside, readRecords, readRejects, readRevision, readTables } from './import-reader';
import { deleteImports, flip, planImport, sweep, writeChunks } from './import-writer';
import { readMarks, writeMarks } from './marks';
import { dataStores, sameLock, write, type Database } from './schema';
import { replaceState, sweepStaged, type StoreRow } from './swap';
import { openRows, sealRows, Vault, type StoreKey } from './vault';
import type { LockRow } from './versions/v3';
import type { WriteLock } from './write-lock';

/** What a store stands on. */
export interface Ground {
  readonly workspace: string;
  readonly database: Database;
  readonly lock: WriteLock;
  readonly now: () => number;
  /** How long wiping waits for a writer or another tab before it gives up. */
  readonly patienceMs: number;
}

/** Without a lock over all tabs, what began to be written less than this long ago may still be alive. */
const presumedAliveMs = 600_000;

/** Sweeps what no living writer can be writing. The lock must be held. */
export async function sweepDead({ database, lock, now }: Ground): Promise<void> {
  const before = lock.everywhere ? Infinity : now() - presumedAliveMs;
  await sweep(database, before);
  await sweepStaged(database, before);
}

async function guarded<T>(work: () => Promise<T>, needed = 0): Promise<T> {
  try {
    return await work();
  } catch (thrown) {
    throw toStoreError(thrown, needed);
  }
}

/** The store of src/store/api.ts over an open Dexie database. */
export function createStore(ground: Ground): Store {
  const { workspace, database, lock, patienceMs } = ground;
  const { dexie, tables } = database;
  const teller = createTeller(dexie.name);
  let upgradedElsewhere: KithError | null = null;
  // Dexie's own answers to these only add warnings to the console.
  for (const event of [dexie.on('versionchange'), dexie.on('blocked')]) {
    for (const subscriber of [...event.subscribers]) event.unsubscribe(subscriber as () => void);
  }
  dexie.on('versionchange', (event) => {
    if (event.newVersion === null || event.newVersion === 0) {
      // Another tab wipes: lets go at once, and opens a new database when next asked.
      dexie.close({ disableAutoOpen: false });
      return;
    }
    // A newer Kith in another tab is upgrading. To open again here would be to read what this build does not know.
    upgradedElsewhere = new KithError('store/newer', { found: event.newVersion / 10, known: dexie.verno });
    dexie.close();
  });
  const run = <T>(work: () => Promise<T>, needed?: number): Promise<T> =>
    guarded(() => {
      if (upgradedElsewhere !== null) throw upgradedElsewhere;
      return work();
    }, needed);

  async function addImports(
    imports: readonly NewImport[],
    onChunk?: (done: number, total: number) => void,
    signal?: AbortSignal,
  ): Promise<void> {
    if (imports.length === 0) return;
    const plans = imports.map((item) => planImport(item, ground.now()));
    const needed = plans.reduce((sum, plan) => sum + plan.row.storedBytes, 0);
    const stoppedBy: unknown[] = [];
    const tell = (done: number, total: number) => {
      try {
        signal?.throwIfAborted();
        onChunk?.(done, total);
      } catch (by) {
        stoppedBy.push(by);
        throw by;
      }
    };
    await lock.hold(async () => {
      try {
        await run(async () => {
          await sweepDead(ground);
          await writeChunks(database, plans, tell);
          if (signal !== undefined) {
            // A cancel that was sent meanwhile is a task that has to run; after this there is no way back.
            await new Promise((resolve) => setTimeout(resolve, 0));
            if (signal.aborted) stoppedBy.push(signal.reason);
            signal.throwIfAborted();
          }
          await flip(database, plans);
        }, needed);
      } catch (thrown) {
        const ids = plans.map((plan) => plan.row.id);
        // What cannot be deleted now stays invisible, and is swept when the store is next opened.
        await deleteImports(database, ids).catch(() => undefined);
        throw stoppedBy.length > 0 ? stoppedBy[0] : thrown;
      }
      teller.tell('imports');
      // Deletes the chunks of what was replaced. Should it fail, they are invisible already.
      await sweepDead(ground).catch(() => undefined);
    }, signal);
  }

  const rowsKept = async () => {
    let total = 0;
    for (const name of dataStores) total += await dexie.table(name).count();
    return total;
  };

  /** Everything kept, counted as it goes by. */
  async function* everything(onRow: Told): AsyncGenerator<readonly StoreRow[]> {
    const total = await rowsKept();
    let done = 0;
    for await (const { store, rows } of readAll(database)) {
      yield rows.map((row) => ({ store, row }));
      done += rows.length;
      // The second half is moving it.
      onRow(done, 2 * total);
    }
  }

  async function changeLock(
    next: { lock: LockRow; key: StoreKey } | null,
    onRow: Told = () => undefined,
    signal?: AbortSignal,
  ): Promise<void> {
    const vault = next === null ? null : new Vault(next.key);
    await lock.hold(async () => {
      await run(async () => {
        await sweepDead(ground);
        const batches = sealBatches(everything(onRow), vault);
        const onMoved: Told = (moved, total) => onRow(total + moved, 2 * total);
        await replaceState(database, batches, next?.lock ?? null, { startedAt: ground.now(), onMoved });
      });
      database.vault = vault;
    }, signal);
    teller.tell('lock');
  }

  async function restore(
    file: Blob,
    name: string,
    key: StoreKey | null,
    onPart: Told = () => undefined,
    signal?: AbortSignal,
  ): Promise<BackupSummary> {
    const backup = await openBackup(file, name, key);
    await lock.hold(async () => {
      await run(async () => {
        await sweepDead(ground);
        const onMoved: Told = (moved, total) => onPart(total + moved, 2 * total);
        const batches = backup.batches((done, total) => onPart(done, 2 * total));
        const startedAt = ground.now();
        if (backup.head.raw) {
          // Its lock, if it has one, is known when all of it is read; the records are as that lock left them.
          await replaceState(database, batches, () => backup.rawLock(), { startedAt, onMoved });
          database.vault = null;
          return;
        }
        // Its own lock, else the one in force: a workspace that was locked does not lie open after a restore.
        const vault = key === null ? database.vault : new Vault(key);
        const kept = key === null ? ((await tables.lock.get('lock')) ?? null) : backup.head.lock;
        await replaceState(database, sealBatches(batches, vault), kept, { startedAt, onMoved });
        database.vault = vault;
      });
    }, signal);
    teller.tell('replaced');
    return backup.manifest.summary;
  }

  async function backUp(sink: Sink, about: { now: number; app: string }, onRow: Told = () => undefined) {
    const written = await lock.hold(() => run(() => writeBackup(database, sink, about, onRow)));
    const key = database.vault?.key.data ?? null;
    return {
      summary: written.summary,
      length: written.length,
      verify: (file: Blob, onPart: Told) => verifyWritten(file, written, key, onPart),
    };
  }

  async function wipe(): Promise<void> {
    const patience = new AbortController();
    const timer = setTimeout(() => patience.abort(new KithError('store/blocked')), patienceMs);
    try {
      await lock.hold(async () => {
        clearTimeout(timer);
        await new Promise<void>((resolve, reject) => {
          const tooLong = setTimeout(() => reject(new KithError('store/blocked')), patienceMs);
          dexie
            .delete({ disableAutoOpen: false })
            .then(resolve, reject)
            .finally(() => clearTimeout(tooLong));
        });
      }, patience.signal);
    } finally {
      clearTimeout(timer);
    }
    teller.tell('wiped');
  }

  return {
    workspace,
    addImports,
    listImports: () => run(() => readRecords(database)),
    loadTables: (onChunk = () => undefined) => run(() => readTables(database, onChunk)),
    loadRejects: (importId) => run(() => readRejects(database, importId)),
    removeImport: (importId) =>
      run(async () => {
        await lock.hold(async () => deleteImports(database, await withHidden(tables, importId)));
        teller.tell('imports');
      }),
    setAside: (importIds) =>
      run(async () => {
        await setAside(database, importIds);
        teller.tell('imports');
      }),
    bringBack: (importIds) =>
      run(async () => {
        await bringBack(database, importIds);
        teller.tell('imports');
      }),
    listAside: () => run(() => readAside(database)),
    revision: () => run(() => readRevision(database)),
    saveAnalysis: (analysis: StoredAnalysis) =>
      run(async () => {
        if (await lock.hold(() => keepAnalysis(database, analysis))) teller.tell('analysis');
      }),
    loadAnalysis: () => run(() => readAnalysis(database)),
    getSetting: <T>(key: string) =>
      run(async () => {
        const row = await tables.settings.get(key);
        return row === undefined ? undefined : ((await openRows(database.vault, 'settings', [row]))[0]!.value as T);
      }),
    setSetting: (key, value) =>
      run(() =>
        lock.hold(async () => {
          const [row] = await sealRows(database.vault, 'settings', [{ key, value }]);
          await write(dexie, [tables.settings, tables.lock], async () => {
            await sameLock(database);
            await tables.settings.put(row!);
          });
        }),
      ),
    marks: () => run(() => readMarks(database)),
    editMarks: (edit) =>
      run(() =>
        lock.hold(async () => {
          await writeMarks(database, edit(await readMarks(database)));
          teller.tell('marks');
        }),
      ),
    contents: () =>
      run(async () => {
        const records = await readRecords(database);
        const rows = records.reduce((sum, { report }) => sum + report.rowsImported, 0);
        return { imports: records.length, rows, bytes: records.reduce((sum, record) => sum + record.storedBytes, 0) };
      }),
    lock: () => run(async () => (await tables.lock.get('lock')) ?? null),
    changeLock,
    rewriteLock: (row) =>
      run(() =>
        lock.hold(() =>
          write(dexie, [tables.lock], async () => {
            if ((await tables.lock.get('lock'))?.key !== row.key) throw new KithError('store/locked');
            await tables.lock.put(row);
          }),
        ),
      ),
    lockOtherTabs: () => teller.tell('lock-now'),
    backUp,
    restore: (file, name, key, onPart, signal) => guarded(() => restore(file, name, key, onPart, signal)),
    wipe: () => guarded(wipe),
    close: () => {
      teller.close();
      dexie.close();
    },
  };
}
