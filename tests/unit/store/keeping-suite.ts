import fc from 'fast-check';
import { afterEach, describe, expect, it } from 'vitest';
import { KithError, type Reject } from '../../../src/domain';
import {
  createLock,
  lockOfBackup,
  openBackup,
  openStore,
  rewrap,
  unlock,
  type OpenOptions,
  type Store,
} from '../../../src/store';
import { decodeRecord, encodeRecord } from '../../../src/store/record-codec';
import { bits, customersOf, importOf, resultOf, smallTable } from './samples';
import { codeOf, type Ground } from './store-suite';

let counter = 0;

/** A sink that keeps what it is given. */
export function memory(): { write(bytes: Uint8Array<ArrayBuffer>): Promise<void>; file(): Blob } {
  const parts: Uint8Array<ArrayBuffer>[] = [];
  return {
    write: (bytes) => {
      parts.push(bytes.slice());
      return Promise.resolve();
    },
    file: () => new Blob(parts),
  };
}

const about = { now: 1_750_000_000_000, app: '0.0.0' };
const rejects: Reject[] = [{ line: 9, code: 'row/too-many-fields', values: { expected: 3, found: 4 }, raw: 'Secret,Person,1,2' }];

/** Everything a reader sees. */
export async function stateOf(store: Store): Promise<unknown> {
  const tables = await store.loadTables();
  const turned = await Promise.all(tables.map(({ record }) => store.loadRejects(record.id)));
  const settings = await store.getSetting('colour');
  return bits({
    tables,
    turned,
    settings,
    revision: await store.revision(),
    analysis: await store.loadAnalysis(),
    marks: await store.marks(),
  });
}

const handwritten = {
  notes: [{ id: 'n', kind: 'task', who: ['geheim@example.com'], text: 'Secret errand', day: 20_000, done: null, at: 1 }],
  tags: [{ id: 't', name: 'Secret circle', members: [['geheim@example.com', 'email:geheim@example.com'], ['小明']] }],
} as const;

export async function fill(store: Store): Promise<void> {
  const table = smallTable(70_000);
  const named = importOf('a', table, { name: 'geheim-orders.csv' }, rejects);
  await store.addImports([named, importOf('b', smallTable(20))]);
  const revision = await store.revision();
  await store.saveAnalysis({ revision, result: resultOf(500), customers: customersOf(500), models: { m: [1, NaN, -0] } });
  await store.setSetting('colour', { name: 'vermilion' });
  await store.editMarks(() => ({ ...handwritten, dropNotes: [], dropTags: [] }));
}

/**
 * Backup, restore and lock, over a fake database in Node and over a real one in a browser. Longer than other files: one suite
 * runs in both places, and its tests share one ground.
 */
