import type { ErrorReport } from '../../domain';
import { locale, tCode } from './locale.svelte';

/** The sentence of an error: what happened, where, what to do. Bytes are written as a size. */
export function errorText({ code, values }: ErrorReport): string {
  if (code !== 'store/full') return tCode('error', code, values);
  const bytes = values['needed'];
  const needed = typeof bytes === 'number' && bytes > 0 ? locale.format.bytes(bytes) : 'unknown';
  return tCode('error', code, { ...values, needed });
}
