import { afterEach, describe, expect, it } from 'vitest';
import { createClient } from '../../src/jobs/client';
import { openStore, watchChanges } from '../../src/store';
import { tabId } from '../../src/store/tab';
import { codeOf, ingestSuite, ordersCsv } from '../unit/jobs/jobs-suite';

ingestSuite({ where: 'in the real worker', client: () => createClient(), open: (workspace) => openStore(workspace) });

function countChunks(): Promise<number> {
  return new Promise((resolve, reject) => {
    const opening = indexedDB.open('kith');
    opening.onerror = () => reject(opening.error ?? new Error('failed'));
    opening.onsuccess = () => {
      const db = opening.result;
      const counting = db.transaction('chunks').objectStore('chunks').count();
      counting.onsuccess = () => {
        db.close();
        resolve(counting.result);
      };
      counting.onerror = () => reject(counting.error ?? new Error('failed'));
    };
  });
}

describe('a worker that dies in the middle of an import', () => {
  afterEach(async () => {
    const store = await openStore('own');
    await store.wipe();
    store.close();
  });

  it('leaves the last good state, and nothing of the new', async () => {
    const before = createClient();
    const small = await before.run('read', { file: new Blob([ordersCsv(30)]), name: 'a.csv', options: {} }).promise;
    await before.run('commit', { workspace: 'own', stagedIds: [small.stagedId], now: 1 }).promise;
    const big = await before.run('read', { file: new Blob([ordersCsv(300_000)]), name: 'b.csv', options: {} }).promise;
    const good = await countChunks();
    let half = -1;
    const committing = before.run('commit', { workspace: 'own', stagedIds: [big.stagedId], now: 2 }, () => {
      // The worker is ended as a closed tab ends it: in the middle of writing, with no word.
      if (half < 0) before.dispose();
      half = 0;
    });
    expect(await codeOf(committing.promise)).toBe('cancelled');
    half = await countChunks();
    expect(half).toBeGreaterThan(good);
    const store = await openStore('own');
    expect((await store.listImports()).map(({ report }) => report.name)).toEqual(['a.csv']);
    // The browser takes a moment to end the worker and to give its lock back; whoever opens the store next sweeps.
    const swept = async () => {
      (await openStore('own')).close();
      return countChunks();
    };
    await expect.poll(swept, { timeout: 10_000 }).toBe(good);
    // And the next one goes well.
    const after = createClient();
    const again = await after.run('read', { file: new Blob([ordersCsv(300_000)]), name: 'b.csv', options: {} }).promise;
    await after.run('commit', { workspace: 'own', stagedIds: [again.stagedId], now: 2 }).promise;
    expect(await store.listImports()).toHaveLength(2);
    after.dispose();
    store.close();
  });
});

describe('what the worker stores', () => {
  it('is told to other tabs as this tab’s doing, and not to this one', async () => {
    const heard: string[] = [];
    const stop = watchChanges('own', (change) => heard.push(change));
    const told: unknown[] = [];
    const raw = new BroadcastChannel('kith-changes');
    raw.onmessage = (event) => told.push(event.data);
    const client = createClient();
    const { stagedId } = await client.run('read', { file: new Blob([ordersCsv(30)]), name: 'a.csv', options: {} }).promise;
    await client.run('commit', { workspace: 'own', stagedIds: [stagedId], now: 1 }).promise;
    await expect.poll(() => told).toEqual([{ tab: tabId, change: 'imports' }]);
    expect(heard).toEqual([]);
    raw.close();
    stop();
    client.dispose();
    const store = await openStore('own');
    await store.wipe();
    store.close();
  });
});
