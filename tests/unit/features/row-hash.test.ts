import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { finish, packedTextColumn, packTexts, type TextColumn } from '../../../src/domain';
import { KeyTable, rowHashes } from '../../../src/features/row-hash';
import { rowKeys } from '../../../src/features/row-keys';
import type { SourceColumn, SourceTable } from '../../../src/features/source';

const word = fc.oneof(
  fc.constantFrom('', ' ', '0', '00', '7', '12', '-3', '4.5', '1e5', '1e21', '2026-01-02', 'C1', 'c1', ' C1', 'é', '王芳', '😀', 'x\u00a0', 'Infinity', '1234567890123456', '٣', '12 '), // prettier-ignore
  fc.string({ maxLength: 12, unit: 'grapheme' }),
  fc.integer({ min: -1e9, max: 1e15 }).map(String),
);

const plain = (dictionary: readonly string[]): TextColumn => ({
  type: 'text',
  codes: Uint32Array.from(dictionary, (_, code) => code),
  dictionary,
  nulls: null,
});
const packed = (dictionary: readonly string[]): TextColumn =>
  packedTextColumn(
    Uint32Array.from(dictionary, (_, code) => code),
    packTexts(dictionary)!,
    null,
  );
const tableOf = (column: TextColumn, role: SourceColumn['role'] = 'orderId'): SourceTable => ({
  name: 'a.csv',
  kind: 'orders',
  rows: column.codes.length,
  columns: [{ name: 'Order ID', role, column }],
});

describe('texts hashed and numbered as they lie', () => {
  it('give what their strings give', async () => {
    await fc.assert(
      fc.asyncProperty(fc.uniqueArray(word, { maxLength: 40, size: 'max' }), async (words) => {
        const [one, other] = [tableOf(plain(words)), tableOf(packed(words))];
        expect(await finish(rowHashes(other))).toEqual(await finish(rowHashes(one)));
        const { keys, count } = await finish(rowKeys([one, other]));
        expect(keys[1]).toEqual(keys[0]);
        const trimmed = words.map((text) => text.trim());
        expect(count).toBe(new Set(trimmed.filter((text) => text !== '')).size);
        expect([...keys[0]!].map((key) => key < 0)).toEqual(trimmed.map((text) => text === ''));
      }),
      { numRuns: process.env.KITH_FULL ? 3000 : 150 },
    );
  });
});

describe('the table of keys', () => {
  it('numbers each text once, in any order, and kinds apart', () => {
    const table = new KeyTable();
    const names = Array.from({ length: 20_000 }, (_, i) => `C${(i * 7919) % 20_011}`);
    const first = names.map((name) => table.keyOf(name, 0));
    expect(first).toEqual(names.map((_, i) => i));
    expect([...names].reverse().map((name) => table.keyOf(name, 0))).toEqual([...first].reverse());
    expect(table.keyOf('C1', 1)).toBe(20_000);
    expect(table.keyOf('C1', 0)).toBeLessThan(20_000);
    expect(table.count).toBe(20_001);
  });

  it('does not slow down for ids made to meet', () => {
    const table = new KeyTable();
    const began = process.cpuUsage();
    for (let i = 0; i < 200_000; i++) table.keyOf(`${i * 4096}`, 0);
    for (let i = 0; i < 200_000; i++) table.keyOf(`${i}0000000`, 0);
    expect(process.cpuUsage(began).user / 1e6).toBeLessThan(process.env.CI ? 6 : 2);
  });
});
