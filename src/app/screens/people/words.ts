import type { JoinItem } from '../../../domain';
import { t } from '../../state/locale.svelte';

const shown = 6;

function listed(list: readonly string[], all: number): string {
  const text = list.join(', ');
  return all > list.length && list.length >= shown ? t('people.and-more', { list: text }) : text;
}

/** Why the entries beside a key are, or may be, one person. */
export function whyText(item: JoinItem): string {
  return t(`people.why-${item.kind}`, { key: item.key, spellings: item.spellings.join(', ') });
}

/** What stands beside the key, a line each. */
export function besideLines(item: JoinItem): string[] {
  const lines: string[] = [];
  if (item.kind === 'name') return [t('people.customers', { list: listed(item.ids, item.count) })];
  if (item.ids.length > 0 && item.kind !== 'customerId') lines.push(t('people.ids', { list: listed(item.ids, item.count) }));
  if (item.emails.length > 0 && item.kind !== 'email') lines.push(t('people.emails', { list: listed(item.emails, item.count) }));
  if (item.phones.length > 0 && item.kind !== 'phone') lines.push(t('people.phones', { list: listed(item.phones, item.count) }));
  if (item.names.length > 0) {
    const names = t('people.names', { list: item.names.join(', ') });
    lines.push(item.namesDiffer ? `${names} (${t('people.names-differ')})` : names);
  }
  return lines;
}

/** What was made of the key, where that is not plain from the list it stands in. */
export function stateText(item: JoinItem): string | null {
  if (item.byHand) return t('people.by-hand');
  if (item.state === 'shared') return t('people.shared', { n: item.count });
  return item.state === 'placeholder' ? t('people.placeholder') : null;
}
