import { toErrorReport, type AnalysisResult, type ErrorReport, type Progress, type SegmentsCheck } from '../../domain';
import type { JobHandle } from './ports';
import { session, type Session } from './session.svelte';

/** Whether the groups of the analysis in force are real: asked once for each, by the screen or by the export. */
export class SegmentsCheckState {
  check = $state.raw<SegmentsCheck | null>(null);
  error = $state.raw<ErrorReport | null>(null);
  progress = $state.raw<Progress | null>(null);
  waiting = $state(false);
  #session: Session;
  #job: JobHandle<SegmentsCheck> | null = null;
  /** The analysis that the answer, or the question under way, is about. */
  #about: AnalysisResult | null = null;
  #asked: Promise<SegmentsCheck | null> | null = null;

  constructor(session: Session) {
    this.#session = session;
    session.whenForgotten(() => this.#forget());
  }

  /** What is known of this analysis; null where it is about another. */
  of(result: AnalysisResult): SegmentsCheck | null {
    // Read whatever it is about: whoever looks must hear of an answer that comes later.
    const { check } = this;
    return this.#about === result ? check : null;
  }

  /** The answer: the one at hand, the one under way, or a new one. Null where there are no groups, or it was stopped or failed. */
  look(): Promise<SegmentsCheck | null> {
    const { result } = this.#session;
    if (result === null || !result.segments.ok) return Promise.resolve(null);
    if (this.#about === result) {
      if (this.#asked !== null) return this.#asked;
      if (this.check !== null) return Promise.resolve(this.check);
    }
    this.#forget();
    this.#about = result;
    const asked = (this.#asked = this.#ask(result).finally(() => {
      if (this.#asked !== asked) return;
      this.#asked = null;
      this.#job = null;
      this.waiting = false;
      this.progress = null;
    }));
    return asked;
  }

  async #ask(result: AnalysisResult): Promise<SegmentsCheck | null> {
    this.waiting = true;
    const current = () => this.#about === result;
    try {
      const job = await this.#session.begin('segmentsCheck', null, (progress) => {
        if (current()) this.progress = progress;
      });
      // Other groups may have been made in the meantime.
      if (!current()) job.cancel();
      else this.#job = job;
      const check = await job.promise;
      if (!current()) return null;
      this.check = check;
      return check;
    } catch (thrown) {
      if (current() && !(thrown instanceof Error && thrown.name === 'Cancelled')) this.error = toErrorReport(thrown);
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
    this.check = null;
    this.error = null;
    this.progress = null;
    this.waiting = false;
  }
}

/** One for the page: the screen of groups and the export show the same. */
export const segmentsCheck = new SegmentsCheckState(session);
