import { inflateRawSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { deflateFast } from '../../../src/kernels/deflate/deflate-fast';
import { codeLengths, codesOf } from '../../../src/kernels/deflate/huffman';
import { chance } from '../store/samples';

const asBytes = (text: string) => new TextEncoder().encode(text);
const back = (bytes: Uint8Array<ArrayBuffer>) => new Uint8Array(inflateRawSync(deflateFast(bytes)));

async function backInBrowsers(bytes: Uint8Array<ArrayBuffer>): Promise<Uint8Array> {
  const stream = new Blob([deflateFast(bytes)]).stream().pipeThrough(new DecompressionStream('deflate-raw'));
  return new Uint8Array(await new Response(stream).arrayBuffer());
}

/** Bytes as columns are: numbers in steps, ids in order, few words in many places, noise. */
function columnBytes(rows: number): Record<string, Uint8Array<ArrayBuffer>> {
  const random = chance(5);
  return {
    amounts: new Uint8Array(Uint32Array.from({ length: rows }, () => Math.floor(random() * 40) * 550).buffer),
    ids: asBytes(Array.from({ length: rows }, (_, i) => `O${String(i).padStart(7, '0')}`).join('')),
    codes: Uint8Array.from({ length: rows }, () => Math.floor(random() * 24)),
    sorted: new Uint8Array(Uint16Array.from({ length: rows }, (_, i) => i / 900).buffer),
    noise: Uint8Array.from({ length: rows }, () => random() * 256),
    one: new Uint8Array(rows).fill(7),
  };
}

describe('deflate for speed', () => {
  it('gives every kind of column back, and makes those smaller that can be', async () => {
    for (const [name, bytes] of Object.entries(columnBytes(200_000))) {
      const small = deflateFast(bytes);
      expect(Buffer.compare(inflateRawSync(small), bytes), name).toBe(0);
      expect(Buffer.compare(await backInBrowsers(bytes), bytes), name).toBe(0);
      const share = small.length / bytes.length;
      const most = { amounts: 0.4, ids: 0.35, codes: 0.62, sorted: 0.03, noise: 1.001, one: 0.01 }[name];
      expect(share, name).toBeLessThan(most!);
    }
  });

  it('gives nothing back of nothing, and bytes of any length and kind', () => {
    for (let length = 0; length < 70; length++) {
      const bytes = Uint8Array.from({ length }, (_, i) => (i * 7919) % 251);
      expect(back(bytes)).toEqual(bytes);
      expect(back(new Uint8Array(length))).toEqual(new Uint8Array(length));
    }
    const piece = fc.oneof(
      fc.uint8Array({ maxLength: 400 }),
      fc.tuple(fc.uint8Array({ minLength: 1, maxLength: 9 }), fc.integer({ min: 1, max: 3000 })).map(([bytes, times]) => {
        const all = new Uint8Array(bytes.length * times);
        for (let i = 0; i < times; i++) all.set(bytes, i * bytes.length);
        return all;
      }),
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 12 }), fc.boolean(), (pieces, twice) => {
        const all = twice ? [...pieces, ...pieces] : pieces;
        const bytes = Uint8Array.from(all.flatMap((each) => Array.from(each)));
        // A view that begins in the middle of its buffer, too.
        const shifted = new Uint8Array(bytes.length + 3);
        shifted.set(bytes, 3);
        expect(Buffer.compare(back(shifted.subarray(3)), bytes)).toBe(0);
      }),
      { numRuns: 150, seed: 11 },
    );
  });

  it('reaches back 32 kB and no farther', () => {
    const random = chance(3);
    for (const gap of [32_760, 32_764, 32_768, 32_769, 40_000]) {
      const noise = Uint8Array.from({ length: gap }, () => random() * 256);
      const bytes = Uint8Array.from([...noise, ...noise.subarray(0, 4000)]);
      expect(Buffer.compare(back(bytes), bytes), `${gap}`).toBe(0);
    }
  });
});

describe('codes of Huffman', () => {
  it('are as short as can be, fill the space, and keep to the longest length', () => {
    const frequencies = fc.array(fc.integer({ min: 0, max: 1_000_000 }), { minLength: 3, maxLength: 286 });
    fc.assert(
      fc.property(frequencies, fc.constantFrom(9, 15), (counts, longest) => {
        const lengths = codeLengths(Uint32Array.from(counts), longest);
        const used = counts.filter((count) => count > 0).length;
        lengths.forEach((length, at) => expect(length > 0).toBe(counts[at]! > 0));
        expect(Math.max(...lengths)).toBeLessThanOrEqual(longest);
        const kraft = [...lengths].reduce((sum, length) => sum + (length > 0 ? 2 ** -length : 0), 0);
        if (used >= 2) expect(kraft).toBe(1);
        // As cheap as any: the textbook's way of joining the two rarest, where the limit does not bind.
        if (Math.max(...lengths) < longest && used >= 2) {
          const heap = counts.filter((count) => count > 0).sort((a, b) => a - b);
          let cost = 0;
          while (heap.length > 1) {
            const joined = heap.shift()! + heap.shift()!;
            cost += joined;
            heap.push(joined);
            heap.sort((a, b) => a - b);
          }
          expect(lengths.reduce((sum, length, at) => sum + length * counts[at]!, 0)).toBe(cost);
        }
      }),
      { numRuns: 200, seed: 7 },
    );
  });

  it('stay within the limit where frequencies grow like Fibonacci’s', () => {
    const counts = [1, 1];
    while (counts.length < 40) counts.push(counts.at(-1) + counts.at(-2));
    for (const longest of [7, 15]) {
      const lengths = codeLengths(Uint32Array.from(counts), longest);
      expect(Math.max(...lengths)).toBe(longest);
      expect([...lengths].reduce((sum, length) => sum + 2 ** -length, 0)).toBe(1);
    }
  });

  it('are those of RFC 1951’s example', () => {
    // A to H with lengths 3 3 3 3 3 2 4 4: 010 011 100 101 110 00 1110 1111, here lowest bit first.
    const codes = codesOf(Uint8Array.of(3, 3, 3, 3, 3, 2, 4, 4));
    expect([...codes]).toEqual([0b010, 0b110, 0b001, 0b101, 0b011, 0b00, 0b0111, 0b1111]);
  });
});
