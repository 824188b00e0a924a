import type { StoredArrays } from './versions/v2';

type Numbers = Float64Array | Int32Array | Uint32Array;

/** Ways to write values as whole numbers, `value = whole * times / over`: as they are, in cents, in whole seconds. */
const ways = [
  [1, 1],
  [1, 100],
  [1000, 1],
] as const;
/** Whole numbers up to here are exact in 64-bit floats, multiplied as they are here. */
const safe = 2 ** 43;

/**
 * A field of a chunk as narrow as its values allow: half the bytes of an import are half the time to keep it. Values come
 * back to the bit, or the field stays as it is, in a copy: fractions, NaN without a null mask, −0. `nulls` stand for the NaN.
 */
export function narrow(field: string, values: Numbers, nulls: Uint8Array | undefined): StoredArrays {
  for (const [times, over] of ways) {
    const whole = values instanceof Float64Array ? wholeFloats(values, nulls, times, over) : wholeIntegers(values);
    if (whole !== null) return { [field]: whole.array, [`${field}.scale`]: Float64Array.of(whole.base, times, over) };
    if (!(values instanceof Float64Array)) break;
  }
  return { [field]: values.slice() };
}

interface Narrowed {
  readonly array: Uint8Array | Uint16Array | Uint32Array;
  readonly base: number;
}

// Each loop sees one kind of array only: an engine compiles it to something several times as fast as one that has to ask.

/** Reused from chunk to chunk, so that each value is divided once. */
let scratch = new Float64Array(0);

function wholeFloats(values: Float64Array, nulls: Uint8Array | undefined, times: number, over: number): Narrowed | null {
  const { length } = values;
  if (scratch.length < length) scratch = new Float64Array(length);
  const wholes = scratch;
  let least = Number.POSITIVE_INFINITY;
  let greatest = Number.NEGATIVE_INFINITY;
  for (let i = 0; i < length; i++) {
    const value = values[i]!;
    if (value !== value) {
      if (nulls === undefined || (nulls[i >> 3]! & (1 << (i & 7))) === 0) return null;
      wholes[i] = value;
      continue;
    }
    const whole = Math.round((value * over) / times);
    if ((whole * times) / over !== value || whole > safe || whole < -safe || (value === 0 && 1 / value < 0)) return null;
    if (whole < least) least = whole;
    if (whole > greatest) greatest = whole;
    wholes[i] = whole;
  }
  if (least > greatest) least = greatest = 0;
  const room = narrowRoom(values, greatest - least);
  if (room === null) return null;
  // NaN becomes 0, as typed arrays have it.
  if (room instanceof Uint8Array) for (let i = 0; i < length; i++) room[i] = wholes[i]! - least;
  else if (room instanceof Uint16Array) for (let i = 0; i < length; i++) room[i] = wholes[i]! - least;
  else for (let i = 0; i < length; i++) room[i] = wholes[i]! - least;
  return { array: room, base: least };
}

/** Codes of texts and days; null too for numbers of 2^31 and above, which neither are. */
function wholeIntegers(array: Int32Array | Uint32Array): Narrowed | null {
  const { length } = array;
  const values = new Int32Array(array.buffer, array.byteOffset, length);
  let least = length === 0 ? 0 : values[0]!;
  let greatest = least;
  for (let i = 1; i < length; i++) {
    const value = values[i]!;
    if (value < least) least = value;
    else if (value > greatest) greatest = value;
  }
  if (least < 0 && array instanceof Uint32Array) return null;
  const room = narrowRoom(array, greatest - least);
  if (room === null) return null;
  if (room instanceof Uint8Array) for (let i = 0; i < length; i++) room[i] = values[i]! - least;
  else if (room instanceof Uint16Array) for (let i = 0; i < length; i++) room[i] = values[i]! - least;
  else for (let i = 0; i < length; i++) room[i] = values[i]! - least;
  return { array: room, base: least };
}

/** The narrowest array for as many values within such a range; null where it saves nothing. */
function narrowRoom({ length, byteLength }: Numbers, range: number): Narrowed['array'] | null {
  if (range > 0xffffffff) return null;
  const room = range < 0x100 ? new Uint8Array(length) : range < 0x10000 ? new Uint16Array(length) : new Uint32Array(length);
  return room.byteLength >= byteLength ? null : room;
}

/** Writes a field of a chunk into the whole column from `start` on, whatever its kind. Null positions: see `restoreNaN`. */
export function widen(chunk: StoredArrays, field: string, whole: Numbers | Uint8Array, start: number): void {
  const part = chunk[field]!;
  const scale = chunk[`${field}.scale`];
  if (scale === undefined) {
    whole.set(part, start);
    return;
  }
  const [base, times, over] = scale as unknown as [number, number, number];
  if (times === 1 && over === 1) for (let i = 0; i < part.length; i++) whole[start + i] = part[i]! + base;
  else for (let i = 0; i < part.length; i++) whole[start + i] = ((part[i]! + base) * times) / over;
}

/** Puts NaN where the mask says that a float is missing, as the column table has it. */
export function restoreNaN(values: Float64Array, nulls: Uint8Array | null): void {
  if (nulls === null) return;
  for (let i = 0; i < values.length; i++) {
    if (nulls[i >> 3] === 0) i |= 7;
    else if ((nulls[i >> 3]! & (1 << (i & 7))) !== 0) values[i] = Number.NaN;
  }
}
