import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { capIdOf, qualityId, readQualityId, type QualitySettings } from '../../../../src/domain';
import { checkTable, describe as described } from '../../../../src/features/quality/check-table';
import { repairTable } from '../../../../src/features/quality/repair';
import { keepRows } from '../../../../src/features/keep-rows';
import { cellText } from '../../../../src/features/cell-text';
import type { SourceTable } from '../../../../src/features/source';
import { runAll } from '../../../../src/features/steps';
import { makeTable, reordered } from '../make-table';
import { asTaken, times } from './look';

const columns = 'id:orderId c:customerId n:name d:date q:quantity a:amount';
const lines = [
  ...times(
    60,
    (at) => `${at}|C${at % 9}|Ann Lee ${at % 9}|2025-03-${String(1 + (at % 28)).padStart(2, '0')}|1|${20 + (at % 13)}`,
  ),
  '3|C3|Ann Lee 3|2025-03-04|1|23',
  '4|C4|ANN LEE 4|2025-03-05|1|24',
  '70|C1|Ann Lee 1|2099-01-01|1|25',
  '71|C1|Ann Lee 1|2025-03-05|-1|25',
  '72|C1|Ann Lee 1|2025-03-05|1|99999',
];
const table = makeTable('orders', columns, lines, 'orders.csv');
const idsOf = (source: SourceTable) =>
  runAll(checkTable(asTaken(source), [])).map((found) => described(asTaken(source), found, () => null));
const text = (source: SourceTable) =>
  times(source.rows, (row) => source.columns.map(({ column }) => cellText(column, row)).join('|'));
const repaired = (settings: QualitySettings, source = table) => {
  const { source: read, keep, notes } = runAll(repairTable(asTaken(source), source, settings));
  return { rows: text(keep === null ? read : keepRows(read, keep)), notes };
};

describe('repairs', () => {
  const findings = idsOf(table);

  it('say what they would change, and change that', () => {
    expect(
      findings.map(({ check, rule, rows, repair }) => [check, rule, rows, repair?.kind, repair?.before, repair?.after]),
    ).toEqual([
      ['impossible', 'future', 1, 'blank', 65, 64],
      ['impossible', 'negative-quantity', 1, 'leave-out', 65, 64],
      ['duplicates', 'exact', 1, 'leave-out', 65, 64],
      ['near', 'letters', 1, 'leave-out', 65, 64],
      ['outliers', 'ratio', 1, 'leave-out', 65, 64],
    ]);
    for (const { id, repair } of findings) {
      const { rows, notes } = repaired({ on: [id], fine: [] });
      if (repair?.kind === 'leave-out') expect(rows).toHaveLength(repair.after);
      else expect(rows.filter((row) => row.includes('2099'))).toEqual([]);
      expect(notes).toHaveLength(1);
      expect(notes[0]!.values).toMatchObject({ n: repair!.changed, file: 'orders.csv' });
    }
    expect(repaired({ on: findings.map(({ id }) => id), fine: [] }).rows).toHaveLength(61);
  });

  it('switched on and off again, in any order and company, leave everything as it was', () => {
    const before = text(table);
    expect(repaired({ on: [], fine: findings.map(({ id }) => id) })).toEqual({ rows: before, notes: [] });
    fc.assert(
      fc.property(fc.shuffledSubarray(findings.map(({ id }) => id)), (on) => {
        const one = repaired({ on, fine: [] });
        // The order of switching shows nowhere.
        expect(one).toEqual(repaired({ on: [...on].reverse(), fine: [] }));
        expect(text(table)).toEqual(before);
        expect(repaired({ on: [], fine: [] }).rows).toEqual(before);
        expect(one.notes).toHaveLength(on.length);
      }),
      { numRuns: 40 },
    );
  });

  it('read numbers as the fence instead of leaving their rows out, and say what that changes', () => {
    const far = findings.find(({ check }) => check === 'outliers')!;
    const cap = far.cap!;
    const capId = capIdOf(far.id);
    const { rows, notes } = repaired({ on: [capId], fine: [] });
    expect(rows).toHaveLength(table.rows);
    expect(rows.at(-1)).toBe(`72|C1|Ann Lee 1|2025-03-05|1|${cap.high}`);
    expect(rows.slice(0, -1)).toEqual(text(table).slice(0, -1));
    expect(notes).toEqual([
      { code: 'repair-capped', values: { n: 1, file: 'orders.csv', column: 'a', low: cap.low, high: cap.high } },
    ]);
    // The amounts are whole, so is the bound; it is the one that the sentence names.
    expect(Number.isInteger(cap.high)).toBe(true);
    expect(cap.high).toBe(Math.floor(far.values['high'] as number));
    const sum = (lines: readonly string[]) => lines.reduce((all, line) => all + Number(line.split('|')[5]), 0);
    expect(cap).toMatchObject({ changed: 1, before: 1, after: 0, sum: { before: sum(text(table)), after: sum(rows) } });
    expect(text(table).at(-1)).toContain('99999');
    // Left out and capped at once cannot be said; missing goes before capped.
    expect(readQualityId(capId)).toMatchObject({ check: 'outliers', cap: true });
  });

  it('are carried over to files that came later, and to no others', () => {
    const layoutId = qualityId('orders', 'duplicates', 'exact', null);
    const settings: QualitySettings = { on: [], fine: [], carry: [{ id: layoutId, since: 5 }] };
    const at = (addedAt: number, own: QualitySettings) =>
      runAll(repairTable({ ...asTaken(table), addedAt }, table, own)).notes.map(({ code }) => code);
    expect(at(6, settings)).toEqual(['repair-rows-duplicates', 'repair-carried']);
    expect(at(5, settings)).toEqual([]);
    const id = qualityId('orders.csv', 'duplicates', 'exact', null);
    expect(at(6, { ...settings, off: [id] })).toEqual([]);
    expect(at(6, { ...settings, fine: [id] })).toEqual([]);
    expect(at(6, { ...settings, on: [id] })).toEqual(['repair-rows-duplicates']);
  });

  it('concern the file they were switched on for, and nothing else', () => {
    const on = findings.map(({ id }) => id);
    const other = makeTable('orders', columns, lines, 'february.csv');
    expect(repaired({ on, fine: [] }, other)).toEqual({ rows: text(other), notes: [] });
    expect(repaired({ on: ['', 'null', '[]', '["orders.csv","duplicates","other",null]', '{"__proto__":1}'], fine: [] })).toEqual(
      {
        rows: text(table),
        notes: [],
      },
    );
  });

  it('are known by ids that hold any name', () => {
    for (const column of [null, '__proto__', 'a "b", c', '金额']) {
      const id = qualityId('k', 'impossible', 'future', column);
      expect(readQualityId(id)).toEqual({ table: 'k', check: 'impossible', rule: 'future', column, cap: false });
    }
    expect(readQualityId('no id')).toBeNull();
  });

  it('blank a cell of every type in values and mask, and in a column called __proto__', () => {
    const odd = makeTable('customers', '__proto__:email age:number', ['x|150', 'a@b.ch|30']);
    const all = idsOf(odd).map(({ id }) => id);
    expect(repaired({ on: all, fine: [] }, odd).rows).toEqual(['|', 'a@b.ch|30']);
    expect(text(odd)).toEqual(['x|150', 'a@b.ch|30']);
  });
});

