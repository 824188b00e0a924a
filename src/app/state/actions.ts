import { router } from './router.svelte';
import { session } from './session.svelte';
import type { NamedFile } from './staging.svelte';

/** Files came in, by drop, picker or paste: on to the review, which fills as they are read. */
export async function bring(files: readonly NamedFile[]): Promise<void> {
  if (files.length === 0 || session.keeping.locked) return;
  const backup = files.find(({ name }) => /\.kith$/i.test(name));
  if (backup !== undefined) {
    await restoreFrom(backup);
    return;
  }
  router.go('review');
  await session.addFiles(files);
}

/** A backup came in: on to Data, which shows what is in it and asks. */
export async function restoreFrom(backup: NamedFile): Promise<void> {
  if (session.workspace === 'made-up') await session.leaveMadeUp();
  router.go('data');
  await session.keeping.offer(backup);
}

/** The one click from Start to the made-up shop's Today. */
export async function tryMadeUp(): Promise<void> {
  if (await session.openMadeUp()) router.go('today');
}

/** Out of the made-up shop: to the owner's Today, or to Start where there is nothing yet. */
export async function leaveMadeUp(): Promise<void> {
  await session.leaveMadeUp();
  router.go(session.imports.length > 0 ? 'today' : 'start');
}

/** The yes of the review. */
export async function confirmImport(): Promise<void> {
  await session.confirmImport(() => router.go('today'));
}
