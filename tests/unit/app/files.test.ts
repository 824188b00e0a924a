import { describe, expect, test } from 'vitest';
import { isElsewhere } from '../../../src/app/state/elsewhere';
import { pastedFile } from '../../../src/app/state/files';
import { patchSettings } from '../../../src/app/state/ports';
import { progressText, stageText } from '../../../src/app/state/progress-text';
import { rejectsCsv } from '../../../src/app/state/rejects';
import { answerPatch, mergeOptions } from '../../../src/app/state/staging.svelte';
import { shownAsOf } from '../../../src/app/state/data.svelte';
import { dayFromCivil, defaultSettings, type Reject } from '../../../src/domain';
import { formatsFor, translate, type MessageKey } from '../../../src/text';

const t = (key: MessageKey, values = {}) => translate('en', key, values);

describe('rejected rows as a file', () => {
  const reject = (line: number, raw: string): Reject => ({ line, code: 'row/too-many-fields', values: {}, raw });

  test('line, reason and the line itself, quoted where it must be', async () => {
    const csv = rejectsCsv([reject(7, 'a,"b"'), reject(9, 'plain')], ['Line', 'Why', 'Text'], () => 'too many');
    const bytes = new Uint8Array(await csv.arrayBuffer());
    expect([...bytes.subarray(0, 3)]).toEqual([0xef, 0xbb, 0xbf]);
    expect(new TextDecoder().decode(bytes)).toBe('Line,Why,Text\r\n7,too many,"a,""b"""\r\n9,too many,plain\r\n');
  });

  test('no cell runs as a formula', async () => {
    const csv = rejectsCsv([reject(1, '=HYPERLINK("x")'), reject(2, '@a'), reject(3, '-5')], ['a', 'b', 'c'], () => '+why');
    const text = await csv.text();
    expect(text).toContain(`"'=HYPERLINK(""x"")"`);
    expect(text).toContain(`'@a`);
    expect(text).toContain(`'+why`);
    expect(text).toContain(',-5\r\n');
  });
});

test('pasted text is a file, blank text is none', async () => {
  const file = pastedFile('id,paid\n1,2\n', 'Pasted.csv');
  expect(file?.name).toBe('Pasted.csv');
  expect(await file?.file.text()).toBe('id,paid\n1,2\n');
  expect(pastedFile(' \n\t', 'x')).toBeNull();
});

test('only other origins count as elsewhere', () => {
  const origin = 'http://127.0.0.1:4173';
  expect(isElsewhere(`${origin}/assets/a.js`, origin)).toBe(false);
  expect(isElsewhere(`blob:${origin}/1-2`, origin)).toBe(false);
  expect(isElsewhere('data:text/css,', origin)).toBe(false);
  expect(isElsewhere('http://127.0.0.1:4174/x', origin)).toBe(true);
  expect(isElsewhere('https://example.org/', origin)).toBe(true);
});

describe('what the owner overrules', () => {
  test('adds up, column by column', () => {
    const first = mergeOptions({}, { roles: { a: 'email' }, kind: 'orders' });
    const second = mergeOptions(first, { roles: { b: 'date' }, delimiter: ';' });
    expect(mergeOptions(second, { roles: { a: 'ignore' } })).toEqual({
      kind: 'orders',
      delimiter: ';',
      roles: { a: 'ignore', b: 'date' },
    });
    expect(first).toEqual({ roles: { a: 'email' }, kind: 'orders' });
  });

  test('an answer becomes the option it is about', () => {
    expect(answerPatch('date-order', 'when', 'day-first')).toEqual({ dateOrders: { when: 'day-first' } });
    expect(answerPatch('decimal', 'paid', ',')).toEqual({ decimals: { paid: ',' } });
    expect(answerPatch('customer-column', 'Column 1', 'Column 2', ['Column 1', 'Column 2', 'none'])).toEqual({
      kind: 'orders',
      roles: { 'Column 1': 'text', 'Column 2': 'customerId' },
    });
    expect(answerPatch('customer-column', 'Column 1', 'none', ['Column 1', 'none'])).toEqual({
      kind: 'other',
      roles: { 'Column 1': 'text' },
    });
    expect(answerPatch('positive-label', 'churn', 'Yes')).toEqual({ positives: { churn: 'Yes' } });
  });

  test('settings are patched a level deep and not touched', () => {
    const patched = patchSettings(defaultSettings, { asOf: 7, segments: { k: 4 } });
    expect(patched.segments).toEqual({ ...defaultSettings.segments, k: 4 });
    expect(patched.churn).toEqual(defaultSettings.churn);
    expect(patched.asOf).toBe(7);
    expect(defaultSettings.asOf).toBeNull();
  });

  test('the date box shows the day set, else the day used', () => {
    expect(shownAsOf(dayFromCivil(2026, 2, 3), 1)).toBe('2026-02-03');
    expect(shownAsOf(null, dayFromCivil(2025, 12, 31))).toBe('2025-12-31');
    expect(shownAsOf(null, null)).toBe('');
  });
});

test('progress in words', () => {
  const busy = { stage: 'read', name: null, done: 1200, total: 5000, unit: 'rows' } as const;
  expect(stageText(busy, t)).toBe('Reading your file');
  expect(progressText(busy, t, formatsFor('en'))).toBe('1,200 of 5,000 rows');
  expect(progressText({ ...busy, total: null }, t, formatsFor('en'))).toBe('1,200 rows so far');
  expect(progressText({ ...busy, unit: 'bytes', total: 5_000_000 }, t, formatsFor('en'))).toBe('1.2 kB of 5 MB');
  expect(progressText({ ...busy, done: 0, total: null }, t, formatsFor('en')).trim()).toBe('');
});
