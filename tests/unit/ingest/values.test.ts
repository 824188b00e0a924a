import { describe, expect, it } from 'vitest';
import { yesAndNo, yesOrNo } from '../../../src/domain';
import { isBlankName, isBlankToken } from '../../../src/ingest/blanks';
import { isBrokenId } from '../../../src/ingest/broken-ids';
import { NumberReader } from '../../../src/ingest/numbers';
import { ratingScale } from '../../../src/ingest/rating-scale';
import { zoneOf } from '../../../src/ingest/zones';
import { contacts } from '../../../src/features/contacts';
import { kpis } from '../../../src/insight/kpis';
import { sourceOf } from '../../../src/jobs/exports';
import type { StoredTable } from '../../../src/store/api';
import { read, rolesOf, typesOf, values } from './helpers';

const rows = (n: number, row: (i: number) => string) => Array.from({ length: n }, (_, i) => `${row(i)}\n`).join('');
const evidenceOf = (result: Awaited<ReturnType<typeof read>>, name: string) =>
  result.report.columns.find((column) => column.name === name)!.evidence;

describe('numbers of shops', () => {
  const point = new NumberReader('.');
  const comma = new NumberReader(',');
  it.each<[string, number]>([
    ['$84,835.00 ', 84835],
    ['$(33.62)', -33.62],
    ["1'234.56", 1234.56],
    ['HK$5.50', 5.5],
    ['1e5', Number.NaN],
    ['713752e1', Number.NaN],
    ['1E+05', 100000],
  ])('%j is %d', (text, value) => expect(point.read(text)).toBe(value));

  it.each<[string, number]>([
    ['1 234,56', 1234.56],
    ['1\u00a0234,56', 1234.56],
    ['1\u202f234,56 €', 1234.56],
    ['EUR 1.234,56', 1234.56],
    ['5,00-', -5],
    ['15,-', 15],
    ['Rp 15.000', 15000],
  ])('%j with a decimal comma is %d', (text, value) => expect(comma.read(text)).toBe(value));

  it.each<[string, number, number]>([
    ['131.77(已退款89.84)', 131.77, 89.84],
    ['¥50.00（已全额退款）', 50, 50],
    ['12.5', 12.5, Number.NaN],
  ])('%j is %d, given back %d', (text, value, back) => {
    expect(point.read(text)).toBe(value);
    expect(point.refunded).toBe(back);
  });

  it('a refund noted behind an amount goes into a column of refunds', async () => {
    const result = await read('订单号,交易时间,金额\nA1,2026-01-02,131.77(已退款89.84)\nA2,2026-01-03,20.00\n');
    expect(values(result, '金额')).toEqual([131.77, 20]);
    expect(values(result, '金额 退款')).toEqual([89.84, 0]);
    expect(rolesOf(result)['金额 退款']).toBe('refund');
    expect(evidenceOf(result, '金额')).toContainEqual({
      code: 'refund-noted',
      values: { line: 2, value: '131.77(已退款89.84)', n: 1, column: '金额' },
    });
  });

  it('bare 15.000 is thousands where the column proves it, by another cell or another column', async () => {
    const proved = await read('customer id;date;amount\nA;2026-01-02;15.000\nB;2026-01-03;1.500,50\n');
    expect(values(proved, 'amount')).toEqual([15000, 1500.5]);
    const beside = await read('customer id;date;fee;amount\nA;2026-01-02;1,5;15.000\nB;2026-01-03;2,5;16.000\n');
    expect(values(beside, 'amount')).toEqual([15000, 16000]);
    expect(beside.report.questions).toEqual([]);
  });

  it('amounts that prove nothing are asked, with both sums', async () => {
    const text = 'customer id,date,amount\nA,2026-01-02,1.500\nB,2026-01-03,43.500\n';
    const { report } = await read(text);
    expect(report.questions).toMatchObject([{ column: 'amount', about: 'decimal', answer: ',' }]);
    const effects = report.questions[0]!.effects!;
    expect(effects.map(({ choice, total }) => [choice, total])).toEqual([
      ['.', 45],
      [',', 45000],
    ]);
    expect(effects[0]!.examples).toEqual([
      { line: 2, written: '1.500', read: 1.5 },
      { line: 3, written: '43.500', read: 43.5 },
    ]);
    expect(values(await read(text, { decimals: { amount: '.' } }), 'amount')).toEqual([1.5, 43.5]);
  });
});

