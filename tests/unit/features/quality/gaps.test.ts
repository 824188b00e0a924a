import { describe, expect, it } from 'vitest';
import { isoDay, parseIsoDay } from '../../../../src/domain';
import { findGaps, gapsIn } from '../../../../src/features/quality/gaps';
import { runAll } from '../../../../src/features/steps';
import { makeTable } from '../make-table';
import { asTaken, times } from './look';

// A Monday.
const monday = parseIsoDay('2025-01-06')!;
const told = (counts: number[], first = monday) =>
  gapsIn(Int32Array.from(counts), first).map(({ from, to }) => [from - first, to - first]);

describe('gaps in time', () => {
  it('a day without orders in a shop that has four a day, day by day, is one; e^−4 × 100 days would be none', () => {
    // With 12 a day the chance of an empty day is e^−12; times 100 days it is 0.0006.
    const busy = times(100, () => 12);
    busy[50] = 0;
    expect(told(busy)).toEqual([[50, 50]]);
    const slow = times(100, () => 4);
    slow[50] = 0;
    expect(told(slow)).toEqual([]);
    slow[51] = slow[52] = 0;
    expect(told(slow)).toEqual([[50, 52]]);
  });

  it('a shop that is closed at weekends has no gap there; its holidays are one', () => {
    const weeks = times(26 * 7, (day) => (day % 7 < 5 ? 6 : 0)).slice(0, -2);
    expect(told(weeks)).toEqual([]);
    for (let day = 70; day < 77; day++) weeks[day] = 0;
    // The weekends about it belong to the run of empty days.
    expect(told(weeks)).toEqual([[68, 76]]);
  });

  it('a shop that sells now and then has no gaps, nor one whose days stray widely', () => {
    expect(told(times(200, (day) => (day % 9 === 0 ? 1 : 0)).slice(0, 199))).toEqual([]);
    expect(told(times(210, (day) => (day % 21 === 0 ? 40 : day % 5 === 0 ? 1 : 0)).slice(0, 190))).toEqual([]);
    expect(told([5, 0, 5])).toEqual([]);
  });

  it('follows a shop that grows: what was usual in spring is none in autumn', () => {
    const grows = times(300, (day) => 1 + Math.floor(day / 10));
    for (let day = 20; day < 22; day++) grows[day] = 0;
    for (let day = 280; day < 282; day++) grows[day] = 0;
    expect(told(grows)).toEqual([[280, 281]]);
  });

  it('counts an order once, and leaves impossible days out', () => {
    const lines = times(80, (at) => `O${at}|${isoDay(monday + at)}`).filter((_, at) => at < 40 || at > 60);
    const many = lines.flatMap((line) => times(12, (at) => line.replace('|', `-${at}|`)));
    const table = makeTable('orders', 'id:orderId d:date', [...many, 'x|2099-01-01', 'y|1900-01-01']);
    const [gap, ...more] = runAll(findGaps(asTaken(table)));
    expect(more).toEqual([]);
    const [from, to] = [isoDay(monday + 40), isoDay(monday + 60)];
    expect(gap).toMatchObject({ rule: `days ${from}`, values: { from, to, days: 21, expected: 252 }, repair: null });
    // The last row before, and the first after.
    expect([...gap!.look!]).toEqual([39 * 12, 40 * 12]);
    const repeated = makeTable(
      'orders',
      'id:orderId d:date',
      lines.flatMap((line) => times(12, () => line)),
    );
    // One order a day, of twelve rows: 21 days may be missed at e^−21, but not the 12-fold of it.
    expect(runAll(findGaps(asTaken(repeated)))[0]!.values).toMatchObject({ expected: 21 });
  });
});
