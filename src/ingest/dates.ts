import { dayFromCivil, daysInMonth } from '../domain';
import { textOf } from './cells';
import { epochDigits, epochRange, type Epoch } from './epochs';
import { isWeekday, monthOf, monthWord } from './month-names';

/** How a cell was written; what stands first. `either` waits for the column's proof. */
export const iso = 1;
export const yearFirst = 2;
export const either = 3;
/** A month in words: nothing to prove. */
export const named = 4;
/** Digits that count seconds, milliseconds or days: see `Epoch`. */
export const counted = 5;

/** Marks a day that is not decided yet: the two leading numbers and the year are packed below this bit. */
const packedMark = 1 << 30;
export const isPacked = (day: number): boolean => day >= packedMark;
const pack = (a: number, b: number, year: number): number => packedMark | (year << 10) | (a << 5) | b;

/** Day number of a packed date, NaN where it is none in that order. */
export function unpackDay(packed: number, dayFirst: boolean): number {
  const a = (packed >> 5) & 31;
  const b = packed & 31;
  const year = (packed >> 10) & 0xfffff;
  return dayFirst ? dayFromCivil(year, b, a) : dayFromCivil(year, a, b);
}

/** 1 where a packed date can only be day first, −1 only month first, 0 either. */
export function orderOf(packed: number): -1 | 0 | 1 {
  const dayFirst = !Number.isNaN(unpackDay(packed, true));
  return dayFirst === !Number.isNaN(unpackDay(packed, false)) ? 0 : dayFirst ? 1 : -1;
}

export const noOffset = -32768;
export const noTime = -1;

const morning = new Set(['上午', '早上', '凌晨', '午前', '오전']);
const afternoon = new Set(['下午', '晚上', '中午', '午後', '오후']);
/** 时, 時, 点 */
const isHourWord = (code: number): boolean => code === 0x65f6 || code === 0x6642 || code === 0x70b9;

/**
 * Reads one cell as a date with or without a time of day: `2026-01-31`, `2026-01-31T10:00:00.000Z`, `2026-01-31 10:00 +0400`,
 * `2016/8/1 11:05`, `31.01.2026`, `01/31/26`, `20260131` (only where `compact`), `2024年1月31日 下午2:05`, `31-Jul-18`,
 * `Sep 4, 2026 1:05:07 AM`, `31 de enero de 2024`, `10-Dez-25`, `Fri, 04 Sep 2026 10:00 +0200`; with an `epoch`, instead,
 * digits that count from one. Two-digit years below 70 are 20xx. The fields hold the last cell read.
 */
export class DateReader {
  /** Day number, or a packed pair (see `isPacked`). */
  day = 0;
  /** Milliseconds since midnight as written, or `noTime`. */
  time = noTime;
  /** Minutes east of UTC as written, or `noOffset`. */
  offset = noOffset;
  form = iso;
  /** The mark between the numbers, as a character code. */
  mark = 0;

  /** The cell's UTF-16 units, with a zero after the last. */
  private codes = new Uint16Array(64);
  private length = 0;
  /** The cell was a date. */
  private good = false;
  private at = 0;
  private monthKey = -1;
  private monthStart = 0;
  private monthDays = 0;

  constructor(
    readonly compact: boolean,
    readonly epoch: Epoch | null = null,
  ) {}

  /** Whether the cell is a date (blank is not). */
  read(text: string): boolean {
    const { length } = text;
    if (length >= this.codes.length) {
      // Far longer than any date, unless white space makes it so.
      const bare = text.trim();
      return bare.length < this.codes.length && this.read(bare);
    }
    const { codes } = this;
    for (let i = 0; i < length; i++) codes[i] = text.charCodeAt(i);
    return this.readCodes(length);
  }

  /** As `read`, from the bytes of a UTF-8 text. */
  readBytes(bytes: Uint8Array, from: number, to: number): boolean {
    const length = to - from;
    const { codes } = this;
    if (length >= codes.length) return this.read(textOf(bytes, from, to));
    let seen = 0;
    let changed = this.length ^ length;
    for (let i = 0; i < length; i++) {
      const byte = bytes[from + i]!;
      seen |= byte;
      changed |= codes[i]! ^ byte;
      codes[i] = byte;
    }
    if (seen >= 0x80) return this.read(textOf(bytes, from, to));
    // Rows in order of time repeat their day: what was read last still stands.
    return changed === 0 ? this.good : this.readCodes(length);
  }

