import { codeLengths, codesOf } from './huffman';

/**
 * Deflate (RFC 1951) for speed: each place is compared with the last one that began with the same four bytes, and with no
 * other; what finds nothing is gone through in longer and longer steps. Several times faster than the browser's own, which
 * takes one level for all and searches long on columns of numbers. What it makes is read by any inflate.
 */

const blockTokens = 1 << 15;
const hashBits = 15;
const farthest = 32_768;
const longestMatch = 258;
const shortestMatch = 4;
const storedMost = 65_535;

/** Symbol, extra bits and base of every match length (less 3) and, by two tables, of every distance (less 1). */
const lengthSymbol = new Uint16Array(256);
const lengthExtra = new Uint8Array(29);
const lengthBase = new Uint16Array(29);
const distanceExtra = new Uint8Array(30);
const distanceBase = new Uint16Array(30);
const nearSymbol = new Uint8Array(256);
const farSymbol = new Uint8Array(256);
{
  let base = 0;
  for (let symbol = 0; symbol < 28; symbol++) {
    lengthExtra[symbol] = symbol < 8 ? 0 : (symbol - 4) >> 2;
    lengthBase[symbol] = base;
    base += 1 << lengthExtra[symbol]!;
  }
  lengthBase[28] = 255;
  for (let symbol = 0; symbol < 29; symbol++) {
    const end = symbol === 28 ? 256 : lengthBase[symbol]! + (1 << lengthExtra[symbol]!);
    for (let length = lengthBase[symbol]!; length < Math.min(end, 256); length++) lengthSymbol[length] = 257 + symbol;
  }
  base = 0;
  for (let symbol = 0; symbol < 30; symbol++) {
    distanceExtra[symbol] = symbol < 4 ? 0 : (symbol - 2) >> 1;
    distanceBase[symbol] = base;
    for (let i = 0; i < 1 << distanceExtra[symbol]!; i++) {
      const distance = base + i;
      if (distance < 256) nearSymbol[distance] = symbol;
      else farSymbol[distance >> 7] = symbol;
    }
    base += 1 << distanceExtra[symbol]!;
  }
}
const symbolOfDistance = (distance: number) => (distance < 256 ? nearSymbol[distance]! : farSymbol[distance >> 7]!);

/** The order in which the lengths of the code of lengths are written (RFC 1951, 3.2.7). */
const lengthOrder = [16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15];

/** Bits, lowest first, into a buffer that grows. */
class BitWriter {
  bytes: Uint8Array<ArrayBuffer>;
  at = 0;
  /** Bits that are not a whole pair of bytes yet. */
  held = 0;
  bits = 0;

  constructor(capacity: number) {
    this.bytes = new Uint8Array(capacity);
  }

  /** Makes room for so many bytes more. */
  room(more: number): void {
    if (this.at + more <= this.bytes.length) return;
    const grown = new Uint8Array(Math.max(this.bytes.length * 2, this.at + more));
    grown.set(this.bytes.subarray(0, this.at));
    this.bytes = grown;
  }

  /** At most 16 bits. */
  put(value: number, bits: number): void {
    this.held |= value << this.bits;
    this.bits += bits;
    if (this.bits < 16) return;
    this.bytes[this.at++] = this.held;
    this.bytes[this.at++] = this.held >>> 8;
    this.held >>>= 16;
    this.bits -= 16;
  }

  /** On to the next whole byte. */
  align(): void {
    for (; this.bits > 0; this.bits -= 8) {
      this.bytes[this.at++] = this.held;
      this.held >>>= 8;
    }
    this.held = 0;
    this.bits = 0;
  }
}

/** One block's worth of what was found: literals, and matches as flag, length less 3, distance less 1. */
class Block {
  readonly tokens = new Uint32Array(blockTokens);
  readonly literals = new Uint32Array(286);
  readonly distances = new Uint32Array(30);
  count = 0;

  clear(): void {
    this.count = 0;
    this.literals.fill(0);
    this.distances.fill(0);
  }
}

