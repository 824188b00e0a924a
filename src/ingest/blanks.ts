/** Words that stand for "nothing" where a number, a date or an id is meant. Compared in lower case. */
const tokens = new Set([
  'na', 'n/a', '#n/a', 'n.a.', 'nan', 'null', 'none', 'nil', '(null)', '\\n', '-', '--', '---', '—', '–', '/', '\\', '.', '?', '无', '空', '暂无', 'なし',
]); // prettier-ignore

export const longestToken = 6;

/** Whether a filled cell says that there is nothing. */
export function isBlankToken(text: string): boolean {
  return text.length <= longestToken && tokens.has(text.trim().toLowerCase());
}

/** Empty or white space only. */
export function isBlank(text: string | undefined): boolean {
  if (text === undefined || text.length === 0) return true;
  // A cell that begins and ends with a visible character is not blank; most end here.
  if (text.charCodeAt(0) > 32 && text.charCodeAt(0) < 0x80) return false;
  return text.trim() === '';
}

/** Whether every cell of a row is blank. */
export function isBlankRow(row: readonly string[]): boolean {
  for (const cell of row) if (!isBlank(cell)) return false;
  return true;
}
