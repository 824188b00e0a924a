/** Whether a resource was fetched from somewhere else. `blob:` and `data:` come from the page itself. */
export function isElsewhere(url: string, origin: string): boolean {
  if (url.startsWith('blob:') || url.startsWith('data:')) return false;
  try {
    return new URL(url).origin !== origin;
  } catch {
    return false;
  }
}
