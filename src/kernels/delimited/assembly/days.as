// Dates written year, month, day between dashes, with or without a time of day: `2026-01-31`, `2026-01-31 10:00`,
// `2026-01-31T10:00:00.000Z`. DateReader reads the same, and all other dates.

const missing: i32 = -2147483648;
let day: i32 = 0;
let time: i32 = -1;
let utc: bool = false;

// @ts-ignore: decorator
@inline
function two(at: usize): u32 {
  const a = <u32>load<u8>(at) - 48;
  const b = <u32>load<u8>(at + 1) - 48;
  return a > 9 || b > 9 ? 100 : a * 10 + b;
}

// @ts-ignore: decorator
@inline
function daysInMonth(year: u32, month: u32): u32 {
  if (month == 2) return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28;
  return month == 4 || month == 6 || month == 9 || month == 11 ? 30 : 31;
}

// Days since 1970-01-01 in the Gregorian calendar; Hinnant, "chrono-compatible low-level date algorithms", days_from_civil.
// @ts-ignore: decorator
@inline
function fromCivil(year: i32, month: u32, date: u32): i32 {
  const y = month <= 2 ? year - 1 : year;
  const era = y / 400;
  const yearOfEra = y - era * 400;
  const dayOfYear = (153 * ((<i32>month + 9) % 12) + 2) / 5 + <i32>date - 1;
  return era * 146097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719468;
}

// @ts-ignore: decorator
@inline
function read(from: usize, to: usize): bool {
  const length = to - from;
  if (length < 10 || load<u8>(from + 4) != 45 || load<u8>(from + 7) != 45) return false;
  const century = two(from);
  const rest = two(from + 2);
  const month = two(from + 5);
  const date = two(from + 8);
  if (century < 10 || century > 99 || rest > 99 || month < 1 || month > 12 || date < 1) return false;
  const year = century * 100 + rest;
  if (date > daysInMonth(year, month)) return false;
  day = fromCivil(<i32>year, month, date);
  time = -1;
  utc = false;
  return length == 10 || readTime(from + 10, to);
}

function readTime(from: usize, to: usize): bool {
  const mark = <u32>load<u8>(from);
  if (to - from < 6 || (mark != 84 && mark != 32) || load<u8>(from + 3) != 58) return false;
  const hour = two(from + 1);
  const minute = two(from + 4);
  if (hour > 23 || minute > 59) return false;
  let at = from + 6;
  let second: u32 = 0;
  let fraction: i32 = 0;
  if (at < to && load<u8>(at) == 58) {
    if (to - at < 3) return false;
    second = two(at + 1);
    if (second > 59) return false;
    at += 3;
    if (at < to && load<u8>(at) == 46) {
      const start = ++at;
      let digits: u32 = 0;
      let power: f64 = 1;
      while (at < to && at - start < 9) {
        const digit = <u32>load<u8>(at) - 48;
        if (digit > 9) break;
        digits = digits * 10 + digit;
        power *= 10;
        at++;
      }
      if (at == start) return false;
      fraction = <i32>Math.floor((<f64>digits / power) * 1000 + 1e-6);
    }
  }
  if (at + 1 == to && load<u8>(at) == 90) {
    utc = true;
    at++;
  }
  time = ((<i32>hour * 60 + <i32>minute) * 60 + <i32>second) * 1000 + fraction;
  return at == to;
}

// The first of rows `row` to `rows` whose cell is neither empty nor such a date; `rows` where there is none.
export function firstUnlikeDay(starts: usize, ends: usize, width: i32, row: i32, rows: i32): i32 {
  const step = <usize>width << 2;
  let at = <usize>row * step;
  for (let i = row; i < rows; i++, at += step) {
    const from = <usize>load<u32>(starts + at);
    const to = <usize>load<u32>(ends + at);
    if (from != to && !read(from, to)) return i;
  }
  return rows;
}

// The days of a column's cells for rows `row` to `rows`, from `out` on, and their milliseconds since midnight from `times`
// on, 0 where none are written. Stops as `firstUnlikeDay`. `stats`: counts of empty cells, of cells in UTC, and of cells
// with a time other than midnight in this call.
export function days(
  starts: usize, ends: usize, width: i32, row: i32, rows: i32, stats: usize, out: usize, times: usize,
): i32 {
  const step = <usize>width << 2;
  let at = <usize>row * step;
  let blanks = 0;
  let zoned = 0;
  let timed = 0;
  let i = row;
  for (; i < rows; i++, at += step) {
    const from = <usize>load<u32>(starts + at);
    const to = <usize>load<u32>(ends + at);
    if (from == to) {
      blanks++;
      store<i32>(out + (<usize>i << 2), missing);
      store<i32>(times + (<usize>i << 2), 0);
      continue;
    }
    if (!read(from, to)) break;
    if (utc) zoned++;
    if (time > 0) timed++;
    store<i32>(out + (<usize>i << 2), day);
    store<i32>(times + (<usize>i << 2), time > 0 ? time : 0);
  }
  store<i32>(stats, blanks);
  store<i32>(stats, zoned, 4);
  store<i32>(stats, timed, 8);
  return i;
}
