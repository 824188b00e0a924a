import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DelimitedKernels, TextTable } from '../../../src/kernels/delimited';
import { unpackTexts } from '../../../src/domain';

/** What a `Map` says. */
function codesByMap(texts: readonly string[]): { codes: number[]; known: string[] } {
  const known = new Map<string, number>();
  const codes = texts.map((text) => {
    if (!known.has(text)) known.set(text, known.size);
    return known.get(text)!;
  });
  return { codes, known: [...known.keys()] };
}

const check = (texts: readonly string[]) => {
  const table = new TextTable(new DelimitedKernels());
  const expected = codesByMap(texts);
  expect(texts.map((text) => table.codeOf(text))).toEqual(expected.codes);
  expect(table.size).toBe(expected.known.length);
  expect(unpackTexts(table.texts())).toEqual(expected.known);
};

describe('a table of texts', () => {
  it('numbers texts in order of first sight', () => {
    check(['b', 'a', 'b', '', 'a', 'ab', '']);
  });

  it('agrees with a Map on any texts, and where many come', () => {
    const text = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 40 }).map((text) => text.replace(/[\ud800-\udfff]/g, '?')),
      fc.integer({ min: 0, max: 3000 }).map(String),
      fc.constantFrom('12345678', '123456789', '王小明', '😀', 'x'.repeat(300)),
    );
    fc.assert(
      fc.property(fc.array(text, { maxLength: 400 }), (texts) => check(texts)),
      { numRuns: 100 },
    );
  });

  it.each([
    ['in order', (i: number) => String(1_000_000 + i)],
    ['in falling order', (i: number) => String(9_000_000 - i)],
    ['in order, then again', (i: number) => String(1_000_000 + (i % 15_000))],
    ['in no order', (i: number) => `C${(i * 7919) % 10_007}`],
    ['long, and alike at their ends', (i: number) => `customer-${(i * 7919) % 4001}-of-the-shop`],
    ['in order but for a few', (i: number) => (i % 100 === 0 ? 'guest' : `A${1_000_000 + i}`)],
  ])('agrees with a Map on 20,000 %s', (_, text) => {
    check(Array.from({ length: 20_000 }, (_, i) => text(i)));
  });

  it('gives as many of the first as are asked for', () => {
    const table = new TextTable(new DelimitedKernels());
    for (const text of ['c', 'bb', 'é']) table.codeOf(text);
    expect(unpackTexts(table.texts(2))).toEqual(['c', 'bb']);
    expect(unpackTexts(table.texts(0))).toEqual([]);
  });
});
