import Dexie, { type DexieOptions, type Table } from 'dexie';
import { v1, type AnalysisChunkRow, type AnalysisRow, type ImportRow, type RejectsRow, type SettingRow } from './versions/v1';
import { v2, type ChunkRow, type DictionaryRow } from './versions/v2';

/** Every released version, oldest first. */
export const versions = [v1, v2] as const;

/** The version this build reads and writes. */
export const knownVersion: number = versions[versions.length - 1]!.version;

/** Dexie keeps ten native versions to each of its own. */
export const nativeVersionStep = 10;

export interface Tables {
  readonly imports: Table<ImportRow, string>;
  readonly chunks: Table<ChunkRow, [string, number, number]>;
  readonly dictionaries: Table<DictionaryRow, [string, number, number]>;
  readonly rejects: Table<RejectsRow, [string, number]>;
  readonly analyses: Table<AnalysisRow, string>;
  readonly analysisChunks: Table<AnalysisChunkRow, [string, number]>;
  readonly settings: Table<SettingRow, string>;
}

export interface Database {
  readonly dexie: Dexie;
  readonly tables: Tables;
}

/** A database with every version declared; not open yet. */
export function declareDatabase(name: string, factory: Pick<DexieOptions, 'indexedDB' | 'IDBKeyRange'>): Database {
  // Strict: what was said to be stored survives a power cut; measured no dearer, as the transactions are few and big.
  // No cache: chunks are read once, into columns that outlive them.
  const dexie = new Dexie(name, { ...factory, chromeTransactionDurability: 'strict', cache: 'disabled' });
  for (const { version, stores } of versions) dexie.version(version).stores({ ...stores });
  return {
    dexie,
    tables: {
      imports: dexie.table('imports'),
      chunks: dexie.table('chunks'),
      dictionaries: dexie.table('dictionaries'),
      rejects: dexie.table('rejects'),
      analyses: dexie.table('analyses'),
      analysisChunks: dexie.table('analysisChunks'),
      settings: dexie.table('settings'),
    },
  };
}

/**
 * A read-write transaction. Where the disk fills up, its requests fail with a bare AbortError, and only the browser's
 * own transaction knows why: that reason is thrown.
 */
export async function write<T>(dexie: Dexie, tables: readonly Table[], work: () => Promise<T>): Promise<T> {
  let native: IDBTransaction | undefined;
  try {
    return await dexie.transaction('rw', [...tables], (transaction) => {
      native = transaction.idbtrans;
      return work();
    });
  } catch (thrown) {
    throw native?.error?.name === 'QuotaExceededError' ? native.error : thrown;
  }
}
