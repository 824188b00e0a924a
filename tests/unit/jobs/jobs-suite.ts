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

    it('stores the same file once, however often it comes, and in place of the earlier where it was read otherwise', async () => {
      const [first] = await commit((await read(ordersCsv(40))).stagedId);
      const [second, third] = [await read(ordersCsv(40)), await read(ordersCsv(40), 'copy.csv')];
      const receipts = await commit(second.stagedId, third.stagedId);
      expect(receipts.map(({ importId, replaced, known }) => [importId, replaced, known])).toEqual([
        [first!.importId, true, true],
        [first!.importId, true, true],
      ]);
      expect(await store.listImports()).toHaveLength(1);
      const { stagedId } = await read(ordersCsv(40));
      await client.run('reread', { stagedId, options: { roles: { product: 'ignore' } } }).promise;
      const [other] = await commit(stagedId);
      expect(other).toMatchObject({ replaced: true });
      expect(other!.known).toBeUndefined();
      expect((await store.listImports()).map(({ id }) => id)).toEqual([other!.importId]);
    });

    it('says of each file what it would change, and notes which files came in one drop', async () => {
      const january = ordersCsv(30);
      await commit((await read(january, 'jan.csv')).stagedId);
      const lines = ordersCsv(50).split('\n');
      // One order was changed since.
      lines[3] = lines[3]!.replace(/[^,]*$/, '99.00');
      const { stagedId } = await read(lines.join('\n'), 'jan and feb.csv');
      const people = await read('customer id,name,plan\nC1,Ann,pro\nC2,Bo,pro\nC3,Cy,basic\n', 'people.csv');
      const stagedIds = [stagedId, people.stagedId];
      const counts = await client.run('compare', { workspace: 'own', stagedIds }).promise;
      expect(counts).toEqual([
        { created: 20, updated: 1, unchanged: 29 },
        { created: 3, updated: 0, unchanged: 0 },
      ]);
      await commit(...stagedIds);
      const [first, second, third] = [...(await store.listImports())].sort((a, b) => (a.report.name < b.report.name ? -1 : 1));
      expect(second!.report.name).toBe('jan.csv');
      expect(first!.report.batch).toBe(third!.report.batch);
      expect(first!.report.batch).not.toBe(second!.report.batch);
      expect(await codeOf(client.run('compare', { workspace: 'own', stagedIds }).promise)).toBe('job/crashed');
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

    it('says of an import that is cancelled at any moment what came of it', async () => {
      const ends: string[] = [];
      for (let wait = 0; wait < 24; wait++) {
        const { stagedId } = await read(ordersCsv(40, wait), `${wait}.csv`);
        const before = (await store.listImports()).length;
        const committing = client.run('commit', { workspace: 'own', stagedIds: [stagedId], now });
        setTimeout(() => committing.cancel(), wait * 2);
        const ended = await codeOf(committing.promise);
        expect(['cancelled', 'resolved']).toContain(ended);
        ends.push(ended as string);
        expect(await store.listImports()).toHaveLength(before + (ended === 'resolved' ? 1 : 0));
        // Told only when it is over: nothing is written any more.
        expect(await store.listImports()).toHaveLength(before + (ended === 'resolved' ? 1 : 0));
      }
      expect(new Set(ends)).toContain('cancelled');
    });

    it('hears a cancel within 100 ms while reading', async () => {
      const text = ordersCsv(600_000);
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
