const titles = new Set(['mr', 'mrs', 'ms', 'miss', 'dr', 'prof', 'herr', 'frau', 'mme', 'mlle', 'sir']);

/** Letters and digits only, without case, accents and width; words stand apart by one blank. */
export function fold(text: string): string {
  return text
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replaceAll('ß', 'ss')
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
}

/** Edits (insert, delete, replace, swap neighbours) from one word to another, at most `most` + 1. Optimal string alignment. */
export function edits(a: string, b: string, most: number): number {
  if (Math.abs(a.length - b.length) > most) return most + 1;
  let before = new Int32Array(b.length + 1);
  let last = Int32Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const row = new Int32Array(b.length + 1);
    row[0] = i;
    let least = i;
    for (let j = 1; j <= b.length; j++) {
      const same = a.charCodeAt(i - 1) === b.charCodeAt(j - 1);
      let cost = Math.min(last[j]! + 1, row[j - 1]! + 1, last[j - 1]! + (same ? 0 : 1));
      const swapped =
        i > 1 && j > 1 && a.charCodeAt(i - 1) === b.charCodeAt(j - 2) && a.charCodeAt(i - 2) === b.charCodeAt(j - 1);
      if (swapped) cost = Math.min(cost, before[j - 2]! + 1);
      row[j] = cost;
      if (cost < least) least = cost;
    }
    if (least > most) return most + 1;
    before = last;
    last = row;
  }
  return last[b.length]!;
}

/**
 * Whether two folded names may be one person's: the same words in any order, one left out, initials, a slip of the pen.
 * "Lee Ann" and "Ann Lee", "A. Lee" and "Ann Lee", "Ann" and "Ann Lee" may; "Ann Lee" and "Bob Lee" may not.
 */
export function mayBeOne(a: string, b: string): boolean {
  if (a === b) return true;
  const one = words(a);
  const other = words(b);
  const [few, many] = one.length <= other.length ? [one, other] : [other, one];
  if (few.length === 0) return true;
  const left = [...many];
  let whole = 0;
  let all = true;
  for (const word of few) {
    let at = left.indexOf(word);
    if (at >= 0) whole++;
    else
      at = left.findIndex((long) => (word.length === 1 && long.startsWith(word)) || (long.length === 1 && word.startsWith(long)));
    if (at < 0) {
      all = false;
      break;
    }
    left.splice(at, 1);
  }
  if (all && whole > 0) return true;
  return a.length >= 7 && one.length === other.length && edits(one.join(' '), other.join(' '), 1) <= 1;
}

const words = (name: string) => name.split(' ').filter((word) => word !== '' && !titles.has(word));

/** How many different people these folded names must be, at least: each unlike all of those counted before. */
export function peopleNamed(names: Iterable<string>): number {
  const people: string[] = [];
  // Long names first, so that "Ann" does not stand between "Ann Lee" and "Ann Low".
  for (const name of [...names].sort((a, b) => b.length - a.length || (a < b ? -1 : 1))) {
    if (!people.some((known) => mayBeOne(known, name))) people.push(name);
  }
  return people.length;
}
