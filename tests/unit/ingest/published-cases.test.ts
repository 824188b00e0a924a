import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { runInNewContext } from 'node:vm';
import { describe, expect, it } from 'vitest';
import { detectDelimiter } from '../../../src/ingest/delimiter';
import { RowReader } from '../../../src/ingest/row-reader';
import { plain, read } from './helpers';

const require = createRequire(import.meta.url);

describe('csv-spectrum', () => {
  const folder = dirname(require.resolve('csv-spectrum/package.json'));
  const names = readdirSync(join(folder, 'csvs')).map((name) => name.replace(/\.csv$/, ''));

  it('is here', () => {
    expect(names).toHaveLength(12);
  });

  it.each(names)('%s', async (name) => {
    const bytes = new Uint8Array(readFileSync(join(folder, 'csvs', `${name}.csv`)));
    const json = JSON.parse(readFileSync(join(folder, 'json', `${name}.json`), 'utf8')) as unknown;
    const records = (Array.isArray(json) ? json : [json]) as Record<string, string>[];
    // This one's JSON gives a telephone number that its CSV does not have.
    if (name === 'location_coordinates') records[0]!['Contact Phone Number'] = '2095257564';
    const headers = Object.keys(records[0]!);
    const roles = Object.fromEntries(headers.map((header) => [header, 'text' as const]));
    const { table, report } = await read(bytes, { roles, kind: 'other' });
    expect(table.names).toEqual(headers);
    expect(report).toMatchObject({ delimiter: ',', rowsImported: records.length, rowsRejected: 0 });
    // White space around a cell and its absence are one to us.
    expect(table.columns.map(plain)).toEqual(headers.map((header) => records.map((record) => record[header]!.trim() || null)));
  });
});

interface Case {
  readonly description: string;
  readonly input: string;
  readonly config?: Readonly<Record<string, unknown>>;
  readonly expected: { readonly data: readonly unknown[]; readonly errors?: readonly { readonly code?: string }[] };
}

/** The lists of cases in PapaParse's own tests, which come with the package. */
function casesOf(list: string): readonly Case[] {
  const source = readFileSync(join(dirname(require.resolve('papaparse/package.json')), 'tests', 'test-cases.js'), 'utf8');
  const from = source.indexOf(`var ${list} = [`);
  const to = source.indexOf('\n];', from);
  const literal = source.slice(source.indexOf('[', from), to + 2);
  const known = {
    RECORD_SEP: '\x1e',
    UNIT_SEP: '\x1f',
    Papa: { BAD_DELIMITERS: [], RECORD_SEP: '\x1e', UNIT_SEP: '\x1f' },
    assert: {},
  };
  return (runInNewContext(`(${literal})`, known) as Case[]).filter(({ config = {}, input, expected }) => {
    const ours = Object.keys(config).every((key) => ['delimiter', 'newline'].includes(key));
    const { delimiter = ',', newline = '\n' } = config;
    return (
      ours &&
      typeof delimiter === 'string' &&
      delimiter.length === 1 &&
      newline === '\n' &&
      !/^\ufeff|\r/.test(input) &&
      Array.isArray(expected.data[0])
    );
  });
}

describe('PapaParse’s own cases', () => {
  const cases = [...casesOf('CORE_PARSER_TESTS'), ...casesOf('PARSE_TESTS')];

  it('are here', () => {
    expect(cases.length).toBeGreaterThan(50);
  });

  it.each(cases)('$description: $input', ({ input, config, expected }) => {
    const delimiter = (config?.delimiter as string | undefined) ?? detectDelimiter(input, true).delimiter;
    const { rows, broken } = new RowReader(delimiter, '\n', null).push(input, true);
    if (expected.errors?.some(({ code }) => code === 'MissingQuotes')) {
      // PapaParse gives all that an open quote swallowed as one cell; we give the line up and read on.
      expect(broken[0]).toEqual({ line: 1, raw: input.split('\n')[0] });
      expect(rows.length + broken.length).toBe(input.split('\n').length);
      return;
    }
    // A line end after the last row begins no row for us.
    const data = expected.data.filter(
      (row, i) => !(i === expected.data.length - 1 && input.endsWith('\n') && String(row) === ''),
    );
    expect(rows).toEqual(JSON.parse(JSON.stringify(data)));
    expect(broken).toEqual([]);
  });
});
