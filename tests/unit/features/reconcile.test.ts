import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseIsoDay, type TableKind } from '../../../src/domain';
import { dayInName, newestDay } from '../../../src/features/export-age';
import { identify } from '../../../src/features/identity';
import { keepRows } from '../../../src/features/keep-rows';
import { orderTotals, lastOrderDay } from '../../../src/features/order-totals';
import { lineKind, readOrders } from '../../../src/features/orders';
import { reconcile, rowOutcome, type Export } from '../../../src/features/reconcile';
import { countRows, sinceLast } from '../../../src/features/since-last';
import { runAll } from '../../../src/features/steps';
import { makeTable } from './make-table';

const shop = 'no:orderId who:email day:date a:amount back:refund status:status product:product';

function exported(
  kind: TableKind,
  columns: string,
  lines: readonly string[],
  name: string,
  batch: number,
  preset?: string,
): Export {
  return { source: makeTable(kind, columns, lines, name), preset: preset ?? null, hash: `hash of ${lines.join()}`, batch };
}
const orders = (lines: readonly string[], name: string, batch: number) => exported('orders', shop, lines, name, batch);

const words = ['created', 'updated', 'unchanged', 'older'];
function outcomes(files: readonly Export[]): string[][] {
  const { files: found } = runAll(reconcile(files));
  return found.map(({ outcome }, at) =>
    outcome === null ? (files[at]!.source.rows === 0 ? [] : ['all created']) : [...outcome].map((code) => words[code]!),
  );
}
const kept = (files: readonly Export[]): number[][] =>
  runAll(reconcile(files)).files.map(({ keep }, at) =>
    [...(files[at]!.source.columns[0]!.column.nulls ?? []), ...Array(files[at]!.source.rows).keys()]
      .slice(-files[at]!.source.rows)
      .filter((row) => keep === null || keep[row] === 1),
  );

/** Everything the owner sees of orders, from the rows that stand. */
function state(files: readonly Export[]) {
  const reconciled = runAll(reconcile(files));
  const order = [...files.keys()].sort((a, b) => (files[a]!.hash < files[b]!.hash ? -1 : 1));
  const tables = order.map((at) => {
    const { keep } = reconciled.files[at]!;
    return keep === null ? files[at]!.source : keepRows(files[at]!.source, keep);
  });
  const identity = runAll(identify(tables));
  const lines = runAll(readOrders(tables, identity.rowCustomer));
  const totals = runAll(orderTotals(lines, lines.has.days ? lastOrderDay(lines) : 0));
  const rows: string[] = [];
  for (let i = 0; i < lines.rows; i++) {
    if (lines.kind[i] === lineKind.dropped) continue;
    const { columns } = tables[lines.table[i]!]!;
    rows.push(
      columns
        .map(({ column }) =>
          column.type === 'text'
            ? column.dictionary[column.codes[lines.row[i]!]!]
            : column.type === 'number'
              ? column.values[lines.row[i]!]
              : column.type === 'date'
                ? column.days[lines.row[i]!]
                : '',
        )
        .join('|'),
    );
  }
  return {
    customers: identity.keys,
    orders: totals.orders,
    cancellations: totals.cancellations,
    revenues: totals.revenues,
    rows: rows.sort(),
    since: sinceLast(files, reconciled, order, identity, lines),
  };
}

const january = [
  '1|a@x.ch|2026-01-03|10||paid|cup',
  '1|a@x.ch|2026-01-03|5||paid|mug',
  '2|b@x.ch|2026-01-10|20||paid|pot',
  '3|c@x.ch|2026-01-31|7||pending|cup',
];
const toFebruary = [
  ...january.slice(0, 2),
  '2|b@x.ch|2026-01-10|20|20|refunded|pot',
  '3|c@x.ch|2026-01-31|7||paid|cup',
  '4|d@x.ch|2026-02-02|9||paid|cup',
  '5|a@x.ch|2026-02-20|11||paid|cup',
];

