import { KithError } from '../domain';
import { Sha256 } from './sha256';

/**
 * Up to here the file is read once, as a whole, for `crypto.subtle` and the columns alike; beyond, memory would be bounded
 * by the file: it comes as a stream, twice, and is hashed piece by piece.
 */
const wholeLimit = 256 * 1024 * 1024;
/** What is read on its own while the whole is on its way. */
const meanwhileBytes = 4 * 1024 * 1024;

/** A dropped file read slice by slice; a failure of the browser to read it becomes `file/unreadable`. */
export class Source {
  private readonly whole: Promise<Uint8Array<ArrayBuffer>> | null = null;
  private arrived: Uint8Array<ArrayBuffer> | null = null;

  constructor(
    readonly file: Blob,
    readonly name: string,
    readonly sliceBytes: number,
  ) {
    if (file.size > wholeLimit) return;
    // At once: the bytes arrive while the beginning is looked at.
    this.whole = this.bytes(0, file.size);
    this.whole.then(
      (bytes) => (this.arrived = bytes),
      () => undefined,
    );
  }

  get size(): number {
    return this.file.size;
  }

  async bytes(from: number, to: number): Promise<Uint8Array<ArrayBuffer>> {
    try {
      return new Uint8Array(await this.file.slice(from, Math.min(to, this.size)).arrayBuffer());
    } catch (thrown) {
      throw new KithError('file/unreadable', { name: this.name, reason: String(thrown) });
    }
  }

  /** All bytes in order, in pieces of at most a slice. */
  async *slices(): AsyncGenerator<Uint8Array, void, void> {
    if (this.whole === null) {
      yield* this.streamed();
      return;
    }
    for (let at = 0; at < this.size;) {
      const piece = this.arrived?.subarray(at) ?? (await this.bytes(at, at + meanwhileBytes));
      yield* this.cut(piece);
      at += piece.length;
    }
  }

  private *cut(piece: Uint8Array): Generator<Uint8Array, void, void> {
    for (let at = 0; at < piece.length; at += this.sliceBytes) yield piece.subarray(at, at + this.sliceBytes);
  }

  private async *streamed(): AsyncGenerator<Uint8Array, void, void> {
    // A stream hands over what it has read; to ask for slice after slice takes several times as long.
    const reader = this.file.stream().getReader();
    try {
      for (;;) {
        const { done, value } = await reader.read();
        if (done) return;
        yield* this.cut(value);
      }
    } catch (thrown) {
      if (thrown instanceof KithError) throw thrown;
      throw new KithError('file/unreadable', { name: this.name, reason: String(thrown) });
    } finally {
      reader.cancel().catch(() => undefined);
    }
  }

  /** SHA-256 of all bytes, hex. */
  async hash(): Promise<string> {
    const subtle = (globalThis.crypto as Crypto | undefined)?.subtle;
    if (subtle && this.whole !== null) {
      const digest = await subtle.digest('SHA-256', await this.whole);
      return [...new Uint8Array(digest)].map((byte) => byte.toString(16).padStart(2, '0')).join('');
    }
    const hash = new Sha256();
    for await (const slice of this.streamed()) hash.update(slice);
    return hash.hex();
  }
}

/**
 * Refuses what is no text: nothing at all (`file/empty`), a zip or OLE container as spreadsheets are
 * (`file/spreadsheet`), and anything else with bytes that text does not have (`file/binary`).
 */
export function refuseNonText(head: Uint8Array, name: string, encoding: string): void {
  if (head.every((byte) => byte === 32 || (byte >= 9 && byte <= 13) || byte === 0xef || byte === 0xbb || byte === 0xbf))
    throw new KithError('file/empty', { name });
  if (startsWith(head, [0x50, 0x4b, 0x03, 0x04]) || startsWith(head, [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1])) {
    throw new KithError('file/spreadsheet', { name });
  }
  if (encoding.startsWith('utf-16')) return;
  let control = 0;
  for (const byte of head) {
    if (byte === 0) throw new KithError('file/binary', { name });
    if (byte < 32 && byte !== 9 && byte !== 10 && byte !== 13 && byte !== 12 && byte !== 26) control++;
  }
  if (control > head.length / 50 || startsWith(head, [0x25, 0x50, 0x44, 0x46, 0x2d]))
    throw new KithError('file/binary', { name });
}

function startsWith(bytes: Uint8Array, magic: readonly number[]): boolean {
  return magic.every((byte, i) => bytes[i] === byte);
}
