import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { sampleShop } from '../../../scripts/sample/files.mjs';
import { writeBigFile } from '../../../scripts/sample/big.mjs';
import { sampleFiles } from '../../../src/app/sample/sample-files';

interface Truth {
  counts: Record<string, number>;
  revenue: { gross: number; refunded: number; net: number };
  rejects: { file: string; code: string; line: number }[];
  customers: Record<string, [number, string?, number?]>;
  segments: string[];
  left: { cause: string; customers: number }[];
}

const committed = (name: string) => readFileSync(new URL(`../../../public/sample/${name}`, import.meta.url), 'utf8');
const made = sampleShop() as { files: Record<string, string>; truth: Truth };

/** Fields of a line without line breaks in its cells. */
function fields(line: string): string[] {
  return [...line.matchAll(/(?:^|,)(?:"((?:[^"]|"")*)"|([^,]*))/g)].map((match) => match[1] ?? match[2] ?? '');
}

describe('the made-up shop', () => {
  it('comes out as the committed bytes, and as what the app is given', async () => {
    for (const [name, text] of Object.entries(made.files)) expect(committed(name) === text, name).toBe(true);
    expect(JSON.parse(committed('truth.json'))).toEqual(made.truth);
    for (const file of await sampleFiles()) expect(file.text === made.files[file.name], file.name).toBe(true);
  });

  it('is another shop under another seed', () => {
    const other = sampleShop({ seed: 2 }) as typeof made;
    expect(other.files['orders.csv']).not.toBe(made.files['orders.csv']);
    expect(Object.keys(other.truth.customers)).toHaveLength(2000);
  });

  it('has about the promised size', () => {
    const { counts } = made.truth;
    expect(counts.customers).toBe(2000);
    expect(counts.orders).toBeGreaterThan(14_000);
    expect(counts.orders).toBeLessThan(16_000);
    expect(Math.abs((counts.answers ?? 0) - 1500)).toBeLessThan(100);
    expect(Math.abs((counts.interactions ?? 0) - 3000)).toBeLessThan(200);
    const bytes = Object.values(made.files).reduce((sum, text) => sum + text.length, 0);
    expect(bytes).toBeLessThan(1_500_000);
  });

  it('adds up to its truth, counted afresh from the file', () => {
    const bad = new Set(made.truth.rejects.filter((reject) => reject.file === 'orders.csv').map((reject) => reject.line));
    const seen = new Set<string>();
    let gross = 0;
    let refunded = 0;
    let twice = 0;
    const orders = new Set<string>();
    const buyers = new Set<string>();
    const lines = (made.files['orders.csv'] ?? '').trimEnd().split('\n');
    lines.forEach((line, index) => {
      if (index === 0 || bad.has(index + 1)) return;
      if (seen.has(line)) {
        twice++;
        return;
      }
      seen.add(line);
      const [id = '', , customer = '', , quantity, price, refund] = fields(line);
      orders.add(id);
      if (customer !== '') buyers.add(customer);
      gross += Math.round(Number(quantity) * Number(price) * 100);
      refunded += Math.round(Number(refund) * 100);
    });
    expect(twice).toBe(made.truth.counts.linesWrittenTwice);
    expect(seen.size).toBe(made.truth.counts.lines);
    expect(orders.size).toBe(made.truth.counts.orders);
    expect(gross / 100).toBeCloseTo(made.truth.revenue.gross, 2);
    expect(refunded / 100).toBeCloseTo(made.truth.revenue.refunded, 2);
    expect(buyers.size).toBe(2000);
  });

  it('has five planted segments, four causes of leaving and five bad rows', () => {
    const sizes = made.truth.segments.map(
      (_, index) => Object.values(made.truth.customers).filter(([segment]) => segment === index).length,
    );
    expect(sizes).toHaveLength(5);
    for (const size of sizes) expect(size).toBeGreaterThan(100);
    for (const { cause, customers } of made.truth.left) expect(customers, cause).toBeGreaterThan(50);
    expect(made.truth.rejects.map((reject) => reject.code).sort()).toEqual([
      'row/too-many-fields',
      'row/too-many-fields',
      'row/too-many-fields',
      'value/no-date',
      'value/no-date',
    ]);
    for (const reject of made.truth.rejects) {
      const line = (made.files[reject.file] ?? '').split('\n')[reject.line - 1] ?? '';
      expect(line).toMatch(reject.code === 'value/no-date' ? /2026-02-30|soon/ : /, /);
    }
  });
});

describe('the benchmark file', () => {
  it('has exactly the rows asked for, in order of date, the same each time', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'kith-sample-'));
    try {
      const path = join(folder, 'orders.csv');
      const again = join(folder, 'again.csv');
      await writeBigFile(path, { orders: 20_000, customers: 2_000 });
      await writeBigFile(again, { orders: 20_000, customers: 2_000 });
      const text = readFileSync(path, 'utf8');
      expect(text === readFileSync(again, 'utf8')).toBe(true);
      const [header, ...rows] = text.trimEnd().split('\n');
      expect(header).toBe('order_id,customer_id,date,product,quantity,amount');
      expect(rows).toHaveLength(20_000);
      const dates = rows.map((row) => fields(row)[2] ?? '');
      expect([...dates].sort()).toEqual(dates);
      expect(new Set(rows.map((row) => fields(row)[0])).size).toBe(20_000);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});
