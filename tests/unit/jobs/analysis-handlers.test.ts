import { IDBKeyRange, indexedDB } from 'fake-indexeddb';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { customersCsv } from '../../../src/actions/customers-csv';
import {
  defaultSettings,
  finish,
  KithError,
  lifeStages,
  rfmGroups,
  type CustomerQuery,
  type Progress,
  type Steps,
} from '../../../src/domain';
import { readFile } from '../../../src/ingest';
import { looks } from '../../../src/jobs/looks';
import { createAnalysisHandlers, type AnalysisOutput, type AnalysisParts } from '../../../src/jobs/analysis-handlers';
import { asynchronous } from '../../../src/jobs/following';
import { openStore, type Store, type StoredTable, type Workspace } from '../../../src/store';
import { customersOf, importOf, resultOf, smallTable } from '../store/samples';
import { wordsOf } from '../store/words-of';
import { inThread } from './in-thread';
import { codeOf } from './jobs-suite';

const open = (workspace: Workspace) => openStore(workspace, { indexedDB, IDBKeyRange, base: 'kith-analysis' });
const query: CustomerQuery = {
  search: '',
  segment: null,
  stage: null,
  risk: 'all',
  sort: 'risk',
  descending: true,
  offset: 0,
  limit: 5,
};
const request = { workspace: 'own' as const, settings: defaultSettings, today: 19_000 };
const step: Progress = { stage: 'segments', done: 0, total: null, unit: 'rounds' };
const words = {
  headers: { key: 'Customer' },
  segmentNames: ['A', 'B', 'C', 'D'],
  riskWords: { high: 'hoch', medium: 'mittel', low: 'tief' },
  stages: wordsOf(lifeStages),
  rfm: wordsOf(rfmGroups),
};
const engine = { name: 'test', selfTest: true, numTensors: () => 0 };

/** Nothing of these tests looks into the files for marks, products or days. */
function* nothing<T>(answer: T): Generator<Progress, T, void> {
  yield step;
  return answer;
}
const noFiles = {
  knownKeys: () => asynchronous(nothing({ text: [], canon: [], kind: [], customer: new Int32Array(0) })),
  bought: () => asynchronous(nothing(new Uint8Array(0))),
  dueDays: () => asynchronous(nothing(null)),
  products: () => asynchronous(nothing([])),
} satisfies Partial<AnalysisParts<typeof engine>>;

