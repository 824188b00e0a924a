import { cdp } from 'vitest/browser';
import { afterEach, expect, it } from 'vitest';
import type { KithError } from '../../src/domain';
import { openStore } from '../../src/store';
import { customersOf, importOf, resultOf, smallTable } from '../unit/store/samples';

/** Chromium's own switch for how much room this origin has; null gives it back. */
async function giveRoom(bytes: number | null): Promise<void> {
  const session = cdp() as unknown as { send(method: string, values: object): Promise<unknown> };
  const { origin } = location;
  await session.send('Storage.overrideQuotaForOrigin', bytes === null ? { origin } : { origin, quotaSize: bytes });
}

afterEach(() => giveRoom(null));

it('says that the disk is full, keeps what was there, and goes on when there is room again', async () => {
  const store = await openStore('own', { base: 'kith-quota' });
  await giveRoom(5_000_000);
  await store.addImports([importOf('old', smallTable(100))]);
  const kept = { revision: await store.revision(), result: resultOf(3), customers: customersOf(3), models: {} };
  await store.saveAnalysis(kept);
  const big = smallTable(700_000);
  // Chromium goes by the room it last saw until its connections are closed for some seconds, or half a minute is over.
  const refusal = async () => {
    const outcome = await store.addImports([importOf('a', big)]).then(
      () => 'stored',
      (thrown: KithError) => thrown.code,
    );
    await store.removeImport('a');
    return outcome;
  };
  await expect.poll(refusal, { timeout: 60_000, interval: 1000 }).toBe('store/full');
  await expect(store.addImports([importOf('a', big), importOf('b', smallTable(1))])).rejects.toMatchObject({
    code: 'store/full',
  });
  await expect(store.saveAnalysis({ ...kept, customers: customersOf(200_000) })).rejects.toMatchObject({ code: 'store/full' });
  expect((await store.listImports()).map(({ id }) => id)).toEqual(['old']);
  expect(await store.loadAnalysis()).toEqual(kept);
  await giveRoom(null);
  await store.addImports([importOf('a', big)]);
  expect((await store.listImports()).map(({ id }) => id)).toEqual(['a', 'old']);
  await store.wipe();
  store.close();
});