describe('what is found', () => {
  it('does not depend on the order of the rows', () => {
    const counts = (source: SourceTable) =>
      idsOf(source).map(({ check, rule, column, rows, of, values }) => [check, rule, column, rows, of, values]);
    const before = counts(table);
    fc.assert(
      fc.property(
        fc.shuffledSubarray(
          times(table.rows, (at) => at),
          { minLength: table.rows },
        ),
        (order) => {
          expect(counts(reordered(table, order))).toEqual(before);
        },
      ),
      { numRuns: 60 },
    );
  });

  it('near repeats of many kinds come to the same number in any order', () => {
    const rows = ['1|Anna Leeson|x', '1|anna leeson|x', '1|Anna Leeson|x', '1|Anna Leesen|x', '1||x', '2|Bob|x', '2|Bob|x', '3|Cynthia|x', '3|Cyntia|x', '3|Cyntia|x']; // prettier-ignore
    const near = makeTable('customers', 'id:customerId n:name t:text', rows);
    const counts = (source: SourceTable) => idsOf(source).filter(({ check }) => check === 'near' || check === 'duplicates').map(({ rule, rows: n }) => [rule, n]); // prettier-ignore
    const before = counts(near);
    expect(before).toEqual([['exact', 3], ['letters', 2], ['one-cell', 6]]); // prettier-ignore
    fc.assert(
      fc.property(
        fc.shuffledSubarray(
          times(near.rows, (at) => at),
          { minLength: near.rows },
        ),
        (order) => {
          expect(counts(reordered(near, order))).toEqual(before);
        },
      ),
      { numRuns: 60 },
    );
  });

  it('names lines and the cells that tell what the row is; at most twenty rows, long cells cut', () => {
    const many = makeTable(
      'orders',
      'note:text id:orderId a:amount',
      times(40, () => `${'x'.repeat(500)}|1|5`),
    );
    const [one] = runAll(checkTable(asTaken(many), [])).map((found) => described(asTaken(many), found, (row) => row + 2));
    expect(one).toMatchObject({ rows: 39, headers: ['id', 'a', 'note'] });
    expect(one!.examples).toHaveLength(20);
    expect(one!.examples[1]).toEqual({ row: 1, line: 3, cells: ['1', '5', 'x'.repeat(200)] });
  });
});
