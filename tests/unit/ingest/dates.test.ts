import { describe, expect, it } from 'vitest';
import { isoDay } from '../../../src/domain';
import { DateReader, isPacked, noOffset, noTime, orderOf, unpackDay } from '../../../src/ingest/dates';
import { read, values } from './helpers';

const reader = new DateReader(true);

/** As text: the day, the time in ms, the offset. */
function parse(text: string): string | null {
  if (!reader.read(text)) return null;
  const day = isPacked(reader.day) ? `${unpackAs(true)}|${unpackAs(false)}` : isoDay(reader.day);
  return [day, reader.time === noTime ? '' : reader.time, reader.offset === noOffset ? '' : reader.offset].join(' ').trim();
}

function unpackAs(dayFirst: boolean): string {
  const day = unpackDay(reader.day, dayFirst);
  return Number.isNaN(day) ? '-' : isoDay(day);
}

describe('a date in one cell', () => {
  it.each([
    ['2026-01-31', '2026-01-31'],
    [' 2026-01-31 ', '2026-01-31'],
    ['2026-1-3', '2026-01-03'],
    ['2024-02-29', '2024-02-29'],
    ['2018-08-27T15:06:27.713Z', '2018-08-27 54387713 0'],
    ['2023-04-08 17:45:28.731953', '2023-04-08 63928731'],
    ['2026-04-05 21:06:21 +0400', '2026-04-05 75981000 240'],
    ['2026-04-05 21:06:21 -04:30', '2026-04-05 75981000 -270'],
    ['2023-03-24 10:23:10 UTC', '2023-03-24 37390000 0'],
    ['2026-09-22T15:04:11+00:00', '2026-09-22 54251000 0'],
    ['2026-07-10 00:18', '2026-07-10 1080000'],
    ['2016/8/1 11:05', '2016-08-01 39900000'],
    ['2024.01.31', '2024-01-31'],
    ['20260131', '2026-01-31'],
    ['2024年1月31日', '2024-01-31'],
    ['2024年1月31日 14:05', '2024-01-31 50700000'],
    ['31-Jul-18', '2018-07-31'],
    ['Sep 4, 2026', '2026-09-04'],
    ['Sep 4, 2026 1:05:07 AM PDT', '2026-09-04 3907000'],
    ['September 24, 2026', '2026-09-24'],
    ['4 March 2025', '2025-03-04'],
    ['3/15/2024 2:30 PM', '-|2024-03-15 52200000'],
    ['12/1/2024 12:00 AM', '2024-01-12|2024-12-01 0'],
    ['2024年1月31日 下午2:05', '2024-01-31 50700000'],
    ['2024年1月31日 上午12:05:06', '2024-01-31 306000'],
    ['2024年1月31日 14时05分30秒', '2024-01-31 50730000'],
    ['2024年1月31日 星期三', '2024-01-31'],
    ['2024/1/31 下午 2:05', '2024-01-31 50700000'],
    ['2024/01/31(水) 午後2:05', '2024-01-31 50700000'],
    ['10-Dez-25', '2025-12-10'],
    ['3. März 2024', '2024-03-03'],
    ['3. Mär. 2024 14:05 Uhr', '2024-03-03 50700000'],
    ['31 janv. 2024', '2024-01-31'],
    ['1er août 2024', '2024-08-01'],
    ['14 juillet 2024', '2024-07-14'],
    ['31 de enero de 2024', '2024-01-31'],
    ['4 de dic. de 2024', '2024-12-04'],
    ['31 de março de 2024', '2024-03-31'],
    ['05/out/2024', '2024-10-05'],
    ['2 set 2024', '2024-09-02'],
    ['1st January 2024', '2024-01-01'],
    ['January 2nd, 2024', '2024-01-02'],
    ['2024-Jan-31', '2024-01-31'],
    ['2024 Jan 31', '2024-01-31'],
    ['Fri, 04 Sep 2026 10:00:00 +0200', '2026-09-04 36000000 120'],
    ['Sunday, September 4, 2026', '2026-09-04'],
    ['2026-09-04 10:00 GMT+02:00', '2026-09-04 36000000 120'],
    ['15/3/2024 2:30 p. m.', '2024-03-15|- 52200000'],
    ['2026-01-31\t', '2026-01-31'],
    ['2023-02-12 21:32:14 ', '2023-02-12 77534000'],
    ['31.01.2026', '2026-01-31|-'],
    ['03/04/26', '2026-04-03|2026-03-04'],
    ['03/04/75', '1975-04-03|1975-03-04'],
    ['29/02/2024', '2024-02-29|-'],
    ['10-11-2025', '2025-11-10|2025-10-11'],
  ])('%j', (text, expected) => expect(parse(text)).toBe(expected));

  it.each([
    '', 'x', '2026-02-30', '2026-13-01', '2025-02-29', '31/31/2026', '2026-01', '2026', '1.5', '12', '2026-01-31 25:00', '2026-01-31 10:60', '2026-01-31T', '2026-01-31 abc', '20261301',
    '1-2-3', '2026-01-31-05', '00/01/2026', 'Foo 4, 2026', '2024年13月1日', '2026-01-31 10:00 13 o’clock', '30/02/2026', '1234567',
    '4 jui 2024', 'Marble 4, 2026', 'Monday', 'Friday 2026', '31 de 2024', '2024年1月31日 下午', '1x January 2024', '2026-01-31 10时', '2024-Foo-31',
  ])('%j is none', (text) => expect(parse(text)).toBeNull()); // prettier-ignore

  it('proves an order only where the other is impossible', () => {
    reader.read('13/02/2026');
    expect(orderOf(reader.day)).toBe(1);
    reader.read('02/13/2026');
    expect(orderOf(reader.day)).toBe(-1);
    reader.read('02/03/2026');
    expect(orderOf(reader.day)).toBe(0);
    // 29 February exists in 2024 only as day-first 29/02.
    reader.read('29/02/2024');
    expect(orderOf(reader.day)).toBe(1);
  });
});

