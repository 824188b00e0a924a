import { isMessageKey } from '../../text';
import { locale, t } from '../state/locale.svelte';
import type { Say } from './say';

/** The words of the language in force; what is built from it in a `$derived` is built again when the language changes. */
export const say: Say = {
  t,
  tCode: (prefix, code, values, otherwise) => {
    const key = `${prefix}.${code}`;
    return isMessageKey(key) ? t(key, values) : (otherwise ?? code);
  },
  get format() {
    return locale.format;
  },
};
