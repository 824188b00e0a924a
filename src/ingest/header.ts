import { isBlank, isBlankRow, isBlankToken } from './blanks';
import { DateReader } from './dates';
import { hasWord, matches, normalise } from './header-words';
import { NumberReader } from './numbers';
import { roleWords } from './role-words';

/** Where the table begins, how wide it is and what its columns are called. */
export interface Header {
  /** 1-based physical line; 0 where the file has no header. */
  readonly line: number;
  /** As written, one a column; '' where there is none. */
  readonly cells: readonly string[];
  /** Unique, never empty. */
  readonly names: readonly string[];
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
    const cells = Array.from({ length: width }, (_, i) => candidate[i] ?? '');
    return { line: lines[at]!, cells, names: uniqueNames(cells) };
  }
  const width = Math.max(filledWidth(candidate), ...data.map(filledWidth));
  return headerless(width);
}

/** A table without a header, so wide. */
export function headerless(width: number): Header {
  const cells = Array.from({ length: width }, () => '');
  return { line: 0, cells, names: uniqueNames(cells) };
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

function typed(cell: string | undefined): boolean {
  if (isBlank(cell)) return false;
  const text = cell!.trim();
  return !Number.isNaN(reader.read(text)) || dates.read(text) || (text.includes('@') && /^\S+@\S+\.\S+$/.test(text));
}

/** How many cells are words that headers are made of. */
function namesRoles(row: readonly string[]): number {
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

function filledWidth(row: readonly string[]): number {
  let width = row.length;
  while (width > 1 && isBlank(row[width - 1])) width--;
  return width;
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