const orders = (dates: string[]) => `customer id,order date,amount\n${dates.map((date, i) => `C${i},${date},5.50`).join('\n')}\n`;
const days = async (dates: string[], options = {}) => {
  const result = await read(orders(dates), options);
  const column = result.report.columns[1]!;
  return {
    days: values(result, 'order date').map((day) => (day === null ? null : isoDay(day as number))),
    column,
    report: result.report,
  };
};

describe('the order of day and month over a column', () => {
  it('is day first by proof, with the line and the cell', async () => {
    const { days: read, column, report } = await days(['01/02/2026', '05/03/2026', '25/03/2026']);
    expect(read).toEqual(['2026-02-01', '2026-03-05', '2026-03-25']);
    expect(column.dateOrder).toBe('day-first');
    expect(column.evidence).toContainEqual({ code: 'day-first', values: { line: 4, value: '25/03/2026' } });
    expect(report.questions).toEqual([]);
  });

  it('is month first by proof', async () => {
    const { days: read, column } = await days(['01/02/26', '03/25/26']);
    expect(read).toEqual(['2026-01-02', '2026-03-25']);
    expect(column.evidence).toContainEqual({ code: 'month-first', values: { line: 3, value: '03/25/26' } });
  });

  it('is asked where nothing proves it, with the order the rows are sorted by', async () => {
    const { days: read, report, column } = await days(['01/02/2026', '03/02/2026', '07/02/2026', '02/03/2026', '09/03/2026']);
    expect(read[0]).toBe('2026-02-01');
    expect(report.questions).toMatchObject([
      { column: 'order date', about: 'date-order', answer: 'day-first', choices: ['day-first', 'month-first'] },
    ]);
    const said = report.questions[0]!.effects!.map(({ choice, examples, first, last }) => [
      choice,
      examples.map(({ line, written, read }) => `${line} ${written} ${isoDay(read!)}`),
      isoDay(first!),
      isoDay(last!),
    ]);
    expect(said).toEqual([
      [
        'day-first',
        ['2 01/02/2026 2026-02-01', '3 03/02/2026 2026-02-03', '4 07/02/2026 2026-02-07'],
        '2026-02-01',
        '2026-03-09',
      ],
      [
        'month-first',
        ['2 01/02/2026 2026-01-02', '3 03/02/2026 2026-03-02', '4 07/02/2026 2026-07-02'],
        '2026-01-02',
        '2026-09-03',
      ],
    ]);
    expect(column.evidence.map(({ code }) => code)).toContain('ambiguous-date');
  });

  it('is not asked where every cell is the same either way', async () => {
    const { report } = await days(['01/01/2026', '02/02/2026']);
    expect(report.questions).toEqual([]);
  });

  it('follows the hand', async () => {
    const {
      days: read,
      report,
      column,
    } = await days(['01/02/2026', '03/04/2026'], { dateOrders: { 'order date': 'day-first' } });
    expect(read).toEqual(['2026-02-01', '2026-04-03']);
    expect(report.questions).toEqual([]);
    expect(column.evidence.map(({ code }) => code)).toContain('by-hand');
  });

  it('turns away rows that contradict the proof of the many', async () => {
    const { days: read, report } = await days(['13/02/2026', '14/02/2026', '15/02/2026', '02/25/2026']);
    expect(read).toEqual(['2026-02-13', '2026-02-14', '2026-02-15']);
    expect(report.rejects).toMatchObject([
      { line: 5, code: 'value/no-date', values: { column: 'order date', value: '02/25/2026' } },
    ]);
  });

  it('takes the proof of another column of the file', async () => {
    const text = 'customer id,order date,paid at,amount\nA,01/02/2026,25/02/2026,5.5\nB,03/02/2026,26/02/2026,5.5\n';
    const { report, table } = await read(text);
    expect(report.questions).toEqual([]);
    const column = table.columns[1]!;
    expect(column.type === 'date' && isoDay(column.days[0]!)).toBe('2026-02-01');
  });
});

