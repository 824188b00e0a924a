import { expect, test } from 'vitest';
import { csvCell, tableCsv } from '../../../src/app/charts/csv';

test.each([
  ['=1+1', "'=1+1"],
  ['+cmd', "'+cmd"],
  ['@x', "'@x"],
  ['\tx', "'\tx"],
  ['\rx', '"\'\rx"'],
  ['-5', '-5'],
  ['-5.25', '-5.25'],
  ['-5x', "'-5x"],
  ['a,b', '"a,b"'],
  ['say "x"', '"say ""x"""'],
  [-5, '-5'],
  [0.1, '0.1'],
  [Number.NaN, ''],
  [null, ''],
])('%j is written %j', (cell, written) => {
  expect(csvCell(cell)).toBe(written);
});

test('a table has a byte order mark, its head, and numbers as they are', () => {
  const table = { columns: [{ label: 'a' }, { label: 'b', show: () => 'rounded' }], rows: [['客户', 1.23456789]] };
  expect(tableCsv(table)).toBe('\uFEFFa,b\r\n客户,1.23456789\r\n');
});
