import Dexie from 'dexie';
import type { Column, Reject } from '../domain';
import type { ImportRecord, StoredTable } from './api';
import { chunkCount, joinColumn, missing } from './chunks';
import { joinDictionary } from './dictionaries';
import { asideImports, visibleImports } from './import-aside';
import type { Database, Tables } from './schema';
import type { ImportRow } from './versions/v1';

/** Columns asked for side by side: four read 1M rows twice as fast as one, and more gain nothing but memory. */
const columnsAtOnce = 4;

function toRecord(row: ImportRow): ImportRecord {
  return { id: row.id, addedAt: row.addedAt, report: row.report, storedBytes: row.storedBytes };
}

export async function readRecords({ tables }: Database): Promise<ImportRecord[]> {
  return (await visibleImports(tables)).map(toRecord);
}

export async function readAside({ tables }: Database): Promise<ImportRecord[]> {
  return (await asideImports(tables)).map(toRecord);
}

/** Ids of the visible imports in one string: a different set gives a different string. */
export async function readRevision({ tables }: Database): Promise<string> {
  const rows = await visibleImports(tables);
  return rows
    .map(({ id }) => id)
    .sort()
    .join(' ');
}

async function readColumn(tables: Tables, row: ImportRow, at: number): Promise<Column> {
  const layout = row.columns[at]!;
  const low = [row.id, at, Dexie.minKey];
  const high = [row.id, at, Dexie.maxKey];
  const key = '[importId+column+chunk]';
  // Side by side: the next request is under way while the first answer is unpacked.
  const [chunks, words] = await Promise.all([
    tables.chunks.where(key).between(low, high, true, true).toArray(),
    layout.dictionaryChunks > 0 ? tables.dictionaries.where(key).between(low, high, true, true).toArray() : [],
  ]);
  if (words.length !== layout.dictionaryChunks) throw missing(`words of ${layout.name}`);
  return joinColumn(
    layout,
    row.rows,
    chunks.map((chunk) => chunk.arrays),
    joinDictionary(words),
  );
}

/** Every visible import with its columns, as of one moment: nothing that is written meanwhile is half seen. */
export async function readTables(
  { dexie, tables }: Database,
  onChunk: (done: number, total: number) => void,
): Promise<StoredTable[]> {
  return dexie.transaction('r', [tables.imports, tables.chunks, tables.dictionaries], async () => {
    const rows = await visibleImports(tables);
    const unitsOf = (row: ImportRow, at: number) => chunkCount(row.rows) + row.columns[at]!.dictionaryChunks;
    let total = 0;
    for (const row of rows) row.columns.forEach((_, at) => (total += unitsOf(row, at)));
    let done = 0;
    const read: StoredTable[] = [];
    for (const row of rows) {
      const columns: Column[] = [];
      let next = 0;
      const reader = async () => {
        while (next < row.columns.length) {
          const at = next++;
          columns[at] = await readColumn(tables, row, at);
          done += unitsOf(row, at);
          onChunk(done, total);
        }
      };
      await Promise.all(Array.from({ length: columnsAtOnce }, reader));
      read.push({ record: toRecord(row), table: { rows: row.rows, names: row.columns.map(({ name }) => name), columns } });
    }
    return read;
  });
}

/** All rejects of a visible import, in the order of the file; none for an id that is not there. */
export async function readRejects({ dexie, tables }: Database, importId: string): Promise<Reject[]> {
  return dexie.transaction('r', [tables.imports, tables.rejects], async () => {
    const row = await tables.imports.get(importId);
    if (row?.state !== 'complete') return [];
    const low = [importId, Dexie.minKey];
    const chunks = await tables.rejects.where('[importId+chunk]').between(low, [importId, Dexie.maxKey], true, true).toArray();
    if (chunks.length !== row.rejectChunks) throw missing('rejects');
    return chunks.flatMap((chunk) => chunk.rejects as readonly Reject[]);
  });
}
