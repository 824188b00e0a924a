import { describe, expect, it } from 'vitest';
import { read, rolesOf } from './helpers';

/** Sixty rows of a list without a header: who, day, units, price. */
const line = (i: number) => ({
  who: `${(i * 7) % 23}`.padStart(5, '0'),
  other: String((i * 7) % 19),
  day: `2026${String(1 + (i % 9)).padStart(2, '0')}${String(1 + (i % 27)).padStart(2, '0')}`,
  units: String(1 + (i % 4)),
  paid: ((i * 37) % 900) / 10 + 0.05,
});
const lines = Array.from({ length: 60 }, (_, i) => line(i));
const about = (result: Awaited<ReturnType<typeof read>>) => result.report.questions.map(({ about, answer }) => [about, answer]);

describe('a list of orders without a header', () => {
  const text = lines.map(({ who, day, units, paid }) => [who, day, units, paid.toFixed(2)].join(',')).join('\n');

  it('is known by its cells; who is a customer is asked', async () => {
    const result = await read(text);
    expect(rolesOf(result)).toEqual({
      'Column 1': 'customerId',
      'Column 2': 'date',
      'Column 3': 'quantity',
      'Column 4': 'amount',
    });
    expect([result.report.kind, result.report.headerLine]).toEqual(['orders', 0]);
    expect(about(result)).toEqual([['customer-column', 'Column 1']]);
    expect(result.report.questions[0]!.effects).toMatchObject([{ choice: 'Column 1', n: 23, of: 60 }]);
  });

  it('asks between two columns that both may be it, and takes the answer', async () => {
    const two = lines.map(({ who, other, day, units, paid }) => [day, other, who, units, paid.toFixed(2)].join(';')).join('\n');
    const open = await read(two);
    expect(open.report.questions[0]!.choices).toEqual(['Column 2', 'Column 3', 'none']);
    const answered = await read(two, { kind: 'orders', roles: { 'Column 2': 'text', 'Column 3': 'customerId' } });
    expect(rolesOf(answered)).toMatchObject({ 'Column 1': 'date', 'Column 3': 'customerId', 'Column 5': 'amount' });
    expect(about(answered)).toEqual([]);
    const nobody = await read(two, { kind: 'other', roles: { 'Column 2': 'text', 'Column 3': 'text' } });
    expect([nobody.report.kind, about(nobody)]).toEqual(['other', []]);
  });

  it('with the e-mail in it asks nothing', async () => {
    const mails = lines.map(({ who, day, paid }) => [`c${who}@example.com`, day, paid.toFixed(2)].join(',')).join('\n');
    const result = await read(mails);
    expect(rolesOf(result)).toMatchObject({ 'Column 1': 'email' });
    expect(about(result)).toEqual([]);
  });

  it.each([
    ['few rows', text.split('\n').slice(0, 12).join('\n')],
    ['no decimals', lines.map(({ who, day, units }) => [who, day, units].join(',')).join('\n')],
    [
      'eight digits that are no days',
      lines.map(({ who, paid }, i) => [who, 10_000_000 + i * 991, paid.toFixed(2)].join(',')).join('\n'),
    ],
    ['nobody who comes again', lines.map(({ day, paid }, i) => [`A${i}X`, day, paid.toFixed(2)].join(',')).join('\n')],
    ['a header', `ref,day,units,worth\n${text}`],
  ])('%s: nothing is guessed', async (_name, content) => {
    const result = await read(content);
    expect(about(result)).toEqual([]);
    expect(Object.values(rolesOf(result))).not.toContain('customerId');
  });
});
