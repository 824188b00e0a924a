import { readFileSync } from 'node:fs';
import Papa from 'papaparse';
import { describe, expect, it } from 'vitest';
import { isoDay } from '../../../src/domain';
import { analyse, tableOf } from '../../unit/analyse/run';

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

const truth = JSON.parse(readFileSync(new URL('truth.json', folder), 'utf8')) as Truth;

describe('the made-up shop, whose truth is known', () => {
  it('comes out as it was made', async () => {
    const { result } = await analyse(
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
  }, 60_000);
});
