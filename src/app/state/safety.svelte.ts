import { session } from './session.svelte';
import { daysSince } from './keeping.svelte';

/** Less than this much left, or than twice what is taken, and the lock (which needs both states at once) may not fit. */
const tightBytes = 500_000_000;

export interface Room {
  readonly used: number;
  readonly free: number;
  readonly tight: boolean;
}

/** What is left, from what the browser estimates; null where it does not say. */
export function roomOf({ usage, quota }: StorageEstimate): Room | null {
  if (usage === undefined || quota === undefined) return null;
  const free = Math.max(0, quota - usage);
  return { used: usage, free, tight: free < Math.max(tightBytes, 2 * usage) };
}

export type BackupState =
  | { readonly state: 'none-yet' | 'never' }
  | { readonly state: 'days' | 'changed'; readonly days: number }
  | { readonly state: 'future'; readonly at: number };

/** How old the last backup is, and whether it still holds everything. */
export function backupState(
  imports: number,
  last: { readonly at: number } | null,
  changedSince: boolean,
  now: number,
): BackupState {
  if (last === null) return { state: imports === 0 ? 'none-yet' : 'never' };
  const days = daysSince(last.at, now);
  if (days === null) return { state: 'future', at: last.at };
  return { state: changedSince ? 'changed' : 'days', days };
}

/** A backup older than this is worth a word, though nothing was taken in since: settings and results change too. */
const oldDays = 30;

export function backupIsFine(backup: BackupState): boolean {
  return backup.state === 'none-yet' || (backup.state === 'days' && backup.days <= oldDays);
}

/** The safety meter's figures, asked of the browser. */
export class SafetyState {
  persisted = $state<boolean | null>(null);
  refused = $state(false);
  room = $state.raw<Room | null>(null);
  readonly backup: BackupState = $derived(
    backupState(session.imports.length, session.keeping.lastBackup, session.keeping.changedSince, session.keeping.now()),
  );

  async look(): Promise<void> {
    const { storage } = navigator as { storage?: StorageManager };
    if (!storage) return;
    this.room = roomOf(await storage.estimate());
    this.persisted = await storage.persisted();
  }

  async persist(): Promise<void> {
    this.refused = !(await session.keeping.persist());
    await this.look();
  }
}
