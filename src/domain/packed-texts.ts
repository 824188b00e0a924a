import type { NullMask, TextColumn } from './column';

/** Texts end to end in UTF-8; `ends[i]` is where text `i` ends. */
export interface PackedTexts {
  readonly bytes: Uint8Array;
  readonly ends: Uint32Array;
}

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
