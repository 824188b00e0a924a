import { tabId } from './tab';

/**
 * What happened to a workspace's database. 'replaced': a backup took the place of everything. 'lock': it was locked, or
 * unlocked for good. 'marks': notes, tasks or tags. 'lock-now': nobody is to see it any more who does not unlock it again.
 */
export type StoreChange = 'imports' | 'analysis' | 'marks' | 'wiped' | 'replaced' | 'lock' | 'lock-now';

interface Told {
  readonly tab: string;
  readonly change: StoreChange;
}

function open(database: string): BroadcastChannel | null {
  if (typeof BroadcastChannel === 'undefined') return null;
  const channel = new BroadcastChannel(`${database}-changes`);
  // Node would wait for ever on an open channel.
  (channel as { unref?: () => void }).unref?.();
  return channel;
}

/** Tells every other tab. Nothing where the browser has no BroadcastChannel. */
export function createTeller(database: string, tab = tabId): { tell(change: StoreChange): void; close(): void } {
  let channel = open(database);
  return {
    tell: (change) => channel?.postMessage({ tab, change } satisfies Told),
    close: () => {
      channel?.close();
      channel = null;
    },
  };
}

/**
 * Calls back after another tab changed the database; what the given tab or its workers did is not told (null:
 * everything is). Returns how to stop.
 */
export function listen(database: string, callback: (change: StoreChange) => void, tab: string | null = tabId): () => void {
  const channel = open(database);
  if (channel !== null) {
    channel.onmessage = (event: MessageEvent<Told>) => {
      if (event.data.tab !== tab) callback(event.data.change);
    };
  }
  return () => channel?.close();
}
