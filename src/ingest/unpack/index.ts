import { KithError, type Progress } from '../../domain';
import { Allowance, inflated, packedError } from './inflate';
import type { Part } from './part';
import { isWorkbook, unpackWorkbook } from './xlsx';
import { Zip, type ZipEntry } from './zip';

export type { Part } from './part';

/** An archive in an archive is opened, one in that is not. */
const deepest = 2;
const mostParts = 100;
const tables = /\.(?:csv|tsv|tab|txt|xlsx|xlsm|zip|gz)$/i;

/** Whether the first bytes are those of a zip archive (which .xlsx workbooks are) or of a gzip file. */
export function isPacked(head: Uint8Array): boolean {
  const zip = head[0] === 0x50 && head[1] === 0x4b && ((head[2] === 3 && head[3] === 4) || (head[2] === 5 && head[3] === 6));
  return zip || (head[0] === 0x1f && head[1] === 0x8b && head[2] === 8);
}

/**
 * The tables in a dropped file: those of a .zip, the one in a .gz, each sheet of an .xlsx; the file itself where it is
 * none of these. Nothing is read of them yet. Text files in an archive count only where it holds nothing better; what else
 * is in it is passed over.
 *
 * Throws `file/archive-broken`, `file/archive-locked`, `file/archive-method`, `file/archive-many`, `file/archive-too-large`, `file/archive-empty` (no table in
 * it), `file/spreadsheet` (a workbook of another format), `file/unreadable`.
 */
export async function* unpack(file: Blob, name: string): AsyncGenerator<Progress, readonly Part[], void> {
  const parts = yield* open(file, name, 0);
  if (parts.length === 0) throw new KithError('file/archive-empty', { name });
  if (parts.length > mostParts) throw new KithError('file/archive-many', { name, limit: mostParts });
  return parts;
}

async function* open(file: Blob, name: string, depth: number): AsyncGenerator<Progress, Part[], void> {
  const head = new Uint8Array(await file.slice(0, 4).arrayBuffer());
  if (!isPacked(head)) return [{ name, file }];
  if (depth === deepest) throw packedError(name, 'method');
  if (head[0] === 0x1f) {
    const inner = name.replace(/\.(?:gz|gzip)$/i, '');
    return yield* open(yield* gunzipped(file, name), inner, depth + 1);
  }
  const zip = await Zip.open(file, name);
  if (isWorkbook(zip, name)) return yield* unpackWorkbook(zip, name);
  const parts: Part[] = [];
  for (const entry of tablesOf(zip.entries)) {
    const inner = yield* collected(zip.read(entry), entry.size);
    parts.push(...(yield* open(inner, entry.path.split('/').at(-1)!, depth + 1)));
    if (parts.length > mostParts) break;
  }
  return parts;
}

function tablesOf(entries: readonly ZipEntry[]): readonly ZipEntry[] {
  const shown = entries.filter(({ path, size }) => size > 0 && tables.test(path) && !/(?:^|\/)(?:\.|__MACOSX\/)/.test(path));
  const better = shown.filter(({ path }) => !/\.txt$/i.test(path));
  return better.length > 0 ? better : shown;
}

async function* gunzipped(file: Blob, name: string): AsyncGenerator<Progress, Blob, void> {
  const size = new DataView(await file.slice(-8).arrayBuffer());
  if (size.byteLength < 8) throw packedError(name, 'broken');
  return yield* collected(inflated(file, 'gzip', name, new Allowance(name, file.size)), size.getUint32(4, true));
}

/** Puts pieces into a Blob, which the browser may keep on the disk. */
async function* collected(pieces: AsyncIterable<Uint8Array>, expected: number): AsyncGenerator<Progress, Blob, void> {
  const whole = 8 * 1024 * 1024;
  const blobs: Blob[] = [];
  let some: Uint8Array[] = [];
  let held = 0;
  let done = 0;
  for await (const piece of pieces) {
    some.push(piece);
    held += piece.length;
    done += piece.length;
    if (held >= whole) {
      blobs.push(new Blob(some as BlobPart[]));
      some = [];
      held = 0;
    }
    yield { stage: 'read', done, total: Math.max(done, expected), unit: 'bytes' };
  }
  return new Blob([...blobs, ...(some as BlobPart[])], { type: 'text/csv' });
}
