import { describe, expect, test } from 'vitest';
import { defaultIdentity, defaultQuality, qualityChecks, qualityId, type QualityFinding } from '../../../src/domain';
import { sayIn } from '../../../src/app/charts/say';
import { effectText, findingText, repairText } from '../../../src/app/state/quality-text';
import { answered, stateOf, type Answers } from '../../../src/app/state/quality-answers';

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

describe('words', () => {
  const rules: Record<string, readonly string[]> = {
    impossible: ['future', 'before', 'negative-quantity', 'zero-quantity', 'negative-price', 'zero-price', 'refund-over', 'off-scale', 'no-email', 'short-phone', 'age'],
    duplicates: ['exact', 'alike'],
    near: ['letters', 'one-cell', 'same-order'],
    spellings: ['letters', 'typo', 'word'],
    mixed: ['no-number', 'no-date', 'words'],
    outliers: ['ratio', 'difference'],
    missing: ['needed', 'nobody', 'blank-words'],
    gaps: ['days', 'more'],
  }; // prettier-ignore
  const values = { column: 'X', columns: 'X, Y', day: 20_000, from: '2025-01-02', to: '2025-01-05', days: 4, expected: 12, times: 2, low: 1, high: 5, median: 3, words: 'x', amount: 'A', oldest: 120 }; // prettier-ignore

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
    expect([repairText(say, finding({ repair: null })), effectText(say, finding({ repair: null }))]).toEqual(['', '']);
  });
});
