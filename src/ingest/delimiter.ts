import { DateReader } from './dates';
import { NumberReader } from './numbers';
import { RowReader } from './row-reader';
import { spaceRuns, wideSpaceRuns } from './space-runs';

const candidates = [',', ';', '\t', '|'] as const;

/** LF unless the text has none: then CR, as old spreadsheets wrote. */
export function detectNewline(head: string): '\n' | '\r' {
  return head.includes('\n') || !head.includes('\r') ? '\n' : '\r';
}

/** What the report calls the line ends. */
export function newlineName(head: string): string {
  if (detectNewline(head) === '\r') return 'CR';
  return head.includes('\r\n') ? 'CRLF' : 'LF';
}

/** What parts the columns, and whether whole lines stand in one quoted cell each. */
export interface Cut {
  readonly delimiter: string;
  readonly wrapped: boolean;
}

/**
 * The mark that cuts the first hundred lines into the same number of fields most often, more fields counting a little
 * in its favour; a first line `sep=;` decides. Where no mark cuts most lines evenly, runs of spaces may; where none does at
 * all, the lines may stand in quotes. A comma where nothing cuts.
 */
export function detectDelimiter(head: string, whole: boolean): Cut {
  const said = /^\ufeff?"?sep=(.)"?\r?\n/i.exec(head)?.[1];
  if (said !== undefined) return { delimiter: said, wrapped: false };
  const plain = bestOf(head, whole, false);
  if (plain.share < 0.9) {
    const spaces = [spaceRuns, wideSpaceRuns].find((delimiter) => spacesCut(head, whole, delimiter));
    if (spaces !== undefined) return { delimiter: spaces, wrapped: false };
  }
  if (plain.score > 0) return { delimiter: plain.delimiter, wrapped: false };
  const wrapped = bestOf(head, whole, true);
  return wrapped.share >= 0.8 ? { delimiter: wrapped.delimiter, wrapped: true } : { delimiter: ',', wrapped: false };
}

interface Evenness {
  readonly delimiter: string;
  readonly score: number;
  /** Of the lines, those with the usual number of fields. */
  readonly share: number;
}

function bestOf(head: string, whole: boolean, wrapped: boolean): Evenness {
  let best: Evenness = { delimiter: ',', score: 0, share: 0 };
  for (const delimiter of candidates) {
    if (!head.includes(delimiter)) continue;
    const { usual, share } = evenness(firstRows(head, whole, delimiter, wrapped));
    const score = usual < 2 ? 0 : share + 0.02 * Math.min(usual, 20);
    if (score > best.score) best = { delimiter, score, share };
  }
  return best;
}

function firstRows(head: string, whole: boolean, delimiter: string, wrapped: boolean): string[][] {
  const text = head.slice(0, 64 * 1024);
  const reader = new RowReader(delimiter, detectNewline(head), null, wrapped);
  const { rows } = reader.push(text, whole && text.length === head.length);
  return rows.filter((row) => row.length > 1 || row[0]!.trim() !== '').slice(0, 100);
}

/** The usual number of fields, 1 where nothing is cut, and how many of the rows have it. */
function evenness(rows: readonly (readonly string[])[]): { usual: number; share: number } {
  const counts = new Map<number, number>();
  for (const row of rows) counts.set(row.length, (counts.get(row.length) ?? 0) + 1);
  let usual = 1;
  let times = 0;
  for (const [fields, count] of counts) if (fields > 1 && count > times) [usual, times] = [fields, count];
  return { usual, share: usual === 1 ? 0 : times / rows.length };
}

/**
 * Sentences have spaces too. A table of spaces has as many cells on nearly every line, the first included, and most of its
 * columns are numbers or dates; or the gaps are wide.
 */
function spacesCut(head: string, whole: boolean, delimiter: string): boolean {
  if (!head.includes(' ')) return false;
  const rows = firstRows(head, whole, delimiter, false);
  const { usual, share } = evenness(rows);
  if (rows.length < 3 || share < 0.95 || rows[0]!.length !== usual) return false;
  if (delimiter === wideSpaceRuns) return true;
  if (usual < 3) return false;
  const dates = new DateReader(false);
  // A column of dates and times is one column.
  if (rows.filter((row) => dates.read(row.join(' '))).length * 2 > rows.length) return false;
  const numbers = new NumberReader('.');
  let typed = 0;
  for (let column = 0; column < usual; column++) {
    const fits = rows.filter(({ [column]: cell = '' }) => !Number.isNaN(numbers.read(cell.trim())) || dates.read(cell.trim()));
    if (fits.length >= rows.length * 0.8) typed++;
  }
  return typed * 2 >= usual;
}
