import { IntlMessageFormat, type Formatters } from 'intl-messageformat';
import type { MessageValues } from '../domain';
import type { MessageKey } from './en';
import type { Locale } from './format';

export { formatsFor, locales, type Formats, type Locale } from './format';
export type { MessageKey } from './en';

type Catalog = Record<MessageKey, string>;

/** A language is a file of its own, fetched when it is spoken: the page's first load carries one, not all. */
const fetchers: Record<Locale, () => Promise<Catalog>> = {
  en: async () => (await import('./en')).en,
  'zh-CN': async () => (await import('./zh')).zh,
};
const catalogs = new Map<Locale, Catalog>();

/** Fetches the sentences of a language; `translate` knows them from then on. Rejects where the file cannot be had. */
export async function loadLocale(locale: Locale): Promise<void> {
  if (!catalogs.has(locale)) catalogs.set(locale, await fetchers[locale]());
}

function catalogOf(locale: Locale): Catalog {
  const catalog = catalogs.get(locale);
  if (!catalog) throw new Error(`the sentences of ${locale} were not loaded`);
  return catalog;
}

type Sentence = (values: MessageValues) => string;
const compiled: Record<Locale, Map<string, Sentence>> = { en: new Map(), 'zh-CN': new Map() };

/** Formats and plural rules by locale and options: without this every sentence would make its own, at some 0.1 ms each. */
function shared<O, F>(make: (locale: string | string[] | undefined, options: O) => F) {
  const made = new Map<string, F>();
  return (locale?: string | string[], options?: O): F => {
    const key = JSON.stringify([locale, options]);
    let format = made.get(key);
    if (format === undefined) made.set(key, (format = make(locale, options as O)));
    return format;
  };
}
const formatters: Formatters = {
  getNumberFormat: shared((locale, options) => new Intl.NumberFormat(locale, options as Intl.NumberFormatOptions)),
  getDateTimeFormat: shared((locale, options) => new Intl.DateTimeFormat(locale, options)),
  getPluralRules: shared((locale, options) => new Intl.PluralRules(locale, options)),
};

/** Most sentences are words and names in braces; a parser of ICU messages for these would hold up a screen full of them. */
const simple = /^[^'{}]*(?:\{\w+\}[^'{}]*)*$/;

function compile(text: string, locale: Locale): Sentence {
  if (!simple.test(text)) {
    const message = new IntlMessageFormat(text, locale, undefined, { ignoreTag: true, formatters });
    return (values) => String(message.format(values));
  }
  const parts = text.split(/\{(\w+)\}/);
  return (values) =>
    parts
      .map((part, at) => {
        if (at % 2 === 0) return part;
        if (!Object.hasOwn(values, part)) throw new RangeError(`there is no value for ${part}`);
        return String(values[part] ?? '');
      })
      .join('');
}

/**
 * The sentence of a key with its values. Numbers given as `{n, number}` or in plurals are formatted by the locale; other
 * values are put in as they are. The result is text, never HTML. A missing value leaves its name in braces and, in
 * development, a warning. Throws where the language was not loaded.
 */
export function translate(locale: Locale, key: MessageKey, values: MessageValues = {}): string {
  let sentence = compiled[locale].get(key);
  if (!sentence) compiled[locale].set(key, (sentence = compile(catalogOf(locale)[key], locale)));
  try {
    return sentence(values);
  } catch {
    if (import.meta.env.DEV) console.warn(`message ${key} lacks a value`, values);
    return catalogOf(locale)[key];
  }
}

/** Whether there is such a sentence: for codes that come from the workers. */
export function isMessageKey(key: string): key is MessageKey {
  for (const catalog of catalogs.values()) return Object.hasOwn(catalog, key);
  return false;
}
