import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { packTexts, packedTextColumn, textOfCode, countTexts, type TextColumn } from '../../../../src/domain';
import { fold } from '../../../../src/features/names';
import { findDuplicates } from '../../../../src/features/quality/duplicates';
import { fenceOf, fenceOfCounted, isSkewed, isSkewedCounted } from '../../../../src/features/quality/fence';
import { foldedCodes } from '../../../../src/features/quality/folded';
import { findNearDuplicates } from '../../../../src/features/quality/near-duplicates';
import { findAlike } from '../../../../src/features/quality/row-codes';
import { tallyValues } from '../../../../src/features/quality/tally';
import { runAll } from '../../../../src/features/steps';
import { makeTable } from '../make-table';
import { asTaken, found, times } from './look';

const packed = (texts: readonly string[]): TextColumn =>
  packedTextColumn(
    Uint32Array.from(texts, (_, code) => code),
    packTexts(texts)!,
    null,
  );

describe('values that are counted', () => {
  const numbers = fc.array(fc.oneof(fc.constantFrom(0, 1, 2, 5, 9.99), fc.double({ noNaN: true, min: -50, max: 900 })), {
    maxLength: 160,
  });

  it('have the fence that they have one by one', () => {
    fc.assert(
      fc.property(numbers, fc.boolean(), (values, ratios) => {
        const judged = Float64Array.from(values.filter((value) => !ratios || value > 0)).map((value) => value + 0);
        const different = Float64Array.from(new Set(judged)).sort();
        const counts = Int32Array.from(different, (value) => judged.filter((other) => other === value).length);
        expect(fenceOfCounted(different, counts, judged.length, ratios)).toEqual(fenceOf(judged.slice(), ratios));
        expect(isSkewedCounted(different, counts, judged.length)).toBe(isSkewed(judged.slice()));
      }),
      { numRuns: 400 },
    );
  });

  it('are tallied by group, however many there are', () => {
    // The first group has more different values than are counted.
    const values = Float64Array.from({ length: 300_000 }, (_, at) => (at % 2 === 0 ? at / 7 : at % 40));
    values[3] = Number.NaN;
    values[5] = -0;
    const tallies = runAll(tallyValues(values, { names: ['a', 'b'], of: (row) => row % 2 }));
    const own = (group: number) => values.filter((value, at) => at % 2 === group && !Number.isNaN(value));
    for (const [group, tally] of tallies.entries()) {
      const plain = own(group);
      expect(tally.count).toBe(plain.length);
      expect(tally.noneBelowZero()).toBe(true);
      expect(tally.isSkewed()).toBe(isSkewed(plain.slice()));
      expect(tally.fence(false)).toEqual(fenceOf(plain.slice(), false));
      expect(tally.aboveZero().fence(true)).toEqual(fenceOf(plain.filter((value) => value > 0), true)); // prettier-ignore
    }
  });
});