describe('overlapping exports of orders', () => {
  it('count what is new, what changed and what was known, and keep the newest of each order', () => {
    const files = [orders(january, 'jan.csv', 0), orders(toFebruary, 'feb.csv', 1)];
    expect(outcomes(files)).toEqual([
      ['created', 'created', 'created', 'created'],
      ['unchanged', 'unchanged', 'updated', 'updated', 'created', 'created'],
    ]);
    expect(kept(files)).toEqual([[], [0, 1, 2, 3, 4, 5]]);
    expect(countRows(runAll(reconcile(files)).files[1]!.outcome, 6)).toEqual({ created: 2, updated: 2, unchanged: 2 });
    const found = state(files);
    expect(found.revenues).toEqual([{ currency: null, gross: 62, pending: 0, refunded: 20, net: 42 }]);
    expect(found.since).toEqual({
      until: parseIsoDay('2026-01-31'),
      newOrders: 2,
      newCustomers: 1,
      newRows: 0,
      changedOrders: 2,
      refundedOrders: 1,
      cancelledOrders: 0,
      paidOrders: 1,
      changedRows: 0,
      vanishedOrders: 0,
      vanishedRows: 0,
    });
  });

  it('keep the newest also where it comes first: the older changes nothing, and says so', () => {
    const files = [orders(toFebruary, 'feb.csv', 0), orders(january, 'jan.csv', 1)];
    expect(outcomes(files)).toEqual([Array(6).fill('created'), ['unchanged', 'unchanged', 'older', 'older']]);
    expect(countRows(runAll(reconcile(files)).files[1]!.outcome, 4)).toEqual({ created: 0, updated: 0, unchanged: 4 });
    expect(kept(files)).toEqual([[0, 1, 2, 3, 4, 5], []]);
  });

  it('take an order whole from one version, never a line from each', () => {
    const before = ['1|a@x.ch|2026-01-03|10||paid|cup', '1|a@x.ch|2026-01-03|5||paid|mug', '1|a@x.ch|2026-01-03|3||paid|lid'];
    const after = ['1|a@x.ch|2026-01-03|10||paid|cup', '1|a@x.ch|2026-01-03|8||paid|jar', '2|a@x.ch|2026-02-01|1||paid|cup'];
    const files = [orders(before, 'a.csv', 0), orders(after, 'b.csv', 1)];
    expect(kept(files)).toEqual([[], [0, 1, 2]]);
    expect(outcomes(files)[1]).toEqual(['unchanged', 'updated', 'created']);
    const { before: from } = runAll(reconcile(files)).files[1]!;
    expect([from!.file[1], from!.row[1]]).toEqual([0, 1]);
    expect(state(files).revenues[0]!.net).toBe(19);
  });

  it('tell a change where lines have only gone', () => {
    const after = ['1|a@x.ch|2026-01-03|10||paid|cup', '9|z@x.ch|2026-02-03|1||paid|cup'];
    expect(outcomes([orders(january.slice(0, 2), 'a.csv', 0), orders(after, 'b.csv', 1)])[1]).toEqual(['updated', 'created']);
  });

  it('keep two alike lines of one order, and do not make four of them', () => {
    const lines = ['1|a@x.ch|2026-01-03|10||paid|cup', '1|a@x.ch|2026-01-03|10||paid|cup'];
    const again = [...lines, '2|a@x.ch|2026-01-09|1||paid|cup'];
    const files = [orders(lines, 'a.csv', 0), orders(again, 'b.csv', 1)];
    expect(state(files).revenues[0]!.gross).toBe(21);
    expect(outcomes(files)[1]).toEqual(['unchanged', 'unchanged', 'created']);
  });

  it('of two exports as old, take the order that is further on its way', () => {
    const refunded = january.map((line) => (line.startsWith('2') ? '2|b@x.ch|2026-01-10|20|20|refunded|pot' : line));
    for (const files of [
      [orders(january, 'a.csv', 0), orders(refunded, 'b.csv', 1)],
      [orders(refunded, 'b.csv', 0), orders(january, 'a.csv', 1)],
      [orders(refunded, 'a.csv', 0), orders(january, 'b.csv', 1)],
    ]) {
      expect(state(files).revenues[0]).toMatchObject({ refunded: 20 });
    }
  });

  it('tell orders that are gone from the time they cover, and keep them', () => {
    const without = toFebruary.filter((line) => !line.startsWith('2|'));
    const files = [orders(january, 'jan.csv', 0), orders(without, 'feb.csv', 1)];
    const found = state(files);
    expect(found.since).toMatchObject({ vanishedOrders: 1, changedOrders: 1 });
    expect(found.orders).toBe(5);
    // An export that begins later does not cover what lies before it.
    const later = toFebruary.slice(4);
    expect(state([orders(january, 'jan.csv', 0), orders(later, 'feb.csv', 1)]).since).toMatchObject({ vanishedOrders: 0 });
  });

  it('keep two shops apart that both count from 1', () => {
    const other = ['1|y@y.ch|2025-05-05|100||paid|hat', '2|z@y.ch|2025-05-06|100||paid|hat'];
    const files = [orders(january, 'one.csv', 0), orders(other, 'other.csv', 1)];
    expect(state(files).orders).toBe(5);
    expect(state(files).revenues[0]!.gross).toBe(242);
  });

  it('know an order by its customer where its day was corrected', () => {
    const moved = ['2|B@x.ch|2026-01-11|20||paid|pot', '4|d@x.ch|2026-02-02|9||paid|cup'];
    const files = [orders(january, 'a.csv', 0), orders(moved, 'b.csv', 1)];
    expect(outcomes(files)[1]).toEqual(['updated', 'created']);
    expect(state(files).orders).toBe(4);
  });

  it('do not take a refund alone, in an export of later weeks, for the whole order', () => {
    const refund = ['2|b@x.ch|2026-02-10|-20|||pot', '4|d@x.ch|2026-02-11|9||paid|cup'];
    const both = [...january, ...refund];
    const apart = [orders(january, 'a.csv', 0), orders(refund, 'b.csv', 1)];
    const all = [...apart, orders(both, 'c.csv', 2)];
    for (const files of [apart, all, [orders(both, 'c.csv', 0)], [...all].reverse()]) {
      expect(state(files).revenues[0]).toMatchObject({ gross: 51, refunded: 20 });
      expect(state(files).orders).toBe(4);
    }
  });

  it('leave exports of another layout alone: payments are not orders', () => {
    const payments = exported(
      'orders',
      'id:orderId Created:date Amount:amount Customer:email',
      ['1|2026-01-03|15|a@x.ch'],
      'pay.csv',
      1,
    );
    expect(outcomes([orders(january, 'jan.csv', 0), payments])).toEqual([['all created'], ['all created']]);
  });

  it('see the same rows where a later export has a column more', () => {
    const wider = toFebruary.map((line, i) => `${line}|${i > 3 ? 'gift' : ''}`);
    const files = [orders(january, 'jan.csv', 0), exported('orders', `${shop} Note:text`, wider, 'feb.csv', 1)];
    expect(outcomes(files)[1]).toEqual(['unchanged', 'unchanged', 'updated', 'updated', 'created', 'created']);
  });
});

