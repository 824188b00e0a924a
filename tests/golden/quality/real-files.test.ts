import { describe, expect, it } from 'vitest';
import { defaultSettings, finish, type AnalysisSettings, type QualityFinding } from '../../../src/domain';
import { reportQuality } from '../../../src/jobs/quality-handlers';
import type { StoredTable } from '../../../src/store/api';
import { readShared, sharedDir } from '../../shared';
import { analyse, tableOf } from '../../unit/analyse/run';

/** As if it had been taken in on 2026-11-20, when all of these files were there. */
async function taken(name: string): Promise<StoredTable> {
  const stored = await tableOf(readShared(`data/${name}`), name);
  return { ...stored, record: { ...stored.record, addedAt: Date.UTC(2026, 10, 20) } };
}

async function findings(...names: string[]): Promise<readonly (readonly QualityFinding[])[]> {
  const report = await finish(reportQuality(await Promise.all(names.map(taken))));
  return report.tables.map((table) => table.findings);
}
const short = (list: readonly QualityFinding[]) => list.map(({ check, rule, column, rows }) => [check, rule, column, rows]);

describe.skipIf(sharedDir === null)('the quality of real files', () => {
  it('a sales team: the misspelt sector, the product written in two ways, deals that name nobody', async () => {
    const [accounts, products, pipeline, teams] = await findings(
      'crm_accounts.csv',
      'crm_products.csv',
      'crm_sales_pipeline.csv',
      'crm_sales_teams.csv',
    );
    expect(accounts!.filter(({ check }) => check === 'spellings').map(({ values, rows }) => [values, rows])).toEqual([
      [{ column: 'sector', from: 'technolgy', to: 'technology' }, 12],
      [{ column: 'office_location', from: 'Philipines', to: 'Philippines' }, 1],
    ]);
    expect(pipeline!.filter(({ check }) => check === 'spellings')).toMatchObject([
      { values: { from: 'GTXPro', to: 'GTX Pro' }, rows: 1480, repair: { kind: 'respell', before: 7, after: 7 } },
    ]);
    // Open deals have no day and no sum yet, which is no hole; all that were won have both.
    expect(short(pipeline!).filter(([check]) => check === 'missing')).toEqual([]);
    expect([short(products!), short(teams!)]).toEqual([[], []]);
  });

  it('a tenth of the UCI retail file: 460 repeated lines, forgotten prices, and the shop’s three closed times', async () => {
    const [list] = await findings('online_retail_customers_mod10_3.csv');
    const of = (check: string) => list!.filter((finding) => finding.check === check);
    // `awk` over the sorted lines of the file counts 460 lines beyond the first of each.
    expect(short(of('duplicates'))).toEqual([['duplicates', 'exact', null, 460]]);
    expect(short(of('impossible'))).toEqual([['impossible', 'zero-price', 'UnitPrice', 2]]);
    expect(of('gaps').map(({ values }) => [values.from, values.to])).toEqual([
      ['2010-12-23', '2011-01-03'],
      ['2011-04-22', '2011-04-25'],
      ['2011-04-29', '2011-05-02'],
    ]);
    // Reversals of whole orders by `Manual`, not the many small refunds.
    expect(of('outliers').find(({ column }) => column === 'UnitPrice')!.examples[0]!.cells).toContain('Manual');
    expect(of('near')).toEqual([]);
  });

  it('files that are well kept have little to look at', async () => {
    const names = ['Mall_Customers.csv', 'telco_churn.csv', 'exports/shopify_orders_export.csv', 'exports/etsy_sold_order_items.csv', 'exports/square_items_masked_2026-06.csv', 'exports/youzan_orders.csv']; // prettier-ignore
    const all = await findings(...names);
    expect(all.map(short)).toEqual(names.map(() => []));
  });

  it('the repeated lines left out: revenue is less by what they came to, and the result says so', async () => {
    const table = await taken('online_retail_customers_mod10_3.csv');
    const report = await finish(reportQuality([table]));
    const repeated = report.tables[0]!.findings.find(({ check }) => check === 'duplicates')!;
    const before = (await analyse([table])).result;
    const settings: AnalysisSettings = { ...defaultSettings, quality: { on: [repeated.id], fine: [] } };
    const after = (await analyse([table], settings)).result;
    expect(after.notes).toContainEqual({
      code: 'repair-rows-duplicates',
      values: { n: 460, file: 'online_retail_customers_mod10_3.csv' },
    });
    expect(after.orders).toBe(before.orders);
    expect(after.customers).toBe(before.customers);
    const less = before.revenues[0]!.net - after.revenues[0]!.net;
    expect(less).toBeGreaterThan(0);
    expect(less).toBeLessThan(before.revenues[0]!.net / 50);
    // Switched off again.
    const again = (await analyse([table], { ...defaultSettings, quality: { on: [], fine: [repeated.id] } })).result;
    expect(again.revenues).toEqual(before.revenues);
  });
});
