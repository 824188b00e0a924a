import { describe, expect, it } from 'vitest';
import { finish, parseIsoDay } from '../../../src/domain';
import { looks } from '../../../src/jobs/looks';
import { readShared, sharedDir } from '../../shared';
import { analyse, settingsWith, tableOf } from '../../unit/analyse/run';

const day = '2011-09-01';
const asOf = parseIsoDay(day)!;
const settings = settingsWith({ asOf, churn: { folds: 2, repeats: 1 } });

/** The rows after the day with other amounts, numbers and goods; who and when stay. */
function otherFuture(text: string): string {
  const [head, ...lines] = text.trimEnd().split(/\r?\n/);
  const columns = head!.split(',');
  const [date, quantity, price, code] = ['InvoiceDate', 'Quantity', 'UnitPrice', 'StockCode'].map((name) =>
    columns.indexOf(name),
  );
  return [
    head,
    ...lines.map((line) => {
      // Cells in quotes stay whole.
      const cells = line.match(/("(?:[^"]|"")*"|[^,]*)(,|$)/g)!.map((cell) => cell.replace(/,$/, ''));
      if (cells[date!]!.slice(0, 10) <= day) return line;
      cells[quantity!] = String(3 * Number(cells[quantity!]) + 1);
      cells[price!] = String(Number(cells[price!]) * 7 + 0.5);
      cells[code!] = `X${cells[code!]}`;
      return cells.slice(0, columns.length).join(',');
    }),
    '',
  ].join('\n');
}

describe.skipIf(sharedDir === null)('as of a day (skipped: no shared data here)', () => {
  it('Online Retail as of 1 September 2011: no figure knows what came after', async () => {
    const text = new TextDecoder().decode(readShared('data/online_retail_customers_mod10_3.csv'));
    const other = otherFuture(text);
    expect(other).not.toBe(text);
    const figures = async (given: string) => {
      const tables = [await tableOf(given, 'online_retail.csv')];
      const { result, customers } = await analyse(tables, settings);
      const { standing, kpis, monthly, today, revenues } = result;
      if (!result.value?.ok || !result.segments.ok || !result.churn.ok || !standing?.ok) throw new Error('all parts');
      const flow = await finish(
        looks.flow(tables, { result, customers, models: {} }, { what: 'rfm', from: asOf - 90, to: asOf, pick: null }),
      );
      return {
        standing,
        kpis,
        monthly,
        today,
        revenues,
        flow,
        value: { ...result.value, ms: 0 },
        segments: result.segments.segments,
        auc: result.churn.models.map(({ auc }) => auc),
        standings: customers.standings,
        worth: customers.worth,
        spend: customers.totalSpend,
      };
    };
    const [before, after] = [await figures(text), await figures(other)];
    expect(after).toEqual(before);
    expect(before.standing.stages.reduce((a, b) => a + b, 0)).toBeGreaterThan(300);
  });
});