describe('overlapping exports of other things', () => {
  const survey = 'when:date stars:rating words:text';
  it('count answers without an id as often as the file that has them most', () => {
    const first = ['2026-01-01|5|good', '2026-01-01|5|good', '2026-01-02|3|so so'];
    const second = ['2026-01-01|5|good', '2026-01-02|3|so so', '2026-01-02|3|so so', '2026-01-05|4|nice'];
    const files = [exported('answers', survey, first, 'a.csv', 0), exported('answers', survey, second, 'b.csv', 1)];
    expect(outcomes(files)[1]).toEqual(['unchanged', 'unchanged', 'created', 'created']);
    expect(kept(files).flat()).toHaveLength(2 + 2 + 1);
  });

  it('know contacts by a number of their own, so that one that changed is not two', () => {
    const tickets = 'Ticket_ID:text who:email when:date state:category';
    const files = [
      exported('interactions', tickets, ['T7|a@x.ch|2026-01-01|open', 'T9|b@x.ch|2026-01-02|open'], 'a.csv', 0),
      exported(
        'interactions',
        tickets,
        ['T7|a@x.ch|2026-01-01|solved', 'T9|b@x.ch|2026-01-02|open', 'T12|b@x.ch|2026-01-08|open'],
        'b.csv',
        1,
      ),
    ];
    expect(outcomes(files)[1]).toEqual(['updated', 'unchanged', 'created']);
    expect(kept(files)).toEqual([[], [0, 1, 2]]);
  });

  it('do not take a row counter for a number of their own', () => {
    const visits = 'No:text who:email when:date';
    const files = [
      exported('interactions', visits, ['1|a@x.ch|2026-01-01', '2|b@x.ch|2026-01-02'], 'a.csv', 0),
      exported('interactions', visits, ['1|c@x.ch|2026-02-01', '2|a@x.ch|2026-02-02'], 'b.csv', 1),
    ];
    expect(kept(files).flat()).toHaveLength(4);
  });

  it('know a deal though its day was put off, and the subscriptions of one customer by their ids', () => {
    const deals = 'no:orderId who:email closes:date a:amount status:status';
    const files = [
      exported('deals', deals, ['1||2026-02-01|100||', '2||2026-02-03|50||'], 'deals 2026-01.csv', 0),
      exported('deals', deals, ['1||2026-03-15|100||', '3||2026-03-20|70||'], 'deals 2026-02.csv', 1),
    ];
    expect(outcomes(files)[1]).toEqual(['updated', 'created']);
    expect(kept(files)).toEqual([[1], [0, 1]]);
    const subscriptions = 'Sub_ID:text who:email plan:category since:date';
    const lists = [
      exported('subscriptions', subscriptions, ['s7|a@x.ch|basic|2026-01-01', 's8|a@x.ch|extra|2026-01-05'], 'a.csv', 0),
      exported('subscriptions', subscriptions, ['s8|a@x.ch|pro|2026-01-05', 's9|b@x.ch|pro|2026-02-05'], 'b.csv', 1),
    ];
    expect(outcomes(lists)[1]).toEqual(['updated', 'created']);
    expect(kept(lists)).toEqual([[0], [0, 1]]);
  });

  it('keep of each customer the newest line', () => {
    const people = 'id:customerId plan:category seen:date';
    const files = [
      exported('customers', people, ['1|basic|2026-01-05', '2|basic|2026-01-20'], 'people.csv', 0),
      exported('customers', people, ['2|pro|2026-02-01', '3|basic|2026-02-03'], 'people 2.csv', 1),
    ];
    expect(kept(files)).toEqual([[0], [0, 1]]);
    expect(outcomes(files)[1]).toEqual(['updated', 'created']);
  });

  it('go by the date in a name where the rows hold none', () => {
    const people = 'id:customerId plan:category';
    const files = [
      exported('customers', people, ['1|basic', '2|basic', '3|basic'], 'people 2026-01.csv', 1),
      exported('customers', people, ['1|pro', '2|basic'], 'people 2026-02.csv', 0),
    ];
    expect(kept(files)).toEqual([[2], [0, 1]]);
    expect(outcomes(files)[0]).toEqual(['older', 'unchanged', 'created']);
  });
});

