import { KithError } from '../../domain';
import { detectEncoding } from '../encoding';
import { Crc32 } from './crc32';
import { Allowance, inflated, packedError } from './inflate';

/** One file in an archive, as its directory has it. */
export interface ZipEntry {
  /** With folders, parted by `/`. */
  readonly path: string;
  readonly size: number;
  readonly packedSize: number;
  readonly method: number;
  readonly encrypted: boolean;
  readonly crc: number;
  readonly offset: number;
}

const endSignature = 0x06054b50;
const end64Signature = 0x06064b50;
const locatorSignature = 0x07064b50;
const entrySignature = 0x02014b50;
const localSignature = 0x04034b50;
const longestComment = 0xffff;
/** A directory of more entries than any export has is not read at all. */
const mostEntries = 50_000;
const largestDirectory = 32 * 1024 * 1024;

/**
 * A zip archive, read by its directory: only the entries that are asked for are fetched and inflated, by the browser's own
 * `DecompressionStream`. Format: PKWARE APPNOTE 6.3, with zip64; stored and deflated entries. Everything that does not
 * add up (a directory outside the file, entries that together are longer than it, a wrong length or check sum) is
 * `file/archive-broken`; more bytes than the allowance is `file/archive-too-large`.
 */
export class Zip {
  private constructor(
    private readonly file: Blob,
    private readonly name: string,
    readonly entries: readonly ZipEntry[],
    private readonly allowance: Allowance,
  ) {}

  /** Reads the directory. Throws `file/archive-broken`, `file/unreadable`. */
  static async open(file: Blob, name: string): Promise<Zip> {
    const entries = await readDirectory(file, name);
    const packed = entries.reduce((sum, { packedSize }) => sum + packedSize, 0);
    // Entries that share their bytes are how a small archive unpacks to more than its length allows.
    if (packed > file.size) throw packedError(name, 'broken');
    return new Zip(file, name, entries, new Allowance(name, file.size));
  }

  find(path: string): ZipEntry | undefined {
    return this.entries.find((entry) => entry.path.toLowerCase() === path.toLowerCase());
  }

  /** The bytes of an entry, in pieces; the last check comes after the last piece. */
  async *read(entry: ZipEntry): AsyncGenerator<Uint8Array, void, void> {
    if (entry.encrypted) throw packedError(this.name, 'locked');
    if (entry.method !== 0 && entry.method !== 8) throw packedError(this.name, 'method');
    const local = await viewOf(this.file, entry.offset, entry.offset + 30, this.name);
    if (local.byteLength < 30 || local.getUint32(0, true) !== localSignature) throw packedError(this.name, 'broken');
    const from = entry.offset + 30 + local.getUint16(26, true) + local.getUint16(28, true);
    const packed = this.file.slice(from, from + entry.packedSize);
    if (packed.size !== entry.packedSize) throw packedError(this.name, 'broken');
    const crc = new Crc32();
    let size = 0;
    for await (const piece of inflated(packed, entry.method === 0 ? null : 'deflate-raw', this.name, this.allowance)) {
      size += piece.length;
      if (size > entry.size) throw packedError(this.name, 'broken');
      crc.update(piece);
      yield piece;
    }
    if (size !== entry.size || crc.value !== entry.crc) throw packedError(this.name, 'broken');
  }
}

async function viewOf(file: Blob, from: number, to: number, name: string): Promise<DataView> {
  try {
    return new DataView(await file.slice(from, to).arrayBuffer());
  } catch (thrown) {
    throw new KithError('file/unreadable', { name, reason: String(thrown) });
  }
}

async function readDirectory(file: Blob, name: string): Promise<ZipEntry[]> {
  const tailFrom = Math.max(0, file.size - longestComment - 22);
  const tail = await viewOf(file, tailFrom, file.size, name);
  let at = tail.byteLength - 22;
  while (at >= 0 && tail.getUint32(at, true) !== endSignature) at--;
  if (at < 0) throw packedError(name, 'broken');
  let count = tail.getUint16(at + 10, true);
  let length = tail.getUint32(at + 12, true);
  let from = tail.getUint32(at + 16, true);
  if (tail.getUint16(at + 4, true) !== tail.getUint16(at + 6, true)) throw packedError(name, 'broken');
  if (count === 0xffff || length === 0xffffffff || from === 0xffffffff) {
    if (at < 20 || tail.getUint32(at - 20, true) !== locatorSignature) throw packedError(name, 'broken');
    const where = Number(tail.getBigUint64(at - 12, true));
    const end = await viewOf(file, where, where + 56, name);
    if (end.byteLength < 56 || end.getUint32(0, true) !== end64Signature) throw packedError(name, 'broken');
    count = Number(end.getBigUint64(32, true));
    length = Number(end.getBigUint64(40, true));
    from = Number(end.getBigUint64(48, true));
  }
  if (count > mostEntries || length > largestDirectory || from + length > file.size) throw packedError(name, 'broken');
  const directory = await viewOf(file, from, from + length, name);
  const entries: ZipEntry[] = [];
  let next = 0;
  for (let i = 0; i < count; i++) {
    if (next + 46 > length || directory.getUint32(next, true) !== entrySignature) throw packedError(name, 'broken');
    const nameLength = directory.getUint16(next + 28, true);
    const extraLength = directory.getUint16(next + 30, true);
    const after = next + 46 + nameLength + extraLength + directory.getUint16(next + 32, true);
    if (after > length) throw packedError(name, 'broken');
    const flags = directory.getUint16(next + 8, true);
    const bytes = new Uint8Array(directory.buffer, next + 46, nameLength);
    const extra = new DataView(directory.buffer, next + 46 + nameLength, extraLength);
    const wide = wideSizes(extra, [
      directory.getUint32(next + 24, true),
      directory.getUint32(next + 20, true),
      directory.getUint32(next + 42, true),
    ]);
    if (wide === null) throw packedError(name, 'broken');
    entries.push({
      path: nameOf(bytes, (flags & 0x800) !== 0),
      size: wide[0]!,
      packedSize: wide[1]!,
      offset: wide[2]!,
      method: directory.getUint16(next + 10, true),
      encrypted: (flags & 1) !== 0,
      crc: directory.getUint32(next + 16, true),
    });
    next = after;
  }
  return entries;
}

/** Sizes that do not fit in four bytes stand in the zip64 field, in this order, those that do fit left out; null where it ends early. */
function wideSizes(extra: DataView, sizes: readonly number[]): number[] | null {
  if (!sizes.includes(0xffffffff)) return [...sizes];
  for (let at = 0; at + 4 <= extra.byteLength;) {
    const length = extra.getUint16(at + 2, true);
    const end = at + 4 + length;
    if (end > extra.byteLength) return null;
    if (extra.getUint16(at, true) === 1) {
      let from = at + 4;
      const wide: number[] = [];
      for (const size of sizes) {
        if (size !== 0xffffffff) wide.push(size);
        else if (from + 8 > end) return null;
        else {
          wide.push(Number(extra.getBigUint64(from, true)));
          from += 8;
        }
      }
      return wide;
    }
    at = end;
  }
  return null;
}

/** Windows in China writes names in GBK and says nothing about it. */
function nameOf(bytes: Uint8Array, utf8: boolean): string {
  const label = utf8 ? 'utf-8' : detectEncoding(bytes).label;
  return new TextDecoder(label).decode(bytes).replaceAll('\\', '/');
}
