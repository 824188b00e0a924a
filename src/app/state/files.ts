import type { NamedFile } from './staging.svelte';

/** The files of a drop, a paste or a picker. */
export function namedFiles(list: Iterable<File>): readonly NamedFile[] {
  return [...list].map((file) => ({ name: file.name, file }));
}

/** Pasted text as a file of that name, or null where there is nothing in it. */
export function pastedFile(text: string, name: string): NamedFile | null {
  return text.trim() === '' ? null : { name, file: new Blob([text], { type: 'text/csv' }) };
}

/** Whether a drag brings files, and not a word of the page. */
export function bringsFiles(data: DataTransfer | null): boolean {
  return data !== null && data.types.includes('Files');
}

/** Whether a paste belongs to a field the reader is writing in. */
export function isTyping(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName));
}

/** Offers a blob as a download under a name. */
export function download(blob: Blob, name: string): void {
  const url = URL.createObjectURL(blob);
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  document.body.append(link);
  link.click();
  link.remove();
  // Some browsers read the address only after the click has been handled.
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}
