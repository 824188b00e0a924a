import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isoDay } from '../../../src/domain';
import { plain, read } from './helpers';

interface Made {
  readonly headers: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

/** Cells that are unmistakably text: no numbers, dates or blanks, but all that quoting must survive. */
const textCell = fc
  .array(fc.constantFrom('a', 'é', '王', '😀', ',', ';', '\t', '|', '"', '""', '\n', '\r\n', ' ', "'", '<b>', '=1+1'), {
    minLength: 0,
    maxLength: 8,
  })
  .map((parts) => `x${parts.join('')}x`);
const numberCell = fc.oneof(
  fc.integer({ min: -1e9, max: 1e9 }).map(String),
  fc.integer({ min: -999_999, max: 999_999 }).map((n) => (n / 100).toFixed(2)),
);
const dayCell = fc.integer({ min: 0, max: 25_000 }).map(isoDay);
const blankable = (cell: fc.Arbitrary<string>) =>
  fc.oneof({ weight: 6, arbitrary: cell }, { weight: 1, arbitrary: fc.constant('') });

const made: fc.Arbitrary<Made> = fc
  .array(
    fc.tuple(
      blankable(textCell), // words
      blankable(numberCell), // weight
      blankable(dayCell), // seen
    ),
    { minLength: 3, maxLength: 60, size: 'max' },
  )
  .map((rows) => ({
    headers: ['customer id', 'words', 'weight', 'seen'],
    rows: rows.map((row, i) => [`C${i}`, ...row]),
  }));

const layout = fc.record({
  delimiter: fc.constantFrom(',', ';', '\t', '|'),
  newline: fc.constantFrom('\n', '\r\n'),
  quoting: fc.constantFrom('all', 'needed'),
  lastNewline: fc.boolean(),
  mark: fc.boolean(),
});
type Layout = typeof layout extends fc.Arbitrary<infer T> ? T : never;

function write({ headers, rows }: Made, { delimiter, newline, quoting, lastNewline, mark }: Layout): string {
  const cell = (text: string) =>
    quoting === 'all' || /["\n\r]/.test(text) || text.includes(delimiter) ? `"${text.replaceAll('"', '""')}"` : text;
  const lines = [headers, ...rows].map((row) => row.map(cell).join(delimiter));
  return (mark ? '\ufeff' : '') + lines.join(newline) + (lastNewline ? newline : '');
}

/** What reading must give back: the same words, numbers and days. */
function expected({ rows }: Made): unknown[][] {
  const column = (i: number, as: (cell: string) => unknown) => rows.map((row) => (row[i] === '' ? null : as(row[i]!)));
  return [column(0, String), column(1, (cell) => cell.trim()), column(2, Number), column(3, String)];
}

const runs = { numRuns: process.env.KITH_FULL ? 400 : 60 };

describe('round trip', { timeout: 600_000 }, () => {
  it('a written table comes back equal', async () => {
    await fc.assert(
      fc.asyncProperty(made, layout, async (table, how) => {
        const filled = [1, 2, 3].every((i) => table.rows.some((row) => row[i] !== ''));
        fc.pre(filled);
        const result = await read(write(table, how), {
          delimiter: how.delimiter,
          roles: { seen: 'date', weight: 'number', words: 'text' },
        });
        const got = result.table.columns.map((column, i) =>
          i === 3 ? plain(column).map((day) => (day === null ? null : isoDay(day as number))) : plain(column),
        );
        expect(got).toEqual(expected(table));
        expect(result.report).toMatchObject({ rowsRead: table.rows.length, rowsRejected: 0, blankLines: 0, headerLine: 1 });
      }),
      runs,
    );
  });

  it('is the same through slices of any size', async () => {
    await fc.assert(
      fc.asyncProperty(made, layout, fc.integer({ min: 1, max: 300 }), async (table, how, slice) => {
        const text = write(table, how);
        const whole = await read(text, {}, 1 << 20);
        const sliced = await read(text, {}, slice);
        expect(sliced.report).toEqual(whole.report);
        expect(sliced.table).toEqual(whole.table);
        expect(sliced.rejects).toEqual(whole.rejects);
      }),
      runs,
    );
  });
});

/** Anything that might stand in a file someone drops. */
const junk = fc
  .array(
    fc.constantFrom(
      'a',
      '1',
      '2026-01-02',
      '13/02/2026',
      ',',
      ',',
      ',',
      '"',
      '"',
      '\n',
      '\n',
      '\r\n',
      ' ',
      '""',
      'Total',
      '5,5',
      '王',
      '\t',
      ';',
      '\u0000'.slice(1),
    ),
    { maxLength: 120, size: 'max' },
  )
  .map((parts) => parts.join(''));

describe('anything', { timeout: 600_000 }, () => {
  it('is read or refused with a code, loses no row, and does not mind slices', async () => {
    await fc.assert(
      fc.asyncProperty(junk, fc.integer({ min: 1, max: 40 }), async (body, slice) => {
        const text = `customer id,date,amount\n${body}`;
        const outcome = async (size: number) => {
          try {
            return await read(text, {}, size);
          } catch (thrown) {
            const code = (thrown as { code?: string }).code;
            expect(code).toMatch(/^file\//);
            return code;
          }
        };
        const whole = await outcome(1 << 20);
        const sliced = await outcome(slice);
        if (typeof whole === 'string' || typeof sliced === 'string' || !whole || !sliced) {
          expect(sliced).toBe(whole);
          return;
        }
        expect(sliced.report).toEqual(whole.report);
        expect(sliced.rejects).toEqual(whole.rejects);
        expect(sliced.table).toEqual(whole.table);
        const { rowsRead, rowsImported, rowsRejected } = whole.report;
        expect(rowsRead).toBe(rowsImported + rowsRejected);
        expect(whole.table.rows).toBe(rowsImported);
        expect(whole.rejects).toHaveLength(rowsRejected);
        const lines = text.split('\n').length;
        for (const { line } of whole.rejects) expect(line).toBeLessThanOrEqual(lines);
      }),
      { numRuns: runs.numRuns * 5 },
    );
  });

  it('every non-blank line without quotes is a row or a reject, or of another table below', async () => {
    const cell = fc.constantFrom('a', 'Kim Lee', '1', '5.5', '2026-01-02', '', ' ', 'x,y', 'Total', '-');
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.array(cell, { minLength: 1, maxLength: 5 }), { minLength: 1, maxLength: 40 }),
        async (rows) => {
          const lines = rows.map((row) => row.join(','));
          const data = lines.filter((line) => line.replaceAll(',', '').trim() !== '').length;
          fc.pre(data > 0);
          const { report } = await read(`customer id,date,amount\n${lines.join('\n')}\n`);
          const own = lines.slice(0, (report.otherTables?.[0] ?? Infinity) - 2);
          const mine = own.filter((line) => line.replaceAll(',', '').trim() !== '').length;
          expect(report.headerLine).toBe(1);
          expect(mine).toBeGreaterThan(0);
          expect(report.rowsRead).toBe(mine);
          expect(report.rowsImported + report.rowsRejected).toBe(mine);
          expect(report.blankLines).toBe(own.length - mine);
        },
      ),
      { numRuns: runs.numRuns * 2 },
    );
  });
});

