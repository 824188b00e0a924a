import {
  everything,
  toErrorReport,
  type CustomNumber,
  type DayNumber,
  type ErrorReport,
  type NumberId,
  type NumberPeriod,
  type NumberRows,
  type NumbersReport,
  type Progress,
} from '../../domain';
import { periodOf, usualChoice, type PeriodChoice } from './number-periods';
import type { JobHandle } from './ports';
import { session, type Session } from './session.svelte';

/** Kept beside the settings: figures of the owner's own change nothing that is worked out on import. */
const customKey = 'custom-numbers';
/** Rows shown at once. */
export const rowsAtOnce = 25;

const cancelled = (thrown: unknown): boolean => thrown instanceof Error && thrown.name === 'Cancelled';

/** The screen of numbers: the chosen days, the figures of these days, and the owner's own. One report at a time. */
export class NumbersState {
  choice = $state.raw<PeriodChoice>(usualChoice);
  /** Nothing later counts; null = the day of the analysis. */
  asOf = $state<DayNumber | null>(null);
  report = $state.raw<NumbersReport | null>(null);
  custom = $state.raw<readonly CustomNumber[]>([]);
  /** The one that was deleted last, with its place, until something else is done. */
  deleted = $state.raw<{ readonly custom: CustomNumber; readonly at: number } | null>(null);
  error = $state.raw<ErrorReport | null>(null);
  progress = $state.raw<Progress | null>(null);
  waiting = $state(false);
  #session: Session;
  #job: JobHandle<NumbersReport> | null = null;
  #turn = 0;
  #fetched: unknown = null;

  constructor(session: Session) {
    this.#session = session;
    session.whenForgotten(() => this.#forget());
  }

  /** The as-of day in force. */
  get day(): DayNumber {
    const latest = this.#session.result?.asOf ?? 0;
    return Math.min(this.asOf ?? latest, latest);
  }

  /** The chosen days; null where they are none. */
  get period(): NumberPeriod | null {
    return periodOf(this.choice, this.day);
  }

  /** Works out the figures of the chosen days; of two questions the newer counts. */
  async look(): Promise<void> {
    const turn = ++this.#turn;
    this.#job?.cancel();
    const { period } = this;
    const { result } = this.#session;
    if (result === null || period === null) return;
    this.waiting = true;
    this.error = null;
    try {
      await this.#fetchCustom();
      if (turn !== this.#turn) return;
      const request = { asOf: this.asOf, period, custom: this.custom };
      const job = await this.#session.begin('numbers', request, (progress) => {
        if (turn === this.#turn) this.progress = progress;
      });
      if (turn !== this.#turn) job.cancel();
      else this.#job = job;
      const report = await job.promise;
      if (turn === this.#turn) this.report = report;
    } catch (thrown) {
      if (turn === this.#turn && !cancelled(thrown)) this.error = toErrorReport(thrown);
    } finally {
      if (turn === this.#turn) {
        this.waiting = false;
        this.progress = null;
        this.#job = null;
      }
    }
  }

  /** Everything up to the day of the analysis, and the twelve months before it, for the export; null where they could not be had. */
  async forExport(): Promise<{ readonly all: NumbersReport; readonly year: NumbersReport } | null> {
    const { result } = this.#session;
    if (result === null) return null;
    try {
      await this.#fetchCustom();
      const ask = (period: NumberPeriod) => this.#session.ask('numbers', { asOf: null, period, custom: this.custom });
      const all = await ask(everything(result.asOf));
      return { all, year: await ask(periodOf(usualChoice, result.asOf)!) };
    } catch {
      // The file says that they are missing; what else is in it stands.
      return null;
    }
  }

  /** A window of the rows behind a figure of the chosen days. Throws KithError, or Cancelled where a newer question came. */
  async rows(of: NumberId | CustomNumber, offset: number): Promise<NumberRows | null> {
    const { period } = this;
    if (period === null) return null;
    return await this.#session.ask('numberRows', { asOf: this.asOf, period, of, offset, limit: rowsAtOnce });
  }

  stop(): void {
    this.#job?.cancel();
  }

  /** Keeps one of the owner's own: a new one, or in the place of the one with its id. True where it is kept. */
  async keep(custom: CustomNumber): Promise<boolean> {
    const known = this.custom.some(({ id }) => id === custom.id);
    const next = known ? this.custom.map((one) => (one.id === custom.id ? custom : one)) : [...this.custom, custom];
    return await this.#write(next);
  }

  async remove(id: string): Promise<void> {
    const at = this.custom.findIndex((one) => one.id === id);
    const custom = this.custom[at];
    if (!custom) return;
    if (await this.#write(this.custom.filter((one) => one.id !== id))) this.deleted = { custom, at };
  }

  /** Puts the one that was deleted last back in its place. */
  async undo(): Promise<void> {
    const { deleted } = this;
    if (!deleted) return;
    await this.#write([...this.custom.slice(0, deleted.at), deleted.custom, ...this.custom.slice(deleted.at)]);
  }

  /** An id that none has. */
  freshId(): string {
    const taken = [...this.custom.map(({ id }) => id), this.deleted?.custom.id];
    let n = 1;
    while (taken.includes(`own-${String(n)}`)) n++;
    return `own-${String(n)}`;
  }

  async #write(next: readonly CustomNumber[]): Promise<boolean> {
    try {
      await (await this.#session.store()).setSetting(customKey, next);
    } catch (thrown) {
      this.#session.report(thrown);
      return false;
    }
    this.deleted = null;
    this.custom = next;
    void this.look();
    return true;
  }

  /** What is kept in this workspace, asked for once. */
  async #fetchCustom(): Promise<void> {
    const about = this.#session.workspace;
    if (this.#fetched === about) return;
    const kept = await (await this.#session.store()).getSetting<readonly CustomNumber[]>(customKey);
    if (this.#session.workspace !== about) return;
    this.#fetched = about;
    this.custom = kept ?? [];
  }

  #forget(): void {
    this.#turn++;
    this.#job?.cancel();
    this.#job = null;
    this.#fetched = null;
    this.report = null;
    this.custom = [];
    this.deleted = null;
    this.error = null;
    this.progress = null;
    this.waiting = false;
    this.asOf = null;
    this.choice = usualChoice;
  }
}

/** One for the page: the screen and the export show the same. */
export const numbers = new NumbersState(session);
