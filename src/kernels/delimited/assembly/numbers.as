// Plain numbers: an optional minus, digits, and a decimal mark with digits, at most fifteen digits in all. The same
// arithmetic as NumberReader.readPlain, so that both give the same bits.

// What stands beside a value that was read: 0 nothing, 1 its mark is the decimal mark, 2 it would do either way.
let proof: i32 = 0;
let value: f64 = 0;

// @ts-ignore: decorator
@inline
function read(from: usize, end: usize, point: u32): bool {
  const negative = load<u8>(from) == 45;
  let at = negative ? from + 1 : from;
  const start = at;
  let mantissa: u64 = 0;
  let digit: u32 = 0;
  while (at < end) {
    digit = <u32>load<u8>(at) - 48;
    if (digit > 9) break;
    mantissa = mantissa * 10 + digit;
    at++;
  }
  const whole = at - start;
  if (whole == 0 || whole > 15) return false;
  proof = 0;
  if (at == end) {
    value = negative ? 0 - <f64>mantissa : <f64>mantissa;
    return true;
  }
  if (load<u8>(at) != point) return false;
  const first = ++at;
  let power: f64 = 1;
  while (at < end) {
    digit = <u32>load<u8>(at) - 48;
    if (digit > 9) return false;
    mantissa = mantissa * 10 + digit;
    // A power of ten below 10^23 is exact.
    power *= 10;
    at++;
  }
  const fraction = at - first;
  if (fraction == 0 || whole + fraction > 15) return false;
  proof = fraction == 3 && whole <= 3 && load<u8>(start) != 48 ? 2 : 1;
  const magnitude = <f64>mantissa / power;
  value = negative ? 0 - magnitude : magnitude;
  return true;
}

// The first of rows `row` to `rows` whose cell is neither empty nor plain; `rows` where there is none.
export function firstUnlikeNumber(starts: usize, ends: usize, width: i32, row: i32, rows: i32, point: u32): i32 {
  const step = <usize>width << 2;
  let at = <usize>row * step;
  for (let i = row; i < rows; i++, at += step) {
    const from = <usize>load<u32>(starts + at);
    const to = <usize>load<u32>(ends + at);
    if (from != to && !read(from, to, point)) return i;
  }
  return rows;
}

// The numbers of a column's cells for rows `row` to `rows`, from `out` on, NaN where the cell is empty. Stops as
// `firstUnlikeNumber`, and at the first proof of the decimal mark unless `seen`. `stats`: least and greatest value (both
// read and written), then counts of empty cells, proofs and undecided ones in this call.
export function numbers(
  starts: usize, ends: usize, width: i32, row: i32, rows: i32, point: u32, seen: i32, stats: usize, out: usize,
): i32 {
  const step = <usize>width << 2;
  let at = <usize>row * step;
  let least = load<f64>(stats);
  let greatest = load<f64>(stats, 8);
  let blanks = 0;
  let proofs = 0;
  let undecided = 0;
  let i = row;
  for (; i < rows; i++, at += step) {
    const from = <usize>load<u32>(starts + at);
    const to = <usize>load<u32>(ends + at);
    if (from == to) {
      blanks++;
      store<f64>(out + (<usize>i << 3), NaN);
      continue;
    }
    if (!read(from, to, point)) break;
    if (proof == 1) {
      if (seen == 0) break;
      proofs++;
    } else if (proof == 2) undecided++;
    if (value < least) least = value;
    if (value > greatest) greatest = value;
    store<f64>(out + (<usize>i << 3), value);
  }
  store<f64>(stats, least);
  store<f64>(stats, greatest, 8);
  store<i32>(stats, blanks, 16);
  store<i32>(stats, proofs, 20);
  store<i32>(stats, undecided, 24);
  return i;
}
