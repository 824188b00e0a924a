import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { everything, finish, parseIsoDay, type NumberId, type NumberPeriod } from '../../../src/domain';
import { numbersParts } from '../../../src/jobs/numbers-parts';
import { analyse, tableOf } from '../../unit/analyse/run';

const folder = new URL('../../../public/sample/', import.meta.url);
const read = (name: string) => tableOf(new Uint8Array(readFileSync(new URL(name, folder))), name);

interface Planted {
  readonly from: string;
  readonly to: string;
  readonly orders: number;
  /** Cents. */
  readonly gross: number;
  readonly refunded: number;
  readonly buyersNet: number;
  readonly buyers: number;
  readonly newBuyers: number;
  readonly repeatBuyers: number;
  readonly answers: number;
  readonly satisfied: number;
  readonly recommendAnswers: number;
  readonly promoters: number;
  readonly detractors: number;
  readonly interactions: number;
}
const { figures } = JSON.parse(readFileSync(new URL('truth.json', folder), 'utf8')) as { readonly figures: readonly Planted[] };

const names = ['orders.csv', 'customers.csv', 'answers.csv', 'interactions.csv'];

describe('the figures of the made-up shop are the planted ones', async () => {
  const tables = await Promise.all(names.map(read));
  const output = await analyse(tables);
  const report = (period: NumberPeriod) => finish(numbersParts.report(tables, output, { asOf: null, period, custom: [] }));

  it.each(figures.map((planted) => [`${planted.from} to ${planted.to}`, planted] as const))('%s', async (_, planted) => {
    const found = await report({ from: parseIsoDay(planted.from)!, to: parseIsoDay(planted.to)! });
    const of = (id: NumberId) => found.figures.find((figure) => figure.id === id)!.now;
    const counts = { orders: of('orders').value, buyers: of('buyers').value, answers: of('csat').n, asked: of('nps').n };
    const { orders, buyers, answers, recommendAnswers } = planted;
    expect(counts).toEqual({ orders, buyers, answers, asked: recommendAnswers });
    const close = (id: NumberId, wanted: number) => expect(of(id).value, id).toBeCloseTo(wanted, 6);
    close('grossRevenue', planted.gross / 100);
    close('refunds', planted.refunded / 100);
    close('revenue', (planted.gross - planted.refunded) / 100);
    close('aov', planted.gross / 100 / orders);
    close('arpc', planted.buyersNet / 100 / buyers);
    close('newShare', planted.newBuyers / buyers);
    close('repeatRate', planted.repeatBuyers / buyers);
    close('csat', planted.satisfied / answers);
    close('nps', (100 * (planted.promoters - planted.detractors)) / recommendAnswers);
    expect(of('engagement').value! * of('engagement').n).toBeCloseTo(planted.interactions, 6);
  });

  it('of everything, they are those of Today', async () => {
    const found = await report(everything(output.result.asOf));
    for (const id of ['csat', 'nps', 'repeatRate', 'engagement', 'aov', 'arpc'] as const) {
      const now = found.figures.find((figure) => figure.id === id)!.now;
      expect(now.value, id).toBeCloseTo(output.result.kpis[id]!.value, 9);
      expect(now.n, id).toBe(output.result.kpis[id]!.n);
    }
  });

  it('who left is told as on Today, and as in the stages', async () => {
    const churn = output.result.kpis.churnRate!;
    const found = await report({ from: churn.period![0], to: churn.period![1] });
    expect(found.figures.find(({ id }) => id === 'churnRate')!.now).toMatchObject({ value: churn.value, n: churn.n });
    const { loyaltyIndex, csat, retention, retainedRevenue, arpc } = output.result.kpis;
    expect(loyaltyIndex!.value).toBeCloseTo(csat!.value * (1 - churn.value), 12);
    expect(retainedRevenue!.value).toBeCloseTo(retention!.value * arpc!.value, 9);
  });
});
