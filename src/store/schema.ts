import Dexie, { type DexieOptions, type Table } from 'dexie';
import { KithError } from '../domain';
import type { Vault } from './vault';
import { v1, type AnalysisChunkRow, type AnalysisRow, type ImportRow, type RejectsRow, type SettingRow } from './versions/v1';
import { v2, type ChunkRow, type DictionaryRow } from './versions/v2';
import { v3, type LockRow, type StagedRow } from './versions/v3';
import { v4, type NoteRow, type TagRow } from './versions/v4';

/** Every released version, oldest first. */
export const versions = [v1, v2, v3, v4] as const;

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
  readonly lock: Table<LockRow, string>;
  readonly staged: Table<StagedRow, number>;
  readonly notes: Table<NoteRow, string>;
  readonly tags: Table<TagRow, string>;
}

export interface Database {
  readonly dexie: Dexie;
  readonly tables: Tables;
  /** Opens and seals the records of a locked workspace; null where it is not locked, or nobody has unlocked it. */
  vault: Vault | null;
}

export type DataStore = Exclude<keyof (typeof v4)['stores'], 'lock' | 'staged'>;

/** The stores that hold what a person keeps: all but the lock and what is being built. */
export const dataStores = Object.keys(v4.stores).filter(
  (name): name is DataStore => name !== 'lock' && name !== 'staged',
) satisfies readonly (keyof Tables)[];

/** A database with every version declared; not open yet. */
export function declareDatabase(name: string, factory: Pick<DexieOptions, 'indexedDB' | 'IDBKeyRange'>): Database {
  // Strict: what was said to be stored survives a power cut; measured no dearer, as the transactions are few and big.
  // No cache: chunks are read once, into columns that outlive them.
  const dexie = new Dexie(name, { ...factory, chromeTransactionDurability: 'strict', cache: 'disabled' });
  for (const { version, stores } of versions) dexie.version(version).stores({ ...stores });
  return {
    dexie,
    vault: null,
    tables: {
      imports: dexie.table('imports'),
      chunks: dexie.table('chunks'),
      dictionaries: dexie.table('dictionaries'),
      rejects: dexie.table('rejects'),
      analyses: dexie.table('analyses'),
      analysisChunks: dexie.table('analysisChunks'),
      settings: dexie.table('settings'),
      lock: dexie.table('lock'),
      staged: dexie.table('staged'),
      notes: dexie.table('notes'),
      tags: dexie.table('tags'),
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

/**
 * Inside a transaction that takes in `lock`: throws store/locked where the workspace was locked, unlocked for good or
 * locked anew since this store was opened. What is written then would be readable where it must not be, or the reverse.
 */
export async function sameLock({ tables, vault }: Database): Promise<void> {
  const lock = await tables.lock.get('lock');
  if ((lock?.key ?? null) !== (vault?.key.id ?? null)) throw new KithError('store/locked');
}
