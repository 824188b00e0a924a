import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { exportResults, type ExportExtra, type ExportWords } from '../../../src/actions/results-json';
import { sayIn } from '../../../src/app/charts/say';
import { findingText } from '../../../src/app/state/quality-text';
import { finish } from '../../../src/domain';
import { reportQuality } from '../../../src/jobs/quality-handlers';
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
