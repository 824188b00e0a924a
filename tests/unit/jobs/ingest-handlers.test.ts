import { IDBKeyRange, indexedDB } from 'fake-indexeddb';
import { describe, expect, it } from 'vitest';
import type { Table } from '../../../src/domain';
import { readFile } from '../../../src/ingest';
import { createIngestHandlers } from '../../../src/jobs/ingest-handlers';
import { openStore, Packing, type Workspace } from '../../../src/store';
import { reportFor, smallTable } from '../store/samples';
import { inThread } from './in-thread';
import { codeOf, ingestSuite } from './jobs-suite';

const open = (workspace: Workspace) => openStore(workspace, { indexedDB, IDBKeyRange, base: 'kith-jobs' });
const pack = (table: Table) => new Packing(table);
ingestSuite({ where: 'in one thread', client: () => inThread(createIngestHandlers({ readFile, openStore: open, pack })), open });

describe('a file of which nothing can be imported', () => {
  it('is not stored, and nothing with it', async () => {
    const readNothing = function* (_file: Blob, name: string) {
      yield { stage: 'read' as const, done: 0, total: 1, unit: 'rows' as const };
      const rows = name === 'empty.csv' ? 0 : 5;
      const table = smallTable(rows);
      return { report: reportFor(table, { name, hash: name, rowsRead: 5, rowsRejected: 5 - rows }), table, rejects: [] };
    };
    const client = inThread(createIngestHandlers({ readFile: readNothing, openStore: open }));
    const read = async (name: string) =>
      (await client.run('read', { file: new Blob(['x']), name, options: {} }).promise).stagedId;
    const stagedIds = [await read('good.csv'), await read('empty.csv')];
    const committing = client.run('commit', { workspace: 'own', stagedIds, now: 1 }).promise;
    await expect(committing).rejects.toMatchObject({ code: 'import/nothing-imported', values: { rejected: 5 } });
    const store = await open('own');
    expect(await store.listImports()).toEqual([]);
    expect(await codeOf(client.run('commit', { workspace: 'own', stagedIds: [stagedIds[0]!], now: 1 }).promise)).toBe('resolved');
    await store.wipe();
    store.close();
  });
});
