import type { DateOrder, ErrorReport, ImportReport, Question, ReadOptions, Role } from '../../domain';
import { looksPacked } from './files';
import { optionsFrom, type KeptLayout } from './layouts';
import type { Staged } from './ports';
import type { Work } from './work.svelte';

/** A file on its way in: waiting, being read, understood, or refused with the reason. */
export interface IncomingFile {
  readonly id: number;
  readonly name: string;
  readonly file: Blob;
  readonly status: 'waiting' | 'reading' | 'ready' | 'failed' | 'cancelled';
  readonly staged: Staged | null;
  readonly error: ErrorReport | null;
  /** What the owner has overruled so far. */
  readonly options: ReadOptions;
  /** What was asked of the owner so far, with the answers given: an answer can be changed. */
  readonly asked: readonly Question[];
  /** When the same bytes were imported before, in milliseconds; 0 where they came twice in this drop. */
  readonly seenBefore: number | null;
  /** When the owner said how files with these columns are to be read, in milliseconds, where this one is read so. */
  readonly chosenBefore: number | null;
  /** Whether it goes in when the owner says yes. */
  readonly included: boolean;
  /** It came out of another file: its own tables are not looked for again. */
  readonly part: boolean;
}

export interface NamedFile {
  readonly name: string;
  readonly file: Blob;
}

/** Lays what the owner changed over what was changed before. A role that is chosen anew was not chosen before. */
export function mergeOptions(before: ReadOptions, patch: ReadOptions): ReadOptions {
  const { chosenBefore } = before;
  const columns = chosenBefore?.columns.filter((name) => !Object.hasOwn(patch.roles ?? {}, name)) ?? [];
  return {
    ...before,
    ...patch,
    ...(patch.roles ? { roles: { ...before.roles, ...patch.roles } } : {}),
    ...(patch.dateOrders ? { dateOrders: { ...before.dateOrders, ...patch.dateOrders } } : {}),
    ...(patch.decimals ? { decimals: { ...before.decimals, ...patch.decimals } } : {}),
    ...(patch.scales ? { scales: { ...before.scales, ...patch.scales } } : {}),
    ...(patch.positives ? { positives: { ...before.positives, ...patch.positives } } : {}),
    ...(chosenBefore ? { chosenBefore: { ...chosenBefore, columns } } : {}),
  };
}

/** The change that an answer to a question makes. */
export function answerPatch(about: string, column: string, choice: string, choices: readonly string[] = []): ReadOptions {
  if (about === 'customer-column') {
    // With nobody in it the file is no list of orders; the other columns that might have been it are nobody's name then.
    const columns = choices.filter((one) => one !== 'none');
    const roles = Object.fromEntries(columns.map((one): [string, Role] => [one, one === choice ? 'customerId' : 'text']));
    return { kind: choice === 'none' ? 'other' : 'orders', roles };
  }
  if (about === 'date-order') return { dateOrders: { [column]: choice as DateOrder } };
  if (about === 'rating-scale') return { scales: { [column]: choice } };
  if (about === 'decimal') return { decimals: { [column]: choice as '.' | ',' } };
  return { positives: { [column]: choice } };
}

/** The answer that the owner gave to a question; undefined where none was given. */
function answerOf({ about, column, choices }: Question, options: ReadOptions): string | undefined {
  if (about === 'customer-column') {
    if (options.kind === 'other') return 'none';
    return choices.find((choice) => Object.hasOwn(options.roles ?? {}, choice) && options.roles![choice] === 'customerId');
  }
  const { dateOrders, decimals, positives, scales } = options;
  const given = { 'date-order': dateOrders, decimal: decimals, 'positive-label': positives, 'rating-scale': scales }[about];
  return given && Object.hasOwn(given, column) ? given[column] : undefined;
}

/** Questions asked before that were answered, as answered, and those that are open now; in the order they were first asked. */
export function askedOf(before: readonly Question[], now: readonly Question[], options: ReadOptions): readonly Question[] {
  const same = (a: Question, b: Question) => a.column === b.column && a.about === b.about;
  const kept = before.flatMap((question): Question[] => {
    const open = now.find((other) => same(other, question));
    if (open) return [open];
    const answer = answerOf(question, options);
    return answer === undefined ? [] : [{ ...question, answer }];
  });
  return [...kept, ...now.filter((question) => !before.some((other) => same(other, question)))];
}

