import { describe, expect, it } from 'vitest';
import type { Column, InstantColumn } from '../../../../src/domain';
import { checkTable, describe as described } from '../../../../src/features/quality/check-table';
import { findDoubles } from '../../../../src/features/quality/doubles';
import { findInverted } from '../../../../src/features/quality/inverted';
import { repairTable } from '../../../../src/features/quality/repair';
import type { SourceTable } from '../../../../src/features/source';
import { runAll } from '../../../../src/features/steps';
import { makeTable } from '../make-table';
import { asTaken, found, times } from './look';

/** The table with a column of times in the place of one of texts such as `2025-03-01 10:00`. */
function timed(source: SourceTable, name: string, zone: InstantColumn['zone'] = 'local'): SourceTable {
  const columns = source.columns.map((own) => {
    if (own.name !== name || own.column.type !== 'text') return own;
    const { codes, dictionary, nulls } = own.column;
    const ms = Float64Array.from(codes, (code, row) =>
      nulls !== null && (nulls[row >> 3]! & (1 << (row & 7))) !== 0 ? Number.NaN : Date.parse(`${dictionary[code]!}Z`),
    );
    const days = Int32Array.from(ms, (time) => (Number.isNaN(time) ? 0 : Math.floor(time / 86_400_000)));
    const column: Column = { type: 'instant', ms, days, zone, nulls };
    return { ...own, role: 'date' as const, column };
  });
  return { ...source, columns };
}
/** Underscores of the headers as blanks: makeTable splits its columns at blanks. */
const named = (source: SourceTable): SourceTable => ({
  ...source,
  columns: source.columns.map((own) => ({ ...own, name: own.name.replace(/_/g, ' ') })),
});

describe('rows that end before they begin', () => {
  const columns = 'id:orderId Created_at:date Cancelled_at:date Delivered_at:date a:amount';
  const lines = [
    ...times(20, (at) => `${at}|2025-03-05|2025-03-06|2025-03-09|${at}`),
    '20|2025-03-05|2025-03-04||1',
    '21|2025-03-05||2025-03-01|1',
    '22|2025-03-05|2025-03-05|2025-03-05|1',
    '23||2025-03-01|2025-03-01|1',
  ];
  const table = named(makeTable('orders', columns, lines, 'orders.csv'));

  it('are found by each end, the same day being none', () => {
    expect(found(findInverted(asTaken(table)))).toEqual([
      ['before Cancelled at', 'Created at', [20]],
      ['before Delivered at', 'Created at', [21]],
    ]);
  });

  it('lose both dates to the repair, which says so and is undone without a trace', () => {
    const findings = runAll(checkTable(asTaken(table), [])).map((one) => described(asTaken(table), one, () => null));
    const first = findings.find(({ check }) => check === 'inverted')!;
    expect(first).toMatchObject({
      rule: 'before',
      rows: 1,
      of: 22,
      headers: ['Created at', 'Cancelled at', 'id', 'a', 'Delivered at'],
    });
    expect(first.repair).toEqual({ kind: 'blank', changed: 2, before: 23 + 23, after: 44 });
    const { source, keep, notes } = runAll(repairTable(asTaken(table), table, { on: [first.id], fine: [] }));
    expect(keep).toBeNull();
    const nullsOf = (name: string) =>
      times(table.rows, (row) => row).filter((row) => {
        const { nulls } = source.columns.find((own) => own.name === name)!.column;
        return nulls !== null && (nulls[row >> 3]! & (1 << (row & 7))) !== 0;
      });
    expect([nullsOf('Created at'), nullsOf('Cancelled at'), nullsOf('Delivered at')]).toEqual([[20, 23], [20, 21], [20]]);
    expect(notes).toEqual([
      { code: 'repair-cells-inverted', values: { n: 1, file: 'orders.csv', column: 'Created at', other: 'Cancelled at' } },
    ]);
    expect(runAll(repairTable(asTaken(table), table, { on: [], fine: [] })).source).toBe(table);
  });

  it('keep the day by which somebody is known to have left', () => {
    const left = named(makeTable('subscriptions', 'c:customerId Started:date Cancelled_at:date', [
      ...times(9, (at) => `C${at}|2025-01-01|2025-02-01`), 'C9|2025-03-01|2025-02-01'])); // prettier-ignore
    const labelled: SourceTable = {
      ...left,
      columns: left.columns.map((own) => (own.name === 'Cancelled at' ? { ...own, role: 'churnLabel' as const } : own)),
    };
    const [one] = runAll(findInverted(asTaken(labelled)));
    expect(one!.also).toEqual({ name: 'Cancelled at', blank: false });
    const id = described(asTaken(labelled), one!, () => null).id;
    const { source, notes } = runAll(repairTable(asTaken(labelled), labelled, { on: [id], fine: [] }));
    expect(source.columns[2]).toBe(labelled.columns[2]);
    expect(notes[0]!.code).toBe('repair-cells-inverted-start');
  });

  it('are none where most rows are so, where days are planned, or where two clocks differ by a day', () => {
    const most = named(makeTable('orders', 'id:orderId Created_at:date Cancelled_at:date', times(9, (at) => `${at}|2025-03-05|2025-03-01`))); // prettier-ignore
    expect(found(findInverted(asTaken(most)))).toEqual([]);
    const plan = named(makeTable('orders', 'id:orderId Created_at:date Expected_delivery_date:date', [...times(9, (at) => `${at}|2025-03-05|2025-03-06`), '9|2025-03-05|2025-03-01'])); // prettier-ignore
    expect(found(findInverted(asTaken(plan)))).toEqual([]);
    const clocks = (end: string) =>
      timed(named(makeTable('orders', 'id:orderId Created_at:text Delivered_at:date', [...times(9, (at) => `${at}|2025-03-05 10:00|2025-03-06`), `9|2025-03-05 01:00|${end}`])), 'Created at', 'UTC'); // prettier-ignore
    expect(found(findInverted(asTaken(clocks('2025-03-04'))))).toEqual([]);
    expect(found(findInverted(asTaken(clocks('2025-03-03'))))).toHaveLength(1);
  });
});

