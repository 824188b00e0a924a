// AssemblyScript. Built into delimited-bytes.ts by scripts/build-kernels.mjs. Addresses are of the module's memory, in
// which whoever calls keeps the bytes of a file; eight readable bytes follow whatever is read.

const high: u64 = 0x8080808080808080;
const low: u64 = 0x7f7f7f7f7f7f7f7f;
const ones: u64 = 0x0101010101010101;
const quote: u32 = 34;
const lineFeed: u32 = 10;
const carriageReturn: u32 = 13;

// The high bit of each byte of a word that equals the byte of which the pattern is made.
// @ts-ignore: decorator
@inline
function equal(word: u64, pattern: u64): u64 {
  const x = word ^ pattern;
  return ~(((x & low) + low) | x | low);
}

// Whether no byte is above 127.
export function isAscii(from: usize, end: usize): i32 {
  let at = from;
  let seen: u64 = 0;
  for (; at + 8 <= end; at += 8) seen |= load<u64>(at);
  for (; at < end; at++) seen |= load<u8>(at);
  return (seen & high) == 0 ? 1 : 0;
}

// Whether a row's first cell, from `from` to `to`, leaves no doubt that the row is one of the table. `begins` has a byte
// for each byte that a word for totals begins with; words for totals have no digits.
// @ts-ignore: decorator
@inline
function plainFirst(from: usize, to: usize, begins: usize, header: usize, headerLength: usize): bool {
  if (from == to) return false;
  const first = <usize>load<u8>(from);
  if (first <= 32 || first >= 0x80) return false;
  if (to - from == headerLength) {
    let same = true;
    for (let i: usize = 0; same && i < headerLength; i++) same = load<u8>(from + i) == load<u8>(header + i);
    if (same) return false;
  }
  if (load<u8>(begins + first) == 0) return true;
  for (let at = from; at < to; at++) {
    const digit = <u32>load<u8>(at) - 48;
    if (digit <= 9) return true;
  }
  return false;
}

// Notes where the cells of rows begin and end, from the line at `from` on; what ends at `end` is a whole line. Stops before
// `end` when `most` rows are noted, after a row whose first cell may be that of no row (it is noted, and `out[1]` = 3), at a
// line of more or fewer cells than the table has (it is not noted, `out[1]` = 1), and at one whose quotes need a parser
// (`out[1]` = 2). `out[0]` is where the next line begins, or that last one. Gives how many rows are noted.
export function scanRows(
  from: usize, end: usize, delimiter: u32, width: i32, most: i32, starts: usize, ends: usize,
  begins: usize, header: usize, headerLength: usize, out: usize,
): i32 {
  const delimiters = <u64>delimiter * ones;
  let rows = 0;
  let line = from;
  let verdict = 0;
  let group = from;
  let marks: u64 = 0;
  let loaded = false;
  while (line < end && rows < most) {
    let start = line;
    let fields = 0;
    let cells = (<usize>(rows * width)) << 2;
    let last = false;
    while (!last) {
      let to: usize;
      let next: usize;
      if (load<u8>(start) == quote) {
        start++;
        let at = start;
        while (load<u8>(at) != quote && load<u8>(at) != lineFeed) at++;
        if (load<u8>(at) == lineFeed) { verdict = 2; break; }
        to = at++;
        if (load<u8>(at) == carriageReturn && load<u8>(at + 1) == lineFeed) at++;
        const after = <u32>load<u8>(at);
        if (after != delimiter && after != lineFeed) { verdict = 2; break; }
        last = after == lineFeed;
        next = at + 1;
        loaded = false;
      } else {
        if (!loaded) {
          group = start;
          const word = load<u64>(group);
          marks = equal(word, delimiters) | equal(word, <u64>lineFeed * ones);
          loaded = true;
        }
        while (marks == 0) {
          group += 8;
          const word = load<u64>(group);
          marks = equal(word, delimiters) | equal(word, <u64>lineFeed * ones);
        }
        to = group + (<usize>ctz(marks) >> 3);
        marks &= marks - 1;
        last = load<u8>(to) == lineFeed;
        next = to + 1;
        if (last && to > start && load<u8>(to - 1) == carriageReturn) to--;
      }
      if (fields < width) {
        store<u32>(starts + cells, <u32>start);
        store<u32>(ends + cells, <u32>to);
        cells += 4;
      }
      fields++;
      start = next;
    }
    if (verdict == 2) break;
    if (fields != width) { verdict = 1; break; }
    const first = (<usize>(rows * width)) << 2;
    rows++;
    line = start;
    if (!plainFirst(load<u32>(starts + first), load<u32>(ends + first), begins, header, headerLength)) { verdict = 3; break; }
  }
  store<u32>(out, <u32>line);
  store<u32>(out + 4, verdict);
  return rows;
}
