import { KithError } from '../domain';
import { ahead } from './ahead';
import { BackupReader, BackupWriter, backupFormat, sameBytes, type BackupHead, type Manifest, type Sink } from './backup-format';
import { chunkCount } from './chunks';
import { readRevision } from './import-reader';
import { dataStores, knownVersion, type Database } from './schema';
import { openRows, sealRows, type StoreKey, type Vault } from './vault';
import type { StoreRow } from './swap';
import type { ImportRow } from './versions/v1';
import type { LockRow } from './versions/v3';

/** What is in a backup, as the reader is shown it before anything is touched. */
export interface BackupSummary {
  readonly createdAt: number;
  readonly imports: number;
  readonly rows: number;
  /** Names of the files that were imported. */
  readonly files: readonly string[];
  readonly hasAnalysis: boolean;
  /** The imports' state, as of Store.revision; '' in a raw copy. */
  readonly revision: string;
  readonly locked: boolean;
}

type StoreName = (typeof dataStores)[number];

/** Rows read at a time: together some megabytes, whatever the store. */
const rowsAtOnce: Readonly<Record<StoreName, number>> = {
  imports: 16,
  chunks: 8,
  dictionaries: 2,
  rejects: 4,
  analyses: 1,
  analysisChunks: 8,
  settings: 64,
  notes: 512,
  tags: 2,
};

/** Records of one store in the order of their keys, unsealed, some megabytes at a time. */
async function* readStore(database: Database, name: StoreName): AsyncGenerator<object[]> {
  const { dexie, vault } = database;
  const table = dexie.table<object>(name);
  let last: unknown;
  for (;;) {
    const from = last === undefined ? table.toCollection() : table.where(':id').above(last);
    const collection = from.limit(rowsAtOnce[name]);
    const [rows, keys] = await dexie.transaction('r', table, () =>
      Promise.all([collection.clone().toArray(), collection.clone().primaryKeys()]),
    );
    if (rows.length === 0) return;
    last = keys.at(-1);
    yield await openRows(vault, name, rows);
  }
}

/** Everything kept, record by record, unsealed; imports that are not whole are left out. */
export async function* readAll(database: Database): AsyncGenerator<{ store: StoreName; rows: object[] }> {
  const whole = new Set<string>();
  const belongs = (row: object) => !('importId' in row) || whole.has(row.importId as string);
  for (const store of dataStores) {
    for await (const all of readStore(database, store)) {
      const rows = store === 'imports' ? all.filter((row) => (row as ImportRow).state === 'complete') : all.filter(belongs);
      if (store === 'imports') for (const row of rows) whole.add((row as ImportRow).id);
      if (rows.length > 0) yield { store, rows };
    }
  }
}

async function countAll({ dexie }: Database): Promise<number> {
  let total = 0;
  for (const name of dataStores) total += await dexie.table(name).count();
  return total;
}

const newFileId = () =>
  Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, '0')).join('');

export interface Written {
  readonly summary: BackupSummary;
  readonly trailer: Uint8Array<ArrayBuffer>;
  readonly length: number;
}

/** Writes a backup to the sink. The write lock must be held, so that what is written is of one moment. */
export async function writeBackup(
  database: Database,
  sink: Sink,
  { now, app }: { readonly now: number; readonly app: string },
  onRows: (done: number, total: number) => void,
): Promise<Written> {
  const { tables, vault } = database;
  const lock = (await tables.lock.get('lock')) ?? null;
  if ((lock?.key ?? null) !== (vault?.key.id ?? null)) throw new KithError('store/locked');
  const revision = await readRevision(database);
  const head: BackupHead = {
    format: backupFormat,
    createdAt: now,
    app,
    database: knownVersion,
    raw: false,
    file: newFileId(),
    lock,
  };
  const writer = await BackupWriter.start<BackupSummary>(sink, head, vault?.key.data ?? null);
  const total = await countAll(database);
  const imports: ImportRow[] = [];
  let hasAnalysis = false;
  let done = 0;
  for await (const { store, rows } of ahead(readAll(database))) {
    if (store === 'imports') imports.push(...(rows as ImportRow[]));
    hasAnalysis ||= store === 'analyses';
    await writer.part(store, rows);
    done += rows.length;
    onRows(done, total);
  }
  if ((await readRevision(database)) !== revision) {
    throw new KithError('store/failed', { reason: 'another tab changed the data meanwhile' });
  }
  const summary: BackupSummary = {
    createdAt: now,
    imports: imports.length,
    rows: imports.reduce((sum, { report }) => sum + report.rowsImported, 0),
    files: imports.map(({ report }) => report.name),
    hasAnalysis,
    revision,
    locked: lock !== null,
  };
  return { summary, ...(await writer.end(summary)) };
}

