import { isoDay, parseIsoDay, type DayNumber } from '../../domain';
import type { ImportRecord } from '../../store';
import type { Jobs } from './ports';
import type { Session } from './session.svelte';

/** The day the date box shows when nothing was set by hand: the one in force. */
export function shownAsOf(set: DayNumber | null, used: DayNumber | null): string {
  const day = set ?? used;
  return day === null ? '' : isoDay(day);
}

/** What goes when everything is wiped. */
export interface WipeContents {
  readonly imports: number;
  readonly rows: number;
  readonly bytes: number;
  readonly sampleRows: number;
}

/** The figures of the Data screen that have to be asked for, and what its buttons do. */
export class DataState {
  engine = $state.raw<Jobs['engine']['response'] | null>(null);
  engineAsked = $state(false);
  room = $state.raw<{ used: number; quota: number } | null>(null);
  persisted = $state<boolean | null>(null);
  #session: Session;

  constructor(session: Session) {
    this.#session = session;
  }

  /** Asks the browser for the room taken, and the engine for its name once there is something it has computed. */
  async look(): Promise<void> {
    const storage = (navigator as { storage?: StorageManager }).storage;
    if (storage) {
      const { usage, quota } = await storage.estimate();
      this.room = { used: usage ?? 0, quota: quota ?? 0 };
      this.persisted = await storage.persisted();
    }
    if (this.#session.result === null || this.#session.busy !== null) return;
    this.engineAsked = true;
    try {
      this.engine = await this.#session.ask('engine', null);
    } catch (thrown) {
      this.#session.report(thrown);
    }
  }

  /** Every rejected row of an import. */
  async rejects(record: ImportRecord) {
    try {
      return await (await this.#session.store()).loadRejects(record.id);
    } catch (thrown) {
      this.#session.report(thrown);
      return null;
    }
  }

  /** What a wipe would delete, of both workspaces; null (with the error shown) where that cannot be told. */
  async contents(): Promise<WipeContents | null> {
    try {
      const own = await this.#session.contentsOf('own');
      const sample = await this.#session.contentsOf('made-up');
      return { ...own, sampleRows: sample.rows };
    } catch (thrown) {
      this.#session.report(thrown);
      return null;
    }
  }

  /** Takes the day as written; false where it is none. */
  async setAsOf(text: string): Promise<boolean> {
    const asOf = parseIsoDay(text);
    if (asOf === null) return false;
    await this.#session.analyse({ asOf });
    return true;
  }
}
