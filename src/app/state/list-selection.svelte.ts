import type { CustomerQuery, Selection } from '../../domain';

type KeysOf = (query: CustomerQuery, from: number, to: number) => Promise<readonly string[]>;

/** Keys taken in between two breaths of the page. */
const atOnce = 5000;

/**
 * Customers chosen in the list: one by one, or all that fit but for some. Those chosen one by one stay chosen while the
 * filters change; "all that fit" ends with the question it was said of.
 */
export class ListSelection {
  /** All that fit, but for `#keys`; else only those. */
  all = $state(false);
  // Read through #version: a reactive set would hold a signal for each of a hundred thousand keys.
  // eslint-disable-next-line svelte/prefer-svelte-reactivity
  #keys = new Set<string>();
  /** Goes up with every change of the keys. */
  #version = $state(0);
  #anchor: number | null = null;
  #keysOf: KeysOf;

  constructor(keysOf: KeysOf) {
    this.#keysOf = keysOf;
  }

  has(key: string): boolean {
    void this.#version;
    return this.#keys.has(key) !== this.all;
  }

  /** How many are chosen, of so many that fit. */
  count(total: number): number {
    void this.#version;
    return this.all ? Math.max(total - this.#keys.size, 0) : this.#keys.size;
  }

  clear(): void {
    this.all = false;
    this.#keys.clear();
    this.#anchor = null;
    this.#version++;
  }

  chooseAll(): void {
    this.clear();
    this.all = true;
  }

  /** Another question is asked: "all that fit" meant the one before. */
  asked(): void {
    if (this.all) this.clear();
    this.#anchor = null;
  }

  /** Turns one row; `at` is where it stands. */
  toggle(key: string, at: number): void {
    if (this.#keys.has(key)) this.#keys.delete(key);
    else this.#keys.add(key);
    this.#anchor = at;
    this.#version++;
  }

  /** Chooses everybody from the row that was turned last to this one. */
  async range(query: CustomerQuery, at: number): Promise<void> {
    const from = this.#anchor ?? at;
    const keys = await this.#keysOf(query, Math.min(from, at), Math.max(from, at) + 1);
    for (let begin = 0; begin < keys.length; begin += atOnce) {
      for (const key of keys.slice(begin, begin + atOnce)) {
        if (this.all) this.#keys.delete(key);
        else this.#keys.add(key);
      }
      this.#version++;
      if (begin + atOnce < keys.length) await new Promise((resolve) => setTimeout(resolve, 0));
    }
    this.#anchor ??= at;
  }

  /** What the worker is told. */
  selection(query: CustomerQuery): Selection {
    return this.all ? { query, without: [...this.#keys] } : { keys: [...this.#keys] };
  }
}