describe('words that agree but for case, accents, blanks and stops', () => {
  /** As the rule says it: what is left of a word, stops between digits as one. */
  const left = (word: string) =>
    fold(word)
      .toLowerCase()
      .replace(/[\s\-_.,'/()]+/g, ' ')
      .replace(/(?<!\d) | (?!\d)/g, '');

  it('have one code, found by bytes as by strings', () => {
    const word = fc.oneof(
      fc.stringMatching(/^[aAbB1 .-]{0,5}$/),
      fc.constantFrom('', '-', 'Ä1', 'a1', '1.5', '15', '1-5', 'é', 'e', '金额', ' '),
    );
    fc.assert(
      fc.property(fc.uniqueArray(word, { maxLength: 40 }), (words) => {
        const firsts = new Map<string, number>();
        const slow = words.map((one, code) => {
          const rest = left(one);
          if (rest === '') return -1;
          if (!firsts.has(rest)) firsts.set(rest, code);
          return firsts.get(rest)!;
        });
        const plain = slow.every((own, code) => own === code);
        for (const column of [packed(words), { ...packed(words), packed: undefined, dictionary: words }]) {
          const codes = runAll(foldedCodes(column as TextColumn));
          expect(codes === null ? null : [...codes]).toEqual(plain ? null : slow);
        }
      }),
      { numRuns: 400 },
    );
  });

  it('stand for themselves where all are different ids', () => {
    expect(runAll(foldedCodes(packed(times(500, (at) => `A${at}`))))).toBeNull();
    expect([...runAll(foldedCodes(packed(['A1', 'a1', 'B']))) ?? []]).toEqual([0, 0, 2]); // prettier-ignore
    expect(countTexts(packed(['x', 'yz']))).toBe(2);
    expect(['x', '', 'ü', ''].map((_, code) => textOfCode(packed(['x', '', 'ü']), code))).toEqual(['x', '', 'ü', '']);
  });
});

describe('rows that come to the same', () => {
  it('are found among many as by a map', () => {
    for (const rows of [50, 80_000]) {
      const codes = { a: new Int32Array(rows), b: new Int32Array(rows) };
      let seed = 7;
      for (let i = 0; i < rows; i++) {
        seed = (Math.imul(seed, 1664525) + 1013904223) | 0;
        codes.a[i] = (seed >>> 8) % (rows * 2);
        codes.b[i] = (seed >>> 20) % 3;
      }
      const slow = new Map<string, number>();
      const first = Array.from({ length: rows }, (_, i) => {
        const key = `${codes.a[i]} ${codes.b[i]}`;
        if (!slow.has(key)) slow.set(key, i);
        return slow.get(key)!;
      });
      for (const among of [null, Int32Array.from({ length: rows >> 1 }, (_, n) => 2 * n)]) {
        const alike = runAll(findAlike(codes, among));
        const firstAmong = new Map<number, number>();
        for (const i of among ?? first.keys()) if (!firstAmong.has(first[i]!)) firstAmong.set(first[i]!, i);
        const listed = new Set(alike.rows);
        expect(alike.first).toEqual(alike.rows.map((row) => firstAmong.get(first[row]!)!));
        expect([...(among ?? first.keys())].filter((i) => firstAmong.get(first[i]!) !== i && !listed.has(i))).toEqual([]);
      }
    }
  });

  it('are the same, whether or not a column tells most rows apart', () => {
    const cell = fc.constantFrom('Ann Lee', 'ann lee', 'Ann Leee', 'Bob', '');
    const line = fc.tuple(fc.integer({ min: 0, max: 30 }), cell, fc.integer({ min: 1, max: 3 }));
    fc.assert(
      fc.property(fc.array(line, { minLength: 2, maxLength: 40 }), (rows) => {
        const lines = rows.map(([id, name, n]) => `A${id}|${name}|${n}`);
        const short = makeTable('customers', 'id:customerId n:name v:number', lines);
        // Padded with rows of their own, the table is one of which the ids tell few rows apart, or nearly all.
        const padded = makeTable('customers', 'id:customerId n:name v:number', [...lines, ...times(200, (at) => `B${at}|B${at}|9`)]); // prettier-ignore
        const same = makeTable('customers', 'id:customerId n:name v:number', [...lines, ...times(200, (at) => `C|C|${at}`)]); // prettier-ignore
        const nearOf = (table: typeof short) => found(findNearDuplicates(asTaken(table)));
        const exactOf = (table: typeof short) => found(findDuplicates(asTaken(table)));
        expect(exactOf(padded)).toEqual(exactOf(short));
        expect(exactOf(same)).toEqual(exactOf(short));
        expect(nearOf(padded)).toEqual(nearOf(short));
        expect(nearOf(same)).toEqual(nearOf(short));
        // And the exact ones are those that a set of lines finds.
        const seen = new Set<string>();
        const repeats = lines.flatMap((text, at) => {
          const repeat = seen.has(text);
          seen.add(text);
          return repeat ? [at] : [];
        });
        expect(exactOf(short).flatMap(([, , list]) => list)).toEqual(repeats);
      }),
      { numRuns: 200 },
    );
  });
});