describe('blanks', () => {
  it('have many spellings, and Na is a name', () => {
    for (const word of ['NA', 'N/A', '-', '--', '/', 'null', 'NULL', 'None', 'nil', '无', '暂无', '#N/A', 'NaN', '(not set)'])
      expect(isBlankToken(word), word).toBe(true);
    for (const word of ['Na', 'Nan', 'Null']) expect(isBlankName(word), word).toBe(false);
    for (const word of ['NA', 'null', '无', '-']) expect(isBlankName(word), word).toBe(true);
  });

  it('a customer called Na stays', async () => {
    const result = await read('customer id,date,amount\nNa,2026-01-02,5\nNA,2026-01-03,-\nLi,2026-01-04,无\n');
    expect(values(result, 'customer id')).toEqual(['Na', null, 'Li']);
    expect(values(result, 'amount')).toEqual([5, null, null]);
  });
});

describe('yes and no', () => {
  it.each([['yes', 'no'], ['TRUE', 'FALSE'], ['1', '0'], ['Ja', 'Nein'], ['oui', 'non'], ['Sí', 'No'], ['sim', 'não'], ['はい', 'いいえ'], ['是', '否'], ['有', '无']])('%s, %s', (yes, no) => {
    expect([yesOrNo(yes), yesOrNo(no)]).toEqual([true, false]);
    expect(yesAndNo([no, yes])).toEqual({ yes, no });
  }); // prettier-ignore

  it('are told of a column', async () => {
    const result = await read(`customer id,发票\n${rows(12, (i) => `C${i},${i % 3 === 0 ? '有' : '无'}`)}`);
    expect(evidenceOf(result, '发票')).toContainEqual({ code: 'yes-no', values: { yes: '有', no: '无' } });
    const mixed = await read(
      'customer id,Kunde seit,VIP\nA,2026-01-02,Ja\nB,2026-01-03,nein\nC,2026-01-04,Ja\nD,2026-01-05,Nein\nE,2026-01-06,nein\n',
    );
    expect(evidenceOf(mixed, 'VIP')).toContainEqual({ code: 'yes-no', values: { yes: 'Ja', no: 'nein' } });
    expect(values(result, '发票').filter((cell) => cell === null)).toEqual([]);
  });
});

describe('ids that a spreadsheet rounded', () => {
  it.each([['4,687E+11', true], ['4.687E+11', true], ['5E+12', true], ['713752e1', false], ['1.2E+05', false], ['E+11', false]])('%s: %s', (text, broken) =>
    expect(isBrokenId(text)).toBe(broken)); // prettier-ignore

  it('are no key where they are most, and the owner is told where they stand', async () => {
    const result = await read(
      `order id,date,amount,email\n${rows(6, (i) => `4.687E+11,2026-01-0${i + 1},5.5,p${i}@example.com`)}`,
    );
    expect(rolesOf(result)).toMatchObject({ email: 'email' });
    expect(rolesOf(result)['order id']).not.toBe('orderId');
    expect(typesOf(result)['order id']).toBe('text');
    expect(result.report.warnings).toEqual([
      {
        code: 'import/broken-ids',
        values: { column: 'order id', n: 6, example: '4.687E+11', lines: '2, 3, 4, 5, 6 …' },
      },
    ]);
  });

  it('are missing where they are few, through text and bytes alike', async () => {
    const text = `customer id,date,amount\n${rows(40, (i) => `${i % 10 === 9 ? '4,687E+11'.replace(',', '.') : `46870000000${i}`},2026-01-02,5.5`)}`;
    for (const slice of [64, 1 << 20]) {
      const result = await read(text, {}, slice);
      expect(rolesOf(result)['customer id']).toBe('customerId');
      expect(values(result, 'customer id').flatMap((cell, i) => (cell === null ? [i] : []))).toEqual([9, 19, 29, 39]);
      expect(result.report.columns[0]!.missing).toBe(4);
      expect(result.report.warnings).toMatchObject([{ values: { n: 4, lines: '11, 21, 31, 41' } }]);
    }
  });
});

