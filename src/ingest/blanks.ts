/** Words that stand for "nothing" where a number, a date or an id is meant. Compared in lower case. */
const tokens = new Set([
  'na', 'n/a', '#n/a', 'n.a.', 'nan', '#nan', 'nat', '<na>', 'null', '#null!', 'none', 'nil', '(null)', '[null]', '(none)', '(blank)', 'blank', 'empty', '\\n', '-', '--', '---', '—', '–', '——', '－', '/', '//', '\\', '.', '..', '...', '?', '*', '#value!', '#ref!', '#name?', '#div/0!', '#num!', 'not set', '(not set)', '无', '無', '空', '暂无', '暫無', '空白', '没有', '未填', '未填写', '不详', '未知', 'なし', 'k.a.', 's/n',
]); // prettier-ignore
/** Of these, words that are people's names when written as names are: Na, Nan and Nil, and Mr Null. */
const names = new Set(['Na', 'Nan', 'Nat', 'Nil', 'Null']);

export const longestToken = 9;

/** Whether a filled cell says that there is nothing, where a number or a date is meant. */
export function isBlankToken(text: string): boolean {
  // White space around a token may be long; a token is not.
  if (text.length > longestToken && text.length > 4 * longestToken) return false;
  const bare = text.trim();
  return bare.length <= longestToken && tokens.has(bare.toLowerCase());
}

/**
 * The same where a text is meant that names somebody or something: `NA` is nobody, `Na` may be a person. No such word has a
 * digit: the kernels that read ids look at cells without one only.
 */
export function isBlankName(text: string): boolean {
  return isBlankToken(text) && !names.has(text.trim()) && !/\d/.test(text);
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
