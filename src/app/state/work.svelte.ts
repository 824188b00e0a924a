import { toErrorReport, type ErrorReport, type Progress, type StageId } from '../../domain';
import type { Client, JobKind, Jobs } from './ports';

/** What is being done now. `total` null: nobody knows yet how much there is. */
export interface Busy {
  readonly stage: StageId | 'start' | 'cancelling';
  /** The file at hand, where there is one. */
  readonly name: string | null;
  readonly done: number;
  readonly total: number | null;
  readonly unit: Progress['unit'];
}

export type Outcome<T> =
  /** `late`: it was told to stop, but was past being undone. */
  | { readonly status: 'done'; readonly value: T; readonly late: boolean }
  | { readonly status: 'failed'; readonly error: ErrorReport }
  | { readonly status: 'cancelled' };

/** The one long job at a time that the reader waits for: shows its progress, and stops it. */
export class Work {
  busy = $state.raw<Busy | null>(null);
  /** Rows are being written: leaving now would lose them. */
  writing = $state(false);
  /** Wall clock of what was done, in milliseconds by job, with the start of the worker and the way there and back. */
  readonly timings: Record<string, number> = {};
  #client: () => Promise<Client>;
  #stop: (() => void) | null = null;
  #turn = 0;

  constructor(client: () => Promise<Client>) {
    this.#client = client;
  }

  /**
   * Runs a job and waits for its outcome; nothing is thrown. A newer run takes the older one's place, which then ends as
   * cancelled and shows no more progress. `name` is the file at hand.
   */
  async run<K extends JobKind>(
    kind: K,
    request: Jobs[K]['request'],
    name: string | null = null,
  ): Promise<Outcome<Jobs[K]['response']>> {
    this.#stop?.();
    const turn = ++this.#turn;
    const current = () => turn === this.#turn;
    let stopped = false;
    const began = performance.now();
    let cancelJob: (() => void) | null = null;
    this.#stop = () => {
      stopped = true;
      cancelJob?.();
    };
    this.busy = { stage: 'start', name, done: 0, total: null, unit: 'rows' };
    this.writing = kind === 'commit' || kind === 'restore' || kind === 'changeLock';
    try {
      const client = await this.#client();
      if (stopped) return { status: 'cancelled' };
      const job = client.run(kind, request, ({ stage, done, total, unit }) => {
        if (current() && !stopped) this.busy = { stage, name, done, total, unit };
      });
      cancelJob = () => job.cancel();
      const value = await job.promise;
      this.timings[`page.${kind}`] = Math.round(
        performance.now() - began + (kind === 'read' ? (this.timings['page.read'] ?? 0) : 0),
      );
      return { status: 'done', value, late: stopped };
    } catch (thrown) {
      // A job that was told to stop ends by throwing; whatever it throws then is no error.
      const cancelled = stopped || (thrown instanceof Error && thrown.name === 'Cancelled');
      return cancelled ? { status: 'cancelled' } : { status: 'failed', error: toErrorReport(thrown) };
    } finally {
      if (current()) {
        this.busy = null;
        this.writing = false;
        this.#stop = null;
      }
    }
  }

  /** Stops what is running; always heard, however far it is. */
  cancel(): void {
    if (this.busy === null) return;
    this.busy = { ...this.busy, stage: 'cancelling' };
    this.#stop?.();
  }
}
