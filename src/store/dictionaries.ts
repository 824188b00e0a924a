import { packTexts, type PackedTexts, type TextColumn } from '../domain';
import { cutStrings, joinStrings } from './chunks';
import type { StringChunk } from './versions/v1';
import type { DictionaryPart, PackedChunk } from './versions/v2';

/** Bytes of text in one record, and texts of which it says how long they are: far below the 8 MB a record may take. */
const chunkBytes = 2 << 20;
const chunkTexts = 1 << 20;

/** A dictionary in records: as bytes, or as strings where UTF-8 has no bytes for them (half a surrogate pair). */
export function cutDictionary(column: TextColumn | { dictionary: readonly string[]; packed?: PackedTexts }): DictionaryPart[] {
  // Not taken apart: to touch the dictionary of a packed column is to have its strings made.
  const texts = column.packed ?? packTexts(column.dictionary);
  if (texts === null) return cutStrings(column.dictionary);
  const { bytes, ends } = texts;
  const parts: PackedChunk[] = [];
  for (let chunk = 0; chunk * chunkBytes < bytes.length || chunk * chunkTexts < ends.length; chunk++) {
    const from = chunk * chunkTexts;
    parts.push({
      bytes: bytes.slice(chunk * chunkBytes, (chunk + 1) * chunkBytes),
      lengths: lengthsOf(ends, Math.min(from, ends.length), Math.min(from + chunkTexts, ends.length)),
    });
  }
  return parts;
}

function lengthsOf(ends: Uint32Array, from: number, to: number): PackedChunk['lengths'] {
  const lengths = new Uint32Array(to - from);
  let longest = 0;
  for (let i = from, before = from === 0 ? 0 : ends[from - 1]!; i < to; i++) {
    const end = ends[i]!;
    const length = end - before;
    if (length > longest) longest = length;
    lengths[i - from] = length;
    before = end;
  }
  return longest < 0x100 ? Uint8Array.from(lengths) : longest < 0x10000 ? Uint16Array.from(lengths) : lengths;
}

/** What cutDictionary cut: strings, or texts still packed. */
export function joinDictionary(parts: readonly DictionaryPart[]): readonly string[] | PackedTexts {
  const isPacked = (part: DictionaryPart): part is PackedChunk => 'bytes' in part;
  if (!parts.every(isPacked)) return joinStrings(parts.filter((part): part is StringChunk => !isPacked(part)));
  const bytes = new Uint8Array(parts.reduce((sum, part) => sum + part.bytes.length, 0));
  const ends = new Uint32Array(parts.reduce((sum, part) => sum + part.lengths.length, 0));
  let byte = 0;
  let text = 0;
  let end = 0;
  for (const part of parts) {
    bytes.set(part.bytes, byte);
    byte += part.bytes.length;
    for (let i = 0; i < part.lengths.length; i++) ends[text++] = end += part.lengths[i]!;
  }
  return { bytes, ends };
}

/** Bytes that a record takes, more or less: characters of strings are counted at two. */
export function partBytes(part: DictionaryPart): number {
  if ('bytes' in part) return part.bytes.byteLength + part.lengths.byteLength;
  return part.strings.reduce((sum, text) => sum + 2 * text.length, 0);
}
