import { toErrorReport, type AnalysisResult, type ErrorReport, type Progress } from '../../domain';
import type { JobHandle, JobKind, Jobs } from './ports';
import type { Session } from './session.svelte';

/**
 * A question that is asked of the worker only when its screen is opened: shows its progress, can be stopped, and keeps the last answer for
 * as long as the result in force stays the same. A newer question takes the older one's place.
 */
export class Look<K extends JobKind> {
  answer = $state.raw<Jobs[K]['response'] | null>(null);
  error = $state.raw<ErrorReport | null>(null);
  progress = $state.raw<Progress | null>(null);
  waiting = $state(false);
  #session: Session;
  #kind: K;
  #job: JobHandle<Jobs[K]['response']> | null = null;
  /** The result and the wish that the answer, or the question under way, is about. */
  #about: { readonly result: AnalysisResult; readonly wish: string } | null = null;
  #asked: Promise<Jobs[K]['response'] | null> | null = null;

  constructor(session: Session, kind: K) {
    this.#session = session;
    this.#kind = kind;
    session.whenForgotten(() => this.#forget());
  }

  /** The answer at hand, the one that is being made, or a new one. Null where it was stopped or refused; why is in `error`. */
  look(request: Jobs[K]['request']): Promise<Jobs[K]['response'] | null> {
    const { result } = this.#session;
    if (result === null) return Promise.resolve(null);
    const wish = JSON.stringify(request);
    if (this.#about?.result === result && this.#about.wish === wish) {
      if (this.#asked !== null) return this.#asked;
      if (this.answer !== null || this.error !== null) return Promise.resolve(this.answer);
    }
    // What is shown of another wish stays until the new answer is there; of another result nothing does.
    const keep = this.#about?.result === result;
    this.#job?.cancel();
    if (!keep) this.answer = null;
    const about = (this.#about = { result, wish });
    this.error = null;
    this.waiting = true;
    this.progress = null;
    const asked = (this.#asked = this.#ask(about, request).finally(() => {
      if (this.#about !== about) return;
      this.#asked = null;
      this.#job = null;
      this.waiting = false;
      this.progress = null;
    }));
    return asked;
  }

  async #ask(about: object, request: Jobs[K]['request']): Promise<Jobs[K]['response'] | null> {
    const current = () => this.#about === about;
    try {
      const job = await this.#session.begin(this.#kind, request, (progress) => {
        if (current()) this.progress = progress;
      });
      if (!current()) job.cancel();
      else this.#job = job;
      const answer = await job.promise;
      if (!current()) return null;
      this.answer = answer;
      return answer;
    } catch (thrown) {
      if (!current()) return null;
      if (thrown instanceof Error && thrown.name === 'Cancelled') this.#about = null;
      else this.error = toErrorReport(thrown);
      this.waiting = false;
      return null;
    }
  }

  /** Stops the looking. */
  stop(): void {
    this.#job?.cancel();
  }

  #forget(): void {
    this.#job?.cancel();
    this.#job = null;
    this.#about = null;
    this.#asked = null;
    this.answer = null;
    this.error = null;
    this.progress = null;
    this.waiting = false;
  }
}
