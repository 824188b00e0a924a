import { describe, expect, it } from 'vitest';
import { dayFromCivil } from '../../../src/domain';
import { cohortsBy } from '../../../src/insight/standing';

const day = dayFromCivil;

function purchases(lists: readonly (readonly [day: number, net: number][])[]) {
  const offsets = new Int32Array(lists.length + 1);
  for (const [c, list] of lists.entries()) offsets[c + 1] = offsets[c]! + list.length;
  const flat = lists.flat();
  return { offsets, day: Int32Array.from(flat, ([at]) => at), net: Float64Array.from(flat, ([, net]) => net) };
}

describe('cohorts by a column of the first order', () => {
  const given = purchases([
    [
      [day(2024, 11, 30), 10],
      [day(2024, 12, 1), 20],
      [day(2025, 2, 1), 40],
    ],
    [[day(2024, 11, 2), 5]],
    [
      [day(2025, 1, 5), 7],
      [day(2025, 1, 9), 2],
      [day(2025, 2, 5), 8],
    ],
    [],
  ]);

  it('counts over those who have come through the month, adds up what they spent', () => {
    const found = cohortsBy(given, Int32Array.of(0, 1, 0, -2), ['tea', 'coffee'], day(2025, 2, 28));
    expect(found.months).toBe(4);
    expect(found.rows).toEqual([
      { value: 'tea', n: 2, seen: [2, 2, 1, 1], bought: [2, 2, 0, 1], spent: [19, 47, 30, 70] },
      { value: 'coffee', n: 1, seen: [1, 1, 1, 1], bought: [1, 0, 0, 0], spent: [5, 5, 5, 5] },
    ]);
  });

  it('leaves a month that is not over out, and does not know what is dated later', () => {
    const found = cohortsBy(given, Int32Array.of(0, 1, 0, -2), ['tea', 'coffee'], day(2025, 2, 27));
    expect(found.rows[0]).toEqual({ value: 'tea', n: 2, seen: [2, 1, 1], bought: [2, 1, 0], spent: [19, 30, 30] });
    const early = cohortsBy(given, Int32Array.of(0, 1, 0, -2), ['tea', 'coffee'], day(2024, 12, 31));
    expect(early.rows.map(({ value, n, seen }) => [value, n, seen])).toEqual([
      ['tea', 1, [1, 1]],
      ['coffee', 1, [1, 1]],
    ]);
  });

  it('puts rare values together, and blanks apart', () => {
    const many = purchases(Array.from({ length: 40 }, () => [[day(2024, 5, 1), 1]]));
    const codes = Int32Array.from({ length: 40 }, (_, c) => (c === 39 ? -1 : c % 13));
    const { rows } = cohortsBy(
      many,
      codes,
      Array.from({ length: 13 }, (_, i) => `v${i}`),
      day(2024, 12, 31),
    );
    expect(rows.map(({ value }) => value)).toEqual([...Array.from({ length: 10 }, (_, i) => `v${i}`), '', null]);
    expect(rows.reduce((sum, { n }) => sum + n, 0)).toBe(40);
  });
});