/** The lengths of both codes in run-length symbols: 0 to 15 as they are, 16 (again), 17 and 18 (zeros) with a count. */
function runsOf(lengths: Uint8Array): { readonly symbol: number; readonly extra: number }[] {
  const runs: { symbol: number; extra: number }[] = [];
  for (let i = 0; i < lengths.length;) {
    const length = lengths[i]!;
    let run = 1;
    while (i + run < lengths.length && lengths[i + run] === length) run++;
    i += run;
    if (length > 0) {
      runs.push({ symbol: length, extra: 0 });
      run--;
    }
    while (run >= 3) {
      const most = length > 0 ? 6 : run > 10 ? 138 : 10;
      const taken = Math.min(run, most);
      if (length > 0) runs.push({ symbol: 16, extra: taken - 3 });
      else if (taken <= 10) runs.push({ symbol: 17, extra: taken - 3 });
      else runs.push({ symbol: 18, extra: taken - 11 });
      run -= taken;
    }
    for (; run > 0; run--) runs.push({ symbol: length, extra: 0 });
  }
  return runs;
}
const extraOfRun = (symbol: number) => (symbol === 16 ? 2 : symbol === 17 ? 3 : symbol === 18 ? 7 : 0);

function writeStored(out: BitWriter, bytes: Uint8Array, from: number, to: number, last: boolean): void {
  do {
    const end = Math.min(to, from + storedMost);
    out.room(end - from + 8);
    out.put(last && end === to ? 1 : 0, 3);
    out.align();
    const length = end - from;
    for (const value of [length & 255, length >> 8, ~length & 255, (~length >> 8) & 255]) out.bytes[out.at++] = value;
    out.bytes.set(bytes.subarray(from, end), out.at);
    out.at += length;
    from = end;
  } while (from < to);
}

function writeBlock(out: BitWriter, block: Block, bytes: Uint8Array, from: number, to: number, last: boolean): void {
  block.literals[256] = 1;
  // There has to be a code of distances, though no match needs it.
  if (block.distances.every((count) => count === 0)) block.distances[0] = 1;
  const literalLengths = codeLengths(block.literals, 15);
  const distanceLengths = codeLengths(block.distances, 15);
  let literalCount = 286;
  while (literalLengths[literalCount - 1] === 0) literalCount--;
  let distanceCount = 30;
  while (distanceCount > 1 && distanceLengths[distanceCount - 1] === 0) distanceCount--;
  const lengths = new Uint8Array(literalCount + distanceCount);
  lengths.set(literalLengths.subarray(0, literalCount));
  lengths.set(distanceLengths.subarray(0, distanceCount), literalCount);
  const runs = runsOf(lengths);
  const runCounts = new Uint32Array(19);
  for (const { symbol } of runs) runCounts[symbol]!++;
  const runLengths = codeLengths(runCounts, 7);
  let orderCount = 19;
  while (orderCount > 4 && runLengths[lengthOrder[orderCount - 1]!] === 0) orderCount--;

  let bits = 17 + 3 * orderCount;
  for (const { symbol } of runs) bits += runLengths[symbol]! + extraOfRun(symbol);
  for (let symbol = 0; symbol < literalCount; symbol++) {
    const extra = symbol > 256 ? lengthExtra[symbol - 257]! : 0;
    bits += block.literals[symbol]! * (literalLengths[symbol]! + extra);
  }
  for (let symbol = 0; symbol < distanceCount; symbol++) {
    bits += block.distances[symbol]! * (distanceLengths[symbol]! + distanceExtra[symbol]!);
  }
  if (bits >> 3 >= to - from) {
    writeStored(out, bytes, from, to, last);
    return;
  }
  out.room((bits >> 3) + 16);
  out.put(last ? 5 : 4, 3);
  out.put(literalCount - 257, 5);
  out.put(distanceCount - 1, 5);
  out.put(orderCount - 4, 4);
  for (let i = 0; i < orderCount; i++) out.put(runLengths[lengthOrder[i]!]!, 3);
  const runCodes = codesOf(runLengths);
  for (const { symbol, extra } of runs) {
    out.put(runCodes[symbol]!, runLengths[symbol]!);
    out.put(extra, extraOfRun(symbol));
  }
  writeTokens(out, block, literalLengths, distanceLengths);
}

/** Codes with their lengths above them, so that one look gives both. */
function packed(lengths: Uint8Array): Uint32Array {
  return Uint32Array.from(codesOf(lengths), (code, symbol) => code | (lengths[symbol]! << 16));
}