  private readCodes(length: number): boolean {
    this.codes[length] = 0;
    this.length = length;
    this.time = noTime;
    this.offset = noOffset;
    this.at = 0;
    this.skipSpaces();
    this.good =
      this.epoch === null
        ? this.at < length && this.readDay() && (this.at === length || this.readRest())
        : this.readCounted(this.epoch);
    return this.good;
  }

  /** Digits, perhaps with a fraction, that count from an epoch. Seconds and milliseconds are of UTC. */
  private readCounted(epoch: Epoch): boolean {
    const start = this.at;
    const whole = this.digits(13);
    if (whole < 0 || this.at - start !== epochDigits[epoch]) return false;
    let fraction = 0;
    const mark = this.codes[this.at];
    if (mark === 46 || mark === 44) {
      const from = ++this.at;
      const digits = this.digits(15);
      if (digits < 0) return false;
      fraction = digits / 10 ** (this.at - from);
    }
    this.skipSpaces();
    if (this.at !== this.length) return false;
    const [first, last] = epochRange[epoch];
    if (whole < first || whole > last) return false;
    this.form = counted;
    if (epoch === 'excel') {
      const seconds = Math.round(fraction * 86_400);
      this.day = whole - 25_569 + (seconds === 86_400 ? 1 : 0);
      if (fraction > 0) this.time = (seconds % 86_400) * 1000;
      return true;
    }
    const ms = epoch === 'unix' ? Math.floor((whole + fraction) * 1000 + 1e-4) : whole;
    this.day = Math.floor(ms / 86_400_000);
    this.time = ms - this.day * 86_400_000;
    this.offset = 0;
    return true;
  }

  /** What is left of the cell, as a string. */
  private rest(): string {
    return String.fromCharCode(...this.codes.subarray(this.at, this.length));
  }

  private skipSpaces(): void {
    while (this.at < this.length) {
      const code = this.codes[this.at]!;
      if (code !== 32 && code !== 9 && code !== 13 && code !== 0xa0 && code !== 0x202f) return;
      this.at++;
    }
  }

  /** Digits from here, at most `most`; −1 where there are none. */
  private digits(most: number): number {
    const stop = Math.min(this.length, this.at + most);
    let value = -1;
    while (this.at < stop) {
      const digit = this.codes[this.at]! - 48;
      if (digit < 0 || digit > 9) break;
      value = (value < 0 ? 0 : value * 10) + digit;
      this.at++;
    }
    return value;
  }

  private civil(year: number, month: number, day: number): boolean {
    const key = year * 16 + month;
    if (key !== this.monthKey) {
      if (month < 1 || month > 12 || year < 1000) return false;
      this.monthKey = key;
      this.monthStart = dayFromCivil(year, month, 1);
      this.monthDays = daysInMonth(year, month);
    }
    if (day < 1 || day > this.monthDays) return false;
    this.day = this.monthStart + day - 1;
    return true;
  }

