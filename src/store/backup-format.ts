import { KithError } from '../domain';
import { decodeRecord, encodeRecord } from './record-codec';
import { openBytes, sealBytes, subtle } from './vault';
import type { LockRow } from './versions/v3';

/**
 * A backup is one file: head, parts, manifest, trailer. Head: magic, its length, a record in the clear. Part: a record
 * with some megabytes of rows, deflated, and sealed where the workspace was locked. Manifest: where each part lies and its
 * SHA-256, deflated and sealed likewise. Trailer: 64 bytes with the manifest's place, the file's length and the SHA-256 of
 * head, manifest and the trailer's own figures. So every byte is covered by a hash.
 */

export type Bytes = Uint8Array<ArrayBuffer>;

/** The version of the file's layout, not of the database in it. */
export const backupFormat = 1;

const magic = 'KITHBAK1';
const endMagic = 'KITHEND1';
const trailerLength = 64;
const figuresLength = 24;
/** Far above the some megabytes of a part: what inflates to more was not written by Kith. */
const mostInflated = 256 << 20;
const mostHead = 1 << 20;

export interface BackupHead {
  readonly format: number;
  /** Milliseconds since 1970, by the clock of the device. */
  readonly createdAt: number;
  readonly app: string;
  /** Version of the database the records are of. */
  readonly database: number;
  /** A copy of the database as it is, record by record, made where this build is too old to understand it. */
  readonly raw: boolean;
  /** Random: parts of one file do not open in another. */
  readonly file: string;
  readonly lock: LockRow | null;
}

export interface PartEntry {
  readonly at: number;
  readonly length: number;
  readonly sha256: Bytes;
  readonly store: string;
  readonly rows: number;
}

export interface Manifest<Summary> {
  readonly parts: readonly PartEntry[];
  readonly summary: Summary;
}

/** Where the bytes of a backup go. */
export interface Sink {
  write(bytes: Bytes): Promise<void>;
}

const text = (bytes: Bytes) => String.fromCharCode(...bytes);
const asBytes = (word: string) => Uint8Array.from(word, (letter) => letter.charCodeAt(0));

export async function sha256(bytes: Bytes): Promise<Bytes> {
  return new Uint8Array(await subtle().digest('SHA-256', bytes));
}

export function sameBytes(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && a.every((byte, at) => byte === b[at]);
}

async function through(
  bytes: Bytes,
  stream: { readonly readable: ReadableStream<Bytes>; readonly writable: WritableStream<BufferSource> },
  most: number,
): Promise<Bytes> {
  const reader = new Blob([bytes]).stream().pipeThrough(stream).getReader();
  const pieces: Bytes[] = [];
  let length = 0;
  for (;;) {
    const { done, value } = await reader.read();
    if (done) break;
    length += value.length;
    if (length > most) {
      await reader.cancel().catch(() => undefined);
      throw new RangeError('it inflates to more than a part may hold');
    }
    pieces.push(value);
  }
  const whole = new Uint8Array(length);
  let at = 0;
  for (const piece of pieces) {
    whole.set(piece, at);
    at += piece.length;
  }
  return whole;
}

const deflate = (bytes: Bytes) => through(bytes, new CompressionStream('deflate-raw'), Infinity);
const inflate = (bytes: Bytes) => through(bytes, new DecompressionStream('deflate-raw'), mostInflated);

const join = (pieces: readonly Bytes[]): Bytes => {
  const whole = new Uint8Array(pieces.reduce((sum, piece) => sum + piece.length, 0));
  let at = 0;
  for (const piece of pieces) {
    whole.set(piece, at);
    at += piece.length;
  }
  return whole;
};

/** Writes the parts one after the other; holds none of them. */
export class BackupWriter<Summary> {
  readonly #sink: Sink;
  readonly #head: BackupHead;
  readonly #key: CryptoKey | null;
  readonly #headBytes: Bytes;
  readonly #parts: PartEntry[] = [];
  #at = 0;

  private constructor(sink: Sink, head: BackupHead, key: CryptoKey | null, headBytes: Bytes) {
    this.#sink = sink;
    this.#head = head;
    this.#key = key;
    this.#headBytes = headBytes;
  }

  /** `key` seals the parts; needed where the head carries a lock, unless the copy is raw. */
  static async start<S>(sink: Sink, head: BackupHead, key: CryptoKey | null): Promise<BackupWriter<S>> {
    const record = encodeRecord(head);
    const length = new Uint8Array(4);
    new DataView(length.buffer).setUint32(0, record.length, true);
    const bytes = join([asBytes(magic), length, record]);
    const writer = new BackupWriter<S>(sink, head, key, bytes);
    await writer.#put(bytes);
    return writer;
  }

