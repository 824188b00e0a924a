import { describe, expect, it } from 'vitest';
import { parseIsoDay, type Progress } from '../../../src/domain';
import { analyseTables, customerDetail, type AnalysisOutput } from '../../../src/jobs/analyse';
import { startEngine } from '../../../src/models/engine';
import type { StoredTable } from '../../../src/store';
import { isMessageKey, translate, type MessageKey } from '../../../src/text';
import { analyse, codeOf, csv, settingsWith, shopHeader, smallShop, someToday, tableOf } from './run';

const shopTable = (lines: readonly string[] = smallShop(), name = 'orders.csv') => tableOf(csv(shopHeader, lines), name);

/** What must not depend on the order of rows or files: everything but the clock. */
function essence({ result, customers }: AnalysisOutput) {
  const { segments, churn } = result;
  return {
    ...result,
    timings: null,
    segments: segments.ok ? { ...segments, ms: 0 } : segments,
    churn: churn.ok ? { ...churn, ms: 0, models: churn.models.map((model) => ({ ...model, ms: 0 })) } : churn,
    value: result.value?.ok ? { ...result.value, ms: 0 } : result.value,
    customers,
  };
}

describe('a shop from its orders', () => {
  it('gives customers, segments, a churn score beside its baseline, and who to write to', async () => {
    const { result, customers } = await analyse([await shopTable()]);
    expect(result.customers).toBe(120);
    expect(codeOf(result.segments)).toBe('ok');
    expect(codeOf(result.churn)).toBe('ok');
    if (!result.churn.ok || !result.segments.ok) return;
    expect(result.churn.source).toBe('orders');
    expect(result.churn.horizonDays).toBe(90);
    expect(result.churn.baselines.map((baseline) => baseline.id)).toEqual(['base-rate', 'days-since-last-order']);
    expect(result.churn.models[0]!.auc.mean).toBeGreaterThan(0.8);
    expect(result.churn.models[0]!.auc.folds).toHaveLength(15);
    const { truePositive, falsePositive, trueNegative, falseNegative } = result.churn.models[0]!.confusion;
    expect(truePositive + falsePositive + trueNegative + falseNegative).toBe(result.churn.n);
    expect(result.segments.segments.reduce((sum, segment) => sum + segment.size, 0)).toBe(120);
    expect(result.segments.segments.reduce((sum, segment) => sum + segment.revenueShare!, 0)).toBeCloseTo(1, 9);
    const names = result.segments.segments.map((segment) => JSON.stringify(segment.name));
    expect(new Set(names).size).toBe(names.length);
    expect(customers.totalSpend.reduce((sum, spend) => sum + spend, 0)).toBeCloseTo(result.revenues[0]!.net, 6);
    for (const contact of result.today.contacts) expect(contact.risk).toBeGreaterThanOrEqual(0.5);
    expect(result.monthly!.revenue.reduce((sum, month) => sum + month, 0)).toBeCloseTo(result.revenues[0]!.net, 6);
  });

  it('is the same whatever the order of rows, and whichever of two files comes first', async () => {
    const lines = smallShop();
    const people = Array.from(
      { length: 120 },
      (_, c) => `C${String(c).padStart(4, '0')},Name ${c},${c % 3 === 0 ? 'north' : 'south'},${20 + (c % 50)}`,
    );
    const orders = await shopTable(lines);
    const persons = await tableOf(csv('customer_id,name,region,age', people), 'people.csv');
    const one = essence(await analyse([orders, persons]));
    expect(essence(await analyse([persons, orders]))).toEqual(one);
    // A fixed shuffle, so that what is seen first differs everywhere.
    const shuffled = lines
      .map((line, i) => ({ line, at: (i * 7919) % 10007 }))
      .sort((a, b) => a.at - b.at)
      .map(({ line }) => line);
    expect(
      essence(
        await analyse([
          await shopTable(shuffled),
          await tableOf(csv('customer_id,name,region,age', [...people].reverse()), 'people.csv'),
        ]),
      ),
    ).toEqual(one);
  }, 60_000);

  it('is the same in whatever order overlapping exports came, and without the last as if it had never come', async () => {
    const lines = smallShop();
    const changed = lines.map((line, i) => (i % 50 === 7 ? line.replace(/[^,]*$/, '1.00') : line));
    const stored = async (rows: readonly string[], name: string) => tableOf(csv(shopHeader, rows), name);
    // Days of the whole shop stand in each, so the longer export counts as the newer.
    const [a, b, c] = [
      await stored(lines.slice(0, 1500), 'a.csv'),
      await stored(lines.slice(900), 'b.csv'),
      await stored(changed, 'c.csv'),
    ];
    const at = (tables: readonly StoredTable[]) =>
      tables.map((table, addedAt) => ({ ...table, record: { ...table.record, addedAt } }));
    const told = async (tables: readonly StoredTable[]) => {
      const { result, customers } = await analyse(at(tables));
      return essence({ result: { ...result, imports: [], sinceLast: null, notes: [] }, customers, models: {} });
    };
    const one = await told([a, b, c]);
    expect(await told([c, b, a])).toEqual(one);
    expect(await told([b, c, a])).toEqual(one);
    const { result } = await analyse(at([a, b, c]));
    expect(result.orders).toBe(lines.length);
    expect(result.notes.map(({ code }) => code)).toContain('rows-in-several-exports');
    expect(result.imports!.map(({ created, updated, unchanged }) => created + updated + unchanged).sort()).toEqual(
      [1500, lines.length - 900, lines.length].sort(),
    );
    expect(await told([a, b])).toEqual(await told([await stored(lines, 'whole.csv')]));
  }, 60_000);

  it('knows the owner’s own address by a whole file, though all but one of its rows stand in a newer one', async () => {
    const header = 'Date,Name,Type,Status,Currency,Gross,From Email Address,To Email Address,Transaction ID';
    const paid = (day: string, who: string, id: string) =>
      `${day},${who},Website Payment,Completed,USD,20.00,${who}@x.ch,shop@x.ch,${id}`;
    const january = [
      paid('01/05/2026', 'ann', 'T1'),
      paid('01/06/2026', 'bob', 'T2'),
      paid('01/27/2026', 'cy', 'T3'),
      '01/28/2026,bob,Payment Refund,Completed,USD,-20.00,shop@x.ch,bob@x.ch,R1',
    ];
    const both = [...january.slice(0, 3), paid('02/16/2026', 'dee', 'T4'), paid('02/17/2026', 'eve', 'T5')];
    const tables = [await tableOf(csv(header, january), 'jan.csv'), await tableOf(csv(header, both), 'feb.csv')];
    const { result, customers } = await analyse(
      tables.map((table, addedAt) => ({ ...table, record: { ...table.record, addedAt } })),
    );
    expect(result.sinceLast).toMatchObject({ newOrders: 2, vanishedOrders: 1 });
    expect(customers.keys).toEqual(['ann@x.ch', 'bob@x.ch', 'cy@x.ch', 'dee@x.ch', 'eve@x.ch']);
    expect(result.revenues[0]).toMatchObject({ gross: 100, refunded: 20 });
  });

  it('scores from before the cut-off alone: what happens after it changes the outcome, not one feature or weight', async () => {
    const cutoff = parseIsoDay('2024-08-01')!;
    const settings = settingsWith({ asOf: parseIsoDay('2024-11-15')!, churn: { cutoff } });
    const lines = smallShop();
    // The same shop with other amounts and products after the cut-off, but the same customers coming back.
    const changed = lines.map((line) => {
      const cells = line.split(',');
      return cells[3]! > '2024-08-01' ? [...cells.slice(0, 4), 'other', '9', '9999.00'].join(',') : line;
    });
    const [one, other] = [await analyse([await shopTable(lines)], settings), await analyse([await shopTable(changed)], settings)];
    if (!one.result.churn.ok || !other.result.churn.ok) throw new Error('both have a score');
    expect(other.result.churn.models[0]!.coefficients).toEqual(one.result.churn.models[0]!.coefficients);
    expect(other.result.churn.models[0]!.auc).toEqual(one.result.churn.models[0]!.auc);
    expect(other.result.revenues).not.toEqual(one.result.revenues);
  });

  it('leaves out what is dated after the as-of day, and says so', async () => {
    const { result } = await analyse([await shopTable()], settingsWith({ asOf: parseIsoDay('2023-12-31')! }));
    expect(result.notes.map((note) => note.code)).toContain('after-as-of');
    expect(result.monthly!.months.at(-1)).toBeLessThanOrEqual(parseIsoDay('2023-12-01')!);
    expect(result.asOf).toBe(parseIsoDay('2023-12-31'));
  });

  it('takes an attribute without a date for a possible leak, and leaves it out of a score made from orders', async () => {
    const people = Array.from({ length: 120 }, (_, c) => `C${String(c).padStart(4, '0')},${c % 2 === 0 ? 'active' : 'asleep'}`);
    const { result } = await analyse([await shopTable(), await tableOf(csv('customer_id,state', people), 'people.csv')]);
    if (!result.churn.ok) throw new Error(result.churn.error.code);
    expect(result.churn.features.map((feature) => feature.id)).not.toContain('state');
    expect(result.churn.excluded).toContainEqual({
      column: 'state',
      why: { code: 'column-undated', values: { column: 'state' } },
    });
  });

  it('does as settings say: features, k, excluded features, folds', async () => {
    const settings = settingsWith({
      segments: { features: ['orderCount', 'totalSpend'], scale: 'none', k: 3 },
      churn: { exclude: ['ageDays'], folds: 4, repeats: 2 },
    });
    const { result } = await analyse([await shopTable()], settings);
    if (!result.segments.ok || !result.churn.ok) throw new Error('both parts');
    expect([result.segments.k, result.segments.chosenBy]).toEqual([3, 'hand']);
    expect(result.segments.features.map((feature) => feature.id)).toEqual(['orderCount', 'totalSpend']);
    expect(result.churn.features.map((feature) => feature.id)).not.toContain('ageDays');
    expect(result.churn.available.map((feature) => feature.id)).toContain('ageDays');
    expect(result.churn.models[0]!.auc.folds).toHaveLength(8);
    const unknown = await analyse(
      [await shopTable()],
      settingsWith({ segments: { features: ['nothing'] }, churn: { exclude: ['nobody'] } }),
    );
    expect([codeOf(unknown.result.segments), codeOf(unknown.result.churn)]).toEqual([
      'analysis/unknown-column',
      'analysis/unknown-column',
    ]);
  });

  it('stops at any step without leaving a tensor behind', async () => {
    const engine = await startEngine();
    const table = await shopTable();
    await analyse([table]);
    const before = engine.numTensors();
    for (const stopAt of [3, 30, 120, 200]) {
      const steps = analyseTables([table], settingsWith({}), someToday, engine) as AsyncGenerator<Progress, AnalysisOutput, void>;
      for (let i = 0; i < stopAt; i++) if ((await steps.next()).done) break;
      await steps.return(undefined as never);
      expect(engine.numTensors()).toBe(before);
    }
  });

  it('has a sentence for all it says, in both languages', async () => {
    const { result } = await analyse([await shopTable()]);
    if (!result.segments.ok || !result.churn.ok) throw new Error('both parts');
    const said: [string, { code: string; values: Readonly<Record<string, string | number>> }][] = [
      ...result.notes.map((note) => ['note', note] as [string, typeof note]),
      ...result.today.claims.map((claim) => ['claim', claim] as [string, typeof claim]),
      ...result.today.claims.flatMap((claim) => claim.caveats.map((note) => ['note', note] as [string, typeof note])),
      ...result.today.contacts.flatMap((contact) => contact.reasons.map((note) => ['reason', note] as [string, typeof note])),
      ...result.segments.segments.flatMap(
        (segment) =>
          [
            ['segment-name', segment.name],
            ['advice', segment.advice],
          ] as [string, typeof segment.name][],
      ),
    ];
    for (const [prefix, { code, values }] of said) {
      const key = `${prefix}.${code}`;
      expect(isMessageKey(key), key).toBe(true);
      for (const locale of ['en', 'zh-CN'] as const) expect(translate(locale, key as MessageKey, values)).not.toMatch(/\{\w+/);
    }
  });
});

describe('the page of a customer', () => {
  const lines = [
    ...smallShop(),
    '9001,C0000,c0@example.com,2024-11-20,mug,1,12.50',
    '9001,C0000,c0@example.com,2024-11-20,pot,1,7.50',
    '9002,C0000,c0@example.com,2024-11-21,pot,-1,-7.50',
  ];

  it('shows facts, the timeline newest first with an order’s rows added up, and what moves the risk', async () => {
    const tables = [await shopTable(lines)];
    const output = await analyse(tables);
    const detail = (await customerDetail(tables, output, 'C0000'))!;
    expect(detail.row.label).toBe('c0@example.com');
    expect(detail.timeline.slice(0, 2)).toEqual([
      { kind: 'cancellation', day: parseIsoDay('2024-11-21'), id: '9002', amount: -7.5, detail: 'pot' },
      { kind: 'order', day: parseIsoDay('2024-11-20'), id: '9001', amount: 20, detail: 'mug, pot' },
    ]);
    expect(detail.entries).toBe(detail.timeline.length);
    expect(detail.facts.find(({ feature }) => feature.id === 'orderCount')!.value).toBe(detail.row.orderCount);
    expect(detail.reasons.length).toBeGreaterThan(3);
    for (let i = 1; i < detail.reasons.length; i++) {
      expect(Math.abs(detail.reasons[i]!.contribution)).toBeLessThanOrEqual(Math.abs(detail.reasons[i - 1]!.contribution));
    }
    expect(await customerDetail(tables, output, 'nobody')).toBeNull();
  });

  it('is the same after a reload, from the kept models', async () => {
    const tables = [await shopTable(lines)];
    const output = await analyse(tables);
    const kept: AnalysisOutput = { ...output, models: JSON.parse(JSON.stringify(output.models)) as AnalysisOutput['models'] };
    expect(await customerDetail([...tables], kept, 'C0000')).toEqual(await customerDetail(tables, output, 'C0000'));
  });

  it('the models that are kept name no customer', async () => {
    const output = await analyse([await shopTable(lines)]);
    const text = JSON.stringify(output.models);
    expect(text).not.toMatch(/C0000|example\.com/);
  });
});

describe('what can still be said of little', () => {
  const table = (header: string, lines: readonly string[], name = 'file.csv', options = {}) =>
    tableOf(csv(header, lines), name, options);

  it('no tables: nothing at all', async () => {
    await expect(analyse([])).rejects.toThrow('analysis/no-data');
  });

  it('one customer: totals and the list', async () => {
    const { result, customers } = await analyse([await table(shopHeader, smallShop(1))]);
    expect(result.customers).toBe(1);
    expect(customers.keys).toEqual(['C0000']);
    expect(result.revenues[0]!.net).toBeGreaterThan(0);
    expect([codeOf(result.segments), codeOf(result.churn)]).toEqual(['analysis/too-few-customers', 'analysis/too-few-customers']);
    expect(result.notes.map((note) => note.code)).toContain('few-customers');
  });

  it('19 customers are too few, 20 are not', async () => {
    const few = (await analyse([await table(shopHeader, smallShop(19))])).result;
    expect([codeOf(few.segments), codeOf(few.churn)]).toEqual(['analysis/too-few-customers', 'analysis/too-few-customers']);
    expect(codeOf((await analyse([await table(shopHeader, smallShop(20))])).result.segments)).toBe('ok');
  });

  it('everybody of one class, and too few of one', async () => {
    const people = (left: number) =>
      Array.from({ length: 60 }, (_, i) => `P${i},${20 + ((i * 7) % 40)},${i < left ? 'Yes' : 'No'}`);
    const churnOf = async (left: number) =>
      (
        await analyse([
          await table('customer_id,age,Churn', people(left), 'p.csv', {
            roles: { Churn: 'churnLabel' },
            positives: { Churn: 'Yes' },
          }),
        ])
      ).result.churn;
    const none = await churnOf(0);
    expect(none.ok ? null : none.error).toEqual({ code: 'analysis/one-class', values: { label: 'Churn', value: 'No', n: 60 } });
    expect(codeOf(await churnOf(9))).toBe('analysis/too-few-of-a-class');
    expect(codeOf(await churnOf(10))).toBe('ok');
  });

  it('all anonymous: revenue without customers', async () => {
    const lines = Array.from({ length: 30 }, (_, i) => `${i},2024-01-${String(1 + (i % 28)).padStart(2, '0')},10.00`);
    const { result } = await analyse([await table('order_id,order_date,amount', lines, 'o.csv', { kind: 'orders' })]);
    expect([result.customers, result.anonymousOrders, result.revenues[0]!.net]).toEqual([0, 30, 300]);
    expect(codeOf(result.segments)).toBe('analysis/too-few-customers');
  });

  it('no dates: groups, but no prediction', async () => {
    const lines = Array.from({ length: 90 }, (_, i) => `${i},C${i % 30},${5 + ((i * 13) % 40)}.00`);
    const { result } = await analyse([await table('order_id,customer_id,amount', lines, 'o.csv', { kind: 'orders' })]);
    expect(codeOf(result.segments)).toBe('ok');
    expect(codeOf(result.churn)).toBe('analysis/no-outcome');
    expect(result.asOf).toBe(someToday);
    expect(result.monthly).toBeNull();
  });

  it('three weeks of orders are no history', async () => {
    const lines = Array.from({ length: 100 }, (_, i) => `${i},C${i % 40},2024-01-${String(1 + (i % 19)).padStart(2, '0')},10.00`);
    const { result } = await analyse([await table('order_id,customer_id,order_date,amount', lines)]);
    expect(codeOf(result.churn)).toBe('analysis/no-history');
  });

  it('everybody alike: no groups', async () => {
    const lines = Array.from({ length: 40 }, (_, i) => `${i},C${i},2024-01-01,10.00`);
    const { result } = await analyse([await table('order_id,customer_id,order_date,amount', lines)]);
    expect(codeOf(result.segments)).toBe('analysis/no-features');
  });

  it('several currencies are never added, made-up ones neither', async () => {
    const lines = smallShop().map((line, i) => `${line},${i % 5 === 0 ? 'QQQ' : 'EUR'}`);
    const { result, customers } = await analyse([await table(`${shopHeader},currency`, lines)]);
    expect(result.revenues.map((revenue) => revenue.currency)).toEqual(['EUR', 'QQQ']);
    expect(customers.totalSpend.reduce((sum, spend) => sum + spend, 0)).toBeCloseTo(result.revenues[0]!.net, 6);
    expect(result.notes.map((note) => note.code)).toContain('several-currencies');
    expect(result.today.claims[0]!.values['currency'] ?? 'EUR').toBe('EUR');
  });

  it('a column that knows the answer is named and left out, until the owner allows it', async () => {
    const lines = Array.from({ length: 200 }, (_, i) => {
      const left = i % 4 === 0;
      return `P${i},${20 + ((i * 7) % 40)},${left ? 'closed' : 'open'},${left ? 'Yes' : 'No'}`;
    });
    const tables = [
      await table('customer_id,age,account,Churn', lines, 'p.csv', { roles: { account: 'category', Churn: 'churnLabel' } }),
    ];
    const { result } = await analyse(tables);
    if (!result.churn.ok) throw new Error(result.churn.error.code);
    expect(result.churn.leaks).toMatchObject([{ column: 'account', why: { code: 'leak-alone' }, used: false }]);
    expect(result.churn.features.map(({ id }) => id)).toEqual(['age']);
    expect(result.churn.excluded.map(({ column }) => column)).toContain('account');
    expect(result.today.claims.flatMap(({ caveats }) => caveats.map((note) => note.code))).not.toContain('leak-suspected');

    const allowed = (await analyse(tables, settingsWith({ churn: { allow: ['account'] } }))).result;
    if (!allowed.churn.ok) throw new Error(allowed.churn.error.code);
    expect(allowed.churn.leaks).toMatchObject([{ column: 'account', used: true }]);
    expect(allowed.churn.features.map(({ id }) => id)).toContain('account');
    expect(allowed.today.claims[0]!.caveats.map((note) => note.code)).toContain('leak-suspected');
  });
});
