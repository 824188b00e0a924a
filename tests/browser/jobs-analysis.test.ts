import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { defaultSettings, lifeStages, rfmGroups, type CustomerQuery, type Progress } from '../../src/domain';
import { createClient, type JobClient } from '../../src/jobs/client';
import { openStore, type Store } from '../../src/store';
import { shortestWait } from '../unit/jobs/heard';
import { wordsOf } from '../unit/store/words-of';
import { codeOf, ordersCsv } from '../unit/jobs/jobs-suite';

const query: CustomerQuery = {
  search: '',
  segment: null,
  stage: null,
  risk: 'all',
  sort: 'totalSpend',
  descending: true,
  offset: 0,
  limit: 20,
};
const request = { workspace: 'own' as const, settings: defaultSettings, today: 20_000 };
const words = {
  headers: {},
  segmentNames: [],
  riskWords: { high: 'high', medium: 'medium', low: 'low' },
  stages: wordsOf(lifeStages),
  rfm: wordsOf(rfmGroups),
};

/** The real worker, TensorFlow.js and all: what is stored is analysed, kept, resumed and listed. */
describe('analysis in the real worker', () => {
  let client: JobClient;
  let store: Store;
  beforeEach(async () => {
    client = createClient();
    store = await openStore('own');
  });
  afterEach(async () => {
    client.dispose();
    await store.wipe();
    store.close();
  });
  const add = async (text: string) => {
    const { stagedId } = await client.run('read', { file: new Blob([text]), name: 'orders.csv', options: {} }).promise;
    await client.run('commit', { workspace: 'own', stagedIds: [stagedId], now: 1 }).promise;
  };
  const tensors = async (of = client) => (await of.run('engine', null).promise).numTensors;

  it('says that there is nothing to analyse', async () => {
    expect(await codeOf(client.run('analyse', request).promise)).toBe('analysis/no-data');
    expect(await client.run('resume', { workspace: 'own' }).promise).toBeNull();
  });

  it('analyses, lists, shows one, writes a CSV, and resumes without training', async () => {
    await add(ordersCsv(6000, 600));
    const stages: Progress[] = [];
    const result = await client.run('analyse', request, (progress) => stages.push(progress)).promise;
    expect(result).toMatchObject({ customers: 600, orders: 6000 });
    expect(stages.length).toBeGreaterThan(0);
    const page = await client.run('customers', { query }).promise;
    expect(page.total).toBe(600);
    expect(page.rows).toHaveLength(20);
    for (let i = 1; i < 20; i++) expect(page.rows[i]!.totalSpend).toBeLessThanOrEqual(page.rows[i - 1]!.totalSpend);
    const detail = await client.run('customer', { key: page.rows[0]!.key }).promise;
    expect(page.rows[0]).toMatchObject(detail!.row);
    expect(detail?.entries).toBe(10);
    const csv = await (await client.run('customersCsv', words).promise).text();
    expect(csv.trimEnd().split('\r\n')).toHaveLength(601);

    const after = createClient();
    expect(await after.run('resume', { workspace: 'own' }).promise).toEqual(result);
    expect(await after.run('customers', { query }).promise).toEqual(page);
    expect(await after.run('customer', { key: page.rows[0]!.key }).promise).toEqual(detail);
    after.dispose();
  });

  it('passes its self-test, and leaves no tensor behind, ended well or cancelled within 100 ms', async () => {
    await add(ordersCsv(40_000, 4000));
    expect(await client.run('engine', null).promise).toMatchObject({ selfTest: true });
    const before = await tensors();
    await client.run('analyse', request).promise;
    expect(await tensors()).toBe(before);
    for (const stage of ['segments', 'churn']) {
      const wait = async () => {
        let asked = NaN;
        const analysis = client.run('analyse', request, (progress) => {
          if (progress.stage !== stage || !Number.isNaN(asked)) return;
          asked = performance.now();
          analysis.cancel();
        });
        // Training may end before it hears of it; then this was no measurement.
        return (await codeOf(analysis.promise)) === 'cancelled' ? performance.now() - asked : Infinity;
      };
      expect(await shortestWait(wait)).toBeLessThan(100);
      expect(await tensors()).toBe(before);
    }
  });

  it('looks through the rows, and analyses without those that the owner leaves out', async () => {
    const text = ordersCsv(6000, 600);
    const line = text.split('\n')[7]!;
    await add(`${text}${line}\n${line}\n`);
    const { tables } = await client.run('quality', { workspace: 'own' }).promise;
    const repeated = tables[0]!.findings.find(({ check }) => check === 'duplicates')!;
    expect(repeated).toMatchObject({ rows: 2, repair: { kind: 'leave-out', before: 6002, after: 6000 } });
    const net = async (settings: typeof defaultSettings) =>
      (await client.run('analyse', { ...request, settings }).promise).revenues[0]!.net;
    const all = await net(defaultSettings);
    const without = await net({ ...defaultSettings, quality: { on: [repeated.id], fine: [] } });
    expect(all - without).toBeCloseTo(2 * Number(line.split(',')[4]), 6);
    expect(await net(defaultSettings)).toBe(all);
  });

  it('hears a cancel within 100 ms while it looks through the rows', async () => {
    await add(ordersCsv(1_000_000, 10_000));
    const wait = async () => {
      let asked = NaN;
      const looking = client.run('quality', { workspace: 'own' }, ({ stage }) => {
        if (stage !== 'quality' || !Number.isNaN(asked)) return;
        asked = performance.now();
        looking.cancel();
      });
      return (await codeOf(looking.promise)) === 'cancelled' ? performance.now() - asked : Infinity;
    };
    expect(await shortestWait(wait)).toBeLessThan(100);
  });

  it('lets the newest settings win', async () => {
    await add(ordersCsv(6000, 600));
    const older = client.run('analyse', request);
    const newer = client.run('analyse', { ...request, settings: { ...defaultSettings, seed: 5 } });
    expect(await codeOf(older.promise)).toBe('cancelled');
    expect((await newer.promise).seed).toBe(5);
  });

  it('forgets in memory what was wiped', async () => {
    await add(ordersCsv(600, 60));
    await client.run('analyse', request).promise;
    expect((await client.run('customers', { query }).promise).total).toBe(60);
    await store.wipe();
    await expect.poll(() => codeOf(client.run('customers', { query }).promise)).toBe('analysis/no-data');
  });
});
