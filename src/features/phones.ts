/** Telephone numbers as the library reads them. */
export interface PhoneReader {
  /** The full number (country code first, digits only) of a number written as people of `country` write it; null where it is none. */
  full(text: string, country: string): string | null;
  /** The only or main country of a calling code; null where there is none. */
  countryOf(callingCode: string): string | null;
  /** The calling code that a full number begins with; '' where it begins with none. */
  callingCode(digits: string): string;
  /** A full number as people write it: +49 30 1234567. */
  pretty(digits: string): string;
  /** ISO codes of all countries that have numbers. */
  readonly countries: readonly string[];
}

/** Of the countries that share a calling code, those with the most numbers. */
const mainCountry: Readonly<Record<string, string>> = { '1': 'US', '7': 'RU', '39': 'IT', '44': 'GB', '47': 'NO', '61': 'AU' };

let loading: Promise<PhoneReader> | null = null;

/** libphonenumber-js with its smallest metadata (lengths and patterns, no carriers), started when first asked for. */
export function loadPhoneReader(): Promise<PhoneReader> {
  return (loading ??= start());
}

async function start(): Promise<PhoneReader> {
  const { parsePhoneNumberFromString, getCountries, getCountryCallingCode, isSupportedCountry } =
    await import('libphonenumber-js/min');
  const countries = getCountries();
  const byCode = new Map<string, string[]>();
  for (const country of countries) {
    const code = getCountryCallingCode(country);
    const list = byCode.get(code);
    if (list) list.push(country);
    else byCode.set(code, [country]);
  }
  return {
    countries,
    full: (text, country) => {
      if (!isSupportedCountry(country)) return null;
      const number = parsePhoneNumberFromString(text, country);
      return number?.isPossible() ? number.number.slice(1) : null;
    },
    pretty: (digits) => parsePhoneNumberFromString(`+${digits}`)?.formatInternational() ?? `+${digits}`,
    countryOf: (code) => mainCountry[code] ?? (byCode.get(code)?.length === 1 ? byCode.get(code)![0]! : null),
    callingCode: (digits) => {
      for (let length = 1; length <= 3; length++) if (byCode.has(digits.slice(0, length))) return digits.slice(0, length);
      return '';
    },
  };
}

/** How a number was written: 'full' with its country code, 'national' without, 'masked' with stars in it. */
export type PhoneForm = 'full' | 'national' | 'masked';

export interface WrittenPhone {
  readonly form: PhoneForm;
  /** Digits (and stars) only; a full number begins with its country code. */
  readonly digits: string;
}

/** What is written in a cell for a telephone number; null where it is none. A number that a spreadsheet rounded (4.9E+11) is none. */
export function writtenPhone(text: string): WrittenPhone | null {
  const cell = text.trim().replace(/^'/, '').replace(/\.0+$/, '');
  if (/^\d[.,]\d+E\+?\d+$/i.test(cell)) return null;
  const full = /^(\+|00[1-9])/.test(cell);
  const digits = (full ? cell.replace(/\(0\)/, '') : cell).replace(/[^0-9*]/g, '').replace(/^00(?=[1-9])/, '');
  if (digits.length < 6) return null;
  return { form: digits.includes('*') ? 'masked' : full ? 'full' : 'national', digits };
}

/** Numbers that are written where there is none: 0000000, 1234567, 1111111. */
export function isPlaceholderPhone(digits: string): boolean {
  const tail = digits.slice(-7);
  return tail.length >= 6 && (/^(\d)\1+$/.test(tail) || '01234567890'.includes(digits.slice(-Math.min(digits.length, 9))));
}

/**
 * The digits that two spellings of one number share: country code first where the number shows it or `country` is known, else
 * as written.
 */
export function phoneKey(
  written: WrittenPhone,
  text: string,
  country: string | null,
  reader: PhoneReader | null,
): { readonly key: string; readonly full: boolean } {
  if (written.form !== 'national' || reader === null || country === null) {
    return { key: written.digits, full: written.form === 'full' };
  }
  const key = reader.full(text, country);
  return key === null ? { key: written.digits, full: false } : { key, full: true };
}