it('of two lists without a day one is taken for the newer, and that is said', () => {
  const people = (lines: readonly string[], name: string, batch: number) =>
    exported('customers', 'id:customerId tier:category', lines, name, batch);
  const [one, other] = [people(['A|gold', 'B|new'], 'one.csv', 0), people(['A|tin', 'B|new', 'C|new'], 'other.csv', 1)];
  const said = { code: 'newer-guessed', values: { one: 'one.csv', other: 'other.csv', newer: 'other.csv', n: 1 } };
  expect(runAll(reconcile([one, other])).notes).toContainEqual(said);
  expect(runAll(reconcile([other, one])).notes).toContainEqual(said);
  // Not where nothing differs, nor where a name tells.
  const same = people(['A|gold', 'B|new', 'C|new'], 'more.csv', 1);
  expect(runAll(reconcile([one, same])).notes.map(({ code }) => code)).toEqual(['rows-in-several-exports']);
  const dated = people(['A|tin', 'B|new', 'C|new'], 'people-2026-05-01.csv', 1);
  expect(runAll(reconcile([one, dated])).notes.map(({ code }) => code)).not.toContain('newer-guessed');
});

describe('how old an export is', () => {
  it('is the newest date in it, not one that lies ahead', () => {
    const table = makeTable(
      'customers',
      'id:customerId expires_next:date updated:date',
      ['1|2027-05-05|2026-01-02', '2||2026-01-07'].map((line) => line),
    );
    const renamed = {
      ...table,
      columns: table.columns.map((column) => (column.name === 'expires_next' ? { ...column, role: 'text' as const } : column)),
    };
    expect(newestDay(renamed)).toBe(parseIsoDay('2026-01-07'));
  });
  it.each([
    ['orders_2026-02-28.csv', '2026-02-28'],
    ['orders 20260105-20260131.csv', '2026-01-31'],
    ['members 2026-03.csv', '2026-03-01'],
    ['99999920260101999.csv', null],
    ['orders.csv', null],
  ])('%s says %s', (name, day) => expect(dayInName(name)).toBe(day === null ? -2147483648 : parseIsoDay(day)));
});

/** A shop over some weeks: orders of one to three lines, of which some are later paid or refunded. */
interface Sold {
  readonly day: number;
  readonly customer: number;
  readonly lines: readonly number[];
  readonly changes: number;
}
const iso = (day: number) => new Date(Date.UTC(2026, 0, 1 + day)).toISOString().slice(0, 10);

/** What the shop's export of the days from…to, made on `to`, holds. */
function exportOf(sold: readonly Sold[], from: number, to: number): string[] {
  return sold.flatMap(({ day, customer, lines, changes }, no) => {
    if (day < from || day > to) return [];
    const done = changes > 0 && day + changes <= to;
    return lines.map(
      (price) =>
        `${no}|c${customer}@x.ch|${iso(day)}|${price}|${done ? price : ''}|${done ? 'refunded' : 'paid'}|thing ${price % 3}`,
    );
  });
}

