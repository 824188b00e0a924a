/** What a cell shows of how its column writes numbers. */
export const noProof = 0;
/** `1.5`, `1,234.50`: the point is the decimal mark. */
export const provesPoint = 1;
/** `1,5`, `1.234,50`: the comma is. */
export const provesComma = 2;
/** `1.234` or `1,234`: would do either way. */
export const eitherWay = 3;

/** Sign, fifteen digits and a mark. */
const longestPlain = 17;
const plain = new Uint8Array(longestPlain);
const powers = Float64Array.from({ length: 23 }, (_, i) => 10 ** i);

const codes =
  'USD|EUR|GBP|CNY|RMB|JPY|CHF|CAD|AUD|NZD|HKD|SGD|TWD|INR|BRL|MXN|KRW|SEK|NOK|DKK|PLN|CZK|HUF|TRY|ZAR|BDT|THB|PHP|IDR|VND|MYR|RUB|UAH|NGN|KES|AED|SAR|ILS|ARS|CLP|COP|PEN|RON|BGN|ISK|PKR|LKR|EGP|MAD';
const before = new RegExp(`^(?:(?:[A-Z]{1,3})?\\p{Sc}|(?:${codes}|Rs\\.?|Rp\\.?|RM|Fr\\.?|kr\\.?)(?![a-z]))\\s*`, 'iu');
const after = new RegExp(`\\s*(?:\\p{Sc}|${codes}|kr\\.?|zł|kč|ft|lei|đ|元|円|원|руб\\.?|лв\\.?)$`, 'iu');
/** `15,-`, `15.–`: no cents, as Dutch, German and Swiss prices have it. */
const noCents = /[.,][-–—]{1,2}$/;
const spaces = /[\s'’]/gu;
const longestWritten = 60;

/**
 * Reads numbers as people write them: `1,234.50`, `1.234,50`, `$8.00`, `-$9.00`, `($33.62)`, `12-`, `12.5 %`, `¥28.16`, `৳2,999`.
 * `1'234.56`, `$(33.62)`, `15,-`. A percentage keeps the number that is written: `12 %` is 12. A refund noted behind the amount,
 * `131.77(已退款89.84)`, is `refunded`, and no part of the number. An exponent needs a sign or a decimal mark: `1e5` may be an id. NaN where the cell is no number in this column's manner;
 * `proof` then still says what the cell shows. Groups of thousands must be groups: `12,50` is not 1,250.
 */
export class NumberReader {
  /** Of the last cell read. */
  proof = noProof;
  /** What the last cell read says was given back, NaN where it says nothing of the kind. */
  refunded = Number.NaN;
  /** The sign or code of a currency in the last cell read, as it is written; '' where there is none. */
  currency = '';
  private readonly point: number;

  constructor(readonly decimal: '.' | ',') {
    this.point = decimal.charCodeAt(0);
  }

  read(text: string): number {
    const { length } = text;
    this.refunded = Number.NaN;
    this.currency = '';
    if (length <= longestPlain) {
      for (let i = 0; i < length; i++) plain[i] = Math.min(text.charCodeAt(i), 0xff);
      const value = this.readPlain(plain, 0, length);
      if (value === value) return value;
    }
    this.proof = noProof;
    return text.length <= longestWritten && mayBeNumber(text) ? this.readSlowly(text.trim()) : Number.NaN;
  }

  /**
   * As `read`, from bytes, for what most cells are: an optional minus, digits, and a decimal mark with digits. NaN for
   * anything else, number or not; `proof` then says nothing.
   */
  readPlain(bytes: Uint8Array, from: number, end: number): number {
    this.proof = noProof;
    const negative = from < end && bytes[from] === 45;
    let i = negative ? from + 1 : from;
    const start = i;
    let mantissa = 0;
    for (; i < end; i++) {
      const digit = bytes[i]! - 48;
      if (digit < 0 || digit > 9) break;
      mantissa = mantissa * 10 + digit;
    }
    const whole = i - start;
    if (whole === 0 || whole > 15) return Number.NaN;
    if (i === end) return negative ? 0 - mantissa : mantissa;
    if (bytes[i] !== this.point) return Number.NaN;
    const first = ++i;
    for (; i < end; i++) {
      const digit = bytes[i]! - 48;
      if (digit < 0 || digit > 9) return Number.NaN;
      mantissa = mantissa * 10 + digit;
    }
    const fraction = i - first;
    if (fraction === 0 || whole + fraction > 15) return Number.NaN;
    const groups = fraction === 3 && whole <= 3 && bytes[start] !== 48;
    this.proof = groups ? eitherWay : this.decimal === '.' ? provesPoint : provesComma;
    // Exact: a mantissa below 2^53 over a power of ten below 10^23 is rounded once.
    const value = mantissa / powers[fraction]!;
    return negative ? 0 - value : value;
  }

  /** `131.77(已退款89.84)`, `100.00(已全额退款)`: the amount, and aside what was given back of it. */
  private readRefunded(text: string, open: number): number {
    const value = this.readSlowly(text.slice(0, open).trim());
    const proof = this.proof;
    const noted = text.slice(open + 1, -1).replace(/^\s*已?(?:全额|部分)?退款[:：]?/u, '');
    const back = noted.trim() === '' ? value : this.readSlowly(noted.trim());
    if (proof !== noProof) this.proof = proof;
    if (Number.isNaN(back)) return Number.NaN;
    this.refunded = Math.abs(back);
    return value;
  }

  private readSlowly(text: string): number {
    let rest = text;
    let negative = false;
    if (rest.includes('退款')) {
      const open = Math.max(rest.lastIndexOf('('), rest.lastIndexOf('（'));
      return open > 0 && /[)）]$/.test(rest) && /^[(（]\s*已?(?:全额|部分)?退款/.test(rest.slice(open))
        ? this.readRefunded(rest, open)
        : Number.NaN;
    }
    const open = rest.charCodeAt(0);
    if ((open === 40 && rest.endsWith(')')) || (open === 0xff08 && rest.endsWith('）'))) {
      negative = true;
      rest = rest.slice(1, -1).trim();
    }
    if (rest.startsWith("'") || rest.startsWith('`')) rest = rest.slice(1);
    for (let round = 0; round < 2; round++) {
      const sign = rest.charCodeAt(0);
      if (sign === 45 || sign === 0x2212 || sign === 0xff0d) {
        if (negative) return Number.NaN;
        negative = true;
        rest = rest.slice(1).trimStart();
      } else if (sign === 43 && round === 0) rest = rest.slice(1).trimStart();
      if (round === 0) {
        const sign = before.exec(rest)?.[0] ?? '';
        this.currency = sign.trim();
        rest = rest.slice(sign.length);
      }
    }
    if (!negative && rest.charCodeAt(0) === 40 && rest.endsWith(')')) {
      // The sign of the currency before the brackets: $(33.62)
      negative = true;
      rest = rest.slice(1, -1).trim();
    }
    if (rest.endsWith('%') || rest.endsWith('％')) rest = rest.slice(0, -1).trimEnd();
    const behind = after.exec(rest);
    if (behind) {
      if (this.currency === '') this.currency = behind[0].trim();
      rest = rest.slice(0, behind.index);
    }
    rest = rest.replace(noCents, '');
    if (rest.endsWith('-') && !negative) {
      negative = true;
      rest = rest.slice(0, -1).trimEnd();
    }
    const value = this.readDigits(rest);
    return negative ? 0 - value : value;
  }

  /** Digits with separators: which of them is the decimal mark, and are the groups groups. */
  private readDigits(written: string): number {
    const first = written.charCodeAt(0);
    if (!((first >= 48 && first <= 57) || ((first === 46 || first === 44) && written.length > 1))) return Number.NaN;
    if (/^\d+(?:[.,]\d+e[+-]?|e[+-])\d{1,3}$/i.test(written)) return Number(written.replace(',', '.'));
    let text = written;
    if (/[\s'’]/u.test(text)) {
      if (!/^\d{1,3}(?:[\s'’]\d{3})+(?:[.,]\d+)?$/u.test(text)) return Number.NaN;
      text = text.replace(spaces, '');
    }
    if (!/^[\d.,]+$/.test(text)) return Number.NaN;
    const points = count(text, '.');
    const commas = count(text, ',');
    if (points === 0 && commas === 0) return Number(text);
    let decimal: '.' | ',' | null;
    if (points > 0 && commas > 0) decimal = text.lastIndexOf('.') > text.lastIndexOf(',') ? '.' : ',';
    else if (points > 1) decimal = ',';
    else if (commas > 1) decimal = '.';
    else {
      const mark = points === 1 ? '.' : ',';
      const at = text.indexOf(mark);
      const maybe = text.length - at - 1 === 3 && at >= 1 && at <= 3 && first !== 48 && text.length === written.length;
      decimal = maybe ? null : mark;
    }
    this.proof = decimal === null ? eitherWay : decimal === '.' ? provesPoint : provesComma;
    if (decimal !== null && decimal !== this.decimal) return Number.NaN;
    const group = this.decimal === '.' ? ',' : '.';
    const [whole = '', fraction = '', ...more] = text.split(this.decimal);
    if (more.length > 0 || fraction.includes(group)) return Number.NaN;
    // The last group has three digits; those before may have two, as in 12,34,567.
    if (whole.includes(group) && !/^\d{1,3}(?:[.,]\d{2,3})*[.,]\d{3}$/.test(whole)) return Number.NaN;
    return Number(`${whole.replaceAll(group, '') || '0'}.${fraction || '0'}`);
  }
}

function count(text: string, mark: string): number {
  return text.split(mark).length - 1;
}

/** Has a digit, and no more letters than a currency or an exponent has: spares most words the closer look. */
function mayBeNumber(text: string): boolean {
  let digits = 0;
  let letters = 0;
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code >= 48 && code <= 57) digits++;
    else if ((code | 32) >= 97 && (code | 32) <= 122 && ++letters > 5) return false;
  }
  return digits > 0;
}
