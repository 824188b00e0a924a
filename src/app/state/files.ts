import type { NamedFile } from './staging.svelte';

/** The files of a drop, a paste or a picker. */
export function namedFiles(list: Iterable<File>): readonly NamedFile[] {
  return [...list].map((file) => ({ name: file.name, file }));
}

/** Pasted text as a file of that name, or null where there is nothing in it. */
export function pastedFile(text: string, name: string): NamedFile | null {
  return text.trim() === '' ? null : { name, file: new Blob([text], { type: 'text/csv' }) };
}

/** Whether a file begins as archives and workbooks do, so that a worker has to look for the tables in it. */
export async function looksPacked(file: Blob): Promise<boolean> {
  try {
    const [a, b, c, d] = new Uint8Array(await file.slice(0, 4).arrayBuffer());
    return (a === 0x50 && b === 0x4b && ((c === 3 && d === 4) || (c === 5 && d === 6))) || (a === 0x1f && b === 0x8b && c === 8);
  } catch {
    // Reading it will say what is wrong.
    return false;
  }
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
