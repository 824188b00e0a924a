const longestHeader = 1000;

/**
 * A header in the form that word lists are written in: lower case, accents of Latin letters gone, CamelCase and marks
 * turned into spaces. `InvoiceNo` → `invoice no`, `Prix (€)` → `prix`, `金额(元)` → `金额 元`.
 */
export function normalise(header: string): string {
  // Whole questions are headers of surveys; what is longer is none.
  return header
    .slice(0, longestHeader)
    .normalize('NFKC')
    .replace(/([\p{Ll}\d])(\p{Lu})/gu, '$1 $2')
    .replace(/(\p{Lu}+)(\p{Lu}\p{Ll})/gu, '$1 $2')
    .normalize('NFD')
    .replace(/[\u0300-\u036f]/g, '')
    .normalize('NFC')
    .toLowerCase()
    .replace(/#/g, ' number ')
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
}

const cjk = /[\u3040-\u30ff\u3400-\u9fff]/;

/**
 * How well a normalised header says a phrase: 1 the same, .8 ends with it (`billing country`), .6 begins with it,
 * .5 holds it; 0 not at all. A phrase that begins with `=` must be the whole header.
 */
export function matches(header: string, phrase: string): number {
  if (phrase.startsWith('=')) return header === phrase.slice(1) ? 1 : 0;
  if (header === phrase) return 1;
  if (cjk.test(phrase)) {
    const at = header.lastIndexOf(phrase);
    return at < 0 ? 0 : at + phrase.length === header.length ? 0.8 : at === 0 ? 0.7 : 0.6;
  }
  if (header.endsWith(` ${phrase}`)) return 0.8;
  if (header.startsWith(`${phrase} `)) return 0.6;
  return header.includes(` ${phrase} `) ? 0.5 : 0;
}

/** Whether a word stands in a normalised header; Chinese and Japanese words anywhere. */
export function hasWord(header: string, word: string): boolean {
  return cjk.test(word) ? header.includes(word) : ` ${header} `.includes(` ${word} `);
}
