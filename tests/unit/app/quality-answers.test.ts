import { describe, expect, test } from 'vitest';
import { defaultIdentity, defaultQuality, qualityChecks, qualityId, type QualityFinding } from '../../../src/domain';
import { sayIn } from '../../../src/app/charts/say';
import { capEffectText, capText, effectText, findingText, repairText } from '../../../src/app/state/quality-text';
import { answered, isCarried, stateOf, type Answers } from '../../../src/app/state/quality-answers';

const nothing: Answers = { quality: defaultQuality, identity: defaultIdentity };
const finding = (over: Partial<QualityFinding> = {}): QualityFinding => ({
  id: qualityId('k', 'duplicates', 'exact', null),
  check: 'duplicates',
  rule: 'exact',
  column: null,
  rows: 2,
  of: 10,
  values: {},
  headers: [],
  examples: [],
  repair: { kind: 'leave-out', changed: 2, before: 10, after: 8 },
  ...over,
});
const spelling = finding({ check: 'spellings', rule: 'typo', spelling: { column: '=product', from: 'Mugg', to: 'Mug' } });

describe('the owner’s answers', () => {
  test.each([finding(), spelling])('each can be given, changed and taken back, without a trace: $check', (one) => {
    const on = answered(nothing, one, 'on');
    expect([stateOf(nothing, one), stateOf(on, one)]).toEqual(['open', 'on']);
    expect(answered(on, one, 'on')).toEqual(on);
    const fine = answered(on, one, 'fine');
    expect(stateOf(fine, one)).toBe('fine');
    expect(answered(fine, one, 'open')).toEqual(nothing);
    expect(answered(on, one, 'open')).toEqual(nothing);
  });

  test('one does not touch another', () => {
    const other = finding({ id: qualityId('k', 'missing', 'needed', 'date') });
    const both = answered(answered(nothing, finding(), 'on'), other, 'fine');
    expect([stateOf(both, finding()), stateOf(both, other), stateOf(both, spelling)]).toEqual(['on', 'fine', 'open']);
    expect(answered(both, spelling, 'on').quality).toEqual(both.quality);
  });

  test('a spelling that was answered among the people counts here too', () => {
    const identity = { ...defaultIdentity, spellings: [{ column: '=product', from: 'Mugg', to: 'Mug' }] };
    expect(stateOf({ ...nothing, identity }, spelling)).toBe('on');
  });
});

describe('a repair that was switched on for one export', () => {
  const of = (file: string, addedAt: number) =>
    finding({ id: qualityId(file, 'duplicates', 'exact', null), layoutId: qualityId('shopify', 'duplicates', 'exact', null), addedAt }); // prettier-ignore
  const [december, january, february, march] = [of('d', 50), of('j', 100), of('f', 200), of('m', 300)];
  const other = { ...of('o', 400), layoutId: qualityId('etsy', 'duplicates', 'exact', null) };
  const on = answered(nothing, january, 'on', 100);
  const states = (answers: Answers) => [december, january, february, march].map((one) => stateOf(answers, one));

  test('holds for the next ones of its layout, and says so', () => {
    expect(states(on)).toEqual(['open', 'on', 'on', 'on']);
    expect([january, february].map((one) => isCarried(on, one))).toEqual([false, true]);
    expect(stateOf(on, other)).toBe('open');
  });

  test('does not hold for a file that was there when it was switched on', () => {
    expect(states(answered(nothing, january, 'on', 200))).toEqual(['open', 'on', 'open', 'on']);
  });

  test('is switched off for one file alone where it was carried to, and for all where it came from', () => {
    const without = answered(on, february, 'open', 300);
    expect(states(without)).toEqual(['open', 'on', 'open', 'on']);
    expect(states(answered(without, february, 'on', 300))).toEqual(['open', 'on', 'on', 'on']);
    const fine = answered(on, february, 'fine', 300);
    expect(states(fine)).toEqual(['open', 'on', 'fine', 'on']);
    // "Ask again" asks, and switches nothing on.
    expect(states(answered(fine, february, 'open', 300))).toEqual(['open', 'on', 'open', 'on']);
    expect(states(answered(on, january, 'open', 300))).toEqual(['open', 'open', 'open', 'open']);
    expect(answered(on, january, 'open', 300)).toEqual(nothing);
  });

  test('may be the other one; each goes before what is carried', () => {
    const capped = answered(nothing, january, 'capped', 100);
    expect(states(capped)).toEqual(['open', 'capped', 'capped', 'capped']);
    expect(states(answered(capped, february, 'on', 300))).toEqual(['open', 'capped', 'on', 'capped']);
    expect(states(answered(capped, january, 'on', 100))).toEqual(['open', 'on', 'on', 'on']);
  });
});

