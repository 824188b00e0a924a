import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { NO_DAY, riskBand, type CustomerPage, type CustomerQuery, type CustomerTable } from '../../../src/domain';
import { createCustomerList, customerRow } from '../../../src/jobs/customer-list';
import { orderByKey } from '../../../src/jobs/key-order';
import { orderByValue } from '../../../src/jobs/radix-order';
import { chance, customersOf } from '../store/samples';

const sorts = ['key', 'orderCount', 'totalSpend', 'lastOrder', 'segment', 'risk'] as const;
const all: CustomerQuery = {
  search: '',
  segment: null,
  stage: null,
  risk: 'all',
  sort: 'key',
  descending: false,
  offset: 0,
  limit: 1e9,
};

function ask(list: ReturnType<typeof createCustomerList>, query: Partial<CustomerQuery>): CustomerPage {
  const steps = list.query({ ...all, ...query });
  for (;;) {
    const next = steps.next();
    if (next.done) return next.value;
  }
}

/** The same answer in the plainest way. */
function plainly(table: CustomerTable, threshold: number, query: CustomerQuery): string[] {
  const rows = Array.from({ length: table.rows }, (_, i) => customerRow(table, i));
  const search = query.search.trim().toLowerCase();
  const found = rows.filter(
    ({ key, label, segment, risk, totalSpend }) =>
      (key.toLowerCase().includes(search) || label.toLowerCase().includes(search)) &&
      (query.segment === null || segment === query.segment) &&
      (query.risk === 'all' || riskBand(risk, threshold) === query.risk) &&
      (!query.spend || (totalSpend >= (query.spend[0] ?? -Infinity) && totalSpend <= (query.spend[1] ?? Infinity))),
  );
  const byKey = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);
  const { sort } = query;
  found.sort((a, b) => {
    if (sort === 'key') return byKey(a.key, b.key) * (query.descending ? -1 : 1);
    if (sort === 'due' || sort === 'stage') throw new Error('not asked here');
    const [x, y] = [a[sort] ?? NaN, b[sort] ?? NaN];
    const unknown = Number(Number.isNaN(x)) - Number(Number.isNaN(y));
    if (unknown !== 0) return unknown;
    const difference = Number.isNaN(x) ? 0 : query.descending ? y - x : x - y;
    return difference || byKey(a.key, b.key);
  });
  return found.map(({ key }) => key);
}

function tableOf(keys: readonly string[], over: Partial<CustomerTable> = {}): CustomerTable {
  const rows = keys.length;
  return {
    rows,
    keys,
    labels: keys.map(() => ''),
    orderCount: new Int32Array(rows),
    totalSpend: new Float64Array(rows),
    firstOrder: new Int32Array(rows).fill(NO_DAY),
    lastOrder: new Int32Array(rows).fill(NO_DAY),
    segment: new Uint8Array(rows).fill(255),
    risk: new Float64Array(rows).fill(NaN),
    features: [],
    featureValues: [],
    levels: [],
    ...over,
  };
}