  async #put(bytes: Bytes): Promise<void> {
    await this.#sink.write(bytes);
    this.#at += bytes.length;
  }

  async #pack(value: unknown, what: string): Promise<Bytes> {
    const small = await deflate(encodeRecord(value));
    return this.#key === null ? small : sealBytes(this.#key, small, `${this.#head.file} ${what}`);
  }

  async part(store: string, rows: readonly unknown[]): Promise<void> {
    const bytes = await this.#pack(rows, `part ${this.#parts.length}`);
    const entry = { at: this.#at, length: bytes.length, sha256: await sha256(bytes), store, rows: rows.length };
    await this.#put(bytes);
    this.#parts.push(entry);
  }

  /** Writes manifest and trailer; answers with the trailer, which stands for the whole file. */
  async end(summary: Summary): Promise<{ readonly trailer: Bytes; readonly length: number }> {
    const manifestAt = this.#at;
    const manifest = await this.#pack({ parts: this.#parts, summary } satisfies Manifest<Summary>, 'manifest');
    await this.#put(manifest);
    const figures = new Uint8Array(figuresLength);
    const view = new DataView(figures.buffer);
    view.setFloat64(0, manifestAt, true);
    view.setFloat64(8, manifestAt + manifest.length + trailerLength, true);
    view.setUint32(16, manifest.length, true);
    view.setUint32(20, this.#headBytes.length, true);
    const hash = await sha256(join([this.#headBytes, manifest, figures]));
    const trailer = join([figures, hash, asBytes(endMagic)]);
    await this.#put(trailer);
    return { trailer, length: this.#at };
  }
}

/** A stretch of the file. Throws file/unreadable where the browser cannot read it any more: it was moved, or its stick pulled out. */
async function bytesOf(file: Blob, name: string, from: number, to: number): Promise<Bytes> {
  try {
    return new Uint8Array(await file.slice(from, to).arrayBuffer());
  } catch (thrown) {
    throw new KithError('file/unreadable', { name, reason: String(thrown) });
  }
}

/** Reads a backup without holding more than a part of it. */
export class BackupReader<Summary> {
  readonly head: BackupHead;
  readonly trailer: Bytes;
  readonly #file: Blob;
  readonly #name: string;
  readonly #manifestBytes: Bytes;

  private constructor(file: Blob, name: string, head: BackupHead, manifestBytes: Bytes, trailer: Bytes) {
    this.#file = file;
    this.#name = name;
    this.head = head;
    this.#manifestBytes = manifestBytes;
    this.trailer = trailer;
  }

  /**
   * Checks head, manifest and trailer by their hash. Errors: backup/not-ours, backup/newer { found, known },
   * backup/truncated, backup/damaged, file/unreadable.
   */
  static async open<S>(file: Blob, name: string): Promise<BackupReader<S>> {
    const first = await bytesOf(file, name, 0, 12);
    const trailer = await bytesOf(file, name, Math.max(0, file.size - trailerLength), file.size);
    if (file.size < 12 || text(first.slice(0, 8)) !== magic) throw new KithError('backup/not-ours', { name });
    const damaged = (reason: string) => new KithError('backup/damaged', { name, reason });
    const view = new DataView(trailer.buffer);
    if (trailer.length !== trailerLength || text(trailer.slice(56)) !== endMagic)
      throw new KithError('backup/truncated', { name });
    const length = view.getFloat64(8, true);
    if (length > file.size) throw new KithError('backup/truncated', { name });
    if (length !== file.size) throw damaged('length');
    const [manifestAt, manifestLength, headLength] = [
      view.getFloat64(0, true),
      view.getUint32(16, true),
      view.getUint32(20, true),
    ];
    const fits = headLength >= 12 && headLength <= mostHead && manifestAt >= headLength;
    if (!fits || manifestAt + manifestLength + trailerLength !== length) throw damaged('trailer');
    const headBytes = await bytesOf(file, name, 0, headLength);
    const manifest = await bytesOf(file, name, manifestAt, manifestAt + manifestLength);
    const hash = await sha256(join([headBytes, manifest, trailer.slice(0, figuresLength)]));
    if (!sameBytes(hash, trailer.subarray(figuresLength, figuresLength + 32))) throw damaged('manifest');
    const head = decodeRecord(headBytes.subarray(12)) as BackupHead;
    if (!(head.format <= backupFormat)) throw new KithError('backup/newer', { found: head.format, known: backupFormat });
    return new BackupReader<S>(file, name, head, manifest, trailer);
  }

  async #unpack(bytes: Bytes, key: CryptoKey | null, what: string): Promise<unknown> {
    try {
      const small = key === null ? bytes : await openBytes(key, bytes, `${this.head.file} ${what}`);
      return decodeRecord(await inflate(small));
    } catch (thrown) {
      if (thrown instanceof KithError) throw thrown;
      throw new KithError('backup/damaged', { name: this.#name, reason: what });
    }
  }

  /** What is in it. `key`: as BackupWriter.start. */
  async manifest(key: CryptoKey | null): Promise<Manifest<Summary>> {
    return (await this.#unpack(this.#manifestBytes, key, 'manifest')) as Manifest<Summary>;
  }

  /** The bytes of one part, checked by their hash. */
  async #checked(entry: PartEntry, number: number): Promise<Bytes> {
    const bytes = await bytesOf(this.#file, this.#name, entry.at, entry.at + entry.length);
    const same = bytes.length === entry.length && sameBytes(await sha256(bytes), entry.sha256);
    if (!same) throw new KithError('backup/damaged', { name: this.#name, reason: `part ${number}` });
    return bytes;
  }

  /** Reads every part and compares its hash; unpacks nothing. */
  async verify(parts: readonly PartEntry[], onPart: (done: number, total: number) => void): Promise<void> {
    for (const [number, entry] of parts.entries()) {
      await this.#checked(entry, number);
      onPart(number + 1, parts.length);
    }
  }

  /** The rows of one part. */
  async rows(entry: PartEntry, number: number, key: CryptoKey | null): Promise<readonly object[]> {
    const rows = await this.#unpack(await this.#checked(entry, number), key, `part ${number}`);
    const fine =
      Array.isArray(rows) && rows.length === entry.rows && rows.every((row) => typeof row === 'object' && row !== null);
    if (!fine) throw new KithError('backup/damaged', { name: this.#name, reason: `part ${number}` });
    return rows as readonly object[];
  }
}
