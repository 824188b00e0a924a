import { IDBDatabase as FakeDatabase, IDBObjectStore as FakeStore, indexedDB } from 'fake-indexeddb';

/**
 * What can go wrong at a point. 'kill': the thread is gone, with its tab or its worker, and says nothing more. 'clock': the
 * same, and the device's clock is set back by decades. 'abort', 'quota', 'disk': the transaction ends, as browsers end it,
 * and the code is told.
 */
export type Fault = 'kill' | 'clock' | 'abort' | 'quota' | 'disk';
export const faults: readonly Fault[] = ['kill', 'clock', 'abort', 'quota', 'disk'];
export const isDeadly = (fault: Fault): boolean => fault === 'kill' || fault === 'clock';

export type Call = 'put' | 'add' | 'clear' | 'delete' | 'create';

export interface Where {
  readonly store: string;
  readonly call: Call;
  /** Which of the calls of that kind, from the operation's beginning. */
  readonly nth: number;
}

/** What is to happen next, and what has. */
export const trouble = {
  armed: null as (Omit<Where, 'nth'> & { nth: number; readonly fault: Fault }) | null,
  struck: false,
  /** The clock of the device. */
  now: 2_000_000_000_000,
};

/** Databases of threads that are gone; a thread's own open, too, answers nothing any more. */
const dead = new WeakSet<object>();
let running: { alive: boolean } = { alive: true };
const upgrades = new WeakMap<object, IDBTransaction>();

function strike(store: string, call: Call, db: object, transaction: IDBTransaction): void {
  const { armed } = trouble;
  if (armed === null || armed.store !== store || armed.call !== call || --armed.nth > 0) return;
  const { fault } = armed;
  trouble.armed = null;
  trouble.struck = true;
  if (isDeadly(fault)) {
    dead.add(db);
    running.alive = false;
  }
  if (fault === 'clock') trouble.now = 1;
  // As in browsers: a request that the disk refuses takes its transaction along, which then carries the reason.
  if (fault === 'quota') Object.defineProperty(transaction, 'error', { value: new DOMException('full', 'QuotaExceededError') });
  transaction.abort();
  if (fault === 'disk') throw new DOMException('the disk cannot be written', 'UnknownError');
}

type Patched = Record<string, (...given: unknown[]) => unknown>;

/** Puts the traps into fake-indexeddb; answers with what takes them out again. */
export function setTraps(): () => void {
  const calls = FakeStore.prototype as unknown as Patched;
  const real: Patched = {};
  for (const call of ['put', 'add', 'clear', 'delete'] as const) {
    const made = (real[call] = calls[call]!);
    calls[call] = function (this: IDBObjectStore, ...given) {
      strike(this.name, call, this.transaction.db, this.transaction);
      return made.apply(this, given);
    };
  }
  const databases = FakeDatabase.prototype as unknown as Patched;
  const { transaction, createObjectStore } = databases;
  databases['transaction'] = function (this: object, ...given) {
    if (dead.has(this)) throw new DOMException('the thread is gone', 'InvalidStateError');
    return transaction!.apply(this, given);
  };
  databases['createObjectStore'] = function (this: object, ...given) {
    const upgrade = upgrades.get(this);
    if (upgrade !== undefined) strike(given[0] as string, 'create', this, upgrade);
    return createObjectStore!.apply(this, given);
  };
  return () => {
    Object.assign(calls, real);
    Object.assign(databases, { transaction, createObjectStore });
  };
}

/** The database of a thread of its own, which from now on is the one that the next fault strikes. */
export function threadFactory(): IDBFactory {
  const life = (running = { alive: true });
  const open = (name: string, version?: number) => {
    if (!life.alive) throw new DOMException('the thread is gone', 'InvalidStateError');
    const request = indexedDB.open(name, version);
    request.addEventListener('upgradeneeded', () => {
      if (request.transaction !== null) upgrades.set(request.result, request.transaction);
    });
    return request;
  };
  return Object.create(indexedDB, { open: { value: open } }) as IDBFactory;
}
