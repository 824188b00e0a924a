import { v2 } from './v2';

/**
 * Version 3: a lock, and a place for a state that is being built beside the one in force. No record of version 2
 * changes: its stores are taken over as they are, and the two new ones begin empty, which means "not locked".
 */
export const v3 = {
  version: 3,
  stores: { ...v2.stores, lock: 'id', staged: '++at' },
} as const;

/** The data key, wrapped under one secret: PBKDF2 of it with this salt gives the key that opens `wrapped`. */
export interface Wrapping {
  readonly salt: Uint8Array<ArrayBuffer>;
  readonly iv: Uint8Array<ArrayBuffer>;
  readonly wrapped: Uint8Array<ArrayBuffer>;
}

/** There where the workspace is locked; what it holds is useless without one of the two secrets. */
export interface LockRow {
  readonly id: 'lock';
  /** Names the data key; random, no part of it. */
  readonly key: string;
  readonly kdf: 'PBKDF2-HMAC-SHA-256';
  readonly iterations: number;
  readonly passphrase: Wrapping;
  readonly recovery: Wrapping;
}

/** What a record becomes in a locked workspace, beside the fields that the database orders it by. */
export interface SealedPart {
  /** 12 bytes of initialisation vector, then what AES-GCM made of the whole record. */
  readonly sealed: Uint8Array<ArrayBuffer>;
  /** The data key's name. */
  readonly by: string;
}

/** A record of the state that will take the place of the one in force. */
export interface StagedRow {
  readonly at?: number;
  readonly startedAt: number;
  readonly store: string;
  readonly row: unknown;
}