  private readDay(): boolean {
    const start = this.at;
    const first = this.digits(8);
    if (first < 0) return this.readNamed();
    const length = this.at - start;
    if (length === 8) {
      this.form = yearFirst;
      return this.compact && this.civil(Math.floor(first / 10000), Math.floor(first / 100) % 100, first % 100);
    }
    if (length !== 4 && length > 2) return false;
    const mark = this.codes[this.at]!;
    this.mark = mark;
    const chinese = mark === 0x5e74; // 年
    if (mark !== 45 && mark !== 47 && mark !== 46 && !chinese) {
      if (mark === 32) return length <= 2 ? this.readNamed(first) : this.readNamed(-1, first);
      return length <= 2 && this.skipOrdinal() && this.readNamed(first);
    }
    this.at++;
    const second = this.digits(2);
    if (second < 0) return length <= 2 ? this.readNamed(first) : !chinese && this.readNamed(-1, first);
    const next = this.codes[this.at]!;
    if (chinese ? next !== 0x6708 : next !== mark) return false; // 月
    this.at++;
    const thirdStart = this.at;
    const third = this.digits(4);
    const thirdLength = this.at - thirdStart;
    if (length === 4) {
      if (thirdLength < 1 || thirdLength > 2) return false;
      if (chinese && this.codes[this.at]! === 0x65e5) this.at++; // 日
      this.form = mark === 45 ? iso : yearFirst;
      return this.civil(first, second, third);
    }
    if (thirdLength !== 2 && thirdLength !== 4) return false;
    const year = thirdLength === 4 ? third : third + (third < 70 ? 2000 : 1900);
    if (first < 1 || second < 1 || first > 31 || second > 31 || year < 1000 || (first > 12 && second > 12)) return false;
    const packed = pack(first, second, year);
    if (Number.isNaN(unpackDay(packed, true)) && Number.isNaN(unpackDay(packed, false))) return false;
    this.form = either;
    this.day = packed;
    return true;
  }

  /** `31-Jul-18`, `31 July 2018`, `Sep 4, 2026`, `31 de enero de 2024`, `2024-Jan-31`: month names of several tongues. */
  private readNamed(day = -1, leadingYear = -1): boolean {
    this.skipMarks();
    if (day >= 0) this.skipOf();
    let name = monthWord(this.rest().slice(0, 16));
    if (day < 0 && leadingYear < 0 && isWeekday(name)) {
      this.at += name.length;
      this.skipMarks();
      const date = this.digits(2);
      if (date >= 0) {
        if (this.codes[this.at] !== 32 && this.codes[this.at] !== 45 && this.codes[this.at] !== 46 && !this.skipOrdinal())
          return false;
        return this.readNamed(date);
      }
      name = monthWord(this.rest().slice(0, 16));
    }
    const month = monthOf(name);
    if (month === 0) return false;
    this.at += name.length;
    this.skipMarks();
    let date = day;
    if (day < 0) {
      date = this.digits(2);
      if (date < 0) return false;
      this.skipOrdinal();
    }
    this.form = named;
    if (leadingYear >= 0) return this.civil(leadingYear, month, date);
    if (day < 0) this.skipMarks();
    else this.skipOf();
    const start = this.at;
    const year = this.digits(4);
    const length = this.at - start;
    if (length !== 4 && length !== 2) return false;
    return this.civil(length === 4 ? year : year + (year < 70 ? 2000 : 1900), month, date);
  }

  /** `1st`, `2nd`, `1er`, `1º`. True where one stood there. */
  private skipOrdinal(): boolean {
    const found = /^(?:st|nd|rd|th|er|º|ª|°)(?![a-z])/i.exec(this.rest().slice(0, 3))?.[0];
    if (found === undefined) return false;
    this.at += found.length;
    return true;
  }

  /** The Spanish and Portuguese `de` between the parts. */
  private skipOf(): void {
    const found = /^del?\s+/i.exec(this.rest().slice(0, 8))?.[0];
    if (found !== undefined) this.at += found.length;
  }

  private skipMarks(): void {
    while (this.at < this.length && /[\s,.\-/]/.test(String.fromCharCode(this.codes[this.at]!))) this.at++;
  }