/** Files between the drop and the owner's yes. They are read one after another; one that fails does not stop the others. */
export class Staging {
  files = $state.raw<readonly IncomingFile[]>([]);
  readonly settled: boolean = $derived(this.files.every((file) => file.status !== 'waiting' && file.status !== 'reading'));
  readonly chosen: readonly IncomingFile[] = $derived(
    this.files.filter((file) => file.included && (file.staged?.report.rowsImported ?? 0) > 0),
  );
  #work: Work;
  #importedAt: (hash: string) => number | null;
  #discard: (stagedIds: readonly string[]) => void;
  #kept: (report: ImportReport) => KeptLayout | null;
  #nextId = 1;
  #pumping: Promise<void> | null = null;
  #reading: { readonly id: number; readonly options: ReadOptions } | null = null;
  /** Files to be read, or read again with these options, in the order they came. */
  #pending: Readonly<Record<number, ReadOptions>> = {};

  /**
   * `importedAt` says when the bytes of that fingerprint were stored, in milliseconds, null where never; `discard` frees what
   * was read in vain; `kept` is what the owner said of an earlier file with the same columns.
   */
  constructor(
    work: Work,
    importedAt: (hash: string) => number | null,
    discard: (stagedIds: readonly string[]) => void,
    kept: (report: ImportReport) => KeptLayout | null = () => null,
  ) {
    this.#work = work;
    this.#importedAt = importedAt;
    this.#discard = discard;
    this.#kept = kept;
  }

  /** Reads files; resolves when all of them are settled. */
  add(files: readonly NamedFile[]): Promise<void> {
    this.files = [...this.files, ...this.#wait(files, false)];
    return this.#pump();
  }

  /** Reads a file again with what the owner changed. A change in mid-read replaces the read. */
  change(id: number, patch: ReadOptions): Promise<void> {
    const file = this.#find(id);
    if (!file) return Promise.resolve();
    const underWay = this.#reading?.id === id ? this.#reading.options : file.options;
    this.#pending = { ...this.#pending, [id]: mergeOptions(this.#pending[id] ?? underWay, patch) };
    if (file.status === 'reading') this.#work.cancel();
    else this.#update(id, { status: 'waiting' });
    return this.#pump();
  }

  /** Reads a file again as if nothing had been said of it. */
  startOver(id: number): Promise<void> {
    const file = this.#find(id);
    if (!file) return Promise.resolve();
    this.#pending = { ...this.#pending, [id]: {} };
    this.#update(id, { chosenBefore: null, ...(file.status === 'reading' ? {} : { status: 'waiting' }) });
    if (file.status === 'reading') this.#work.cancel();
    return this.#pump();
  }

  retry(id: number): Promise<void> {
    const file = this.#find(id);
    if (!file) return Promise.resolve();
    this.#pending = { ...this.#pending, [id]: file.options };
    this.#update(id, { status: 'waiting' });
    return this.#pump();
  }

  include(id: number, included: boolean): void {
    this.#update(id, { included });
  }

  /** Takes a file off the list; nothing of it was stored. */
  remove(id: number): void {
    const file = this.#find(id);
    if (!file) return;
    this.#take(id);
    this.files = this.files.filter((other) => other.id !== id);
    if (file.status === 'reading') this.#work.cancel();
    if (file.staged) this.#discard([file.staged.stagedId]);
  }

  /** Empties the list. What was committed is the worker's no more; the rest is freed. */
  clear(committed: readonly string[] = []): void {
    const stagedIds = this.files.flatMap(({ staged }) =>
      staged && !committed.includes(staged.stagedId) ? [staged.stagedId] : [],
    );
    this.#pending = {};
    this.files = [];
    if (stagedIds.length > 0) this.#discard(stagedIds);
  }

  /** The worker that held the files died with them: they have to be read again. */
  lost(error: ErrorReport): void {
    this.files = this.files.map((file) => (file.staged ? { ...file, staged: null, status: 'failed', error } : file));
  }

  /** Files to be read in their turn. */
  #wait(files: readonly NamedFile[], part: boolean): readonly IncomingFile[] {
    const fresh = files.map(({ name, file }): IncomingFile => ({
      id: this.#nextId++,
      name,
      file,
      status: 'waiting',
      staged: null,
      error: null,
      options: {},
      asked: [],
      seenBefore: null,
      chosenBefore: null,
      included: true,
      part,
    }));
    this.#pending = { ...this.#pending, ...Object.fromEntries(fresh.map(({ id }) => [id, {}])) };
    return fresh;
  }