export function keepingSuite(ground: Ground): void {
  const opened: Store[] = [];
  const fresh = (): OpenOptions => ({
    indexedDB: ground.factory,
    IDBKeyRange: ground.range,
    base: `kith-keeping-${ground.name}-${++counter}`,
    ...(ground.locks === undefined ? {} : { locks: ground.locks }),
  });
  const open = async (options: OpenOptions) => {
    const store = await openStore('own', options);
    opened.push(store);
    return store;
  };
  afterEach(async () => {
    for (const store of opened.splice(0)) {
      await store.wipe().catch(() => undefined);
      store.close();
    }
  });
  const backUp = async (store: Store): Promise<Blob> => {
    const sink = memory();
    const written = await store.backUp(sink, about);
    const file = sink.file();
    await written.verify(file, () => undefined);
    return file;
  };

  /** Every byte of every record of the raw database, as text, strings and numbers and typed arrays alike. */
  const rawText = async (options: OpenOptions): Promise<string> => {
    const db = await new Promise<IDBDatabase>((resolve, reject) => {
      const request = ground.factory.open(options.base!);
      request.onsuccess = () => resolve(request.result);
      request.onerror = () => reject(request.error ?? new Error('failed'));
    });
    const pieces: string[] = [];
    const walk = (value: unknown): void => {
      if (typeof value === 'string') pieces.push(value);
      else if (ArrayBuffer.isView(value)) {
        const bytes = new Uint8Array(value.buffer, value.byteOffset, value.byteLength);
        for (const encoding of ['latin1', 'utf-8', 'utf-16le']) pieces.push(new TextDecoder(encoding).decode(bytes));
      } else if (typeof value === 'object' && value !== null) {
        for (const [key, inner] of Object.entries(value)) {
          pieces.push(key);
          walk(inner);
        }
      } else pieces.push(String(value));
    };
    for (const name of db.objectStoreNames) {
      const all = await new Promise<unknown[]>((resolve, reject) => {
        const request = db.transaction(name).objectStore(name).getAll();
        request.onsuccess = () => resolve(request.result as unknown[]);
        request.onerror = () => reject(request.error ?? new Error('failed'));
      });
      walk(all);
    }
    db.close();
    return pieces.join('\n');
  };
  /** Words that stand in the file name, columns, dictionary, rejects, analysis and settings of `fill`. */
  const secrets = [
    'geheim',
    'orders.csv',
    'customer',
    'amount',
    'word 17',
    '小明',
    'Secret,Person',
    'Secret errand',
    'Secret circle',
    'example.com',
    'kith-result',
    'too-few-features',
    'vermilion',
    'hash-a',
  ];
  const seen = (text: string) => secrets.filter((word) => text.includes(word));

  describe(`backup and restore (${ground.name})`, () => {
    it('gives everything back to another database, exactly', async () => {
      const store = await open(fresh());
      await fill(store);
      const file = await backUp(store);
      const other = await open(fresh());
      await other.addImports([importOf('goes', smallTable(5))]);
      const summary = await other.restore(file, 'a.kith', null);
      expect(summary).toMatchObject({ imports: 2, rows: 70_020, files: ['geheim-orders.csv', 'orders.csv'], hasAnalysis: true });
      expect(summary.createdAt).toBe(about.now);
      expect(await stateOf(other)).toEqual(await stateOf(store));
      // And it can be used on.
      await other.addImports([importOf('c', smallTable(5))]);
      expect(await other.listImports()).toHaveLength(3);
    });

    it('makes a backup of nothing, and restores it', async () => {
      const store = await open(fresh());
      const file = await backUp(store);
      expect(await store.restore(file, 'a.kith', null)).toMatchObject({ imports: 0, rows: 0 });
      expect(await store.listImports()).toEqual([]);
    });

    it('is smaller than what it holds, and holds a part at a time', async () => {
      const store = await open(fresh());
      const rows = 400_000;
      const column = { type: 'number' as const, values: new Float64Array(rows).map((_, i) => i % 97), nulls: null };
      await store.addImports([importOf('a', { rows, names: ['n', 'm'], columns: [column, column] })]);
      let largest = 0;
      let count = 0;
      const sink = memory();
      await store.backUp(
        {
          write: (bytes) => {
            largest = Math.max(largest, bytes.length);
            count++;
            return sink.write(bytes);
          },
        },
        about,
      );
      expect(sink.file().size).toBeLessThan(rows * 16 * 0.5);
      expect(count).toBeGreaterThan(4);
      expect(largest).toBeLessThan(4 << 20);
    });

    it('refuses what is no backup, and a backup cut off or changed at any place, and changes nothing', async () => {
      const store = await open(fresh());
      await store.addImports([importOf('a', smallTable(300), {}, rejects)]);
      await store.setSetting('colour', 'red');
      const bytes = new Uint8Array(await (await backUp(store)).arrayBuffer());
      const target = await open(fresh());
      await target.addImports([importOf('there', smallTable(10))]);
      const before = await stateOf(target);
      expect(await codeOf(target.restore(new Blob(['a,b\n1,2\n']), 'x.csv', null))).toBe('backup/not-ours');
      expect(await codeOf(target.restore(new Blob([]), 'x.csv', null))).toBe('backup/not-ours');
      const cuts = [12, 40, 500, bytes.length >> 1, bytes.length - 64, bytes.length - 1];
      for (const cut of cuts) {
        expect(await codeOf(target.restore(new Blob([bytes.slice(0, cut)]), 'a.kith', null))).toBe('backup/truncated');
      }
      const places = [...Array.from({ length: 40 }, (_, i) => Math.floor((i * bytes.length) / 40)), bytes.length - 1];
      for (const at of places) {
        const flipped = bytes.slice();
        flipped[at] = flipped[at]! ^ (1 << (at % 8));
        const code = await codeOf(target.restore(new Blob([flipped]), 'a.kith', null));
        expect(['backup/not-ours', 'backup/damaged', 'backup/truncated', 'backup/newer'], `byte ${at}`).toContain(code);
      }
      const longer = new Blob([bytes, 'x']);
      expect(['backup/truncated', 'backup/damaged']).toContain(await codeOf(target.restore(longer, 'a.kith', null)));
      expect(await stateOf(target)).toEqual(before);
    });

    it('says that the file it wrote is another when it reads it back', async () => {
      const store = await open(fresh());
      await store.addImports([importOf('a', smallTable(300))]);
      const sink = memory();
      const written = await store.backUp(sink, about);
      const bytes = new Uint8Array(await sink.file().arrayBuffer());
      bytes[bytes.length >> 1]! ^= 1;
      expect(await codeOf(written.verify(new Blob([bytes]), () => undefined))).toBe('backup/unwritten');
      expect(await codeOf(written.verify(new Blob([]), () => undefined))).toBe('backup/unwritten');
    });

    it('rehearses: goes through all of it and touches nothing', async () => {
      const store = await open(fresh());
      await fill(store);
      const backup = await openBackup(await backUp(store), 'a.kith', null);
      let rows = 0;
      for await (const batch of backup.batches(() => undefined)) rows += batch.length;
      expect(rows).toBeGreaterThan(10);
      expect(backup.manifest.summary.imports).toBe(2);
    });

    it('stops where it is told to, and nothing has changed', async () => {
      const store = await open(fresh());
      await fill(store);
      const file = await backUp(store);
      const target = await open(fresh());
      await target.addImports([importOf('there', smallTable(10))]);
      const before = await stateOf(target);
      for (const share of [0.2, 0.5, 0.9]) {
        const stop = (done: number, total: number) => {
          if (done / total >= share) throw new KithError('job/unexpected', { reason: 'stopped' });
        };
        expect(await codeOf(target.restore(file, 'a.kith', null, stop))).toBe('job/unexpected');
        expect(await stateOf(target)).toEqual(before);
      }
    });
  });

  describe(`lock (${ground.name})`, () => {
    it('leaves nothing to read in the database, and gives everything back with the key', async () => {
      const options = fresh();
      const store = await open(options);
      await fill(store);
      const before = await stateOf(store);
      expect(seen(await rawText(options)).length).toBeGreaterThan(8);
      const made = await createLock('correct horse');
      await store.changeLock(made);
      expect(seen(await rawText(options))).toEqual([]);
      expect(await stateOf(store)).toEqual(before);
      // What is written from now on is sealed too.
      await store.addImports([importOf('c', smallTable(30), { name: 'geheim-too.csv' }, rejects)]);
      await store.setSetting('colour', 'vermilion');
      const kept = { revision: await store.revision(), result: resultOf(4), customers: customersOf(4), models: {} };
      await store.saveAnalysis(kept);
      expect(seen(await rawText(options))).toEqual([]);
      expect(await store.loadAnalysis()).toEqual(kept);

      expect(await codeOf(openStore('own', options))).toBe('store/locked');
      const lock = await store.lock();
      expect(await codeOf(unlock(lock!, { passphrase: 'wrong horse' }))).toBe('lock/wrong-passphrase');
      expect(await codeOf(unlock(lock!, { recovery: 'ABCD' }))).toBe('lock/wrong-code');
      const key = await unlock(lock!, { passphrase: 'correct horse' });
      expect(key.data.extractable || key.blind.extractable).toBe(false);
      const again = await open({ ...options, key: structuredClone(key) });
      expect(await again.loadAnalysis()).toEqual(kept);
      const byCode = await unlock(lock!, { recovery: made.recoveryCode.toLowerCase().replaceAll('-', ' ') });
      expect((await (await open({ ...options, key: byCode })).listImports()).map(({ id }) => id)).toContain('c');
    });

    it('takes the place of the same file, also where it may not know which file it is', async () => {
      const options = fresh();
      const store = await open(options);
      await store.addImports([importOf('first', smallTable(10), { hash: 'same' })]);
      await store.changeLock(await createLock('p'));
      await store.addImports([importOf('second', smallTable(12), { hash: 'same' })]);
      expect((await store.listImports()).map(({ id }) => id)).toEqual(['second']);
      await store.removeImport('second');
      expect(await store.listImports()).toEqual([]);
    });

    it('is turned off again: everything is as it was, and readable', async () => {
      const options = fresh();
      const store = await open(options);
      await fill(store);
      const before = await stateOf(store);
      await store.changeLock(await createLock('p'));
      await store.changeLock(null);
      expect(await store.lock()).toBeNull();
      expect(await stateOf(await open(options))).toEqual(before);
      expect(seen(await rawText(options)).length).toBeGreaterThan(8);
    });

    it('takes another passphrase without rewriting the data', async () => {
      const options = fresh();
      const store = await open(options);
      await store.addImports([importOf('a', smallTable(10))]);
      const { lock, recoveryCode } = await createLock('one');
      await store.changeLock({ lock, key: await unlock(lock, { passphrase: 'one' }) });
      const next = await rewrap(lock, { passphrase: 'one' }, 'two');
      await store.rewriteLock(next.lock);
      const now = (await store.lock())!;
      expect(await codeOf(unlock(now, { passphrase: 'one' }))).toBe('lock/wrong-passphrase');
      expect(await codeOf(unlock(now, { recovery: recoveryCode }))).toBe('lock/wrong-code');
      const key = await unlock(now, { passphrase: 'two' });
      expect(await (await open({ ...options, key })).listImports()).toHaveLength(1);
      const stranger = await createLock('three');
      expect(await codeOf(store.rewriteLock(stranger.lock))).toBe('store/locked');
    });

    it('never writes or reads past a lock that another tab has put on', async () => {
      const options = fresh();
      const [one, two] = [await open(options), await open(options)];
      await one.addImports([importOf('a', smallTable(10))]);
      await one.changeLock(await createLock('p'));
      expect(await codeOf(two.listImports())).toBe('store/locked');
      expect(await codeOf(two.loadTables())).toBe('store/locked');
      expect(await codeOf(two.addImports([importOf('b', smallTable(10))]))).toBe('store/locked');
      expect(await codeOf(two.setSetting('colour', 'vermilion'))).toBe('store/locked');
      const kept = { revision: 'a', result: resultOf(4), customers: customersOf(4), models: {} };
      expect(await codeOf(two.saveAnalysis(kept))).toBe('store/locked');
      expect(await codeOf(two.backUp(memory(), about))).toBe('store/locked');
      expect(seen(await rawText(options))).toEqual([]);
      // And the reverse: nothing sealed under a key that is no more.
      const key = await createLock('q');
      await one.changeLock(null);
      await two.changeLock(key);
      expect(await codeOf(one.addImports([importOf('c', smallTable(10))]))).toBe('store/locked');
      expect(await two.listImports()).toHaveLength(1);
    });

    it('does not open a record that was put in the place of another', async () => {
      const options = fresh();
      const store = await open(options);
      await store.addImports([importOf('a', smallTable(10))]);
      await store.changeLock(await createLock('p'));
      const db = await new Promise<IDBDatabase>((resolve) => {
        const request = ground.factory.open(options.base!);
        request.onsuccess = () => resolve(request.result);
      });
      const chunks = db.transaction('chunks', 'readwrite').objectStore('chunks');
      await new Promise<void>((resolve) => {
        const all = chunks.getAll();
        all.onsuccess = () => {
          const rows = all.result as { sealed: Uint8Array }[];
          chunks.put({ ...rows[1], sealed: rows[2]!.sealed }).onsuccess = () => resolve();
        };
      });
      db.close();
      expect(await codeOf(store.loadTables())).toBe('store/failed');
    });

    it('makes sealed backups, which ask for the passphrase and bring their lock along', async () => {
      const options = fresh();
      const store = await open(options);
      await fill(store);
      const made = await createLock('correct horse');
      await store.changeLock(made);
      const before = await stateOf(store);
      const file = await backUp(store);
      const bytes = new TextDecoder('latin1').decode(await file.arrayBuffer());
      expect(seen(bytes)).toEqual([]);
      const { lock } = await lockOfBackup(file, 'a.kith');
      const target = await open(fresh());
      await target.addImports([importOf('there', smallTable(10))]);
      expect(await codeOf(target.restore(file, 'a.kith', null))).toBe('store/locked');
      expect(await target.listImports()).toHaveLength(1);
      const key = await unlock(lock!, { passphrase: 'correct horse' });
      const summary = await target.restore(file, 'a.kith', key);
      expect(summary.locked).toBe(true);
      expect(await stateOf(target)).toEqual(before);
      expect((await target.lock())?.key).toBe(made.lock.key);
    });

    it('keeps its lock when an open backup is restored over it', async () => {
      const open1 = await open(fresh());
      await fill(open1);
      const file = await backUp(open1);
      const options = fresh();
      const store = await open(options);
      await store.changeLock(await createLock('p'));
      await store.restore(file, 'a.kith', null);
      expect(seen(await rawText(options))).toEqual([]);
      expect(await stateOf(store)).toEqual(await stateOf(open1));
    });

    it('can be wiped without the passphrase', async () => {
      const options = fresh();
      const store = await open(options);
      await store.addImports([importOf('a', smallTable(10))]);
      await store.changeLock(await createLock('p'));
      store.close();
      const shut = await open({ ...options, unopened: true });
      expect(await codeOf(shut.listImports())).toBe('store/locked');
      await shut.wipe();
      expect(await (await open(options)).listImports()).toEqual([]);
    });
  });

  describe(`records as bytes (${ground.name})`, () => {
    it('come back as they were, whatever they hold', () => {
      const special = fc.constantFrom<unknown>(
        NaN,
        -0,
        Infinity,
        undefined,
        null,
        '\ud800',
        '小明',
        12n,
        new Date(5),
        new Map([[1, 'a']]),
        new Set(['x']),
        new Float64Array([1, NaN, -0]),
        new Uint8Array([1, 2, 3]).subarray(1),
        new Uint32Array(0),
        new ArrayBuffer(3),
        { $: 'number', v: 'NaN' },
        JSON.parse('{"__proto__": {"polluted": true}, "constructor": 1}'),
      );
      const value = fc.letrec((tie) => ({
        any: fc.oneof({ maxDepth: 4 }, special, fc.string(), fc.double(), fc.boolean(), tie('list'), tie('object')),
        list: fc.array(tie('any'), { maxLength: 5 }),
        object: fc.dictionary(fc.oneof(fc.string(), fc.constantFrom('$', '__proto__', 'toString')), tie('any'), { maxKeys: 5 }),
      })).any;
      fc.assert(
        fc.property(value, (original) => {
          const back = decodeRecord(encodeRecord(original));
          // fast-check's dictionaries have no prototype, which structured cloning does not keep either.
          expect(back).toEqual(structuredClone(original));
        }),
        { numRuns: 300 },
      );
      expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
    });

    it('refuses what cannot be kept, and bytes that are no record', () => {
      expect(() => encodeRecord({ a: () => 1 })).toThrow(TypeError);
      expect(() => encodeRecord(new Blob(['x']))).toThrow(TypeError);
      expect(() => decodeRecord(new Uint8Array(2))).toThrow(RangeError);
      expect(() => decodeRecord(new Uint8Array([255, 255, 255, 127, 1]))).toThrow(RangeError);
      expect(() => decodeRecord(encodeRecord(new Float64Array(9)).slice(0, -8))).toThrow(RangeError);
    });
  });
}
