import { IDBKeyRange, indexedDB } from 'fake-indexeddb';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { finish, type Progress } from '../../../src/domain';
import { readFile } from '../../../src/ingest';
import { createQualityHandlers } from '../../../src/jobs/quality-handlers';
import { openStore, type Store, type Workspace } from '../../../src/store';
import { inThread } from './in-thread';
import { codeOf } from './jobs-suite';

const open = (workspace: Workspace) => openStore(workspace, { indexedDB, IDBKeyRange, base: 'kith-quality' });
const request = { workspace: 'own' as const };
const header = 'order_id,customer_id,order_date,amount,note';

describe('the jobs of quality', () => {
  let store: Store;
  let opened = 0;
  let wipe: (workspace: Workspace) => void = () => undefined;
  const start = () => {
    const counting = (workspace: Workspace) => {
      opened++;
      return open(workspace);
    };
    return inThread(createQualityHandlers(counting, (callback) => (wipe = callback)));
  };
  const add = async (name: string, lines: readonly string[]) => {
    const { report, table } = await finish(readFile(new Blob([[header, ...lines, ''].join('\n')]), name, {}));
    await store.addImports([{ id: name, addedAt: Date.UTC(2025, 5, 30), report, table, rejects: [] }]);
  };
  const lines = Array.from({ length: 20 }, (_, at) => `${100 + at},C${at % 4},2025-03-${10 + at},${20 + at},fine`);

  beforeEach(async () => {
    store = await open('own');
    opened = 0;
  });
  afterEach(async () => {
    await store.wipe();
    store.close();
  });

  it('look through what is stored, table by table, with the lines of the file', async () => {
    await add('orders.csv', [...lines, lines[3]!, '', '200,C1,2099-01-01,5,x']);
    const { tables } = await start().run('quality', request).promise;
    expect(tables).toHaveLength(1);
    expect(tables[0]).toMatchObject({ importId: 'orders.csv', name: 'orders.csv', kind: 'orders', rows: 22 });
    expect(
      tables[0]!.findings.map(({ check, rule, rows, examples }) => [check, rule, rows, examples.map(({ line }) => line)]),
    ).toEqual([
      ['impossible', 'future', 1, [24]],
      ['duplicates', 'exact', 1, [5, 22]],
    ]);
    expect(tables[0]!.columns.map(({ name, missing }) => [name, missing])).toEqual(header.split(',').map((name) => [name, 0]));
  });

  it('give the same report again, without looking, until the imports change or are wiped', async () => {
    await add('orders.csv', [...lines, lines[3]!]);
    const client = start();
    const steps: Progress[] = [];
    const first = await client.run('quality', request).promise;
    const second = await client.run('quality', request, (progress) => steps.push(progress)).promise;
    expect(second).toEqual(first);
    expect(steps).toEqual([]);
    await add(
      'more.csv',
      lines.map((line) => line.replace(/^1/, '3')),
    );
    expect((await client.run('quality', request).promise).tables).toHaveLength(2);
    await client.run('quality', request, (progress) => steps.push(progress)).promise;
    expect(steps).toEqual([]);
    wipe('own');
    await client.run('quality', request, (progress) => steps.push(progress)).promise;
    expect(steps.length).toBeGreaterThan(0);
    expect(opened).toBe(5);
  });

  it('write every row of a finding as a file that no spreadsheet runs', async () => {
    await add('orders.csv', [...lines, '200,C1,2099-01-01,5,"=1+1, ""x"""']);
    const client = start();
    const [finding] = (await client.run('quality', request).promise).tables[0]!.findings;
    const one = { ...request, importId: 'orders.csv', findingId: finding!.id, lineHeader: 'Line' };
    const blob = await client.run('qualityRows', one).promise;
    expect([...new Uint8Array(await blob.slice(0, 3).arrayBuffer())]).toEqual([0xef, 0xbb, 0xbf]);
    expect(await blob.text()).toBe(`Line,${header}\r\n22,200,C1,2099-01-01,5,"'=1+1, ""x"""\r\n`);
    expect(await codeOf(client.run('qualityRows', { ...one, findingId: 'nothing' }).promise)).toBe('analysis/no-data');
    expect(await codeOf(client.run('qualityRows', { ...one, importId: 'nothing' }).promise)).toBe('analysis/no-data');
  });

  it('hear a cancel, and keep nothing of what was not finished', async () => {
    const many = Array.from(
      { length: 60_000 },
      (_, at) => `${1000 + at},C${at % 400},2025-03-${10 + (at % 20)},${20 + (at % 50)},fine`,
    );
    await add('orders.csv', many);
    const client = start();
    const job = client.run('quality', request, () => job.cancel());
    expect(await codeOf(job.promise)).toBe('cancelled');
    const steps: Progress[] = [];
    await client.run('quality', request, (progress) => steps.push(progress)).promise;
    expect(steps.length).toBeGreaterThan(0);
  });
});
