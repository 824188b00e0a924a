import {
  defaultSettings,
  toErrorReport,
  type AnalysisResult,
  type AnalysisSettings,
  type ErrorReport,
  type ImportReport,
  type Progress,
  type RowCounts,
} from '../../domain';
import type { ImportRecord, Store, StoreChange } from '../../store';
import { browserPorts } from './browser-ports';
import { Keeping } from './keeping.svelte';
import { forgetLayout, keepLayouts, keptFor, type KeptLayout } from './layouts';
import {
  patchSettings,
  type ImportReceipt,
  type JobHandle,
  type JobKind,
  type Jobs,
  type Ports,
  type SettingsPatch,
  type WorkspaceId,
} from './ports';
import { Shelf, type Place } from './shelf';
import { Staging, type NamedFile } from './staging.svelte';
import { Work, type Busy } from './work.svelte';

const workspaceKey = 'kith.workspace';
const settingsKey = 'analysis-settings';
const layoutsKey = 'layouts';

/** What has just happened that the reader should be told; the sentence is the screen's. */
export type SessionNotice = 'cancelled' | 'analysis-cancelled' | 'already-kept' | 'wiped' | 'tab-changed' | 'restored';

/**
 * What the page knows: the workspace, its imports, the result, and what is being done. One a page. Longer than other files,
 * as all of it turns on one private thing, which workspace is open; what can stand alone does (shelf, staging, keeping, work).
 */
export class Session {
  workspace = $state<WorkspaceId>('own');
  imports = $state.raw<readonly ImportRecord[]>([]);
  result = $state.raw<AnalysisResult | null>(null);
  settings = $state.raw<AnalysisSettings>(defaultSettings);
  error = $state.raw<ErrorReport | null>(null);
  /** What files in waiting would change, by their staged id; empty where nothing is stored that they could overlap. */
  comparison = $state.raw<Readonly<Record<string, RowCounts>>>({});
  /** What the import of just now came to; until it is dismissed, or something else is done. */
  receipts = $state.raw<readonly ImportReceipt[]>([]);
  /** Imports that were undone and can be brought back. */
  aside = $state.raw<readonly ImportRecord[]>([]);
  notice = $state<SessionNotice | null>(null);
  /** Goes up when another tab changed notes, tasks or tags. */
  marksTurn = $state(0);
  /** What was kept has been looked at; before that nobody can say whether there is anything. */
  ready = $state(false);
  readonly work: Work;
  /** Backup, restore and lock of the owner's workspace. */
  readonly keeping: Keeping;
  readonly staging: Staging;
  readonly busy: Busy | null = $derived.by(() => this.work.busy);
  #ports: Ports;
  #shelf: Shelf;
  #opening: Promise<void> | null = null;
  #turn = 0;
  #forgotten: (() => void)[] = [];
  /** What the owner said of the columns of earlier files. */
  #layouts = $state.raw<readonly KeptLayout[]>([]);