/** Reads a written backup again, every byte of it, and throws backup/unwritten where it is not what was written. */
export async function verifyWritten(
  file: Blob,
  written: Pick<Written, 'trailer' | 'length'>,
  key: CryptoKey | null,
  onPart: (done: number, total: number) => void,
): Promise<void> {
  try {
    const reader = await BackupReader.open<BackupSummary>(file, 'backup');
    if (file.size !== written.length || !sameBytes(reader.trailer, written.trailer)) throw new Error('another file');
    await reader.verify((await reader.manifest(key)).parts, onPart);
  } catch (thrown) {
    const reason =
      thrown instanceof KithError ? `${thrown.code} ${String(thrown.values['reason'] ?? '')}`.trim() : String(thrown);
    throw new KithError('backup/unwritten', { reason });
  }
}

/** Whether every import has the chunks, words and rejects that it says it has. */
class Census {
  readonly #imports: ImportRow[] = [];
  readonly #counts = new Map<string, number>();

  see(store: StoreName, rows: readonly object[]): void {
    if (store === 'imports') this.#imports.push(...(rows as ImportRow[]));
    for (const row of rows) {
      if (!('importId' in row)) continue;
      const key = `${store} ${String(row.importId)}`;
      this.#counts.set(key, (this.#counts.get(key) ?? 0) + 1);
    }
  }

  /** What does not add up, or null. */
  fault(): string | null {
    let expected = 0;
    for (const row of this.#imports) {
      const words = row.columns.reduce((sum, column) => sum + column.dictionaryChunks, 0);
      const should = { chunks: chunkCount(row.rows) * row.columns.length, dictionaries: words, rejects: row.rejectChunks };
      for (const [store, count] of Object.entries(should)) {
        if ((this.#counts.get(`${store} ${row.id}`) ?? 0) !== count) return `${store} of an import`;
        expected += count;
      }
    }
    const found = [...this.#counts.values()].reduce((sum, count) => sum + count, 0);
    return found === expected ? null : 'rows that belong to no import';
  }
}

/** An opened backup: nothing of it is in the database yet. */
export interface OpenedBackup {
  readonly head: BackupHead;
  readonly manifest: Manifest<BackupSummary>;
  /** The lock that came with the records of a raw copy, once `batches` is through. */
  readonly rawLock: () => LockRow | null;
  readonly batches: (onPart: (done: number, total: number) => void) => AsyncGenerator<readonly StoreRow[]>;
}

/**
 * Opens a backup for a rehearsal or a restore. `key`: of the backup's own lock, null where it has none. Going through
 * `batches` to the end checks every hash and that every import is whole; what is wrong throws before the last batch.
 * Errors: those of BackupReader.open; backup/newer too where the database in it is newer than this build.
 */
export async function openBackup(file: Blob, name: string, key: StoreKey | null): Promise<OpenedBackup> {
  const reader = await BackupReader.open<BackupSummary>(file, name);
  const { head } = reader;
  // No version up to this one changed a record of those before it, so that older ones are taken as they are.
  if (head.database > knownVersion) {
    throw new KithError('backup/newer', { found: head.database, known: knownVersion });
  }
  if ((head.lock?.key ?? null) !== (key?.id ?? null)) throw new KithError('store/locked');
  const data = key?.data ?? null;
  const manifest = await reader.manifest(data);
  const known = (store: string): store is StoreName => dataStores.includes(store as StoreName);
  let rawLock: LockRow | null = null;
  return {
    head,
    manifest,
    rawLock: () => rawLock,
    async *batches(onPart) {
      if (head.raw) {
        for (const [number, entry] of manifest.parts.entries()) {
          const values = (await reader.rows(entry, number, null)).map((row) => (row as { value: object }).value);
          const { store } = entry;
          if (store === 'lock') rawLock = (values[0] as LockRow | undefined) ?? null;
          // What was being built, or half written, in the copied database is swept like in any other.
          if (known(store)) yield values.map((row) => ({ store, row }));
          onPart(number + 1, manifest.parts.length);
        }
        return;
      }
      const census = new Census();
      for (const [number, entry] of manifest.parts.entries()) {
        const { store } = entry;
        if (!known(store)) throw new KithError('backup/damaged', { name, reason: `part ${number}` });
        const rows = await reader.rows(entry, number, data);
        census.see(store, rows);
        yield rows.map((row) => ({ store, row }));
        onPart(number + 1, manifest.parts.length);
      }
      const fault = census.fault();
      if (fault !== null) throw new KithError('backup/damaged', { name, reason: fault });
    },
  };
}

/** Sealed with a vault, or as they are. */
export async function* sealBatches(
  batches: AsyncIterable<readonly StoreRow[]>,
  vault: Vault | null,
): AsyncGenerator<readonly StoreRow[]> {
  for await (const batch of batches) {
    yield await Promise.all(batch.map(async ({ store, row }) => ({ store, row: (await sealRows(vault, store, [row]))[0]! })));
  }
}

/** The lock of a backup, null where it has none; for asking for its passphrase before anything else. */
export async function lockOfBackup(file: Blob, name: string): Promise<{ lock: LockRow | null; head: BackupHead }> {
  const { head } = await BackupReader.open(file, name);
  return { lock: head.lock, head };
}
