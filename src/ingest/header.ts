import { KithError } from '../domain';
import { isBlank, isBlankRow, isBlankToken } from './blanks';
import { DateReader } from './dates';
import { hasWord, matches, normalise } from './header-words';
import { NumberReader } from './numbers';
import { headsTable, mayHeadTable } from './other-table';
import { roleWords } from './role-words';

/** Where the table begins, how wide it is and what its columns are called. */
export interface Header {
  /** 1-based physical line; 0 where the file has no header. */
  readonly line: number;
  /** As written, one a column; '' where there is none. */
  readonly cells: readonly string[];
  /** Unique, never empty. */
  readonly names: readonly string[];
  /** A line under the header that explains the columns or gives their units; 0 where there is none. */
  readonly explained: number;
  /** First line of a table that stands above the header; 0 where there is none. */
  readonly above: number;
}

/** Preambles are short: bank and payment bills have up to some thirty lines. */
const longestPreamble = 60;

/** Finds the header among the first rows. Null where there is no row that says anything. */
export function findHeader(rows: readonly (readonly string[])[], lines: Int32Array): Header | null {
  const at = firstTableRow(rows);
  if (at < 0) return null;
  const data = rows.slice(at + 1).filter((row) => !isBlankRow(row));
  const candidate = rows[at]!;
  if (isHeader(candidate, data)) {
    const width = Math.max(1, widthOf(candidate, data));
    refuseWidth(width);
    const cells = Array.from({ length: width }, (_, i) => candidate[i] ?? '');
    const below = rows.slice(at + 1).findIndex((row) => !isBlankRow(row)) + at + 1;
    const explained = below > at && explains(rows[below]!, data.slice(1)) ? lines[below]! : 0;
    const above = tableAbove(rows.slice(0, at));
    return { line: lines[at]!, cells, names: uniqueNames(cells), explained, above: above < 0 ? 0 : lines[above]! };
  }
  const width = data.reduce((widest, row) => Math.max(widest, filledWidth(row)), filledWidth(candidate));
  return headerless(width);
}

/** As many columns as a spreadsheet holds. */
const mostColumns = 16_384;

function refuseWidth(columns: number): void {
  if (columns > mostColumns) throw new KithError('file/too-many-columns', { columns, limit: mostColumns });
}

/** A table without a header, so wide. */
export function headerless(width: number): Header {
  refuseWidth(width);
  const cells = Array.from({ length: width }, () => '');
  return { line: 0, cells, names: uniqueNames(cells), explained: 0, above: 0 };
}

/** Where a table begins that stands above the header, with at least two rows; −1 where there is none. */
function tableAbove(rows: readonly (readonly string[])[]): number {
  return rows.findIndex((row, i) => {
    const next = rows[i + 1];
    const after = rows[i + 2];
    if (next === undefined || after === undefined || filledWidth(row) < 3 || !mayHeadTable(row, true, 0)) return false;
    return headsTable(row, next, true, 0) && filledWidth(after) >= 2;
  });
}

/** The first row that is not a note above the table: filled across at least half of the usual width, or all header words. */
function firstTableRow(rows: readonly (readonly string[])[]): number {
  const first = rows.findIndex((row) => !isBlankRow(row));
  if (first < 0) return -1;
  const counts = new Map<number, number>();
  for (const row of rows) {
    const width = row.length;
    if (!isBlankRow(row)) counts.set(width, (counts.get(width) ?? 0) + 1);
  }
  let usual = 1;
  let times = 0;
  for (const [width, count] of counts) if (count > times || (count === times && width > usual)) [usual, times] = [width, count];
  if (usual === 1) return first;
  const enough = Math.max(2, Math.ceil(usual / 2));
  for (let i = first; i < Math.min(rows.length, first + longestPreamble); i++) {
    const filled = rows[i]!.reduce((sum, cell) => sum + (isBlank(cell) ? 0 : 1), 0);
    if (filled >= enough || namesRoles(rows[i]!) >= Math.max(2, filled / 2)) return i;
  }
  return first;
}

const reader = new NumberReader('.');
const dates = new DateReader(false);

/** By RFC 5321; and the pattern takes quadratic time. */
const longestAddress = 320;

/** Whether a cell is a number, a date or an e-mail address: what data is made of, and headers are not. */
export function typed(cell: string | undefined): boolean {
  if (isBlank(cell)) return false;
  const text = cell!.trim();
  return (
    !Number.isNaN(reader.read(text)) ||
    dates.read(text) ||
    (text.length <= longestAddress && text.includes('@') && /^\S+@\S+\.\S+$/.test(text))
  );
}

/** How many cells are words that headers are made of. */
export function namesRoles(row: readonly string[]): number {
  let named = 0;
  for (const cell of row) {
    const words = normalise(cell);
    if (words === '' || typed(cell)) continue;
    const known = roleWords.some(({ words: lists }) =>
      lists.some(([, phrases]) => phrases.split('|').some((phrase) => matches(words, phrase) === 1)),
    );
    if (known || ['id', 'ids', 'type', 'category', 'age', 'gender', '性别', '年龄', '备注'].some((word) => hasWord(words, word)))
      named++;
  }
  return named;
}

