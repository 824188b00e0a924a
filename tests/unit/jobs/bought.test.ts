import { describe, expect, it } from 'vitest';
import { dayFromCivil } from '../../../src/domain';
import { runAll } from '../../../src/features/steps';
import { prepare } from '../../../src/jobs/analyse-prepare';
import { boughtMask, productNames, type Bought } from '../../../src/jobs/bought';
import { tableOf } from '../analyse/run';

const orders = [
  'order_id,customer_id,date,product,status,amount',
  'O1,A,2025-01-01,Blue Tea,paid,10',
  'O2,A,2025-02-01,Pot,paid,20',
  'O3,B,2025-03-01,blue tea,paid,30',
  'O4,C,2025-03-02,Mug,cancelled,40',
  'O5,D,2025-04-02,Pot,paid,45',
];

describe('who bought what, when', () => {
  const mask = async (asked: Partial<Bought>) => {
    const table = await tableOf(`${orders.join('\n')}\n`, 'orders.csv');
    const prepared = runAll(prepare([table], null, null, 20_500));
    const found = runAll(boughtMask(prepared, { product: '', from: null, to: null, ...asked }));
    return prepared.identity.keys.filter((_, at) => found[at] === 1);
  };
  const day = (month: number, of: number) => dayFromCivil(2025, month, of);

  it('finds a part of a name, whatever its letters', async () => {
    expect(await mask({ product: 'blue TEA' })).toEqual(['A', 'B']);
    expect(await mask({ product: 'nothing of that' })).toEqual([]);
  });
  it('takes both ends of a stretch in, and leaves out what was cancelled', async () => {
    expect(await mask({ from: day(2, 1), to: day(3, 1) })).toEqual(['A', 'B']);
    expect(await mask({ from: day(3, 2) })).toEqual(['D']);
    expect(await mask({ product: 'mug' })).toEqual([]);
  });
  it('asks that the product was bought on such a day', async () => {
    expect(await mask({ product: 'tea', from: day(2, 1) })).toEqual(['B']);
  });
  it('suggests products, the most frequent first', async () => {
    const table = await tableOf(`${orders.join('\n')}\n`, 'orders.csv');
    expect(productNames(runAll(prepare([table], null, null, 20_500)), 2)).toEqual(['Pot', 'Blue Tea']);
  });
});