/** Cells that the columns take from the bytes, and cells that they must not. */
const awkward = fc.oneof(
  { weight: 8, arbitrary: fc.constantFrom('C1', 'C22', 'S-100', 'Tea', '12', '-3', '4.50', '0.125', '2026-03-05', '2026-03-06T10:00:00Z') },
  { weight: 2, arbitrary: fc.integer({ min: -1e6, max: 1e6 }).map((n) => (n / 1000).toString()) },
  {
    weight: 2,
    arbitrary: fc.constantFrom(
      ...['', ' ', '-', 'NA', 'n/a', '无', 'null', ' Tea ', 'Thé', '王芳', '😀', '\u00a0Tea\u00a0', '\ufeffTea', "'0012", '`77', '="34"', '’5'],
      ...['1,5', '1.234,50', '1,234.50', '(33.62)', '12-', '$8.00', '8 %', '1e3', '713752e1', '4.687E+11', '4,687E+11', '131.77(已退款89.84)', '50(已全额退款)', "1'234.56", '15.000', '15,000', 'Na', '#N/A', '(not set)', '007', '.5', '5.', '-', '--', '1234567890123456', '0.1234567890123456789'],
      ...['03/04/26', '31/01/2026', '01/31/2026', '2026/8/1 11:05', '31.01.2026', '2024年1月31日', '31-Jul-18', 'Sep 4, 2026 1:05 AM PDT', '20260131', '10-Dez-25', '31 de enero de 2024', '2024年1月31日 下午2:05', 'Fri, 04 Sep 2026 10:00 +0200', '1706659200', '1706713506123', '45322', '2026-02-30', '2026-03-05 10:00 +0400', ' 2026-03-05 '],
      ...['Total', 'total:', 'Summe', 'Smith', '合计', 'customer', 'customer id', 'date', 'amount', 'a"b', '""', '"q"', '"a ""b"" c"', '"x,y"', '"x\ny"', '"x" ', '"x"y', '"open', '\u0001', 'x\u0001'],
    ),
  },
); // prettier-ignore
const awkwardFile = fc.record({
  rows: fc.array(fc.array(awkward, { minLength: 1, maxLength: 6 }), { maxLength: 30, size: 'max' }),
  good: fc.integer({ min: 8, max: 20 }),
  width: fc.integer({ min: 1, max: 5 }),
  newline: fc.constantFrom('\n', '\r\n'),
  delimiter: fc.constantFrom(',', ';', '\t'),
  header: fc.boolean(),
  decimal: fc.constantFrom(undefined, '.' as const, ',' as const),
  encoding: fc.constantFrom('utf-8', 'utf-8', 'utf-8', 'latin', 'broken'),
});

