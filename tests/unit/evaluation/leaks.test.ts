import { describe, expect, it } from 'vitest';
import { auc, findLeaks, type SuspectColumn } from '../../../src/evaluation';
import { createRandom } from '../../../src/kernels/random/random';

const n = 400;
const random = createRandom(11);
const y = Uint8Array.from({ length: n }, () => (random.next() < 0.25 ? 1 : 0));

function numbers(name: string, value: (i: number) => number): SuspectColumn {
  const values = Float64Array.from({ length: n }, (_, i) => value(i));
  const own = auc(
    y,
    values.map((one) => (Number.isNaN(one) ? 0 : one)),
  );
  return { name, values, levels: null, auc: Math.max(own, 1 - own) };
}
const words = (name: string, levels: string[], code: (i: number) => number): SuspectColumn => ({
  ...numbers(name, code),
  levels,
  auc: 0.6,
});
const codes = (...columns: SuspectColumn[]) => findLeaks(columns, y).map(({ column, why }) => [column, why.code]);

describe('columns that know the answer', () => {
  it('rank leavers almost perfectly', () => {
    expect(codes(numbers('gone', (i) => y[i]! + random.next() * 0.1))).toEqual([['gone', 'leak-alone']]);
  });
  it('are filled for leavers only, however few of them', () => {
    const refund = numbers('refund', (i) => (y[i] === 1 && random.next() < 0.4 ? 10 + random.next() : Number.NaN));
    expect(codes(refund)).toEqual([['refund', 'leak-left-filled']]);
    const zeroElse = numbers('refund', (i) => (y[i] === 1 && random.next() < 0.4 ? 10 + random.next() : 0));
    expect(codes(zeroElse)).toEqual([['refund', 'leak-left-other']]);
  });
  it('have a level that only leavers have, or only stayers', () => {
    expect(codes(words('state', ['a', 'closing', 'z'], (i) => (y[i] === 1 && i % 2 === 0 ? 1 : i % 3 === 0 ? 0 : 2)))).toEqual([
      ['state', 'leak-left-level'],
    ]);
    expect(codes(words('renewed', ['no', 'yes'], (i) => (y[i] === 0 && i % 3 !== 0 ? 1 : 0)))).toEqual([
      ['renewed', 'leak-stayed-level'],
    ]);
  });
  it('number the customers in the order of the outcome', () => {
    const order = Array.from(y.keys()).sort((a, b) => y[a]! - y[b]! || a - b);
    const place = new Map(order.map((row, at) => [row, at]));
    // Loosely sorted: no perfect rank, but no chance either.
    const taken = new Set<number>();
    const no = numbers('no', (i) => {
      let at = Math.round(place.get(i)! + (random.next() - 0.5) * n * 0.9);
      while (taken.has(at)) at++;
      taken.add(at);
      return at;
    });
    expect(no.auc).toBeLessThan(0.95);
    expect(codes(no)).toEqual([['no', 'leak-order']]);
  });
  it('speak of leaving and rank well', () => {
    const noisy = (i: number) => y[i]! + random.next() * 1.6;
    expect(codes(numbers('Churn Score', noisy), numbers('Monthly Charges', noisy))).toEqual([['Churn Score', 'leak-name']]);
  });
  it('are not those that merely foretell well, are rare, or are noise', () => {
    expect(
      codes(
        numbers('tenure', (i) => random.next() * 60 - 20 * y[i]!),
        numbers('noise', () => random.next()),
        words('plan', ['a', 'b', 'c'], (i) => (y[i] === 1 && random.next() < 0.6 ? 2 : Math.floor(random.next() * 3))),
        numbers('gap', (i) => (i < 12 && y[i] === 0 ? Number.NaN : random.next())),
        numbers('end date distance', () => random.next()),
      ),
    ).toEqual([]);
  });
});
