/** The part of `navigator.locks` that is used. */
export interface Locks {
  request<T>(name: string, options: LockOptions, callback: (lock: Lock | null) => Promise<T>): Promise<T>;
}

/** Who may write imports to a database: one thread at a time, over all tabs where the browser can promise it. */
export interface WriteLock {
  /** Whether holding the lock proves that nobody else, in any tab, is writing. */
  readonly everywhere: boolean;
  /** Waits for the lock. A signal that aborts gives up with its reason. */
  hold<T>(work: () => Promise<T>, signal?: AbortSignal): Promise<T>;
  /** Does the work if nobody holds the lock, else answers false at once. */
  tryHold(work: () => Promise<void>): Promise<boolean>;
}

function webLock(locks: Locks, name: string): WriteLock {
  return {
    everywhere: true,
    hold: (work, signal) => locks.request(name, signal ? { signal } : {}, work),
    tryHold: (work) =>
      locks.request(name, { ifAvailable: true }, async (lock) => {
        if (lock === null) return false;
        await work();
        return true;
      }),
  };
}

const heldHere = new Map<string, Promise<unknown>>();

/** For browsers without Web Locks: orders the writers of this thread, and knows nothing of others. */
function threadLock(name: string): WriteLock {
  const take = async <T>(work: () => Promise<T>): Promise<T> => {
    const before = heldHere.get(name);
    const turn = (async () => {
      await before?.catch(() => undefined);
      return work();
    })();
    heldHere.set(name, turn);
    try {
      return await turn;
    } finally {
      if (heldHere.get(name) === turn) heldHere.delete(name);
    }
  };
  return {
    everywhere: false,
    hold: take,
    tryHold: async (work) => {
      if (heldHere.has(name)) return false;
      await take(work);
      return true;
    },
  };
}

/** The write lock of a database. `locks` null: this browser has none. */
export function createWriteLock(database: string, locks: Locks | null): WriteLock {
  const name = `${database}-write`;
  return locks === null ? threadLock(name) : webLock(locks, name);
}

/** This browser's Web Locks, or null. */
export function browserLocks(): Locks | null {
  return typeof navigator === 'undefined' ? null : ((navigator as { locks?: Locks }).locks ?? null);
}