describe('the list of customers', () => {
  const table = customersOf(5000);
  const list = createCustomerList(table, 0.5);

  it('answers any question as the plainest sort and filter would', () => {
    const query = fc.record({
      search: fc.constantFrom('', '  ', 'CUSTOMER.12', 'name 7', '小明', '9@', 'nobody at all'),
      segment: fc.constantFrom(null, 0, 3, 9),
      risk: fc.constantFrom('all' as const, 'high' as const, 'medium' as const, 'low' as const),
      spend: fc.constantFrom(null, [100, null] as const, [null, 300] as const, [0, 500] as const),
      sort: fc.constantFrom(...sorts),
      descending: fc.boolean(),
    });
    fc.assert(
      fc.property(query, (part) => {
        const expected = plainly(table, 0.5, { ...all, ...part });
        const page = ask(list, part);
        expect(page.total).toBe(expected.length);
        expect(page.rows.map(({ key }) => key)).toEqual(expected);
      }),
      { numRuns: 60 },
    );
  });

  it('gives windows, and none beyond the end', () => {
    const whole = ask(list, { sort: 'risk', descending: true }).rows;
    expect(ask(list, { sort: 'risk', descending: true, offset: 100, limit: 20 })).toEqual({
      total: 5000,
      offset: 100,
      rows: whole.slice(100, 120),
    });
    expect(ask(list, { offset: 4990, limit: 50 }).rows).toHaveLength(10);
    expect(ask(list, { offset: 90_000, limit: 50 })).toEqual({ total: 5000, offset: 5000, rows: [] });
    expect(ask(list, { offset: -5, limit: 2 }).rows).toHaveLength(2);
  });

  it('puts unknown values last both ways', () => {
    const three = tableOf(['a', 'b', 'c'], { risk: new Float64Array([NaN, 0.2, 0.9]) });
    const small = createCustomerList(three, 0.5);
    expect(ask(small, { sort: 'risk' }).rows.map(({ key }) => key)).toEqual(['b', 'c', 'a']);
    expect(ask(small, { sort: 'risk', descending: true }).rows.map(({ key }) => key)).toEqual(['c', 'b', 'a']);
    expect(ask(small, { risk: 'low' }).rows.map(({ key }) => key)).toEqual(['b']);
  });

  it('puts ids that are numbers in the order of the numbers', () => {
    expect(ask(createCustomerList(tableOf(['10', '9', '100']), 0.5), {}).rows.map(({ key }) => key)).toEqual(['9', '10', '100']);
    expect(ask(createCustomerList(tableOf(['10', '9', 'x']), 0.5), {}).rows.map(({ key }) => key)).toEqual(['10', '9', 'x']);
  });

  it('answers of nobody', () => {
    expect(ask(createCustomerList(tableOf([]), 0.5), { search: 'a' })).toEqual({ total: 0, offset: 0, rows: [] });
  });

  it('does not match over the border between key and label', () => {
    const one = tableOf(['ab'], { labels: ['cd'] });
    expect(ask(createCustomerList(one, 0.5), { search: 'bc' }).total).toBe(0);
    expect(ask(createCustomerList(one, 0.5), { search: 'CD' }).total).toBe(1);
  });

  it('works in short steps, and answers the next window in none', () => {
    const big = createCustomerList(customersOf(100_000), 0.5);
    const query = { ...all, search: 'customer', sort: 'totalSpend' as const, descending: true, limit: 50 };
    const count = (offset: number) => {
      const steps = big.query({ ...query, offset });
      let n = 0;
      while (!steps.next().done) n++;
      return n;
    };
    expect(count(0)).toBeGreaterThan(30);
    expect(count(50)).toBe(0);
    expect(count(99_000)).toBe(0);
  });
});

describe('order by key', () => {
  const order = (keys: readonly string[]) => {
    const steps = orderByKey(keys);
    for (;;) {
      const step = steps.next();
      if (step.done) return [...step.value].map((i) => keys[i]);
    }
  };
  // A comparison of strings by their UTF-16 characters is what a plain sort does.
  const plain = (keys: readonly string[]) => [...keys].sort();

  it.each(['', 'C', 'customer-', 'x'.repeat(40)])('is a plain sort of what begins with %j', (start) => {
    const key = fc.oneof(
      fc.string({ maxLength: 40 }),
      fc.string({ unit: 'binary', maxLength: 8 }),
      fc.constantFrom('\ud800', '\0', ''),
    );
    fc.assert(
      fc.property(fc.array(key, { maxLength: 100 }), (ends) => {
        const keys = [...ends.map((end) => start + end), `${start}a`];
        expect(order(keys)).toEqual(plain(keys));
      }),
      { numRuns: 200 },
    );
  });

  it('is a plain sort of many long keys that are alike for long', () => {
    const random = chance(3);
    const keys = Array.from(
      { length: 20_000 },
      () => `a${'b'.repeat(20 + Math.floor(random() * 10))}${Math.floor(random() * 1e9)}`,
    );
    expect(order(keys)).toEqual(plain(keys));
  });
});

describe('order by value', () => {
  it('is the order of a stable sort, unknown last', () => {
    const value = fc.oneof(fc.double(), fc.constantFrom(0, -0, NaN, Infinity, -Infinity, 1, -1, 5e-324));
    fc.assert(
      fc.property(fc.array(value, { maxLength: 200 }), fc.boolean(), (values, descending) => {
        const from = Uint32Array.from(values, (_, i) => (i * 7) % values.length);
        const distinct = Uint32Array.from(new Set(from));
        const expected = [...distinct].sort((a, b) => {
          const [x, y] = [values[a]!, values[b]!];
          if (Number.isNaN(x) || Number.isNaN(y)) return Number(Number.isNaN(x)) - Number(Number.isNaN(y));
          return x === y ? 0 : x < y === descending ? 1 : -1;
        });
        expect([...orderByValue(distinct, Float64Array.from(values), descending)]).toEqual(expected);
      }),
    );
  });
});
