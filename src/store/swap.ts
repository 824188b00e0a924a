import { KithError } from '../domain';
import { ahead } from './ahead';
import { readRevision } from './import-reader';
import { dataStores, sameLock, write, type Database } from './schema';
import type { LockRow, StagedRow } from './versions/v3';

/** A record and the store it goes to. */
export interface StoreRow {
  readonly store: (typeof dataStores)[number];
  readonly row: object;
}

/** Records moved at a time within the last transaction: some megabytes. */
const movedAtOnce = 16;

/** Deletes what a crash left of a state that was being built. Only with the write lock held; `before` as for sweep. */
export async function sweepStaged({ tables }: Database, before: number): Promise<void> {
  if ((await tables.staged.limit(1).primaryKeys()).length === 0) return;
  const first = await tables.staged.toCollection().first();
  if (first !== undefined && first.startedAt < before) await tables.staged.clear();
}

/**
 * Puts a whole new state, and its lock, in the place of the one in force. The new records are written beside it in small
 * transactions, and take its place in one: a crash, a full disk, or a cancel (whatever `onMoved` throws) leaves the old
 * state as it was. The write lock must be held. `keepsImports`: the imports may not change meanwhile.
 * Errors: store/full, store/locked, store/failed.
 */
export async function replaceState(
  database: Database,
  batches: AsyncIterable<readonly StoreRow[]>,
  lock: LockRow | null | (() => LockRow | null),
  options: { readonly startedAt: number; readonly onMoved?: (moved: number, total: number) => void },
): Promise<void> {
  const { dexie, tables } = database;
  const { startedAt, onMoved = () => undefined } = options;
  const revision = await readRevision(database);
  let staged = 0;
  try {
    await tables.staged.clear();
    for await (const batch of ahead(batches)) {
      const rows = batch.map(({ store, row }): StagedRow => ({ startedAt, store, row }));
      await write(dexie, [tables.staged], () => tables.staged.bulkAdd(rows));
      staged += rows.length;
    }
    const data = dataStores.map((name) => dexie.table<object>(name));
    await write(dexie, [...data, tables.staged, tables.lock], async () => {
      await sameLock(database);
      const changed = (await readRevision(database)) !== revision || (await tables.staged.count()) !== staged;
      if (changed) throw new KithError('store/failed', { reason: 'another tab changed the data meanwhile' });
      for (const table of data) await table.clear();
      const take = (last: number) => tables.staged.where(':id').above(last).limit(movedAtOnce).toArray();
      let rows = await take(0);
      for (let moved = 0; moved < staged;) {
        const names = [...new Set(rows.map(({ store }) => store))];
        // The next are read while these are put.
        const [next] = await Promise.all([
          take(rows.at(-1)?.at ?? Infinity),
          ...names.map((name) => dexie.table(name).bulkPut(rows.filter(({ store }) => store === name).map(({ row }) => row))),
        ]);
        moved += rows.length;
        rows = next;
        onMoved(moved, staged);
      }
      await tables.staged.clear();
      const row = typeof lock === 'function' ? lock() : lock;
      if (row === null) await tables.lock.clear();
      else await tables.lock.put(row);
    });
  } catch (thrown) {
    // What cannot be deleted now is swept when the store is next opened.
    await tables.staged.clear().catch(() => undefined);
    throw thrown;
  }
}
