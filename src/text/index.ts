import { IntlMessageFormat } from 'intl-messageformat';
import type { MessageValues } from '../domain';
import { en, type MessageKey } from './en';
import type { Locale } from './format';
import { zh } from './zh';

export { formatsFor, locales, type Formats, type Locale } from './format';
export type { MessageKey } from './en';

const catalogs: Record<Locale, Record<MessageKey, string>> = { en, 'zh-CN': zh };
const compiled: Record<Locale, Map<string, IntlMessageFormat>> = { en: new Map(), 'zh-CN': new Map() };

/**
 * The sentence of a key with its values. Numbers given as `{n, number}` or in plurals are formatted by the locale; other
 * values are put in as they are. The result is text, never HTML. A missing value leaves its name in braces and, in
 * development, a warning.
 */
export function translate(locale: Locale, key: MessageKey, values: MessageValues = {}): string {
  let message = compiled[locale].get(key);
  if (!message) {
    message = new IntlMessageFormat(catalogs[locale][key], locale, undefined, { ignoreTag: true });
    compiled[locale].set(key, message);
  }
  try {
    return String(message.format(values));
  } catch {
    if (import.meta.env.DEV) console.warn(`message ${key} lacks a value`, values);
    return catalogs[locale][key];
  }
}

/** Whether there is such a sentence: for codes that come from the workers. */
export function isMessageKey(key: string): key is MessageKey {
  return Object.hasOwn(en, key);
}
