// A table that numbers the different texts of a column in order of first sight. Its fields, each of four bytes:
// 0 slots (address), 4 mask (slots - 1), 8 texts that stand in the slots, 12 texts, 16 the texts end to end (address),
// 20 where each ends in there (address), 24 code of the least and 28 of the greatest text by length and then bytes,
// 32 whether texts come in order, 36 how many did not, 40 cells without a text in the last call, 44 whether it stopped for
// want of slots, of which more than half stay free.
// A slot has two words, the length, and code + 1 (0 where it is free). The words are the text itself where it is of at
// most eight bytes, else its hash and its last four bytes.

const inSlot: usize = 8;
// A column of so few texts is looked up as fast as it is compared.
const few: u32 = 1024;

// @ts-ignore: decorator
@inline
function firstWord(from: usize, length: usize): u64 {
  return length == 0 ? 0 : load<u64>(from) & (~(<u64>0) >> ((8 - length) << 3));
}

function hashed(from: usize, to: usize): u32 {
  let hash = <u64>(to - from) * 0x9e3779b97f4a7c15;
  let at = from;
  for (; at + 8 <= to; at += 8) {
    hash = (hash ^ load<u64>(at)) * 0x9fb21c651e98df25;
    hash ^= hash >> 32;
  }
  if (at < to) {
    hash = (hash ^ firstWord(at, to - at)) * 0x9fb21c651e98df25;
    hash ^= hash >> 32;
  }
  return <u32>hash;
}

// @ts-ignore: decorator
@inline
function keyOf(from: usize, to: usize): u64 {
  const length = to - from;
  return length <= inSlot ? firstWord(from, length) : <u64>hashed(from, to) | (<u64>load<u32>(to - 4) << 32);
}

// @ts-ignore: decorator
@inline
function mixed(key: u64, length: usize): u32 {
  const hash = (key ^ (<u64>length << 56)) * 0x9e3779b97f4a7c15;
  return <u32>(hash >> 32) ^ <u32>(hash >> 47);
}

// @ts-ignore: decorator
@inline
function startOf(table: usize, code: u32): usize {
  return code == 0 ? 0 : load<u32>(load<u32>(table, 20) + ((<usize>code - 1) << 2));
}

// Negative where the text of the code comes before the other, by length and then by bytes; 0 where they are equal.
function compare(table: usize, code: u32, from: usize, length: usize): i32 {
  const start = startOf(table, code);
  const own = <usize>load<u32>(load<u32>(table, 20) + (<usize>code << 2)) - start;
  if (own != length) return <i32>own - <i32>length;
  const text = load<u32>(table, 16) + start;
  let i: usize = 0;
  for (; i + 8 <= length; i += 8) {
    const a = load<u64>(text + i);
    const b = load<u64>(from + i);
    if (a != b) return bswap<u64>(a) < bswap<u64>(b) ? -1 : 1;
  }
  if (i < length) {
    const a = firstWord(text + i, length - i);
    const b = firstWord(from + i, length - i);
    if (a != b) return bswap<u64>(a) < bswap<u64>(b) ? -1 : 1;
  }
  return 0;
}

// Puts texts that are in no slot yet into the slots.
export function indexTexts(table: usize): void {
  const slots = <usize>load<u32>(table, 0);
  const mask = load<u32>(table, 4);
  const size = load<u32>(table, 12);
  const arena = <usize>load<u32>(table, 16);
  for (let code = load<u32>(table, 8); code < size; code++) {
    const from = arena + startOf(table, code);
    const to = arena + load<u32>(load<u32>(table, 20) + (<usize>code << 2));
    put(slots, mask, keyOf(from, to), to - from, code);
  }
  store<u32>(table, size, 8);
}

// @ts-ignore: decorator
@inline
function put(slots: usize, mask: u32, key: u64, length: usize, code: u32): void {
  let at = mixed(key, length) & mask;
  while (load<u32>(slots + (<usize>at << 4), 12) != 0) at = (at + 1) & mask;
  const slot = slots + (<usize>at << 4);
  store<u64>(slot, key);
  store<u32>(slot, <u32>length, 8);
  store<u32>(slot, code + 1, 12);
}

