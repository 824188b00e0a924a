import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { KithError, type Progress } from '../../../src/domain';
import { Cancelled, type JobClient, type WorkspaceId } from '../../../src/jobs/client';
import type { Store } from '../../../src/store';
import { shortestWait } from './heard';

export const codeOf = (promise: Promise<unknown>): Promise<unknown> =>
  promise.then(
    () => 'resolved',
    (thrown: unknown) => (thrown instanceof KithError ? thrown.code : thrown instanceof Cancelled ? 'cancelled' : thrown),
  );

/** An order file of so many rows. */
export function ordersCsv(rows: number, customers = 50): string {
  const lines = ['order id,customer id,date,product,amount'];
  for (let i = 0; i < rows; i++) {
    const day = new Date(Date.UTC(2024, 0, 1 + (i % 600))).toISOString().slice(0, 10);
    lines.push(`O${i},C${(i * 7919) % customers},${day},Thing ${i % 20},${((i % 90) + 10).toFixed(2)}`);
  }
  return `${lines.join('\n')}\n`;
}

const fileOf = (text: string, name = 'orders.csv') => ({ file: new Blob([text]), name, options: {} });
const now = 1_700_000_000_000;

export interface JobsGround {
  readonly where: string;
  client(): JobClient;
  open(workspace: WorkspaceId): Promise<Store>;
}

/** The ingest worker's jobs, over the real reader and the real store, in whatever thread they run. */
export function ingestSuite(ground: JobsGround): void {
  describe(`ingest jobs (${ground.where})`, () => {
    let client: JobClient;
    let store: Store;
    beforeEach(async () => {
      client = ground.client();
      store = await ground.open('own');
    });
    afterEach(async () => {
      client.dispose();
      await store.wipe();
      store.close();
    });
    const read = (text: string, name?: string) => client.run('read', fileOf(text, name)).promise;
    const commit = (...stagedIds: string[]) => client.run('commit', { workspace: 'own', stagedIds, now }).promise;

    it('reads a file, and stores it only when told to', async () => {
      const { stagedId, report } = await read(ordersCsv(500));
      expect(report).toMatchObject({ rowsRead: 500, rowsImported: 500, kind: 'orders' });
      expect(await store.listImports()).toEqual([]);
      const [receipt] = await commit(stagedId);
      expect(receipt).toMatchObject({ report, replaced: false });
      const [stored] = await store.loadTables();
      expect(stored!.record).toMatchObject({ id: receipt!.importId, addedAt: now, report });
      expect(stored!.table.rows).toBe(500);
      expect(stored!.table.names).toEqual(['order id', 'customer id', 'date', 'product', 'amount']);
      // What is stored is not staged any more.
      expect(await codeOf(commit(stagedId))).toBe('job/crashed');
    });

    it('reads a staged file again as the owner says', async () => {
      const { stagedId } = await read(ordersCsv(50));
      const options = { roles: { product: 'ignore' as const } };
      const again = await client.run('reread', { stagedId, options }).promise;
      expect(again.stagedId).toBe(stagedId);
      expect(again.report.columns.find(({ name }) => name === 'product')?.role).toBe('ignore');
      await commit(stagedId);
      const [stored] = await store.loadTables();
      expect(stored!.record.report.columns.find(({ name }) => name === 'product')?.role).toBe('ignore');
    });

    it('keeps rejects, all of them', async () => {
      const ragged = Array.from({ length: 150 }, (_, i) => `X${i},C1,2024-01-01,Thing,5.00,one,too,many`).join('\n');
      const { stagedId, report } = await read(ordersCsv(500) + ragged);
      expect(report.rowsRejected).toBe(150);
      const [receipt] = await commit(stagedId);
      const rejects = await store.loadRejects(receipt!.importId);
      expect(rejects).toHaveLength(150);
      expect(rejects.slice(0, 100)).toEqual(report.rejects);
      expect(rejects[149]).toMatchObject({ line: 651, code: 'row/too-many-fields' });
    });

    it('sends what is wrong with a file as a code', async () => {
      expect(await codeOf(read(''))).toBe('file/empty');
      expect(await codeOf(read('a,b\n'))).toBe('file/header-only');
    });

    it('forgets what is discarded', async () => {
      const { stagedId } = await read(ordersCsv(20));
      expect(await client.run('discard', { stagedIds: [stagedId, 'nothing'] }).promise).toBeNull();
      expect(await codeOf(commit(stagedId))).toBe('job/crashed');
      expect(await codeOf(client.run('reread', { stagedId, options: {} }).promise)).toBe('job/crashed');
    });

    it('stores several files all or none', async () => {
      const good = await read(ordersCsv(20), 'a.csv');
      const other = await read(ordersCsv(30), 'b.csv');
      expect(await codeOf(commit(good.stagedId, 'gone', other.stagedId))).toBe('job/crashed');
      expect(await store.listImports()).toEqual([]);
      expect(await commit(good.stagedId, other.stagedId)).toHaveLength(2);
      expect(await store.listImports()).toHaveLength(2);
    });

    it('puts the same file in its own place, however often it comes', async () => {
      const first = await read(ordersCsv(40));
      await commit(first.stagedId);
      const [second, third] = [await read(ordersCsv(40)), await read(ordersCsv(40), 'copy.csv')];
      const receipts = await commit(second.stagedId, third.stagedId);
      expect(receipts.map(({ replaced }) => replaced)).toEqual([true, true]);
      expect(receipts[0]!.importId).toBe(receipts[1]!.importId);
      expect((await store.listImports()).map(({ id, report }) => [id, report.name])).toEqual([
        [receipts[0]!.importId, 'copy.csv'],
      ]);
    });

    it('tells how far it is, and leaves nothing when cancelled', async () => {
      const { stagedId } = await read(ordersCsv(300_000));
      const seen: Progress[] = [];
      const committing = client.run('commit', { workspace: 'own', stagedIds: [stagedId], now }, (progress) => {
        seen.push(progress);
        committing.cancel();
      });
      expect(await codeOf(committing.promise)).toBe('cancelled');
      expect(seen[0]).toMatchObject({ stage: 'store', unit: 'chunks' });
      // Still staged: the owner can change their mind.
      await commit(stagedId);
      expect(await store.listImports()).toHaveLength(1);
      expect((await store.loadTables())[0]!.table.rows).toBe(300_000);
    });

    it('hears a cancel within 100 ms while reading', async () => {
      const text = ordersCsv(200_000);
      const wait = async () => {
        let asked = NaN;
        const reading = client.run('read', fileOf(text), () => {
          if (Number.isNaN(asked)) asked = performance.now();
          reading.cancel();
        });
        expect(await codeOf(reading.promise)).toBe('cancelled');
        return performance.now() - asked;
      };
      expect(await shortestWait(wait)).toBeLessThan(100);
    });

    it('keeps the made-up shop apart', async () => {
      const { stagedId } = await read(ordersCsv(20));
      const madeUp = await ground.open('made-up');
      await client.run('commit', { workspace: 'made-up', stagedIds: [stagedId], now }).promise;
      expect(await store.listImports()).toEqual([]);
      expect(await madeUp.listImports()).toHaveLength(1);
      await madeUp.wipe();
      madeUp.close();
    });
  });
}
