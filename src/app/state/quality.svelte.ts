import {
  defaultQuality,
  toErrorReport,
  type ErrorReport,
  type Progress,
  type QualityFinding,
  type QualityReport,
} from '../../domain';
import type { JobHandle } from './ports';
import { answered, isCarried, stateOf, type Answers, type FindingState } from './quality-answers';
import { session, type Session } from './session.svelte';

const inForce = (state: FindingState): boolean => state === 'on' || state === 'capped';

/** The page of quality, and the line about it on Data: one report for both. Every answer is kept, and the analysis follows. */
export class QualityState {
  report = $state.raw<QualityReport | null>(null);
  error = $state.raw<ErrorReport | null>(null);
  progress = $state.raw<Progress | null>(null);
  waiting = $state(false);
  /** Answers that are being worked in; null where all are. */
  draft = $state.raw<Answers | null>(null);
  #session: Session;
  #job: JobHandle<QualityReport> | null = null;
  /** The imports that the report, or the question under way, is about. */
  #about: unknown = null;
  #asked: Promise<QualityReport | null> | null = null;
  #answers = 0;

  constructor(session: Session) {
    this.#session = session;
    session.whenForgotten(() => this.#forget());
  }

  get answers(): Answers {
    const { quality, identity } = this.#session.settings;
    return this.draft ?? { quality: quality ?? defaultQuality, identity };
  }

  stateOf(finding: QualityFinding): FindingState {
    return stateOf(this.answers, finding);
  }

  /** Whether what is on was carried over from an earlier export. */
  isCarried(finding: QualityFinding): boolean {
    return isCarried(this.answers, finding);
  }

  /** Findings that nothing was said of, and repairs in force. */
  count(): { open: number; on: number } {
    const states = (this.report?.tables ?? []).flatMap(({ findings }) => findings.map((finding) => this.stateOf(finding)));
    return { open: states.filter((state) => state === 'open').length, on: states.filter(inForce).length };
  }

  /**
   * The report on the files that are there now: the one at hand, the one that is being made, or a new one. Null where it was
   * stopped or could not be had; why is in `error`.
   */
  look(): Promise<QualityReport | null> {
    const { imports } = this.#session;
    if (this.#about === imports) {
      if (this.#asked !== null) return this.#asked;
      if (this.report !== null) return Promise.resolve(this.report);
    }
    this.#forget();
    this.#about = imports;
    const asked = (this.#asked = this.#ask(imports).finally(() => {
      if (this.#asked !== asked) return;
      this.#asked = null;
      this.#job = null;
      this.waiting = false;
      this.progress = null;
    }));
    return asked;
  }

  async #ask(imports: unknown): Promise<QualityReport | null> {
    this.waiting = true;
    const current = () => this.#about === imports;
    try {
      const job = await this.#session.begin('quality', this.#session.place(), (progress) => {
        if (current()) this.progress = progress;
      });
      // Other files may have come in the meantime.
      if (!current()) job.cancel();
      else this.#job = job;
      const report = await job.promise;
      if (!current()) return null;
      this.report = report;
      return report;
    } catch (thrown) {
      if (current() && !(thrown instanceof Error && thrown.name === 'Cancelled')) this.error = toErrorReport(thrown);
      return null;
    }
  }

  /** Stops the looking. */
  stop(): void {
    this.#job?.cancel();
  }

  /** What was found in other files, or under a key that is gone, is not kept. */
  #forget(): void {
    this.#job?.cancel();
    this.#job = null;
    this.#about = null;
    this.#asked = null;
    this.report = null;
    this.error = null;
    this.progress = null;
    this.waiting = false;
  }

  /** Keeps the answer, and works everything out anew where it changes how rows are read. */
  answer(finding: QualityFinding, next: FindingState): void {
    const turn = ++this.#answers;
    const repairs = inForce(next) || inForce(this.stateOf(finding));
    const newest = (this.report?.tables ?? []).reduce((last, { addedAt = 0 }) => Math.max(last, addedAt), 0);
    const draft = answered(this.answers, finding, next, newest);
    // An answer that is still being worked in must not be lost to one that changes no figure.
    const analysing = repairs || this.draft !== null;
    this.draft = draft;
    const kept = analysing ? this.#session.analyse(draft) : this.#session.keepSettings(draft);
    void kept.then(() => {
      // Of several answers in a row the last holds them all; where it failed, the settings are as before.
      if (turn === this.#answers) this.draft = null;
    });
  }
}

/** One for the page: Data, the page of quality and the export show the same. */
export const quality = new QualityState(session);
