import { v1, type ChunkArrays, type StringChunk } from './v1';

/**
 * Version 2: chunks of numbers as narrow as they go, dictionaries as bytes. Stores and keys are those of version 1, and its
 * records are still read: no upgrade. The number is what keeps version 1 from opening records that it would misread.
 */
export const v2 = { version: 2, stores: { ...v1.stores } } as const;

/**
 * As in version 1, or narrower: field `x` may be an array of another kind, and `x.scale` then holds three numbers, base,
 * times and over, by which its values are `(x[i] + base) * times / over`.
 */
export type StoredArrays = Readonly<Record<string, ChunkArrays[string] | Uint16Array>>;

/**
 * A stretch of a dictionary: UTF-8 bytes of all texts end to end, cut anywhere, and how many bytes each of some of them
 * takes. The stretches of a column put together give both.
 */
export interface PackedChunk {
  readonly bytes: Uint8Array;
  readonly lengths: Uint8Array | Uint16Array | Uint32Array;
}

/** A record of `dictionaries`. */
export type DictionaryPart = StringChunk | PackedChunk;

export type DictionaryRow = DictionaryPart & { readonly importId: string; readonly column: number; readonly chunk: number };

export interface ChunkRow {
  readonly importId: string;
  readonly column: number;
  readonly chunk: number;
  readonly arrays: StoredArrays;
}
