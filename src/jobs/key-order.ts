import { orderByValue, rowNumbers } from './radix-order';

/** Rows between two yields, where each takes little. */
const stride = 16_384;
/** Three 16-bit characters, each with a place for "none", fit into the 53 bits of a double. */
const charactersAtOnce = 3;
const place = 65_537;
/** Beyond so many characters past what all keys begin with, a comparing sort does the rest. */
const radixCharacters = 24;
const run = 4096;

/** How many characters all the keys begin with. */
function sharedStart(keys: readonly string[]): number {
  const first = keys[0] ?? '';
  let shared = first.length;
  for (const key of keys) {
    let i = 0;
    while (i < shared && key.charCodeAt(i) === first.charCodeAt(i)) i++;
    shared = i;
  }
  return shared;
}

/** A number per key out of the characters from `start` on, in the order of those characters; a key that has ended first. */
function packed(keys: readonly string[], start: number): Float64Array {
  const values = new Float64Array(keys.length);
  for (let i = 0; i < keys.length; i++) {
    const key = keys[i]!;
    let value = 0;
    for (let at = start; at < start + charactersAtOnce; at++)
      value = value * place + (at < key.length ? key.charCodeAt(at) + 1 : 0);
    values[i] = value;
  }
  return values;
}

/** A merge sort in steps: short runs are sorted, then merged. */
function* mergeSort(order: Uint32Array<ArrayBuffer>, keys: readonly string[]): Generator<void, Uint32Array<ArrayBuffer>, void> {
  const rows = order.length;
  const compare = (a: number, b: number) => (keys[a]! < keys[b]! ? -1 : keys[a]! > keys[b]! ? 1 : 0);
  let from = order;
  let to = new Uint32Array(rows);
  for (let start = 0; start < rows; start += run) {
    from.subarray(start, start + run).sort(compare);
    yield;
  }
  for (let width = run; width < rows; width *= 2) {
    for (let start = 0; start < rows; start += 2 * width) {
      const middle = Math.min(start + width, rows);
      const end = Math.min(start + 2 * width, rows);
      let a = start;
      let b = middle;
      for (let at = start; at < end; at++) {
        if (b >= end || (a < middle && compare(from[a]!, from[b]!) <= 0)) to[at] = from[a++]!;
        else to[at] = from[b++]!;
        if (at % stride === 0) yield;
      }
    }
    [from, to] = [to, from];
  }
  return from;
}

/**
 * Row numbers in the order of their keys, in steps of some milliseconds at 100,000 rows. Keys that are all whole numbers
 * are in the order of the numbers (9 before 10), others in the order of their UTF-16 characters: the same in every
 * browser and language. Equal keys stay in the order of their rows.
 */
export function* orderByKey(keys: readonly string[]): Generator<void, Uint32Array<ArrayBuffer>, void> {
  let order = rowNumbers(keys.length);
  let longest = 0;
  let numeric = true;
  for (let i = 0; i < keys.length; i++) {
    const key = keys[i]!;
    longest = Math.max(longest, key.length);
    numeric &&= /^\d{1,15}$/.test(key);
    if (i % stride === 0) yield;
  }
  if (numeric) return orderByValue(order, Float64Array.from(keys, Number), false);
  const start = sharedStart(keys);
  yield;
  const words = Math.ceil(Math.min(longest - start, radixCharacters) / charactersAtOnce);
  for (let word = words - 1; word >= 0; word--) {
    const values = packed(keys, start + word * charactersAtOnce);
    yield;
    order = orderByValue(order, values, false);
    yield;
  }
  return longest - start > radixCharacters ? yield* mergeSort(order, keys) : order;
}
