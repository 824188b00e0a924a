import type { MessageValues } from '../../domain';
import type { Formats, MessageKey } from '../../text';
import type { Busy } from './work.svelte';

type Say = (key: MessageKey, values?: MessageValues) => string;

/** What is being done, in words. */
export function stageText(busy: Pick<Busy, 'stage'>, t: Say): string {
  return t(`stage.${busy.stage}`);
}

/** How far it is: "12,000 of 50,000 rows"; a blank line before anything is known, so that nothing jumps. */
export function progressText({ done, total, unit }: Omit<Busy, 'name' | 'stage'>, t: Say, format: Formats): string {
  const open = total === null || total === 0;
  if (open && done === 0) return '\u00a0';
  const values = unit === 'bytes' ? { done: format.bytes(done), total: format.bytes(total ?? 0) } : { done, total: total ?? 0 };
  return open ? t(`progress.${unit}-open`, values) : t(`progress.${unit}`, values);
}