describe('instants', () => {
  it('count UTC where the cells say so, keep the wall clock’s day, and tell the zone', async () => {
    const { table } = await read('customer id,order date,amount\nA,2026-01-31 23:30:00 -0400,1\nB,2026-01-31 00:30:00 +0400,2\n');
    const column = table.columns[1]!;
    if (column.type !== 'instant') throw new Error(column.type);
    expect(column.zone).toBe('offset');
    expect([...column.days].map(isoDay)).toEqual(['2026-01-31', '2026-01-31']);
    expect([...column.ms]).toEqual([Date.UTC(2026, 1, 1, 3, 30), Date.UTC(2026, 0, 30, 20, 30)]);
  });

  it.each([
    ['Created (UTC)', '2026-01-31 10:00:00', 'UTC'],
    ['created at', '2026-01-31T10:00:00Z', 'UTC'],
    ['created at', '2026-01-31 10:00:00', 'local'],
  ])('%s %s is %s', async (header, cell, zone) => {
    const { table } = await read(`customer id,${header},amount\nA,${cell},1\nB,${cell},2\n`);
    const column = table.columns[1]!;
    expect(column.type === 'instant' && column.zone).toBe(zone);
    expect(column.type === 'instant' && column.ms[0]).toBe(Date.UTC(2026, 0, 31, 10));
  });

  it('are plain dates where every time is midnight', async () => {
    const { table } = await read('customer id,date,amount\nA,2026-01-31 00:00:00,1\nB,2026-02-01 00:00:00,2\n');
    expect(table.columns[1]!.type).toBe('date');
  });

  it('reads eight digits as a date only under a name that says so', async () => {
    const { table } = await read('customer id,date,amount,points\nA,20260131,1,20260131\nB,20260201,2,20260201\n');
    expect(table.columns.map(({ type }) => type)).toEqual(['text', 'date', 'number', 'number']);
  });
});

describe('digits that count', () => {
  const file = (header: string, cells: string[], points = '7') =>
    `customer id,${header},amount,points\n${cells.map((cell, i) => `C${i},${cell},5.50,${points}`).join('\n')}\n`;

  it.each<[string, string, string, string, number]>([
    ['created at', '1706659200', 'counts-unix', '2024-01-31', Date.UTC(2024, 0, 31)],
    ['timestamp', '1706659207.5', 'counts-unix', '2024-01-31', Date.UTC(2024, 0, 31, 0, 0, 7, 500)],
    ['created', '1706713506123', 'counts-unix-ms', '2024-01-31', Date.UTC(2024, 0, 31, 15, 5, 6, 123)],
    ['Order date', '45322', 'counts-excel', '2024-01-31', Date.UTC(2024, 0, 31)],
    ['订单日期', '45322.75', 'counts-excel', '2024-01-31', Date.UTC(2024, 0, 31, 18)],
  ])('%s %s: %s', async (header, cell, code, day, ms) => {
    const result = await read(file(header, [cell, cell, '']));
    const at = result.report.columns[1]!;
    expect(at.role).toBe('date');
    expect(at.evidence).toContainEqual({ code, values: { line: 2, value: cell, day: (ms / 86_400_000) >> 0 } });
    const column = result.table.columns[1]!;
    if (column.type !== 'date' && column.type !== 'instant') throw new Error(column.type);
    expect(isoDay(column.days[0]!)).toBe(day);
    if (column.type === 'instant') expect(column.ms[0]).toBe(ms);
    expect(at.missing).toBe(1);
  });

  it('is a number where the header speaks of no date', async () => {
    const { report } = await read(file('order date', ['2026-01-31', '2026-02-01'], '45322'));
    expect(report.columns[3]).toMatchObject({ name: 'points', type: 'number' });
  });

  it('is read in a second column of dates too', async () => {
    const { report } = await read(
      'customer id,order date,updated at,amount\nA,2026-01-31,1706659200,5\nB,2026-01-31,1706659201,6\n',
    );
    expect(report.columns.map(({ type }) => type)).toEqual(['text', 'date', 'instant', 'number']);
  });
});
