import Dexie from 'dexie';
import type { CustomerTable } from '../domain';
import type { StoredAnalysis } from './api';
import { chunkCount, cutStrings, joinStrings, missing } from './chunks';
import { readRevision } from './import-reader';
import { write, type Database, type Tables } from './schema';
import { chunkRows, type AnalysisChunkRow, type ChunkArrays, type StringChunk } from './versions/v1';

type Values = ChunkArrays[string];

const stringFields = ['keys', 'labels'] as const;

/** The typed columns of a customer table under the names they are stored by. */
function valuesOf(customers: CustomerTable): readonly (readonly [string, Values])[] {
  return [
    ['orderCount', customers.orderCount],
    ['totalSpend', customers.totalSpend],
    ['firstOrder', customers.firstOrder],
    ['lastOrder', customers.lastOrder],
    ['segment', customers.segment],
    ['risk', customers.risk],
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
  const { dexie, tables } = database;
  return write(dexie, [tables.imports, tables.analyses, tables.analysisChunks], async () => {
    if ((await readRevision(database)) !== analysis.revision) return false;
    await tables.analysisChunks.clear();
    let held: AnalysisChunkRow[] = [];
    for (const row of cutCustomers(analysis.customers)) {
      held.push(row);
      if (held.length < 32) continue;
      await tables.analysisChunks.bulkPut(held);
      held = [];
    }
    await tables.analysisChunks.bulkPut(held);
    const { rows, features, levels } = analysis.customers;
    const { revision, result, models } = analysis;
    await tables.analyses.put({ id: 'latest', revision, result, models, rows, features, levels });
    return true;
  });
}

async function chunksOf(tables: Tables, column: string): Promise<AnalysisChunkRow[]> {
  const key = '[column+chunk]';
  return tables.analysisChunks.where(key).between([column, Dexie.minKey], [column, Dexie.maxKey], true, true).toArray();
}

async function readStrings(tables: Tables, column: string, rows: number): Promise<string[]> {
  const strings = joinStrings((await chunksOf(tables, column)).map((chunk) => chunk.data as StringChunk));
  if (strings.length !== rows) throw missing(`customers' ${column}`);
  return strings;
}

async function readValues<T extends Values>(tables: Tables, column: string, whole: T): Promise<T> {
  const chunks = await chunksOf(tables, column);
  if (chunks.length !== chunkCount(whole.length)) throw missing(`customers' ${column}`);
  for (const { chunk, data } of chunks) whole.set(data as Values, chunk * chunkRows);
  return whole;
}

/** The kept analysis, or null where there is none or the imports have changed since. */
export async function readAnalysis(database: Database): Promise<StoredAnalysis | null> {
  const { dexie, tables } = database;
  return dexie.transaction('r', [tables.imports, tables.analyses, tables.analysisChunks], async () => {
    const head = await tables.analyses.get('latest');
    if (head === undefined || head.revision !== (await readRevision(database))) return null;
    const { revision, result, models, rows, features, levels } = head;
    const numbers = (column: string) => readValues(tables, column, new Float64Array(rows));
    const whole = (column: string) => readValues(tables, column, new Int32Array(rows));
    const customers: CustomerTable = {
      rows,
      keys: await readStrings(tables, 'keys', rows),
      labels: await readStrings(tables, 'labels', rows),
      orderCount: await whole('orderCount'),
      totalSpend: await numbers('totalSpend'),
      firstOrder: await whole('firstOrder'),
      lastOrder: await whole('lastOrder'),
      segment: await readValues(tables, 'segment', new Uint8Array(rows)),
      risk: await numbers('risk'),
      features,
      featureValues: await Promise.all(features.map((_, at) => numbers(`feature.${at}`))),
      levels,
    };
    return { revision, result, customers, models };
  });
}
