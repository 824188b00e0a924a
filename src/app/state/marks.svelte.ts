import {
  toErrorReport,
  type ErrorReport,
  type MarkChange,
  type MarkChanged,
  type MarksView,
  type NoteRecord,
} from '../../domain';
import { isCancelled } from './customers-list.svelte';
import type { Session } from './session.svelte';

/** What was just done to the marks, with the way back. */
export interface MarkDone {
  /** A sentence; `n` is how many notes or customers it concerned. */
  readonly text: string;
  readonly undo: MarkChange | null;
}

/** The owner's notes, tasks and tags as one screen shows them: those of `customer`, or (null) of all. */
export class MarksState {
  view = $state.raw<MarksView | null>(null);
  done = $state.raw<MarkDone | null>(null);
  error = $state.raw<ErrorReport | null>(null);
  #session: Session;
  #customer: string | null = null;
  #question = 0;

  constructor(session: Session) {
    this.#session = session;
  }

  /** Asks anew; of two questions the newer counts. */
  async look(customer: string | null): Promise<void> {
    const question = ++this.#question;
    if (customer !== this.#customer) {
      this.view = null;
      this.done = null;
    }
    this.#customer = customer;
    try {
      const view = await this.#session.ask('marks', { customer });
      if (question !== this.#question) return;
      this.view = view;
      this.error = null;
    } catch (thrown) {
      if (question === this.#question && !isCancelled(thrown)) this.error = toErrorReport(thrown);
    }
  }

  /** Changes what is kept and says so with `said`, which is given how many it concerned. False where it failed. */
  async change(change: MarkChange, said: (n: number) => string): Promise<boolean> {
    let changed: MarkChanged;
    try {
      changed = await this.#session.ask('mark', { ...this.#session.place(), change });
    } catch (thrown) {
      this.error = toErrorReport(thrown);
      return false;
    }
    this.done = { text: said(changed.n), undo: changed.n > 0 ? changed.undo : null };
    await this.look(this.#customer);
    return true;
  }

  /** Takes the last change back. */
  async undo(said: string): Promise<void> {
    const undo = this.done?.undo;
    if (!undo) return;
    await this.change(undo, () => said);
    // One step back: to take back the taking back would be to go round in circles.
    if (this.done) this.done = { ...this.done, undo: null };
  }

  put(note: NoteRecord, said: string): Promise<boolean> {
    return this.change({ kind: 'notes', put: [note], drop: [] }, () => said);
  }

  drop(note: NoteRecord, said: string): Promise<boolean> {
    return this.change({ kind: 'notes', put: [], drop: [note.id] }, () => said);
  }
}
