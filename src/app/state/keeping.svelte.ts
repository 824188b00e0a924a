import { version } from '../../../package.json';
import { isoDay, KithError, toErrorReport, type ErrorReport } from '../../domain';
import type { BackupSummary, LockRow, Secret, Store, StoreKey } from '../../store';
import { download } from './files';
import type { Jobs, Ports } from './ports';
import type { Session } from './session.svelte';
import type { NamedFile } from './staging.svelte';

const lastBackupKey = 'last-backup';

/** What is remembered of the last backup that was written and read back. */
export interface LastBackup {
  /** Milliseconds since 1970, by the clock of the device. */
  readonly at: number;
  /** The imports' state then. */
  readonly revision: string;
}

/** A backup that was chosen, and what is known of it before anything is touched. */
export interface Offered {
  readonly file: NamedFile;
  /** null: its passphrase is asked for first. */
  readonly summary: BackupSummary | null;
  readonly createdAt: number;
  readonly secret: Secret | null;
}

/** How a backup ended: where it went. */
export interface BackupDone {
  readonly summary: BackupSummary;
  readonly bytes: number;
  readonly to: 'file' | 'download';
}

/** Shorter ones are tried out in no time, however slow each try is made. */
export const fewestCharacters = 8;

const dayMs = 86_400_000;

/** Whole days since a moment; null where the moment lies ahead, because the clock was changed. */
export function daysSince(at: number, now: number): number | null {
  return at > now + 60_000 ? null : Math.max(0, Math.floor((now - at) / dayMs));
}

/** Backup, restore and lock of the owner's workspace: what the screens show of them, and what their buttons do. */
export class Keeping {
  /** Locked, and nobody has given the passphrase: nothing of it can be shown. */
  locked = $state(false);
  lock = $state.raw<LockRow | null>(null);
  lastBackup = $state.raw<LastBackup | null>(null);
  /** Whether the imports have changed since. */
  changedSince = $state(false);
  offered = $state.raw<Offered | null>(null);
  done = $state.raw<BackupDone | null>(null);
  /** What the dialogs of this file show where they stand, rather than above the screen. */
  error = $state.raw<ErrorReport | null>(null);
  /** A dialog of the lock is open, and shows the error itself. */
  asking = $state(false);
  key: StoreKey | null = null;
  #session: Session;
  #ports: Ports;

  constructor(session: Session, ports: Ports) {
    this.#session = session;
    this.#ports = ports;
  }

  /** Looks at the lock and the last backup of a workspace that was just opened. */
  async look(store: Store): Promise<void> {
    if (store.workspace !== 'own') return;
    this.lock = await store.lock();
    this.locked = false;
    // The lock was taken off in another tab: the key opens nothing any more.
    if (this.lock?.key !== this.key?.id) this.key = null;
    this.lastBackup = (await store.getSetting<LastBackup>(lastBackupKey)) ?? null;
    await this.compare(store);
  }

  /** Whether the imports are still those of the last backup. */
  async compare(store: Store): Promise<void> {
    this.changedSince = this.lastBackup !== null && (await store.revision()) !== this.lastBackup.revision;
  }

  /** The workspace turned out to be locked: asks for the passphrase, or tells what else is wrong. */
  async shut(): Promise<void> {
    this.key = null;
    try {
      const store = await this.#ports.store('own', { unopened: true });
      try {
        this.lock = await store.lock();
      } finally {
        store.close();
      }
      // Not locked after all: it was taken off in another tab while we looked.
      if (this.lock === null) void this.#session.reopen();
      else this.locked = true;
    } catch (thrown) {
      this.#session.report(thrown);
    }
  }

  /** Everything of this page's workspace is gone. */
  forget(): void {
    this.key = null;
    this.lock = null;
    this.locked = false;
    this.lastBackup = null;
    this.changedSince = false;
    this.offered = null;
    this.done = null;
    this.error = null;
  }

