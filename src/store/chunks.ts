import type { Column, ColumnType, InstantColumn, NullMask } from '../domain';
import { KithError, packedTextColumn, type PackedTexts } from '../domain';
import { narrow, restoreNaN, widen } from './narrow';
import { chunkRows, type ChunkArrays, type ColumnLayout, type StringChunk } from './versions/v1';
import type { StoredArrays } from './versions/v2';

type Values = ChunkArrays[string];

/** Characters of text in one record: 2 MB where they are wide, far below the 8 MB a record may take. */
export const chunkCharacters = 1 << 20;
const chunkStrings = 1 << 18;

/** Number of chunks that `rows` rows take. */
export const chunkCount = (rows: number): number => Math.ceil(rows / chunkRows);

/** The typed arrays of a column by field name, the null mask aside. */
function valuesOf(column: Column): ChunkArrays {
  switch (column.type) {
    case 'number':
    case 'boolean':
      return { values: column.values };
    case 'text':
      return { codes: column.codes };
    case 'date':
      return { days: column.days };
    case 'instant':
      return { ms: column.ms, days: column.days };
  }
}

/** Chunk number `chunk` of a column of `rows` rows. Arrays are copied out: a view would be stored with all its buffer. */
export function cutColumn(column: Column, rows: number, chunk: number): StoredArrays {
  const start = chunk * chunkRows;
  const end = Math.min(start + chunkRows, rows);
  const nulls = column.nulls?.slice(start >> 3, (end + 7) >> 3);
  let arrays: StoredArrays = nulls === undefined ? {} : { nulls };
  for (const [field, values] of Object.entries(valuesOf(column))) {
    const part = values.subarray(start, end);
    arrays = { ...arrays, ...(part instanceof Uint8Array ? { [field]: part.slice() } : narrow(field, part, nulls)) };
  }
  return arrays;
}

/** Bytes the arrays of one chunk, or of a whole column, take in memory. */
export function bytesOf(arrays: StoredArrays): number {
  let bytes = 0;
  for (const values of Object.values(arrays)) bytes += values.byteLength;
  return bytes;
}

/** Bytes a column of `rows` rows takes in memory, the strings of its dictionary counted at two bytes a character. */
export function columnBytes(column: Column): number {
  let bytes = bytesOf(valuesOf(column)) + (column.nulls?.byteLength ?? 0);
  if (column.type === 'text') {
    if (column.packed !== undefined) bytes += column.packed.bytes.length + column.packed.ends.byteLength;
    else for (const word of column.dictionary) bytes += word.length * 2;
  }
  return bytes;
}

/** Strings in stretches of at most about `chunkCharacters`; a longer string is split over several. */
export function cutStrings(strings: readonly string[]): StringChunk[] {
  const chunks: StringChunk[] = [];
  let part: string[] = [];
  let characters = 0;
  const close = (continued: boolean) => {
    chunks.push({ strings: part, continued });
    part = [];
    characters = 0;
  };
  for (const string of strings) {
    if (part.length > 0 && (characters + string.length > chunkCharacters || part.length >= chunkStrings)) close(false);
    let rest = string;
    while (rest.length > chunkCharacters) {
      part.push(rest.slice(0, chunkCharacters));
      rest = rest.slice(chunkCharacters);
      close(true);
    }
    part.push(rest);
    characters += rest.length;
  }
  if (part.length > 0) close(false);
  return chunks;
}

/** What cutStrings cut. */
export function joinStrings(chunks: readonly StringChunk[]): string[] {
  const all: string[] = [];
  let open: string | null = null;
  for (const { strings, continued } of chunks) {
    for (let i = 0; i < strings.length; i++) {
      const string: string = i === 0 && open !== null ? open + strings[i]! : strings[i]!;
      if (i === 0) open = null;
      if (continued && i === strings.length - 1) open = string;
      else all.push(string);
    }
  }
  return all;
}

function joinValues(field: string, rows: number, whole: Values, chunks: readonly StoredArrays[]): void {
  const perChunk = field === 'nulls' ? chunkRows >> 3 : chunkRows;
  const length = field === 'nulls' ? (rows + 7) >> 3 : rows;
  for (let chunk = 0; chunk < chunks.length; chunk++) {
    const part = chunks[chunk]![field];
    const start = chunk * perChunk;
    if (part === undefined || part.length !== Math.min(perChunk, length - start)) throw missing(`rows of ${field}`);
    widen(chunks[chunk]!, field, whole, start);
  }
}

/** A column of `rows` rows out of its chunks, in order. Throws store/failed where one is missing or of the wrong length. */
export function joinColumn(
  layout: ColumnLayout,
  rows: number,
  chunks: readonly StoredArrays[],
  dictionary: readonly string[] | PackedTexts,
): Column {
  if (chunks.length !== chunkCount(rows)) throw missing(`chunks of ${layout.name}`);
  const filled = <T extends Values>(field: string, whole: T): T => {
    joinValues(field, rows, whole, chunks);
    if (whole instanceof Float64Array) restoreNaN(whole, nulls);
    return whole;
  };
  const nulls: NullMask = layout.hasNulls ? filled('nulls', new Uint8Array((rows + 7) >> 3)) : null;
  const type: ColumnType = layout.type;
  switch (type) {
    case 'number':
      return { type, values: filled('values', new Float64Array(rows)), nulls };
    case 'boolean':
      return { type, values: filled('values', new Uint8Array(rows)), nulls };
    case 'text':
      return textColumn(filled('codes', new Uint32Array(rows)), dictionary, nulls);
    case 'date':
      return { type, days: filled('days', new Int32Array(rows)), nulls };
    case 'instant': {
      const zone: InstantColumn['zone'] = layout.zone ?? 'local';
      return { type, ms: filled('ms', new Float64Array(rows)), days: filled('days', new Int32Array(rows)), zone, nulls };
    }
  }
}

function textColumn(codes: Uint32Array, dictionary: readonly string[] | PackedTexts, nulls: NullMask): Column {
  if ('bytes' in dictionary) return packedTextColumn(codes, dictionary, nulls);
  return { type: 'text', codes, dictionary, nulls };
}

/** Something that should be in the database is not. */
export function missing(what: string): KithError {
  return new KithError('store/failed', { reason: `missing ${what}` });
}
