import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { exportResults, type ExportExtra, type ExportWords } from '../../../src/actions/results-json';
import { sayIn } from '../../../src/app/charts/say';
import { findingText } from '../../../src/app/state/quality-text';
import { everything, finish, type NumberPeriod } from '../../../src/domain';
import { numbersParts } from '../../../src/jobs/numbers-parts';
import { reportQuality } from '../../../src/jobs/quality-handlers';
import { looks } from '../../../src/jobs/looks';
import { translate, type MessageKey } from '../../../src/text';
import { analyse, csv, shopHeader, smallShop, tableOf } from '../analyse/run';
import { violations } from './schema';

const schema = JSON.parse(readFileSync(new URL('../../../docs/result.schema.json', import.meta.url), 'utf8')) as Record<
  string,
  unknown
>;
const words: ExportWords = {
  segmentName: ({ code, values }) => translate('en', `segment-name.${code}` as MessageKey, values),
  note: ({ code, values }) => translate('en', `note.${code}` as MessageKey, values),
  error: ({ code, values }) => translate('en', `error.${code}` as MessageKey, values),
  finding: (finding) => findingText(sayIn('en'), finding),
};
const extra: ExportExtra = {
  language: 'en',
  timings: { read: 12.5 },
  memory: { peakMB: 80 },
  longestTaskMs: 31,
  network: { connections: 0, refused: 0 },
  app: { version: '0.1.0' },
};

async function exported(text: string, name: string, options = {}, more: ExportExtra = extra) {
  const table = await tableOf(text, name, options);
  const { result } = await analyse([table]);
  const written = JSON.stringify(exportResults(result, [table.record.report], more, words));
  return { result, json: JSON.parse(written) as Record<string, unknown>, written };
}