// The code of a text, which gets one where `learn` says so and it has none; else -1. Room for its bytes must be there;
// where the slots do not suffice, -2.
// @ts-ignore: decorator
@inline
function codeOf(table: usize, from: usize, to: usize, learn: bool): i32 {
  const length = to - from;
  let size = load<u32>(table, 12);
  let unseen = false;
  if (load<u32>(table, 32) != 0 && size >= few) {
    const greatest = load<u32>(table, 28);
    const order = compare(table, greatest, from, length);
    if (order == 0) return greatest;
    if (order < 0 || compare(table, load<u32>(table, 24), from, length) > 0) unseen = true;
    else {
      const between = load<u32>(table, 36) + 1;
      store<u32>(table, between, 36);
      if (between * 2 >= size) store<u32>(table, 0, 32);
    }
  }
  let key: u64 = 0;
  if (!unseen) {
    if ((size + 1) * 2 > load<u32>(table, 4)) return -2;
    if (load<u32>(table, 8) < size) indexTexts(table);
    key = keyOf(from, to);
    const slots = <usize>load<u32>(table, 0);
    const mask = load<u32>(table, 4);
    let at = mixed(key, length) & mask;
    while (true) {
      const slot = slots + (<usize>at << 4);
      const code = load<u32>(slot, 12);
      if (code == 0) break;
      if (load<u64>(slot) == key && load<u32>(slot, 8) == <u32>length &&
        (length <= inSlot || compare(table, code - 1, from, length) == 0)) return code - 1;
      at = (at + 1) & mask;
    }
  }
  if (!learn) return -1;
  const code = size;
  const start = startOf(table, code);
  const arena = <usize>load<u32>(table, 16) + start;
  if (length <= 16) {
    // What is copied beyond the text is overwritten by the next.
    store<u64>(arena, load<u64>(from));
    if (length > 8) store<u64>(arena + 8, load<u64>(from + 8));
  } else {
    for (let i: usize = 0; i < length; i += 8) store<u64>(arena + i, load<u64>(from + i));
  }
  store<u32>(load<u32>(table, 20) + (<usize>code << 2), <u32>(start + length));
  store<u32>(table, ++size, 12);
  if (!unseen) {
    put(load<u32>(table, 0), load<u32>(table, 4), key, length, code);
    store<u32>(table, size, 8);
  }
  if (load<u32>(table, 32) != 0 && code > 0) {
    if (compare(table, load<u32>(table, 28), from, length) < 0) store<u32>(table, code, 28);
    else if (compare(table, load<u32>(table, 24), from, length) > 0) store<u32>(table, code, 24);
  }
  return code;
}

// The code of one text, new or not; -2 where the slots do not suffice.
export function textCode(table: usize, from: usize, to: usize): i32 {
  return codeOf(table, from, to, true);
}

// Whether there may be something to take off a cell's ends: white space, or (`ids`) a mark before an id. Errs towards yes.
// @ts-ignore: decorator
@inline
function mayBePadded(from: usize, to: usize, ids: bool): bool {
  const first = <u32>load<u8>(from);
  if (first <= 32 || (ids && (first == 61 || first == 39 || first == 96))) return true;
  if (first >= 0x80 && (first == 0xc2 || first == 0xe1 || first == 0xe2 || first == 0xef || (first == 0xe3 && load<u8>(from + 1) == 0x80))) return true;
  const final = <u32>load<u8>(to - 1);
  if (final <= 32) return true;
  if (final < 0x80) return false;
  if (load<u8>(to - 2) == 0xc2) return true;
  if (to - from < 3) return false;
  const lead = <u32>load<u8>(to - 3);
  return lead == 0xe1 || lead == 0xe2 || lead == 0xef || (lead == 0xe3 && load<u8>(to - 2) == 0x80);
}

// Whether a text may be a word for "nothing": those are short and have no digit.
// @ts-ignore: decorator
@inline
function mayBeBlank(from: usize, to: usize): bool {
  if (to - from > 18) return false;
  for (let at = from; at < to; at++) {
    const digit = <u32>load<u8>(at) - 48;
    if (digit <= 9) return false;
  }
  return true;
}

// Codes of a column's cells for rows `row` to `rows`, from `out` on; the last code of all where the cell is empty. Stops at
// a cell that has to be looked at as a string, and gives its row; `rows` when all are done.
export function textCodes(
  table: usize, starts: usize, ends: usize, width: i32, row: i32, rows: i32, ids: i32, out: usize,
): i32 {
  const step = <usize>width << 2;
  let at = <usize>row * step;
  let blanks: u32 = 0;
  let short: u32 = 0;
  let i = row;
  for (; i < rows; i++, at += step) {
    const from = <usize>load<u32>(starts + at);
    const to = <usize>load<u32>(ends + at);
    let code: i32 = -1;
    if (from == to) blanks++;
    else {
      if (mayBePadded(from, to, ids != 0)) break;
      code = codeOf(table, from, to, !(ids != 0 && mayBeBlank(from, to)));
      if (code < 0) {
        short = code == -2 ? 1 : 0;
        break;
      }
    }
    store<i32>(out + (<usize>i << 2), code);
  }
  store<u32>(table, blanks, 40);
  store<u32>(table, short, 44);
  return i;
}
