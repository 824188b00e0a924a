import { KithError } from '../../domain';

const plenty = 64 * 1024 * 1024;
const most = 2 * 1024 * 1024 * 1024;
/** Tables shrink to a tenth, sheets of a workbook to a fiftieth; deflate itself can do a thousandth. */
const largestRatio = 400;

/** How much may come out of one dropped file, all entries together: enough for any honest table, too little for a bomb. */
export class Allowance {
  private left: number;
  private readonly limit: number;

  constructor(
    private readonly name: string,
    packed: number,
  ) {
    this.limit = Math.min(most, Math.max(plenty, packed * largestRatio));
    this.left = this.limit;
  }

  /** Throws `file/archive-too-large` where it is used up. */
  take(bytes: number): void {
    this.left -= bytes;
    if (this.left < 0) {
      throw new KithError('file/archive-too-large', { name: this.name, limit: Math.round(this.limit / (1024 * 1024)) });
    }
  }
}

/** Why a packed file cannot be opened: damaged, locked with a password, or packed in a way that browsers do not know. */
export function packedError(name: string, reason: 'broken' | 'locked' | 'method'): KithError {
  return new KithError(`file/archive-${reason}`, { name });
}

/** The unpacked bytes, piece by piece; `format` null where they are stored as they are. Damaged ones are `file/archive-broken`. */
export async function* inflated(
  packed: Blob,
  format: 'gzip' | 'deflate-raw' | null,
  name: string,
  allowance: Allowance,
): AsyncGenerator<Uint8Array, void, void> {
  const bytes = packed.stream();
  const stream = format === null ? bytes : bytes.pipeThrough(new DecompressionStream(format));
  const reader = stream.getReader();
  try {
    for (;;) {
      let piece: Uint8Array | undefined;
      try {
        piece = (await reader.read()).value;
      } catch (thrown) {
        if (thrown instanceof DOMException && thrown.name === 'NotReadableError')
          throw new KithError('file/unreadable', { name, reason: String(thrown) });
        throw packedError(name, 'broken');
      }
      if (piece === undefined) return;
      allowance.take(piece.length);
      yield piece;
    }
  } finally {
    reader.cancel().catch(() => undefined);
  }
}
