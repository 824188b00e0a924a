import { KithError } from '../domain';
import type { BackupWritten, Store, Told } from './api';
import { verifyWritten } from './backup';
import type { Sink } from './backup-format';
import { listen, type StoreChange } from './changes';
import { createStore, sweepDead, type Ground } from './dexie-store';
import { toStoreError } from './errors';
import { declareDatabase, knownVersion, nativeVersionStep } from './schema';
import { rescueDatabase } from './rescue';
import { Vault, type StoreKey } from './vault';
import { browserLocks, createWriteLock, type Locks } from './write-lock';

/** Which database: the owner's, or the made-up shop's. They never mix. */
export type Workspace = 'own' | 'made-up';

/** What tests put in place of the browser's own. */
export interface StoreOptions {
  readonly indexedDB?: IDBFactory;
  readonly IDBKeyRange?: typeof IDBKeyRange;
  /** null: as in a browser without Web Locks. */
  readonly locks?: Locks | null;
  readonly now?: () => number;
  /** Replaces 'kith' in the database's name. */
  readonly base?: string;
  /** How long another tab may keep this one from opening or deleting before it is called blocked. */
  readonly patienceMs?: number;
}

export interface OpenOptions extends StoreOptions {
  /** Opens a locked workspace. One that is not locked opens with any key, and with none. */
  readonly key?: StoreKey | undefined;
  /** Opens a locked workspace without its key: for its lock, and for wiping it. What it keeps stays unreadable. */
  readonly unopened?: boolean;
}

export function databaseName(workspace: Workspace, base = 'kith'): string {
  return workspace === 'own' ? base : `${base}-${workspace}`;
}

/**
 * The native version of a database, 0 where there is none. Looked up before Dexie opens it, because Dexie opens a newer
 * database all the same, and may change it.
 */
function installedVersion(factory: IDBFactory, name: string): Promise<number> {
  return new Promise((resolve, reject) => {
    const request = factory.open(name);
    let absent = false;
    request.onupgradeneeded = () => {
      absent = true;
      // Undoes the creation: asking leaves nothing behind.
      request.transaction?.abort();
    };
    request.onsuccess = () => {
      const { version } = request.result;
      request.result.close();
      resolve(version);
    };
    request.onerror = (event) => {
      event.preventDefault();
      if (absent) resolve(0);
      else reject(request.error ?? new Error('the database cannot be opened'));
    };
  });
}

/**
 * The factory, and why an upgrade that was asked of it came to nothing: Dexie tells of a bare AbortError, where only the
 * browser's own transaction knows that the disk is full.
 */
function watchUpgrades(factory: IDBFactory): { readonly factory: IDBFactory; readonly reason: () => DOMException | null } {
  let upgrade: IDBTransaction | null = null;
  const open: IDBFactory['open'] = (...given) => {
    const request = factory.open(...given);
    request.addEventListener('upgradeneeded', () => (upgrade = request.transaction));
    return request;
  };
  // Over nothing: a browser's own methods work on the browser's own factory only.
  const watched = new Proxy({} as IDBFactory, {
    get: (_, name) => {
      if (name === 'open') return open;
      const value: unknown = Reflect.get(factory, name, factory);
      return typeof value === 'function' ? (value.bind(factory) as unknown) : value;
    },
    has: (_, name) => Reflect.has(factory, name),
  });
  return { factory: watched, reason: () => upgrade?.error ?? null };
}

function factoryOf(options: StoreOptions): IDBFactory {
  const factory = options.indexedDB ?? (globalThis as { indexedDB?: IDBFactory }).indexedDB;
  if (factory === undefined) throw new KithError('store/failed', { reason: 'this browser has no IndexedDB' });
  return factory;
}

async function openGround(ground: Ground, factory: IDBFactory, options: OpenOptions): Promise<void> {
  const { dexie } = ground.database;
  const found = await installedVersion(factory, dexie.name);
  if (found > knownVersion * nativeVersionStep) {
    throw new KithError('store/newer', { found: Math.ceil(found / nativeVersionStep), known: knownVersion });
  }
  let timer: ReturnType<typeof setTimeout> | undefined;
  const blocked = new Promise<never>((_, reject) => {
    dexie.on('blocked', () => {
      timer ??= setTimeout(() => reject(new KithError('store/blocked')), ground.patienceMs);
    });
  });
  try {
    await Promise.race([dexie.open(), blocked]);
  } finally {
    clearTimeout(timer);
  }
  const lock = await ground.database.tables.lock.get('lock');
  if (lock !== undefined) {
    if (options.key?.id === lock.key) ground.database.vault = new Vault(options.key);
    else if (options.unopened !== true) throw new KithError('store/locked');
  }
  // What cannot be swept now stays unseen until the next opening; a disk that is full must not keep anybody from a backup.
  await ground.lock.tryHold(() => sweepDead(ground).catch(() => undefined));
}

/**
 * Opens a workspace's database, creating it the first time and sweeping what a crash left half-written.
 * Errors: store/newer (the database is left as it is), store/locked, store/blocked, store/full, store/failed.
 */
export async function openStore(workspace: Workspace, options: OpenOptions = {}): Promise<Store> {
  const factory = factoryOf(options);
  const name = databaseName(workspace, options.base);
  const upgrades = watchUpgrades(factory);
  const database = declareDatabase(name, {
    indexedDB: upgrades.factory,
    IDBKeyRange: options.IDBKeyRange ?? IDBKeyRange,
  });
  const ground: Ground = {
    workspace,
    database,
    lock: createWriteLock(name, options.locks === undefined ? browserLocks() : options.locks),
    now: options.now ?? (() => Date.now()),
    patienceMs: options.patienceMs ?? 5000,
  };
  try {
    await openGround(ground, factory, options);
  } catch (thrown) {
    database.dexie.close();
    throw toStoreError(upgrades.reason()?.name === 'QuotaExceededError' ? upgrades.reason() : thrown);
  }
  return createStore(ground);
}

/** Calls back after another tab changed a workspace; what this tab and its workers did is not told. Returns how to stop. */
export function watchChanges(
  workspace: Workspace,
  callback: (change: StoreChange) => void,
  options: Pick<StoreOptions, 'base'> = {},
): () => void {
  return listen(databaseName(workspace, options.base), callback);
}

/** Calls back whenever a workspace was wiped, by this tab or another. Returns how to stop. */
export function watchWipes(callback: (workspace: Workspace) => void, options: Pick<StoreOptions, 'base'> = {}): () => void {
  const stops = (['own', 'made-up'] as const).map((workspace) =>
    listen(
      databaseName(workspace, options.base),
      (change) => {
        if (change === 'wiped') callback(workspace);
      },
      null,
    ),
  );
  return () => stops.forEach((stop) => stop());
}

/**
 * Copies a workspace that a newer Kith wrote, unread and unchanged, into a backup for that newer Kith, and reads the copy
 * again with `verify` of what it answers. Errors: store/failed, what the sink throws.
 */
export async function rescue(
  workspace: Workspace,
  sink: Sink,
  about: { readonly now: number; readonly app: string },
  onRow: Told = () => undefined,
  options: StoreOptions = {},
): Promise<BackupWritten> {
  try {
    const range = options.IDBKeyRange ?? IDBKeyRange;
    const name = databaseName(workspace, options.base);
    const written = await rescueDatabase(factoryOf(options), range, name, sink, about, onRow);
    return {
      summary: written.summary,
      length: written.length,
      verify: (file, onPart) => verifyWritten(file, written, null, onPart),
    };
  } catch (thrown) {
    throw toStoreError(thrown);
  }
}