describe('all results as JSON', () => {
  it('follow the schema, for a shop', async () => {
    const { json, result, written } = await exported(csv(shopHeader, smallShop()), 'orders.csv');
    expect(violations(json, schema)).toEqual([]);
    expect(written).not.toMatch(/NaN|undefined/);
    expect(json).toMatchObject({
      customers: 120,
      revenue: result.revenues[0],
      asOf: '2024-11-20',
      segments: { model: 'k-means' },
      churn: { source: 'orders', horizonDays: 90 },
      timings: { read: 12.5 },
    });
    const { segments } = json as { segments: { sizes: number[]; names: string[] } };
    expect(segments.names).toHaveLength(segments.sizes.length);
    expect(segments.names.join()).not.toMatch(/\{|segment-name/);
  });

  it('hold the figures of the last twelve months, those of the owner’s own, and why a figure is missing', async () => {
    const table = await tableOf(csv(shopHeader, smallShop()), 'orders.csv');
    const output = await analyse([table]);
    const { asOf } = output.result;
    const custom = [
      { id: 'own-1', name: '__proto__', expression: 'revenue / orders', over: 'period', unit: 'money' },
      { id: 'own-2', name: 'lost', expression: 'gone + 1', over: 'period', unit: 'number' },
    ] as const;
    const report = (period: NumberPeriod) => finish(numbersParts.report([table], output, { asOf: null, period, custom }));
    const numbers = { all: await report(everything(asOf)), year: await report({ from: asOf - 364, to: asOf }) };
    const reports = [table.record.report];
    const written = JSON.stringify(exportResults(output.result, reports, { ...extra, numbers }, words));
    const json = JSON.parse(written) as {
      numbers: { figures: Record<string, { value: number; months: number[] }>; custom: Record<string, unknown>[] };
      notes: { part?: string; code: string; text: string }[];
    };
    expect(violations(json, schema)).toEqual([]);
    expect(written).not.toMatch(/NaN|undefined/);
    const { figures } = json.numbers;
    expect(json.numbers.custom[0]).toMatchObject({
      name: '__proto__',
      value: figures['revenue']!.value / figures['orders']!.value,
    });
    expect(json.numbers.custom[1]).toMatchObject({ name: 'lost', value: null, error: 'number/unknown-name' });
    const why = (part: string) => json.notes.find((note) => note.part === part);
    expect(why('kpis.nps')).toMatchObject({ code: 'number-no-nps' });
    expect(why('kpis.csat')!.text).not.toMatch(/number-|\{/);
    expect(why('kpis.aov')).toBeUndefined();
    const without = exportResults(output.result, reports, { ...extra, numbers: null }, words);
    expect(without['numbers']).toBeUndefined();
    expect(without['notes']).toContainEqual(expect.objectContaining({ part: 'numbers', code: 'not-computed' }));
  });

  it('say of each file what was found in it, with the words of the screen and what was said of it', async () => {
    const lines = smallShop(20);
    const stored = await tableOf(csv(shopHeader, [...lines, lines[7]!, lines[7]!]), 'orders.csv');
    const taken = { ...stored, record: { ...stored.record, addedAt: Date.UTC(2025, 0, 1) } };
    const { result } = await analyse([taken]);
    const report = await finish(reportQuality([taken]));
    const more = { ...extra, importIds: ['orders.csv'], quality: { report, stateOf: () => 'on', isCarried: () => false } };
    const json = JSON.parse(JSON.stringify(exportResults(result, [taken.record.report], more, words))) as {
      files: { quality: { findings: object[] } }[];
    };
    expect(violations(json, schema)).toEqual([]);
    expect(json.files[0]!.quality.findings[0]).toEqual({
      check: 'duplicates',
      rule: 'exact',
      text: '2 rows repeat earlier ones in every cell',
      rows: 2,
      of: lines.length + 2,
      values: {},
      lines: [9, lines.length + 2, lines.length + 3],
      repair: { kind: 'leave-out', changed: 2, before: lines.length + 2, after: lines.length },
      state: 'on',
    });
    const without = exportResults(result, [taken.record.report], { ...extra, quality: null }, words);
    expect(without.notes).toContainEqual(expect.objectContaining({ code: 'not-measured', part: 'quality' }));
  });

  it('say of each file what its rows were to those before, and what the newest changed', async () => {
    const lines = smallShop(20);
    const half = await tableOf(csv(shopHeader, lines.slice(0, 200)), 'half.csv');
    const whole = await tableOf(csv(shopHeader, [lines[0]!.replace(/[^,]*$/, '1.00'), ...lines.slice(1)]), 'whole.csv');
    const tables = [half, { ...whole, record: { ...whole.record, addedAt: 1 } }];
    const { result } = await analyse(tables);
    const reports = tables.map(({ record }) => record.report);
    const json = exportResults(result, reports, { ...extra, importIds: tables.map(({ record }) => record.id) }, words);
    expect(violations(JSON.parse(JSON.stringify(json)), schema)).toEqual([]);
    expect(json).toMatchObject({
      orders: lines.length,
      files: [
        { rowsImported: 200, created: 200, updated: 0, unchanged: 0 },
        { rowsImported: lines.length, created: lines.length - 200, updated: 1, unchanged: 199 },
      ],
      sinceLast: { newOrders: lines.length - 200, changedOrders: 1, vanishedOrders: 0 },
    });
  });

  it('tell how long subscriptions last, beside no orders', async () => {
    const lines = Array.from({ length: 200 }, (_, i) => `C${i},${1 + (i % 24)},${i % 3 === 0 ? 'Yes' : 'No'},${20 + (i % 7)}`);
    const table = await tableOf(csv('customerID,tenure,Churn,MonthlyCharges', lines), 'telco.csv');
    const output = await analyse([table]);
    const retention = { ok: true as const, ...(await finish(looks.retention([table], output, null))) };
    const told = (more: object) =>
      JSON.parse(JSON.stringify(exportResults(output.result, [table.record.report], { ...extra, ...more }, words))) as object;
    expect(violations(told({ retention }), schema)).toEqual([]);
    expect(told({ retention })).toMatchObject({
      value: {
        retention: { source: 'tenure', n: 200, left: 67, model: 'sbg', parameters: { alpha: expect.any(Number) as number } },
      },
    });
    const refused = told({ retention: { ok: false, error: { code: 'retention/no-label', values: {} } } });
    expect(violations(refused, schema)).toEqual([]);
    expect(refused).not.toHaveProperty('value');
  });

  it('count the owner’s tags, notes and tasks, and tell nothing of what they say', async () => {
    const view = {
      tags: [{ id: 't', name: '=VIP', customers: 2 }],
      notes: [],
      own: [],
      tasks: [],
      openTasks: 3,
      doneTasks: 1,
      writtenNotes: 4,
      orphans: [{ id: 'n', kind: 'note', who: ['x'], text: 'Secret', day: 1, done: null, at: 1 }],
      orphanTags: [],
    } as const;
    const shop = csv(shopHeader, smallShop(25));
    const { json, written } = await exported(shop, 'orders.csv', {}, { ...extra, marks: view });
    expect(violations(json, schema)).toEqual([]);
    expect(json['marks']).toEqual({
      tags: [{ name: '=VIP', customers: 2 }],
      notes: 4,
      tasks: { open: 3, done: 1 },
      withoutCustomer: 1,
    });
    expect(written).not.toContain('Secret');
    const none = { ...view, tags: [], openTasks: 0, doneTasks: 0, writtenNotes: 0, orphans: [] };
    expect((await exported(shop, 'orders.csv', {}, { ...extra, marks: none })).json).not.toHaveProperty('marks');
  });

  it('say why a part is absent, in the page’s words', async () => {
    const { json } = await exported(csv(shopHeader, smallShop(3)), 'orders.csv', {}, { ...extra, longestTaskMs: null });
    expect(violations(json, schema)).toEqual([]);
    expect(json).not.toHaveProperty('segments');
    expect(json).not.toHaveProperty('churn');
    expect(json).not.toHaveProperty('longestTaskMs');
    const notes = json['notes'] as { code: string; part?: string; text: string }[];
    for (const part of ['segments', 'churn', 'rfm', 'value', 'longestTaskMs']) {
      const note = notes.find((one) => one.part === part)!;
      expect(note, part).toBeDefined();
      expect(note.text).not.toMatch(/^\w+\/|\{\w+/);
    }
  });

  it('keep columns with names that mean something to JavaScript', async () => {
    const people = Array.from({ length: 25 }, (_, i) => `P${i},${i},${i % 3}`);
    const { written } = await exported(csv('customer_id,__proto__,constructor', people), 'p.csv');
    const columns = (JSON.parse(written) as { files: { columns: object }[] }).files[0]!.columns;
    expect(Object.keys(columns)).toEqual(['customer_id', '__proto__', 'constructor']);
  });

  it('the validator sees what is wrong', async () => {
    const { json } = await exported(csv(shopHeader, smallShop(25)), 'orders.csv');
    const broken = (change: (copy: Record<string, unknown>) => void) => {
      const copy = structuredClone(json);
      change(copy);
      return violations(copy, schema).length;
    };
    expect(broken(() => undefined)).toBe(0);
    expect(broken((copy) => (copy['customers'] = -1))).toBe(1);
    expect(broken((copy) => (copy['asOf'] = '1 May'))).toBe(1);
    expect(broken((copy) => delete copy['kpis'])).toBe(1);
    expect(broken((copy) => ((copy['kpis'] as Record<string, unknown>)['invented'] = {}))).toBe(1);
    expect(broken((copy) => ((copy['revenue'] as Record<string, unknown>)['net'] = 'much'))).toBe(1);
  });
});
