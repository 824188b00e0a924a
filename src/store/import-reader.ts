import Dexie from 'dexie';
import { KithError, type Column, type Reject } from '../domain';
import type { ImportRecord, StoredTable } from './api';
import { chunkCount, joinColumn, missing } from './chunks';
import { joinDictionary } from './dictionaries';
import { asideImports, visibleImports } from './import-aside';
import type { Database, Tables } from './schema';
import { isSealed, openRows, type Vault } from './vault';
import type { ImportRow } from './versions/v1';

/** Columns asked for side by side: four read 1M rows twice as fast as one, and more gain nothing but memory. */
const columnsAtOnce = 4;

function toRecord(row: ImportRow): ImportRecord {
  return { id: row.id, addedAt: row.addedAt, report: row.report, storedBytes: row.storedBytes };
}

/** Imports that readers may see, oldest first. */
async function completeImports(tables: Tables, vault: Vault | null): Promise<ImportRow[]> {
  const rows = await visibleImports(tables);
  if (vault === null) {
    if (rows.some(isSealed)) throw new KithError('store/locked');
    return rows;
  }
  // When they were added is sealed: in order only now.
  return (await openRows(vault, 'imports', rows)).sort((a, b) => a.addedAt - b.addedAt || (a.id < b.id ? -1 : 1));
}

export async function readRecords({ tables, vault }: Database): Promise<ImportRecord[]> {
  return (await completeImports(tables, vault)).map(toRecord);
}

export async function readAside({ tables, vault }: Database): Promise<ImportRecord[]> {
  return (await openRows(vault, 'imports', await asideImports(tables))).map(toRecord);
}

/** Ids of the visible imports in one string: a different set gives a different string. */
export async function readRevision({ tables }: Database): Promise<string> {
  const rows = await visibleImports(tables);
  return rows
    .map(({ id }) => id)
    .sort()
    .join(' ');
}

async function readColumn(tables: Tables, vault: Vault | null, row: ImportRow, at: number): Promise<Column> {
  const layout = row.columns[at]!;
  const low = [row.id, at, Dexie.minKey];
  const high = [row.id, at, Dexie.maxKey];
  const key = '[importId+column+chunk]';
  // Side by side: the next request is under way while the first answer is unpacked.
  const [chunks, words] = await Promise.all([
    tables.chunks.where(key).between(low, high, true, true).toArray(),
    layout.dictionaryChunks > 0 ? tables.dictionaries.where(key).between(low, high, true, true).toArray() : [],
  ]);
  const [arrays, dictionary] =
    vault === null
      ? [chunks, words]
      : await Promise.all([openRows(vault, 'chunks', chunks), openRows(vault, 'dictionaries', words)]);
  if (words.length !== layout.dictionaryChunks) throw missing(`words of ${layout.name}`);
  return joinColumn(
    layout,
    row.rows,
    arrays.map((chunk) => chunk.arrays),
    joinDictionary(dictionary),
  );
}

/** Every visible import with its columns, as of one moment: nothing that is written meanwhile is half seen. */
export async function readTables(database: Database, onChunk: (done: number, total: number) => void): Promise<StoredTable[]> {
  const { dexie, tables, vault } = database;
  const read = async () => {
    const rows = await completeImports(tables, vault);
    const unitsOf = (row: ImportRow, at: number) => chunkCount(row.rows) + row.columns[at]!.dictionaryChunks;
    let total = 0;
    for (const row of rows) row.columns.forEach((_, at) => (total += unitsOf(row, at)));
    let done = 0;
    const found: StoredTable[] = [];
    for (const row of rows) {
      const columns: Column[] = [];
      let next = 0;
      const reader = async () => {
        while (next < row.columns.length) {
          const at = next++;
          columns[at] = await readColumn(tables, vault, row, at);
          done += unitsOf(row, at);
          onChunk(done, total);
        }
      };
      await Promise.all(Array.from({ length: columnsAtOnce }, reader));
      found.push({ record: toRecord(row), table: { rows: row.rows, names: row.columns.map(({ name }) => name), columns } });
    }
    return found;
  };
  if (vault === null) return dexie.transaction('r', [tables.imports, tables.chunks, tables.dictionaries], read);
  // No transaction lives through an await of WebCrypto. Chunks never change, they only go: where one is missing
  // because the imports changed meanwhile, all is read anew.
  for (;;) {
    const revision = await readRevision(database);
    try {
      return await read();
    } catch (thrown) {
      if ((await readRevision(database)) === revision) throw thrown;
    }
  }
}

/** All rejects of a visible import, in the order of the file; none for an id that is not there. */
export async function readRejects({ dexie, tables, vault }: Database, importId: string): Promise<Reject[]> {
  const [row, kept] = await dexie.transaction('r', [tables.imports, tables.rejects], async () => {
    const row = await tables.imports.get(importId);
    if (row?.state !== 'complete') return [undefined, []];
    const low = [importId, Dexie.minKey];
    const chunks = await tables.rejects.where('[importId+chunk]').between(low, [importId, Dexie.maxKey], true, true).toArray();
    return [row, chunks];
  });
  if (row === undefined) return [];
  const [record] = await openRows(vault, 'imports', [row]);
  if (kept.length !== record!.rejectChunks) throw missing('rejects');
  return (await openRows(vault, 'rejects', kept)).flatMap((chunk) => chunk.rejects as readonly Reject[]);
}
