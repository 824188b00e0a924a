import { isMessageKey } from '../../../text';
import { t } from '../../state/locale.svelte';
import { splitEncoding } from '../../state/review-view';

/** The name a person knows an encoding by; the label itself where we have none. */
export function encodingText(name: string): string {
  const { label } = splitEncoding(name);
  const key = `encoding.${label}`;
  return isMessageKey(key) ? t(key) : label;
}