describe('words', () => {
  const rules: Record<string, readonly string[]> = {
    impossible: ['future', 'before', 'negative-quantity', 'zero-quantity', 'negative-price', 'zero-price', 'refund-over', 'off-scale', 'no-email', 'short-phone', 'age'],
    inverted: ['before'],
    duplicates: ['exact', 'alike'],
    near: ['letters', 'one-cell', 'same-order'],
    double: ['minutes'],
    spellings: ['letters', 'typo', 'word'],
    mixed: ['no-number', 'no-date', 'words'],
    outliers: ['ratio', 'difference'],
    missing: ['needed', 'nobody', 'blank-words'],
    gaps: ['days', 'more'],
  }; // prettier-ignore
  const values = { column: 'X', columns: 'X, Y', day: 20_000, from: '2025-01-02', to: '2025-01-05', days: 4, expected: 12, times: 2, low: 1, high: 5, median: 3, words: 'x', amount: 'A', oldest: 120, end: 'Y', both: 1, orders: 2, minutes: 10 }; // prettier-ignore

  test.each(qualityChecks)('every rule of %s has its sentence in both languages', (check) => {
    for (const locale of ['en', 'zh-CN'] as const) {
      for (const rule of rules[check]!) {
        const text = findingText(sayIn(locale), finding({ check, rule, values }));
        expect(text, `${check}.${rule}`).not.toMatch(/[{}]/);
        expect(text.length, rule).toBeGreaterThan(8);
        expect(text).not.toBe(rule);
      }
    }
  });

  test('days and figures are written in the reader’s way; words are left alone', () => {
    const say = sayIn('en');
    expect(findingText(say, finding({ check: 'gaps', rule: 'days', values }))).toContain('from Jan 2, 2025 to Jan 5, 2025');
    expect(
      findingText(say, finding({ check: 'spellings', rule: 'typo', values: { column: 'c', from: '2025-01-02', to: 'x' } })),
    ).toContain('“2025-01-02”');
    const fence = { column: 'amount', low: 0.04971, high: 12345.6, median: 3, currency: 'EUR' };
    expect(findingText(say, finding({ check: 'outliers', rule: 'ratio', values: fence }))).toBe(
      '2 numbers of EUR in amount far from all others: usual is 0.04971 to 12,345.6, with 3 in the middle',
    );
    expect(repairText(say, finding())).toBe('Leave these 2 rows out of every figure');
    expect(effectText(say, finding())).toBe('Rows that count: 10 before, 8 after.');
    const cap = {
      kind: 'cap' as const,
      changed: 2,
      before: 2,
      after: 0,
      low: 0.5,
      high: 1200,
      sum: { before: 9000, after: 4000.5 },
    };
    const far = finding({ check: 'outliers', rule: 'ratio', column: 'amount', values: fence, cap });
    expect(capText(say, far)).toBe('Read them as the nearest usual number: at least 0.5, at most 1,200');
    expect(capEffectText(say, far)).toBe(
      'Numbers in amount beyond that: 2 before, 0 after. All of amount together: 9,000 before, 4,000.5 after.',
    );
    const twice = finding({
      check: 'double',
      rule: 'minutes',
      column: 'order',
      values: { column: 'order', orders: 1, minutes: 10 },
    });
    expect(repairText(say, twice)).toBe('Count this order once');
    const backwards = finding({ check: 'inverted', rule: 'before', column: 'Created', values: { column: 'Created', end: 'Shipped', both: 1 }, repair: { kind: 'blank', changed: 2, before: 120, after: 118 } }); // prettier-ignore
    expect(repairText(say, backwards)).toBe('Leave both dates out of every figure in this row');
    expect(effectText(say, backwards)).toBe('Filled cells in Created and Shipped: 120 before, 118 after.');
    expect([repairText(say, finding({ repair: null })), effectText(say, finding({ repair: null }))]).toEqual(['', '']);
  });
});