describe('analysis jobs', () => {
  let store: Store;
  let wipe: (workspace: Workspace) => void = () => undefined;
  let analyses = 0;

  /** As many customers as there are rows: enough to see which tables it was made from. */
  function* analyseTables(tables: readonly StoredTable[], settings: typeof defaultSettings): Steps<AnalysisOutput> {
    analyses++;
    const rows = tables.reduce((sum, { table }) => sum + table.rows, 0);
    for (let i = 0; i < 3; i++) yield step;
    return { result: { ...resultOf(rows), settings }, customers: customersOf(rows), models: { logistic: { weights: [1] } } };
  }

  const numbers: AnalysisParts<typeof engine>['numbers'] = {
    *report(tables, _output, { period }) {
      yield step;
      return { period, figures: [], asOf: tables[0]!.table.rows } as never;
    },
    *rows(tables) {
      yield step;
      const total = tables[0]!.table.rows;
      const columns = [{ id: 'standing', kind: 'word' as const }];
      return { columns, total, at: (i) => ({ customer: { key: `=C${String(i)}`, label: '' }, cells: ['new'] }) };
    },
    *names() {
      yield step;
      return { period: ['orders'], customer: [] };
    },
  };

  const start = (over: Partial<AnalysisParts<typeof engine>> = {}) =>
    inThread(
      createAnalysisHandlers({
        openStore: open,
        whenWiped: (callback) => (wipe = callback),
        startEngine: () => Promise.resolve(engine),
        analyseTables,
        reviseTables: () => null,
        looks,
        customerDetail: (tables, output, key) =>
          output.customers.keys.includes(key)
            ? {
                row: { key } as never,
                firstOrder: tables[0]!.table.rows,
                advice: null,
                worth: null,
                standing: null,
                facts: [],
                timeline: [],
                entries: 0,
                reasons: [],
              }
            : null,
        customersCsv,
        numbers,
        ...noFiles,
        ...over,
      }),
    );

  beforeEach(async () => {
    store = await open('own');
    analyses = 0;
  });
  afterEach(async () => {
    await store.wipe();
    store.close();
  });

  it('says that there is nothing to analyse, to list or to resume', async () => {
    const client = start();
    expect(await codeOf(client.run('analyse', request).promise)).toBe('analysis/no-data');
    expect(await codeOf(client.run('customers', { query }).promise)).toBe('analysis/no-data');
    expect(await codeOf(client.run('customer', { key: 'x' }).promise)).toBe('analysis/no-data');
    expect(await codeOf(client.run('customersCsv', words).promise)).toBe('analysis/no-data');
    expect(await client.run('resume', { workspace: 'own' }).promise).toBeNull();
  });

  it('keeps what it computed: another worker resumes it without computing', async () => {
    await store.addImports([importOf('a', smallTable(300))]);
    const first = start();
    const result = await first.run('analyse', request).promise;
    expect(result).toMatchObject({ customers: 300, notes: [] });
    const page = await first.run('customers', { query }).promise;
    expect(page.total).toBe(300);
    const second = start();
    expect(await second.run('resume', { workspace: 'own' }).promise).toEqual(result);
    expect(await second.run('customers', { query }).promise).toEqual(page);
    const { key } = page.rows[0]!;
    expect(await second.run('customer', { key }).promise).toMatchObject({ row: { key }, firstOrder: 300 });
    expect(await second.run('customer', { key: 'nobody' }).promise).toBeNull();
    expect(analyses).toBe(1);
    await store.addImports([importOf('b', smallTable(10))]);
    expect(await start().run('resume', { workspace: 'own' }).promise).toBeNull();
  });

  it('has only the changed part worked out where that is all that changed, on the tables at hand, and keeps it', async () => {
    await store.addImports([importOf('a', smallTable(300))]);
    const seen: (readonly StoredTable[])[] = [];
    const client = start({
      *analyseTables(tables, settings) {
        seen.push(tables);
        return yield* analyseTables(tables, settings) as Generator<Progress, AnalysisOutput>;
      },
      reviseTables: (tables, before, settings) => {
        if (settings.value.horizonMonths === before.result.settings.value.horizonMonths) return null;
        return (function* () {
          yield step;
          seen.push(tables);
          return { ...before, result: { ...before.result, settings, seed: 99 } };
        })();
      },
    });
    await client.run('analyse', request).promise;
    const settings = { ...defaultSettings, value: { ...defaultSettings.value, horizonMonths: 24 as const } };
    const revised = await client.run('analyse', { ...request, settings }).promise;
    expect(revised).toMatchObject({ customers: 300, seed: 99 });
    expect(analyses).toBe(1);
    expect(seen[1]).toBe(seen[0]);
    // Another worker finds it, and revises it without analysing.
    const second = start({
      reviseTables: (_, before) =>
        (function* () {
          yield step;
          return before;
        })(),
    });
    expect(await second.run('resume', { workspace: 'own' }).promise).toEqual(revised);
    expect(await second.run('analyse', request).promise).toMatchObject({ seed: 99 });
    expect(analyses).toBe(1);
    // Other imports: nothing from before counts.
    await store.addImports([importOf('b', smallTable(10))]);
    expect(await client.run('analyse', request).promise).toMatchObject({ customers: 310 });
    expect(analyses).toBe(2);
  });

  it('does not show rows that the figures were not made from', async () => {
    await store.addImports([importOf('a', smallTable(300))]);
    await start().run('analyse', request).promise;
    const client = start();
    await client.run('resume', { workspace: 'own' }).promise;
    await store.addImports([importOf('b', smallTable(10))]);
    const { rows } = await client.run('customers', { query }).promise;
    expect(await codeOf(client.run('customer', { key: rows[0]!.key }).promise)).toBe('analysis/no-data');
  });

  it('leaves the earlier answer in force where a newer analysis fails or is cancelled', async () => {
    await store.addImports([importOf('a', smallTable(300))]);
    let mode: 'well' | 'badly' | 'long' = 'well';
    const client = start({
      *analyseTables(tables, settings) {
        if (mode === 'badly') throw new KithError('analysis/no-features');
        if (mode === 'long') for (;;) yield step;
        return yield* analyseTables(tables, settings) as Generator<Progress, AnalysisOutput>;
      },
    });
    await client.run('analyse', request).promise;
    mode = 'badly';
    expect(await codeOf(client.run('analyse', request).promise)).toBe('analysis/no-features');
    mode = 'long';
    const long = client.run('analyse', request);
    setTimeout(() => long.cancel(), 100);
    expect(await codeOf(long.promise)).toBe('cancelled');
    expect((await client.run('customers', { query }).promise).total).toBe(300);
    mode = 'well';
    const [older, newer] = [
      client.run('analyse', request),
      client.run('analyse', { ...request, settings: { ...defaultSettings, seed: 7 } }),
    ];
    expect(await codeOf(older.promise)).toBe('cancelled');
    expect((await newer.promise).settings.seed).toBe(7);
  });

  it('gives the answer where there is no room to keep it, and says so', async () => {
    await store.addImports([importOf('a', smallTable(30))]);
    const client = start({
      openStore: async (workspace) => ({
        ...(await open(workspace)),
        saveAnalysis: () => Promise.reject(new KithError('store/full', { needed: 1 })),
      }),
    });
    const result = await client.run('analyse', request).promise;
    expect(result.notes).toEqual([{ code: 'analysis-not-kept', values: { code: 'store/full' } }]);
    expect((await client.run('customers', { query }).promise).total).toBe(30);
    expect(await start().run('resume', { workspace: 'own' }).promise).toBeNull();
  });

  it('forgets what was wiped', async () => {
    await store.addImports([importOf('a', smallTable(30))]);
    const client = start();
    await client.run('analyse', request).promise;
    wipe('made-up');
    expect((await client.run('customers', { query }).promise).total).toBe(30);
    wipe('own');
    expect(await codeOf(client.run('customers', { query }).promise)).toBe('analysis/no-data');
  });

  it('writes the whole list as CSV, with a byte-order mark', async () => {
    await store.addImports([importOf('a', smallTable(5000))]);
    const client = start();
    await client.run('analyse', request).promise;
    const blob = await client.run('customersCsv', words).promise;
    const bytes = new Uint8Array(await blob.arrayBuffer());
    expect([...bytes.slice(0, 3)]).toEqual([0xef, 0xbb, 0xbf]);
    const lines = new TextDecoder().decode(bytes).trimEnd().split('\r\n');
    expect(lines).toHaveLength(5001);
    expect(lines[0]).toMatch(/^Customer,/);
    expect(lines.some((line) => line.includes('hoch'))).toBe(true);
  });

  it('writes what each row of an import was to those before it, with its line in the file', async () => {
    const receiptWords = {
      headers: ['Line', 'Key', 'Outcome', 'Changed'],
      outcomes: { created: 'new', updated: 'changed', unchanged: 'known' },
      older: 'newer here',
      more: 'a line more',
      gone: 'lines gone',
      blank: 'empty',
    };
    const header = 'order id,email,date,status,refund,amount,note';
    const add = async (id: string, addedAt: number, lines: string[]) => {
      const text = [header, ...lines, ''].join('\n');
      const { report, table, rejects } = await finish(readFile(new Blob([text]), `${id}.csv`, {}));
      await store.addImports([{ id, addedAt, report: { ...report, batch: id }, table, rejects }]);
    };
    await add('jan', 1, [
      '1001,a@x.ch,2026-01-02,paid,,10.00,',
      '1002,b@x.ch,2026-01-05,paid,,20.00,',
      '1002,b@x.ch,2026-01-05,paid,,4.00,',
      '1003,=x@x.ch,2026-01-09,pending,,30.00,',
    ]);
    await add('feb', 2, [
      '1001,a@x.ch,2026-01-02,paid,,10.00,"two',
      'lines"',
      '',
      '1002,b@x.ch,2026-01-05,refunded,20.00,20.00,',
      '1003,=x@x.ch,2026-01-09,pending,,30.00,',
      '=1004,c@x.ch,2026-02-09,paid,,5.00,',
    ]);
    const client = start();
    const blob = await client.run('receipt', { workspace: 'own', importId: 'feb', words: receiptWords }).promise;
    expect((await blob.text()).replace('\ufeff', '').trimEnd().split('\r\n')).toEqual([
      'Line,Key,Outcome,Changed',
      '2,1001,changed,"note: empty → two\nlines"',
      '5,1002,changed,status: paid → refunded; refund: empty → 20',
      '6,1003,known,',
      "7,'=1004,new,",
    ]);
    const none = await client.run('receipt', { workspace: 'own', importId: 'gone', words: receiptWords }).promise;
    expect((await none.text()).trim()).toBe('Line,Key,Outcome,Changed');
  });

  it('tells of its engine, and of one that will not start', async () => {
    expect(await start().run('engine', null).promise).toEqual({ engine: 'test', numTensors: 0, selfTest: true });
    const broken = start({ startEngine: () => Promise.reject(new KithError('engine/failed', { reason: 'x' })) });
    expect(await codeOf(broken.run('engine', null).promise)).toBe('engine/failed');
  });

  it('make the pages of customers ready after a reload, before anybody asks, and tell whoever asks of a failure', async () => {
    let ready = 0;
    let failing = true;
    function* prepareCustomers(): Steps<unknown> {
      ready++;
      yield step;
      if (failing) throw new Error('broken');
      return null;
    }
    await store.addImports([importOf('a', smallTable(300))]);
    await start().run('analyse', request).promise;
    const client = start({ prepareCustomers });
    await client.run('resume', { workspace: 'own' }).promise;
    const { key } = (await client.run('customers', { query }).promise).rows[0]!;
    await expect.poll(() => ready).toBe(1);
    // What went wrong while nobody had asked is tried again, and told.
    await expect(client.run('customer', { key }).promise).rejects.toThrow('unexpected');
    failing = false;
    expect((await client.run('customer', { key }).promise)?.row.key).toBe(key);
    expect(ready).toBe(3);
  });
});
