import { beforeAll, describe, expect, it } from 'vitest';
import { finish, lifeStages, rfmGroups, type FlowWish } from '../../../src/domain';
import type { AnalysisOutput } from '../../../src/jobs/analyse';
import { looks } from '../../../src/jobs/looks';
import type { StoredTable } from '../../../src/store/api';
import { analyse, csv, settingsWith, shopHeader, smallShop, tableOf } from './run';

const churn = { folds: 2, repeats: 1 };
const sum = (rows: readonly (readonly number[])[]) => rows.flat().reduce((a, b) => a + b, 0);

describe('flows and cohorts that are asked for', () => {
  let tables: readonly StoredTable[];
  let output: AnalysisOutput;
  const lines = smallShop();
  beforeAll(async () => {
    tables = [await tableOf(csv(shopHeader, lines), 'orders.csv')];
    output = await analyse(tables, settingsWith({ churn }));
  });
  const flow = (wish: Partial<FlowWish>, from: AnalysisOutput = output, rows = tables) =>
    finish(looks.flow(rows, from, { what: 'stages', from: from.result.asOf - 90, to: from.result.asOf, pick: null, ...wish }));

  it('between the days of the analysis are those of the analysis', async () => {
    const { standing, asOf } = output.result;
    if (!standing?.ok) throw new Error('no stages');
    expect((await flow({})).moves).toEqual(standing.flow);
    expect((await flow({ what: 'rfm' })).moves).toEqual(standing.rfm!.moves);
    // Days outside the history are moved into it.
    const wide = await flow({ from: 0, to: asOf + 1000 });
    expect(wide.to).toBe(asOf);
    expect(sum(wide.moves)).toBe(output.result.customers);
  });

  it('of two earlier days know nothing of what came after', async () => {
    const to = output.result.asOf - 200;
    const iso = new Date(to * 86_400_000).toISOString().slice(0, 10);
    const early = [
      await tableOf(
        csv(
          shopHeader,
          lines.filter((line) => line.split(',')[3]! <= iso),
        ),
        'orders.csv',
      ),
    ];
    const then = await analyse(early, settingsWith({ churn, asOf: to }));
    const wish = { what: 'rfm' as const, from: to - 60, to };
    expect((await flow(wish)).moves).toEqual((await flow(wish, then, early)).moves);
  });

  it('open to the customers of one stream', async () => {
    for (const what of ['stages', 'rfm'] as const) {
      const { moves } = await flow({ what });
      const none = (what === 'stages' ? lifeStages : rfmGroups).length;
      for (const [row, to] of moves
        .flatMap((cells, from) => cells.map((n, at) => [from, at, n] as const))
        .filter(([, , n]) => n > 0)) {
        const from = row === none ? -1 : row;
        const { picked } = await flow({ what, pick: [from, to] });
        expect(picked).toMatchObject({ from, to, n: moves[row]![to]! });
        expect(picked!.customers).toHaveLength(Math.min(100, picked!.n));
        for (const { key } of picked!.customers) {
          const c = output.customers.keys.indexOf(key);
          expect(what === 'stages' ? output.customers.standings!.stage[c] : output.customers.standings!.rfm[c]).toBe(to);
        }
      }
    }
  });

  it('cohorts by the product of the first order hold everybody once', async () => {
    const found = await finish(looks.cohortsBy(tables, output, { column: 'product' }));
    expect(found.rows.map(({ value }) => value).sort()).toEqual(['cup', 'mug', 'pot', 'tray']);
    expect(found.rows.reduce((all, { n }) => all + n, 0)).toBe(120);
    // Counted from the lines: the product of the first line of each customer.
    const first = new Map<string, { day: string; product: string }>();
    for (const line of lines) {
      const [, customer, , day, product] = line.split(',') as [string, string, string, string, string];
      if (!first.has(customer) || day < first.get(customer)!.day) first.set(customer, { day, product });
    }
    for (const { value, n } of found.rows) {
      expect([...first.values()].filter(({ product }) => product === value)).toHaveLength(n);
    }
    await expect(finish(looks.cohortsBy(tables, output, { column: '__proto__' }))).rejects.toThrow('analysis/unknown-column');
  });

  it('a column of a list of customers tells them apart too', async () => {
    const list = Array.from(
      { length: 120 },
      (_, c) => `C${String(c).padStart(4, '0')},c${c}@example.com,${c % 3 === 0 ? 'Austria' : 'Belgium'}`,
    );
    const both = [...tables, await tableOf(csv('customer_id,email,country', list), 'customers.csv')];
    const joined = await analyse(both, settingsWith({ churn }));
    const found = await finish(looks.cohortsBy(both, joined, { column: 'country' }));
    expect(found.rows.map(({ value, n }) => [value, n])).toEqual([
      ['Belgium', 80],
      ['Austria', 40],
    ]);
  });
});