  /** Opens a locked workspace. True where the secret was right; else `error` says what is wrong. */
  async unlock(secret: Secret): Promise<boolean> {
    return this.#try(async () => {
      const { unlock } = await import('../../store');
      if (this.lock === null) throw new KithError('store/locked');
      this.key = await unlock(this.lock, secret);
      this.locked = false;
      await this.#session.reopen();
      return !this.locked;
    });
  }

  /** Forgets the key, here and in every other tab. What the page held in memory goes with it. */
  async lockNow(): Promise<void> {
    await this.#try(async () => {
      (await this.#session.store()).lockOtherTabs();
      this.#ports.reload();
      return true;
    });
  }

  /** Locks the workspace; answers with the recovery code, to be shown once, or null where it could not be done. */
  async turnOn(passphrase: string): Promise<string | null> {
    let code: string | null = null;
    await this.#try(async () => {
      const { createLock } = await import('../../store');
      const { lock, key, recoveryCode } = await createLock(passphrase);
      if (!(await this.#change({ lock, key }))) return false;
      this.key = key;
      code = recoveryCode;
      await this.#session.reopen();
      return true;
    });
    return code;
  }

  /** Another passphrase, and with it another recovery code: answers with that, or null. */
  async changePassphrase(secret: Secret, next: string): Promise<string | null> {
    let code: string | null = null;
    await this.#try(async () => {
      const { rewrap } = await import('../../store');
      if (this.lock === null) throw new KithError('store/locked');
      const { lock, recoveryCode } = await rewrap(this.lock, secret, next);
      await (await this.#session.store()).rewriteLock(lock);
      this.lock = lock;
      code = recoveryCode;
      return true;
    });
    return code;
  }

  /** Unlocks for good, after the passphrase was given once more. */
  async turnOff(secret: Secret): Promise<boolean> {
    return this.#try(async () => {
      const { unlock } = await import('../../store');
      if (this.lock === null) throw new KithError('store/locked');
      await unlock(this.lock, secret);
      if (!(await this.#change(null))) return false;
      this.key = null;
      await this.#session.reopen();
      return true;
    });
  }

  /** Saves a backup under a name. True where it was written and read back; false where it was given up or failed. */
  async backUp(name: string): Promise<boolean> {
    this.done = null;
    return this.#save(name, (target) => {
      const request = { ...this.#session.place(), target, now: this.#ports.now(), app: version };
      return this.#session.work.run('backup', request, null);
    });
  }

  /** Saves what a newer Kith has written here, as it is. */
  async rescue(name: string): Promise<boolean> {
    this.done = null;
    return this.#save(name, (target) => {
      const request = { workspace: 'own' as const, target, now: this.#ports.now(), app: version };
      return this.#session.work.run('rescue', request, null);
    });
  }

  async persist(): Promise<boolean> {
    return await this.#ports.persist();
  }

  dismiss(): void {
    this.error = null;
    this.done = null;
  }

  /** The day of today, for names of files. */
  day(): string {
    return isoDay(this.#ports.today());
  }

  now(): number {
    return this.#ports.now();
  }

  /** Goes through a backup, every byte of it, and shows what is in it; nothing is touched. */
  async offer(file: NamedFile, secret: Secret | null = null): Promise<boolean> {
    return this.#try(async () => {
      const outcome = await this.#session.work.run('inspectBackup', { file: file.file, name: file.name, secret }, file.name);
      if (outcome.status === 'failed') this.error = outcome.error;
      if (outcome.status !== 'done') return false;
      const found = outcome.value;
      const createdAt = found.locked ? found.createdAt : found.summary.createdAt;
      this.offered = { file, summary: found.locked ? null : found.summary, createdAt, secret };
      return true;
    });
  }

  /** Nothing is restored. */
  decline(): void {
    this.offered = null;
    this.error = null;
  }

  /**
   * Puts the offered backup in the place of everything. `saveAs`: what is there now is backed up under that name first,
   * and nothing is replaced where that is given up or fails.
   */
  async restore(saveAs: string | null): Promise<boolean> {
    const { offered } = this;
    if (offered === null) return false;
    if (saveAs !== null && !(await this.backUp(saveAs))) return false;
    return this.#try(async () => {
      const { file, name } = offered.file;
      const request = { ...this.#session.place(), file, name, secret: offered.secret };
      const outcome = await this.#session.work.run('restore', request, name);
      if (outcome.status === 'failed') this.error = outcome.error;
      if (outcome.status !== 'done') return false;
      const { summary, key } = outcome.value;
      if (key !== null) this.key = key;
      this.offered = null;
      await this.#session.reopen();
      if (!this.locked) await this.#remember({ at: summary.createdAt, revision: summary.revision });
      this.#session.notice = 'restored';
      return true;
    });
  }

  async #remember(last: LastBackup): Promise<void> {
    const store = await this.#session.store();
    await store.setSetting(lastBackupKey, last);
    this.lastBackup = last;
    await this.compare(store);
  }

  async #save(
    name: string,
    write: (
      target: FileSystemFileHandle | null,
    ) => Promise<
      { status: 'done'; value: Jobs['backup']['response'] } | { status: 'failed'; error: ErrorReport } | { status: 'cancelled' }
    >,
  ): Promise<boolean> {
    return this.#try(async () => {
      const target = await this.#ports.pickTarget(name);
      if (target === 'cancelled') return false;
      const outcome = await write(target === 'none' ? null : target);
      if (outcome.status === 'failed') this.error = outcome.error;
      if (outcome.status !== 'done') return false;
      const { summary, bytes, blob } = outcome.value;
      if (blob !== null) download(blob, name);
      // A copy for a newer Kith says nothing of what is kept, and there is no database that could remember it.
      if (summary.revision !== '' || summary.imports > 0)
        await this.#remember({ at: summary.createdAt, revision: summary.revision });
      this.done = { summary, bytes, to: blob === null ? 'file' : 'download' };
      return true;
    });
  }

  async #change(next: Jobs['changeLock']['request']['next']): Promise<boolean> {
    const outcome = await this.#session.work.run('changeLock', { ...this.#session.place(), next });
    if (outcome.status === 'failed') this.error = outcome.error;
    return outcome.status === 'done';
  }

  /** What the work answers; false where it throws, which is shown. */
  async #try(work: () => Promise<boolean>): Promise<boolean> {
    this.error = null;
    try {
      return await work();
    } catch (thrown) {
      this.error = toErrorReport(thrown);
      return false;
    }
  }
}
