import Dexie from 'dexie';
import { KithError, type Reject } from '../domain';
import type { NewImport } from './api';
import { bytesOf } from './chunks';
import { partBytes } from './dictionaries';
import { dropAside, nextTurn } from './import-aside';
import { Packing } from './packing';
import { sameLock, write, type Database, type Tables } from './schema';
import { sealRows, type Vault } from './vault';
import type { ImportRow, RejectsRow } from './versions/v1';
import type { ChunkRow, DictionaryRow } from './versions/v2';

/** Bytes that one transaction writes, more or less: small enough that memory and waiting stay low. */
const transactionBytes = 1 << 20;
const rejectsPerChunk = 1024;
const rejectCharacters = 1 << 20;

type Unit =
  | { readonly into: 'chunks'; readonly row: ChunkRow; readonly bytes: number }
  | { readonly into: 'dictionaries'; readonly row: DictionaryRow; readonly bytes: number }
  | { readonly into: 'rejects'; readonly row: RejectsRow; readonly bytes: number };

interface Plan {
  readonly row: ImportRow;
  readonly units: number;
  /** Makes the records one by one, so that only those of one transaction are held twice. */
  readonly make: () => Generator<Unit>;
}

function cutRejects(rejects: readonly Reject[]): Reject[][] {
  const chunks: Reject[][] = [];
  let characters = Infinity;
  for (const reject of rejects) {
    let chunk = chunks[chunks.length - 1];
    if (chunk === undefined || chunk.length >= rejectsPerChunk || characters + reject.raw.length > rejectCharacters) {
      chunks.push((chunk = []));
      characters = 0;
    }
    chunk.push(reject);
    characters += reject.raw.length;
  }
  return chunks;
}

/** Everything one import becomes in the database. */
export function planImport(item: NewImport, startedAt: number): Plan {
  const { table } = item;
  const packing = item.packing ?? new Packing(table);
  const { chunks, storedBytes } = packing;
  const dictionaries = table.columns.map((_, column) => packing.dictionary(column));
  const rejects = cutRejects(item.rejects);
  return {
    row: {
      id: item.id,
      state: 'writing',
      hash: item.report.hash,
      addedAt: item.addedAt,
      startedAt,
      report: item.report,
      storedBytes,
      rows: table.rows,
      columns: table.columns.map((column, at) => ({
        name: table.names[at] ?? '',
        type: column.type,
        zone: column.type === 'instant' ? column.zone : null,
        hasNulls: column.nulls !== null,
        dictionaryChunks: dictionaries[at]?.length ?? 0,
      })),
      rejectChunks: rejects.length,
    },
    units: chunks * table.columns.length + dictionaries.reduce((sum, parts) => sum + parts.length, 0) + rejects.length,
    *make() {
      for (let column = 0; column < table.columns.length; column++) {
        for (let chunk = 0; chunk < chunks; chunk++) {
          const arrays = packing.take(column, chunk);
          yield { into: 'chunks', row: { importId: item.id, column, chunk, arrays }, bytes: bytesOf(arrays) };
        }
        for (const [chunk, part] of dictionaries[column]!.entries()) {
          const row = { importId: item.id, column, chunk, ...part };
          yield { into: 'dictionaries', row, bytes: partBytes(part) };
        }
      }
      for (const [chunk, part] of rejects.entries()) {
        yield { into: 'rejects', row: { importId: item.id, chunk, rejects: part }, bytes: part.length * 256 };
      }
    },
  };
}

async function putUnits(tables: Tables, units: readonly Unit[]): Promise<void> {
  const chunks: ChunkRow[] = [];
  const dictionaries: DictionaryRow[] = [];
  const rejects: RejectsRow[] = [];
  for (const unit of units) {
    if (unit.into === 'chunks') chunks.push(unit.row);
    else if (unit.into === 'dictionaries') dictionaries.push(unit.row);
    else rejects.push(unit.row);
  }
  await Promise.all([
    chunks.length > 0 ? tables.chunks.bulkPut(chunks) : undefined,
    dictionaries.length > 0 ? tables.dictionaries.bulkPut(dictionaries) : undefined,
    rejects.length > 0 ? tables.rejects.bulkPut(rejects) : undefined,
  ]);
}