/**
 * Whether the first row names the columns. It does when it holds a header word; it does not when its cells are of the
 * type of what stands below, or occur again as data.
 */
function isHeader(row: readonly string[], data: readonly (readonly string[])[]): boolean {
  if (data.length === 0) return true;
  if (namesRoles(row) > 0) return true;
  let typedColumns = 0;
  let fits = 0;
  for (let column = 0; column < row.length; column++) {
    let filled = 0;
    let fitting = 0;
    let years = 0;
    for (const cells of data.slice(0, 200)) {
      const cell = cells[column];
      if (isBlank(cell) || isBlankToken(cell!)) continue;
      filled++;
      if (typed(cell)) fitting++;
      if (/^(19|20)\d\d$/.test(cell!.trim())) years++;
    }
    if (filled === 0 || fitting < filled * 0.8) continue;
    typedColumns++;
    // A year over numbers that are no years heads a column of a pivot table.
    if (typed(row[column]) && (years > filled / 2 || !/^(19|20)\d\d$/.test(row[column]!.trim()))) fits++;
  }
  if (typedColumns > 0) return fits < typedColumns / 2;
  const values = new Set<string>();
  for (const cells of data) for (const cell of cells) values.add(cell.trim());
  const filled = row.filter((cell) => !isBlank(cell));
  return filled.filter((cell) => values.has(cell.trim())).length * 2 <= filled.length;
}

/** Cells up to the last that is not blank; at least 1. */
export function filledWidth(row: readonly string[]): number {
  let width = row.length;
  while (width > 1 && isBlank(row[width - 1])) width--;
  return width;
}

const units =
  /^[([{]?\s*(?:[a-z]{1,3}|[A-Z]{3}|%|[$€£¥₩₹]|days?|hours?|min(?:utes)?|pcs|pieces|units?|元|万元|件|个|天|次|人|单|小时|分钟|美元|人民币)\s*[)\]}]?$/;

/**
 * Whether the first row under the header says what the columns are, as some shops' exports do, or in which units: none of
 * its cells is a number or a date, though the columns of those below are.
 */
function explains(row: readonly string[], below: readonly (readonly string[])[]): boolean {
  const filled = row.filter((cell) => !isBlank(cell));
  if (below.length === 0 || filled.length === 0 || filled.some(typed)) return false;
  const sample = below.slice(0, 100);
  let against = 0;
  let inUnits = 0;
  row.forEach((cell, column) => {
    if (isBlank(cell) || isBlankToken(cell)) return;
    const cells = sample.map(({ [column]: below }) => below).filter((below) => !isBlank(below) && !isBlankToken(below!));
    if (cells.length === 0 || cells.filter(typed).length < cells.length * 0.8) return;
    against++;
    if (units.test(cell.trim())) inUnits++;
  });
  if (against === 0) return false;
  if (inUnits === against && filled.every((cell) => units.test(cell.trim()))) return true;
  // Sentences, and more than the one odd cell that a row of data may have.
  return (
    against >= 2 &&
    filled.filter((cell) => /\S\s+\S+\s+\S|[。.：:]\s*$|[\u3400-\u9fff]{5}/u.test(cell)).length * 2 >= filled.length
  );
}

/** The header's width, or more where most rows are filled beyond it; less where columns at its end have no name and no data. */
function widthOf(header: readonly string[], data: readonly (readonly string[])[]): number {
  const named = filledWidth(header);
  const counts = new Map<number, number>();
  let beyond = 0;
  for (const row of data) {
    const width = filledWidth(row);
    if (width <= named) continue;
    beyond++;
    counts.set(width, (counts.get(width) ?? 0) + 1);
  }
  if (beyond > 0 && header.length > named) return Math.max(named, Math.min(header.length, Math.max(...counts.keys())));
  if (beyond * 2 <= data.length) return named;
  let usual = named;
  let times = 0;
  for (const [width, count] of counts) if (count > times) [usual, times] = [width, count];
  return usual;
}

/** Trimmed names; a repeated one gets ` (2)`, an empty one its place: `Column 3`. */
export function uniqueNames(cells: readonly string[]): string[] {
  const used = new Set<string>();
  const wanted = cells.map((cell) => cell.replace(/\s+/gu, ' ').trim());
  for (const name of wanted) if (name !== '') used.add(name);
  const given = new Set<string>();
  return wanted.map((name, i) => {
    const base = name === '' ? `Column ${i + 1}` : name;
    let unique = base;
    for (let k = 2; given.has(unique) || (unique !== name && used.has(unique)); k++) unique = `${base} (${k})`;
    given.add(unique);
    return unique;
  });
}
