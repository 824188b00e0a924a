import { isBlank, isBlankToken } from './blanks';
import { filledWidth, namesRoles, typed } from './header';

const longestName = 60;
/** A row of more cells is no second header: it is looked at no closer. */
const mostHeads = 1000;
/** Words in the names of sums, as stand below some bills. */
const sums = /总|合计|\btotal\b|\bsum\b/iu;

/**
 * Whether a row below a table, of so many columns, may be the header of another one: words in every cell up to its end, no
 * two the same, none a number or a date. Without an empty line before it, it must be of another width and of words that
 * headers are made of.
 */
export function mayHeadTable(row: readonly string[], afterBlank: boolean, width: number): boolean {
  const filled = filledWidth(row);
  if (filled < 2 || filled > mostHeads) return false;
  const names = row.slice(0, filled);
  if (names.some((cell) => isBlank(cell) || isBlankToken(cell) || cell.length > longestName || typed(cell))) return false;
  if (new Set(names.map((cell) => cell.trim())).size < filled) return false;
  if (afterBlank) return true;
  const known = Math.max(namesRoles(names), names.filter((cell) => sums.test(cell)).length);
  return filled !== width && filled >= 3 && known * 2 >= filled;
}

/**
 * Whether the row after such a one bears it out, as data under a header. One number where the words of the other row stand is
 * not enough in a table of the same width: ids may be of letters in one row and of digits in the next.
 */
export function headsTable(header: readonly string[], next: readonly string[], afterBlank: boolean, tableWidth: number): boolean {
  const width = filledWidth(header);
  const filled = filledWidth(next);
  if (filled < 2 || filled > width) return false;
  const cells = next.slice(0, filled).filter((cell) => !isBlank(cell));
  const data = cells.filter((cell) => typed(cell.replace(/^[`'\u2019]/u, ''))).length;
  if (!afterBlank) return data * 2 >= cells.length;
  const named = namesRoles(header.slice(0, width));
  if (data > 0) return data > 1 || named > 0 || width !== tableWidth;
  return width >= 3 && named * 2 >= width;
}

/** Among rows of a file from the header on, the place of the first that belongs to another table; their number where all are of one. */
export function endOfTable(rows: readonly (readonly string[])[], from: number, header: readonly string[]): number {
  let afterBlank = false;
  let begin = -1;
  let seen = false;
  for (let i = from; i < rows.length; i++) {
    const row = rows[i]!;
    if (row.every((cell) => isBlank(cell))) {
      // Right under the header an empty line parts nothing from anything.
      afterBlank = seen;
      begin = -1;
      continue;
    }
    if (begin < 0) begin = i;
    seen = true;
    const again = header.every((cell, column) => cell.trim() === (row[column] ?? '').trim());
    const next = rows[i + 1];
    if (next && !again && mayHeadTable(row, afterBlank, header.length) && headsTable(row, next, afterBlank, header.length))
      return afterBlank ? begin : i;
    // A title may stand between the empty line and the header.
    if (filledWidth(row) > 1) afterBlank = false;
  }
  return rows.length;
}
