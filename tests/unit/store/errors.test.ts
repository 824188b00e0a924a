import Dexie from 'dexie';
import { IDBKeyRange, IDBObjectStore, indexedDB } from 'fake-indexeddb';
import { afterEach, describe, expect, it } from 'vitest';
import { KithError } from '../../../src/domain';
import { openStore } from '../../../src/store';
import { toStoreError } from '../../../src/store/errors';
import { customersOf, importOf, resultOf, smallTable } from './samples';

const full = () => new DOMException('no room', 'QuotaExceededError');

describe('errors of the database', () => {
  it.each([
    ['as it is', full()],
    ['inside an abort', new Dexie.AbortError('aborted', full())],
    ['inside a bulk error', new Dexie.BulkError('1 of 2 failed', [full()])],
    ['inside an abort inside a bulk error', { name: 'BulkError', failures: [new Dexie.AbortError('aborted', full())] }],
  ])('calls a full disk by its name: %s', (_, thrown) => {
    expect(toStoreError(thrown, 123)).toMatchObject({ code: 'store/full', values: { needed: 123 } });
  });

  it('leaves an error of ours alone, and gives any other a reason', () => {
    const ours = new KithError('store/blocked');
    expect(toStoreError(ours)).toBe(ours);
    expect(toStoreError(new TypeError('odd'))).toMatchObject({ code: 'store/failed', values: { reason: 'TypeError: odd' } });
    expect(toStoreError('a word')).toMatchObject({ code: 'store/failed', values: { reason: 'a word' } });
  });
});

describe('a disk that fills up in the middle', () => {
  const prototype = IDBObjectStore.prototype as { put: (this: IDBObjectStore, ...args: unknown[]) => IDBRequest };
  const { put } = prototype;
  afterEach(() => {
    prototype.put = put;
  });

  /** From the `after`-th record on, the transaction ends as a browser ends it: aborted, for want of room. */
  function fill(after: number): void {
    let count = 0;
    prototype.put = function (this: IDBObjectStore, ...args: unknown[]) {
      const request = put.apply(this, args);
      count++;
      const { transaction } = this;
      // The fake's own way to end a transaction for a reason; browsers notice at the end, when they write to the disk.
      const abort = () => (transaction as unknown as { _abort(name: string): void })._abort('QuotaExceededError');
      if (count === after) request.addEventListener('success', abort);
      return request;
    };
  }

  it.each([2, 5, 10, 12])('says so, keeps what was there and nothing of the new (record %i)', async (after) => {
    const options = { indexedDB, IDBKeyRange, base: `kith-full-${after}` };
    const store = await openStore('own', options);
    await store.addImports([importOf('old', smallTable(100))]);
    fill(after);
    const adding = store.addImports([importOf('a', smallTable(200_000)), importOf('b', smallTable(10))]);
    await expect(adding).rejects.toMatchObject({ code: 'store/full' });
    await adding.catch(({ values }: KithError) => expect(values['needed']).toBeGreaterThan(200_000 * 16));
    prototype.put = put;
    expect((await store.listImports()).map(({ id }) => id)).toEqual(['old']);
    expect(await store.loadTables()).toHaveLength(1);
    await store.addImports([importOf('a', smallTable(10))]);
    expect(await store.listImports()).toHaveLength(2);
    await store.wipe();
    store.close();
  });

  it('keeps the earlier analysis where the new one does not fit', async () => {
    const store = await openStore('own', { indexedDB, IDBKeyRange, base: 'kith-full-analysis' });
    const kept = { revision: await store.revision(), result: resultOf(2), customers: customersOf(2), models: {} };
    await store.saveAnalysis(kept);
    fill(5);
    const saving = store.saveAnalysis({ ...kept, customers: customersOf(5) });
    await expect(saving).rejects.toMatchObject({ code: 'store/full' });
    prototype.put = put;
    expect(await store.loadAnalysis()).toEqual(kept);
    store.close();
  });
});
