import { describe, expect, it } from 'vitest';
import { reasonsOf } from '../../../src/insight/reasons';
import { spreadOf } from '../../../src/insight/spread';
import { slippingCustomers, today, type TodayInput } from '../../../src/insight/today';
import type { ChurnPart } from '../../../src/domain';

const fold = (mean: number) => ({ mean, sd: 0, folds: [mean] });
const churn = { models: [{ auc: fold(0.8) }], gain: { mean: 0.1, interval: [0.05, 0.15] }, leaks: [] } as unknown as ChurnPart;
const input: TodayInput = {
  customers: 4,
  keys: ['d', 'c', 'b', 'a'],
  labels: ['', '', '', ''],
  risk: Float64Array.of(0.9, 0.6, 0.6, 0.2),
  still: Uint8Array.of(0, 1, 1, 1),
  worth: Float64Array.of(100, 10, 30.004, 500),
  worthNote: null,
  currency: 'EUR',
  threshold: 0.5,
  churn,
  segments: null,
  monthly: null,
  spend: null,
  reasons: () => [],
};

describe('who is slipping away', () => {
  it('are those still here at or above the threshold; NaN is nobody', () => {
    expect([...slippingCustomers(Float64Array.of(0.5, Number.NaN, 0.9), Uint8Array.of(1, 1, 0), 0.5)]).toEqual([0]);
  });

  it('cannot be told where nobody is known', () => {
    const nobody = {
      ...input,
      customers: 0,
      keys: [],
      labels: [],
      risk: new Float64Array(0),
      still: new Uint8Array(0),
      worth: null,
      churn: null,
    };
    expect(today(nobody).claims[0]).toEqual({ code: 'no-customers', values: {}, caveats: [] });
  });

  it('stand in order of risk × worth, and are worth what they spent', () => {
    const found = today(input);
    expect([found.slipping, found.slippingWorth]).toEqual([2, 40]);
    expect(found.contacts.map(({ key, worth }) => [key, worth])).toEqual([
      ['b', 30],
      ['c', 10],
    ]);
    expect(found.claims[0]).toEqual({
      code: 'slipping-worth-currency',
      values: { customers: 4, slipping: 2, contacts: 2, worth: 40, currency: 'EUR' },
      caveats: [],
    });
  });

  it('ties go by key; without worth by risk alone', () => {
    expect(today({ ...input, worth: null }).contacts.map(({ key }) => key)).toEqual(['b', 'c']);
    expect(today({ ...input, worth: null }).claims[0]!.code).toBe('slipping');
  });

  it('warns where the score is no better than the simplest rule, too weak or leaking', () => {
    const weak = {
      models: [{ auc: fold(0.55) }],
      gain: { mean: 0, interval: [-0.1, 0.1] },
      leaks: [{ column: 'x' }],
    } as unknown as ChurnPart;
    expect(today({ ...input, churn: weak }).claims[0]!.caveats.map(({ code }) => code)).toEqual([
      'no-better-than-baseline',
      'weak-score',
      'leak-suspected',
    ]);
  });

  it('says so when there is nobody, or no score', () => {
    expect(today({ ...input, threshold: 0.95 }).claims[0]!.code).toBe('nobody-slipping');
    const none = today({ ...input, churn: null, risk: new Float64Array(4).fill(Number.NaN) });
    expect(none.claims[0]!.code).toBe('customers-only');
    expect(none.slippingWorth).toBeNull();
  });

  it('compares the last whole month with those before it', () => {
    const monthly = {
      months: [0, 31, 59, 90],
      revenue: [100, 100, 150, 3],
      orders: [1, 1, 1, 1],
      buyers: [1, 1, 1, 1],
      newBuyers: [1, 0, 0, 0],
    };
    const claim = today({ ...input, monthly: { ...monthly, lastIncomplete: true } }).claims[1];
    expect(claim).toEqual({ code: 'month-up', values: { month: '1970-03', change: 0.5, months: 2 }, caveats: [] });
  });

  it('says what the best tenth brings, from 20 buyers on', () => {
    const spend = Float64Array.from({ length: 20 }, (_, i) => (i < 2 ? 41 : 1));
    expect(today({ ...input, spend }).claims[1]).toMatchObject({ code: 'top-tenth', values: { n: 2, share: 0.82 } });
    expect(today({ ...input, spend: spend.slice(0, 19) }).claims[1]).toBeUndefined();
  });
});

