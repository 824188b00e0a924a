import type { Locks } from '../../../src/store/write-lock';

/** Web Locks as far as the store uses them, for Node, which has none. */
export function createThreadLocks(): Locks {
  const tails = new Map<string, Promise<unknown>>();
  const held = new Map<string, number>();
  return {
    async request(name, { ifAvailable, signal }, callback) {
      if (ifAvailable === true && (held.get(name) ?? 0) > 0) return callback(null);
      const before = tails.get(name) ?? Promise.resolve();
      held.set(name, (held.get(name) ?? 0) + 1);
      let release = () => {};
      tails.set(
        name,
        before.then(() => new Promise<void>((resolve) => (release = resolve))),
      );
      try {
        const given = new Promise<never>((_, reject) => signal?.addEventListener('abort', () => reject(signal.reason as Error)));
        await Promise.race([before, given]);
        return await callback({ name, mode: 'exclusive' });
      } finally {
        held.set(name, (held.get(name) ?? 1) - 1);
        void before.then(() => release());
      }
    },
  };
}
