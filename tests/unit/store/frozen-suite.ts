import Dexie from 'dexie';
import { afterEach, describe, expect, it } from 'vitest';
import { openStore, rescue, unlock, type OpenOptions, type Store } from '../../../src/store';
import { knownVersion, nativeVersionStep, versions } from '../../../src/store/schema';
import { putFrozen, rawOf, readFrozen, seenIn, type Frozen } from './frozen-samples';
import { memory } from './keeping-suite';
import { importOf, smallTable } from './samples';
import { codeOf, type Ground } from './store-suite';

let counter = 0;

/** Databases that earlier versions wrote, opened with the present one. `load` reads a file of the folder `frozen`. */
export function frozenSuite(ground: Ground & { load(file: string): Promise<Blob> }): void {
  const opened: Store[] = [];
  const fresh = (): OpenOptions & { base: string } => ({
    indexedDB: ground.factory,
    IDBKeyRange: ground.range,
    base: `kith-frozen-${ground.name}-${++counter}`,
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
  const sample = async (name: string): Promise<Frozen> => readFrozen(await ground.load(`${name}.json.gz`));
  const samples = versions.map(({ version }) => `v${version}`);

  /** Ids of the imports and of what hangs on them, by store. */
  const idsIn = async (base: string): Promise<Record<string, string[]>> => {
    const { stores } = await rawOf(ground.factory, base);
    return Object.fromEntries(
      stores.map(({ name, rows }) => [
        name,
        [
          ...new Set(
            rows.map((row) => (row as { importId?: string; id?: string }).importId ?? (row as { id?: string }).id ?? ''),
          ),
        ],
      ]),
    );
  };

  describe(`upgrades (${ground.name})`, () => {
    it.each(samples)('a database of %s is as it was, can be used on, and what a crash had left is gone', async (name) => {
      const { database, seen, marks = { notes: [], tags: [] } } = await sample(name);
      const options = fresh();
      await putFrozen(ground.factory, options.base, database);
      expect((await idsIn(options.base))['chunks']).toContain('half');
      const store = await open(options);
      expect(await seenIn(store)).toEqual(seen);
      expect(await store.marks()).toEqual(marks);
      const after = await rawOf(ground.factory, options.base);
      expect(after.version).toBe(knownVersion * nativeVersionStep);
      const ids = await idsIn(options.base);
      const aside = (await store.listAside()).map(({ id }) => id);
      expect(aside).toEqual(name === 'v1' ? [] : ['c']);
      expect(ids['imports']).toEqual(['a', 'b', ...aside]);
      for (const part of ['chunks', 'dictionaries', 'rejects'])
        expect(['a', 'b', 'c']).toEqual(expect.arrayContaining(ids[part]!));
      // What was undone then can be brought back now; and it goes on.
      await store.bringBack(aside);
      await store.addImports([importOf('new', smallTable(50))]);
      expect((await store.listImports()).map(({ id }) => id).sort()).toEqual(['a', 'b', ...aside, 'new']);
      await store.removeImport('new');
      await store.setAside(aside);
      expect(await seenIn(await open(options))).toEqual({ ...(seen as object) });
    });

    it('every version that was released has its sample, whose stores, keys and indexes are those that it declares', async () => {
      for (const { version, stores } of versions) {
        const { database } = await sample(`v${version}`);
        expect(database.version).toBe(version * nativeVersionStep);
        const name = `kith-declared-${ground.name}-${version}`;
        const dexie = new Dexie(name, { indexedDB: ground.factory, IDBKeyRange: ground.range });
        dexie.version(version).stores({ ...stores });
        await dexie.open();
        dexie.close();
        const without = (raw: Frozen['database']) => raw.stores.map((store) => ({ ...store, rows: [] }));
        expect(without(database)).toEqual(without(await rawOf(ground.factory, name)));
        await dexie.delete();
      }
    });

    it('every step of the list, one by one, keeps every record to the byte and adds what it says', async () => {
      for (const [at, { version }] of versions.entries()) {
        const next = versions[at + 1];
        if (next === undefined) break;
        const { database } = await sample(`v${version}`);
        const name = `kith-step-${ground.name}-${version}`;
        await putFrozen(ground.factory, name, database);
        const dexie = new Dexie(name, { indexedDB: ground.factory, IDBKeyRange: ground.range });
        for (const each of versions.slice(0, at + 2)) dexie.version(each.version).stores({ ...each.stores });
        await dexie.open();
        dexie.close();
        const after = await rawOf(ground.factory, name);
        expect(after.version).toBe(next.version * nativeVersionStep);
        for (const store of after.stores) {
          const before = database.stores.find(({ name: same }) => same === store.name);
          if (before === undefined) expect(store.rows, `${store.name} is new`).toEqual([]);
          else expect(store).toEqual(before);
        }
        await dexie.delete();
      }
    });

    it('a locked database opens with its passphrase and with its code, and is as it was', async () => {
      const { database, seen, passphrase, recovery } = await sample('v3-locked');
      const options = fresh();
      await putFrozen(ground.factory, options.base, database);
      expect(await codeOf(openStore('own', options))).toBe('store/locked');
      const lock = (await (await open({ ...options, unopened: true })).lock())!;
      for (const secret of [{ passphrase: passphrase! }, { recovery: recovery! }]) {
        expect(await seenIn(await open({ ...options, key: await unlock(lock, secret) }))).toEqual(seen);
      }
    });

    it('a lock that a crash broke off is no lock, and nothing of it is left', async () => {
      const { database, seen } = await sample('v3-half-locked');
      const options = fresh();
      await putFrozen(ground.factory, options.base, database);
      expect((await idsIn(options.base))['staged']).not.toEqual([]);
      expect(await seenIn(await open(options))).toEqual(seen);
      expect((await idsIn(options.base))['staged']).toEqual([]);
    });
  });

  describe(`backups of earlier builds (${ground.name})`, () => {
    it('are restored as they were, locked ones with their lock', async () => {
      const { seen, passphrase } = await sample('v3-locked');
      const plain = await open(fresh());
      expect((await plain.restore(await ground.load('format-1.kith'), 'a.kith', null)).imports).toBe(2);
      expect(await seenIn(plain)).toEqual(seen);
      const { database } = await sample('v3-locked');
      const lock = database.stores.find(({ name }) => name === 'lock')!.rows[0] as Parameters<typeof unlock>[0];
      const locked = await open(fresh());
      const key = await unlock(lock, { passphrase: passphrase! });
      await locked.restore(await ground.load('format-1-locked.kith'), 'b.kith', key);
      expect(await seenIn(locked)).toEqual(seen);
      expect((await locked.lock())?.key).toBe(lock.key);
    });
  });

  describe(`a database of a newer Kith (${ground.name})`, () => {
    /** A copy of a sample, unread, as if a build too old to read it had made it. */
    const copyOf = async (name: string, native?: number) => {
      const { database } = await sample(name);
      const options = fresh();
      await putFrozen(ground.factory, options.base, database, native);
      const sink = memory();
      const written = await rescue('own', sink, { now: 1, app: '0' }, () => undefined, options);
      await written.verify(sink.file(), () => undefined);
      return { options, file: sink.file() };
    };

    it('is refused and left as it is; its copy is refused by this build, kindly, and nothing is lost', async () => {
      const native = 99 * nativeVersionStep;
      const { options, file } = await copyOf('v3', native);
      const before = await rawOf(ground.factory, options.base);
      await expect(openStore('own', options)).rejects.toMatchObject({
        code: 'store/newer',
        values: { found: 99, known: knownVersion },
      });
      expect(await rawOf(ground.factory, options.base)).toEqual(before);

      const target = await open(fresh());
      await target.addImports([importOf('there', smallTable(10))]);
      const state = await seenIn(target);
      await expect(target.restore(file, 'copy.kith', null)).rejects.toMatchObject({
        code: 'backup/newer',
        values: { found: 99, known: knownVersion },
      });
      expect(await seenIn(target)).toEqual(state);
    });

    it('is restored from its copy by the Kith that knows it, locked or not', async () => {
      for (const name of [...samples, 'v3-half-locked']) {
        const { seen } = await sample(name);
        const { file } = await copyOf(name);
        const options = fresh();
        const target = await open(options);
        await target.addImports([importOf('there', smallTable(10))]);
        await target.restore(file, 'copy.kith', null);
        expect(await seenIn(target), name).toEqual(seen);
        // What a crash had left half-written in the copied database is swept at the next opening.
        await open(options);
        const ids = await idsIn(options.base);
        expect(ids['imports'], name).not.toContain('half');
        expect(ids['chunks'], name).not.toContain('half');
        expect(ids['staged'], name).toEqual([]);
      }
      const { seen, passphrase } = await sample('v3-locked');
      const { file } = await copyOf('v3-locked');
      const options = fresh();
      const target = await open(options);
      await target.restore(file, 'copy.kith', null);
      const lock = (await target.lock())!;
      expect(await codeOf(openStore('own', options))).toBe('store/locked');
      expect(await seenIn(await open({ ...options, key: await unlock(lock, { passphrase: passphrase! }) }))).toEqual(seen);
    });
  });
}
