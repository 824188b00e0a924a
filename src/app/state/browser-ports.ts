import { dayFromCivil } from '../../domain';
import { health } from './health.svelte';
import type { Client, Ports } from './ports';

type SaveFilePicker = (options: {
  suggestedName: string;
  types: { accept: Record<string, string[]> }[];
}) => Promise<FileSystemFileHandle>;

let client: Promise<Client> | null = null;

async function startClient(): Promise<Client> {
  const { createClient } = await import('../../jobs/client');
  const started = createClient();
  started.onRefused((refused) => (health.refusedInWorkers = refused));
  return started;
}

/** The real world. Workers, database and made-up shop load when first needed, so that the first paint waits for none of them. */
export const browserPorts: Ports = {
  client: () => (client ??= startClient()),
  store: async (workspace, options) => {
    const { openStore } = await import('../../store');
    return await openStore(workspace, options);
  },
  watch: (workspace, changed) => {
    let stop: (() => void) | null = null;
    let stopped = false;
    void import('../../store').then(({ watchChanges }) => {
      if (!stopped) stop = watchChanges(workspace, changed);
    });
    return () => {
      stopped = true;
      stop?.();
    };
  },
  sampleFiles: async () => {
    const { sampleFiles } = await import('../sample/sample-files');
    return await sampleFiles();
  },
  now: () => Date.now(),
  persist: async () => {
    const { storage } = navigator as { storage?: StorageManager };
    return (await storage?.persist()) ?? false;
  },
  reload: () => location.reload(),
  pickTarget: async (name) => {
    const { showSaveFilePicker } = window as unknown as { showSaveFilePicker?: SaveFilePicker };
    if (showSaveFilePicker === undefined) return 'none';
    try {
      return await showSaveFilePicker({
        suggestedName: name,
        types: [{ accept: { 'application/octet-stream': ['.kith'] } }],
      });
    } catch (thrown) {
      if (thrown instanceof DOMException && thrown.name === 'AbortError') return 'cancelled';
      // Forbidden here (a frame, a policy of the company): a download does as well.
      return 'none';
    }
  },
  today: () => {
    const now = new Date();
    return dayFromCivil(now.getFullYear(), now.getMonth() + 1, now.getDate());
  },
};
