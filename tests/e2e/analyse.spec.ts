import { execFile } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { dist, expect, fileOf, ordersFile, test } from './fixtures';

const script = new URL('../../scripts/analyse.mjs', import.meta.url).pathname;

/** Runs `npm run analyse` as npm would, against the app that is being tested. */
async function analyse(...args: string[]): Promise<{ code: number; stderr: string; stdout: string }> {
  try {
    const { stdout, stderr } = await promisify(execFile)(process.execPath, [script, ...args], {
      env: { ...process.env, KITH_DIST: dist },
      maxBuffer: 1 << 26,
    });
    return { code: 0, stdout, stderr };
  } catch (error) {
    const failed = error as { code: number; stdout: string; stderr: string };
    return { code: failed.code, stdout: failed.stdout, stderr: failed.stderr };
  }
}

const score = { mean: expect.any(Number), sd: expect.any(Number), folds: expect.any(Array) };

test('analyse writes what the contract asks for, and the settings are those of the screens', async ({ folder }) => {
  const file = await ordersFile(folder, 6000, 600);
  const out = join(folder, 'result.json');
  const settings = fileOf(
    folder,
    'settings.json',
    JSON.stringify({
      segments: { features: ['orderCount', 'totalSpend'], scale: 'standard', k: 3 },
      churn: { folds: 3, repeats: 1 },
      value: { model: 'mbg-nbd', timeUnit: 'day', horizonMonths: 24, discountRate: 0.05, margin: 0.4 },
    }),
  );
  const { code, stderr } = await analyse(file, '--out', out, '--as-of', '2026-05-31', '--settings', settings, '--lang', 'zh');
  expect(stderr).toBe('');
  expect(code).toBe(0);
  const result = JSON.parse(readFileSync(out, 'utf8')) as Record<string, unknown>;
  expect(result).toMatchObject({
    schema: expect.any(String),
    version: expect.anything(),
    asOf: '2026-05-31',
    seed: expect.any(Number),
    language: 'zh-CN',
    files: [
      {
        name: 'orders.csv',
        encoding: expect.any(String),
        delimiter: ',',
        headerLine: 1,
        rowsRead: 6000,
        rowsImported: 6000,
        rowsRejected: 0,
        rejects: [],
        questions: expect.any(Array),
        columns: {
          customer_id: { role: 'customerId', type: 'text', evidence: expect.anything(), missing: 0 },
          date: { role: 'date' },
          amount: { role: 'amount', type: 'number' },
        },
      },
    ],
    customers: expect.any(Number),
    orders: expect.any(Number),
    cancellations: 0,
    answers: 0,
    interactions: 0,
    kpis: { aov: { value: expect.any(Number), n: expect.any(Number) } },
    segments: {
      model: 'k-means',
      engine: expect.any(String),
      features: ['orderCount', 'totalSpend'],
      k: 3,
      sse: expect.any(Number),
      silhouette: expect.any(Number),
      sizes: [expect.any(Number), expect.any(Number), expect.any(Number)],
      names: expect.any(Array),
    },
    value: {
      model: 'mbg-nbd',
      chosenBy: 'hand',
      timeUnit: 'day',
      parameters: { r: expect.any(Number), alpha: expect.any(Number), a: expect.any(Number), b: expect.any(Number) },
      logLikelihood: expect.any(Number),
      horizonMonths: 24,
      discountRate: 0.05,
      margin: 0.4,
      total: expect.any(Number),
      interval: [expect.any(Number), expect.any(Number)],
    },
    churn: {
      source: 'orders',
      cutoff: expect.stringMatching(/^\d{4}-\d{2}-\d{2}$/),
      horizonDays: expect.any(Number),
      n: expect.any(Number),
      positives: expect.any(Number),
      models: [
        {
          id: 'logistic',
          engine: expect.any(String),
          auc: score,
          averagePrecision: score,
          brier: score,
          logLoss: score,
          ece: score,
          liftAt10: score,
          accuracy: score,
          confusion: expect.anything(),
          ms: expect.any(Number),
        },
      ],
    },
    timings: expect.anything(),
    longestTaskMs: expect.any(Number),
    network: { connections: 0, refused: expect.any(Number) },
    notes: expect.any(Array),
  });
  const { churn, revenue, revenues } = result as {
    churn: { baselines: { id: string }[]; models: { auc: { folds: number[] } }[] };
    revenue?: { net: number };
    revenues?: { net: number }[];
  };
  expect(churn.baselines.length).toBeGreaterThan(0);
  expect(churn.models[0]?.auc.folds).toHaveLength(3);
  expect(revenue?.net ?? revenues?.[0]?.net ?? 0).toBeGreaterThan(0);
  if (process.platform === 'linux') expect((result.memory as { peakMB: number }).peakMB).toBeGreaterThan(10);
});

test('analyse repairs what the settings say, and writes of each file what the page of quality shows', async ({ folder }) => {
  const lines = ['order_id,customer_id,date,amount'];
  for (let at = 0; at < 60; at++)
    lines.push(`${at},C${at % 7},2025-01-${String(1 + (at % 28)).padStart(2, '0')},${10 + (at % 5)}`);
  const file = fileOf(folder, 'orders.csv', [...lines, lines[1], lines[1], ''].join('\n'));
  const out = join(folder, 'result.json');
  const net = async (settings: object) => {
    const { code, stderr } = await analyse(file, '--out', out, '--settings', fileOf(folder, 's.json', JSON.stringify(settings)));
    expect([code, stderr]).toEqual([0, '']);
    return JSON.parse(readFileSync(out, 'utf8')) as {
      revenue: { net: number };
      files: { quality: { findings: object[] } }[];
      notes: { code: string }[];
    };
  };
  const before = await net({});
  expect(before.files[0]!.quality.findings).toMatchObject([
    { check: 'duplicates', rule: 'exact', rows: 2, lines: [2, 62, 63], repair: { before: 62, after: 60 }, state: 'open' },
  ]);
  const after = await net({ quality: { repairs: [{ file: 'orders.csv', check: 'duplicates' }] } });
  expect(after.files[0]!.quality.findings).toMatchObject([{ state: 'on' }]);
  expect(before.revenue.net - after.revenue.net).toBe(20);
  expect(after.notes.map(({ code }) => code)).toContain('repair-rows-duplicates');
});

test('analyse exits with 1 and the app’s own words when the app refuses', async ({ folder }) => {
  const out = join(folder, 'result.json');
  const { code, stderr } = await analyse(fileOf(folder, 'empty.csv', ''), '--out', out);
  expect(code).toBe(1);
  const { error } = JSON.parse(readFileSync(out, 'utf8')) as { error: { code: string; message: string } };
  expect(error.code).toBe('file/empty');
  expect(stderr.trim()).toBe(error.message);
});

test('analyse says how it is used when a file is not there', async ({ folder }) => {
  const out = join(folder, 'result.json');
  const { code, stderr } = await analyse(join(folder, 'nowhere.csv'), '--out', out);
  expect(code).toBe(2);
  expect(stderr).toMatch(/nowhere\.csv[\s\S]*usage:/);
  expect(existsSync(out)).toBe(false);
});