describe('orders that were sent twice', () => {
  const columns = 'id:orderId c:customerId t:text p:product q:quantity a:amount s:status';
  const plain = times(40, (at) => `${at}|C${at}|2025-03-05 ${String(at % 24).padStart(2, '0')}:00|Mug|1|10|paid`);
  const doublesIn = (...lines: string[]) =>
    found(findDoubles(asTaken(timed(makeTable('orders', columns, [...plain, ...lines]), 't'))));

  it('are known by customer, goods and money within minutes, whatever the number', () => {
    expect(doublesIn('90|C3|2025-03-05 03:02|Mug|1|10|paid')).toEqual([['minutes', 'id', [40]]]);
    expect(doublesIn('90|C3|2025-03-05 03:11|Mug|1|10|paid')).toEqual([]);
    expect(doublesIn('90|C4|2025-03-05 03:02|Mug|1|10|paid')).toEqual([]);
    expect(doublesIn('90|C3|2025-03-05 03:02|Tea|1|10|paid')).toEqual([]);
    expect(doublesIn('90|C3|2025-03-05 03:02|Mug|2|10|paid')).toEqual([]);
    expect(doublesIn('90|C3|2025-03-05 03:02|Mug|1|11|paid')).toEqual([]);
  });

  it('compare whole baskets, and leave out every row of the second', () => {
    const basket = (id: number, time: string, ...goods: string[]) =>
      goods.map((name) => `${id}|C9|2025-03-07 ${time}|${name}|1|5|paid`);
    expect(doublesIn(...basket(90, '09:00', 'Mug', 'Tea'), ...basket(91, '09:01', 'Tea', 'Mug'))).toEqual([
      ['minutes', 'id', [42, 43]],
    ]);
    expect(doublesIn(...basket(90, '09:00', 'Mug', 'Tea'), ...basket(91, '09:01', 'Tea'))).toEqual([]);
    expect(doublesIn(...basket(90, '09:00', 'Mug', 'Mug'), ...basket(91, '09:01', 'Mug'))).toEqual([]);
  });

  it('are none where one was cancelled or given back, of nobody in particular, without a time, or where many come so', () => {
    expect(doublesIn('90|C3|2025-03-05 03:02|Mug|1|10|cancelled')).toEqual([]);
    expect(doublesIn('90|C3|2025-03-05 03:02|Mug|1|10|refunded')).toEqual([]);
    expect(doublesIn('90|Guest|2025-03-05 03:02|Mug|1|10|paid', '91|Guest|2025-03-05 03:03|Mug|1|10|paid')).toEqual([]);
    expect(doublesIn(...times(3, (at) => `${90 + at}|C${at}|2025-03-05 0${at}:02|Mug|1|10|paid`))).toEqual([]);
    expect(found(findDoubles(asTaken(makeTable('orders', 'id:orderId c:customerId t:date a:amount', ['1|C1|2025-03-05|10', '2|C1|2025-03-05|10']))))).toEqual([]); // prettier-ignore
  });

  it('count once with the repair', () => {
    const table = timed(makeTable('orders', columns, [...plain, '90|C3|2025-03-05 03:02|Mug|1|10|paid'], 'orders.csv'), 't');
    const [one] = runAll(findDoubles(asTaken(table)));
    const finding = described(asTaken(table), one!, () => null);
    expect(finding).toMatchObject({
      rows: 1,
      values: { orders: 1, minutes: 10 },
      repair: { kind: 'leave-out', before: 41, after: 40 },
    });
    expect(finding.examples.map(({ row }) => row)).toEqual([3, 40]);
    const { keep, notes } = runAll(repairTable(asTaken(table), table, { on: [finding.id], fine: [] }));
    expect([...keep!].map((kept, row) => (kept === 0 ? row : -1)).filter((row) => row >= 0)).toEqual([40]);
    expect(notes.map(({ code }) => code)).toEqual(['repair-rows-double']);
  });
});
