import { describe, expect, it } from 'vitest';
import { finish, type Progress } from '../../../src/domain';
import { checkFor } from '../../../src/features/quality/check-table';
import { readFile } from '../../../src/ingest';
import { qualityTable } from '../../../src/jobs/quality-tables';
import { checkOnce, TableKeeper } from '../../../src/jobs/table-keeper';
import type { StoredTable } from '../../../src/store';

async function stored(): Promise<StoredTable> {
  const lines = Array.from({ length: 30 }, (_, at) => `${at},C${at % 4},2025-03-0${1 + (at % 9)},${20 + at}`);
  const text = ['order_id,customer_id,order_date,amount', ...lines, lines[3], '90,C1,2099-01-01,5', ''].join('\n');
  const { report, table } = await finish(readFile(new Blob([text]), 'orders.csv', {}));
  return { record: { id: 'one', addedAt: Date.UTC(2025, 5, 30), report, storedBytes: 0 }, table };
}

describe('tables at hand', () => {
  it('are given to the next job of the same revision and workspace, in the list that is known', async () => {
    const keeper = new TableKeeper();
    const tables = [await stored()];
    expect(keeper.of('own', 'one')).toBeNull();
    keeper.keep('own', 'one', tables);
    expect(keeper.of('own', 'one')).toEqual(tables);
    expect(keeper.of('own', 'one')![0]).toBe(tables[0]);
    // What is remembered by the list (an analysis's features, with the settings they go by) is at hand for the next.
    expect(keeper.of('own', 'one')).toBe(tables);
    expect(keeper.of('made-up', 'one')).toBeNull();
    expect(keeper.of('own', 'one two')).toBeNull();
    keeper.forget('made-up');
    expect(keeper.of('own', 'one')).not.toBeNull();
    keeper.forget('own');
    expect(keeper.of('own', 'one')).toBeNull();
  });

  it('are looked through once for each check', async () => {
    const one = await stored();
    const look = (checks: readonly string[]) => {
      const steps: Progress[] = [];
      const looking = checkOnce(one)(qualityTable(one), new Set(checks));
      for (;;) {
        const next = looking.next();
        if (next.done) return { found: next.value, steps: steps.length };
        steps.push(next.value);
      }
    };
    const slow = checkFor(qualityTable(one), new Set(['impossible', 'duplicates']));
    let expected = slow.next();
    while (!expected.done) expected = slow.next();
    const first = look(['impossible']);
    expect(first.found.map(({ rule }) => rule)).toEqual(['future']);
    expect(first.steps).toBeGreaterThan(0);
    expect(look(['impossible'])).toEqual({ found: first.found, steps: 0 });
    expect(look(['impossible', 'duplicates']).found).toEqual(expected.value);
    expect(look(['duplicates', 'impossible']).steps).toBe(0);
  });
});