describe('reasons', () => {
  const columns = [
    {
      info: { id: 'daysSinceLastOrder', source: 'orders', kind: 'numeric', unit: 'days' },
      values: Float64Array.of(40.2),
      levels: null,
    },
    {
      info: { id: 'plan', source: 'column', kind: 'category', unit: 'none' },
      values: Float64Array.of(1),
      levels: ['a', 'b', 'c'],
    },
    { info: { id: 'age', source: 'column', kind: 'numeric', unit: 'none' }, values: Float64Array.of(Number.NaN), levels: null },
  ] as const;
  const terms = [
    { feature: 'daysSinceLastOrder', level: null },
    { feature: 'plan', level: 'b' },
    { feature: 'plan', level: 'c' },
    { feature: 'age', level: null },
  ];

  it('add up a category’s terms, against the mean, largest first', () => {
    const found = reasonsOf(
      terms,
      [1, 2, -1, 0.1],
      [
        [0, 0.25, 0.5, 0],
        [1, 1.25, -0.5, 1],
      ],
      [1.5, 1, 0, 0],
      columns,
      0,
    );
    expect(found.map(({ feature, contribution, note }) => [feature, contribution, note])).toEqual([
      ['plan', 2, { code: 'column-is', values: { column: 'plan', level: 'b' } }],
      ['daysSinceLastOrder', 1.5, { code: 'daysSinceLastOrder-high', values: { value: 40 } }],
      ['age', 0, { code: 'column-blank', values: { column: 'age' } }],
    ]);
  });

  it('are none where the push only takes back another’s: those stand together', () => {
    // Long silence goes with leaving, by itself and in the model; plan b goes with staying by itself, and is weighted the other way.
    const found = reasonsOf(
      terms,
      [1, 2, -1, 0.1],
      [
        [0, 0.25, 0.5, 0],
        [1, -0.75, 0.5, 1],
      ],
      [1.5, 1, 0, 0],
      columns,
      0,
    );
    expect(found.map(({ feature, contribution, note }) => [feature, contribution, note.code])).toEqual([
      ['', 2, 'rest'],
      ['daysSinceLastOrder', 1.5, 'daysSinceLastOrder-high'],
      ['age', 0, 'column-blank'],
    ]);
  });
});

describe('the spread', () => {
  const feature = { id: 'x', source: 'column', kind: 'numeric', unit: 'none' } as const;

  it('counts every value once, in round bins, the far ones in the last', () => {
    const values = Float64Array.from([...Array.from({ length: 99 }, (_, i) => i), 100000, Number.NaN]);
    const { edges, counts } = spreadOf(feature, values)!;
    expect(counts.reduce((sum, n) => sum + n, 0)).toBe(100);
    expect(edges).toHaveLength(counts.length + 1);
    expect(edges[0]).toBe(0);
    expect(edges[1]).toBe(5);
    expect(edges.at(-1)).toBe(100000);
  });

  it('gives whole numbers whole bins: no bar is empty because nothing can lie there', () => {
    const { edges, counts } = spreadOf(feature, Float64Array.of(0, 0, 1, 2, 3, 3, 7))!;
    expect(edges).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8]);
    expect(counts).toEqual([2, 1, 1, 2, 0, 0, 0, 1]);
    expect(spreadOf(feature, Float64Array.of(0, 0.5, 7))!.edges[1]).toBe(0.5);
  });

  it('does with one value, and with none', () => {
    expect(spreadOf(feature, Float64Array.of(3, 3))!.counts.reduce((sum, n) => sum + n, 0)).toBe(2);
    expect(spreadOf(feature, Float64Array.of(Number.NaN))).toBeNull();
  });
});
