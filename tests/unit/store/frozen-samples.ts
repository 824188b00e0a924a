import type { Marks, Table } from '../../../src/domain';
import type { Store } from '../../../src/store';

interface FrozenIndex {
  readonly name: string;
  readonly keyPath: string | string[];
  readonly unique: boolean;
  readonly multiEntry: boolean;
}

interface FrozenStore {
  readonly name: string;
  readonly keyPath: string | string[] | null;
  readonly autoIncrement: boolean;
  readonly indexes: readonly FrozenIndex[];
  readonly rows: readonly object[];
}

/** A database as an earlier version left it, and what that version's readers saw of it. */
export interface Frozen {
  readonly database: { readonly version: number; readonly stores: readonly FrozenStore[] };
  readonly seen: unknown;
  /** From version 4 on: notes, tasks and tags. */
  readonly marks?: Marks;
  readonly passphrase?: string;
  readonly recovery?: string;
}

const arrays = { Uint8Array, Uint16Array, Uint32Array, Int32Array, Float64Array } as const;

function thaw(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map(thaw);
  const node = value as Record<string, unknown>;
  const mark = node['$'];
  if (mark === undefined) return Object.fromEntries(Object.entries(node).map(([key, inner]) => [key, thaw(inner)]));
  if (mark === 'undefined') return undefined;
  if (mark === 'number') return Number(node['v']);
  const bytes = Uint8Array.from(atob(node['v'] as string), (letter) => letter.charCodeAt(0));
  return new arrays[mark as keyof typeof arrays](bytes.buffer);
}

/** A sample out of its file. */
export async function readFrozen(file: Blob): Promise<Frozen> {
  const text = await new Response(file.stream().pipeThrough(new DecompressionStream('gzip'))).text();
  return thaw(JSON.parse(text)) as Frozen;
}

const done = <T>(request: IDBRequest<T>): Promise<T> =>
  new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error ?? new Error('failed'));
  });

/** Puts a sample into a database, under another native version where one is given. */
export async function putFrozen(
  factory: IDBFactory,
  name: string,
  { version, stores }: Frozen['database'],
  under = version,
): Promise<void> {
  const opening = factory.open(name, under);
  opening.onupgradeneeded = () => {
    for (const { name: store, keyPath, autoIncrement, indexes, rows } of stores) {
      const made = opening.result.createObjectStore(store, { keyPath, autoIncrement });
      for (const { name: index, keyPath: path, ...how } of indexes) made.createIndex(index, path, how);
      for (const row of rows) made.put(row);
    }
  };
  (await done(opening)).close();
}

/** Every store of a database with its keys, indexes and records. */
export async function rawOf(factory: IDBFactory, name: string): Promise<Frozen['database']> {
  const db = await done(factory.open(name));
  try {
    const stores: FrozenStore[] = [];
    for (const store of db.objectStoreNames) {
      const opened = db.transaction(store).objectStore(store);
      const indexes = [...opened.indexNames].map((index) => {
        const { keyPath, unique, multiEntry } = opened.index(index);
        return { name: index, keyPath, unique, multiEntry };
      });
      const { keyPath, autoIncrement } = opened;
      stores.push({ name: store, keyPath, autoIncrement, indexes, rows: (await done(opened.getAll())) as object[] });
    }
    return { version: db.version, stores };
  } finally {
    db.close();
  }
}

/** A table cell by cell, whatever its columns are made of. */
function cellsOf({ rows, names, columns }: Table): unknown[] {
  return columns.map((column, at) => {
    const { nulls } = column;
    const list = Array.from({ length: rows }, (_, i) => {
      if (nulls !== null && (nulls[i >> 3]! & (1 << (i & 7))) !== 0) return null;
      if (column.type === 'text') return column.dictionary[column.codes[i]!];
      if (column.type === 'date') return column.days[i];
      if (column.type === 'instant') return [column.ms[i], column.days[i]];
      return column.values[i];
    });
    return { name: names[at], type: column.type, zone: column.type === 'instant' ? column.zone : null, list };
  });
}

/** What readers see of a store, in the words of the samples' `seen`. */
export async function seenIn(store: Store): Promise<unknown> {
  const tables = await store.loadTables();
  return {
    tables: tables.map(({ record, table }) => ({ record, cells: cellsOf(table) })),
    rejects: await Promise.all(tables.map(({ record }) => store.loadRejects(record.id))),
    settings: await store.getSetting('colour'),
    revision: await store.revision(),
    analysis: await store.loadAnalysis(),
  };
}
