import { defaultIdentity, mergeId, toErrorReport, type ErrorReport, type IdentitySettings } from '../../domain';
import type { Session } from './session.svelte';

/** A key as IdentitySettings has it, and as it is shown. */
export interface NamedKey {
  readonly id: string;
  readonly text: string;
}

/** The last thing that was said by hand of who is who. */
export type HandDone =
  | { readonly what: 'merged'; readonly one: string; readonly other: string; readonly before: IdentitySettings | null }
  | { readonly what: 'split' | 'not-split'; readonly key: string; readonly before: IdentitySettings | null };

/** The settings with two people joined by hand; what was split off of one of the two keys is forgotten. */
export function mergedWith(settings: IdentitySettings, one: string, other: string): IdentitySettings {
  const pair: readonly [string, string] = one < other ? [one, other] : [other, one];
  const others = settings.merged.filter((known) => mergeId(known) !== mergeId(pair));
  return { ...settings, merged: [...others, pair], split: settings.split.filter((key) => key !== one && key !== other) };
}

/** The settings with a key split off; what was joined by hand on it is forgotten. */
export function splitOff(settings: IdentitySettings, key: string): IdentitySettings {
  const merged = settings.merged.filter((pair) => !pair.includes(key));
  return { ...settings, merged, split: [...settings.split.filter((known) => known !== key), key] };
}

/** Joining and splitting people from a customer's page. The analysis follows, and the last word can be taken back. */
export class ByHand {
  done = $state.raw<HandDone | null>(null);
  error = $state.raw<ErrorReport | null>(null);
  working = $state(false);
  #session: Session;

  constructor(session: Session) {
    this.#session = session;
    session.whenForgotten(() => {
      this.done = null;
      this.error = null;
    });
  }

  get #settings(): IdentitySettings {
    return { ...defaultIdentity, ...this.#session.settings.identity };
  }

  /** What a customer is known by first; null where there is no such customer any more. */
  async #strongest(key: string): Promise<NamedKey | null> {
    const detail = await this.#session.ask('customer', { key });
    return detail?.identities?.[0] ?? null;
  }

  /** Joins the customers of two keys of the list. */
  async merge(one: string, other: string): Promise<void> {
    await this.#work(async (before) => {
      const [a, b] = [await this.#strongest(one), await this.#strongest(other)];
      if (a === null || b === null || a.id === b.id) return;
      if (await this.#session.analyse({ identity: mergedWith(before, a.id, b.id) })) {
        this.done = { what: 'merged', one, other, before };
      }
    });
  }

  /** Splits a key off, unless it stands in all rows of its person: then there is nobody to split it from. */
  async split({ id, text }: NamedKey): Promise<void> {
    await this.#work(async (before) => {
      const settings = splitOff(before, id);
      const { quality } = this.#session.settings;
      const request = { ...this.#session.place(), settings, limits: { open: 0, joined: 0, apart: 0 }, quality };
      const report = await this.#session.ask('people', request);
      if (report.customers === this.#session.result?.customers) {
        this.done = { what: 'not-split', key: text, before: null };
      } else if (await this.#session.analyse({ identity: settings })) {
        this.done = { what: 'split', key: text, before };
      }
    });
  }

  /** Takes the last word back. */
  async undo(): Promise<void> {
    const before = this.done?.before;
    if (!before) return;
    await this.#work(async () => {
      if (await this.#session.analyse({ identity: before })) this.done = null;
    });
  }

  async #work(work: (before: IdentitySettings) => Promise<void>): Promise<void> {
    if (this.working) return;
    this.working = true;
    this.error = null;
    try {
      await work(this.#settings);
    } catch (thrown) {
      if (!(thrown instanceof Error && thrown.name === 'Cancelled')) this.error = toErrorReport(thrown);
    } finally {
      this.working = false;
    }
  }
}