  /** Time of day and zone, to the end of the cell. */
  private readRest(): boolean {
    const { codes, length } = this;
    const code = codes[this.at];
    if (code === 84 || code === 44) this.at++; // T or a comma
    this.skipSpaces();
    if (codes[this.at]! >= 0x80 || codes[this.at] === 40) this.skipWeekday();
    if (this.at === length) return code !== 84;
    const early = codes[this.at]! >= 0x80 ? this.readHalfBefore() : 0;
    const hourStart = this.at;
    let hour = this.digits(2);
    if (hour < 0 || this.at === hourStart) return false;
    const words = codes[this.at]! >= 0x80;
    if (words ? !isHourWord(codes[this.at]!) : codes[this.at] !== 58) return false;
    this.at++;
    const minuteStart = this.at;
    const minute = this.digits(2);
    if (minute < 0 || minute > 59 || this.at - minuteStart !== 2) return false;
    let second = 0;
    let fraction = 0;
    if (words && codes[this.at] === 0x5206) {
      this.at++; // 分
      second = Math.max(0, this.digits(2));
      if (second > 59) return false;
      if (codes[this.at] === 0x79d2) this.at++; // 秒
    } else if (codes[this.at] === 58) {
      this.at++;
      second = this.digits(2);
      if (second < 0 || second > 59) return false;
      const mark = codes[this.at];
      if (mark === 46 || mark === 44) {
        const start = ++this.at;
        const digits = this.digits(9);
        if (digits < 0) return false;
        fraction = Math.floor((digits / 10 ** (this.at - start)) * 1000 + 1e-6);
      }
    }
    if (early !== 0) {
      // 下午14:05 is written too: an hour past noon needs no help.
      if (hour < 12 || early === 1) hour = (hour % 12) + (early === 2 ? 12 : 0);
    }
    if (this.at < length) {
      const half = early === 0 ? this.readHalf() : 0;
      if (half !== 0) {
        if (hour < 1 || hour > 12) return false;
        hour = (hour % 12) + (half === 2 ? 12 : 0);
      }
      if (!this.readZone()) return false;
    }
    if (hour > 23) return false;
    this.time = ((hour * 60 + minute) * 60 + second) * 1000 + fraction;
    return true;
  }

  /** 1 for a.m., 2 for p.m., 0 for neither. */
  private readHalf(): 0 | 1 | 2 {
    const next = this.codes[this.at]!;
    if (next > 32 && next < 0x80 && (next | 32) !== 97 && (next | 32) !== 112) return 0;
    const match = /^\s*([ap])\.?\s?m\.?(?![a-z])/i.exec(this.rest().slice(0, 12));
    if (!match) return 0;
    this.at += match[0].length;
    return match[1] === 'a' || match[1] === 'A' ? 1 : 2;
  }

  /** As `readHalf`, of the words that stand before the hour: 上午, 下午, 午前, 午後. */
  private readHalfBefore(): 0 | 1 | 2 {
    const two = this.rest().slice(0, 2);
    const half = morning.has(two) ? 1 : afternoon.has(two) ? 2 : 0;
    if (half !== 0) this.at += 2;
    this.skipSpaces();
    return half;
  }

  /** 星期三, 周三, （水） after the day. */
  private skipWeekday(): void {
    const found =
      /^(?:(?:星期|周|週|礼拜)[一二三四五六日天]|[(（][一二三四五六日月火水木金土][)）]|[月火水木金土日]曜日?)\s*/u.exec(
        this.rest().slice(0, 8),
      );
    if (found) this.at += found[0].length;
  }

  private readZone(): boolean {
    this.skipSpaces();
    const { codes, length } = this;
    if (this.at === length) return true;
    let code = codes[this.at];
    const named = code === 71 || code === 85 ? /^(?:GMT|UTC)\s?(?=[+-]\d)/.exec(this.rest().slice(0, 6))?.[0] : undefined;
    if (named !== undefined) code = codes[(this.at += named.length)];
    if (code === 43 || code === 45) {
      this.at++;
      const start = this.at;
      let hours = this.digits(2);
      const pair = this.at - start === 2;
      if (codes[this.at] === 58) this.at++;
      const minutes = this.at < length ? this.digits(2) : 0;
      this.skipSpaces();
      if (!pair || hours > 14 || minutes < 0 || minutes > 59 || this.at !== length) return false;
      hours = hours * 60 + minutes;
      this.offset = code === 45 ? -hours : hours;
      return true;
    }
    if (code === 90 && this.at + 1 === length) {
      this.offset = 0;
      return true;
    }
    const zone = this.rest().trim();
    if (zone === 'Z' || zone === 'z' || zone === 'UTC' || zone === 'GMT') {
      this.offset = 0;
      return true;
    }
    // Other abbreviations (PDT, CET) mean different offsets in different places: the wall clock is kept, the zone is not.
    return /^(?:[A-Z]{2,5}|Uhr|h)$/.test(zone);
  }
}
