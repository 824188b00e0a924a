import { KithError } from '../domain';
import { likeliestEncoding } from './legacy-encoding';

/**
 * `strict`: bytes that are not valid in it disprove it. `damaged`: some bytes are known to be invalid in the encoding that
 * the rest is plainly written in; they show as �.
 */
export interface Encoding {
  readonly label: string;
  readonly strict: boolean;
  readonly damaged: boolean;
}

const lenient = (label: string): Encoding => ({ label, strict: false, damaged: false });
export const strictUtf8: Encoding = { label: 'utf-8', strict: true, damaged: false };
export const damagedUtf8: Encoding = { label: 'utf-8', strict: false, damaged: true };

/** `utf-8`, or `utf-8 (damaged)`: what the report says and `ReadOptions.encoding` takes back. */
export function encodingName(encoding: Encoding): string {
  return encoding.damaged ? `${encoding.label} (damaged)` : encoding.label;
}

/** The encoding a person named; a name the browser does not know is `file/unreadable`. */
export function encodingByHand(label: string, name: string): Encoding {
  const bare = label.replace(/ \(damaged\)$/, '');
  try {
    return lenient(new TextDecoder(bare).encoding);
  } catch {
    throw new KithError('file/unreadable', { name, reason: label });
  }
}

/**
 * The encoding by the first bytes: a byte-order mark, the zero bytes of UTF-16, else strict UTF-8, else one of the older
 * ones that small shops' tools still write. When UTF-8 proves wrong later in the file, `legacyEncoding` is asked again
 * with the bytes that disproved it.
 */
export function detectEncoding(head: Uint8Array): Encoding {
  if (head[0] === 0xef && head[1] === 0xbb && head[2] === 0xbf) return strictUtf8;
  if (head[0] === 0xff && head[1] === 0xfe) return lenient('utf-16le');
  if (head[0] === 0xfe && head[1] === 0xff) return lenient('utf-16be');
  const wide = zeroBytes(head);
  if (wide) return lenient(wide);
  return validUtf8(head) ? strictUtf8 : legacyEncoding(head);
}

/** UTF-16 without a mark: in Latin text nearly every second byte is zero. */
function zeroBytes(head: Uint8Array): 'utf-16le' | 'utf-16be' | null {
  const end = Math.min(head.length, 4096) & ~1;
  let even = 0;
  let odd = 0;
  for (let i = 0; i < end; i += 2) {
    if (head[i] === 0) even++;
    if (head[i + 1] === 0) odd++;
  }
  if (odd > end * 0.3 && even < end * 0.02) return 'utf-16le';
  if (even > end * 0.3 && odd < end * 0.02) return 'utf-16be';
  return null;
}

function validUtf8(head: Uint8Array): boolean {
  try {
    // Streaming, so that a character cut by the end of the head is not held against it.
    new TextDecoder('utf-8', { fatal: true }).decode(head, { stream: true });
    return true;
  } catch {
    return false;
  }
}

/**
 * For bytes that are not strict UTF-8. Bytes that mostly are UTF-8 stay so, damaged; of the others the likeliest older
 * encoding is taken.
 */
export function legacyEncoding(bytes: Uint8Array): Encoding {
  let utf8 = 0;
  let broken = 0;
  for (let i = 0; i < bytes.length; i++) {
    const byte = bytes[i]!;
    if (byte < 0x80) continue;
    const extra = byte >= 0xf0 && byte < 0xf5 ? 3 : byte >= 0xe0 && byte < 0xf0 ? 2 : byte >= 0xc2 && byte < 0xe0 ? 1 : 0;
    let whole = extra > 0;
    for (let k = 1; k <= extra; k++) if ((bytes[i + k] ?? 0) >> 6 !== 2) whole = false;
    if (whole) {
      utf8++;
      i += extra;
    } else broken++;
  }
  if (utf8 > broken * 20) return damagedUtf8;

  return lenient(likeliestEncoding(bytes));
}

/** A decoder fed slice by slice; strict UTF-8 throws TypeError where the bytes are not that. */
export function decoderFor(encoding: Encoding): TextDecoder {
  return new TextDecoder(encoding.label, { fatal: encoding.strict });
}
