import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { RowReader } from '../../../src/ingest/row-reader';
import { plain, read } from './helpers';
import { readSlowly, type Found } from './slow-reader';

const numRuns = process.env.KITH_FULL ? 10_000 : 400;

/** What breaks readers: quotes in every place, line ends of every kind, white space that is none, marks of other scripts. */
const piece = fc.constantFrom(
  '"', '"', '"', '""', ',', ',', ',', ';', '\t', '\n', '\n', '\r\n', '\r', ' ', ' ', 'a', 'b1', '0', 'é', '王', '😀', '\u00a0', '\u3000', '\u0000', "'", '=', '\\"', '",', ',"', '"\n', '\n"', '"a,b"', 'a,b,c\n', 'x,y\n',
); // prettier-ignore
// Left to itself the library keeps its lists to some ten pieces, in which nothing swallows anything.
const hostile = fc.array(piece, { maxLength: 90, size: 'max' }).map((pieces) => pieces.join(''));

function readFast(text: string, delimiter: string, width: number | null, slice: number): Found {
  const reader = new RowReader(delimiter, '\n', width);
  const found: Found = { rows: [], lines: [], broken: [] };
  const take = (part: string, final: boolean) => {
    const { rows, lines, broken } = reader.push(part, final);
    found.rows.push(...rows);
    found.lines.push(...lines);
    found.broken.push(...broken);
  };
  for (let at = 0; at < text.length; at += slice) take(text.slice(at, at + slice), false);
  take('', true);
  return found;
}

describe('hostile text', { timeout: 600_000 }, () => {
  it('is read as a slow and simple reader reads it, in pieces of any size', () => {
    fc.assert(
      fc.property(
        hostile,
        fc.constantFrom(',', ';', '\t', '|'),
        fc.constantFrom(null, 1, 2, 3),
        fc.integer({ min: 1, max: 100 }),
        (text, delimiter, width, slice) => {
          expect(readFast(text, delimiter, width, slice)).toEqual(readSlowly(text, delimiter, width));
        },
      ),
      { numRuns },
    );
  });

  const cell = fc
    .array(fc.constantFrom('a', 'b ', '"', '""', ',', '\nz', '\r\nz', 'é', '王', '😀', "'", ' ', '0', '-', '\t'), {
      maxLength: 5,
    })
    .map((parts) => `x${parts.join('')}y`);
  const quoted = (text: string) => `"${text.replaceAll('"', '""')}"`;
  const written = fc.tuple(cell, fc.boolean()).map(([text, always]) => (always || /[",\n\r]/.test(text) ? quoted(text) : text));
  const row = fc.oneof(
    { weight: 12, arbitrary: fc.array(written, { minLength: 3, maxLength: 3 }) },
    { weight: 1, arbitrary: fc.array(written, { minLength: 2, maxLength: 5 }) },
  );
  const table = fc.tuple(fc.array(row, { minLength: 12, maxLength: 40 }), fc.constantFrom('\n', '\r\n'));

  it('as a file, straight from its bytes, gives the same cells, and every odd row is told', async () => {
    await fc.assert(
      fc.asyncProperty(table, fc.integer({ min: 1, max: 3000 }), async ([rows, newline], slice) => {
        const text = ['email,second,third', ...rows.map((cells) => cells.join(','))].join(newline) + newline;
        const roles = { email: 'text', second: 'text', third: 'text' } as const;
        const { table: got, rejects, report } = await read(text, { delimiter: ',', roles, kind: 'other' }, slice);
        const slow = readSlowly(text, ',', 3);
        const data = slow.rows.slice(1);
        const kept = data.filter((cells) => cells.length <= 3);
        const trimmed = [0, 1, 2].map((column) => kept.map((cells) => cells[column]?.trim() || null));
        expect(got.columns.map(plain)).toEqual(trimmed);
        expect(report.rowsRead).toBe(data.length + slow.broken.length);
        const wide = slow.lines.slice(1).filter((_, i) => data[i]!.length > 3);
        expect(rejects.map(({ line }) => line)).toEqual([...wide, ...slow.broken.map(({ line }) => line)].sort((a, b) => a - b));
      }),
      { numRuns: process.env.KITH_FULL ? numRuns : numRuns / 4 },
    );
  });
});

describe('five megabytes of one kind', () => {
  const size = 5_000_000;
  const header = 'customer id,date,amount,note\nA,2026-01-02,5,x\nB,2026-01-03,6,y\n';
  const lines: Record<string, string> = {
    quotes: '"'.repeat(size),
    'quotes and words': '"a'.repeat(size / 2),
    'quoted quotes': `"${'""'.repeat(size / 2)}`,
    'quotes before commas': '",'.repeat(size / 2),
    'cells of quotes': '"",'.repeat(size / 3),
    spaces: ' '.repeat(size),
    'a quote and spaces': `"${' '.repeat(size)}x`,
    'quotes and spaces': '" '.repeat(size / 2),
    commas: ','.repeat(size),
    digits: '1'.repeat(size),
    'digits and commas in a cell': `C,2026-01-04,"${'1,'.repeat(size / 2)}",z`,
    dashes: '-'.repeat(size),
    'at signs': `C,2026-01-04,7,${'a@'.repeat(size / 2)}`,
    dots: `C,2026-01-04,7,${'a.'.repeat(size / 2)}`,
    'date after date': `C,${'2026-01-04 '.repeat(size / 11)},7,z`,
    'line ends': '\n'.repeat(size),
    'carriage returns': '\r'.repeat(size),
    'short lines': 'a\n'.repeat(size / 2),
    'words after empty lines': '\nname,city,tier\n'.repeat(size / 16),
    'open quotes, line after line': '"a\n'.repeat(size / 3),
    'no-break spaces': '\u00a0'.repeat(size / 2),
  };

  /** Seconds of this process's work, whoever else keeps the machine busy. */
  async function secondsOf(text: string): Promise<number> {
    const began = process.cpuUsage();
    await read(text).catch((thrown: unknown) => expect((thrown as { code?: string }).code).toMatch(/^file\//));
    const { user, system } = process.cpuUsage(began);
    return (user + system) / 1e6;
  }
  // Whatever grows faster than the text would take minutes. A busy machine slows work down by what others do to its caches.
  const limit = process.env.CI ? 6 : 2;

  it.each(Object.keys(lines))(
    '%s: read or refused in time',
    async (name) => {
      const seconds = await secondsOf(`${header}${lines[name]!}\nD,2026-01-05,8,w\n`);
      if (process.env.KITH_TIMES) console.log(`${name}: ${Math.round(seconds * 1000)} ms`);
      expect(seconds).toBeLessThan(limit);
    },
    60_000,
  );

  const alone = ['"', ',', ' ', 'a b ', '"a,b",', '1 ', '\t', '20260101 ', 'a@', 'a@b.c,', '"\n', ',\n', '1;', 'é'];
  it.each(alone)('%j a million times, without a header or another line', async (unit) => {
    const seconds = await secondsOf(unit.repeat(1_000_000));
    if (process.env.KITH_TIMES) console.log(`only ${unit}: ${Math.round(seconds * 1000)} ms`);
    expect(seconds).toBeLessThan(limit);
  });
});
