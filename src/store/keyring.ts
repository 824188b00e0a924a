import { KithError } from '../domain';
import { openBytes, sealBytes, subtle, type StoreKey } from './vault';
import type { LockRow, Wrapping } from './versions/v3';

/**
 * OWASP Password Storage Cheat Sheet, "PBKDF2": 600,000 iterations with HMAC-SHA-256
 * (https://cheatsheetseries.owasp.org/cheatsheets/Password_Storage_Cheat_Sheet.html).
 */
export const iterations = 600_000;

/** More than any lock of ours asks for: a file that asks for more would only keep the browser busy. */
const mostIterations = 10_000_000;

/** Letters and figures that are not taken for one another when copied from paper (Crockford's base 32). */
const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const recoveryLetters = 28;

export type Secret = { readonly passphrase: string } | { readonly recovery: string };

/** 140 random bits in seven groups of four. */
function newRecoveryCode(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(recoveryLetters));
  const letters = Array.from(bytes, (byte) => alphabet[byte & 31]!).join('');
  return letters.match(/.{4}/g)!.join('-');
}

/** As the code was made, however it was typed: spaces, dashes, small letters, O for 0, I and L for 1. */
function tidyRecovery(typed: string): string {
  return typed
    .normalize('NFKC')
    .toUpperCase()
    .replace(/[^0-9A-Z]/g, '')
    .replaceAll('O', '0')
    .replace(/[IL]/g, '1');
}

const words = (secret: Secret) =>
  new TextEncoder().encode(
    'passphrase' in secret ? `p ${secret.passphrase.normalize('NFKC')}` : `r ${tidyRecovery(secret.recovery)}`,
  );

async function wrappingKey(secret: Secret, salt: Uint8Array<ArrayBuffer>, rounds: number): Promise<CryptoKey> {
  const base = await subtle().importKey('raw', words(secret), 'PBKDF2', false, ['deriveKey']);
  const how = { name: 'PBKDF2', hash: 'SHA-256', salt, iterations: rounds };
  return subtle().deriveKey(how, base, { name: 'AES-GCM', length: 256 }, false, ['encrypt', 'decrypt']);
}

const wrapName = (key: string) => `kith data key ${key}`;

async function wrap(raw: Uint8Array<ArrayBuffer>, secret: Secret, key: string): Promise<Wrapping> {
  const salt = crypto.getRandomValues(new Uint8Array(16));
  const sealed = await sealBytes(await wrappingKey(secret, salt, iterations), raw, wrapName(key));
  return { salt, iv: sealed.slice(0, 12), wrapped: sealed.slice(12) };
}

async function unwrap(lock: LockRow, secret: Secret): Promise<Uint8Array<ArrayBuffer>> {
  if (lock.kdf !== 'PBKDF2-HMAC-SHA-256' || !(lock.iterations > 0 && lock.iterations <= mostIterations)) {
    throw new KithError('store/failed', { reason: 'the lock is of an unknown kind' });
  }
  const { salt, iv, wrapped } = 'passphrase' in secret ? lock.passphrase : lock.recovery;
  const key = await wrappingKey(secret, salt, lock.iterations);
  const sealed = new Uint8Array(iv.length + wrapped.length);
  sealed.set(iv);
  sealed.set(wrapped, iv.length);
  try {
    return await openBytes(key, sealed, wrapName(lock.key));
  } catch {
    throw new KithError('passphrase' in secret ? 'lock/wrong-passphrase' : 'lock/wrong-code');
  }
}

/** The data key and what is derived from it, none of which can be taken out again. Forgets the raw bytes. */
async function keep(id: string, raw: Uint8Array<ArrayBuffer>): Promise<StoreKey> {
  const base = await subtle().importKey('raw', raw, 'HKDF', false, ['deriveKey']);
  raw.fill(0);
  const from = (info: string) => ({
    name: 'HKDF',
    hash: 'SHA-256',
    salt: new Uint8Array(),
    info: new TextEncoder().encode(info),
  });
  const [data, blind] = await Promise.all([
    subtle().deriveKey(from('kith data'), base, { name: 'AES-GCM', length: 256 }, false, ['encrypt', 'decrypt']),
    subtle().deriveKey(from('kith blind'), base, { name: 'HMAC', hash: 'SHA-256', length: 256 }, false, ['sign']),
  ]);
  return { id, data, blind };
}

/** A new lock with a random data key, wrapped under the passphrase and under a new recovery code, which is shown once. */
export async function createLock(passphrase: string): Promise<{ lock: LockRow; key: StoreKey; recoveryCode: string }> {
  const raw = crypto.getRandomValues(new Uint8Array(32));
  const id = Array.from(crypto.getRandomValues(new Uint8Array(8)), (byte) => byte.toString(16).padStart(2, '0')).join('');
  const recoveryCode = newRecoveryCode();
  const [byPassphrase, byCode] = await Promise.all([wrap(raw, { passphrase }, id), wrap(raw, { recovery: recoveryCode }, id)]);
  const lock: LockRow = {
    id: 'lock',
    key: id,
    kdf: 'PBKDF2-HMAC-SHA-256',
    iterations,
    passphrase: byPassphrase,
    recovery: byCode,
  };
  return { lock, key: await keep(id, raw), recoveryCode };
}

/** The key of a lock. Errors: lock/wrong-passphrase, lock/wrong-code, store/no-crypto. */
export async function unlock(lock: LockRow, secret: Secret): Promise<StoreKey> {
  return keep(lock.key, await unwrap(lock, secret));
}

/** The same lock under another passphrase and another recovery code; either of the old secrets opens it for that. */
export async function rewrap(
  lock: LockRow,
  secret: Secret,
  passphrase: string,
): Promise<{ lock: LockRow; key: StoreKey; recoveryCode: string }> {
  const raw = await unwrap(lock, secret);
  const recoveryCode = newRecoveryCode();
  const [byPassphrase, byCode] = await Promise.all([
    wrap(raw, { passphrase }, lock.key),
    wrap(raw, { recovery: recoveryCode }, lock.key),
  ]);
  const next: LockRow = { ...lock, iterations, passphrase: byPassphrase, recovery: byCode };
  return { lock: next, key: await keep(lock.key, raw), recoveryCode };
}
