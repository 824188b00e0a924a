import { KithError, type Progress } from '../../domain';
import { packedError } from './inflate';
import type { Part } from './part';
import { SheetHandler, StringsHandler, StylesHandler, type Book } from './sheet';
import { attribute, BadXml, XmlScanner, type XmlHandler } from './xml';
import type { Zip } from './zip';

/** What the workbook's own file says: its sheets that are not hidden, in order. */
class WorkbookHandler implements XmlHandler {
  readonly sheets: { name: string; relation: string }[] = [];
  from1904 = false;

  open(name: string, tag: string): void {
    if (name === 'workbookPr') this.from1904 = /^(?:1|true)$/.test(attribute(tag, 'date1904') ?? '');
    if (name !== 'sheet' || /hidden/i.test(attribute(tag, 'state') ?? '')) return;
    this.sheets.push({ name: attribute(tag, 'name') ?? '', relation: attribute(tag, 'id') ?? '' });
  }

  text(): void {
    // A workbook has none.
  }

  close(): void {
    // Nothing waits for the end of an element.
  }
}

class RelationsHandler implements XmlHandler {
  readonly targets = new Map<string, { type: string; target: string }>();

  open(name: string, tag: string): void {
    if (name !== 'Relationship') return;
    const type = (attribute(tag, 'Type') ?? '').split('/').at(-1)!;
    this.targets.set(attribute(tag, 'Id') ?? '', { type, target: attribute(tag, 'Target') ?? '' });
  }

  text(): void {
    // Relations have none.
  }

  close(): void {
    // Nothing waits for the end of an element.
  }

  /** The target of the first relation of that type. */
  ofType(type: string): string | undefined {
    return [...this.targets.values()].find((relation) => relation.type === type)?.target;
  }
}

/** Whether an archive is a workbook of Excel's open format; other spreadsheets (.xlsb, .ods, .numbers) are `file/spreadsheet`. */
export function isWorkbook(zip: Zip, name: string): boolean {
  if (zip.entries.some(({ path }) => /^xl\/workbook\.bin$|^index\/|\.iwa$|^Index\.zip$/i.test(path)))
    throw new KithError('file/spreadsheet', { name });
  if (zip.find('mimetype') && zip.find('content.xml')) throw new KithError('file/spreadsheet', { name });
  return zip.find('[Content_Types].xml') !== undefined && zip.entries.some(({ path }) => /^xl\//i.test(path));
}

/**
 * The sheets of an .xlsx workbook (ECMA-376), each that holds anything a CSV of its own in UTF-8, with rows where they stand in
 * the sheet. Hidden sheets are left out. One step a piece of a sheet. Throws `file/archive-broken` where the workbook is
 * damaged, `file/archive-too-large`.
 */
export async function* unpackWorkbook(zip: Zip, name: string): AsyncGenerator<Progress, Part[], void> {
  const root = await readSmall(zip, '_rels/.rels', new RelationsHandler(), name);
  const bookPath = resolved('', root?.ofType('officeDocument') ?? 'xl/workbook.xml');
  const folder = bookPath.slice(0, bookPath.lastIndexOf('/') + 1);
  const workbook = await readSmall(zip, bookPath, new WorkbookHandler(), name);
  const relations = await readSmall(zip, `${folder}_rels/${bookPath.slice(folder.length)}.rels`, new RelationsHandler(), name);
  if (!workbook || !relations) throw packedError(name, 'broken');
  const pathOf = (type: string, usual: string) => resolved(folder, relations.ofType(type) ?? usual);
  const styles = await readSmall(zip, pathOf('styles', 'styles.xml'), new StylesHandler(), name);
  const total = zip.entries.reduce((sum, { size }) => sum + size, 0);
  let done = 0;
  const progress = (): Progress => ({ stage: 'read', done: Math.min(done, total), total, unit: 'bytes' });

  const strings = new StringsHandler();
  const stringsEntry = zip.find(pathOf('sharedStrings', 'sharedStrings.xml'));
  if (stringsEntry) {
    for await (const bytes of scan(zip, stringsEntry.path, strings, name)) {
      done += bytes;
      yield progress();
    }
  }
  const book: Book = { strings: strings.strings, formats: styles?.formats ?? [], from1904: workbook.from1904 };
  const parts: { sheet: string; file: Blob }[] = [];
  for (const { name: sheet, relation } of workbook.sheets) {
    const found = relations.targets.get(relation);
    // Charts and macros can be sheets too.
    if (found?.type !== 'worksheet') continue;
    const handler = new SheetHandler(book);
    const pieces: string[] = [];
    for await (const bytes of scan(zip, resolved(folder, found.target), handler, name)) {
      pieces.push(handler.take());
      done += bytes;
      yield progress();
    }
    if (handler.filled) parts.push({ sheet, file: new Blob(pieces, { type: 'text/csv' }) });
  }
  return parts.map(({ sheet, file }) => ({ name: parts.length === 1 ? name : `${name} · ${sheet}`, file }));
}

async function readSmall<H extends XmlHandler>(zip: Zip, path: string, handler: H, name: string): Promise<H | null> {
  if (!zip.find(path)) return null;
  for await (const _ of scan(zip, path, handler, name)) void _;
  return handler;
}

/** Gives one file of the workbook to a handler; one step a piece, with its bytes. */
async function* scan(zip: Zip, path: string, handler: XmlHandler, name: string): AsyncGenerator<number, void, void> {
  const entry = zip.find(path);
  if (!entry) throw packedError(name, 'broken');
  const scanner = new XmlScanner(handler);
  let decoder: TextDecoder | null = null;
  try {
    for await (const piece of zip.read(entry)) {
      decoder ??= new TextDecoder(piece[0] === 0xff ? 'utf-16le' : piece[0] === 0xfe ? 'utf-16be' : 'utf-8', { fatal: true });
      scanner.push(decoder.decode(piece, { stream: true }));
      yield piece.length;
    }
    scanner.push(decoder?.decode() ?? '');
    scanner.end();
  } catch (thrown) {
    if (thrown instanceof BadXml || thrown instanceof TypeError) throw packedError(name, 'broken');
    throw thrown;
  }
}

/** A target as a path in the archive: relative to the folder unless it begins with a slash. */
function resolved(folder: string, target: string): string {
  const parts: string[] = [];
  for (const part of (target.startsWith('/') ? target : folder + target).split('/')) {
    if (part === '..') parts.pop();
    else if (part !== '' && part !== '.') parts.push(part);
  }
  return parts.join('/');
}
