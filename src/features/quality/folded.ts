import { countTexts, type Progress, type TextColumn } from '../../domain';
import { fold } from '../names';
import { findAlike, type RowCodes } from './row-codes';
import { qualityStep } from './steps';

/** Texts beyond ASCII of which more are folded one by one than this would keep the reader waiting; the rest count as written. */
const mostFolded = 200_000;
const decoder = new TextDecoder('utf-8', { ignoreBOM: true });
const encoder = new TextEncoder();
const digit = (byte: number) => byte >= 48 && byte <= 57;

/** Texts that are hashed between two yields. */
const textsAtOnce = 1 << 15;

/**
 * For every code of a column the first one whose text agrees with its own but for case, accents, width, blanks and stops; -1
 * where nothing is left of it. Blanks and stops between digits count, as one: `1.5` is not `15`. null where no two agree and of
 * each something is left, so that every code stands for itself.
 */
export function* foldedCodes(column: TextColumn): Generator<Progress, Int32Array | null, void> {
  const { packed } = column;
  const size = countTexts(column);
  if (size === 0 || (packed && isPlain(packed.bytes) && !hasBlank(packed.ends))) return null;
  const hashes = { a: new Int32Array(size), b: new Int32Array(size) };
  let folded = 0;
  for (let code = 0, from = 0; code < size; code++) {
    if (code % textsAtOnce === textsAtOnce - 1) yield qualityStep(code, size);
    let bytes: Uint8Array;
    let to: number;
    if (packed) [bytes, to] = [packed.bytes, packed.ends[code]!];
    else {
      bytes = encoder.encode(column.dictionary[code]);
      [from, to] = [0, bytes.length];
    }
    if (isAscii(bytes, from, to) || folded++ >= mostFolded) hash(bytes, from, to, hashes, code);
    else {
      const plain = encoder.encode(fold(decoder.decode(bytes.subarray(from, to))));
      hash(plain, 0, plain.length, hashes, code);
    }
    from = to;
  }
  const { rows, first } = yield* findAlike(hashes);
  let own: Int32Array | null = null;
  const codes = () => (own ??= Int32Array.from(hashes.a, (_, code) => code));
  for (let n = 0; n < rows.length; n++) if (first[n] !== rows[n]) codes()[rows[n]!] = first[n]!;
  for (let code = 0; code < size; code++) if (hashes.a[code] === 0 && hashes.b[code] === 0) codes()[code] = -1;
  return own;
}

/** Whether texts of these bytes agree only where they are the same: ASCII letters of one case and digits, and no stops. */
function isPlain(bytes: Uint8Array): boolean {
  let upper = false;
  let lower = false;
  for (let i = 0; i < bytes.length; i++) {
    const byte = bytes[i]!;
    if (byte >= 0x80 || isStop(byte)) return false;
    if (byte >= 65 && byte <= 90) upper = true;
    else if (byte >= 97 && byte <= 122) lower = true;
  }
  return !(upper && lower);
}

function hasBlank(ends: Uint32Array): boolean {
  for (let code = 0, from = 0; code < ends.length; from = ends[code++]!) if (ends[code] === from) return true;
  return false;
}

function isAscii(bytes: Uint8Array, from: number, to: number): boolean {
  for (let i = from; i < to; i++) if (bytes[i]! >= 0x80) return false;
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
function hash(bytes: Uint8Array, from: number, to: number, hashes: RowCodes, at: number): void {
  let a = 0xdeadbeef;
  let b = 0x41c6ce57;
  let before = 0;
  let stopped = false;
  let length = 0;
  for (let i = from; i < to; i++) {
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
  hashes.a[at] = Math.imul(a ^ (a >>> 16), 2246822507) ^ Math.imul(b ^ (b >>> 13), 3266489909);
  hashes.b[at] = Math.imul(b ^ (b >>> 16), 2246822507) ^ Math.imul(a ^ (a >>> 13), 3266489909);
}