/** The units as a locked workspace keeps them. */
async function sealUnits(vault: Vault, units: readonly Unit[]): Promise<Unit[]> {
  return Promise.all(
    units.map(async (unit): Promise<Unit> => {
      const [row] = await sealRows<ChunkRow | DictionaryRow | RejectsRow>(vault, unit.into, [unit.row]);
      return { ...unit, row } as Unit;
    }),
  );
}

/** Writes every chunk of the plans, in transactions of some megabytes. What `onChunk` throws ends it. */
export async function writeChunks(
  database: Database,
  plans: readonly Plan[],
  onChunk: (done: number, total: number) => void,
): Promise<void> {
  const { dexie, tables, vault } = database;
  const total = plans.reduce((sum, plan) => sum + plan.units, 0);
  let done = 0;
  let held: Unit[] = [];
  let bytes = 0;
  // What the database is still writing while the next is made: two threads work instead of one waiting for the other.
  let writing: Promise<void> = Promise.resolve();
  const flush = async () => {
    if (held.length === 0) return;
    // Sealed before the transaction: none lives through an await of WebCrypto.
    const units = vault === null ? held : await sealUnits(vault, held);
    held = [];
    bytes = 0;
    const before = writing;
    writing = write(dexie, [tables.chunks, tables.dictionaries, tables.rejects], () => putUnits(tables, units)).then(() => {
      done += units.length;
    });
    writing.catch(() => undefined);
    await before;
    // Before the first is written there is nothing to tell.
    if (done > 0) onChunk(done, total);
  };
  const rows = await sealRows(
    vault,
    'imports',
    plans.map((plan) => plan.row),
  );
  await write(dexie, [tables.imports, tables.lock], async () => {
    await sameLock(database);
    await tables.imports.bulkAdd(rows);
  });
  try {
    for (const plan of plans) {
      for (const unit of plan.make()) {
        held.push(unit);
        bytes += unit.bytes;
        if (bytes >= transactionBytes) await flush();
      }
    }
    await flush();
  } finally {
    // Whoever cleans up after a failure must find all of it.
    await writing;
  }
  onChunk(done, total);
}

/**
 * The last, small transaction: makes the imports visible all at once, which hides earlier readings of the same files, and
 * lets go of what was undone before. Throws store/failed where the records are gone, because another tab emptied the database meanwhile.
 */
export async function flip(database: Database, plans: readonly Plan[]): Promise<void> {
  const { dexie, tables } = database;
  const ids = plans.map((plan) => plan.row.id);
  await write(dexie, [tables.imports, tables.lock], async () => {
    await sameLock(database);
    const mine = await tables.imports.bulkGet(ids);
    if (mine.some((row) => row?.state !== 'writing')) {
      throw new KithError('store/failed', { reason: 'the database was emptied while it was being written' });
    }
    const turn = await nextTurn(tables);
    await dropAside(tables);
    await tables.imports
      .where('id')
      .anyOf(ids)
      .modify((row) => Object.assign(row, { state: 'complete', turn: turn + ids.indexOf(row.id) }));
  });
}

/** Deletes imports with everything that belongs to them, in one transaction. Ids that are not there are no error. */
export async function deleteImports({ dexie, tables }: Database, ids: readonly string[]): Promise<void> {
  const { minKey } = Dexie;
  await write(dexie, [tables.imports, tables.chunks, tables.dictionaries, tables.rejects], async () => {
    for (const id of ids) {
      const low = [id, minKey, minKey];
      const high = [id, Dexie.maxKey, Dexie.maxKey];
      await tables.chunks.where('[importId+column+chunk]').between(low, high, true, true).delete();
      await tables.dictionaries.where('[importId+column+chunk]').between(low, high, true, true).delete();
      await tables.rejects.where('[importId+chunk]').between(low.slice(0, 2), high.slice(0, 2), true, true).delete();
    }
    await tables.imports.bulkDelete([...ids]);
  });
}

/**
 * Deletes what was left half-written or half-removed. Only with the write lock held; `before`: only what began to be
 * written before that time, for browsers where the lock proves nothing of other tabs.
 */
export async function sweep(database: Database, before: number): Promise<void> {
  const left = await database.tables.imports.where('state').anyOf('writing', 'removed').toArray();
  const dead = left.filter((row) => row.state === 'removed' || row.startedAt < before).map((row) => row.id);
  if (dead.length > 0) await deleteImports(database, dead);
}
