import { KithError } from '../domain';
import { decodeRecord, encodeRecord } from './record-codec';
import type { SealedPart } from './versions/v3';
import type { v4 } from './versions/v4';

/** Opens one workspace. The keys cannot be taken out of the browser; they can be posted to workers. */
export interface StoreKey {
  /** The name of the data key, as in the lock. */
  readonly id: string;
  /** AES-GCM, 256 bits. */
  readonly data: CryptoKey;
  /** HMAC-SHA-256, for what has to be looked up without being read. */
  readonly blind: CryptoKey;
}

type StoreName = Exclude<keyof (typeof v4)['stores'], 'lock' | 'staged'>;

/** What stays readable in a locked database: what records are found by, and how far writing an import has come. */
const clearFields: Readonly<Record<StoreName, readonly string[]>> = {
  imports: ['id', 'state', 'turn', 'startedAt'],
  chunks: ['importId', 'column', 'chunk'],
  dictionaries: ['importId', 'column', 'chunk'],
  rejects: ['importId', 'chunk'],
  analyses: ['id'],
  analysisChunks: ['column', 'chunk'],
  settings: ['key'],
  notes: ['id'],
  tags: ['id'],
};

/** Of the clear fields, those that change while the record stays. */
const changing = ['state', 'turn'];

const ivLength = 12;

export function isSealed(row: unknown): row is SealedPart {
  return typeof row === 'object' && row !== null && (row as Partial<SealedPart>).sealed instanceof Uint8Array;
}

/** WebCrypto, or store/no-crypto where the page's address has none (plain http from another machine). */
export function subtle(): SubtleCrypto {
  const found = (globalThis.crypto as { subtle?: SubtleCrypto } | undefined)?.subtle;
  if (found === undefined) throw new KithError('store/no-crypto');
  return found;
}

/** Seals bytes with a fresh random initialisation vector, bound to what they are said to be. */
export async function sealBytes(key: CryptoKey, bytes: Uint8Array<ArrayBuffer>, what: string): Promise<Uint8Array<ArrayBuffer>> {
  const iv = crypto.getRandomValues(new Uint8Array(ivLength));
  const additionalData = new TextEncoder().encode(what);
  const made = new Uint8Array(await subtle().encrypt({ name: 'AES-GCM', iv, additionalData }, key, bytes));
  const sealed = new Uint8Array(ivLength + made.length);
  sealed.set(iv);
  sealed.set(made, ivLength);
  return sealed;
}

/** The reverse of sealBytes. Throws the browser's OperationError where the key, the bytes or `what` are not the same. */
export async function openBytes(key: CryptoKey, sealed: Uint8Array<ArrayBuffer>, what: string): Promise<Uint8Array<ArrayBuffer>> {
  const additionalData = new TextEncoder().encode(what);
  const iv = sealed.subarray(0, ivLength);
  return new Uint8Array(await subtle().decrypt({ name: 'AES-GCM', iv, additionalData }, key, sealed.subarray(ivLength)));
}

type Row = Readonly<Record<string, unknown>>;

/** Which record it is: sealed parts that are moved to another key, or another store, do not open. */
function nameOf(store: StoreName, row: Row): string {
  const fixed = clearFields[store].filter((field) => !changing.includes(field) && field !== 'startedAt');
  return JSON.stringify([store, ...fixed.map((field) => row[field])]);
}

/** Seals the records of one workspace, and opens them. */
export class Vault {
  readonly key: StoreKey;

  constructor(key: StoreKey) {
    this.key = key;
  }

  /** The record as it is kept: its clear fields, and the rest sealed. */
  async seal<T extends object>(store: StoreName, row: T): Promise<T> {
    const fields = row as Row;
    const kept: Record<string, unknown> = {};
    for (const field of clearFields[store]) if (Object.hasOwn(fields, field)) kept[field] = fields[field];
    if (store === 'imports') kept['hash'] = await this.blind(String(fields['hash']));
    const sealed = await sealBytes(this.key.data, encodeRecord(row), nameOf(store, fields));
    return { ...kept, sealed, by: this.key.id } satisfies SealedPart as unknown as T;
  }

  /** A fingerprint of a file's fingerprint: equal where those are equal, and telling nobody which file it was. */
  async blind(hash: string): Promise<string> {
    if (hash === '') return '';
    const signed = new Uint8Array(await subtle().sign('HMAC', this.key.blind, new TextEncoder().encode(hash)));
    return Array.from(signed, (byte) => byte.toString(16).padStart(2, '0')).join('');
  }

  async open<T extends object>(store: StoreName, row: T & SealedPart): Promise<T> {
    if (row.by !== this.key.id) throw new KithError('store/locked');
    let bytes: Uint8Array<ArrayBuffer>;
    try {
      bytes = await openBytes(this.key.data, row.sealed, nameOf(store, row as Row));
    } catch {
      throw new KithError('store/failed', { reason: `a record of ${store} has been altered` });
    }
    const opened = decodeRecord(bytes) as Record<string, unknown>;
    for (const field of changing) if (Object.hasOwn(row, field)) opened[field] = (row as Row)[field];
    return opened as T;
  }
}

/** Records as they were given to be kept. Those that are not sealed are as they are; sealed ones need the right key. */
export async function openRows<T extends object>(vault: Vault | null, store: StoreName, rows: readonly T[]): Promise<T[]> {
  if (!rows.some(isSealed)) return rows as T[];
  if (vault === null) throw new KithError('store/locked');
  return Promise.all(rows.map(async (row) => (isSealed(row) ? vault.open(store, row) : row)));
}

/** Records as they are to be put: sealed where there is a vault. */
export async function sealRows<T extends object>(vault: Vault | null, store: StoreName, rows: readonly T[]): Promise<T[]> {
  return vault === null ? (rows as T[]) : Promise.all(rows.map((row) => vault.seal(store, row)));
}
