/**
 * Whether a cell is a long id that a spreadsheet has rounded and written with an exponent: `4.687E+11`, `4,687E+11`. The digits
 * are gone: many ids have the same such text. `713752e1`, without a sign, is an id as it was.
 */
export function isBrokenId(text: string): boolean {
  return text.length <= 24 && /^\d(?:[.,]\d{1,15})?E\+(?:09|[1-9]\d)$/i.test(text);
}
