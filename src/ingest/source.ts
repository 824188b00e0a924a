import { KithError } from '../domain';
import { Sha256 } from './sha256';

/** Up to here the whole file is handed to `crypto.subtle` at once; beyond, it is hashed piece by piece. */
const wholeHashLimit = 256 * 1024 * 1024;

/** A dropped file read slice by slice; a failure of the browser to read it becomes `file/unreadable`. */
export class Source {
  constructor(
    readonly file: Blob,
    readonly name: string,
    readonly sliceBytes: number,
  ) {}

  get size(): number {
    return this.file.size;
  }

  async bytes(from: number, to: number): Promise<Uint8Array> {
    try {
      return new Uint8Array(await this.file.slice(from, Math.min(to, this.size)).arrayBuffer());
    } catch (thrown) {
      throw new KithError('file/unreadable', { name: this.name, reason: String(thrown) });
    }
  }

  /** All bytes in order, in pieces of at most a slice. */
  async *slices(): AsyncGenerator<Uint8Array, void, void> {
    // A stream hands over what it has read; to ask for slice after slice takes several times as long.
    const reader = this.file.stream().getReader();
    try {
      for (;;) {
        const { done, value } = await reader.read();
        if (done) return;
        for (let at = 0; at < value.length; at += this.sliceBytes) yield value.subarray(at, at + this.sliceBytes);
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
    if (subtle && this.size <= wholeHashLimit) {
      const whole = await this.bytes(0, this.size);
      const digest = await subtle.digest('SHA-256', whole as Uint8Array<ArrayBuffer>);
      return [...new Uint8Array(digest)].map((byte) => byte.toString(16).padStart(2, '0')).join('');
    }
    const hash = new Sha256();
    for await (const slice of this.slices()) hash.update(slice);
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
