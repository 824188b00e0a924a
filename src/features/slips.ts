/** Slips of the pen: what tells a misspelling of a word from another word. Texts are folded: lower case, no accents. */

/** One letter more, less or other, or two neighbours swapped. */
export function oneSlip(a: string, b: string): boolean {
  let start = 0;
  while (start < Math.min(a.length, b.length) && a[start] === b[start]) start++;
  let end = 0;
  while (end < Math.min(a.length, b.length) - start && a[a.length - 1 - end] === b[b.length - 1 - end]) end++;
  const [left, right] = [a.slice(start, a.length - end), b.slice(start, b.length - end)];
  if (left.length <= 1 && right.length <= 1) return true;
  return left.length === 2 && right.length === 2 && left[0] === right[1] && left[1] === right[0];
}

const digitsOf = (text: string) => text.replace(/\D+/g, ' ').trim();

/** Whether both hold the same numbers: `Item 1` is no slip of `Item 2`. */
export const sameDigits = (a: string, b: string): boolean => digitsOf(a) === digitsOf(b);

/** A word this short is told from its like by a letter: S and M, men and man. */
const shortestWord = 4;

/** Whether the two differ in a word that is too short to be misspelt, or is a code: `shirt s`, `shirt m`; `82613b`, `82613c`. */
export function differsInShortWord(a: string, b: string): boolean {
  const [one, other] = [a.split(' '), b.split(' ')];
  if (one.length !== other.length) return false;
  return one.some((word, at) => {
    const beside = other[at]!;
    return word !== beside && (Math.min(word.length, beside.length) < shortestWord || /\d/.test(word) || /\d/.test(beside));
  });
}