  constructor(ports: Ports) {
    this.#ports = ports;
    this.#shelf = new Shelf(ports, () => this.place());
    this.work = new Work(() => ports.client());
    this.keeping = new Keeping(this, ports);
    this.staging = new Staging(
      this.work,
      (hash) => this.imports.find(({ report }) => report.hash === hash)?.addedAt ?? null,
      (stagedIds) => void this.ask('discard', { stagedIds }).catch(() => null),
      (report) => keptFor(this.#layouts, report),
    );
  }

  /** Opens what was kept: no training where the kept result is still true. */
  async load(): Promise<void> {
    await this.#open(localStorage.getItem(workspaceKey) === 'made-up' ? 'made-up' : 'own');
    this.ready = true;
  }

  /** Reads files for review; resolves when each is understood or refused. */
  async addFiles(files: readonly NamedFile[]): Promise<void> {
    this.#hush();
    if (this.workspace === 'made-up') await this.#open('own');
    await this.staging.add(files);
    // While the reader looks at the review, the engine that trains starts up; what is wrong with it shows when it is used.
    if (this.staging.chosen.length > 0) void this.ask('engine', null).catch(() => null);
  }

  /** Works out what the chosen files would change. Of two questions the newer counts; what cannot be told is left open. */
  async compare(): Promise<void> {
    const stagedIds = this.staging.chosen.flatMap(({ staged }) => (staged ? [staged.stagedId] : []));
    this.comparison = {};
    if (this.imports.length === 0 || stagedIds.length === 0 || this.workspace !== 'own') return;
    const waits = () => stagedIds.every((id) => this.staging.chosen.some(({ staged }) => staged?.stagedId === id));
    try {
      const counts = await this.ask('compare', { ...this.place(), stagedIds });
      if (waits()) this.comparison = Object.fromEntries(stagedIds.map((id, at) => [id, counts[at]!]));
    } catch (thrown) {
      // Overtaken by a newer question, or by the import itself.
      if (!(thrown instanceof Error && thrown.name === 'Cancelled') && waits()) this.report(thrown);
    }
  }

  /** Starts the worker that reads files ahead of the first file. */
  async warm(): Promise<void> {
    (await this.#ports.client()).warm('ingest');
  }

  /**
   * Stores what was reviewed, all or none, calls `committed`, and analyses. True where all was done. Stopped too late, what
   * was stored is shown with a way to undo it, and nothing is analysed.
   */
  async confirmImport(committed: () => void = () => undefined): Promise<boolean> {
    this.#hush();
    const { chosen } = this.staging;
    const stagedIds = chosen.flatMap(({ staged }) => (staged ? [staged.stagedId] : []));
    const committing = await this.#commit(stagedIds);
    if (committing === null) {
      if (this.error?.code === 'job/crashed') this.staging.lost(this.error);
      return false;
    }
    await this.#keepLayouts(keepLayouts(this.#layouts, chosen, this.#ports.now()));
    this.staging.clear(stagedIds);
    const { receipts, late } = committing;
    if (late) {
      this.receipts = receipts;
      this.notice = 'already-kept';
      // Something else was begun meanwhile: the reader stays where they are.
      if (this.busy === null) committed();
      return false;
    }
    committed();
    const analysed = await this.analyse();
    this.receipts = receipts;
    return analysed;
  }

  /**
   * Computes anew with the settings, changed by the patch, and keeps them. What fails or is cancelled leaves the result and
   * the settings as they were. True where there is a new result.
   */
  async analyse(patch: SettingsPatch = {}): Promise<boolean> {
    this.#hush();
    const settings = patchSettings(this.settings, patch);
    const request = { ...this.place(), settings, today: this.#ports.today() };
    const outcome = await this.work.run('analyse', request);
    if (outcome.status === 'failed') await this.#fail(outcome.error);
    if (outcome.status === 'cancelled' && this.busy === null) this.notice = 'analysis-cancelled';
    if (outcome.status !== 'done') return false;
    this.result = outcome.value;
    this.settings = settings;
    await this.#guard((store) => store.setSetting(settingsKey, settings));
    return true;
  }

  /** Keeps settings that change no figure: what was looked at and is right as it is. */
  async keepSettings(patch: SettingsPatch): Promise<void> {
    const settings = patchSettings(this.settings, patch);
    if (await this.#guard((store) => store.setSetting(settingsKey, settings))) this.settings = settings;
  }

  /** All settings back to what Kith would choose; who is who and what is repaired stay as the owner said. */
  async resetSettings(): Promise<boolean> {
    const { identity, quality } = this.settings;
    return await this.analyse({ ...defaultSettings, identity, quality });
  }

  /** Calls back when what was known of a workspace is forgotten: it was left, wiped or locked. */
  whenForgotten(callback: () => void): void {
    this.#forgotten.push(callback);
  }

  /** Stops what is running; what was there before stays. */
  cancel(): void {
    this.work.cancel();
  }

  /** Forgets what was said of files with the columns of this one, and reads it as if nothing had been said. */
  async forgetLayout(id: number): Promise<void> {
    const report = this.staging.files.find((file) => file.id === id)?.staged?.report;
    if (!report) return;
    await this.#keepLayouts(forgetLayout(this.#layouts, report));
    await this.staging.startOver(id);
  }

  /** What was said of files with the columns of this one, or null. */
  layoutOf(report: ImportReport): KeptLayout | null {
    return keptFor(this.#layouts, report);
  }

  /** Forgets what was said of files with these columns; what was imported stays as it was read. */
  async forgetLayoutOf(report: ImportReport): Promise<void> {
    await this.#keepLayouts(forgetLayout(this.#layouts, report));
  }

  /** Opens the made-up shop in its own database, filling it the first time. True where it can be looked at. */
  async openMadeUp(): Promise<boolean> {
    this.#hush();
    await this.#open('made-up');
    if (this.imports.length > 0) return true;
    const files = await this.#ports.sampleFiles();
    const stagedIds: string[] = [];
    for (const { name, text } of files) {
      const outcome = await this.work.run('read', { file: new Blob([text]), name, options: {} }, name);
      if (outcome.status === 'done') stagedIds.push(outcome.value.stagedId);
      else {
        if (outcome.status === 'failed') this.error = outcome.error;
        if (outcome.status === 'cancelled') this.notice = 'cancelled';
        break;
      }
    }
    if (stagedIds.length === files.length) {
      const committing = await this.#commit(stagedIds);
      if (committing?.late === true) this.notice = 'cancelled';
      else if (committing !== null) {
        await this.analyse();
        return true;
      }
    }
    const { error, notice } = this;
    await this.leaveMadeUp();
    this.error = error;
    this.notice = notice;
    return false;
  }

  /** Back to the owner's own data. */
  async leaveMadeUp(): Promise<void> {
    await this.#open('own');
  }

  /** Takes one import and its rows out, and computes anew from what is left. */
  async removeImport(importId: string): Promise<void> {
    this.#hush();
    if (!(await this.#guard((store) => store.removeImport(importId)))) return;
    await this.#afterChange();
  }

  /** Takes imports out as if they had never come, and computes anew. They can be brought back until the next import. */
  async undoImport(importIds: readonly string[]): Promise<void> {
    this.#hush();
    if (await this.#guard((store) => store.setAside(importIds))) await this.#afterChange();
  }

  /** Brings back what was undone. */
  async redoImport(importIds: readonly string[]): Promise<void> {
    this.#hush();
    if (await this.#guard((store) => store.bringBack(importIds))) await this.#afterChange();
  }

  async #afterChange(): Promise<void> {
    await this.#refreshImports();
    if (this.imports.length > 0) await this.analyse();
    else this.result = null;
  }

  /** Deletes both databases and every setting of this page. True where all of it is gone. */
  async wipe(): Promise<boolean> {
    this.#hush();
    this.work.cancel();
    this.staging.clear();
    try {
      await this.#shelf.wipeAll(this.keeping.locked);
    } catch (thrown) {
      this.error = toErrorReport(thrown);
      return false;
    }
    // The workers hold rows in memory; they go too.
    (await this.#ports.client()).dispose();
    for (const key of Object.keys(localStorage)) if (key.startsWith('kith.')) localStorage.removeItem(key);
    this.keeping.forget();
    this.#forget('own');
    this.notice = 'wiped';
    return true;
  }

  /** The workspace in force, with what opens it. */
  place(): Place {
    const { workspace } = this;
    const key = workspace === 'own' ? this.keeping.key : null;
    return key === null ? { workspace } : { workspace, key };
  }

  /** Looks anew at what is kept, with workers that know nothing of before. */
  async reopen(): Promise<void> {
    this.work.cancel();
    this.staging.clear();
    (await this.#ports.client()).dispose();
    await this.#open(this.workspace);
  }

  /** A short question to a worker, without a progress bar: a page of the list, one customer, the engine. Throws KithError. */
  async ask<K extends JobKind>(kind: K, request: Jobs[K]['request']): Promise<Jobs[K]['response']> {
    const client = await this.#ports.client();
    return await client.run(kind, request).promise;
  }

  /** A longer question to a worker beside what else is done there; the caller shows its progress and can stop it. */
  async begin<K extends JobKind>(
    kind: K,
    request: Jobs[K]['request'],
    onProgress: (progress: Progress) => void,
  ): Promise<JobHandle<Jobs[K]['response']>> {
    return (await this.#ports.client()).run(kind, request, onProgress);
  }

  /** Rows and bytes of a workspace, the other one's too. */
  async contentsOf(workspace: WorkspaceId): Promise<{ imports: number; rows: number; bytes: number }> {
    return await this.#shelf.contentsOf(workspace);
  }

  /** The store of the workspace in force. */
  async store(): Promise<Store> {
    return await this.#shelf.store();
  }

  dismiss(): void {
    this.#hush();
  }

  /** Something broke that nobody caught: shown, never swallowed. */
  report(thrown: unknown): void {
    this.error = toErrorReport(thrown);
  }

  #hush(): void {
    this.error = null;
    this.notice = null;
    this.receipts = [];
  }

  /** One at a time, the newest wins: nobody waits for what they have gone past, nor loses a database that is being read. */
  async #open(workspace: WorkspaceId): Promise<void> {
    const before = this.#opening;
    const turn = ++this.#turn;
    if (before) this.work.cancel();
    this.#opening = (async () => {
      await before;
      this.notice = null;
      await this.#openNow(workspace, () => turn === this.#turn);
      if (turn === this.#turn) this.#opening = null;
    })();
    await this.#opening;
  }

  async #openNow(workspace: WorkspaceId, wanted: () => boolean): Promise<void> {
    this.#forget(workspace);
    if (workspace === 'own') localStorage.removeItem(workspaceKey);
    else localStorage.setItem(workspaceKey, workspace);
    const opened = await this.#guard(async (store) => {
      await this.keeping.look(store);
      this.settings = patchSettings(defaultSettings, (await store.getSetting<AnalysisSettings>(settingsKey)) ?? {});
      this.#layouts = (await store.getSetting<readonly KeptLayout[]>(layoutsKey)) ?? [];
      this.imports = await store.listImports();
      this.aside = await store.listAside();
    });
    if (!opened || this.imports.length === 0 || !wanted()) return;
    const outcome = await this.work.run('resume', this.place());
    if (outcome.status === 'failed') await this.#fail(outcome.error);
    else if (outcome.status === 'done' && outcome.value) this.result = outcome.value;
    else if (outcome.status === 'done' && wanted()) await this.analyse();
  }

  /** Nothing known of the workspace yet; its database is opened when first needed. */
  #forget(workspace: WorkspaceId): void {
    this.workspace = workspace;
    this.imports = [];
    this.aside = [];
    this.receipts = [];
    this.result = null;
    this.settings = defaultSettings;
    this.#layouts = [];
    for (const callback of this.#forgotten) callback();
    this.#shelf.turnTo(workspace, (change) => void this.#changedElsewhere(change));
  }

  async #commit(
    stagedIds: readonly string[],
  ): Promise<{ readonly receipts: readonly ImportReceipt[]; readonly late: boolean } | null> {
    const first = this.workspace === 'own' && this.imports.length === 0;
    const request = { ...this.place(), stagedIds, now: this.#ports.now() };
    const outcome = await this.work.run('commit', request);
    if (outcome.status === 'failed') await this.#fail(outcome.error);
    if (outcome.status === 'cancelled') this.notice = 'cancelled';
    if (outcome.status !== 'done') return null;
    await this.#refreshImports();
    // Now there is something to keep: before this, the question would make no sense to the reader.
    if (first) void this.#ports.persist().catch(() => false);
    // Where all of it was there before, nothing was stored that could be undone.
    return { receipts: outcome.value, late: outcome.late && outcome.value.some(({ known }) => !known) };
  }

  async #keepLayouts(layouts: readonly KeptLayout[]): Promise<void> {
    if (layouts === this.#layouts) return;
    this.#layouts = layouts;
    await this.#guard((store) => store.setSetting(layoutsKey, layouts));
  }

  async #refreshImports(): Promise<void> {
    await this.#guard(async (store) => {
      this.imports = await store.listImports();
      this.aside = await store.listAside();
      if (store.workspace === 'own') await this.keeping.compare(store);
    });
  }

  /** Follows another tab: its wipe at once, its rows with a word, its result when it has one. */
  async #changedElsewhere(change: StoreChange): Promise<void> {
    if (change === 'marks') this.marksTurn++;
    else if (change === 'wiped') {
      if (this.workspace === 'own') this.keeping.forget();
      this.#forget(this.workspace);
      this.notice = 'wiped';
    } else if (change === 'lock-now') {
      this.#ports.reload();
    } else if (change === 'lock' || change === 'replaced') {
      await this.reopen();
    } else if (change === 'imports' || this.busy !== null) {
      this.notice = 'tab-changed';
      if (this.busy === null) await this.#refreshImports();
    } else {
      const outcome = await this.work.run('resume', this.place());
      if (outcome.status !== 'done' || outcome.value === null) return;
      this.result = outcome.value;
      this.settings = patchSettings(defaultSettings, outcome.value.settings);
      if (this.notice === 'tab-changed') this.notice = null;
    }
  }

  async #guard(use: (store: Store) => Promise<unknown>): Promise<boolean> {
    try {
      await use(await this.store());
      return true;
    } catch (thrown) {
      await this.#fail(toErrorReport(thrown));
      return false;
    }
  }

  /** An error is shown; that the workspace is locked is none: the reader is asked for the passphrase. */
  async #fail(error: ErrorReport): Promise<void> {
    if (error.code === 'store/locked' && this.workspace === 'own') await this.keeping.shut();
    else this.error = error;
  }
}

/** The page's session. */
export const session = new Session(browserPorts);
