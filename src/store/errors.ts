import { KithError } from '../domain';

interface Nested {
  readonly name?: unknown;
  readonly message?: unknown;
  readonly inner?: unknown;
  readonly failures?: unknown;
}

/** The thrown thing and everything Dexie wrapped in it. */
function* unwrap(thrown: unknown): Generator<Nested> {
  let at = thrown;
  for (let depth = 0; depth < 8 && typeof at === 'object' && at !== null; depth++) {
    const nested = at as Nested;
    yield nested;
    const failures = nested.failures;
    at = Array.isArray(failures) && failures.length > 0 ? failures[0] : nested.inner;
  }
}

/**
 * A failure of IndexedDB or Dexie as an error a person can act on; a KithError stays as it is. `needed` is the number
 * of bytes that were to be written, for store/full.
 */
export function toStoreError(thrown: unknown, needed = 0): KithError {
  if (thrown instanceof KithError) return thrown;
  for (const { name } of unwrap(thrown)) {
    if (name === 'QuotaExceededError') return new KithError('store/full', { needed });
  }
  const named = thrown as Nested;
  const reason = thrown instanceof Error ? `${String(named.name)}: ${thrown.message}` : String(thrown);
  return new KithError('store/failed', { reason });
}
