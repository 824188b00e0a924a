import type { DayNumber } from '../domain';

export type Locale = 'en' | 'zh-CN';
export const locales: readonly Locale[] = ['en', 'zh-CN'];

const dayMs = 86_400_000;

/** Every number, amount and date on screen goes through one of these. NaN and null give an en dash. */
export interface Formats {
  /** 1,842 */
  count(value: number | null): string;
  /** 0.554 with so many digits after the point. */
  number(value: number | null, digits?: number): string;
  /** Significant digits, for values of unknown size. */
  plain(value: number | null): string;
  /** 0.123 → 12.3% */
  percent(value: number | null, digits?: number): string;
  /** Major units; without a currency a plain amount with two digits. Whole above 10,000. */
  money(value: number | null, currency: string | null, whole?: boolean): string;
  /** 31 Jan 2026 */
  day(value: DayNumber | null): string;
  /** Jan 2026 */
  month(value: DayNumber | null): string;
  /** 31 Jan 2026, 14:05, of a moment in milliseconds, in the reader's zone. */
  moment(ms: number | null): string;
  /** Germany, of an ISO 3166 code. */
  country(code: string): string;
  /** 3.2 MB */
  bytes(value: number): string;
}

/** A browser takes its time over a calendar or the names of all countries: made when the first of them is written. */
function once<T>(make: () => T): () => T {
  let made: T | undefined;
  return () => (made ??= make());
}

function createFormats(locale: Locale): Formats {
  const cache = new Map<string, Intl.NumberFormat>();
  const numberFormat = (options: Intl.NumberFormatOptions) => {
    const key = JSON.stringify(options);
    let format = cache.get(key);
    if (!format) cache.set(key, (format = new Intl.NumberFormat(locale, options)));
    return format;
  };
  const dayFormat = once(() => new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeZone: 'UTC' }));
  const monthFormat = once(() => new Intl.DateTimeFormat(locale, { year: 'numeric', month: 'short', timeZone: 'UTC' }));
  const momentFormat = once(() => new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeStyle: 'short' }));
  const countryFormat = once(() => new Intl.DisplayNames([locale], { type: 'region' }));
  const none = '–';
  const shown = (value: number | null): value is number => value !== null && Number.isFinite(value);
  return {
    count: (value) => (shown(value) ? numberFormat({ maximumFractionDigits: 0 }).format(value) : none),
    number: (value, digits = 2) =>
      shown(value) ? numberFormat({ minimumFractionDigits: digits, maximumFractionDigits: digits }).format(value) : none,
    plain: (value) =>
      shown(value) ? numberFormat({ maximumSignificantDigits: Math.abs(value) >= 1000 ? 6 : 4 }).format(value) : none,
    percent: (value, digits = 0) =>
      shown(value)
        ? numberFormat({ style: 'percent', minimumFractionDigits: digits, maximumFractionDigits: digits }).format(value)
        : none,
    money: (value, currency, whole = false) => {
      if (!shown(value)) return none;
      const digits = whole || Math.abs(value) >= 10_000 ? { minimumFractionDigits: 0, maximumFractionDigits: 0 } : {};
      if (currency === null || !/^[A-Za-z]{3}$/.test(currency)) {
        return numberFormat({ minimumFractionDigits: 2, maximumFractionDigits: 2, ...digits }).format(value);
      }
      return numberFormat({ style: 'currency', currency: currency.toUpperCase(), ...digits }).format(value);
    },
    day: (value) => (shown(value) ? dayFormat().format(value * dayMs) : none),
    month: (value) => (shown(value) ? monthFormat().format(value * dayMs) : none),
    moment: (ms) => (shown(ms) ? momentFormat().format(ms) : none),
    country: (code) => countryFormat().of(code) ?? code,
    bytes: (value) => {
      const units = ['byte', 'kilobyte', 'megabyte', 'gigabyte'] as const;
      const at = Math.min(Math.floor(Math.log10(Math.max(value, 1)) / 3), 3);
      return numberFormat({
        style: 'unit',
        unit: units[at] ?? 'byte',
        unitDisplay: at === 0 ? 'long' : 'short',
        maximumFractionDigits: at === 0 ? 0 : 1,
      }).format(value / 1000 ** at);
    },
  };
}

const made = new Map<Locale, Formats>();

/** The formats of a locale, made once. */
export function formatsFor(locale: Locale): Formats {
  let formats = made.get(locale);
  if (!formats) made.set(locale, (formats = createFormats(locale)));
  return formats;
}
