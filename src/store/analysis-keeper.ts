import Dexie from 'dexie';
import type { CustomerTable } from '../domain';
import type { StoredAnalysis } from './api';
import { chunkCount, cutStrings, joinStrings, missing } from './chunks';
import { readRevision } from './import-reader';
import { sameLock, write, type Database, type Tables } from './schema';
import { openRows, sealRows } from './vault';
import { chunkRows, type AnalysisChunkRow, type AnalysisRow, type ChunkArrays, type StringChunk } from './versions/v1';

type Values = ChunkArrays[string];

const stringFields = ['keys', 'labels'] as const;
const standingFields = ['stage', 'rfm', 'bins'] as const;
const worthFields = ['pAlive', 'expectedOrders', 'residualClv'] as const;

/** The typed columns of a customer table under the names they are stored by. */
function valuesOf(customers: CustomerTable): readonly (readonly [string, Values])[] {
  return [
    ['orderCount', customers.orderCount],
    ['totalSpend', customers.totalSpend],
    ['firstOrder', customers.firstOrder],
    ['lastOrder', customers.lastOrder],
    ['segment', customers.segment],
    ['risk', customers.risk],
    ...(customers.worth ? worthFields.map((field) => [`worth.${field}`, customers.worth![field]] as const) : []),
    ...(customers.standings ? standingFields.map((field) => [`standing.${field}`, customers.standings![field]] as const) : []),
    ...customers.featureValues.map((values, at) => [`feature.${at}`, values] as const),
  ];
}

function* cutCustomers(customers: CustomerTable): Generator<AnalysisChunkRow> {
  for (const column of stringFields) {
    for (const [chunk, data] of cutStrings(customers[column]).entries()) yield { column, chunk, data };
  }
  for (const [column, values] of valuesOf(customers)) {
    for (let chunk = 0; chunk < chunkCount(customers.rows); chunk++) {
      const start = chunk * chunkRows;
      yield { column, chunk, data: values.slice(start, Math.min(start + chunkRows, customers.rows)) };
    }
  }
}

/**
 * Keeps the analysis in place of the one before, in one transaction. An analysis of imports that have changed since is
 * not kept: nothing would ever load it.
 */
export async function keepAnalysis(database: Database, analysis: StoredAnalysis): Promise<boolean> {
  const { dexie, tables, vault } = database;
  const { rows, features, levels } = analysis.customers;
  const { revision, result, models } = analysis;
  const plain = { id: 'latest' as const, revision, result, models, rows, features, levels };
  const [head] = await sealRows(vault, 'analyses', [plain]);
  // Sealed before the transaction: none lives through an await of WebCrypto.
  const cut =
    vault === null
      ? cutCustomers(analysis.customers)
      : await sealRows(vault, 'analysisChunks', [...cutCustomers(analysis.customers)]);
  return write(dexie, [tables.imports, tables.analyses, tables.analysisChunks, tables.lock], async () => {
    await sameLock(database);
    if ((await readRevision(database)) !== analysis.revision) return false;
    await tables.analysisChunks.clear();
    let held: AnalysisChunkRow[] = [];
    for (const row of cut) {
      held.push(row);
      if (held.length < 32) continue;
      await tables.analysisChunks.bulkPut(held);
      held = [];
    }
    await tables.analysisChunks.bulkPut(held);
    await tables.analyses.put(head!);
    return true;
  });
}

/** The chunks of one column, in order. */
type ChunksOf = (column: string) => Promise<readonly AnalysisChunkRow[]>;

const chunksIn =
  (tables: Tables): ChunksOf =>
  (column) =>
    tables.analysisChunks.where('[column+chunk]').between([column, Dexie.minKey], [column, Dexie.maxKey], true, true).toArray();

async function readStrings(chunksOf: ChunksOf, column: string, rows: number): Promise<string[]> {
  const strings = joinStrings((await chunksOf(column)).map((chunk) => chunk.data as StringChunk));
  if (strings.length !== rows) throw missing(`customers' ${column}`);
  return strings;
}

async function readValues<T extends Values>(chunksOf: ChunksOf, column: string, whole: T): Promise<T> {
  const chunks = await chunksOf(column);
  if (chunks.length !== chunkCount(whole.length)) throw missing(`customers' ${column}`);
  for (const { chunk, data } of chunks) whole.set(data as Values, chunk * chunkRows);
  return whole;
}

async function assemble(head: AnalysisRow, chunksOf: ChunksOf): Promise<StoredAnalysis> {
  const { revision, result, models, rows, features, levels } = head;
  const numbers = (column: string) => readValues(chunksOf, column, new Float64Array(rows));
  const whole = (column: string) => readValues(chunksOf, column, new Int32Array(rows));
  const customers: CustomerTable = {
    rows,
    keys: await readStrings(chunksOf, 'keys', rows),
    labels: await readStrings(chunksOf, 'labels', rows),
    orderCount: await whole('orderCount'),
    totalSpend: await numbers('totalSpend'),
    firstOrder: await whole('firstOrder'),
    lastOrder: await whole('lastOrder'),
    segment: await readValues(chunksOf, 'segment', new Uint8Array(rows)),
    risk: await numbers('risk'),
    ...(result.value?.ok
      ? {
          worth: {
            pAlive: await numbers('worth.pAlive'),
            expectedOrders: await numbers('worth.expectedOrders'),
            residualClv: await numbers('worth.residualClv'),
          },
        }
      : {}),
    ...(result.standing?.ok
      ? {
          standings: {
            stage: await readValues(chunksOf, 'standing.stage', new Uint8Array(rows)),
            rfm: await readValues(chunksOf, 'standing.rfm', new Uint8Array(rows)),
            bins: await readValues(chunksOf, 'standing.bins', new Int32Array(rows)),
          },
        }
      : {}),
    features,
    featureValues: await Promise.all(features.map((_, at) => numbers(`feature.${at}`))),
    levels,
  };
  return { revision, result, customers, models };
}

/** Everything sealed as of one moment; opened after the transaction, which lives through no await of WebCrypto. */
async function readSealed({ dexie, tables, vault }: Database): Promise<StoredAnalysis | null> {
  const kept = await dexie.transaction('r', [tables.imports, tables.analyses, tables.analysisChunks], async () => {
    const head = await tables.analyses.get('latest');
    const revision = (await tables.imports.where('state').equals('complete').primaryKeys()).sort().join(' ');
    return head === undefined ? null : { head, revision, chunks: await tables.analysisChunks.toArray() };
  });
  if (kept === null) return null;
  const [head] = await openRows(vault, 'analyses', [kept.head]);
  if (head!.revision !== kept.revision) return null;
  const byColumn = new Map<string, AnalysisChunkRow[]>();
  for (const chunk of await openRows(vault, 'analysisChunks', kept.chunks)) {
    const column = byColumn.get(chunk.column);
    if (column === undefined) byColumn.set(chunk.column, [chunk]);
    else column.push(chunk);
  }
  return assemble(head!, (column) => Promise.resolve(byColumn.get(column) ?? []));
}

/** The kept analysis, or null where there is none or the imports have changed since. */
export async function readAnalysis(database: Database): Promise<StoredAnalysis | null> {
  const { dexie, tables, vault } = database;
  if (vault !== null) return readSealed(database);
  return dexie.transaction('r', [tables.imports, tables.analyses, tables.analysisChunks], async () => {
    const kept = await tables.analyses.get('latest');
    if (kept === undefined) return null;
    const [head] = await openRows(vault, 'analyses', [kept]);
    if (head!.revision !== (await readRevision(database))) return null;
    return assemble(head!, chunksIn(tables));
  });
}
