import type { NullMask, TextColumn } from './column';

/** Texts end to end in UTF-8; `ends[i]` is where text `i` ends. */
export interface PackedTexts {
  readonly bytes: Uint8Array;
  readonly ends: Uint32Array;
}

const encoder = new TextEncoder();
const decoder = new TextDecoder('utf-8', { ignoreBOM: true });
/** Bytes of the longest string of which others are made. */
const stringsAtOnce = 16 * 1024 * 1024;

/** Strings of packed texts, at most `most` of them. Many at once are cut from one: to decode each takes ten times as long. */
export function unpackTexts({ bytes, ends }: PackedTexts, most = ends.length): string[] {
  const count = Math.min(most, ends.length);
  const strings = new Array<string>(count);
  for (let code = 0, byte = 0; code < count;) {
    let last = code;
    while (last + 1 < count && ends[last + 1]! - byte <= stringsAtOnce) last++;
    const all = decoder.decode(bytes.subarray(byte, ends[last]));
    const first = byte;
    if (all.length === ends[last]! - first) {
      // ASCII: a byte is a unit.
      for (; code <= last; byte = ends[code++]!) strings[code] = all.slice(byte - first, ends[code]! - first);
      continue;
    }
    for (let from = 0; code <= last; code++) {
      let to = from;
      // One unit of UTF-16 for each character, two for those of four bytes.
      for (const end = ends[code]!; byte < end; byte++) {
        const lead = bytes[byte]!;
        if (lead < 0x80 || lead >= 0xc0) to += lead >= 0xf0 ? 2 : 1;
      }
      strings[code] = all.slice(from, to);
      from = to;
    }
  }
  return strings;
}

/** Strings end to end in UTF-8; null where one holds half a surrogate pair, for which UTF-8 has no bytes. */
export function packTexts(texts: readonly string[]): PackedTexts | null {
  const ends = new Uint32Array(texts.length);
  let room = 0;
  for (const text of texts) room += text.length;
  let bytes = new Uint8Array(Math.ceil(room * 1.1) + 16);
  let at = 0;
  for (let i = 0; i < texts.length; i++) {
    const text = texts[i]!;
    if (at + 3 * text.length > bytes.length) {
      const grown = new Uint8Array((at + 3 * text.length) * 2);
      grown.set(bytes.subarray(0, at));
      bytes = grown;
    }
    at += encoder.encodeInto(text, at === 0 ? bytes : bytes.subarray(at)).written;
    ends[i] = at;
  }
  bytes = bytes.slice(0, at);
  // What cannot be encoded was written as U+FFFD, three bytes: looked for only where such bytes are.
  if (hasReplacement(bytes) && unpackTexts({ bytes, ends }).some((text, i) => text !== texts[i])) return null;
  return { bytes, ends };
}

function hasReplacement(bytes: Uint8Array): boolean {
  for (let at = bytes.indexOf(0xef); at >= 0; at = bytes.indexOf(0xef, at + 1)) {
    if (bytes[at + 1] === 0xbf && bytes[at + 2] === 0xbd) return true;
  }
  return false;
}

/**
 * A text column whose strings are made when its dictionary is first asked for: a column of a million different ids, which
 * only their codes are asked of, never pays for them.
 */
export function packedTextColumn(codes: Uint32Array, packed: PackedTexts, nulls: NullMask): TextColumn {
  let dictionary: readonly string[] | undefined;
  return {
    type: 'text',
    codes,
    packed,
    nulls,
    get dictionary() {
      return (dictionary ??= unpackTexts(packed));
    },
  };
}

/** How many different texts a column's dictionary holds; no string is made. */
export const countTexts = (column: TextColumn): number => column.packed?.ends.length ?? column.dictionary.length;

/** One text of a column's dictionary, '' where there is none of that code: of packed texts only this string is made. */
export function textOfCode(column: TextColumn, code: number): string {
  const { packed } = column;
  if (!packed) return column.dictionary[code] ?? '';
  if (code >= packed.ends.length) return '';
  return decoder.decode(packed.bytes.subarray(code === 0 ? 0 : packed.ends[code - 1], packed.ends[code]));
}
