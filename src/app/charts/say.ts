import type { MessageValues } from '../../domain';
import { formatsFor, isMessageKey, translate, type Formats, type Locale, type MessageKey } from '../../text';

/** The words and formats that chart builders and views are given, so that they need no global state and can be tested anywhere. */
export interface Say {
  t(key: MessageKey, values?: MessageValues): string;
  /** The sentence of `prefix.code`, or `otherwise` (by default the code itself) where there is none. */
  tCode(prefix: string, code: string, values?: MessageValues, otherwise?: string): string;
  readonly format: Formats;
}

/** Words of a fixed language, for tests. */
export function sayIn(locale: Locale): Say {
  const t = (key: MessageKey, values?: MessageValues) => translate(locale, key, values);
  return {
    t,
    tCode: (prefix, code, values, otherwise) => {
      const key = `${prefix}.${code}`;
      return isMessageKey(key) ? t(key, values) : (otherwise ?? code);
    },
    format: formatsFor(locale),
  };
}
