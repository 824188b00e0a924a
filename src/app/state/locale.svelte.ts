import type { MessageValues } from '../../domain';
import { formatsFor, isMessageKey, loadLocale, locales, translate, type Formats, type Locale, type MessageKey } from '../../text';

const storageKey = 'kith.locale';

function initial(): Locale {
  const kept = localStorage.getItem(storageKey);
  const known = locales.find((locale) => locale === kept);
  if (known) return known;
  return navigator.languages.some((language) => language.toLowerCase().startsWith('zh')) ? 'zh-CN' : 'en';
}

class LocaleState {
  current = $state<Locale>(initial());
  readonly format: Formats = $derived(formatsFor(this.current));

  /** Fetches the sentences of a language, then speaks it; where they cannot be had, the language stays. Rejects then. */
  async set(locale: Locale): Promise<void> {
    await loadLocale(locale);
    this.current = locale;
    localStorage.setItem(storageKey, locale);
    document.documentElement.lang = locale;
  }
}

/** The language in force; switching it redraws every sentence at once. */
export const locale = new LocaleState();

/** The sentence of a key in the language in force. */
export function t(key: MessageKey, values?: MessageValues): string {
  return translate(locale.current, key, values);
}

/** The sentence of a code that came from a worker (`prefix.code`); the code itself where there is none. */
export function tCode(prefix: string, code: string, values?: MessageValues): string {
  const key = `${prefix}.${code}`;
  return isMessageKey(key) ? t(key, values) : code;
}

/** Sentences one after another; Chinese full stops carry their own space. */
export function sentences(list: readonly string[]): string {
  return list.filter((sentence) => sentence !== '').join(locale.current === 'zh-CN' ? '' : ' ');
}