const shops = fc.array(
  fc.record({
    day: fc.integer({ min: 0, max: 60 }),
    customer: fc.integer({ min: 0, max: 6 }),
    lines: fc.array(fc.integer({ min: 1, max: 4 }), { minLength: 1, maxLength: 3 }),
    changes: fc.constantFrom(0, 0, 3, 20),
  }),
  { minLength: 1, maxLength: 25 },
);
const windows = fc.array(
  fc
    .tuple(fc.integer({ min: 0, max: 60 }), fc.integer({ min: 0, max: 60 }))
    .map(([a, b]) => [Math.min(a, b), Math.max(a, b)] as const),
  { minLength: 1, maxLength: 5 },
);

describe('the order of importing', () => {
  it('does not matter, whatever the exports overlap', () => {
    fc.assert(
      fc.property(shops, windows, fc.integer(), (sold, spans, seed) => {
        const made = spans
          .map(([from, to], at) => orders(exportOf(sold, from, to), `e${at}.csv`, 0))
          .filter(({ source }) => source.rows > 0);
        if (made.length === 0) return;
        const forward = made.map((file, at) => ({ ...file, batch: at }));
        const order = [...made.keys()].sort((a, b) => ((a * 7919 + seed) % 31) - ((b * 7919 + seed) % 31) || a - b);
        const shuffled = order.map((at, batch) => ({ ...made[at]!, batch }));
        const [one, other] = [state(forward), state(shuffled)];
        expect({ ...other, since: null }).toEqual({ ...one, since: null });
        // And once more of anything changes nothing.
        const twice = [...forward, { ...forward[0]!, batch: 99 }];
        expect({ ...state(twice), since: null }).toEqual({ ...one, since: null });
      }),
      { numRuns: 300 },
    );
  });

  it('and any cover of a shop in which nothing changes gives what one export of it all gives', () => {
    fc.assert(
      fc.property(shops, windows, (sold, spans) => {
        const still = sold.map((one) => ({ ...one, changes: 0 }));
        const covered = still.filter(({ day }) => spans.some(([from, to]) => day >= from && day <= to));
        if (covered.length === 0) return;
        const parts = spans
          .map(([from, to], batch) => orders(exportOf(still, from, to), `e${batch}.csv`, batch))
          .filter(({ source }) => source.rows > 0);
        const numbers = new Map(still.map((one, no) => [one, no]));
        const all = exportOf(still, 0, 60).filter((line) =>
          covered.some((one) => numbers.get(one) === Number(line.split('|')[0])),
        );
        const { customers, orders: n, revenues, rows } = state(parts);
        expect({ customers, n, revenues, rows }).toEqual(
          (({ customers, orders: n, revenues, rows }) => ({ customers, n, revenues, rows }))(state([orders(all, 'all.csv', 0)])),
        );
      }),
      { numRuns: 300 },
    );
  });

  it('nor for rows without a key', () => {
    const answers = fc.array(fc.tuple(fc.integer({ min: 0, max: 30 }), fc.integer({ min: 1, max: 2 })), { maxLength: 30 });
    fc.assert(
      fc.property(answers, windows, (given, spans) => {
        const rows = given.map(([day, stars]) => [day, `${iso(day)}|${stars}|word`] as const);
        const parts = spans.map(([from, to], batch) =>
          exported(
            'answers',
            'when:date stars:rating words:text',
            rows.filter(([day]) => day >= from && day <= to).map(([, line]) => line),
            `a${batch}.csv`,
            batch,
          ),
        );
        const standing = (files: readonly Export[]) =>
          runAll(reconcile(files))
            .files.flatMap(({ keep }, at) => {
              const { source } = files[at]!;
              const days = source.columns[0]!.column as { days: Int32Array };
              const stars = source.columns[1]!.column as { values: Float64Array };
              return [...Array(source.rows).keys()]
                .filter((i) => keep === null || keep[i] === 1)
                .map((i) => `${days.days[i]} ${stars.values[i]}`);
            })
            .sort();
        const covered = rows.filter(([day]) => spans.some(([from, to]) => day >= from && day <= to));
        expect(standing(parts)).toHaveLength(covered.length);
        expect(standing([...parts].reverse().map((file, batch) => ({ ...file, batch })))).toEqual(standing(parts));
      }),
      { numRuns: 300 },
    );
  });
});

it('names its outcomes in this order', () => expect(Object.keys(rowOutcome)).toEqual(words));
