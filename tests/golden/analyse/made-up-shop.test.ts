import { readFileSync } from 'node:fs';
import Papa from 'papaparse';
import { describe, expect, it } from 'vitest';
import { isoDay, lifeStages, parseIsoDay } from '../../../src/domain';
import { analyse, tableOf } from '../../unit/analyse/run';
import { compareStages } from '../../unit/scripts/planted-stages';

const folder = new URL('../../../public/sample/', import.meta.url);
const read = (name: string) => tableOf(new Uint8Array(readFileSync(new URL(name, folder))), name);

interface Truth {
  readonly asOf: string;
  readonly counts: {
    customers: number;
    orders: number;
    answers: number;
    interactions: number;
    guestOrders: number;
    linesWrittenTwice: number;
  };
  /** Segment; day of leaving and cause of those who left. */
  readonly customers: Readonly<Record<string, readonly [number, string?, number?]>>;
  readonly revenue: { currency: string; gross: number; refunded: number; net: number };
}

/** Lines that the generator wrote twice are counted twice, as in any file: nothing proves that they are not two sales. */
function writtenTwice(): { lines: number; gross: number; refunded: number } {
  const seen = new Set<string>();
  const twice = { lines: 0, gross: 0, refunded: 0 };
  for (const line of readFileSync(new URL('orders.csv', folder), 'utf8').split(/\r?\n/)) {
    if (line !== '' && seen.has(line)) {
      const row = Papa.parse<string[]>(line).data[0]!;
      twice.lines++;
      twice.gross += Number(row[4]) * Number(row[5]);
      twice.refunded += Number(row[6]);
    }
    seen.add(line);
  }
  return twice;
}

/** Of each customer: days of purchases that were not given back whole, whether they left, and whether they were content at last. */
function livesInFiles(): Map<string, { days: number[]; left: boolean; content: boolean }> {
  const rows = (name: string) => Papa.parse<string[]>(readFileSync(new URL(name, folder), 'utf8').trim()).data.slice(1);
  const lives = new Map(
    Object.entries(truth.customers).map(([key, life]) => [key, { days: [] as number[], left: life.length > 1, content: true }]),
  );
  const bought = new Map<string, number>();
  const seen = new Set<string>();
  for (const [order, date, customer, product, quantity, price, refund] of rows('orders.csv')) {
    const day = parseIsoDay(date!);
    if (day === null || !lives.has(customer!) || seen.has(`${order} ${product}`)) continue;
    seen.add(`${order} ${product}`);
    const key = `${customer} ${day}`;
    bought.set(key, (bought.get(key) ?? 0) + Number(quantity) * Number(price) - Number(refund));
  }
  for (const [key, net] of bought) {
    const [customer, day] = key.split(' ') as [string, string];
    if (net > 0.004) lives.get(customer)!.days.push(Number(day));
  }
  for (const { days } of lives.values()) days.sort((a, b) => a - b);
  const answers = rows('answers.csv').filter(([, date]) => parseIsoDay(date!) !== null);
  for (const [, , customer, satisfaction] of answers.sort((a, b) => (a[1]! < b[1]! ? -1 : 1))) {
    const life = lives.get(customer!);
    if (life) life.content = Number(satisfaction) >= 4;
  }
  return lives;
}

const truth = JSON.parse(readFileSync(new URL('truth.json', folder), 'utf8')) as Truth;

describe('the made-up shop, whose truth is known', () => {
  it('comes out as it was made', async () => {
    const { result, customers } = await analyse(
      await Promise.all(['orders.csv', 'customers.csv', 'answers.csv', 'interactions.csv'].map(read)),
    );
    expect(isoDay(result.asOf)).toBe(truth.asOf);
    const twice = writtenTwice();
    expect(twice.lines).toBe(truth.counts.linesWrittenTwice);
    const [revenue] = result.revenues;
    expect(revenue!.currency).toBe(truth.revenue.currency);
    expect(revenue!.gross).toBeCloseTo(truth.revenue.gross + twice.gross, 2);
    expect(revenue!.refunded).toBeCloseTo(truth.revenue.refunded + twice.refunded, 2);
    expect(revenue!.net).toBeCloseTo(truth.revenue.net + twice.gross - twice.refunded, 2);
    expect(result.orders).toBe(truth.counts.orders);
    expect(result.anonymousOrders).toBe(truth.counts.guestOrders);
    expect(result.customers).toBe(truth.counts.customers);
    expect(result.answers).toBe(truth.counts.answers);
    expect(result.interactions).toBe(truth.counts.interactions);
    if (!result.churn.ok || !result.segments.ok) throw new Error('both parts');
    expect(result.churn.models[0]!.auc.mean).toBeGreaterThan(0.75);
    expect(result.kpis.csat!.n).toBeGreaterThan(1000);
    expect(result.kpis.nps).toBeDefined();

    // Stages beside those planted: 95 of 100 are right, of those told to be gone 95 of 100 left.
    if (!result.standing?.ok) throw new Error('stages');
    const lives = livesInFiles();
    const told = customers.keys.map((key, c) => ({ ...lives.get(key)!, told: lifeStages[customers.standings!.stage[c]!]! }));
    expect(told).toHaveLength(truth.counts.customers);
    const bought = told.filter(({ days }) => days.length > 0);
    for (const { days, told: stage } of told) expect(stage === 'prospect').toBe(days.length === 0);
    const { right, goneWhoLeft, leftLongAgoTold } = compareStages(bought, result.standing.rules, result.asOf);
    expect(right).toBeGreaterThanOrEqual(0.95);
    expect(goneWhoLeft).toBeGreaterThanOrEqual(0.95);
    expect(leftLongAgoTold).toBeGreaterThanOrEqual(0.95);
  }, 60_000);
});
