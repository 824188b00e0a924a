import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { emptyMask, packedTextColumn, packTexts, setNull, unpackTexts } from '../../../src/domain';
import { cutDictionary, joinDictionary, partBytes } from '../../../src/store/dictionaries';
import { narrow, restoreNaN, widen } from '../../../src/store/narrow';

/** Bytes an element takes as it would be kept, after holding the way back to the bit. */
function keptBytes(values: Float64Array | Int32Array | Uint32Array, nulls: Uint8Array | null = null): number {
  const kept = narrow('x', values, nulls ?? undefined);
  const back = new (values.constructor as new (length: number) => typeof values)(values.length);
  widen(kept, 'x', back, 0);
  if (back instanceof Float64Array) restoreNaN(back, nulls);
  expect(new Uint8Array(back.buffer)).toEqual(new Uint8Array(values.buffer));
  return kept['x']!.BYTES_PER_ELEMENT;
}

describe('narrow numbers', () => {
  it.each([
    ['counts', [1, 2, 3, 250], 1],
    ['money', [19.99, 0.1, 1234.56, -5], 4],
    ['small money', [1.5, 2.25, 0], 1],
    ['instants in whole seconds', [1_767_225_600_000, 1_767_312_000_000], 4],
    ['instants in milliseconds', [1_767_225_600_001, 1_767_229_600_000], 4],
    ['thousandths', [0.001, 1], 8],
    ['huge', [1e300, 1], 8],
    ['minus nought', [-0, 1], 8],
    ['infinity', [Number.POSITIVE_INFINITY, 1], 8],
    ['NaN that no mask tells', [Number.NaN, 1], 8],
    ['beyond exact whole numbers', [2 ** 53, 2 ** 53 + 2], 8],
    ['none', [], 8],
  ])('%s', (_, values, bytes) => {
    expect(keptBytes(Float64Array.from(values))).toBe(bytes);
  });

  it('missing ones', () => {
    const nulls = emptyMask(20);
    const values = Float64Array.from({ length: 20 }, (_, i) => (i % 3 === 0 ? Number.NaN : i / 100));
    values.forEach((value, i) => Number.isNaN(value) && setNull(nulls, i));
    expect(keptBytes(values, nulls)).toBe(1);
    expect(keptBytes(new Float64Array(9).fill(Number.NaN), Uint8Array.of(255, 1))).toBe(1);
  });

  it('days and codes', () => {
    expect(keptBytes(Int32Array.of(20_000, 20_300, 19_990))).toBe(2);
    expect(keptBytes(Int32Array.of(-2_147_483_648, 2_147_483_647))).toBe(4);
    expect(keptBytes(Uint32Array.of(70_001, 70_000))).toBe(1);
    expect(keptBytes(Uint32Array.of(4_294_967_295, 4_294_967_294))).toBe(4);
  });

  it('any numbers come back to the bit', () => {
    const value = fc.oneof(
      fc.double(),
      fc.integer(),
      fc.integer({ min: -1e9, max: 1e9 }).map((n) => n / 100),
      fc.integer({ min: 0, max: 4e9 }).map((n) => n * 1000),
    );
    fc.assert(fc.property(fc.array(value, { maxLength: 50 }), (values) => void keptBytes(Float64Array.from(values))));
    fc.assert(fc.property(fc.array(fc.integer(), { maxLength: 50 }), (values) => void keptBytes(Int32Array.from(values))));
  });
});

describe('dictionaries as bytes', () => {
  const wayBack = (dictionary: readonly string[]) => {
    const parts = cutDictionary({ dictionary });
    const joined = joinDictionary(parts);
    return { strings: 'bytes' in joined ? unpackTexts(joined) : joined, parts };
  };

  it('any strings come back, half surrogate pairs too', () => {
    const text = fc.oneof(fc.string({ unit: 'binary' }), fc.constantFrom('', '\ufeff', '\ufffd', '\ud800', '王', '😀'));
    fc.assert(fc.property(fc.array(text), (texts) => void expect(wayBack(texts).strings).toEqual(texts)));
  });

  it('are cut, wherever that is, into records that are not too large', () => {
    const texts = ['x'.repeat(5 << 20), ...Array.from({ length: 1_100_000 }, (_, i) => String(i % 7)), '王'.repeat(1 << 20)];
    const { strings, parts } = wayBack(texts);
    expect(parts.length).toBeGreaterThan(2);
    expect(Math.max(...parts.map(partBytes))).toBeLessThan(8 << 20);
    expect(strings.length).toBe(texts.length);
    expect(strings.every((text, i) => text === texts[i])).toBe(true);
  });

  it('make no strings until somebody asks', () => {
    const packed = packTexts(['a', 'b'])!;
    const column = packedTextColumn(Uint32Array.of(1, 0), packed, null);
    expect(cutDictionary(column)).toEqual([{ bytes: Uint8Array.of(97, 98), lengths: Uint8Array.of(1, 1) }]);
    expect(column.dictionary).toEqual(['a', 'b']);
    expect(column.dictionary).toBe(column.dictionary);
  });
});
