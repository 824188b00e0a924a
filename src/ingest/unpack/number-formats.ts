/** What a number format makes of a number, as far as it changes what the number means. */
export type NumberFormat =
  | { readonly is: 'plain' }
  | { readonly is: 'date' }
  | { readonly is: 'moment' }
  | { readonly is: 'time' }
  /** Zip codes and ids kept as numbers and shown with their zeros. */
  | { readonly is: 'digits'; readonly length: number };

const plain: NumberFormat = { is: 'plain' };
const date: NumberFormat = { is: 'date' };
const moment: NumberFormat = { is: 'moment' };
const time: NumberFormat = { is: 'time' };

/** The formats that have a number only (ECMA-376, 18.8.30), those of Chinese, Japanese and Korean included. */
export function builtInFormat(id: number): NumberFormat {
  if (id === 22) return moment;
  if ((id >= 14 && id <= 17) || (id >= 27 && id <= 31) || id === 36 || (id >= 50 && id <= 54) || id === 57 || id === 58)
    return date;
  if ((id >= 18 && id <= 21) || (id >= 32 && id <= 35) || (id >= 45 && id <= 47) || id === 55 || id === 56) return time;
  return plain;
}

/** A format by its code, such as `dd/mm/yyyy hh:mm` or `00000`. */
export function formatOf(code: string): NumberFormat {
  const first = code
    .replace(/"[^"]*"|\\.|_.|\*./g, '')
    .replace(/\[(?![hms]+\])[^\]]*\]/gi, '')
    .split(';')[0]!;
  if (/^0{2,}$/.test(first)) return { is: 'digits', length: first.length };
  if (/general/i.test(first) || /[0#?]/.test(first.replace(/\.0+/, ''))) return plain;
  const parts = first.toLowerCase().match(/\[[hms]+\]|y+|m+|d+|h+|s+|e+/g) ?? [];
  const clock = parts.some((part) => /[hs[]/.test(part));
  // An m beside hours or seconds is minutes.
  const day = parts.some(
    (part, i) =>
      /^[yde]/.test(part) ||
      (part.startsWith('m') && (part.length > 2 || !(parts[i - 1]?.includes('h') || parts[i + 1]?.includes('s')))),
  );
  if (clock) return day ? moment : time;
  return day ? date : plain;
}

/** 1970-01-01 as a serial number of the 1900 system. */
const epoch = 25_569;
/** 9999-12-31. */
const lastSerial = 2_958_466;

const two = (value: number): string => String(value).padStart(2, '0');

/** Seconds of a day as a clock: `26:30:00` for a time span. */
function clock(seconds: number): string {
  return `${two(Math.floor(seconds / 3600))}:${two(Math.floor(seconds / 60) % 60)}:${two(seconds % 60)}`;
}

/**
 * A number of a sheet as text: days as `2026-01-31`, moments as `2026-01-31 14:05:00`, times as `14:05:00`, other numbers in
 * the shortest form that is right to fifteen digits, which is what a spreadsheet shows. `from1904`: days are counted
 * from 1904, as old Macs did.
 */
export function numberText(value: number, format: NumberFormat, from1904: boolean): string {
  if (format.is === 'digits' && Number.isInteger(value) && value >= 0) return String(value).padStart(format.length, '0');
  if (format.is === 'date' || format.is === 'moment' || format.is === 'time') {
    if (format.is === 'time' && value >= 0 && value < 1) return clock(Math.round(value * 86_400) % 86_400);
    let serial = from1904 ? value + 1462 : value;
    // The 1900 system has a 29 February 1900, which never was.
    if (serial < 60) serial += 1;
    if (value >= 0 && serial < lastSerial) {
      const seconds = Math.round((serial - epoch) * 86_400);
      const whole = new Date(seconds * 1000);
      const day = whole.toISOString().slice(0, 10);
      const rest = ((seconds % 86_400) + 86_400) % 86_400;
      return format.is === 'date' && rest === 0 ? day : `${day} ${clock(rest)}`;
    }
  }
  return String(Number(value.toPrecision(15)));
}