  #find(id: number): IncomingFile | undefined {
    return this.files.find((file) => file.id === id);
  }

  #update(id: number, patch: Partial<IncomingFile>): void {
    this.files = this.files.map((file) => (file.id === id ? { ...file, ...patch } : file));
  }

  #take(id: number): ReadOptions {
    const { [id]: options, ...rest } = this.#pending;
    this.#pending = rest;
    return options ?? {};
  }

  #pump(): Promise<void> {
    this.#pumping ??= this.#readAll();
    return this.#pumping;
  }

  async #readAll(): Promise<void> {
    for (;;) {
      const next = Object.keys(this.#pending).at(0);
      if (next === undefined) break;
      const id = Number(next);
      const options = this.#take(id);
      this.#reading = { id, options };
      await this.#readOne(id, options);
      this.#reading = null;
    }
    this.#pumping = null;
  }

  async #readOne(id: number, options: ReadOptions): Promise<void> {
    const before = this.#find(id);
    if (!before) return;
    this.#update(id, { status: 'reading', error: null });
    const { file, name, staged } = before;
    if (!staged && !before.part && (await looksPacked(file))) {
      await this.#unpack(before);
      return;
    }
    const outcome = staged
      ? await this.#work.run('reread', { stagedId: staged.stagedId, options }, name)
      : await this.#work.run('read', { file, name, options }, name);
    if (!this.#find(id)) return;
    if (outcome.status === 'done') {
      const seenBefore = this.#seenBefore(id, outcome.value.report.hash);
      const included = before.staged ? before.included : seenBefore !== 0;
      const asked = askedOf(before.asked, outcome.value.report.questions, options);
      const kept = staged === null && Object.keys(options).length === 0 ? this.#kept(outcome.value.report) : null;
      this.#insert(id, staged ? [] : this.#wait(outcome.value.others ?? [], true));
      if (!kept) {
        this.#update(id, { status: 'ready', staged: outcome.value, options, asked, seenBefore, included });
        return;
      }
      // Shown as it is found, until it is read as it was told.
      this.#update(id, { staged: outcome.value, options, asked, seenBefore, included, chosenBefore: kept.at });
      this.#reading = { id, options: optionsFrom(kept) };
      await this.#readOne(id, optionsFrom(kept));
    } else if (id in this.#pending) {
      this.#update(id, { status: 'waiting' }); // stopped because the owner changed something else: it is read again
    } else if (outcome.status === 'cancelled') {
      this.#update(id, { status: staged ? 'ready' : 'cancelled' });
      if (!staged) this.#cancelWaiting();
    } else {
      this.#update(id, { status: staged ? 'ready' : 'failed', error: outcome.error });
      if (outcome.error.code === 'job/crashed') this.lost(outcome.error);
    }
  }

  /** Puts the tables of an archive or a workbook in its place. */
  async #unpack({ id, file, name }: IncomingFile): Promise<void> {
    const outcome = await this.#work.run('unpack', { file, name }, name);
    if (!this.#find(id)) return;
    if (outcome.status === 'done') {
      this.#insert(id, this.#wait(outcome.value, true));
      this.files = this.files.filter((other) => other.id !== id);
    } else if (outcome.status === 'cancelled') {
      this.#update(id, { status: 'cancelled' });
      this.#cancelWaiting();
    } else this.#update(id, { status: 'failed', error: outcome.error });
  }

  #insert(after: number, fresh: readonly IncomingFile[]): void {
    if (fresh.length > 0) this.files = this.files.flatMap((file) => (file.id === after ? [file, ...fresh] : [file]));
  }

  /** Cancel means the whole drop, not only the file at hand. */
  #cancelWaiting(): void {
    for (const id of Object.keys(this.#pending)) this.#update(Number(id), { status: 'cancelled' });
    this.#pending = {};
  }

  #seenBefore(id: number, hash: string): number | null {
    const stored = this.#importedAt(hash);
    if (stored !== null) return stored;
    return this.files.some((file) => file.id < id && file.staged?.report.hash === hash) ? 0 : null;
  }
}