describe('the scale of a rating', () => {
  const none = { above: () => null, zero: () => null };
  it.each<[string, number, number, string, boolean]>([
    ['rating', 1, 5, '1-5', false],
    ['rating', 1, 7, '1-7', false],
    ['rating', 1, 9, '1-10', true],
    ['rating', 0, 9, '0-10', true],
    ['rating (1-7)', 2, 5, '1-7', true],
    ['Rating out of 10', 2, 5, '1-10', true],
    ['NPS', 2, 5, '0-10', true],
    ['stars', 1, 5, '1-5', true],
  ])('%s from %d to %d: %s', (header, low, high, scale, proved) =>
    expect(ratingScale(header, low, high, none)).toMatchObject({ scale, proved }),
  );

  it('is asked, with what each answer makes of it, and follows the hand', async () => {
    const text = `customer id,date,rating\n${rows(10, (i) => `C${i},2026-01-02,${(i % 5) + 1}`)}`;
    const first = await read(text);
    const { report } = first;
    expect(report.questions).toMatchObject([
      { column: 'rating', about: 'rating-scale', answer: '1-5', choices: ['1-5', '1-7', '1-10', '0-10'] },
    ]);
    expect(report.questions[0]!.effects!.map(({ n, of }) => [n, of])).toEqual([
      [4, 10],
      [0, 10],
      [0, 10],
      [0, 10],
    ]);
    const chosen = await read(text, { scales: { rating: '1-10' } });
    expect(chosen.report.questions).toEqual([]);
    expect(chosen.report.columns[2]!.scale).toBe('1-10');
    // The answer changes what counts as satisfied: 4 of 10 on 1–5, nobody on 1–10.
    const satisfied = [undefined, chosen].map((result) => {
      const { report: told, table } = result ?? first;
      const source = sourceOf({ record: { report: told }, table } as unknown as StoredTable);
      const { ratings } = contacts([source], [new Int32Array(table.rows)], 30_000);
      const none = new Int32Array(0);
      const input = { asOf: 30_000, period: null, customers: 10, ratings, interactions: 0, interactionPeriod: null };
      return kpis({ ...input, left: null, money: null, orders: 0, orderCount: none, firstOrder: none, lastOrder: none }).kpis.csat
        ?.value;
    });
    expect(satisfied).toEqual([0.4, 0]);
  });
});

describe('date, time and zone in three columns', () => {
  it.each<[string, string, string, number, string]>([
    ['Date,Time,TimeZone', '01/31/2026,14:05:06', 'PST', Date.UTC(2026, 0, 31, 22, 5, 6), 'offset'],
    ['Date,Time,Time Zone', '2026-06-27,1:05:06 PM', 'Eastern Time (US & Canada)', Date.UTC(2026, 5, 27, 17, 5, 6), 'offset'],
    ['Datum,Uhrzeit,Zeitzone', '31.01.2026,14:05', 'Europe/Berlin', Date.UTC(2026, 0, 31, 13, 5), 'offset'],
    ['Date,Time,Time Zone', '2026-01-31,14:05', 'CST', Date.UTC(2026, 0, 31, 14, 5), 'local'],
  ])('%s %s %s', async (header, cells, zoneName, ms, zone) => {
    const result = await read(`${header},customer id,amount\n${rows(3, (i) => `${cells},${zoneName},C${i},5.5`)}`);
    const column = result.table.columns[0]!;
    expect(column.type === 'instant' && [column.ms[0], column.zone]).toEqual([ms, zone]);
    expect(result.report.columns[0]!.evidence.map(({ code }) => code)).toContain('with-time');
  });

  it('knows summer time, and places that do not exist', () => {
    const berlin = zoneOf('Europe/Berlin')!;
    expect(berlin(Date.UTC(2026, 6, 1, 12))).toBe(120);
    expect(berlin(Date.UTC(2026, 0, 1, 12))).toBe(60);
    expect(zoneOf('GMT-03:30')!(0)).toBe(-210);
    for (const none of ['Nowhere/Land', 'CST', '', 'constructor']) expect(zoneOf(none), none).toBeNull();
  });
});

describe('hostile cells', () => {
  it('of five million characters are judged in no time', () => {
    for (const part of ['1', '1,', '（退款', ' ', '-', 'a ', '1 000 ', '9E+', "'1"]) {
      const cell = part.repeat(Math.ceil(5_000_000 / part.length));
      const started = performance.now();
      new NumberReader('.').read(cell);
      isBlankToken(cell);
      isBrokenId(cell);
      yesOrNo(cell);
      expect(performance.now() - started, part).toBeLessThan(500);
    }
  });
});
