/** Workers started by a page carry its tab's id as their name, so that both count as the same tab. */
const prefix = 'kith-tab-';

function findTab(): string {
  const name: unknown = (globalThis as { name?: unknown }).name;
  const isWorker = typeof document === 'undefined';
  if (isWorker && typeof name === 'string' && name.startsWith(prefix)) return name;
  const bytes = crypto.getRandomValues(new Uint8Array(8));
  return prefix + Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}

/** This tab's id, the same in the page and in the workers it named with it; new at every load of the page. */
export const tabId: string = findTab();
