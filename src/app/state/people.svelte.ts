import {
  defaultIdentity,
  spellingId,
  withoutByHand,
  toErrorReport,
  type ErrorReport,
  type IdentityReport,
  type IdentitySettings,
  type JoinItem,
  type Progress,
  type SpellingItem,
} from '../../domain';
import type { JobHandle } from './ports';
import type { Session } from './session.svelte';

/** Entries of a list shown at first, and added by "show more". */
export const pageSize = 25;

export type ListName = 'open' | 'joined' | 'apart';

const without = (list: readonly string[], id: string) => list.filter((known) => known !== id);

/** The settings after the owner said of a key that it is one person's ('same') or not ('different'); null takes the word back. */
export function decide(settings: IdentitySettings, id: string, answer: 'same' | 'different' | null): IdentitySettings {
  const same = without(settings.same, id);
  const different = without(settings.different, id);
  return {
    ...(answer === null ? withoutByHand(settings, id) : settings),
    same: answer === 'same' ? [...same, id] : same,
    different: answer === 'different' ? [...different, id] : different,
  };
}

/** The settings after the owner said of two spellings that they are one name or not; null takes the word back. */
export function decideSpelling(
  settings: IdentitySettings,
  { column, from, to }: SpellingItem,
  answer: 'same' | 'different' | null,
): IdentitySettings {
  const id = spellingId({ column, from, to });
  const spellings = settings.spellings.filter((known) => spellingId(known) !== id);
  const otherSpellings = without(settings.otherSpellings, id);
  return {
    ...settings,
    spellings: answer === 'same' ? [...spellings, { column, from, to }] : spellings,
    otherSpellings: answer === 'different' ? [...otherSpellings, id] : otherSpellings,
  };
}

/** The page "Same person?": its report, and the owner's answers. Every answer is kept, and the analysis follows. */
export class PeopleState {
  report = $state.raw<IdentityReport | null>(null);
  error = $state.raw<ErrorReport | null>(null);
  progress = $state.raw<Progress | null>(null);
  waiting = $state(false);
  /** Answers that are being worked in; null where all are. */
  draft = $state.raw<IdentitySettings | null>(null);
  limits = $state.raw<Readonly<Record<ListName, number>>>({ open: pageSize, joined: pageSize, apart: pageSize });
  #session: Session;
  #job: JobHandle<IdentityReport> | null = null;
  #turn = 0;
  #answers = 0;

  constructor(session: Session) {
    this.#session = session;
  }

  /** The answers as the reader has given them, worked in or not. */
  get settings(): IdentitySettings {
    return { ...defaultIdentity, ...(this.draft ?? this.#session.settings.identity) };
  }

  /** Asks for the report; a newer question takes the older one's place. */
  async look(): Promise<void> {
    const turn = ++this.#turn;
    this.waiting = true;
    this.error = null;
    try {
      const { quality } = this.#session.settings;
      const request = { ...this.#session.place(), settings: this.settings, limits: this.limits, quality };
      const job = await this.#session.begin('people', request, (progress) => {
        if (turn === this.#turn) this.progress = progress;
      });
      if (turn === this.#turn) this.#job = job;
      const report = await job.promise;
      if (turn === this.#turn) this.report = report;
    } catch (thrown) {
      if (turn !== this.#turn || (thrown instanceof Error && thrown.name === 'Cancelled')) return;
      this.error = toErrorReport(thrown);
    } finally {
      if (turn === this.#turn) {
        this.waiting = false;
        this.progress = null;
        this.#job = null;
      }
    }
  }

  /** Stops the looking; what was found before stays. */
  stop(): void {
    this.#job?.cancel();
  }

  async more(list: ListName): Promise<void> {
    this.limits = { ...this.limits, [list]: this.limits[list] * 4 };
    await this.look();
  }

  answer(item: JoinItem, answer: 'same' | 'different' | null): Promise<void> {
    return this.#take(decide(this.settings, item.id, answer));
  }

  answerSpelling(item: SpellingItem, answer: 'same' | 'different' | null): Promise<void> {
    return this.#take(decideSpelling(this.settings, item, answer));
  }

  setCountry(country: string | null): Promise<void> {
    return this.#take({ ...this.settings, country });
  }

  /** Shows what the answers make of the customers at once, and works everything out anew beside it. */
  async #take(next: IdentitySettings): Promise<void> {
    const turn = ++this.#answers;
    this.draft = next;
    const looked = this.look();
    void this.#session.analyse({ identity: next }).then((done) => {
      // Of several answers in a row the last analysis holds them all.
      if (turn !== this.#answers) return;
      this.draft = null;
      // Cancelled or failed: the settings are as before, and so must be what is shown.
      if (!done) void this.look();
    });
    await looked;
  }
}
