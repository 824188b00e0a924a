import type { TextColumn } from '../../domain';
import { fold } from '../names';

/** Texts beyond ASCII of which more are folded one by one than this would keep the reader waiting; the rest count as written. */
const mostFolded = 200_000;
const decoder = new TextDecoder('utf-8', { ignoreBOM: true });
const encoder = new TextEncoder();
const digit = (byte: number) => byte >= 48 && byte <= 57;

/**
 * Two numbers for every entry of a dictionary, the same for texts that agree but for case, accents, width, blanks and stops;
 * two zeros where nothing is left. Blanks and stops between digits count, as one: `1.5` is not `15`.
 */
export function foldedWords(column: TextColumn): Uint32Array {
  const { packed } = column;
  const size = packed?.ends.length ?? column.dictionary.length;
  const words = new Uint32Array(2 * size);
  let folded = 0;
  for (let code = 0, from = 0; code < size; code++) {
    let bytes: Uint8Array;
    if (packed) {
      bytes = packed.bytes.subarray(from, packed.ends[code]);
      from = packed.ends[code]!;
    } else bytes = encoder.encode(column.dictionary[code]);
    if (!isAscii(bytes) && folded++ < mostFolded) bytes = encoder.encode(fold(decoder.decode(bytes)));
    hash(bytes, words, 2 * code);
  }
  return words;
}

function isAscii(bytes: Uint8Array): boolean {
  for (let i = 0; i < bytes.length; i++) if (bytes[i]! >= 0x80) return false;
  return true;
}

/** Blank, tab, and - _ . , ' / ( ) : as spellings of one name differ in. */
const isStop = (byte: number) =>
  byte <= 32 ||
  byte === 45 ||
  byte === 95 ||
  byte === 46 ||
  byte === 44 ||
  byte === 39 ||
  byte === 47 ||
  byte === 40 ||
  byte === 41;

/** Source: B. Ford, cyrb53, which is in the public domain. */
function hash(bytes: Uint8Array, words: Uint32Array, at: number): void {
  let a = 0xdeadbeef;
  let b = 0x41c6ce57;
  let before = 0;
  let stopped = false;
  let length = 0;
  for (let i = 0; i < bytes.length; i++) {
    let byte = bytes[i]!;
    if (isStop(byte)) {
      stopped = true;
      continue;
    }
    if (stopped && digit(before) && digit(byte)) {
      a = Math.imul(a ^ 32, 2654435761);
      b = Math.imul(b ^ 32, 1597334677);
    }
    stopped = false;
    before = byte;
    if (byte >= 65 && byte <= 90) byte += 32;
    a = Math.imul(a ^ byte, 2654435761);
    b = Math.imul(b ^ byte, 1597334677);
    length++;
  }
  if (length === 0) return;
  words[at] = (Math.imul(a ^ (a >>> 16), 2246822507) ^ Math.imul(b ^ (b >>> 13), 3266489909)) >>> 0;
  words[at + 1] = (Math.imul(b ^ (b >>> 16), 2246822507) ^ Math.imul(a ^ (a >>> 13), 3266489909)) >>> 0;
}
