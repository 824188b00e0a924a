import { describe, expect, it } from 'vitest';
import type { ReadResult } from '../../../src/ingest';
import { presets } from '../../../src/ingest';
import { presetCases, type PresetCase } from './preset-cases';
import { read, rolesOf } from './helpers';

const cell = (text: string) => (/[",\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);

/** The case as a file: `shown` are the headers, by way of `written` as they stand in the file. */
function file({ rows }: PresetCase, shown: readonly string[], written: (header: string) => string = (header) => header): string {
  const lines = rows.map((row) => shown.map((header) => cell(row[header] ?? '')).join(','));
  return [shown.map((header) => cell(written(header))).join(','), ...lines, ''].join('\n');
}

function expectKnown({ preset, kind, roles, rows }: PresetCase, result: ReadResult, missing?: string): void {
  expect(result.report).toMatchObject({ preset, kind, rowsImported: rows.length });
  const expected = Object.fromEntries(Object.entries(roles).filter(([header]) => header !== missing));
  expect(rolesOf(result)).toMatchObject(expected);
}

const named = presetCases.map((one) => [`${one.preset} (${one.header.length} columns)`, one] as const);

describe('exports known by their header', () => {
  it.each(named)('%s', async (_, one) => {
    const result = await read(file(one, one.header));
    expectKnown(one, result);
    for (const column of result.report.columns) expect(column.unreadable, column.name).toBe(0);
  });

  it.each(named)('%s: columns moved and padded, one added', async (_, one) => {
    const shown = [...one.header.slice(1), 'Zusatz', one.header[0]!].reverse();
    expectKnown(one, await read(file(one, shown, (header) => ` ${header.replace(' ', '  ')} `)));
  });

  it.each(named)('%s: without a column that does not tell it', async (_, one) => {
    const needed = presets.filter(({ id }) => id === one.preset).flatMap(({ needs, oneOf = [] }) => [...needs, ...oneOf]);
    const told = new Set([
      ...needed.map((header) => header.toLowerCase()),
      ...Object.keys(one.roles).map((h) => h.toLowerCase()),
    ]);
    const spare = one.header.find((header) => !told.has(header.toLowerCase()));
    if (spare === undefined) return expect(one.header.length).toBeLessThan(10);
    expectKnown(
      one,
      await read(
        file(
          one,
          one.header.filter((header) => header !== spare),
        ),
      ),
      spare,
    );
  });

  it('are all tried here', () => {
    expect(new Set(presetCases.map(({ preset }) => preset))).toEqual(new Set(presets.map(({ id }) => id)));
  });
});