describe('straight from the bytes', { timeout: 600_000 }, () => {
  it('reads as through text', async () => {
    let direct = 0;
    await fc.assert(
      fc.asyncProperty(awkwardFile, fc.integer({ min: 1, max: 200 }), async (file, slice) => {
        const { delimiter, newline, width, good, decimal } = file;
        const names = ['customer id', 'date', 'amount', 'note', 'ref'].slice(0, width);
        const usual = ['C7', '2026-01-15', '12.50', 'Tea', '5'].slice(0, width);
        const lines = Array.from({ length: good }, () => usual);
        for (const row of file.rows) lines.push(row.length > 4 ? row : [...row, ...usual.slice(row.length)]);
        const text = (file.header ? [names, ...lines] : lines).map((cells) => cells.join(delimiter)).join(newline);
        let bytes = new TextEncoder().encode(text);
        if (file.encoding === 'latin') bytes = Uint8Array.from(text, (unit) => unit.charCodeAt(0) & 0xff);
        if (file.encoding === 'broken') bytes = bytes.map((byte, i) => (i > 60 && i % 97 === 0 && byte > 64 ? 0xff : byte));
        const options =
          decimal === undefined || width < 3 || !file.header ? { delimiter } : { delimiter, decimals: { amount: decimal } };
        const outcome = async (size: number) => {
          try {
            return await read(bytes, options, size);
          } catch (thrown) {
            return (thrown as { code?: string }).code ?? String(thrown);
          }
        };
        // In one slice all of it goes as text; in small ones, what comes after the first rows goes as bytes.
        const [whole, sliced] = [await outcome(1 << 24), await outcome(slice)];
        expect(sliced).toEqual(whole);
        if (typeof sliced !== 'string') direct++;
      }),
      { numRuns: runs.numRuns * 10 },
    );
    expect(direct).toBeGreaterThan(runs.numRuns);
  });

  it('columns of many different texts, short and long, ASCII or not', async () => {
    const text = (i: number) => `${i % 3 === 0 ? '王' : i % 3 === 1 ? '😀' : 'x'.repeat(i % 90)}${(i * 7919) % 10_007}`;
    const rows = Array.from({ length: 20_000 }, (_, i) => `C${i},${text(i)}\n`);
    const result = await read(`customer id,words\n${rows.join('')}`, { roles: { words: 'text' } }, 4096);
    expect(plain(result.table.columns[1]!)).toEqual(rows.map((_, i) => text(i)));
    expect(plain(result.table.columns[0]!)).toEqual(rows.map((_, i) => `C${i}`));
  });
});