/** The tokens and the end of the block: the loop that all the bytes go through, with its state in variables of its own. */
function writeTokens(out: BitWriter, block: Block, literalLengths: Uint8Array, distanceLengths: Uint8Array): void {
  const literalCodes = packed(literalLengths);
  const distanceCodes = packed(distanceLengths);
  const { tokens, count } = block;
  const { bytes } = out;
  let { at, held, bits } = out;
  for (let i = 0; i <= count; i++) {
    const token = i < count ? tokens[i]! : 256;
    const isMatch = token > 256;
    const length = (token >>> 16) & 255;
    const symbol = isMatch ? lengthSymbol[length]! : token;
    const code = literalCodes[symbol]!;
    held |= (code & 0xffff) << bits;
    bits += code >>> 16;
    if (bits >= 16) {
      bytes[at++] = held;
      bytes[at++] = held >>> 8;
      held >>>= 16;
      bits -= 16;
    }
    if (!isMatch) continue;
    const distance = token & 0x7fff;
    const far = symbolOfDistance(distance);
    const farCode = distanceCodes[far]!;
    held |= (length - lengthBase[symbol - 257]!) << bits;
    bits += lengthExtra[symbol - 257]!;
    if (bits >= 16) {
      bytes[at++] = held;
      bytes[at++] = held >>> 8;
      held >>>= 16;
      bits -= 16;
    }
    held |= (farCode & 0xffff) << bits;
    bits += farCode >>> 16;
    if (bits >= 16) {
      bytes[at++] = held;
      bytes[at++] = held >>> 8;
      held >>>= 16;
      bits -= 16;
    }
    held |= (distance - distanceBase[far]!) << bits;
    bits += distanceExtra[far]!;
    if (bits >= 16) {
      bytes[at++] = held;
      bytes[at++] = held >>> 8;
      held >>>= 16;
      bits -= 16;
    }
  }
  Object.assign(out, { at, held, bits });
}

/** The bytes deflated, without any header: what DecompressionStream('deflate-raw') reads. */
export function deflateFast(bytes: Uint8Array<ArrayBuffer>): Uint8Array<ArrayBuffer> {
  const out = new BitWriter((bytes.length >> 1) + 1024);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const heads = new Int32Array(1 << hashBits).fill(-farthest - 1);
  const block = new Block();
  const { tokens, literals, distances } = block;
  // Four bytes can be read up to here.
  const end = bytes.length - 4;
  let count = 0;
  let from = 0;
  let misses = 0;
  for (let at = 0; at < bytes.length;) {
    let step = 1;
    let before = -1;
    if (at <= end) {
      const four = view.getInt32(at, true);
      const hash = Math.imul(four, 0x9e37_79b1) >>> (32 - hashBits);
      const last = heads[hash]!;
      heads[hash] = at;
      if (at - last <= farthest && view.getInt32(last, true) === four) before = last;
    }
    if (before >= 0) {
      const most = Math.min(longestMatch, bytes.length - at);
      step = shortestMatch;
      while (step < most && bytes[before + step] === bytes[at + step]) step++;
      tokens[count++] = 0x8000_0000 | ((step - 3) << 16) | (at - before - 1);
      literals[lengthSymbol[step - 3]!]!++;
      distances[symbolOfDistance(at - before - 1)]!++;
      misses = 0;
      // The end of a match is where the next often begins.
      const close = at + step - 1;
      if (close <= end) heads[Math.imul(view.getInt32(close, true), 0x9e37_79b1) >>> (32 - hashBits)] = close;
    } else {
      // Where nothing has been found for long, fewer places are looked at.
      step = Math.min(1 + (misses++ >> 6), 32, bytes.length - at);
      for (let i = at; i < at + step; i++) {
        const byte = bytes[i]!;
        tokens[count++] = byte;
        literals[byte]!++;
      }
    }
    at += step;
    if (count > blockTokens - 64 || at === bytes.length) {
      block.count = count;
      writeBlock(out, block, bytes, from, at, at === bytes.length);
      block.clear();
      count = 0;
      from = at;
    }
  }
  if (bytes.length === 0) writeStored(out, bytes, 0, 0, true);
  out.room(4);
  out.align();
  return out.bytes.slice(0, out.at);
}
