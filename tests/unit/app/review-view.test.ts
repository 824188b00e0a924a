import { describe, expect, test } from 'vitest';
import {
  cellExample,
  dateExample,
  delimiterId,
  groupColumns,
  readDate,
  readNumber,
  roleGroups,
  splitEncoding,
} from '../../../src/app/state/review-view';
import { dayFromCivil, roles, type ColumnReport, type ImportReport, type Role } from '../../../src/domain';

const column = (name: string, role: Role): ColumnReport => ({
  name,
  header: name,
  type: 'text',
  role,
  evidence: [],
  missing: 0,
  unreadable: 0,
  unreadableLines: [],
});

const report = (columns: readonly ColumnReport[], sample: readonly (readonly string[])[]): ImportReport => ({
  name: 'orders.csv',
  bytes: 1,
  hash: 'aa',
  encoding: 'utf-8',
  delimiter: ',',
  newline: '\n',
  headerLine: 1,
  preset: null,
  kind: 'orders',
  rowsRead: sample.length,
  rowsImported: sample.length,
  rowsRejected: 0,
  rowsPadded: 0,
  blankLines: 0,
  rejects: [],
  questions: [],
  columns,
  sample,
  warnings: [],
  timings: {},
});

describe('columns of the review', () => {
  test('the select offers every role once', () => {
    expect(roleGroups.flatMap((group) => [...group.roles] as Role[]).sort()).toEqual([...roles].sort());
  });

  test('useful ones first, the idle ones aside in the order of the file', () => {
    const columns = [
      column('note', 'text'),
      column('city', 'category'),
      column('paid', 'amount'),
      column('id', 'ignore'),
      column('who', 'email'),
      column('bought', 'date'),
    ];
    const rows = [['n', 'Basel', '3.20', '1', 'a@b.ch', '2026-01-02']];
    const { used, unused } = groupColumns({ ...report(columns, rows), kind: 'customers' });
    expect(used.map((view) => view.report.name)).toEqual(['who', 'bought', 'paid', 'city']);
    expect(used.map((view) => view.examples)).toEqual([['a@b.ch'], ['2026-01-02'], ['3.20'], ['Basel']]);
    expect(unused.map((view) => view.report.name)).toEqual(['note', 'id']);
  });

  test('a wide export of orders folds away what is only kept, numbers and traits of an order among it', () => {
    const other = ['number', 'category', 'text', 'ignore'] as const;
    const columns = Array.from({ length: 79 }, (_, at) => column(`column ${at}`, at < 13 ? 'amount' : other[at % 4]!));
    const { used, unused } = groupColumns(report(columns, []));
    expect([used.length, unused.length]).toEqual([13, 66]);
  });

  test('a file of nothing but idle columns is shown whole', () => {
    const { used, unused } = groupColumns(report([column('a', 'text'), column('b', 'ignore')], []));
    expect([used.length, unused.length]).toEqual([2, 0]);
  });

  test('examples are the first three different filled cells, long ones cut', () => {
    const rows = [[''], ['x'], ['x'], ['y'.repeat(99)], ['z'], ['w']];
    expect(groupColumns(report([column('a', 'category')], rows)).used[0]?.examples).toEqual(['x', `${'y'.repeat(39)}…`, 'z']);
  });
});

describe('what each answer makes of a cell', () => {
  const april = dayFromCivil(2025, 4, 3);
  const march = dayFromCivil(2025, 3, 4);
  test('dates', () => {
    expect(readDate('03/04/2025 10:15', 'day-first')).toBe(april);
    expect(readDate('03/04/2025', 'month-first')).toBe(march);
    expect(readDate('2025-04-03', 'iso')).toBe(april);
    expect(readDate('2025/4/3', 'year-first')).toBe(april);
    expect(readDate('3.4.25', 'day-first')).toBe(april);
    expect(readDate('3.4.71', 'day-first')).toBe(dayFromCivil(1971, 4, 3));
    expect(readDate('31/12/2025', 'month-first')).toBeNull();
    expect(readDate('soon', 'day-first')).toBeNull();
  });

  test('the example is a cell that tells the answers apart', () => {
    const dated = report([column('when', 'date')], [[''], ['05/05/2025'], ['03/04/2025']]);
    expect(dateExample(dated, 'when')).toBe('03/04/2025');
    expect(dateExample(report([column('when', 'date')], [['05/05/2025']]), 'when')).toBe('05/05/2025');
    expect(dateExample(report([column('when', 'date')], [['']]), 'when')).toBeNull();
    expect(dateExample(dated, 'nowhere')).toBeNull();
  });

  test('numbers', () => {
    expect(readNumber('1.234', '.')).toBe(1.234);
    expect(readNumber('1.234', ',')).toBe(1234);
    expect(readNumber('€ 1.234,50', ',')).toBe(1234.5);
    expect(readNumber('-1,234.50', '.')).toBe(-1234.5);
    expect(readNumber('none', '.')).toBeNull();
    expect(cellExample(report([column('paid', 'amount')], [['7'], ['1,234']]), 'paid', /[.,]/)).toBe('1,234');
  });
});

test('how the bytes were read, in words', () => {
  expect([',', ';', '\t', '|', '~'].map(delimiterId)).toEqual(['comma', 'semicolon', 'tab', 'pipe', 'other']);
  expect(splitEncoding('utf-8 (damaged)')).toEqual({ label: 'utf-8', damaged: true });
  expect(splitEncoding('gb18030')).toEqual({ label: 'gb18030', damaged: false });
});
